// A phrase in one field: documents that hold all its terms, then those where the positions line up, closely or with other words between.

import { noMoreDocuments } from '../segment/layout.js'
import type { FieldCursor } from './bm25f.js'
import { countOrdered, countUnordered, type Places } from './windows.js'

/** What a phrase walks of a term: its documents, or those of all that may stand in its place. */
export interface PhrasePostings extends FieldCursor {
  readonly df: number
}

/** The positions of the document that the postings are on: ascending, in the first `freq` slots. */
export interface PhrasePositions {
  read(): Uint32Array
}

/** One term of a phrase: its postings, its positions, and its place relative to the first. */
export interface PhraseTerm {
  readonly cursor: PhrasePostings
  readonly positions: PhrasePositions
  readonly offset: number
}

/** How loose a phrase is. Closed and in order by default; `times` is how often each term is asked for where they are unordered. */
export interface Looseness {
  readonly slop?: number
  readonly isUnordered?: boolean
  readonly times?: readonly number[]
}

/** Walks the documents in which all terms stand at their offsets, or near enough. `freq` counts the places. */
export class PhraseCursor implements FieldCursor {
  doc = -1
  freq = 0
  /** rarest first */
  readonly #terms: readonly PhraseTerm[]
  /** the postings of each word, once: the rarest decides which documents are looked at */
  readonly #postings: readonly PhrasePostings[]
  /** how often each of those words is asked for, where that is several times */
  readonly #times: readonly number[] | undefined
  /** as they were asked for, where other words may stand between */
  readonly #loose: LoosePhrase | undefined
  /** places of the first term that are left, while those of the others are looked at */
  #starts = new Uint32Array(16)

  constructor(terms: readonly PhraseTerm[], { slop = 0, isUnordered = false, times }: Looseness) {
    this.#terms = [...terms].sort((a, b) => a.cursor.df - b.cursor.df)
    this.#postings = [...new Set(this.#terms.map(({ cursor }) => cursor))]
    if (this.#postings.length < terms.length) this.#times = this.#postings.map((own) => terms.filter(({ cursor }) => cursor === own).length)
    if (slop > 0 || isUnordered) this.#loose = new LoosePhrase(terms, slop, isUnordered, times)
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
      this.freq = this.#loose !== undefined ? this.#loose.count() : this.#isOften() ? this.#count() : 0
      if (this.freq > 0) return (this.doc = doc)
    }
  }

  /** The first document not below `target` with all terms. */
  #align(target: number): number {
    let doc = target
    for (let agreed = 0, i = 0; agreed < this.#postings.length; i = (i + 1) % this.#postings.length) {
      const cursor = this.#postings[i]
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

  /** Whether each word stands in the document as often as it is asked for: of a long phrase of few words hardly any has. */
  #isOften(): boolean {
    const times = this.#times
    if (times === undefined) return true
    for (let i = 0; i < times.length; i++) if (this.#postings[i].freq < times[i]) return false
    return true
  }

  /** How often the terms stand at their offsets: the first term's places, kept while each further term has them too. */
  #count(): number {
    const terms = this.#terms
    const first = terms[0]
    let left = first.cursor.freq
    const own = first.positions.read()
    if (this.#starts.length < left) this.#starts = new Uint32Array(Math.max(left, 2 * this.#starts.length))
    const starts = this.#starts
    for (let i = 0; i < left; i++) starts[i] = own[i]
    for (let t = 1; t < terms.length; t++) {
      const term = terms[t]
      const at = term.positions.read()
      const count = term.cursor.freq
      const shift = term.offset - first.offset
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

/** Counts the places of a loose phrase in the document that its terms are on. */
class LoosePhrase {
  readonly #terms: readonly PhraseTerm[]
  readonly #offsets: readonly number[]
  readonly #times: readonly number[]
  readonly #slop: number
  readonly #isUnordered: boolean
  readonly #places: Places[]
  /** by term, the first that is of the same word */
  readonly #same: readonly number[]

  constructor(terms: readonly PhraseTerm[], slop: number, isUnordered: boolean, times: readonly number[] = terms.map(() => 1)) {
    this.#terms = terms
    this.#offsets = terms.map(({ offset }) => offset)
    this.#times = times
    this.#slop = slop
    this.#isUnordered = isUnordered
    this.#places = terms.map(() => ({ at: [], count: 0 }))
    this.#same = terms.map(({ positions }) => terms.findIndex((each) => each.positions === positions))
  }

  count(): number {
    const terms = this.#terms
    const places = this.#places
    for (let i = 0; i < terms.length; i++) {
      // a word again has the same places
      const same = this.#same[i]
      places[i].at = same < i ? places[same].at : terms[i].positions.read()
      places[i].count = terms[i].cursor.freq
    }
    return this.#isUnordered ? countUnordered(this.#places, this.#times, this.#slop) : countOrdered(this.#places, this.#offsets, this.#slop)
  }
}
