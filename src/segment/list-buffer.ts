// A posting list that is filled posting by posting: where a merge gathers those of several segments.

import type { TermForms } from './forms.js'
import type { PostingCursor } from './posting-cursor.js'
import { doubled, type PostingList } from './postings.js'

/** The merged postings of one field, in arrays that grow and are used for every term. */
export class ListBuffer {
  count = 0
  readonly #field: number
  readonly #documentCount: number
  #docs = new Uint32Array(0)
  #freqs = new Uint32Array(0)
  #positions = new Uint32Array(256)
  #written = 0
  #withPositions = false
  #forms = new Uint32Array(256)
  #formCount = 0

  constructor(field: number, documentCount: number) {
    this.#field = field
    this.#documentCount = documentCount
  }

  clear(): void {
    this.count = 0
    this.#written = 0
    this.#formCount = 0
    this.#withPositions = false
  }

  /**
   * Appends the forms of a list's occurrences, of documents that stay; `cursor` stands before them. `formOf` says what the term's forms in its segment
   * are here; where it has none there, they are all of its one word.
   */
  addForms(cursor: PostingCursor, forms: TermForms | undefined, formOf: readonly number[], renumber: Int32Array): void {
    const own = forms?.cursor(cursor)
    for (let i = 0; i < cursor.df; i++) {
      if (renumber[cursor.next()] < 0) continue
      const { freq } = cursor
      const places = own?.read()
      while (this.#formCount + freq > this.#forms.length) this.#forms = doubled(this.#forms)
      for (let k = 0; k < freq; k++) this.#forms[this.#formCount++] = formOf[places === undefined ? 0 : places[k]]
    }
    cursor.release()
  }

  /** Appends a posting; its positions are those of `positions` from `start`. */
  add(doc: number, freq: number, positions: Uint32Array | undefined, start: number): void {
    if (this.#docs.length === 0) {
      this.#docs = new Uint32Array(this.#documentCount)
      this.#freqs = new Uint32Array(this.#documentCount)
    }
    this.#docs[this.count] = doc
    this.#freqs[this.count++] = freq
    if (positions === undefined) return
    this.#withPositions = true
    while (this.#written + freq > this.#positions.length) this.#positions = doubled(this.#positions)
    for (let k = 0; k < freq; k++) this.#positions[this.#written++] = positions[start + k]
  }

  list(): PostingList {
    const positions = this.#withPositions ? this.#positions : undefined
    return {
      field: this.#field,
      count: this.count,
      docs: this.#docs,
      freqs: this.#freqs,
      positions,
      ...(this.#formCount > 0 && { forms: this.#forms }),
    }
  }
}
