// Analysis of one text at a stroke, as objects: for tests, tools and the curious. Indexing reads the columns instead.

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

/** Gives the tokens of `text` that `analyzer` does not drop, in order. */
export function analyze(analyzer: Analyzer, text: string): Token[] {
  const columns = spare.pop() ?? new Tokens()
  analyzer.tokenize(text, columns)
  const tokens: Token[] = []
  for (let i = 0; i < columns.count; i++) {
    const start = columns.start[i]
    const end = columns.end[i]
    const kind = columns.kind[i] as TokenKind
    const { word, term } = analyzer.normalize(text.slice(start, end), kind)
    if (word !== '' && term !== '') tokens.push({ word, term, position: columns.position[i], start, end, kind })
  }
  if (columns.start.length <= 4096) spare.push(columns)
  return tokens
}
