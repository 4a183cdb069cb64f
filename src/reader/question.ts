// Reads what is asked against a schema: a query string or object with its options becomes what a search evaluates.

import { checkQuery } from '../query/check.js'
import { compileQuery, isAllStopWords } from '../query/compile.js'
import type { Node } from '../query/node.js'
import { parseQuery } from '../query/parse.js'
import { plainText } from '../query/plain-text.js'
import type { Problem } from '../query/problems.js'
import type { Query } from '../query/query.js'
import { type Widening, widened } from '../query/widen.js'
import type { Field, FieldType, Schema } from '../schema.js'
import { type Headline, headlineOf } from '../search/headline.js'
import type { CheckedOptions } from '../search/options.js'
import { plainQuestion } from './plain-question.js'

/** Words of a filter stand for themselves. */
const asTyped: Widening = { fuzzy: 0, prefix: false }

/** A query that was read, as it is searched and as it was typed. */
interface ReadQuery {
  query: Query
  typed: Query
  problems: Problem[]
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
  readonly #names: readonly string[]
  readonly #types: ReadonlyMap<string, FieldType>

  constructor(schema: Schema) {
    this.#schema = schema
    this.#names = schema.fields.map(({ name }) => name)
    this.#types = new Map(schema.fields.map(({ name, type }) => [name, type]))
  }

  /** Reads a query and compiles it. @throws as `read` */
  ask(query: string | Query, options: CheckedOptions, schema: Schema): Question {
    const plain = typeof query === 'string' ? plainQuestion(query, options, schema) : undefined
    return plain ?? this.compile(this.read(query, options), options, schema)
  }

  /** Reads a query and the filter among its options. @throws E_QUERY, E_QUERY_FIELD, E_QUERY_LIMIT for query objects */
  read(query: string | Query, options: CheckedOptions): ReadQuestion {
    const filter = options.filter === undefined ? undefined : this.#one(options.filter, { ...options, widening: asTyped })
    const { query: asked, typed, problems } = this.#one(query, options)
    return { query: asked, typed, problems, filter }
  }

  /** Compiles what was read, as `schema` reads words; dates that count from now are those of this moment. */
  compile({ query, typed, problems, filter }: ReadQuestion, options: CheckedOptions, schema: Schema): Question {
    const { fields, target, exactFirst } = options
    let { vocabulary } = options
    if (isAllStopWords(query, { schema, fields, target, vocabulary })) vocabulary = vocabulary?.keeping
    const context = { schema, fields, target, vocabulary, preferExact: options.preferExact, timeZone: options.timeZone }
    const text = exactFirst && plainText(typed, exactFirst.name)
    const headline = text === undefined ? undefined : headlineOf(text, exactFirst as Field, schema)
    if (filter === undefined) return { node: compileQuery(query, context), problems, headline }
    const both: Query = { kind: 'bool', must: [query, { kind: 'boost', query: filter.query, by: 0 }] }
    return { node: compileQuery(both, context), problems: [...problems, ...filter.problems], headline }
  }

  #one(query: string | Query, { combineWith, leadingWildcards, widening, target }: CheckedOptions): ReadQuery {
    const schema = this.#schema
    if (typeof query === 'string') {
      const parsed = parseQuery(query, {
        fields: this.#names,
        types: this.#types,
        nested: schema.nested,
        aliases: schema.aliases,
        ...(target > 0 && { target: schema.nested[target - 1] }),
        combineWith,
        leadingWildcards,
        exactForms: schema.exactForms,
      })
      return { query: widened(parsed.query, query, widening, this.#types), typed: parsed.query, problems: parsed.problems }
    }
    const checked = checkQuery(query, schema)
    return { query: checked, typed: checked, problems: [] }
  }
}
