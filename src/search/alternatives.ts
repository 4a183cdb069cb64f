// The terms of which any may stand in one place of a phrase: hundreds, where its last word is a pattern, so they wait in a heap for their documents.

import { noMoreDocuments } from '../segment/layout.js'
import type { PhrasePositions, PhrasePostings, PhraseTerm } from './phrase.js'

type Alternative = Omit<PhraseTerm, 'offset'>

/** Longer lists are sorted by a view of them, which few documents need. */
const fewPositions = 64

/** Puts the first `count` numbers in order, in place: runs that are in order already, one behind another. */
function sortFirst(numbers: Uint32Array, count: number): void {
  if (count > fewPositions) {
    numbers.subarray(0, count).sort()
    return
  }
  for (let i = 1; i < count; i++) {
    const number = numbers[i]
    let at = i
    for (; at > 0 && numbers[at - 1] > number; at--) numbers[at] = numbers[at - 1]
    numbers[at] = number
  }
}

/** What may stand in one place of a phrase, as if it were one term. */
export class AlternativeTerms implements PhrasePostings, PhrasePositions {
  doc = -1
  freq = 0
  readonly df: number
  /** Those on the current document. */
  readonly #here: Alternative[]
  #hereCount: number
  /** Those on later ones, the nearest on top. */
  readonly #heap: Alternative[] = []
  #out = new Uint32Array(16)

  constructor(of: readonly Alternative[]) {
    this.#here = [...of]
    this.#hereCount = of.length
    this.df = of.reduce((sum, { cursor }) => sum + cursor.df, 0)
  }

  next(): number {
    return this.advance(this.doc + 1)
  }

  /** O(log terms) for each that is not there yet. */
  advance(target: number): number {
    if (this.doc >= target) return this.doc
    const heap = this.#heap
    for (let i = 0; i < this.#hereCount; i++) if (this.#here[i].cursor.advance(target) !== noMoreDocuments) this.#add(this.#here[i])
    while (heap.length > 0 && heap[0].cursor.doc < target) {
      if (heap[0].cursor.advance(target) === noMoreDocuments) this.#take()
      else this.#sink(heap[0], heap.length)
    }
    this.#hereCount = 0
    this.freq = 0
    if (heap.length === 0) return (this.doc = noMoreDocuments)
    this.doc = heap[0].cursor.doc
    while (heap.length > 0 && heap[0].cursor.doc === this.doc) {
      this.freq += heap[0].cursor.freq
      this.#here[this.#hereCount++] = this.#take()
    }
    return this.doc
  }

  read(): Uint32Array {
    if (this.#out.length < this.freq) this.#out = new Uint32Array(2 * this.freq)
    let filled = 0
    for (let h = 0; h < this.#hereCount; h++) {
      const { cursor, positions } = this.#here[h]
      const at = positions.read()
      for (let i = 0; i < cursor.freq; i++) this.#out[filled++] = at[i]
    }
    if (this.#hereCount > 1) sortFirst(this.#out, filled)
    return this.#out
  }

  #add(each: Alternative): void {
    const heap = this.#heap
    let at = heap.length
    heap.push(each)
    for (; at > 0; at = (at - 1) >>> 1) {
      const above = heap[(at - 1) >>> 1]
      if (above.cursor.doc <= each.cursor.doc) break
      heap[at] = above
    }
    heap[at] = each
  }

  #take(): Alternative {
    const first = this.#heap[0]
    const last = this.#heap.pop() as Alternative
    if (this.#heap.length > 0) this.#sink(last, this.#heap.length)
    return first
  }

  /** Puts `each` on top and lets it sink to its place. */
  #sink(each: Alternative, length: number): void {
    const heap = this.#heap
    const { doc } = each.cursor
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= length) break
      if (child + 1 < length && heap[child + 1].cursor.doc < heap[child].cursor.doc) child++
      if (heap[child].cursor.doc >= doc) break
      heap[at] = heap[child]
      at = child
    }
    heap[at] = each
  }
}
