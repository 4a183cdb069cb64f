// Here is a term in a document: at which positions. Writer and reader of the positions of long lists (FORMAT.md §7) and of short ones (§5).
//
//   positions of a list = all its positions in order, each less the one before it less one, anew for each document,
//                         in chunks of 128: u32 (bits | exceptions << 6), patched;
//                         then, if any are left, u32 (63 | their number << 6) and varints, padded to a word

import { blockSize, choosePatching, packPatched, unpackPatched } from '../bytes/bitpack.js'
import type { ByteWriter } from '../bytes/cursor.js'
import type { Chunk } from '../bytes/resident.js'
import type { Steps } from '../bytes/steps.js'
import { corrupt, getVarint, type Place, tooLarge } from '../bytes/varint.js'
import type { PostingCursor } from './posting-cursor.js'
import type { ListEntry, PostingList } from './postings.js'

/** The most positions of a document: its text is at most 16 Mi code units long. */
const mostPositions = 2 ** 24

/** A place in a list's positions is 25 bits of words. */
const largestPositions = 2 ** 27 - 4

/** In place of a bit width: the chunk's values are varints. §7 */
export const tailMark = 63

/** Positions written between two stops. */
const positionsPerStep = 16384

/** Where the positions of a long list lie in their section, bytes [start, end), and of each block of 128 postings, word place << 7 | index in the chunk. */
export interface LongPlace {
  start: number
  end: number
  places: Uint32Array
}

/** Appends the positions of long lists to a section. */
export class PositionsWriter {
  readonly #out: ByteWriter
  readonly #deltas = new Uint32Array(blockSize)

  constructor(out: ByteWriter) {
    this.#out = out
  }

  /** Writes the positions of a long list and gives their place. */
  *addLong(list: PostingList): Steps<LongPlace> {
    const out = this.#out
    const start = out.length
    const positions = list.positions as Uint32Array
    const places = new Uint32Array(Math.ceil(list.count / blockSize))
    const deltas = this.#deltas
    let filled = 0
    let at = 0
    let stopped = 0
    for (let i = 0; i < list.count; i++) {
      if (i % blockSize === 0) {
        if (out.length - start > largestPositions) throw tooLarge('positions of one list below 128 MiB', out.length - start)
        places[i / blockSize] = ((((out.length - start) >>> 2) << 7) | filled) >>> 0
        if (at - stopped > positionsPerStep) {
          stopped = at
          yield 0
        }
      }
      let last = -1
      for (let k = 0; k < list.freqs[i]; k++) {
        const position = positions[at++]
        deltas[filled++] = position - last - 1
        last = position
        if (filled === blockSize) {
          const patching = choosePatching(deltas, 0)
          out.u32(patching.bits | (patching.exceptions << 6))
          packPatched(deltas, 0, patching, out)
          filled = 0
        }
      }
    }
    if (filled > 0) out.u32(tailMark | (filled << 6))
    for (let i = 0; i < filled; i++) out.varint(deltas[i])
    out.align(4)
    return { start, end: out.length, places }
  }
}

const place: Place = { at: 0 }

/** Reads the positions of the documents a cursor stands on; documents are asked in ascending order. */
export class PositionCursor {
  readonly #cursor: PostingCursor
  readonly #entry: ListEntry
  /** of a long list, its positions; of a short one, its postings */
  readonly #chunk: Chunk
  readonly #base: number
  #out = new Uint32Array(16)
  /** long lists: the chunk of 128 decoded last */
  readonly #deltas = new Uint32Array(blockSize)
  #chunkWord = -1
  #chunkNext = -1
  /** where the document at `#block`, `#index` starts */
  #block = -1
  #index = 0
  #valueWord = 0
  #valueIndex = 0

  /** `positions` is the chunk and file offset of the positions section for long lists; short lists are read from the postings `chunk`. */
  constructor(cursor: PostingCursor, entry: ListEntry, chunk: Chunk, sectionStart: number) {
    this.#cursor = cursor
    this.#entry = entry
    this.#chunk = chunk
    this.#base = entry.df < blockSize ? 0 : (sectionStart + entry.positionsStart - chunk.start) >>> 2
    if (entry.df >= blockSize && sectionStart + entry.positionsEnd - chunk.start > chunk.bytes.length) {
      throw corrupt(`positions within ${chunk.bytes.length} bytes`, `[${entry.positionsStart}, ${entry.positionsEnd})`)
    }
  }

  /** The positions of the current document, ascending, in the first `cursor.freq` slots of an array that the next call overwrites. */
  read(): Uint32Array {
    const freq = this.#cursor.freq
    if (this.#out.length < freq) {
      // a frequency from damaged bytes must not allocate: a short list takes a byte a position, a long one a word for 128 of them
      const { df, start, end, positionsStart, positionsEnd } = this.#entry
      const most = df < blockSize ? end - start : 32 * (positionsEnd - positionsStart)
      if (freq > Math.min(most, mostPositions)) throw corrupt('a frequency that its positions can hold', String(freq))
      this.#out = new Uint32Array(Math.max(freq, 2 * this.#out.length))
    }
    if (this.#entry.df < blockSize) this.#readShort(freq)
    else this.#readLong(freq)
    return this.#out
  }

  #readShort(freq: number): void {
    const { at: indexInBlock, freqs, tailEnd } = this.#cursor
    if (this.#block < 0 || this.#index > indexInBlock) {
      this.#block = 0
      this.#index = 0
      this.#valueWord = tailEnd
    }
    const { bytes } = this.#chunk
    place.at = this.#valueWord
    let skip = 0
    while (this.#index < indexInBlock) skip += freqs[this.#index++]
    const end = this.#entry.end - this.#chunk.start
    while (skip > 0 && place.at < end) {
      if (bytes[place.at++] < 0x80) skip--
    }
    this.#valueWord = place.at
    let last = -1
    for (let k = 0; k < freq; k++) this.#out[k] = last += getVarint(bytes, place) + 1
    if (place.at > end || last > 0xffffffff) throw corrupt('positions within their list', 'more of them')
  }

  #readLong(freq: number): void {
    const { block, at: indexInBlock, freqs, positionPlace } = this.#cursor
    if (this.#block !== block || this.#index > indexInBlock) {
      this.#block = block
      this.#index = 0
      this.#valueWord = this.#base + (positionPlace >>> 7)
      this.#valueIndex = positionPlace & (blockSize - 1)
    }
    let skip = 0
    while (this.#index < indexInBlock) skip += freqs[this.#index++]
    this.#seek(this.#valueIndex + skip)
    let last = -1
    let word = this.#valueWord
    let index = this.#valueIndex
    for (let k = 0; k < freq; k++) {
      if (index === blockSize) {
        word = this.#chunkNext
        index = 0
      }
      if (word !== this.#chunkWord) this.#decode(word)
      this.#out[k] = last += this.#deltas[index++] + 1
    }
    if (last > 0xffffffff) throw corrupt('a position below 2^32', String(last))
  }

  /** Moves the value cursor to `index` values after the start of its chunk, chunk by chunk. */
  #seek(index: number): void {
    while (index >= blockSize) {
      if (this.#valueWord !== this.#chunkWord) this.#decode(this.#valueWord)
      this.#valueWord = this.#chunkNext
      index -= blockSize
    }
    this.#valueIndex = index
  }

  #decode(word: number): void {
    const { words, bytes } = this.#chunk
    const end = this.#base + ((this.#entry.positionsEnd - this.#entry.positionsStart) >>> 2)
    if (word < this.#base || word >= end) throw corrupt('positions within their list', `word ${word} of [${this.#base}, ${end})`)
    const head = words[word]
    const many = head >>> 6
    const bits = head & 63
    if (many > blockSize || (bits > 32 && bits !== tailMark))
      throw corrupt(`at most ${blockSize} values of 32 bits in a chunk`, `${many} of ${bits}`)
    if (bits !== tailMark) this.#chunkNext = unpackPatched(words, bytes, word + 1, bits, many, this.#deltas)
    else {
      place.at = 4 * (word + 1)
      for (let i = 0; i < many; i++) this.#deltas[i] = getVarint(bytes, place)
      this.#chunkNext = (place.at + 3) >>> 2
    }
    if (this.#chunkNext > end) throw corrupt('positions within their list', 'more of them')
    this.#chunkWord = word
  }
}
