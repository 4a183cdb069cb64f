// Searches that look at every match: sorted by columns, counted by facets, one of each group, or gone on from a cursor. Nothing is skipped, so counts are exact.

import type { Node } from '../query/node.js'
import { noMoreDocuments } from '../segment/layout.js'
import type { Arrangement } from './arrange-options.js'
import { writeCursor } from './cursor.js'
import { type Scoring, scorerOf } from './evaluate.js'
import { FacetCounter, type FacetResult, selection } from './facets.js'
import type { Raised } from './headline.js'
import { scores } from './leaves.js'
import { firstOf, type KeyColumn, keyColumn } from './order.js'
import { compareValues, type KeyValue, type SortKey } from './sort.js'
import type { Prepared } from './terms.js'
import { hasBit } from './view.js'

export { arrangedBy, arrangedFields, checkArrangement } from './arrange-options.js'

/** A match that is shown. */
export interface Arranged {
  /** Its number in the index. */
  readonly doc: number
  readonly score: number
  readonly values: readonly KeyValue[]
  /** Of a group: its value, how many matches are in it, and the best of the others. */
  readonly group: { value: KeyValue; count: number; others: readonly Arranged[] } | undefined
}

/** What was found. */
export interface ArrangedList {
  best: Arranged[]
  count: number
  groupCount: number | undefined
  facets: FacetResult[]
  after: string | undefined
}

/** The matches of a segment. */
interface Matches {
  readonly segment: Prepared
  readonly docs: Uint32Array
  readonly scores: Float64Array
  readonly count: number
  /** By key, numbers that compare as the key does. */
  readonly numbers: readonly Float64Array[]
}

/** Arranges all matches of a query; `raised` are documents with another score than their own. O(matches log hits). */
export function arrange(
  node: Node,
  scoring: Scoring,
  arrangement: Arrangement,
  { limit, offset }: { limit: number; offset: number },
  raised: readonly Raised[],
): ArrangedList {
  const { keys, facets, after, collapse, order } = arrangement
  const counters = facets.map((facet) => new FacetCounter(facet))
  const size = limit + offset
  const known = new Map(raised.map(({ doc, key }) => [doc, key]))
  const grouped = collapse === undefined ? undefined : new Groups(collapse.size, keys)
  const candidates: Arranged[] = []
  let count = 0
  for (const segment of scoring.prepared.segments) {
    const matches = matchesOf(node, segment, scoring, arrangement, counters, known)
    count += matches.count
    const { base } = segment.view
    const columns = keys.map((key) => keyColumn(key, segment))
    const left =
      after === undefined
        ? matches
        : behind(
            matches,
            columns.map((column, k) => column.numberOf(after.values[k])),
            after.place - base,
          )
    if (grouped === undefined || collapse === undefined) {
      for (const i of firstOf(left.count, size, earlier(left))) candidates.push(madeOf(left, i, columns, base))
      continue
    }
    const group = keyColumn(collapse.key, segment)
    for (const [number, here] of firstOfGroups(matches, group, collapse.size))
      grouped.add(
        group.value(number),
        here.count,
        here.first.map((i) => madeOf(matches, i, columns, base)),
      )
  }
  const all = grouped === undefined ? candidates : grouped.all()
  const best = all.sort((a, b) => compareArranged(a, b, keys)).slice(offset, size)
  const last = best[best.length - 1]
  return {
    best,
    count,
    groupCount: grouped === undefined ? undefined : all.length,
    facets: counters.map((counter) => counter.result()),
    after: last === undefined || best.length < limit ? undefined : writeCursor({ order, values: last.values, place: last.doc }),
  }
}

function madeOf(
  { docs, scores: own, numbers }: Matches,
  i: number,
  columns: readonly ReturnType<typeof keyColumn>[],
  base: number,
): Arranged {
  return { doc: base + docs[i], score: own[i], values: columns.map((column, k) => column.value(numbers[k][i])), group: undefined }
}

/** Orders matches of one segment: by keys, then as they were added. */
function earlier({ numbers }: Matches): (a: number, b: number) => boolean {
  return (a, b) => {
    for (const column of numbers) if (column[a] !== column[b]) return column[a] < column[b]
    return a < b
  }
}

function compareArranged(a: Arranged, b: Arranged, keys: readonly SortKey[]): number {
  for (const [i, key] of keys.entries()) {
    const difference = compareValues(a.values[i], b.values[i], key)
    if (difference !== 0) return difference
  }
  return a.doc - b.doc
}

/** All matches of a segment that have what is selected; what has it but for one facet is counted by that one. */
function matchesOf(
  node: Node,
  segment: Prepared,
  scoring: Scoring,
  { keys, facets }: Arrangement,
  counters: readonly FacetCounter[],
  raised: ReadonlyMap<number, number>,
): Matches {
  const { view } = segment
  const isScored = scores(node)
  const selections = facets.map((facet) => selection(facet, segment))
  const hasSelections = selections.some((each) => each !== undefined)
  const docs = new Growing(Uint32Array)
  const found = new Growing(Float64Array)
  const missed = facets.map(() => new Growing(Uint32Array))
  const scorer = scorerOf(node, segment, scoring)
  for (let doc = scorer.next(); doc !== noMoreDocuments; doc = scorer.next()) {
    if (hasBit(view.deleted, doc)) continue
    if (hasSelections) {
      let misses = -1
      let count = 0
      for (let i = 0; i < selections.length && count < 2; i++) {
        if (selections[i]?.(doc) === false) {
          misses = i
          count++
        }
      }
      if (count === 1) missed[misses].push(doc)
      if (count > 0) continue
    }
    scoring.deadline?.step()
    docs.push(doc)
    found.push(isScored ? (raised.get(view.base + doc) ?? scorer.score()) : 0)
  }
  for (const [i, counter] of counters.entries()) {
    counter.add(segment, docs.array, docs.count)
    counter.add(segment, missed[i].array, missed[i].count)
  }
  const numbers = keys.map((key) => {
    const column = keyColumn(key, segment)
    const numbers = new Float64Array(docs.count)
    for (let i = 0; i < numbers.length; i++) numbers[i] = column.number(docs.array[i], found.array[i])
    return numbers
  })
  return { segment, docs: docs.array, scores: found.array, count: docs.count, numbers }
}

/** The matches behind a cursor, given by its numbers in this segment and the place of its document. */
function behind(matches: Matches, cursor: readonly number[], place: number): Matches {
  const kept: number[] = []
  for (let i = 0; i < matches.count; i++) {
    let difference = 0
    for (let k = 0; k < cursor.length && difference === 0; k++) difference = compareNumbers(matches.numbers[k][i], cursor[k])
    if (difference > 0 || (difference === 0 && matches.docs[i] > place)) kept.push(i)
  }
  return {
    segment: matches.segment,
    docs: Uint32Array.from(kept, (i) => matches.docs[i]),
    scores: Float64Array.from(kept, (i) => matches.scores[i]),
    count: kept.length,
    numbers: matches.numbers.map((column) => Float64Array.from(kept, (i) => column[i])),
  }
}

function compareNumbers(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Matches of one segment with one value. */
interface GroupHere {
  count: number
  /** The first of them, in order, so many as a group shows. */
  readonly first: number[]
}

/** By the number of their value, the matches of a segment. O(matches), times the size of a group where ever better ones come. */
function firstOfGroups(matches: Matches, group: KeyColumn, size: number): ReadonlyMap<number, GroupHere> {
  const groups = new Map<number, GroupHere>()
  const before = earlier(matches)
  const none = group.numberOf(undefined)
  for (let i = 0; i < matches.count; i++) {
    const number = group.number(matches.docs[i], 0)
    let here = groups.get(number)
    if (here === undefined) groups.set(number, (here = { count: 0, first: [] }))
    here.count++
    const { first } = here
    if (number === none) {
      // each is shown by itself, so that nothing tells them apart yet
      first.push(i)
      continue
    }
    if (first.length === size && !before(i, first[size - 1])) continue
    let at = first.length < size ? first.push(i) - 1 : size - 1
    for (; at > 0 && before(i, first[at - 1]); at--) first[at] = first[at - 1]
    first[at] = i
  }
  return groups
}

/** The best of each group, over segments. */
class Groups {
  readonly #size: number
  readonly #keys: readonly SortKey[]
  readonly #groups = new Map<KeyValue, { count: number; best: Arranged[] }>()
  readonly #alone: Arranged[] = []

  constructor(size: number, keys: readonly SortKey[]) {
    this.#size = size
    this.#keys = keys
  }

  /** Adds `count` matches of a segment with one value; `first` are the best of them in order, or all of them in any where they have no value. */
  add(value: KeyValue, count: number, first: readonly Arranged[]): void {
    if (value === undefined) {
      for (const match of first) this.#alone.push(match)
      return
    }
    const group = this.#groups.get(value)
    if (group === undefined) {
      this.#groups.set(value, { count, best: [...first] })
      return
    }
    group.count += count
    for (const match of first) {
      let at = group.best.length
      while (at > 0 && compareArranged(match, group.best[at - 1], this.#keys) < 0) at--
      group.best.splice(at, 0, match)
      if (group.best.length > this.#size) group.best.pop()
    }
  }

  /** The best of each group; what has no value is a group of its own. */
  all(): Arranged[] {
    const groups = [...this.#groups].map(
      ([value, { count, best }]): Arranged => ({ ...best[0], group: { value, count, others: best.slice(1) } }),
    )
    return [...groups, ...this.#alone]
  }
}

/** A typed array that grows. */
class Growing<A extends Uint32Array | Float64Array> {
  array: A
  count = 0
  readonly #make: new (
    length: number,
  ) => A

  constructor(make: new (length: number) => A) {
    this.#make = make
    this.array = new make(64)
  }

  push(value: number): void {
    if (this.count === this.array.length) {
      const grown = new this.#make(2 * this.count)
      grown.set(this.array)
      this.array = grown
    }
    this.array[this.count++] = value
  }
}
