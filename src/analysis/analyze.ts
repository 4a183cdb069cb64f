// Analysis of one text at a stroke, as objects: for tests, tools and the curious. Indexing reads the columns instead.

import { quote, RostrumError } from '../errors.js'
import type { Analyzer, Normalized } from './analyzer.js'
import { memoise } from './memo.js'
import type { TokenKind } from './tokens.js'
import { Tokens } from './tokens.js'
import { tokenizeWords } from './words.js'

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

/** Tokens of a text that a tokenizer may stack on each other, and how far back a stacked one may go. */
const mostStacked = 64

/**
 * Lets `analyzer` read `text`, and looks whether what it gives are tokens of that text: half-open ranges within it, none empty, in order of position.
 * A tokenizer that goes on pushing is stopped. What never returns and pushes nothing cannot be: tokenizers must be linear.
 *
 * @throws E_ANALYZER
 */
export function readTokens(analyzer: Analyzer, text: string, tokens: Tokens): void {
  const limit = 16 * text.length + 1024
  tokens.count = 0
  tokens.limit = limit
  try {
    analyzer.tokenize(text, tokens)
  } catch (error) {
    throw error instanceof RostrumError ? error : analyzerThrew(error)
  }
  // ours is held to this by its tests
  if (analyzer.tokenize === tokenizeWords) return
  const { count, start, end, position } = tokens
  if (!(Number.isInteger(count) && count >= 0 && count <= limit && count <= start.length)) {
    throw badToken(analyzer, `at most ${limit} tokens of a text of ${text.length} code units`, String(count))
  }
  let last = 0
  for (let i = 0; i < count; i++) {
    if (start[i] >= end[i] || end[i] > text.length) {
      throw badToken(analyzer, `half-open ranges within a text of ${text.length} code units, none empty`, `[${start[i]}, ${end[i]})`)
    }
    if (position[i] + mostStacked < last || position[i] > limit) {
      throw badToken(analyzer, `positions from 0 to ${limit} that do not go back`, `${position[i]} after ${last}`)
    }
    if (position[i] > last) last = position[i]
  }
}

/** How many distinct tokens of each kind of an analyzer are remembered, and at most twice as many: a newspaper's vocabulary (bench/analysis.ts). */
const memoSize = 50_000

const remembered = new WeakMap<Analyzer, ((raw: string) => Normalized)[]>()

/** What `analyzer` makes of a token, remembered: queries and highlights ask for the same words again and again. @throws as `normalizedOnce` */
export function normalized(analyzer: Analyzer, raw: string, kind: number): Normalized {
  let memos = remembered.get(analyzer)
  if (memos === undefined) remembered.set(analyzer, (memos = []))
  memos[kind] ??= memoise(memoSize, (token) => normalizedOnce(analyzer, token, kind))
  return memos[kind](raw)
}

/** What `analyzer` makes of a token, for who remembers it himself. @throws E_ANALYZER where it throws, or gives no two strings that a dictionary can hold */
export function normalizedOnce(analyzer: Analyzer, raw: string, kind: number): Normalized {
  let normal: Normalized
  try {
    normal = analyzer.normalize(raw, kind)
    if (isKey(normal?.word) && isKey(normal?.term)) return normal
  } catch (error) {
    throw error instanceof RostrumError ? error : analyzerThrew(error)
  }
  throw badToken(
    analyzer,
    `two strings { word, term } of at most ${longestKey} code units without control characters for ${quote(raw)}`,
    `{ word: ${quote(normal?.word)}, term: ${quote(normal?.term)} }`,
  )
}

/** The most UTF-16 code units of a word or term that an analyzer of one's own may give. */
const longestKey = 1024
const control = /[\u0000-\u001f]/

function isKey(text: unknown): boolean {
  return typeof text === 'string' && text.length <= longestKey && !control.test(text)
}

function badToken(analyzer: Analyzer, expected: string, got: string): RostrumError {
  return new RostrumError('E_ANALYZER', {
    expected: `from analyzer ${quote(analyzer.name)} ${expected}`,
    got,
    cure: 'Mend it; what it was reading was not indexed.',
    details: { analyzer: analyzer.name },
  })
}

/** Gives the tokens of `text` that `analyzer` does not drop, in order. @throws E_ANALYZER where it throws. */
export function analyze(analyzer: Analyzer, text: string): Token[] {
  const columns = spare.pop() ?? new Tokens()
  const tokens: Token[] = []
  try {
    readTokens(analyzer, text, columns)
    for (let i = 0; i < columns.count; i++) {
      const start = columns.start[i]
      const end = columns.end[i]
      const kind = columns.kind[i] as TokenKind
      const { word, term } = normalized(analyzer, text.slice(start, end), kind)
      if (word !== '' && term !== '') tokens.push({ word, term, position: columns.position[i], start, end, kind })
    }
  } finally {
    if (columns.start.length <= 4096) spare.push(columns)
  }
  return tokens
}
