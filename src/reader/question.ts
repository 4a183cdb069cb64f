// Reads what is asked against a schema: a query string or object with its options becomes what a search evaluates.

import { imported } from '../bytes/module.js'
import type { Plan } from '../bytes/plan.js'
import type { Node } from '../query/node.js'
import { plainQuery } from '../query/plain.js'
import { compilePlain, type PlainQuery } from '../query/plain-compile.js'
import { plainText } from '../query/plain-text.js'
import type { Problem } from '../query/problems.js'
import type { Query } from '../query/query.js'
import type { Widening } from '../query/widen.js'
import type { Field, FieldType, Schema } from '../schema.js'
import { type Headline, headlineOf } from '../search/headline.js'
import type { SearchModules } from '../search/modules.js'
import type { CheckedOptions } from '../search/options.js'

/** Words of a filter stand for themselves. */
const asTyped: Widening = { fuzzy: 0, prefix: false }

/** A query that was read, as it is searched and as it was typed. */
interface ReadQuery {
  query: Query
  typed: Query
  problems: Problem[]
  /** The same where it is plain words that stand for themselves, and nothing else is needed to compile it. */
  plain: PlainQuery | undefined
}

/** A query and its filter. */
export interface ReadQuestion extends ReadQuery {
  filter: ReadQuery | undefined
}

/** A query and its filter, compiled. */
export interface Question {
  node: Node
  problems: Problem[]
  headline: Headline | undefined
}

/** Reads queries against one schema. */
export class QuestionReader {
  readonly #schema: Schema
  readonly #modules: SearchModules
  #types: ReadonlyMap<string, FieldType> | undefined

  constructor(schema: Schema, modules: SearchModules) {
    this.#schema = schema
    this.#modules = modules
  }

  /** Reads a query and the filter among its options. Round: the query language, where more than plain words needs it. @throws E_QUERY, E_QUERY_FIELD, E_QUERY_LIMIT for query objects */
  *read(query: string | Query, options: CheckedOptions): Plan<ReadQuestion> {
    const { filter, vocabulary, preferExact } = options
    const plain = filter === undefined && vocabulary === undefined && preferExact === 0 ? plainOf(query, options) : undefined
    if (plain !== undefined) return { query: plain, typed: plain, plain, problems: [], filter: undefined }
    yield* imported(this.#modules.language)
    const asked = filter === undefined ? undefined : this.#one(filter, { ...options, widening: asTyped })
    return { ...this.#one(query, options), filter: asked }
  }

  /** Compiles what was read, as `schema` reads words; dates that count from now are those of this moment. */
  compile({ query, typed, plain, problems, filter }: ReadQuestion, options: CheckedOptions, schema: Schema): Question {
    const { fields, target, exactFirst } = options
    const text = exactFirst && plainText(typed, exactFirst.name)
    const headline = text === undefined ? undefined : headlineOf(text, exactFirst as Field, schema)
    if (plain !== undefined) return { node: compilePlain(plain, { schema, fields, target }), problems, headline }
    const { compileQuery, isAllStopWords } = this.#modules.language.code
    let { vocabulary } = options
    if (isAllStopWords(query, { schema, fields, target, vocabulary })) vocabulary = vocabulary?.keeping
    const context = { schema, fields, target, vocabulary, preferExact: options.preferExact, timeZone: options.timeZone }
    if (filter === undefined) return { node: compileQuery(query, context), problems, headline }
    const both: Query = { kind: 'bool', must: [query, { kind: 'boost', query: filter.query, by: 0 }] }
    return { node: compileQuery(both, context), problems: [...problems, ...filter.problems], headline }
  }

  #one(query: string | Query, { combineWith, leadingWildcards, widening, target }: CheckedOptions): ReadQuery {
    const schema = this.#schema
    const { checkQuery, parseQuery, widened } = this.#modules.language.code
    if (typeof query === 'string') {
      this.#types ??= new Map(schema.fields.map(({ name, type }) => [name, type]))
      const parsed = parseQuery(query, {
        fields: [...this.#types.keys()],
        types: this.#types,
        nested: schema.nested,
        aliases: schema.aliases,
        ...(target > 0 && { target: schema.nested[target - 1] }),
        combineWith,
        leadingWildcards,
        exactForms: schema.exactForms,
      })
      const wide = widened(parsed.query, query, widening, this.#types)
      return { query: wide, typed: parsed.query, problems: parsed.problems, plain: undefined }
    }
    const checked = checkQuery(query, schema)
    return { query: checked, typed: checked, problems: [], plain: undefined }
  }
}

/** A query string of nothing but words, or of nothing, where they stand for themselves; undefined for any other. */
function plainOf(query: string | Query, { combineWith, widening }: CheckedOptions): PlainQuery | undefined {
  if (query === '') return { kind: 'all' }
  return typeof query === 'string' && widening.fuzzy === 0 && !widening.prefix ? plainQuery(query, combineWith) : undefined
}
