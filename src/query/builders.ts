// A builder for each kind of query: they make plain data, nothing more; it is checked where it is searched.

import type {
  All,
  Bool,
  Boost,
  Constant,
  Decay,
  DisMax,
  Exact,
  Exists,
  Factor,
  Fuzzy,
  Match,
  Near,
  Nested,
  Phrase,
  Prefix,
  Query,
  Range,
  Term,
  Wildcard,
} from './query.js'

/** Asks for every document. */
export function all(): All {
  return { kind: 'all' }
}

/** Asks for one word, in `field` or in every text field; in a keyword field for the whole value, in a date field for a day, month or year. */
export function term(text: string, field?: string): Term {
  return field === undefined ? { kind: 'term', text } : { kind: 'term', text, field }
}

/** Asks for any of the words of a text (or for all of them: `operator: 'and'`), in `field` or in every text field. */
export function match(text: string, options: { field?: string; operator?: 'or' | 'and' } = {}): Match {
  return { kind: 'match', text, ...options }
}

/** Asks for words next to each other, in order, in `field` or in any one text field; with `slop` others between, with `prefix` the last one open. */
export function phrase(text: string, field?: string | { field?: string; slop?: number; prefix?: boolean }): Phrase {
  if (typeof field === 'object') return { kind: 'phrase', text, ...field }
  return field === undefined ? { kind: 'phrase', text } : { kind: 'phrase', text, field }
}

/** Asks for words next to each other, in order, in the very form that is written; the index must keep exact forms. */
export function exact(text: string, field?: string): Exact {
  return field === undefined ? { kind: 'exact', text } : { kind: 'exact', text, field }
}

/** Asks for words in one field with at most `slop` others between them, in any order or, `ordered`, in theirs. */
export function near(text: string, slop: number, options: { field?: string; ordered?: boolean } = {}): Near {
  return { kind: 'near', text, slop, ...options }
}

/** Asks for a value in `field`, whatever it is. */
export function exists(field: string): Exists {
  return { kind: 'exists', field }
}

/** Gives all documents of `query` the same score. */
export function constant(query: Query, score: number): Constant {
  return { kind: 'constant', query, score }
}

/** Multiplies the score of `query` by how near a date or number is to an origin: `decay(term('ice'), 'published', { scale: '30d' })`. */
export function decay(query: Query, field: string, options: Omit<Decay, 'kind' | 'query' | 'field'>): Decay {
  return { kind: 'decay', query, field, ...options }
}

/** Multiplies the score of `query` by a number of the document, as it is or flattened. */
export function factor(query: Query, field: string, options: Omit<Factor, 'kind' | 'query' | 'field'> = {}): Factor {
  return { kind: 'factor', query, field, ...options }
}

/** Asks for any of `queries`: the best score counts, and `tieBreaker` times each of the others. */
export function dismax(queries: readonly Query[], tieBreaker?: number): DisMax {
  return { kind: 'dismax', queries, ...(tieBreaker !== undefined && { tieBreaker }) }
}

/** Asks for words that start with `text`. */
export function prefix(text: string, field?: string): Prefix {
  return field === undefined ? { kind: 'prefix', text } : { kind: 'prefix', text, field }
}

/** Asks for words of a shape: `*` is any characters, `?` is one. */
export function wildcard(text: string, field?: string): Wildcard {
  return field === undefined ? { kind: 'wildcard', text } : { kind: 'wildcard', text, field }
}

/** Asks for words within some edits of `text`; `edits` is 0, 1, 2 or, by the length of the word, 'auto'. */
export function fuzzy(text: string, options: { field?: string; edits?: 0 | 1 | 2 | 'auto' } = {}): Fuzzy {
  return { kind: 'fuzzy', text, ...options }
}

/** Asks for numbers, dates or keywords between two bounds, included but for those that are `above` or `below`; a bound left out is open. */
export function range(field: string, bounds: Omit<Range, 'kind' | 'field'>): Range {
  return { kind: 'range', field, ...bounds }
}

/** Asks for all of `queries`; of none, for nothing. */
export function and(...queries: Query[]): Bool {
  const isNegation = (query: Query): query is Bool =>
    query.kind === 'bool' && query.must === undefined && query.should === undefined && query.not !== undefined
  const must = queries.filter((query) => !isNegation(query))
  const nots = queries.filter(isNegation).flatMap((query) => query.not ?? [])
  return { kind: 'bool', ...(must.length > 0 && { must }), ...(nots.length > 0 && { not: nots }) }
}

/** Asks for at least one of `queries`; of none, for nothing. */
export function or(...queries: Query[]): Bool {
  return { kind: 'bool', should: queries }
}

/** Asks for every document that `query` does not match: within `and` it takes documents away. */
export function not(query: Query): Bool {
  return { kind: 'bool', not: [query] }
}

/** Multiplies the score of `query` by `by`, from 0 to 1,000,000. */
export function boost(query: Query, by: number): Boost {
  return { kind: 'boost', query, by }
}

/** Asks for documents with an item in the nested property `path` that matches `query` by itself. */
export function nested(path: string, query: Query): Nested {
  return { kind: 'nested', path, query }
}

/** Asks for nothing: `-*`, what `or()` means in normal form. */
export function nothing(): Bool {
  return { kind: 'bool', not: [{ kind: 'all' }] }
}
