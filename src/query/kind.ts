// The contract of a query kind: what each file in kinds/ knows about its own kind, and what it is given to go on with.

import type { Field, Schema } from '../schema.js'
import type { Node } from './node.js'
import type { Query } from './query.js'
import type { Vocabulary } from './vocabulary.js'

/** One kind of query. A kind never walks into another itself: it asks `check.queries`, `normal`, `format.item` or `compile.query`, which count the depth. */
export interface Kind<Q extends Query> {
  /** The properties a query of this kind may have besides `kind`. */
  readonly properties: readonly string[]
  /**
   * Makes a good query of plain data from outside, copied property by property.
   * @throws E_QUERY, E_QUERY_FIELD or E_QUERY_LIMIT
   */
  check(value: Properties, check: Check): Q
  /** The one form all queries of this meaning are printed in and parsed to; undefined where there is nothing to ask for, as in a blank text. */
  normal(query: Q, normal: (query: Query) => Query | undefined): Query | undefined
  /** Text that parses to `query`, which is in normal form. */
  format(query: Q, format: Format): string
  /** The query in dictionary keys and field numbers; undefined where no word is left to ask for, so that `R & D` does not fail on `&`. */
  compile(query: Q, compile: Compile): Node | undefined
}

/** Own properties of an object from outside, each read once. */
export type Properties = ReadonlyMap<string, unknown>

/** What a kind checks its properties with. `what` names a property in messages. */
export interface Check {
  readonly schema: Schema
  /** Checks a query within the query whose scores are multiplied by `by`. */
  boosted(value: unknown, place: string, by: number): Query
  /** Checks a list of queries, absent or an array. */
  queries(value: unknown, place: string): Query[] | undefined
  /** Checks a text, and counts its words against the clauses. */
  text(value: unknown): string
  /** Checks a text whose words are asked for together, of which fewer may be. */
  phrase(value: unknown): string
  /** Checks the name of a field, absent or known. */
  field(value: unknown): Field | undefined
  /** Checks the name of a nested property. Nesting is one level deep. */
  path(value: unknown): string
  /** Checks a query within the query that speaks of the items of a nested property only. */
  within(path: string, value: unknown, place: string): Query
  /** The error for a bad property. */
  bad(expected: string, value: unknown, cure: string): Error
  /** The error for a field of the wrong type. */
  badField(expected: string, field: Field, cure: string): Error
}

/** What a kind prints the queries within it with. */
export interface Format {
  /** As one item of a list: in parentheses where it would fall apart. */
  item(query: Query): string
  /** As that which a boost follows. */
  operand(query: Query): string
}

/** What a query is compiled against. */
export interface CompileContext {
  readonly schema: Schema
  /** The text fields searched where the query names none. A query that names a field searches that field, whether it is among these or not. */
  readonly fields: readonly Field[]
  /** The level of the documents to find (see `Field.level`). Default 0. */
  readonly target?: number
  /** Synonyms and the like, for words that are typed; not for phrases. */
  readonly vocabulary?: Vocabulary | undefined
  /** What a word counts for beside itself where it stands in the very form typed; of an index that keeps exact forms. Default 0. */
  readonly preferExact?: number | undefined
  /** Whose days are meant where a date says no zone. Default UTC. */
  readonly timeZone?: string | undefined
}

/** What a kind compiles with. */
export interface Compile extends CompileContext {
  /** Compiles a query within the query. */
  query(query: Query): Node | undefined
  /** Compiles a query within the query without its vocabulary: what is left out is what was typed. */
  literally(query: Query): Node | undefined
  /** Compiles a query that finds items of a nested property. */
  within(level: number, query: Query): Node | undefined
}
