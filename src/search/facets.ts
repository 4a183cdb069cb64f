// Counting the values of all matches: by ordinal in a segment, by value over all of them.

import { quote, RostrumError } from '../errors.js'
import type { Column } from '../segment/columns.js'
import type { KeywordColumn } from '../segment/keywords.js'
import { keywordColumn } from './evaluate.js'
import type { Facet } from './facet-options.js'
import { reach } from './matches.js'
import { type Period, periodName, periodOf, startOf } from './periods.js'
import type { Prepared } from './terms.js'

/** A value, and how many of the matches have it. */
export interface FacetValue {
  /** A keyword, a period (`2017-11`), the start of an interval of numbers, or the label of a range. */
  value: string | number
  /** Documents; one with the same value twice counts once. */
  count: number
  /** Of numbers and dates (in milliseconds): from this value, and before `to`. */
  from?: number
  to?: number
}

/** What was counted of a field. */
export interface FacetResult {
  /** Keywords: those of most documents first, of equal counts in the order of code points. Intervals: ascending, none that is empty. Ranges: as asked for. */
  values: FacetValue[]
  /** How many keywords there are beside `values`. */
  others: number
  /** Documents that have no value. */
  missing: number
}

/** The most periods or intervals that one facet is counted by. */
const mostIntervals = 10_000

/** Counts one facet over the segments of an index. */
export class FacetCounter {
  readonly #facet: Facet
  readonly #keywords = new Map<string, number>()
  readonly #intervals = new Map<number, number>()
  readonly #ranges: Uint32Array
  #missing = 0

  constructor(facet: Facet) {
    this.#facet = facet
    this.#ranges = new Uint32Array(facet.ranges?.length ?? 0)
  }

  /** Counts matches of a segment. O(matches), and its values once. */
  add(segment: Prepared, docs: Uint32Array, count: number): void {
    const { field } = this.#facet
    if (field.type === 'keyword') {
      const column = keywordColumn(segment.view.segment, field.number)
      if (column === undefined) this.#missing += count
      else this.#addKeywords(column, segment, docs, count)
      return
    }
    const column = segment.columns.get(field.number)
    if (column === undefined) this.#missing += count
    else this.#addNumbers(column, segment, docs, count)
  }

  #addKeywords(column: KeywordColumn, segment: Prepared, docs: Uint32Array, count: number): void {
    const { field } = this.#facet
    const counts = new Uint32Array(column.valueCount)
    const isPlain = segment.parents === undefined
    for (let i = 0; i < count; i++) {
      let from = docs[i]
      let to = from
      if (!isPlain) ({ from, to } = reach({ segment, doc: from }, field.level))
      if (from === to) {
        if (column.least(from) < 0) this.#missing++
        else column.count(from, counts)
        continue
      }
      const own = new Set<number>()
      for (let doc = from; doc <= to; doc++) for (const ordinal of column.all(doc)) own.add(ordinal)
      if (own.size === 0) this.#missing++
      for (const ordinal of own) counts[ordinal]++
    }
    for (let ordinal = 0; ordinal < counts.length; ordinal++) {
      if (counts[ordinal] === 0) continue
      const value = column.value(ordinal)
      this.#keywords.set(value, (this.#keywords.get(value) ?? 0) + counts[ordinal])
    }
  }

  #addNumbers(column: Column, segment: Prepared, docs: Uint32Array, count: number): void {
    const { field, ranges, interval } = this.#facet
    const isPlain = segment.parents === undefined
    for (let i = 0; i < count; i++) {
      let from = docs[i]
      let to = from
      if (!isPlain) ({ from, to } = reach({ segment, doc: from }, field.level))
      if (from === to && !column.hasMany) {
        // nearly all documents of nearly all columns
        const value = column.value(from)
        if (Number.isNaN(value)) this.#missing++
        else if (ranges === undefined) this.#count(numberOf(value, interval))
        else for (let k = 0; k < ranges.length; k++) if (value >= ranges[k].from && value < ranges[k].to) this.#ranges[k]++
        continue
      }
      const values = from === to ? column.all(from) : valuesIn(column, from, to)
      if (values.length === 0) this.#missing++
      else if (ranges !== undefined) {
        for (const [k, range] of ranges.entries()) if (values.some((value) => value >= range.from && value < range.to)) this.#ranges[k]++
      } else if (values.length === 1) this.#count(numberOf(values[0], interval))
      else for (const number of new Set(values.map((value) => numberOf(value, interval)))) this.#count(number)
    }
  }

  #count(number: number): void {
    const before = this.#intervals.get(number) ?? 0
    if (before === 0 && this.#intervals.size >= mostIntervals) {
      throw new RostrumError('E_QUERY_LIMIT', {
        expected: `at most ${mostIntervals} intervals in facet ${quote(this.#facet.field.name)}`,
        got: 'more',
        cure: 'Ask for a wider interval.',
        details: { limit: mostIntervals },
      })
    }
    this.#intervals.set(number, before + 1)
  }

  /** What was counted. */
  result(): FacetResult {
    const { field, ranges, limit } = this.#facet
    const missing = this.#missing
    if (ranges !== undefined) {
      const values = ranges.map(({ from, to, label }, i) => ({
        value: label ?? `${Number.isFinite(from) ? from : '*'} to ${Number.isFinite(to) ? to : '*'}`,
        count: this.#ranges[i],
        ...(Number.isFinite(from) && { from }),
        ...(Number.isFinite(to) && { to }),
      }))
      return { values, others: 0, missing }
    }
    if (field.type === 'keyword') {
      const sorted = [...this.#keywords].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
      return {
        values: sorted.slice(0, limit).map(([value, count]) => ({ value, count })),
        others: Math.max(0, sorted.length - limit),
        missing,
      }
    }
    const sorted = [...this.#intervals].sort(([a], [b]) => a - b)
    return { values: sorted.map(([number, count]) => this.#interval(number, count)), others: 0, missing }
  }

  #interval(number: number, count: number): FacetValue {
    const { interval } = this.#facet
    if (typeof interval === 'number') {
      const from = number * interval
      return { value: from, count, from, to: (number + 1) * interval }
    }
    const period = interval as Period
    return { value: periodName(number, period), count, from: startOf(number, period), to: startOf(number + 1, period) }
  }
}

function numberOf(value: number, interval: Facet['interval']): number {
  return typeof interval === 'number' ? Math.floor(value / interval) : periodOf(value, interval as Period)
}

function valuesIn(column: Column, from: number, to: number): number[] {
  const values: number[] = []
  for (let doc = from; doc <= to; doc++) for (const value of column.all(doc)) values.push(value)
  return values
}

/** Tells of a segment's documents whether they have what was chosen of a facet; undefined where nothing was. */
export function selection({ field, keywords, spans }: Facet, segment: Prepared): ((doc: number) => boolean) | undefined {
  const isPlain = segment.parents === undefined
  const any = (doc: number, has: (doc: number) => boolean) => {
    const { from, to } = reach({ segment, doc }, field.level)
    for (let at = from; at <= to; at++) if (has(at)) return true
    return false
  }
  if (keywords !== undefined) {
    const column = keywordColumn(segment.view.segment, field.number)
    if (column === undefined) return () => false
    const wanted = new Set([...keywords].map((value) => column.find(value)))
    wanted.delete(-1)
    const has = (at: number) => column.hasAny(at, wanted)
    return isPlain ? has : (doc) => any(doc, has)
  }
  if (spans === undefined) return undefined
  const column = segment.columns.get(field.number)
  if (column === undefined) return () => false
  const has = (at: number) => {
    for (let i = 0; i < spans.length; i++) if (column.within(at, spans[i].from, spans[i].to)) return true
    return false
  }
  return isPlain ? has : (doc) => any(doc, has)
}
