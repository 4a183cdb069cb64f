// What a query means, from its documentation: which documents it finds and what each scores, by looking at all of them.

import type { Analyzer } from '../../src/analysis/analyzer.js'
import { queryPhrase, queryWord, type Reading } from '../../src/analysis/query-words.js'
import type { Query } from '../../src/query/query.js'
import { nearWords, type PatternQuery } from './near.js'
import { keywordOf, type Occurrences, type Snapshot } from './oracle.js'

/** A query that has been understood. */
type Meaning =
  | { is: 'nothing' }
  | { is: 'everything' }
  /** The best of the readings counts. */
  | { is: 'word'; readings: readonly WeighedReading[]; fields: readonly number[]; weight: number }
  | { is: 'range'; field: number; from: number; to: number }
  | { is: 'bool'; must: readonly Meaning[]; should: readonly Meaning[]; not: readonly Meaning[] }

/** What an answer may depend on beside the query. */
export interface Asked {
  /** Numbers of the text fields searched where the query names none. */
  fields: readonly number[]
  /** By field number; 0 takes a field out. */
  boosts: readonly number[]
}

/** An answer: by document whether it matches (deleted ones never) and its score. */
export interface Answer {
  matches: Uint8Array
  scores: Float64Array
  count: number
  /** Whether nothing in the query is scored, so that the newest come first; undefined where words are asked for but none is found. */
  isByDate: boolean | undefined
  /** The most documents that a word of the query is in, in one field. */
  longest: number
  /** The query's words that stand in a document, by field number. */
  words(document: number): Map<number, Set<string>>
}

/** A reading; one that stands for a pattern has the rarity of the commonest that do. */
type WeighedReading = Reading & { idf?: number }

const nothing: Meaning = { is: 'nothing' }

/** Answers a query with its filter by looking at every document. */
export function answer(snapshot: Snapshot, query: Query, filter: Query | undefined, asked: Asked): Answer {
  const whole: Query = filter === undefined ? query : { kind: 'bool', must: [query, { kind: 'boost', query: filter, by: 0 }] }
  const meaning = understand(snapshot, whole, asked, 1) ?? nothing
  const { matches, scores } = evaluate(snapshot, meaning, asked)
  let count = 0
  let best = 0
  for (let i = 0; i < matches.length; i++) {
    if (snapshot.deleted[i] === 1) matches[i] = 0
    count += matches[i]
    if (matches[i] === 1 && scores[i] > best) best = scores[i]
  }
  const words = wordsOf(meaning)
  const isByDate = best > 0 ? false : words.some(({ weight }) => weight > 0) ? undefined : true
  let longest = 0
  for (const { readings, fields } of words) {
    for (const { terms } of readings) {
      for (const term of terms) for (const field of fields) longest = Math.max(longest, snapshot.occurrences(field, term).documents.length)
    }
  }
  return { matches, scores, count, isByDate, longest, words: (document) => wordsIn(snapshot, words, asked, document) }
}

/** Undefined where there is nothing to ask for, as in a blank text. */
function understand(snapshot: Snapshot, query: Query, asked: Asked, weight: number): Meaning | undefined {
  const { fields } = snapshot.lexicon
  const inner = (each: Query) => understand(snapshot, each, asked, weight)
  switch (query.kind) {
    case 'all':
      return { is: 'everything' }
    case 'boost':
      return understand(snapshot, query.query, asked, weight * query.by)
    case 'term':
    case 'phrase': {
      if (query.text.trim() === '') return undefined
      const read = (analyzer: Analyzer): Reading[] => {
        if (query.kind === 'term') return queryWord(analyzer, query.text).readings
        const phrase = queryPhrase(analyzer, query.text)
        return phrase.terms.length === 0 ? [] : [{ ...phrase, weight: 1 }]
      }
      if (query.field === undefined) return understandText(snapshot, asked.fields, read, weight)
      const number = fields.findIndex((field) => field.name === query.field)
      const field = fields[number]
      if (field.type === 'text') return understandText(snapshot, [number], read, weight)
      if (field.type === 'keyword') {
        const reading = { terms: [keywordOf(number, query.text)], words: [query.text], positions: [0], weight: 1 }
        return { is: 'word', readings: [reading], fields: [number], weight }
      }
      return { is: 'range', field: number, ...spanOf(field.type, query.text) }
    }
    case 'prefix':
    case 'wildcard':
    case 'fuzzy':
      return query.text.trim() === '' ? undefined : understandPattern(snapshot, query, asked, weight)
    case 'nested':
      throw new Error('items are asked of in nested.ts')
    case 'match': {
      const terms = query.text
        .split(/\s+/)
        .filter((text) => text !== '')
        .map((text): Query => ({ kind: 'term', text, ...(query.field !== undefined && { field: query.field }) }))
      if (terms.length === 0) return undefined
      return inner(query.operator === 'and' ? { kind: 'bool', must: terms } : { kind: 'bool', should: terms })
    }
    case 'range': {
      const number = fields.findIndex((field) => field.name === query.field)
      const { type } = fields[number]
      const bound = (value: number | string) => (typeof value === 'number' ? { from: value, to: value } : spanOf(type, value))
      const from = query.from === undefined ? Number.NEGATIVE_INFINITY : bound(query.from).from
      const to = query.to === undefined ? Number.POSITIVE_INFINITY : bound(query.to).to
      return from <= to ? { is: 'range', field: number, from, to } : nothing
    }
    case 'bool': {
      const list = (queries: readonly Query[] = []) => queries.flatMap((each) => inner(each) ?? [])
      const must = list(query.must)
      const should = list(query.should)
      const not = list(query.not)
      if (must.length + should.length + not.length === 0) {
        const isEmpty = [query.must, query.should, query.not].every((each) => each === undefined || each.length === 0)
        return isEmpty ? nothing : undefined
      }
      const possible = should.filter((each) => each.is !== 'nothing')
      const against = not.filter((each) => each.is !== 'nothing')
      if (must.some((each) => each.is === 'nothing') || against.some((each) => each.is === 'everything')) return nothing
      if (must.length === 0 && should.length > 0 && possible.length === 0) return nothing
      const conditions = must.length > 0 ? must : possible.slice(0, 1)
      const others = must.length > 0 ? possible.length : possible.length - 1
      if (against.length === 0 && others === 0 && conditions.every((each) => each.is === 'everything')) return { is: 'everything' }
      return { is: 'bool', must, should: possible, not: against }
    }
  }
}

/** Fields whose analyzers read the text alike are one group, whose frequencies add up before they saturate; groups add their scores. */
function understandText(
  snapshot: Snapshot,
  numbers: readonly number[],
  read: (analyzer: Analyzer) => Reading[],
  weight: number,
): Meaning | undefined {
  if (numbers.length === 0) return nothing
  const groups: { readings: Reading[]; fields: number[]; signature: string }[] = []
  for (const number of numbers) {
    const readings = read(snapshot.lexicon.fields[number].analyzer as Analyzer)
    if (readings.length === 0) continue
    const signature = JSON.stringify(readings)
    const group = groups.find((each) => each.signature === signature)
    if (group === undefined) groups.push({ readings, fields: [number], signature })
    else group.fields.push(number)
  }
  const words = groups.map(({ readings, fields }): Meaning => ({ is: 'word', readings, fields, weight }))
  return words.length <= 1 ? words[0] : { is: 'bool', must: [], should: words, not: [] }
}

/** Every word that the pattern describes, by trying each; fields of one analyzer share them, and fields of another one add their scores. */
function understandPattern(snapshot: Snapshot, query: PatternQuery, asked: Asked, weight: number): Meaning | undefined {
  const { lexicon } = snapshot
  const numbers = query.field === undefined ? asked.fields : [lexicon.fields.findIndex(({ name }) => name === query.field)]
  const groups = new Map<Analyzer | undefined, number[]>()
  for (const number of numbers) {
    const { analyzer } = lexicon.fields[number]
    groups.set(analyzer, [...(groups.get(analyzer) ?? []), number])
  }
  const words = [...groups].map(([analyzer, fields]): Meaning => {
    const vocabulary = analyzer === undefined ? lexicon.keywords(fields[0]) : lexicon.words(analyzer)
    const near = nearWords(query, [...vocabulary.keys()], analyzer)
    const terms = new Map<string, WeighedReading>()
    for (const { word, worth } of near) {
      for (const term of vocabulary.get(word) ?? []) {
        const known = terms.get(term)
        if (known === undefined) terms.set(term, { terms: [term], words: [word], positions: [0], weight: worth })
        else known.words.push(word)
      }
    }
    const idf = Math.min(...[...terms.keys()].map((term) => snapshot.idf(term)))
    return { is: 'word', readings: [...terms.values()].map((reading) => ({ ...reading, idf })), fields, weight }
  })
  return words.length === 1 ? words[0] : { is: 'bool', must: [], should: words, not: [] }
}

/** A year, month or day as all its milliseconds, an instant as itself, a number as itself. */
function spanOf(type: string, text: string): { from: number; to: number } {
  const parts = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(text.trim())
  if (type !== 'date' || parts === null) {
    const value = type === 'date' ? Date.parse(text) : Number(text)
    return { from: value, to: value }
  }
  const [year, month, day] = parts.slice(1).map((part) => (part === undefined ? undefined : Number(part))) as [number, number?, number?]
  const from = Date.UTC(year, (month ?? 1) - 1, day ?? 1)
  const to = day !== undefined ? from + 86_400_000 : month !== undefined ? Date.UTC(year, month, 1) : Date.UTC(year + 1, 0, 1)
  return { from, to: to - 1 }
}

interface Evaluated {
  matches: Uint8Array
  scores: Float64Array
}

function evaluate(snapshot: Snapshot, meaning: Meaning, asked: Asked): Evaluated {
  const size = snapshot.documents.length
  const matches = new Uint8Array(size)
  const scores = new Float64Array(size)
  switch (meaning.is) {
    case 'nothing':
      break
    case 'everything':
      matches.fill(1)
      break
    case 'range':
      for (let i = 0; i < size; i++) {
        const values = snapshot.documents[i].values[meaning.field] as readonly number[]
        if (values.some((value) => value >= meaning.from && value <= meaning.to)) matches[i] = 1
      }
      break
    case 'word':
      for (const reading of meaning.readings) bestOf(snapshot, reading, meaning, asked, matches, scores)
      break
    case 'bool': {
      const { must, should, not } = meaning
      if (must.length > 0 || should.length === 0) matches.fill(1)
      for (const each of must) {
        const one = evaluate(snapshot, each, asked)
        for (let i = 0; i < size; i++) {
          matches[i] &= one.matches[i]
          scores[i] += one.scores[i]
        }
      }
      for (const each of should) {
        const one = evaluate(snapshot, each, asked)
        for (let i = 0; i < size; i++) {
          if (must.length === 0) matches[i] |= one.matches[i]
          scores[i] += one.scores[i]
        }
      }
      for (const each of not) {
        const one = evaluate(snapshot, each, asked)
        for (let i = 0; i < size; i++) if (one.matches[i] === 1) matches[i] = 0
      }
      for (let i = 0; i < size; i++) if (matches[i] === 0) scores[i] = 0
    }
  }
  return { matches, scores }
}

/** BM25F of one reading of a word; where another reading scored more, that stands. */
function bestOf(
  snapshot: Snapshot,
  reading: WeighedReading,
  { fields, weight }: { fields: readonly number[]; weight: number },
  asked: Asked,
  matches: Uint8Array,
  scores: Float64Array,
): void {
  const { k1, norms, perturbed } = snapshot
  const found: number[] = []
  /** by document: weighted frequencies of its fields added up, or, where fields count one by one, what each is worth */
  const sums = new Float64Array(matches.length)
  for (const field of fields) {
    const boost = asked.boosts[field]
    if (boost === 0) continue
    const { documents, frequencies } = occurrencesOf(snapshot, reading, field)
    for (let i = 0; i < documents.length; i++) {
      const document = documents[i]
      const part = (boost * frequencies[i]) / norms[field][document]
      if (sums[document] === 0) found.push(document)
      sums[document] += perturbed.fieldByField ? part / (k1 + part) : part
    }
  }
  let idf = 0
  for (const term of reading.terms) idf += reading.idf ?? snapshot.idf(term)
  const factor = weight * reading.weight * idf * (k1 + 1)
  for (const document of found) {
    matches[document] = 1
    const tf = sums[document]
    const score = factor * (perturbed.fieldByField ? tf : tf / (k1 + tf))
    if (score > scores[document]) scores[document] = score
  }
}

function occurrencesOf(snapshot: Snapshot, { terms, positions }: Reading, field: number): Occurrences {
  if (terms.length === 1) return snapshot.occurrences(field, terms[0])
  return snapshot.positions ? snapshot.phrase(field, terms, positions) : { documents: [], frequencies: [] }
}

/** The words asked for, but for those after a `not`. */
function wordsOf(meaning: Meaning): Extract<Meaning, { is: 'word' }>[] {
  if (meaning.is === 'word') return [meaning]
  return meaning.is === 'bool' ? [...meaning.must, ...meaning.should].flatMap(wordsOf) : []
}

function wordsIn(
  snapshot: Snapshot,
  words: readonly Extract<Meaning, { is: 'word' }>[],
  asked: Asked,
  document: number,
): Map<number, Set<string>> {
  const found = new Map<number, Set<string>>()
  for (const { readings, fields } of words) {
    for (const reading of readings) {
      for (const field of fields) {
        if (asked.boosts[field] === 0 || !occurrencesOf(snapshot, reading, field).documents.includes(document)) continue
        const set = found.get(field) ?? new Set()
        for (const word of reading.words) set.add(word)
        found.set(field, set)
      }
    }
  }
  return found
}
