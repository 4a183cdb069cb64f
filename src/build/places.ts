// Where each pair stands in a stream that still grows: the occurrences of a pair side by side, so that a few terms are found without a look at all tokens.
// Chains from one to the next would lead all over the stream, each step a wait for memory (bench: update).

import { mark, type Stream } from './stream.js'

/** Numbers of a pair: where its occurrences start, how many there are, and for how many there is room. */
const size = 3

/** Occurrences of a pair in a field, brought up to date when they are asked for. Some nanoseconds a token, once. */
export class Places {
  readonly #stream: Stream
  #pairs = new Uint32Array(size * 1024)
  /** Two numbers an occurrence, its document and its position. */
  #places = new Uint32Array(4096)
  #end = 0
  /** By log2 of their room, the starts of places that pairs have left for more room. */
  readonly #left: number[][] = []
  /** The run that was gone through last, and how many of its documents. */
  #run = 0
  #done = 0

  constructor(stream: Stream) {
    this.#stream = stream
  }

  /** Documents and positions, two numbers each, in the order of documents, of the tokens whose pair is one of `pairs`. */
  of(pairs: readonly number[]): Uint32Array {
    this.#follow()
    const found: Uint32Array[] = []
    let count = 0
    for (const pair of pairs) {
      const at = size * pair
      if (at >= this.#pairs.length || this.#pairs[at + 1] === 0) continue
      const [start, occurrences] = [this.#pairs[at], this.#pairs[at + 1]]
      found.push(this.#places.subarray(start, start + 2 * occurrences))
      count += occurrences
    }
    return found.length === 1 ? found[0].slice() : merged(found, count)
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
    const at = size * pair
    if (at >= this.#pairs.length) this.#pairs = wider(this.#pairs, 2 * (at + size))
    const count = this.#pairs[at + 1]
    if (count === this.#pairs[at + 2]) this.#move(at, count)
    const place = this.#pairs[at] + 2 * count
    this.#places[place] = document
    this.#places[place + 1] = position
    this.#pairs[at + 1] = count + 1
  }

  /** Gives a pair room for twice as many occurrences. */
  #move(at: number, count: number): void {
    const room = count === 0 ? 1 : 2 * count
    const from = this.#pairs[at]
    let start = this.#left[31 - Math.clz32(room)]?.pop()
    if (start === undefined) {
      start = this.#end
      this.#end += 2 * room
      if (this.#end > this.#places.length) this.#places = wider(this.#places, 2 * this.#end)
    }
    this.#places.copyWithin(start, from, from + 2 * count)
    if (count > 0) (this.#left[31 - Math.clz32(count)] ??= []).push(from)
    this.#pairs[at] = start
    this.#pairs[at + 2] = room
  }
}

/** The occurrences of several pairs by document and position, of which there are fewer than 2^24. */
function merged(found: readonly Uint32Array[], count: number): Uint32Array {
  const keys = new Float64Array(count)
  let filled = 0
  for (const places of found) for (let i = 0; i < places.length; i += 2) keys[filled++] = places[i] * 2 ** 25 + places[i + 1]
  keys.sort()
  const all = new Uint32Array(2 * count)
  for (let i = 0; i < count; i++) {
    all[2 * i] = Math.floor(keys[i] / 2 ** 25)
    all[2 * i + 1] = keys[i] % 2 ** 25
  }
  return all
}

function wider(column: Uint32Array, length: number): Uint32Array<ArrayBuffer> {
  const copy = new Uint32Array(length)
  copy.set(column)
  return copy
}
