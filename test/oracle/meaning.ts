// What a query means, from its documentation: which documents it finds and what each scores, by looking at all of them.

import type { Analyzer } from '../../src/analysis/analyzer.js'
import { foldDiacritics } from '../../src/analysis/fold.js'
import { queryPhrase, queryPhraseReadings, queryWord, type Reading } from '../../src/analysis/query-words.js'
import type { Query } from '../../src/query/query.js'
import type { VocabularyOptions } from '../../src/query/vocabulary.js'
import { type Days, daysOf } from './days.js'
import { addHeadlines, textOfQuery } from './headline.js'
import { exactOccurrences, type Loose, looseOccurrences, nearWords, type PatternQuery } from './near.js'
import { keywordOf, nowhere, type Occurrences, type Snapshot } from './oracle.js'
import { isAmong, longestTyped, spoken, synonymsOf } from './vocabulary.js'

/** A query that has been understood. */
type Meaning =
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

type Word = Extract<Meaning, { is: 'word' }>

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

/** A reading; one that stands for a pattern has the rarity of the commonest that do. */
type WeighedReading = Reading & { idf?: number; like?: readonly string[]; loose?: Loose; isExact?: boolean }

/** A field's value multiplies a score by no more. */
const mostFactor = 1e6

const nothing: Meaning = { is: 'nothing' }
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

function idfOf(snapshot: Snapshot, { like, terms, idf }: WeighedReading): number {
  if (like !== undefined) return Math.min(...like.map((term) => snapshot.idf(term)))
  return terms.reduce((sum, term) => sum + (idf ?? snapshot.idf(term)), 0)
}

/** The meaning of a query with its filter; where nothing but stop words is asked for, they are what is asked for. */
function meaningOf(snapshot: Snapshot, query: Query, whole: Query, asked: Asked): Meaning {
  const isLeft = asked.vocabulary?.stopWords === undefined || understand(snapshot, query, asked, 1) !== undefined
  const kept = isLeft ? asked : { ...asked, vocabulary: { ...asked.vocabulary, stopWords: [] } }
  return understand(snapshot, whole, kept, 1) ?? nothing
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

interface Evaluated {
  matches: Uint8Array
  scores: Float64Array
}

/** Arrays that were used and can be used again: making them anew for every part of every question takes longer than filling them. */
const used: Evaluated[] = []

function blank(size: number): Evaluated {
  const found = used.pop()
  if (found === undefined || found.matches.length !== size) return { matches: new Uint8Array(size), scores: new Float64Array(size) }
  found.matches.fill(0)
  found.scores.fill(0)
  return found
}

function evaluate(snapshot: Snapshot, meaning: Meaning, asked: Asked): Evaluated {
  const size = snapshot.documents.length
  const result = blank(size)
  const { matches, scores } = result
  switch (meaning.is) {
    case 'nothing':
      break
    case 'everything':
      matches.fill(1)
      break
    case 'range': {
      const { ends, values } = snapshot.column(meaning.field)
      const { from, to } = meaning
      for (let i = 0, at = 0; i < size; i++) {
        for (; at < ends[i]; at++) if (values[at] >= from && values[at] <= to) matches[i] = 1
      }
      break
    }
    case 'value':
      for (let i = 0; i < size; i++) {
        const { values, lengths } = snapshot.documents[i]
        if (meaning.holds(values[meaning.field], lengths[meaning.field])) matches[i] = 1
      }
      break
    case 'constant': {
      const of = evaluate(snapshot, meaning.of, asked)
      for (let i = 0; i < size; i++) {
        matches[i] = of.matches[i]
        scores[i] = of.matches[i] * meaning.score
      }
      break
    }
    case 'scaled': {
      const of = evaluate(snapshot, meaning.of, asked)
      for (let i = 0; i < size; i++) {
        const values = snapshot.documents[i].values[meaning.field].map((value) => meaning.factor(Number(value)))
        matches[i] = of.matches[i]
        scores[i] = of.scores[i] * (values.length === 0 ? meaning.missing : Math.min(mostFactor, Math.max(...values)))
      }
      break
    }
    case 'best':
    case 'several': {
      const all = meaning.of.map((each) => evaluate(snapshot, each, asked))
      for (let i = 0; i < size; i++) {
        const parts = all.filter((each) => each.matches[i] === 1).map((each) => each.scores[i])
        const sum = parts.reduce((total, part) => total + part, 0)
        const best = Math.max(0, ...parts)
        if (parts.length < (meaning.is === 'best' ? 1 : meaning.atLeast)) continue
        matches[i] = 1
        scores[i] = meaning.is === 'best' ? best + meaning.tie * (sum - best) : sum
      }
      break
    }
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
        used.push(one)
      }
      for (const each of should) {
        const one = evaluate(snapshot, each, asked)
        for (let i = 0; i < size; i++) scores[i] += one.scores[i]
        if (must.length === 0) for (let i = 0; i < size; i++) matches[i] |= one.matches[i]
        used.push(one)
      }
      for (const each of not) {
        const one = evaluate(snapshot, each, asked)
        for (let i = 0; i < size; i++) matches[i] &= one.matches[i] ^ 1
        used.push(one)
      }
      for (let i = 0; i < size; i++) if (matches[i] === 0) scores[i] = 0
    }
  }
  return result
}

/** What a reading is worth in the documents that have it, before idf and weights. */
interface Worth {
  documents: Int32Array
  worth: Float64Array
}

/** Of the snapshot asked last: many questions ask for the same words. */
let worths: { of: Snapshot; known: Map<string, Worth> } | undefined

/** The most that are remembered: each may be as long as there are documents. */
const mostWorths = 400

/** BM25F of one reading of a word; where another reading scored more, that stands. */
function bestOf(
  snapshot: Snapshot,
  reading: WeighedReading,
  { fields, weight }: { fields: readonly number[]; weight: number },
  asked: Asked,
  matches: Uint8Array,
  scores: Float64Array,
): void {
  if (worths?.of !== snapshot || worths.known.size > mostWorths) worths = { of: snapshot, known: new Map() }
  const name = JSON.stringify([
    reading.terms,
    reading.positions,
    reading.loose,
    reading.isExact && reading.words,
    fields,
    fields.map((field) => asked.boosts[field]),
  ])
  let known = worths.known.get(name)
  if (known === undefined) worths.known.set(name, (known = worthOf(snapshot, reading, fields, asked)))
  const factor = weight * reading.weight * idfOf(snapshot, reading) * (snapshot.k1 + 1)
  const { documents, worth } = known
  for (let i = 0; i < documents.length; i++) {
    const document = documents[i]
    const score = factor * worth[i]
    matches[document] = 1
    if (score > scores[document]) scores[document] = score
  }
}

/** The saturated sum of the fields' frequencies, or, where fields count one by one, the sum of what each is worth. */
function worthOf(snapshot: Snapshot, reading: WeighedReading, fields: readonly number[], asked: Asked): Worth {
  const { k1, norms, perturbed } = snapshot
  const sums = new Float64Array(snapshot.documents.length)
  const found: number[] = []
  for (const field of fields) {
    const boost = asked.boosts[field]
    if (boost === 0) continue
    const { documents, frequencies } = occurrencesOf(snapshot, reading, field)
    const lengths = norms[field]
    for (let i = 0; i < documents.length; i++) {
      const document = documents[i]
      const part = (boost * frequencies[i]) / lengths[document]
      if (sums[document] === 0) found.push(document)
      sums[document] += perturbed.fieldByField ? part / (k1 + part) : part
    }
  }
  const documents = Int32Array.from(found)
  return { documents, worth: Float64Array.from(documents, (d) => (perturbed.fieldByField ? sums[d] : sums[d] / (k1 + sums[d]))) }
}

function occurrencesOf(snapshot: Snapshot, reading: WeighedReading, field: number): Occurrences {
  const { terms, positions, loose } = reading
  if (reading.isExact === true) return exactOccurrences(snapshot, field, reading)
  if (loose !== undefined) return snapshot.positions ? looseOccurrences(snapshot, field, loose) : nowhere
  if (terms.length === 1) return snapshot.occurrences(field, terms[0])
  return snapshot.positions ? snapshot.phrase(field, terms, positions) : nowhere
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
