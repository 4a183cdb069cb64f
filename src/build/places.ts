// Where each pair stands in a stream that still grows: chains from occurrence to occurrence, so that a few terms are found without a look at all tokens.

import { mark, type Stream } from './stream.js'

/** Numbers of an occurrence: that of the same pair before it and 1, its document, its position. Beside each other, as a chain leads all over them. */
const size = 3

/** Occurrences of a pair in a field, brought up to date when they are asked for. Some nanoseconds a token, once. */
export class Places {
  readonly #stream: Stream
  /** By pair, the number of its last occurrence and 1; 0 where there is none. */
  #last = new Uint32Array(1024)
  #places = new Uint32Array(size * 1024)
  #count = 0
  /** The run that was gone through last, and how many of its documents. */
  #run = 0
  #done = 0

  constructor(stream: Stream) {
    this.#stream = stream
  }

  /** Documents and positions, two numbers each, in the order of the stream, of the tokens whose pair is one of `pairs`. */
  of(pairs: readonly number[]): Uint32Array {
    this.#follow()
    const places = this.#places
    let count = 0
    for (const pair of pairs) {
      if (pair >= this.#last.length) continue
      for (let next = this.#last[pair]; next !== 0; next = places[size * (next - 1)]) {
        if (count === chain.length) chain = wider(chain, 2 * count)
        chain[count++] = next - 1
      }
    }
    const order = chain.subarray(0, count)
    // a chain leads back
    if (pairs.length === 1) order.reverse()
    else order.sort()
    const found = new Uint32Array(2 * count)
    for (let i = 0; i < count; i++) {
      const at = size * order[i]
      found[2 * i] = places[at + 1]
      found[2 * i + 1] = places[at + 2]
    }
    return found
  }

  #follow(): void {
    const { runs } = this.#stream
    for (; ; this.#run++, this.#done = 0) {
      const { first, values, ends } = runs[this.#run]
      let at = this.#done === 0 ? 0 : ends[this.#done - 1]
      for (; this.#done < ends.length; this.#done++) {
        let position = 0
        for (const end = ends[this.#done]; at < end; position++) {
          if (values[at] === mark) {
            position = values[at + 1]
            at += 2
          }
          this.#add(values[at++], first + this.#done, position)
        }
      }
      if (this.#run === runs.length - 1) return
    }
  }

  #add(pair: number, document: number, position: number): void {
    const at = size * this.#count
    if (at === this.#places.length) this.#places = wider(this.#places, 2 * at)
    if (pair >= this.#last.length) this.#last = wider(this.#last, 2 * (pair + 1))
    this.#places[at] = this.#last[pair]
    this.#places[at + 1] = document
    this.#places[at + 2] = position
    this.#last[pair] = ++this.#count
  }
}

/** Where the numbers of a chain are put while it is followed. */
let chain = new Uint32Array(1024)

function wider(column: Uint32Array, length: number): Uint32Array<ArrayBuffer> {
  const copy = new Uint32Array(length)
  copy.set(column)
  return copy
}
