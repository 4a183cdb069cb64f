// The tokens of one field, document after document, in columns of 32-bit numbers.
//
// A token is its pair number, at the position after the token before it. Where its position is another (stacked compounds, gaps between
// values), a mark and the position stand before it. Nearly all tokens are plain: four bytes each.

import { dropped } from '../analysis/token-table.js'

/** Before a token that is not at the position after the one before it: its position follows, then its pair. */
export const mark = 0xffffffff

/** The tokens of some documents in a row. */
export interface Run {
  /** The number of the first document. */
  readonly first: number
  /** How many numbers the runs before it hold. */
  readonly start: number
  readonly values: Uint32Array
  /** By document, where its numbers end in `values`. */
  readonly ends: number[]
}

/** Numbers in a run, but for the first ones, which are shorter, and those of one long document. */
const mostNumbers = 1 << 15

/** A field's tokens. What is there is not copied when more come, which for a long column would take longer than others can wait. */
export class Stream {
  readonly #runs: Run[] = [{ first: 0, start: 0, values: new Uint32Array(256), ends: [] }]
  /** The last run, and numbers kept in it. */
  #run = this.#runs[0]
  #length = 0
  #next = 0
  /** Of the value appended last. */
  lastPosition = -1

  /** Numbers kept. */
  get length(): number {
    return this.#run.start + this.#length
  }

  /** Documents that have ended. */
  get documentCount(): number {
    return this.#run.first + this.#run.ends.length
  }

  /** All documents that have ended. More may come into the last run, and behind it. */
  get runs(): readonly Run[] {
    return this.#runs
  }

  /** Appends a token of the current document; positions start at 0 with each. */
  push(position: number, pair: number): void {
    this.#room(3)
    const { values } = this.#run
    if (position !== this.#next) {
      values[this.#length++] = mark
      values[this.#length++] = position
    }
    values[this.#length++] = pair
    this.#next = position + 1
  }

  /**
   * Appends the tokens of a value whose pair is not `dropped`, each at `base` and its position. Gives the number of different positions of all tokens;
   * `lastPosition` is then the last of them, -1 where there are none.
   */
  append(positions: Uint32Array, pairs: Uint32Array, count: number, base: number): number {
    this.#room(3 * count)
    const { values } = this.#run
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
    this.#run.ends.push(this.#length)
    this.#next = 0
  }

  /** Forgets what was pushed since there were `length` numbers and `documents` documents: one that failed half-way. */
  cut(length: number, documents = this.documentCount): void {
    const runs = this.#runs
    while (runs.length > 1 && this.#run.start >= length) {
      runs.pop()
      this.#run = runs[runs.length - 1]
    }
    this.#length = length - this.#run.start
    this.#run.ends.length = documents - this.#run.first
    this.#next = 0
  }

  /** Makes room in the last run, or begins another with the document that has not ended. */
  #room(more: number): void {
    const { first, start, values, ends } = this.#run
    if (this.#length + more <= values.length) return
    const from = ends.length === 0 ? 0 : ends[ends.length - 1]
    const length = this.#length - from
    const wider = new Uint32Array(Math.max(Math.min(mostNumbers, 2 * values.length), 2 * (length + more)))
    wider.set(values.subarray(from, this.#length))
    if (ends.length === 0) this.#runs.pop()
    this.#run = { first: first + ends.length, start: start + from, values: wider, ends: [] }
    this.#runs.push(this.#run)
    this.#length = length
  }
}

/** Calls `visit(document, position, pair)` for each token of a stream. */
export function forEachToken(stream: Stream, visit: (document: number, position: number, pair: number) => void): void {
  for (const { first, values, ends } of stream.runs) {
    let at = 0
    for (let i = 0; i < ends.length; i++) {
      const end = ends[i]
      let next = 0
      while (at < end) {
        let value = values[at++]
        if (value === mark) {
          next = values[at++]
          value = values[at++]
        }
        visit(first + i, next++, value)
      }
    }
  }
}
