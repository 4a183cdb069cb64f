// The tokens of one field, document after document, in one growing column of 32-bit numbers.
//
// A token is its pair number, at the position after the token before it. Where its position is another (stacked compounds, gaps between
// values), a mark and the position stand before it. Nearly all tokens are plain: four bytes each.

import { dropped } from '../analysis/token-table.js'

/** Before a token that is not at the position after the one before it: its position follows, then its pair. */
export const mark = 0xffffffff

/** A field's tokens. */
export class Stream {
  #values = new Uint32Array(256)
  #length = 0
  readonly #ends: number[] = []
  #next = 0
  /** Of the value appended last. */
  lastPosition = -1

  /** Numbers kept. */
  get length(): number {
    return this.#length
  }

  /** The column, documents' ends in it: for the inversion. */
  get values(): Uint32Array {
    return this.#values
  }
  get ends(): readonly number[] {
    return this.#ends
  }

  /** Appends a token of the current document; positions start at 0 with each. */
  push(position: number, pair: number): void {
    this.#room(3)
    if (position !== this.#next) {
      this.#values[this.#length++] = mark
      this.#values[this.#length++] = position
    }
    this.#values[this.#length++] = pair
    this.#next = position + 1
  }

  /**
   * Appends the tokens of a value whose pair is not `dropped`, each at `base` and its position. Gives the number of different positions of all tokens;
   * `lastPosition` is then the last of them, -1 where there are none.
   */
  append(positions: Uint32Array, pairs: Uint32Array, count: number, base: number): number {
    this.#room(3 * count)
    const values = this.#values
    let length = this.#length
    let next = this.#next
    let last = -1
    let different = 0
    for (let i = 0; i < count; i++) {
      const pair = pairs[i]
      const own = positions[i]
      if (own > last) {
        different++
        last = own
      }
      if (pair === dropped) continue
      const position = base + own
      if (position !== next) {
        values[length++] = mark
        values[length++] = position
      }
      values[length++] = pair
      next = position + 1
    }
    this.#length = length
    this.#next = next
    this.lastPosition = last
    return different
  }

  /** Ends the current document. */
  endDocument(): void {
    this.#ends.push(this.#length)
    this.#next = 0
  }

  /** The document at which to stop, having begun with `from`: after at least one, and some `count` numbers. */
  documentsFrom(from: number, count: number): number {
    const start = from === 0 ? 0 : this.#ends[from - 1]
    let to = from + 1
    while (to < this.#ends.length && this.#ends[to] - start <= count) to++
    return to
  }

  /** Forgets what was pushed since the column had `length` numbers and `documents` documents: one that failed half-way. */
  cut(length: number, documents = this.#ends.length): void {
    this.#length = length
    this.#ends.length = documents
    this.#next = 0
  }

  #room(more: number): void {
    if (this.#length + more <= this.#values.length) return
    const wider = new Uint32Array(Math.max(this.#values.length * 2, this.#length + more))
    wider.set(this.#values)
    this.#values = wider
  }
}

/** Calls `visit(document, position, pair)` for each token of the documents [from, to) of a stream. */
export function forEachToken(
  stream: Stream,
  visit: (document: number, position: number, pair: number) => void,
  from = 0,
  to = stream.ends.length,
): void {
  const { values, ends } = stream
  let at = from === 0 ? 0 : ends[from - 1]
  for (let document = from; document < to; document++) {
    const end = ends[document]
    let next = 0
    while (at < end) {
      let value = values[at++]
      if (value === mark) {
        next = values[at++]
        value = values[at++]
      }
      visit(document, next++, value)
    }
  }
}
