// Compares what the engine found with what the oracle says: the same documents in the same order, with the same scores, counts and words.

import type { Query } from '../../src/query/query.js'
import type { Results } from '../../src/reader/results.js'
import type { SearchOptions } from '../../src/search/options.js'
import { type Answer, answer, longestList } from './answer.js'
import { atMoment } from './days.js'
import type { Asked } from './meaning.js'
import type { Snapshot } from './oracle.js'
import type { Question } from './questions.js'

/** What can be searched. */
export interface Engine {
  search(query: string | Query, options?: SearchOptions): Results<Record<string, unknown>>
}

/** How far a score may be off, times the score where that is above 1. */
const tolerance = 1e-9

/** The same where a boost has few digits left, and may be multiplied by a thousand again. */
const tinyTolerance = 1e-6

/** Floating point's own noise: scores nearer than this are one score. */
const noise = 8e-15

/** Before any date: a number that can be subtracted. */
const noDate = -9e15

/** Hits whose words are compared; further ones cost more than they tell. */
const mostWords = 12

/** What came of a comparison: what is different, if anything, and the longest list of documents that took part in it. */
export interface Comparison {
  wrong: string | undefined
  longest: number
  /** Whether the engine skipped documents: its count is a lower bound. */
  skipped: boolean
}

/** Asks both. */
export function compareAnswers(engine: Engine, snapshot: Snapshot, question: Question): Comparison {
  const { options } = question
  const asked = askedOf(snapshot, question)
  const expected = answer(snapshot, question.query, question.filter, asked)
  const got = atMoment(asked.now, () => engine.search(question.asked, options))
  return { wrong: compare(got, expected, snapshot, question), longest: expected.longest, skipped: !got.countIsExact }
}

/** The most documents that a word of the question is in, in one field. */
export function longestAsked(snapshot: Snapshot, question: Question): number {
  return longestList(snapshot, question.query, askedOf(snapshot, question))
}

/** What is different between both answers, if anything. */
export function difference(engine: Engine, snapshot: Snapshot, question: Question): string | undefined {
  return compareAnswers(engine, snapshot, question).wrong
}

function askedOf({ lexicon: { fields } }: Snapshot, { options, now = Date.now() }: Question): Asked {
  const { fields: names, boost, vocabulary, exactFirst, preferExact, timeZone = 'UTC' } = options
  const boosts = fields.map(({ name, type, boost: own }) => {
    if (type !== 'text') return 1
    return boost !== undefined && Object.hasOwn(boost, name) ? boost[name] : own
  })
  const numbers = fields.flatMap(({ name, type }, i) => (type === 'text' && boosts[i] > 0 && (names ?? [name]).includes(name) ? [i] : []))
  return { fields: numbers, boosts, vocabulary, exactFirst: exactOf(), preferExact, timeZone, now }

  function exactOf(): number {
    if (exactFirst === false) return -1
    if (exactFirst !== undefined) return fields.findIndex(({ name }, i) => name === exactFirst && boosts[i] > 0)
    const [first, second] = [...numbers].sort((a, b) => boosts[b] - boosts[a])
    const standsOut = first !== undefined && boosts[first] > 1 && (second === undefined || boosts[second] < boosts[first])
    return standsOut ? first : -1
  }
}

function compare(got: Results, expected: Answer, snapshot: Snapshot, question: Question): string | undefined {
  const { limit = 10, offset = 0, countUpTo = 1000 } = question.options
  const isRight = got.countIsExact ? got.count === expected.count : got.count >= countUpTo && got.count <= expected.count
  if (!isRight || (expected.count <= countUpTo && !got.countIsExact)) {
    return `count ${got.count}${got.countIsExact ? '' : ' or more'}, expected ${expected.count}`
  }
  const length = Math.max(0, Math.min(limit, expected.count - offset))
  if (got.hits.length !== length) return `${got.hits.length} hits, expected ${length}`
  if (length === 0) return undefined
  if (expected.isByDate !== false && got.hits.some(({ score }) => score !== 0)) return 'a score where nothing is scored'

  const orders = expected.isByDate === undefined ? [false, true] : [expected.isByDate]
  let wrong: string | undefined
  for (const byDate of orders) {
    const keys = byDate ? datesOf(snapshot) : expected.scores
    wrong = compareOrder(got, expected, keys, snapshot, offset, byDate, question)
    if (wrong === undefined) break
  }
  if (wrong !== undefined) return wrong
  return compareWords(got, expected, snapshot)
}

const dates = new WeakMap<Snapshot, Float64Array>()

/** Greatest date of the first date field by document; all equal where there is no such field. */
function datesOf(snapshot: Snapshot): Float64Array {
  const known = dates.get(snapshot)
  if (known !== undefined) return known
  const { documents, lexicon } = snapshot
  const field = lexicon.fields.findIndex(({ type }) => type === 'date')
  const found = Float64Array.from(documents, ({ values }) =>
    field < 0 ? 0 : (values[field] as readonly number[]).reduce((most, value) => Math.max(most, value), noDate),
  )
  dates.set(snapshot, found)
  return found
}

function compareOrder(
  { hits }: Results,
  { matches, rounding }: Answer,
  keys: Float64Array,
  snapshot: Snapshot,
  offset: number,
  byDate: boolean,
  { isPlain, isTiny }: Question,
): string | undefined {
  const { documents } = snapshot
  const order = best(matches, keys, offset + hits.length)
  let before = -1
  for (let i = 0; i < hits.length; i++) {
    const { id, score } = hits[i]
    const other = snapshot.place(id)
    const document = order[offset + i]
    const key = keys[document]
    const allowed = Math.max(rounding, (isTiny ? tinyTolerance : tolerance) * Math.max(1, Math.abs(key)))
    if (!byDate && !(Math.abs(score - key) <= allowed))
      return `hit ${i}: score ${score}, expected ${key} of ${show(documents[document].id)}`
    if (i > 0 && score === hits[i - 1].score && (byDate ? keys[before] === keys[other] : true) && other < before) {
      return `hit ${i}: ${show(id)} after ${show(hits[i - 1].id)} of the same score, though added before it`
    }
    before = other
    if (document === other) continue
    if (other < 0 || matches[other] === 0) return `hit ${i}: ${show(id)} does not match`
    const apart = Math.abs(keys[other] - key)
    const isSame = apart <= noise * Math.max(1, Math.abs(key))
    // Scores that differ by less than the engine's grid may stand in either order, so that those behind them are a place further on; equal ones only in
    // the order of addition.
    const isLate = other > document && !hits.slice(0, i).some(({ id: earlier }) => snapshot.place(earlier) === document)
    if (byDate || apart > allowed || (isSame && isPlain && isLate) || (i > 0 && hits[i - 1].score < score)) {
      return `hit ${i}: ${show(id)} (${keys[other]}), expected ${show(documents[document].id)} (${key})`
    }
  }
  return undefined
}

/** The first `size` matches: highest key first, of keys that noise alone parts the document added first. */
function best(matches: Uint8Array, keys: Float64Array, size: number): number[] {
  const below = nearly(matches, keys, size)
  const found: number[] = []
  for (let i = 0; i < matches.length; i++) if (matches[i] === 1 && keys[i] >= below) found.push(i)
  found.sort((a, b) => (keys[a] === keys[b] ? a - b : keys[b] - keys[a]))
  for (let i = 0; i < found.length; ) {
    let end = i + 1
    while (end < found.length && keys[found[end - 1]] - keys[found[end]] <= noise * Math.max(1, Math.abs(keys[found[end]]))) end++
    if (end - i > 1) found.splice(i, end - i, ...found.slice(i, end).sort((a, b) => a - b))
    i = end
  }
  return found
}

const shares = 1024
const counts = new Uint32Array(shares)

/** A key that at least `size` matches, if there are so many, are well above of; not many more, by a histogram. */
function nearly(matches: Uint8Array, keys: Float64Array, size: number): number {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let i = 0; i < matches.length; i++) {
    if (matches[i] === 0) continue
    if (keys[i] < least) least = keys[i]
    if (keys[i] > most) most = keys[i]
  }
  if (!(most > least)) return Number.NEGATIVE_INFINITY
  const scale = (shares - 1) / (most - least)
  counts.fill(0)
  for (let i = 0; i < matches.length; i++) if (matches[i] === 1) counts[Math.floor((keys[i] - least) * scale)]++
  let share = shares - 1
  for (let above = counts[share]; share > 0 && above < size; above += counts[share]) share--
  // one share more than is needed: keys that noise alone parts may lie in two
  return share < 2 ? Number.NEGATIVE_INFINITY : least + (share - 1) / scale
}

function compareWords({ hits }: Results, expected: Answer, snapshot: Snapshot): string | undefined {
  const { fields } = snapshot.lexicon
  for (let i = 0; i < Math.min(hits.length, mostWords); i++) {
    const document = snapshot.place(hits[i].id)
    const words = expected.words(document)
    const wanted = Object.fromEntries([...words].map(([field, set]) => [fields[field].name, [...set].sort()]))
    const got = Object.fromEntries(Object.entries(hits[i].matches).map(([field, list]) => [field, [...list].sort()]))
    for (const field of new Set([...Object.keys(wanted), ...Object.keys(got)])) {
      const pair = [wanted[field], got[field]].map((list) => JSON.stringify(Object.hasOwn({ list }, 'list') ? list : undefined))
      if (pair[0] !== pair[1]) return `hit ${i}: matches of ${field} are ${pair[1]}, expected ${pair[0]}`
    }
  }
  return undefined
}

function show(id: string | number): string {
  return JSON.stringify(id)
}
