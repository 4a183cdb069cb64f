// Analysis of one text at a stroke, as objects: for tests, tools and the curious. Indexing reads the columns instead.

import { quote, RostrumError } from '../errors.js'
import type { Analyzer } from './analyzer.js'
import type { TokenKind } from './tokens.js'
import { Tokens } from './tokens.js'

/** One token of a text. */
export interface Token {
  /** What stands in the dictionary. */
  word: string
  /** What it is indexed under. */
  term: string
  /** Counts words from 0. */
  position: number
  /** First UTF-16 code unit in the text. */
  start: number
  /** UTF-16 code unit after the last. */
  end: number
  kind: TokenKind
}

/** Columns that stand ready: a query's few words must not pay for new ones. Taken while in use, since an analyzer may analyse in turn. */
const spare: Tokens[] = []

/** The error for an analyzer, one of the caller's, that threw `cause`. */
export function analyzerThrew(cause: unknown): RostrumError {
  return new RostrumError('E_ANALYZER', {
    expected: 'an analyzer that takes any text',
    got: `one that throws ${quote(cause instanceof Error ? cause.message : cause)}`,
    cure: 'Mend its tokenize or normalize; what it was reading was not indexed.',
    cause,
  })
}

/** Gives the tokens of `text` that `analyzer` does not drop, in order. @throws E_ANALYZER where it throws. */
export function analyze(analyzer: Analyzer, text: string): Token[] {
  const columns = spare.pop() ?? new Tokens()
  const tokens: Token[] = []
  try {
    analyzer.tokenize(text, columns)
    for (let i = 0; i < columns.count; i++) {
      const start = columns.start[i]
      const end = columns.end[i]
      const kind = columns.kind[i] as TokenKind
      const { word, term } = analyzer.normalize(text.slice(start, end), kind)
      if (word !== '' && term !== '') tokens.push({ word, term, position: columns.position[i], start, end, kind })
    }
  } catch (error) {
    throw analyzerThrew(error)
  }
  if (columns.start.length <= 4096) spare.push(columns)
  return tokens
}
