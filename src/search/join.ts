// From items to the document they stand in, and back: scorers that walk one level of documents by what another scorer finds on the other.

import { noMoreDocuments } from '../segment/layout.js'
import type { Parents } from '../segment/parents.js'
import type { Scorer } from './scorer.js'

/** Matches parents with an item that `of` matches; the score is that of the best such item. */
export class ParentScorer implements Scorer {
  doc = -1
  readonly #of: Scorer
  readonly #parents: Parents
  #scored = -1
  #score = 0

  constructor(of: Scorer, parents: Parents) {
    this.#of = of
    this.#parents = parents
  }

  next(): number {
    return this.advance(this.doc + 1)
  }

  advance(target: number): number {
    if (target >= noMoreDocuments) return (this.doc = noMoreDocuments)
    const first = this.#parents.first(target)
    const item = this.#of.doc < first ? this.#of.advance(first) : this.#of.doc
    return (this.doc = item === noMoreDocuments ? item : this.#parents.next(item))
  }

  /** Walks the items that are left of the parent. */
  score(): number {
    if (this.#scored === this.doc) return this.#score
    let best = 0
    for (let item = this.#of.doc; item < this.doc; item = this.#of.next()) {
      const score = this.#of.score()
      if (score > best) best = score
    }
    this.#scored = this.doc
    return (this.#score = best)
  }
}

/** Matches the items of one level whose parent `of` matches, with the score of the parent. */
export class ItemScorer implements Scorer {
  doc = -1
  readonly #of: Scorer
  readonly #parents: Parents
  readonly #level: number
  #scored = -1
  #score = 0

  constructor(of: Scorer, parents: Parents, level: number) {
    this.#of = of
    this.#parents = parents
    this.#level = level
  }

  next(): number {
    return this.advance(this.doc + 1)
  }

  advance(target: number): number {
    if (this.#of.doc < target) this.#of.advance(target)
    for (let parent = this.#of.doc; parent !== noMoreDocuments; parent = this.#of.next()) {
      for (let doc = Math.max(target, this.#parents.first(parent)); doc < parent; doc++) {
        if (this.#parents.level(doc) === this.#level) return (this.doc = doc)
      }
    }
    return (this.doc = noMoreDocuments)
  }

  /** The parent's score, worked out once for all of its items. */
  score(): number {
    const parent = this.#of.doc
    if (this.#scored !== parent) {
      this.#score = this.#of.score()
      this.#scored = parent
    }
    return this.#score
  }
}
