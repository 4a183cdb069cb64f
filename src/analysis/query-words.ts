// What something typed in a query means to an analyzer: its readings, of which a document needs to match one.

import type { Token } from './analyze.js'
import { analyze, analyzerThrew } from './analyze.js'
import { type Alternative, type Analyzer, partsOf } from './analyzer.js'
import { functionWordWeight } from './function-words.js'
import { memoise } from './memo.js'
import { tokenKinds } from './tokens.js'

const none: readonly Alternative[] = []

/** What a word counts for where it stands without the diacritics it was typed with, beside 1 for it with them; of analyzers that tell them. */
export const foldedWeight = 0.8

/** Terms in order: one, or several that stand in the document as `positions` says. */
export interface QueryPhrase {
  readonly terms: readonly string[]
  /** The dictionary words of `terms`. */
  readonly words: readonly string[]
  /** Relative to the first, which is 0. */
  readonly positions: readonly number[]
}

/** One way to read what was typed. */
export interface Reading extends QueryPhrase {
  /** Above 0, at most 1: what a match is worth. */
  readonly weight: number
  /** Terms whose commonest lends the reading its rarity; without it, it has its own. */
  readonly blend?: readonly string[]
}

/** What was typed, once analysed; no readings where nothing is left of it (punctuation). */
export interface QueryWord {
  /** The main reading first; the best of those that match counts. */
  readonly readings: readonly Reading[]
}

/**
 * Reads one thing typed in a query: a word, or what analyses to several (`co-operation`), which are a phrase. A compound that covers all of it,
 * the acronym behind a shouted word, and the analyzer's alternatives are further readings; a tag or mention is read as itself only. What is typed is
 * read in every language of the analyzer; what two of them make the same of is one reading.
 */
export function queryWord(analyzer: Analyzer, text: string): QueryWord {
  if (text.length > longestRemembered) return readWord(analyzer, text)
  let read = remembered.get(analyzer)
  if (read === undefined) remembered.set(analyzer, (read = memoise(mostRemembered, (word) => readWord(analyzer, word))))
  return read(text)
}

/** By analyzer, words read for queries before: what comes of them is never changed (bench: search). */
const remembered = new WeakMap<Analyzer, (text: string) => QueryWord>()
const mostRemembered = 128
const longestRemembered = 40

function readWord(analyzer: Analyzer, text: string): QueryWord {
  if (analyzer.languages === undefined) return wordIn(analyzer, text)
  return { readings: distinct(partsOf(analyzer).flatMap((part) => wordIn(part, text).readings)) }
}

function wordIn(analyzer: Analyzer, text: string): QueryWord {
  const tokens = analyze(analyzer, text)
  // nearly every word typed is one token without another reading
  if (tokens.length === 1 && alternativesOf(analyzer, tokens[0].term).length === 0) {
    const { term, word } = tokens[0]
    return { readings: [{ terms: [term], words: [word], positions: [0], weight: weightOf(analyzer, tokens) }] }
  }
  const main = mainTokens(tokens)
  if (main.length === 0) return { readings: [] }
  const first = main[0]
  const last = main[main.length - 1]
  const covering = (kind: number) => (token: Token) => token.kind === kind && token.start <= first.start && token.end >= last.end
  const name = tokens.find(covering(tokenKinds.tag)) ?? tokens.find(covering(tokenKinds.mention))
  if (name !== undefined) return { readings: [reading([name], 1)] }

  const weight = weightOf(analyzer, main)
  const spelling = main.length === 1 ? tokens.find(covering(tokenKinds.spelling)) : undefined
  const readings = spelling === undefined ? [reading(main, weight)] : spelled(first, spelling, weight)
  const acronyms = main.map((token) => stackedAcronym(tokens, token) ?? token)
  if (acronyms.some((token, i) => token !== main[i])) readings.push(reading(acronyms, 1))
  const compound = tokens.find(covering(tokenKinds.compound))
  if (compound !== undefined) readings.push(reading([compound], 1))
  if (main.length === 1) {
    for (const { term, weight } of alternativesOf(analyzer, first.term)) {
      const isKnown = readings.some(({ terms }) => terms.length === 1 && terms[0] === term)
      if (!isKnown) readings.push({ terms: [term], words: [term], positions: [0], weight })
    }
  }
  return { readings }
}

/** @throws E_ANALYZER where the analyzer throws, or gives no alternatives. */
function alternativesOf(analyzer: Analyzer, term: string): readonly Alternative[] {
  if (analyzer.alternatives === undefined) return none
  try {
    const found = analyzer.alternatives(term)
    if (found.every((each) => typeof each.term === 'string' && each.weight > 0 && each.weight <= 1)) return found
  } catch (error) {
    throw analyzerThrew(error)
  }
  throw analyzerThrew('alternatives that are no { term, weight }, the weight above 0 and at most 1')
}

/** What a match of the main reading is worth: little, where it is a word that says little. */
function weightOf({ functionWords }: Analyzer, tokens: readonly Token[]): number {
  return tokens.length === 1 && functionWords?.has(tokens[0].word) === true ? functionWordWeight : 1
}

/** Reads a quoted phrase in one language: its words in order, without what is stacked on them; empty where nothing is left. */
export function queryPhrase(analyzer: Analyzer, text: string): QueryPhrase {
  return phrase(mainTokens(analyze(analyzer, text)))
}

/** A text as a phrase, and how many words a field has that is this text: each place counts once. */
export interface WholePhrase extends QueryPhrase {
  readonly length: number
}

/** Reads a text that may be the whole of a field, in one language. */
export function wholePhrase(analyzer: Analyzer, text: string): WholePhrase {
  const tokens = analyze(analyzer, text)
  const terms: string[] = []
  const words: string[] = []
  const positions: number[] = []
  for (let i = 0; i < tokens.length; i++) {
    const { term, word, position, kind } = tokens[i]
    if (kind !== tokenKinds.word || position !== i) {
      return { ...phrase(mainTokens(tokens)), length: new Set(tokens.map((token) => token.position)).size }
    }
    terms.push(term)
    words.push(word)
    positions.push(i)
  }
  return { terms, words, positions, length: tokens.length }
}

/** Reads a quoted phrase in every language of the analyzer: one reading for each way that they read it. */
export function queryPhrases(analyzer: Analyzer, text: string): Reading[] {
  const readings = partsOf(analyzer).map((part) => ({ ...queryPhrase(part, text), weight: 1 }))
  return distinct(readings.filter(({ terms }) => terms.length > 0))
}

/**
 * The same, and with the analyzer's alternatives in the places of its words, all at once: `"us troops"` also means U.S. troops, at the weight that they
 * have for a word.
 */
export function queryPhraseReadings(analyzer: Analyzer, text: string): Reading[] {
  const more: Reading[] = []
  for (const part of partsOf(analyzer)) {
    const phrase = queryPhrase(part, text)
    if (phrase.terms.length < 2 || part.alternatives === undefined) continue
    const others = phrase.terms.map((term) => alternativesOf(part, term)[0])
    if (others.every((other) => other === undefined)) continue
    const terms = phrase.terms.map((term, i) => others[i]?.term ?? term)
    const words = phrase.words.map((word, i) => others[i]?.term ?? word)
    more.push({ ...phrase, terms, words, weight: Math.min(...others.map((other) => other?.weight ?? 1)) })
  }
  const readings = queryPhrases(analyzer, text)
  return more.length === 0 ? readings : distinct([...readings, ...more])
}

/** Readings of different terms or places, each with the most that any gives it. */
export function distinct(readings: readonly Reading[]): Reading[] {
  const found = new Map<string, Reading>()
  for (const each of readings) {
    const key = JSON.stringify([each.terms, each.positions])
    const known = found.get(key)
    if (known === undefined || known.weight < each.weight) found.set(key, each)
  }
  return [...found.values()]
}

function reading(tokens: readonly Token[], weight: number): Reading {
  return { ...phrase(tokens), weight }
}

function phrase(tokens: readonly Token[]): QueryPhrase {
  return {
    terms: tokens.map((token) => token.term),
    words: tokens.map((token) => token.word),
    positions: tokens.map((token) => token.position - tokens[0].position),
  }
}

/** What was typed, once: without what is stacked, and of characters that bigrams cover the bigrams alone, which say more. */
function mainTokens(tokens: readonly Token[]): Token[] {
  const bigrams = tokens.filter(({ kind }) => kind === tokenKinds.bigram)
  if (bigrams.length === 0) return tokens.filter((_, i) => !isStacked(tokens, i))
  const starts = new Set(bigrams.map(({ start }) => start))
  const ends = new Set(bigrams.map(({ end }) => end))
  return tokens.filter((token, i) => {
    if (token.kind === tokenKinds.bigram) return true
    return !isStacked(tokens, i) && !starts.has(token.start) && !ends.has(token.end)
  })
}

/** A word typed with its diacritics, which count: with the one rarity of both, so that a rare spelling does not come first just because it is rare. */
function spelled(word: Token, spelling: Token, weight: number): Reading[] {
  const blend = [word.term, spelling.term]
  return [
    { ...reading([word], weight * foldedWeight), blend },
    { ...reading([spelling], weight), blend },
  ]
}

/** A token that repeats another: by its kind, or an acronym right after the shouted word that it stands on. */
function isStacked(tokens: readonly Token[], i: number): boolean {
  const { kind, position } = tokens[i]
  if (kind === tokenKinds.compound || kind === tokenKinds.tag || kind === tokenKinds.mention || kind === tokenKinds.spelling) return true
  return kind === tokenKinds.acronym && i > 0 && tokens[i - 1].position === position && tokens[i - 1].kind === tokenKinds.word
}

function stackedAcronym(tokens: readonly Token[], main: Token): Token | undefined {
  const next = tokens[tokens.indexOf(main) + 1]
  return next !== undefined && next.kind === tokenKinds.acronym && next.position === main.position ? next : undefined
}
