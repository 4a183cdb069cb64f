// What can be asked: a JSON-able union of plain objects, and a builder for each.

/** A question, as plain data: JSON-able, printable, comparable. */
export type Query = All | Term | Match | Phrase | Prefix | Wildcard | Fuzzy | Range | Bool | Boost | Nested

/** Every document. */
export interface All {
  kind: 'all'
}

/** Documents with one word. The word is analysed as its fields are; what analyses to several words (`well-known`) is asked as a phrase. */
export interface Term {
  kind: 'term'
  text: string
  /** One field; without it every text field. In a keyword field `text` is the whole value; in a date field a day, month or year. */
  field?: string
}

/** Documents with the words of a free text. */
export interface Match {
  kind: 'match'
  text: string
  field?: string
  /** Whether one word is enough (`or`, the default) or all are needed (`and`). */
  operator?: 'or' | 'and'
}

/** Documents with the words of `text` next to each other, in order, in one field. */
export interface Phrase {
  kind: 'phrase'
  text: string
  field?: string
}

/**
 * Documents with a word that starts with `text`; without a field, in any text field. Of all such words the best counts: the word `text` itself as if
 * it were typed, longer ones at 0.75 of that. In a keyword field, values that start so.
 */
export interface Prefix {
  kind: 'prefix'
  text: string
  field?: string
}

/** Documents with a word of a shape: `*` stands for any characters, none among them, `?` for one; a backslash takes their meaning. */
export interface Wildcard {
  kind: 'wildcard'
  text: string
  field?: string
}

/**
 * Documents with a word within some edits of `text`: a letter added, left out, changed, or swapped with its neighbour (optimal string alignment).
 * Of all such words the best counts: one edit away at half, two at a quarter of what the word itself counts for.
 */
export interface Fuzzy {
  kind: 'fuzzy'
  text: string
  field?: string
  /** Default `auto`: none for a word of one or two letters, one up to five, else two. */
  edits?: 0 | 1 | 2 | 'auto'
}

/** Documents whose number or date lies between two bounds, both included; without a bound that side is open. Dates are ISO strings or milliseconds. */
export interface Range {
  kind: 'range'
  field: string
  from?: number | string
  to?: number | string
}

/** Documents that match every `must`, no `not`, and, where there is no `must`, at least one `should`; the scores of `must` and `should` add up. */
export interface Bool {
  kind: 'bool'
  must?: readonly Query[]
  should?: readonly Query[]
  not?: readonly Query[]
}

/** The documents of `query`, their score times `by`. */
export interface Boost {
  kind: 'boost'
  query: Query
  /** Finite, at least 0. */
  by: number
}

/**
 * Documents with an item in the nested property `path` that matches `query` by itself. Of the items, where they are what is searched (`target`), those
 * that match. In `query` only fields of the items may be named, by their full names; words without a field are looked for in all of their text fields.
 */
export interface Nested {
  kind: 'nested'
  path: string
  query: Query
}
