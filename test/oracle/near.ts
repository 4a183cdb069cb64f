// Which words a pattern describes, by the documentation of its kind: every word is tried.

import type { Analyzer } from '../../src/analysis/analyzer.js'
import { foldDiacritics } from '../../src/analysis/fold.js'
import { tokenKinds } from '../../src/analysis/tokens.js'
import type { Fuzzy, Prefix, Wildcard } from '../../src/query/query.js'
import type { Occurrences, Snapshot } from './oracle.js'

/** A query for words that are not typed whole. */
export type PatternQuery = Prefix | Wildcard | Fuzzy

/** The words described and what each is worth, best first. */
export function nearWords(
  query: PatternQuery,
  words: readonly string[],
  analyzer: Analyzer | undefined,
): { word: string; worth: number }[] {
  const spell = (text: string): string => {
    if (text === '') return ''
    if (analyzer === undefined) return foldDiacritics(text.normalize('NFKC').toLowerCase()).trim().replace(/\s+/g, ' ')
    return analyzer.normalize(text, /[-'.,]/.test(text) ? tokenKinds.compound : tokenKinds.word).word
  }
  const worth = worthOf(query, spell)
  return words
    .map((word) => ({ word, worth: worth(word) }))
    .filter((near) => near.worth > 0)
    .sort((a, b) => b.worth - a.worth || (a.word < b.word ? -1 : 1))
}

function worthOf(query: PatternQuery, spell: (text: string) => string): (word: string) => number {
  if (query.kind === 'prefix') {
    const text = spell(query.text)
    return (word) => (word === text ? 1 : word.startsWith(text) ? 0.75 : 0)
  }
  if (query.kind === 'wildcard') {
    const parts = query.text.split(/([*?])/).map((part) => (part === '*' || part === '?' ? part : spell(part)))
    const symbols = parts.flatMap((part) => (part === '*' ? ['many'] : part === '?' ? ['one'] : [...part]))
    return (word) => (fits(symbols, [...word]) ? 1 : 0)
  }
  const text = [...spell(query.text)]
  const byLength = text.length < 3 ? 0 : text.length < 6 ? 1 : 2
  const most = query.edits === undefined || query.edits === 'auto' ? byLength : query.edits
  return (word) => {
    const edits = distance(text, [...word])
    return edits > most ? 0 : [1, 0.5, 0.25][edits]
  }
}

function fits(symbols: readonly string[], characters: readonly string[]): boolean {
  if (symbols.length === 0) return characters.length === 0
  const [first, ...others] = symbols
  if (first === 'many') return characters.some((_, i) => fits(others, characters.slice(i))) || fits(others, [])
  return characters.length > 0 && (first === 'one' || first === characters[0]) && fits(others, characters.slice(1))
}

/** Optimal string alignment by its definition. */
function distance(a: readonly string[], b: readonly string[]): number {
  const table = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
  )
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      table[i][j] = Math.min(table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + same)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) table[i][j] = Math.min(table[i][j], table[i - 2][j - 2] + 1)
    }
  }
  return table[a.length][b.length]
}

/** Words with others between them: what may stand in each place, and how far apart. */
export interface Loose {
  alternatives: readonly (readonly string[])[]
  positions: readonly number[]
  slop: number
  isUnordered: boolean
}

/** Documents with such a place in a field, and how many. */
export function looseOccurrences(snapshot: Snapshot, field: number, loose: Loose): Occurrences {
  const documents: number[] = []
  const frequencies: number[] = []
  const wanted = loose.alternatives.map((terms) => new Set(terms.map((term) => snapshot.lexicon.known(term))))
  snapshot.documents.forEach(({ tokens }, document) => {
    const { terms, positions } = tokens[field]
    const places = wanted.map((set) => [...positions].filter((_, i) => set.has(terms[i])).sort((a, b) => a - b))
    const count = loose.isUnordered ? unorderedPlaces(places, loose.slop) : orderedPlaces(places, loose)
    if (count === 0) return
    documents.push(document)
    frequencies.push(count)
  })
  return { documents: Int32Array.from(documents), frequencies: Int32Array.from(frequencies) }
}

/** First places from which all others follow in order, each at least as far on as in the query. */
function orderedPlaces(places: readonly number[][], { positions, slop }: Loose): number {
  const last = positions.length - 1
  const reaches = (w: number, at: number, end: number): boolean => {
    if (w > last) return true
    const least = at + positions[w] - positions[w - 1]
    return places[w].some((place) => place >= least && place <= end && reaches(w + 1, place, end))
  }
  return places[0].filter((start) => reaches(1, start, start + positions[last] - positions[0] + slop)).length
}

/** Places of any word from which a stretch with all words begins. A word asked for twice must stand there twice. */
function unorderedPlaces(places: readonly number[][], slop: number): number {
  const most = places.length - 1 + slop
  const times = places.map((own) => places.filter((other) => other.join() === own.join()).length)
  return [...new Set(places.flat())].filter((start) =>
    places.every((own, w) => own.filter((place) => place >= start && place <= start + most).length >= times[w]),
  ).length
}

interface ExactReading {
  terms: readonly string[]
  words: readonly string[]
  positions: readonly number[]
}

/** What was found, by index as it is and reading: the same few words are asked for again and again. */
const exactKnown = new WeakMap<Snapshot, Map<string, Occurrences>>()

/** Documents in which the words stand at their places as they are written, and at how many. */
export function exactOccurrences(snapshot: Snapshot, field: number, reading: ExactReading): Occurrences {
  let known = exactKnown.get(snapshot)
  if (known === undefined) exactKnown.set(snapshot, (known = new Map()))
  const key = JSON.stringify([field, reading.terms, reading.words, reading.positions])
  const before = known.get(key)
  if (before !== undefined) return before
  const found = findExact(snapshot, field, reading)
  known.set(key, found)
  return found
}

function findExact(snapshot: Snapshot, field: number, { terms, words, positions: offsets }: ExactReading): Occurrences {
  const documents: number[] = []
  const frequencies: number[] = []
  const wanted = terms.map((term) => snapshot.lexicon.known(term))
  // only a document with the first word in some form can have it in this one
  for (const document of snapshot.occurrences(field, terms[0]).documents) {
    const own = snapshot.documents[document].tokens[field]
    let count = 0
    for (let i = 0; i < own.terms.length; i++) {
      if (own.terms[i] !== wanted[0] || own.words[i] !== words[0]) continue
      let isThere = true
      for (let k = 1; k < offsets.length && isThere; k++) isThere = standsAt(own, words[k], wanted[k], own.positions[i] + offsets[k])
      if (isThere) count++
    }
    if (count === 0) continue
    documents.push(document)
    frequencies.push(count)
  }
  return { documents: Int32Array.from(documents), frequencies: Int32Array.from(frequencies) }
}

/** Whether a word stands at a position as it is written. */
function standsAt(
  { words, terms, positions }: Snapshot['documents'][number]['tokens'][number],
  word: string,
  term: number | undefined,
  at: number,
): boolean {
  for (let i = 0; i < terms.length; i++) if (positions[i] === at && terms[i] === term && words[i] === word) return true
  return false
}
