// The cursor that every compiled query becomes: documents in ascending order, and the score of the one it stands on.

import type { Column } from '../segment/columns.js'
import { noMoreDocuments } from '../segment/layout.js'
import { onGrid } from './bm25f.js'

/** Walks matching documents in ascending order. `doc` is -1 before the first move and `noMoreDocuments` after the last. */
export interface Scorer {
  readonly doc: number
  /** Moves to the next match and gives it. */
  next(): number
  /** Moves to the first match not below `target`, which is not below `doc`, and gives it. */
  advance(target: number): number
  /** The score of the current document, on a grid of 2^-36, so that sums do not depend on their order. */
  score(): number
}

/** Matches nothing. */
export const nothing: Scorer = {
  doc: noMoreDocuments,
  next: () => noMoreDocuments,
  advance: () => noMoreDocuments,
  score: () => 0,
}

/** Matches every document, or those whose column has a value within bounds; scores 0. */
export class EveryScorer implements Scorer {
  doc = -1
  readonly #count: number
  readonly #accepts: ((doc: number) => boolean) | undefined

  constructor(documentCount: number, accepts?: (doc: number) => boolean) {
    this.#count = documentCount
    this.#accepts = accepts
  }

  next(): number {
    return this.advance(this.doc + 1)
  }

  advance(target: number): number {
    let doc = target
    if (this.#accepts !== undefined) while (doc < this.#count && !this.#accepts(doc)) doc++
    return (this.doc = doc < this.#count ? doc : noMoreDocuments)
  }

  score(): number {
    return 0
  }
}

/** Matches documents with a value in [from, to]. */
export function rangeScorer(column: Column, from: number, to: number, documentCount: number): Scorer {
  return new EveryScorer(documentCount, (doc) => column.within(doc, from, to))
}

/** Matches what any of several matches; the score is their sum, or their maximum. */
export class OrScorer implements Scorer {
  doc = -1
  readonly #of: readonly Scorer[]
  readonly #best: boolean
  readonly #tie: number

  /** `tie` is what the others count for beside the best. */
  constructor(of: readonly Scorer[], combine: 'sum' | 'max', tie = 0) {
    this.#of = of
    this.#tie = tie
    this.#best = combine === 'max'
  }

  next(): number {
    return this.advance(this.doc + 1)
  }

  advance(target: number): number {
    let least: number = noMoreDocuments
    for (const scorer of this.#of) {
      const doc = scorer.doc < target ? scorer.advance(target) : scorer.doc
      if (doc < least) least = doc
    }
    return (this.doc = least)
  }

  score(): number {
    let score = 0
    let sum = 0
    for (const scorer of this.#of) {
      if (scorer.doc !== this.doc) continue
      const part = scorer.score()
      sum += part
      if (part > score) score = part
    }
    if (!this.#best) return sum
    return this.#tie === 0 ? score : onGrid(score + this.#tie * (sum - score))
  }
}

/** Matches what at least some of several match; the score is the sum of all that do. */
export class SeveralScorer implements Scorer {
  doc = -1
  readonly #of: readonly Scorer[]
  readonly #atLeast: number

  constructor(of: readonly Scorer[], atLeast: number) {
    this.#of = of
    this.#atLeast = atLeast
  }

  next(): number {
    return this.advance(this.doc + 1)
  }

  advance(target: number): number {
    for (let from = target; ; ) {
      let least: number = noMoreDocuments
      let count = 0
      for (const scorer of this.#of) {
        const doc = scorer.doc < from ? scorer.advance(from) : scorer.doc
        if (doc === least) count++
        else if (doc < least) {
          least = doc
          count = 1
        }
      }
      if (least === noMoreDocuments || count >= this.#atLeast) return (this.doc = least)
      from = least + 1
    }
  }

  score(): number {
    let score = 0
    for (const scorer of this.#of) if (scorer.doc === this.doc) score += scorer.score()
    return score
  }
}

/** Matches what another matches, with one score for all. */
export class ConstantScorer implements Scorer {
  readonly #of: Scorer
  readonly #score: number

  constructor(of: Scorer, score: number) {
    this.#of = of
    this.#score = score
  }

  get doc(): number {
    return this.#of.doc
  }

  next(): number {
    return this.#of.next()
  }

  advance(target: number): number {
    return this.#of.advance(target)
  }

  score(): number {
    return this.#score
  }
}

/** Matches what all of several match; the score is their sum. */
export class AndScorer implements Scorer {
  doc = -1
  readonly #of: readonly Scorer[]

  constructor(of: readonly Scorer[]) {
    this.#of = of
  }

  next(): number {
    return this.advance(this.doc + 1)
  }

  advance(target: number): number {
    let doc = target
    for (let agreed = 0, i = 0; agreed < this.#of.length; i = (i + 1) % this.#of.length) {
      const scorer = this.#of[i]
      const found = scorer.doc < doc ? scorer.advance(doc) : scorer.doc
      if (found === doc) agreed++
      else {
        doc = found
        agreed = 1
      }
      if (doc === noMoreDocuments) break
    }
    return (this.doc = doc)
  }

  score(): number {
    let score = 0
    for (const scorer of this.#of) score += scorer.score()
    return score
  }
}

/** Matches `must`, unless `not` matches too; adds the score of `should` where that matches as well. */
export class BoolScorer implements Scorer {
  doc = -1
  readonly #must: Scorer
  readonly #should: Scorer
  readonly #not: Scorer

  constructor(must: Scorer, should: Scorer, not: Scorer) {
    this.#must = must
    this.#should = should
    this.#not = not
  }

  next(): number {
    return this.advance(this.doc + 1)
  }

  advance(target: number): number {
    let doc = this.#must.doc < target ? this.#must.advance(target) : this.#must.doc
    while (doc !== noMoreDocuments) {
      if (this.#not.doc < doc) this.#not.advance(doc)
      if (this.#not.doc !== doc) break
      doc = this.#must.next()
    }
    return (this.doc = doc)
  }

  score(): number {
    if (this.#should.doc < this.doc) this.#should.advance(this.doc)
    return this.#must.score() + (this.#should.doc === this.doc ? this.#should.score() : 0)
  }
}
