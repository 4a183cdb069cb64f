// A phrase in one field: documents that hold all its terms, then those where the positions line up.

import { noMoreDocuments } from '../segment/layout.js'
import type { PositionCursor } from '../segment/positions.js'
import type { PostingCursor } from '../segment/posting-cursor.js'
import type { FieldCursor } from './bm25f.js'

/** One term of a phrase: its postings, its positions, and its place relative to the first. */
export interface PhraseTerm {
  readonly cursor: PostingCursor
  readonly positions: PositionCursor
  readonly offset: number
}

/** Walks the documents in which all terms stand at their offsets. `freq` counts the places. */
export class PhraseCursor implements FieldCursor {
  doc = -1
  freq = 0
  readonly #terms: readonly PhraseTerm[]

  constructor(terms: readonly PhraseTerm[]) {
    // rarest first: it decides which documents are looked at
    this.#terms = [...terms].sort((a, b) => a.cursor.df - b.cursor.df)
  }

  next(): number {
    return this.advance(this.doc + 1)
  }

  advance(target: number): number {
    for (let doc = this.#align(target); ; doc = this.#align(doc + 1)) {
      if (doc === noMoreDocuments) {
        this.freq = 0
        return (this.doc = doc)
      }
      this.freq = this.#count()
      if (this.freq > 0) return (this.doc = doc)
    }
  }

  /** The first document not below `target` with all terms. */
  #align(target: number): number {
    let doc = target
    for (let agreed = 0, i = 0; agreed < this.#terms.length; i = (i + 1) % this.#terms.length) {
      const { cursor } = this.#terms[i]
      const found = cursor.doc < doc ? cursor.advance(doc) : cursor.doc
      if (found === noMoreDocuments) return found
      if (found === doc) agreed++
      else {
        doc = found
        agreed = 1
      }
    }
    return doc
  }

  /** How often the terms stand at their offsets: the first term's places, kept while each further term has them too. */
  #count(): number {
    const [first, ...others] = this.#terms
    let left = first.cursor.freq
    let starts = first.positions.read()
    if (others.length > 0) starts = starts.slice(0, left) // the other cursors keep their own arrays, but this one is narrowed in place
    for (const { cursor, positions, offset } of others) {
      const at = positions.read()
      const count = cursor.freq
      const shift = offset - first.offset
      let kept = 0
      for (let i = 0, k = 0; i < left; i++) {
        const wanted = starts[i] + shift
        while (k < count && at[k] < wanted) k++
        if (k < count && at[k] === wanted) starts[kept++] = starts[i]
      }
      left = kept
      if (left === 0) return 0
    }
    return left
  }
}
