// What was scored before anybody asks for it: the best of many scorers, or of many short lists. To look at all of them for each document is slow.

import { noMoreDocuments } from '../segment/layout.js'
import type { Scorer } from './scorer.js'

/** Scores by document, and a bit for each that matches. */
export interface ScoreColumn {
  readonly scores: Float64Array
  readonly bits: Uint32Array
}

/** A column of no matches: 8 bytes and a bit per document. */
export function emptyColumn(documentCount: number): ScoreColumn {
  return { scores: new Float64Array(documentCount), bits: new Uint32Array((documentCount + 31) >>> 5) }
}

/** Walks several scorers to their ends: takes of their scores the best of each document, or their sum. */
export function gather(of: readonly Scorer[], { scores, bits }: ScoreColumn, combine: 'sum' | 'max'): void {
  for (const scorer of of) {
    for (let doc = scorer.next(); doc !== noMoreDocuments; doc = scorer.next()) {
      bits[doc >>> 5] |= 1 << (doc & 31)
      const score = scorer.score()
      if (combine === 'sum') scores[doc] += score
      else if (score > scores[doc]) scores[doc] = score
    }
  }
}

/** Matches the documents that have a bit; scores are by document. */
export class ColumnScorer implements Scorer {
  doc = -1
  readonly #scores: Float64Array
  readonly #bits: Uint32Array

  constructor({ scores, bits }: ScoreColumn) {
    this.#scores = scores
    this.#bits = bits
  }

  next(): number {
    return this.advance(this.doc + 1)
  }

  advance(target: number): number {
    const bits = this.#bits
    for (let word = target >>> 5, mask = -1 << (target & 31); word < bits.length; word++, mask = -1) {
      const left = bits[word] & mask
      if (left !== 0) return (this.doc = 32 * word + 31 - Math.clz32(left & -left))
    }
    return (this.doc = noMoreDocuments)
  }

  score(): number {
    return this.#scores[this.doc]
  }
}

/** Matches the first `count` of some documents, ascending, each with its score. */
export class OrderedScorer implements Scorer {
  doc = -1
  #at = -1
  readonly #docs: Uint32Array
  readonly #scores: Float64Array
  readonly #count: number

  constructor(docs: Uint32Array, scores: Float64Array, count: number) {
    this.#docs = docs
    this.#scores = scores
    this.#count = count
  }

  next(): number {
    const at = ++this.#at
    return (this.doc = at < this.#count ? this.#docs[at] : noMoreDocuments)
  }

  advance(target: number): number {
    let low = this.#at + 1
    let high = this.#count
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.#docs[middle] < target) low = middle + 1
      else high = middle
    }
    this.#at = low
    return (this.doc = low < this.#count ? this.#docs[low] : noMoreDocuments)
  }

  score(): number {
    return this.#scores[this.#at]
  }
}
