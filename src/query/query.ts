// What can be asked: a JSON-able union of plain objects, and a builder for each.

/** A question, as plain data: JSON-able, printable, comparable. */
export type Query =
  | All
  | Term
  | Match
  | Phrase
  | Exact
  | Prefix
  | Wildcard
  | Fuzzy
  | Near
  | Range
  | Exists
  | Bool
  | Boost
  | Constant
  | Decay
  | Factor
  | DisMax
  | Nested

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
  /** How many other words may stand between them in all, 0 to 99, so that it never reaches into the next value of a field. Default 0. */
  slop?: number
  /** Whether the last word is only the start of one: `"silk ro*"`. Default false. */
  prefix?: boolean
}

/**
 * Documents with the words of `text` next to each other, in order, in one field, in the very form that is written: `reported`, not `reports`. Case and
 * diacritics make no difference. Only an index with `exactForms: true` knows. Its rarity is that of the words in any form.
 */
export interface Exact {
  kind: 'exact'
  text: string
  /** A text field; in a keyword field, whose values have no forms, the whole value. */
  field?: string
}

/** Documents with the words of `text` close to each other in one field, in any order: counted at each word that begins such a place. */
export interface Near {
  kind: 'near'
  text: string
  field?: string
  /** How many other words may stand between them in all, 0 to 99. */
  slop: number
  /** Whether they must be in order: then it is the phrase with that slop. Default false. */
  ordered?: boolean
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

/**
 * Documents whose number, date or keyword lies between two bounds; without a bound that side is open. Dates are ISO strings, milliseconds, or
 * distances from now (`now-7d`); keywords are ordered by their UTF-8 bytes, in lower case and without diacritics.
 */
export interface Range {
  kind: 'range'
  field: string
  from?: number | string
  to?: number | string
  /** Whether `from` itself is left out. Default false. Of a day, a month or a year all of it is. */
  above?: boolean
  /** Whether `to` itself is left out. Default false. */
  below?: boolean
}

/** Documents with a value in a field; not scored. */
export interface Exists {
  kind: 'exists'
  field: string
}

/** Documents that match every `must`, no `not`, and, where there is no `must`, at least one `should`; the scores of `must` and `should` add up. */
export interface Bool {
  kind: 'bool'
  must?: readonly Query[]
  should?: readonly Query[]
  not?: readonly Query[]
  /** How many of `should` must match. Default 1 where there is no `must`, else 0. */
  minimumShouldMatch?: number
}

/** The documents of `query`, their score times `by`. */
export interface Boost {
  kind: 'boost'
  query: Query
  /** Finite, at least 0. */
  by: number
}

/** The documents of `query`, all with the same score. */
export interface Constant {
  kind: 'constant'
  query: Query
  /** Finite, at least 0. */
  score: number
}

/**
 * The documents of `query`, their score times how near a date or number of theirs is to an origin: 1 there, `decay` at a distance of `scale`. What scores
 * nothing stays so: constant(all(), 1) is a score of 1 to start with.
 */
export interface Decay {
  kind: 'decay'
  query: Query
  /** A date or number field; of several values the nearest counts. */
  field: string
  /** Above 0. Of dates milliseconds, or a time: `30d`, `12h`; units are s, m, h, d and w. */
  scale: number | string
  /** Of dates as in a range, default now; a day is all of it. Of numbers it must be given. */
  origin?: number | string
  /** How far around the origin it is still 1, like `scale`. Default 0. */
  offset?: number | string
  /** Between 0 and 1. Default 0.5. */
  decay?: number
  /** `gauss` (default): decay ** (distance / scale) ** 2; `exp`: decay ** (distance / scale); `linear`: 1 - (1 - decay) * distance / scale, at least 0. */
  shape?: 'gauss' | 'exp' | 'linear'
  /** What documents without a value are multiplied by, 0 to 1,000,000. Default 1. */
  missing?: number
}

/** The documents of `query`, their score times a number of theirs, from 0 to 1,000,000. */
export interface Factor {
  kind: 'factor'
  query: Query
  /** A number field; of several values the greatest counts, and one below 0 is 0. */
  field: string
  /** What is made of the number times `times`: `sqrt`, or `log1p`, the natural logarithm of one more. Default `none`. */
  modifier?: 'none' | 'sqrt' | 'log1p'
  /** 0 to 1,000,000. Default 1. */
  times?: number
  /** What documents without a value are multiplied by, 0 to 1,000,000. Default 1. */
  missing?: number
}

/** Documents that match any of `queries`: the best score counts, and `tieBreaker` times each of the others (disjunction-max). */
export interface DisMax {
  kind: 'dismax'
  queries: readonly Query[]
  /** 0 to 1. Default 0. */
  tieBreaker?: number
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
