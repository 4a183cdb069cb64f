// What an analyzer is: a tokenizer, and for each token the word people type and the term it is indexed under.

import type { Tokens } from './tokens.js'

/** What a token becomes in the index. */
export interface Normalized {
  /** The dictionary word: lower-cased and folded as people type it (`cafe`, `ministers`, `u.s.`). Empty drops the token. */
  word: string
  /** The posting list it belongs to: the folded stem (`cafe`, `minist`, `u.s.`). Empty drops the token. */
  term: string
}

/** Another term that a query for a term also matches, at a fraction of its weight. */
export interface Alternative {
  term: string
  /** Above 0, at most 1. */
  weight: number
}

/** Turns text into terms; the same one serves the index and its queries. Stateless: equal input gives equal output, for ever, at one version. */
export interface Analyzer {
  /** Stored in the index with version and options; opening with another analyzer of this name is E_ANALYZER. */
  readonly name: string
  /** Raised whenever any text would come out differently. */
  readonly version: number
  /** What it was made with, as JSON; part of the fingerprint. */
  readonly options: Readonly<Record<string, unknown>>
  /** Finds the tokens of `text` and puts them into `tokens`, which it first empties. Linear in the text. */
  tokenize(text: string, tokens: Tokens): void
  /** Gives word and term of the token `raw` (the text between its offsets) of `kind`. The builder asks once per distinct (raw, kind). */
  normalize(raw: string, kind: number): Normalized
  /** Whether `normalize` makes the same of words that differ in A to Z and a to z alone, so that it need be asked only once for both. Default false. */
  readonly ignoresCase?: boolean
  /** Terms that a query for `term` matches as well (plain `us` finds `U.S.` too, at a low weight). */
  alternatives?(term: string): readonly Alternative[]
  /**
   * Dictionary words that count for little in a query (`functionWordWeight`), being in most texts of the language. They are indexed like others, and a
   * phrase needs them; only queries look here, so they are no part of the fingerprint.
   */
  readonly functionWords?: ReadonlySet<string>
  /** Of an analyzer that is several, one for each language: which. Its own `tokenize` and `normalize` are those of the one it falls back to. */
  readonly languages?: Languages
}

/** The analyzers of a collection in several languages: each document is read by one of them, a query by all. */
export interface Languages {
  /** The property of a document that names its language, where one does. */
  readonly field: string | undefined
  /** Each analyzer once. */
  readonly all: readonly Analyzer[]
  /** The analyzer of the language called `named`, the value of `field`, undefined where there is none of that name. */
  named(named: unknown): Analyzer | undefined
  /** The analyzer for a text whose language is not named. */
  guess(text: string): Analyzer
}

/**
 * The analyzer for queries of an index whose documents were read by those of `names` alone: in another language, words would be taken for others that
 * happen to have their stems. The same where it is of one language, or where all or none of its own are named.
 */
export function among(analyzer: Analyzer, names: ReadonlySet<string>): Analyzer {
  const { languages } = analyzer
  const present = languages?.all.filter(({ name }) => names.has(name)) ?? []
  if (languages === undefined || present.length === 0 || present.length === languages.all.length) return analyzer
  return { ...analyzer, languages: { ...languages, all: present } }
}

/** What an analyzer is made of: those of its languages, or itself alone. */
export function partsOf(analyzer: Analyzer): readonly Analyzer[] {
  return analyzer.languages?.all ?? [analyzer]
}
