// Where each pair stands in a stream that still grows: chains from occurrence to occurrence, so that a few terms are found without a look at all tokens.

import { mark, type Stream } from './stream.js'

/** Occurrences of a pair in a field, brought up to date when they are asked for. Some nanoseconds a token, once. */
export class Places {
  readonly #stream: Stream
  /** By pair, the number of its last occurrence and 1; 0 where there is none. */
  #last = new Uint32Array(1024)
  /** By occurrence: that of the same pair before it and 1, its document, its position. */
  #before = new Uint32Array(1024)
  #documents = new Uint32Array(1024)
  #positions = new Uint32Array(1024)
  #count = 0
  /** Documents gone through. */
  #done = 0

  constructor(stream: Stream) {
    this.#stream = stream
  }

  /** Documents and positions, in the order of the stream, of the tokens whose pair is one of `pairs`. */
  of(pairs: readonly number[]): { documents: Uint32Array; positions: Uint32Array } {
    this.#follow()
    const found: number[] = []
    for (const pair of pairs) {
      if (pair >= this.#last.length) continue
      for (let next = this.#last[pair]; next !== 0; next = this.#before[next - 1]) found.push(next - 1)
    }
    const order = Uint32Array.from(found).sort()
    return { documents: order.map((place) => this.#documents[place]), positions: order.map((place) => this.#positions[place]) }
  }

  #follow(): void {
    const { values, ends } = this.#stream
    let at = this.#done === 0 ? 0 : ends[this.#done - 1]
    for (; this.#done < ends.length; this.#done++) {
      let position = 0
      for (const end = ends[this.#done]; at < end; position++) {
        if (values[at] === mark) {
          position = values[at + 1]
          at += 2
        }
        this.#add(values[at++], position)
      }
    }
  }

  #add(pair: number, position: number): void {
    if (this.#count === this.#before.length) {
      this.#before = wider(this.#before, 2 * this.#count)
      this.#documents = wider(this.#documents, 2 * this.#count)
      this.#positions = wider(this.#positions, 2 * this.#count)
    }
    if (pair >= this.#last.length) this.#last = wider(this.#last, 2 * (pair + 1))
    const place = this.#count++
    this.#before[place] = this.#last[pair]
    this.#documents[place] = this.#done
    this.#positions[place] = position
    this.#last[pair] = place + 1
  }
}

function wider(column: Uint32Array, length: number): Uint32Array<ArrayBuffer> {
  const copy = new Uint32Array(length)
  copy.set(column)
  return copy
}
