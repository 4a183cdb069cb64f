// The matches of one segment in an order: a column of numbers for each key, the least first.

import { keywordColumn } from './evaluate.js'
import { reach } from './matches.js'
import { type KeyValue, ranksOf, type SortKey, sortNumber } from './sort.js'
import type { Prepared } from './terms.js'

/** A key over the documents of a segment. */
export interface KeyColumn {
  /** What a document has, as a number that compares as the key does. */
  number(doc: number, score: number): number
  /** The value behind a number. */
  value(number: number): KeyValue
  /** The number of a value, which need not be in the segment. */
  numberOf(value: KeyValue): number
}

/** The key over a segment's documents. */
export function keyColumn(key: SortKey, segment: Prepared): KeyColumn {
  const { field } = key
  const missing = sortNumber(Number.NaN, key)
  const signed = (number: number) => (key.descending ? -number : number)
  const plain = (value: KeyValue) => (typeof value === 'number' ? sortNumber(value, key) : missing)
  if (field === undefined) return { number: (_doc, score) => sortNumber(score, key), value: signed, numberOf: plain }
  // an item asked for by what its document has
  const at = (doc: number) => (segment.parents === undefined ? doc : reach({ segment, doc }, field.level).from)
  const column = field.type === 'keyword' ? keywordColumn(segment.view.segment, field.number) : segment.columns.get(field.number)
  if (column === undefined) return { number: () => missing, value: () => undefined, numberOf: plain }
  if ('valueCount' in column) {
    const ranks = ranksOf(segment.view.segment, field.number, column, key.compare)
    return {
      number(doc) {
        const ordinal = column.first(at(doc), ranks.of, key.descending)
        return ordinal < 0 ? missing : signed(ranks.of[ordinal])
      },
      value: (number) => (number === missing ? undefined : column.value(ranks.ordinals[signed(number)])),
      numberOf: (value) => (value === undefined ? missing : signed(ranks.place(String(value)))),
    }
  }
  return {
    number(doc) {
      const value = key.descending ? column.greatest(at(doc)) : column.least(at(doc))
      return sortNumber(value, key)
    },
    value: (number) => (number === missing ? undefined : signed(number)),
    numberOf: plain,
  }
}

/** The `size` first of the indices below `count`, in order; `before` says whether one comes before another. O(count log size). */
export function firstOf(count: number, size: number, before: (a: number, b: number) => boolean): number[] {
  // a heap with the last of them on top
  const heap: number[] = []
  const down = (from: number) => {
    for (let at = from; ; ) {
      let child = 2 * at + 1
      if (child >= heap.length) return
      if (child + 1 < heap.length && before(heap[child], heap[child + 1])) child++
      if (!before(heap[at], heap[child])) return
      const moved = heap[at]
      heap[at] = heap[child]
      heap[child] = moved
      at = child
    }
  }
  for (let i = 0; i < count; i++) {
    if (heap.length < size) {
      heap.push(i)
      for (let at = heap.length - 1; at > 0; ) {
        const parent = (at - 1) >>> 1
        if (!before(heap[parent], heap[at])) break
        const moved = heap[at]
        heap[at] = heap[parent]
        heap[parent] = moved
        at = parent
      }
    } else if (size > 0 && before(i, heap[0])) {
      heap[0] = i
      down(0)
    }
  }
  return heap.sort((a, b) => (before(a, b) ? -1 : 1))
}
