// What a query means, from its documentation: what its parts ask of a document.

import type { Analyzer } from '../../src/analysis/analyzer.js'
import { foldDiacritics } from '../../src/analysis/fold.js'
import { queryPhrase, queryPhraseReadings, queryWord, type Reading } from '../../src/analysis/query-words.js'
import type { Query } from '../../src/query/query.js'
import type { VocabularyOptions } from '../../src/query/vocabulary.js'
import { type Days, daysOf } from './days.js'
import { type Loose, nearWords, type PatternQuery } from './near.js'
import { keywordOf, type Snapshot } from './oracle.js'
import { isAmong, longestTyped, spoken, synonymsOf } from './vocabulary.js'

/** A query that has been understood. */
export type Meaning =
  | { is: 'nothing' }
  | { is: 'everything' }
  /** The best of the readings counts. */
  | { is: 'word'; readings: readonly WeighedReading[]; fields: readonly number[]; weight: number }
  | { is: 'range'; field: number; from: number; to: number }
  | { is: 'value'; field: number; holds: (values: readonly (string | number)[], length: number) => boolean }
  | { is: 'constant'; of: Meaning; score: number }
  | { is: 'scaled'; of: Meaning; field: number; factor: (value: number) => number; missing: number }
  | { is: 'best'; of: readonly Meaning[]; tie: number }
  | { is: 'several'; of: readonly Meaning[]; atLeast: number }
  | { is: 'bool'; must: readonly Meaning[]; should: readonly Meaning[]; not: readonly Meaning[] }

export type Word = Extract<Meaning, { is: 'word' }>

/** What an answer may depend on beside the query. */
export interface Asked {
  /** Numbers of the text fields searched where the query names none. */
  fields: readonly number[]
  /** By field number; 0 takes a field out. */
  boosts: readonly number[]
  vocabulary?: VocabularyOptions | undefined
  /** Number of the field whose documents come first where it is what was asked for, or -1. */
  exactFirst: number
  /** What a word counts for beside itself in the very form typed. */
  preferExact?: number | undefined
  /** Whose days dates of the query mean. */
  timeZone: string
  /** The moment of the question, in milliseconds. */
  now: number
}

/** A reading; one that stands for a pattern has the rarity of the commonest that do. */
export type WeighedReading = Reading & { idf?: number; like?: readonly string[]; loose?: Loose; isExact?: boolean }

/** A field's value multiplies a score by no more. */
export const mostFactor = 1e6

export const nothing: Meaning = { is: 'nothing' }

/** The meaning of a query with its filter; where nothing but stop words is asked for, they are what is asked for. */
export function meaningOf(snapshot: Snapshot, query: Query, whole: Query, asked: Asked): Meaning {
  const isLeft = asked.vocabulary?.stopWords === undefined || understand(snapshot, query, asked, 1) !== undefined
  const kept = isLeft ? asked : { ...asked, vocabulary: { ...asked.vocabulary, stopWords: [] } }
  return understand(snapshot, whole, kept, 1) ?? nothing
}

/** Undefined where there is nothing to ask for, as in a blank text. */
export function understand(snapshot: Snapshot, query: Query, asked: Asked, weight: number): Meaning | undefined {
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
      if (query.kind === 'phrase' && (query.slop !== undefined || query.prefix !== undefined))
        return understandNear(snapshot, query, asked, weight)
      const read = (analyzer: Analyzer): WeighedReading[] => {
        if (query.kind === 'term') {
          const { readings } = queryWord(analyzer, query.text)
          const all = asked.vocabulary === undefined ? [...readings] : spoken(asked.vocabulary, analyzer, readings)
          // a word by its diacritics is as rare as without
          return all.map((reading) => (reading.blend === undefined ? reading : { like: reading.blend, ...reading }))
        }
        return queryPhraseReadings(analyzer, query.text)
      }
      const understood = (numbers: readonly number[]): Meaning | undefined => {
        const typed = understandText(snapshot, numbers, read, weight)
        if (typed === undefined || query.kind === 'phrase' || !asked.preferExact) return typed
        const exactly = (analyzer: Analyzer): WeighedReading[] => read(analyzer).map((reading) => ({ ...reading, isExact: true }))
        const exact = understandText(snapshot, numbers, exactly, weight * asked.preferExact)
        return { is: 'bool', must: [], should: exact === undefined ? [typed] : [typed, exact], not: [] }
      }
      if (query.field === undefined) return understood(asked.fields)
      const number = fields.findIndex((field) => field.name === query.field)
      const field = fields[number]
      if (field.type === 'text') return understood([number])
      if (field.type === 'keyword') {
        const reading = { terms: [keywordOf(number, query.text)], words: [query.text], positions: [0], weight: 1 }
        return { is: 'word', readings: [reading], fields: [number], weight }
      }
      return { is: 'range', field: number, ...spanOf(field.type, query.text, asked) }
    }
    case 'exact': {
      if (query.text.trim() === '') return undefined
      const number = fields.findIndex(({ name }) => name === query.field)
      if (number >= 0 && fields[number].type === 'keyword') return inner({ kind: 'term', text: query.text, field: fields[number].name })
      const read = (analyzer: Analyzer): WeighedReading[] => {
        const phrase = queryPhrase(analyzer, query.text)
        return phrase.terms.length === 0 ? [] : [{ ...phrase, weight: 1, isExact: true }]
      }
      return understandText(snapshot, number >= 0 ? [number] : asked.fields, read, weight)
    }
    case 'exists': {
      const field = fields.findIndex(({ name }) => name === query.field)
      const isText = fields[field].type === 'text'
      return { is: 'value', field, holds: (values, length) => (isText ? length > 0 : values.length > 0) }
    }
    case 'constant': {
      const of = inner(query.query)
      return of === undefined || of.is === 'nothing' ? of : { is: 'constant', of, score: query.score * weight }
    }
    case 'decay':
    case 'factor': {
      const of = inner(query.query)
      if (of === undefined || of.is === 'nothing') return of
      const field = fields.findIndex(({ name }) => name === query.field)
      return { is: 'scaled', of, field, factor: factorOf(query, fields[field].type, asked), missing: query.missing ?? 1 }
    }
    case 'dismax': {
      const of = query.queries.flatMap((each) => inner(each) ?? [])
      return of.length === 0 ? undefined : { is: 'best', of, tie: query.tieBreaker ?? 0 }
    }
    case 'near':
      return query.text.trim() === '' ? undefined : understandNear(snapshot, query, asked, weight)
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
      if (type === 'keyword')
        return { is: 'value', field: number, holds: (values) => values.some((value) => isBetween(String(value), query)) }
      const bound = (value: number | string) => (typeof value === 'number' ? { from: value, to: value } : spanOf(type, value, asked))
      const from = query.from === undefined ? Number.NEGATIVE_INFINITY : query.above ? bound(query.from).to : bound(query.from).from
      const to = query.to === undefined ? Number.POSITIVE_INFINITY : query.below ? bound(query.to).from : bound(query.to).to
      if (query.above !== true && query.below !== true) return from <= to ? { is: 'range', field: number, from, to } : nothing
      if (!(from < to)) return nothing
      const isIn = (value: number) => (query.above ? value > from : value >= from) && (query.below ? value < to : value <= to)
      return { is: 'value', field: number, holds: (values) => values.some((value) => isIn(value as number)) }
    }
    case 'bool': {
      const typed = { ...asked, vocabulary: undefined, preferExact: 0 }
      const { minimumShouldMatch: atLeast = 0, must: musts = [], not: nots = [] } = query
      if (atLeast > 0) {
        const several = (query.should ?? []).flatMap((each) => inner(each) ?? [])
        const rest = musts.length + nots.length === 0 ? undefined : inner({ kind: 'bool', must: musts, not: nots })
        const some: Meaning = { is: 'several', of: several, atLeast }
        return rest === undefined ? some : { is: 'bool', must: [rest, some], should: [], not: [] }
      }
      const must = understandList(snapshot, query.must, asked, weight, true)
      const should = understandList(snapshot, query.should, asked, weight, false)
      const not = (query.not ?? []).flatMap((each) => understand(snapshot, each, typed, weight) ?? [])
      if (must.length + should.length + not.length === 0) {
        const isEmpty = [query.must, query.should, query.not].every((each) => each === undefined || each.length === 0)
        return isEmpty ? nothing : undefined
      }
      const possible = should.filter((each) => each.is !== 'nothing')
      const against = not.filter((each) => each.is !== 'nothing')
      if (must.some((each) => each.is === 'nothing') || against.some((each) => each.is === 'everything')) return nothing
      if (must.length === 0 && should.length > 0 && possible.length === 0) return nothing
      const conditions = must.length > 0 ? must : possible.slice(0, 1)
      const others = must.length > 0 ? possible.length : Math.max(0, possible.length - 1)
      if (against.length === 0 && others === 0 && conditions.every((each) => each.is === 'everything')) return { is: 'everything' }
      return { is: 'bool', must, should: possible, not: against }
    }
  }
}

/** What a function makes of one value, by its documentation. */
function factorOf(query: Extract<Query, { kind: 'decay' | 'factor' }>, type: string, asked: Asked): (value: number) => number {
  if (query.kind === 'factor') {
    const { modifier = 'none', times = 1 } = query
    return (value) =>
      ({ none: (x: number) => x, sqrt: Math.sqrt, log1p: (x: number) => Math.log(1 + x) })[modifier](Math.max(0, value * times))
  }
  const length = (given: string | number) =>
    Number.parseFloat(String(given)) * ({ s: 1e3, m: 6e4, h: 36e5, d: 864e5, w: 7 * 864e5 }[String(given).at(-1) as 's'] ?? 1)
  const { decay = 0.5, shape = 'gauss', origin } = query
  const span = typeof origin === 'number' ? { from: origin, to: origin } : spanOf(type, String(origin), asked)
  const [scale, offset] = [length(query.scale), length(query.offset ?? 0)]
  return (value) => {
    const away = value < span.from ? span.from - value : value > span.to ? value - span.to : 0
    const distance = Math.max(0, away - offset)
    if (shape === 'linear') return Math.max(0, 1 - ((1 - decay) * distance) / scale)
    return shape === 'exp' ? Math.exp((Math.log(decay) / scale) * distance) : Math.exp((Math.log(decay) * distance ** 2) / scale ** 2)
  }
}

/** A query without brackets that hold it alone. */
function bare(query: Query): Query {
  if (query.kind !== 'bool' || query.minimumShouldMatch !== undefined || (query.not ?? []).length > 0) return query
  const clauses = [...(query.must ?? []), ...(query.should ?? [])]
  return clauses.length === 1 ? bare(clauses[0]) : query
}

/** Queries side by side; of words that have synonyms together, from the left, the most at a time. */
function understandList(snapshot: Snapshot, given: readonly Query[] = [], asked: Asked, weight: number, areNeeded: boolean): Meaning[] {
  const { vocabulary } = asked
  const queries = given.map(bare)
  const found: Meaning[] = []
  for (let i = 0; i < queries.length; ) {
    let end = i + 1
    let others: Meaning | undefined
    const longest = vocabulary === undefined ? 0 : longestTyped(vocabulary)
    for (let to = Math.min(i + longest, queries.length); vocabulary !== undefined && to > i + 1 && others === undefined; to--) {
      const run = queries.slice(i, to)
      const [first] = run
      if (first.kind !== 'term' || !run.every((each) => each.kind === 'term' && each.field === first.field)) continue
      const text = run.map((each) => (each as { text: string }).text).join(' ')
      const number = snapshot.lexicon.fields.findIndex(({ name }) => name === first.field)
      if (number >= 0 && snapshot.lexicon.fields[number].type !== 'text') continue
      const read = (analyzer: Analyzer): Reading[] => {
        const { terms, words } = queryPhrase(analyzer, text)
        const isNothing = (each: Query | undefined) => each?.kind === 'term' && queryPhrase(analyzer, each.text).terms.length === 0
        if (isNothing(first) || isNothing(run.at(-1))) return []
        return words.some((word) => isAmong(vocabulary.protectedWords, analyzer, word))
          ? []
          : synonymsOf(vocabulary, analyzer, terms, run.length)
      }
      others = understandText(snapshot, number >= 0 ? [number] : asked.fields, read, weight)
      if (others?.is === 'nothing') others = undefined
      if (others !== undefined) end = to
    }
    const each = queries.slice(i, end).flatMap((query) => understand(snapshot, query, asked, weight) ?? [])
    i = end
    if (others === undefined) found.push(...each)
    else if (each.length === 0) found.push(others)
    else {
      const typed: Meaning = areNeeded ? { is: 'bool', must: each, should: [], not: [] } : { is: 'bool', must: [], should: each, not: [] }
      found.push({ is: 'best', of: [typed, others], tie: 0 })
    }
  }
  return found
}

/** Fields whose analyzers read the text alike are one group, whose frequencies add up before they saturate; groups add their scores. */
function understandText(
  snapshot: Snapshot,
  numbers: readonly number[],
  read: (analyzer: Analyzer) => WeighedReading[],
  weight: number,
): Meaning | undefined {
  if (numbers.length === 0) return nothing
  const groups: { readings: WeighedReading[]; fields: number[]; signature: string }[] = []
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

/** Whether a keyword lies between the bounds of a range, by its bytes. */
function isBetween(given: string, { from, to, above, below }: Extract<Query, { kind: 'range' }>): boolean {
  const plain = (text: string) => new TextEncoder().encode(foldDiacritics(text.normalize('NFKC').toLowerCase()).trim().replace(/\s+/g, ' '))
  const order = (bound: string | number) => Buffer.compare(plain(given), plain(String(bound)))
  if (from !== undefined && (above ? order(from) <= 0 : order(from) < 0)) return false
  return to === undefined || (below ? order(to) < 0 : order(to) <= 0)
}

/** Words with others between them, and phrases whose last word is the start of one. */
function understandNear(
  snapshot: Snapshot,
  query: Extract<Query, { kind: 'near' | 'phrase' }>,
  asked: Asked,
  weight: number,
): Meaning | undefined {
  const { lexicon } = snapshot
  const numbers = query.field === undefined ? asked.fields : [lexicon.fields.findIndex(({ name }) => name === query.field)]
  const isUnordered = query.kind === 'near' && query.ordered !== true
  const readings = (analyzer: Analyzer): WeighedReading[] => {
    const phrase = queryPhrase(analyzer, query.text)
    const alternatives = phrase.terms.map((term) => [term])
    let idf: number | undefined
    if (query.kind === 'phrase' && query.prefix === true) {
      const last = phrase.words[phrase.words.length - 1]
      const terms = new Set([...lexicon.words(analyzer)].flatMap(([word, of]) => (word.startsWith(last) ? [...of] : [])))
      alternatives[alternatives.length - 1] = [...terms]
    }
    const asOne = isUnordered ? [...new Map(alternatives.map((each) => [each.join(), each])).values()] : alternatives
    idf = asOne.reduce((sum, terms) => sum + Math.min(...terms.map((term) => snapshot.idf(term))), 0)
    if (alternatives.length === 1 && query.kind === 'phrase') {
      const worth = (term: string) =>
        [...lexicon.words(analyzer)].some(([word, of]) => word === phrase.words[0] && of.has(term)) ? 1 : 0.75
      const all = query.prefix === true
      const wordsOfTerm = (term: string) =>
        [...lexicon.words(analyzer)].flatMap(([word, of]) => (of.has(term) && (!all || word.startsWith(phrase.words[0])) ? [word] : []))
      return alternatives[0].map((term) => ({
        ...phrase,
        terms: [term],
        words: all ? wordsOfTerm(term) : phrase.words,
        weight: all ? worth(term) : 1,
        ...(all && { idf }),
      }))
    }
    const [first, ...others] = phrase.terms
    // as one term: the rarity is that of all of its words
    return [
      {
        ...phrase,
        terms: [first, ...others],
        weight: 1,
        idf: (idf as number) / phrase.terms.length,
        loose: { alternatives, positions: phrase.positions, slop: query.slop ?? 0, isUnordered },
      },
    ]
  }
  return understandText(snapshot, numbers, readings, weight)
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
        else terms.set(term, { ...known, words: [...known.words, word] })
      }
    }
    const idf = Math.min(...[...terms.keys()].map((term) => snapshot.idf(term)))
    return { is: 'word', readings: [...terms.values()].map((reading) => ({ ...reading, idf })), fields, weight }
  })
  return words.length === 1 ? words[0] : { is: 'bool', must: [], should: words, not: [] }
}

/** A date as all its milliseconds, a number as itself. */
function spanOf(type: string, text: string, { timeZone, now }: Asked): Days {
  return type === 'date' ? daysOf(text, timeZone, now) : { from: Number(text), to: Number(text) }
}
