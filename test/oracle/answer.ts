// The whole answer to a query, from its documentation: what is found, in which order, by looking at every document.

import type { Query } from '../../src/query/query.js'
import { type Evaluated, evaluate, idfOf, occurrencesOf, used } from './evaluate.js'
import { addHeadlines, textOfQuery } from './headline.js'
import { type Asked, type Meaning, meaningOf, mostFactor, nothing, understand, type Word } from './meaning.js'
import type { Occurrences, Snapshot } from './oracle.js'

/** An answer: by document whether it matches (deleted ones never) and its score. The arrays may be overwritten by the answer after the next. */
export interface Answer {
  matches: Uint8Array
  scores: Float64Array
  count: number
  /** How far from these the engine's scores may be for its rounding of every part to a grid, which a factor multiplies as it does the score. */
  rounding: number
  /** Whether nothing in the query is scored, so that the newest come first; undefined where words are asked for but none is found. */
  isByDate: boolean | undefined
  /** The most documents that a word of the query is in, in one field. */
  longest: number
  /** The query's words that stand in a document, by field number. */
  words(document: number): Map<number, Set<string>>
}

const lent: Evaluated[] = []

/** Answers a query with its filter by looking at every document. */
export function answer(snapshot: Snapshot, query: Query, filter: Query | undefined, asked: Asked): Answer {
  const whole: Query = filter === undefined ? query : { kind: 'bool', must: [query, { kind: 'boost', query: filter, by: 0 }] }
  const meaning = meaningOf(snapshot, query, whole, asked)
  const evaluated = evaluate(snapshot, meaning, asked)
  const { matches, scores } = evaluated
  const typed = asked.exactFirst < 0 ? undefined : textOfQuery(query, snapshot.lexicon.fields[asked.exactFirst].name)
  if (typed !== undefined) {
    for (let i = 0; i < matches.length; i++) if (snapshot.deleted[i] === 1) matches[i] = 0
    addHeadlines(snapshot, typed, asked.exactFirst, mostOf(snapshot, meaning), matches, scores)
  }
  // what the answer before last was made in
  if (lent.push(evaluated) > 2) used.push(lent.shift() as Evaluated)
  let count = 0
  let best = 0
  for (let i = 0; i < matches.length; i++) {
    if (snapshot.deleted[i] === 1) matches[i] = 0
    count += matches[i]
    if (matches[i] === 1 && scores[i] > best) best = scores[i]
  }
  const words = wordsOf(meaning)
  const isByDate = best > 0 ? false : words.some(({ weight }) => weight > 0) ? undefined : true
  return {
    matches,
    scores,
    count,
    rounding: 2 ** -35 * magnification(snapshot, meaning),
    isByDate,
    longest: longestOf(snapshot, words),
    words: (document) => wordsIn(snapshot, words, asked, document),
  }
}

/** The most documents that a word of a query is in, in one field. */
export function longestList(snapshot: Snapshot, query: Query, asked: Asked): number {
  return longestOf(snapshot, wordsOf(understand(snapshot, query, asked, 1) ?? nothing))
}

function longestOf(snapshot: Snapshot, words: readonly Word[]): number {
  let longest = 0
  for (const { readings, fields } of words) {
    for (const { terms } of readings) {
      for (const term of terms) for (const field of fields) longest = Math.max(longest, snapshot.occurrences(field, term).documents.length)
    }
  }
  return longest
}

/** The most that a score is multiplied by, after its parts are added up; at least 1. */
function magnification(snapshot: Snapshot, meaning: Meaning): number {
  switch (meaning.is) {
    case 'scaled': {
      let most = Math.max(1, meaning.missing)
      for (const { values } of snapshot.documents) {
        for (const value of values[meaning.field]) most = Math.max(most, Math.min(mostFactor, meaning.factor(Number(value))))
      }
      return most * magnification(snapshot, meaning.of)
    }
    case 'best':
    case 'several':
      return Math.max(1, ...meaning.of.map((each) => magnification(snapshot, each)))
    case 'bool':
      return Math.max(1, ...[...meaning.must, ...meaning.should].map((each) => magnification(snapshot, each)))
    default:
      return 1
  }
}

/** What no score exceeds. */
function mostOf(snapshot: Snapshot, meaning: Meaning): number {
  const all = (of: readonly Meaning[]) => of.map((each) => mostOf(snapshot, each))
  const sum = (of: readonly number[]) => of.reduce((total, each) => total + each, 0)
  switch (meaning.is) {
    case 'word': {
      const { readings, weight } = meaning
      return weight * (snapshot.k1 + 1) * Math.max(0, ...readings.map((reading) => reading.weight * idfOf(snapshot, reading)))
    }
    case 'constant':
      return meaning.score
    case 'best': {
      const of = all(meaning.of)
      const most = Math.max(0, ...of)
      return most + meaning.tie * (sum(of) - most)
    }
    case 'several':
      return sum(all(meaning.of))
    case 'bool':
      return sum(all([...meaning.must, ...meaning.should]))
    default:
      return 0
  }
}

/** The words asked for, but for those after a `not`. */
function wordsOf(meaning: Meaning): Word[] {
  if (meaning.is === 'word') return [meaning]
  if (meaning.is === 'constant' || meaning.is === 'scaled') return wordsOf(meaning.of)
  if (meaning.is === 'best' || meaning.is === 'several') return meaning.of.flatMap(wordsOf)
  return meaning.is === 'bool' ? [...meaning.must, ...meaning.should].flatMap(wordsOf) : []
}

function wordsIn(snapshot: Snapshot, words: readonly Word[], asked: Asked, document: number): Map<number, Set<string>> {
  const found = new Map<number, Set<string>>()
  for (const { readings, fields } of words) {
    for (const reading of readings) {
      for (const field of fields) {
        if (asked.boosts[field] === 0 || !has(occurrencesOf(snapshot, reading, field), document)) continue
        const set = found.get(field) ?? new Set()
        for (const word of reading.words) set.add(word)
        found.set(field, set)
      }
    }
  }
  return found
}

function has({ documents }: Occurrences, document: number): boolean {
  let [low, high] = [0, documents.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (documents[middle] < document) low = middle + 1
    else high = middle
  }
  return documents[low] === document
}
