// The best of many scorers, gathered one after another: a pattern stands for hundreds of words, and to look at all of them for each document is slow.

import { noMoreDocuments } from '../segment/layout.js'
import type { Scorer } from './scorer.js'

/** Matches what any of several scorers matches; the score is the best. Walks all of them when made; 8 bytes and a bit per document. */
export class GatheredScorer implements Scorer {
  doc = -1
  readonly #scores: Float64Array
  readonly #bits: Uint32Array

  constructor(of: readonly Scorer[], documentCount: number) {
    const scores = new Float64Array(documentCount)
    const bits = new Uint32Array((documentCount + 31) >>> 5)
    for (const scorer of of) {
      for (let doc = scorer.next(); doc !== noMoreDocuments; doc = scorer.next()) {
        bits[doc >>> 5] |= 1 << (doc & 31)
        const score = scorer.score()
        if (score > scores[doc]) scores[doc] = score
      }
    }
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
