// Walks one posting list: block by block, decoding what is looked at (FORMAT.md §5).

import { blockSize, unpackDelta, unpackPatched } from '../bytes/bitpack.js'
import type { Chunk } from '../bytes/resident.js'
import { corrupt, getVarint, type Place } from '../bytes/varint.js'
import { noMoreDocuments } from './layout.js'
import type { ListEntry } from './postings.js'

const place: Place = { at: 0 }

const noChunk: Chunk = { bytes: new Uint8Array(0), words: new Uint32Array(0), start: 0 }
const noEntry: ListEntry = { field: 0, df: 0, start: 0, end: 0, positionsStart: 0, positionsEnd: 0 }

/** Cursors that nobody uses: making one with its buffers costs as much as decoding several blocks into them (bench: search). */
const spare: PostingCursor[] = []
const mostSpare = 64

/** Walks one posting list. `doc` is -1 before the first `next`, and `noMoreDocuments` at the end. */
export class PostingCursor {
  doc = -1
  /** The list that it walks. */
  entry: ListEntry
  /** Documents in the list. */
  df = 0
  field = 0
  #chunk: Chunk
  #documentCount = 0
  #blocks = 0
  /** word index of the first skip column; of a short list, byte offset of its tail */
  #top = 0
  #base = 0
  #end = 0
  /** The documents of the current block, the first `count` of them; for loops that walk it themselves. */
  readonly docs = new Uint32Array(blockSize)
  readonly #freqs = new Uint32Array(blockSize)
  /** How many documents the current block has. */
  count = 0
  /** Where in the current block the cursor is. */
  at = 0
  /** The current block, -1 before the first. */
  block = -1
  /** The block that `peek` looked at last. */
  #peeked = 0
  #freqsReady = false
  #freqHead = 0
  #freqWord = 0
  /** where the tail of a short list ended: its positions start there */
  tailEnd = 0
  #isSpare = false

  constructor(chunk: Chunk, entry: ListEntry, withPositions: boolean, documentCount: number) {
    this.#chunk = chunk
    this.entry = entry
    this.#open(chunk, entry, withPositions, documentCount)
  }

  /** As the constructor; takes a cursor that was released, where there is one. */
  static of(chunk: Chunk, entry: ListEntry, withPositions: boolean, documentCount: number): PostingCursor {
    const cursor = spare.pop()
    if (cursor === undefined) return new PostingCursor(chunk, entry, withPositions, documentCount)
    cursor.#isSpare = false
    cursor.#open(chunk, entry, withPositions, documentCount)
    return cursor
  }

  /** A cursor of an empty list, for places that must have one. */
  static none(): PostingCursor {
    return new PostingCursor(noChunk, noEntry, false, 0)
  }

  #open(chunk: Chunk, entry: ListEntry, withPositions: boolean, documentCount: number): void {
    this.doc = -1
    this.count = 0
    this.at = 0
    this.block = -1
    this.tailEnd = 0
    this.#peeked = 0
    this.#freqsReady = false
    this.#chunk = chunk
    this.#documentCount = documentCount
    this.entry = entry
    this.df = entry.df
    this.field = entry.field
    this.#end = entry.end - chunk.start
    const start = entry.start - chunk.start
    this.#blocks = Math.ceil(entry.df / blockSize)
    if (entry.df < blockSize) {
      this.#top = start
      this.#base = start + 1
    } else {
      this.#top = start >>> 2
      this.#base = this.#top + this.#blocks * (withPositions ? 3 : 2)
      if (4 * this.#base > this.#end) throw corrupt(`skip data of ${this.#blocks} blocks`, `a list of ${entry.end - entry.start} bytes`)
    }
  }

  /** Goes back before the first document; the next move must be `advance`. What a short list decoded to is kept. */
  rewind(): void {
    const isDecoded = this.df < blockSize && this.block >= 0
    this.doc = -1
    this.at = 0
    this.block = isDecoded ? 0 : -1
    this.count = isDecoded ? this.df : 0
    this.#peeked = 0
  }

  /** Leaves the cursor to the next list: it must not be used again. */
  release(): void {
    if (this.#isSpare) return
    this.#isSpare = true
    // what it walked may be the last that is held of an index
    this.#chunk = noChunk
    this.entry = noEntry
    if (spare.length < mostSpare) spare.push(this)
  }

  /** How often the term stands in the field of the current document. */
  get freq(): number {
    if (!this.#freqsReady) this.#decodeFreqs()
    return this.#freqs[this.at]
  }

  /** The frequencies of the current block. */
  get freqs(): Uint32Array {
    if (!this.#freqsReady) this.#decodeFreqs()
    return this.#freqs
  }

  /** Place of the current block's first position in a long list: word place << 7 | index in its chunk. */
  get positionPlace(): number {
    return this.#chunk.words[this.#top + 2 * this.#blocks + this.block]
  }

  /** Moves to the next document and gives it. */
  next(): number {
    if (++this.at < this.count) return (this.doc = this.docs[this.at])
    return this.#decode(this.block + 1)
  }

  /** Moves to the first document not below `target`, which must not be below the current one, and gives it. */
  advance(target: number): number {
    if (this.doc >= target) return this.doc
    if (this.block < 0 || this.docs[this.count - 1] < target) {
      if (target === noMoreDocuments) return this.#decode(this.#blocks)
      // a list's last block may end below `target`; skip data from damaged bytes may name a block that does
      let block = this.#findBlock(target)
      while (this.#decode(block) < target && this.docs[this.count - 1] < target) block++
      if (this.doc >= target) return this.doc
    }
    const docs = this.docs
    let at = this.at
    while (docs[at + 8] < target && at + 8 < this.count) at += 8
    while (docs[at] < target) at++
    this.at = at
    return (this.doc = docs[at])
  }

  /** Moves to the first document of the next block and gives it. */
  nextBlock(): number {
    return this.#decode(this.block + 1)
  }

  /**
   * Looks at the block that would hold the first document not below `target` and gives its last document. A long list's block is not decoded; a
   * short list, one block, is moved on. Targets never decrease.
   */
  peek(target: number): number {
    if (this.df < blockSize) return this.advance(target) === noMoreDocuments ? noMoreDocuments : this.docs[this.count - 1]
    const { words } = this.#chunk
    let block = this.#peeked
    while (block < this.#blocks && words[this.#top + block] < target) block++
    this.#peeked = block
    return block < this.#blocks ? words[this.#top + block] : noMoreDocuments
  }

  /** The largest bound byte of the blocks from the one peeked at to the one that reaches `end`, exclusive; 0 where no document is below it. */
  boundUntil(end: number): number {
    if (this.df < blockSize) return this.doc < end ? this.#chunk.bytes[this.#top] : 0
    const { words } = this.#chunk
    let bound = 0
    for (let block = this.#peeked; block < this.#blocks; block++) {
      const byte = words[this.#top + this.#blocks + block] >>> 24
      if (byte > bound) bound = byte
      if (words[this.#top + block] >= end - 1) break
    }
    return bound
  }

  /** The largest bound byte of the list. O(blocks). */
  largestBound(): number {
    if (this.df < blockSize) return this.#chunk.bytes[this.#top]
    let bound = 0
    for (let block = 0; block < this.#blocks; block++) {
      const byte = this.#chunk.words[this.#top + this.#blocks + block] >>> 24
      if (byte > bound) bound = byte
    }
    return bound
  }

  /** The first block after the current one whose last document is not below `target`: galloping, then halving. */
  #findBlock(target: number): number {
    if (this.df < blockSize) return this.block + 1
    const { words } = this.#chunk
    const top = this.#top
    let low = this.block + 1
    let step = 1
    while (low + step < this.#blocks && words[top + low + step - 1] < target) {
      low += step
      step *= 2
    }
    let high = Math.min(this.#blocks, low + step)
    while (low < high) {
      const middle = (low + high) >>> 1
      if (words[top + middle] < target) low = middle + 1
      else high = middle
    }
    return low
  }

  #decode(block: number): number {
    this.block = block
    this.at = 0
    if (block >= this.#blocks) {
      this.count = 0
      return (this.doc = noMoreDocuments)
    }
    const { words, bytes } = this.#chunk
    const short = this.df < blockSize
    const lastDoc = short ? this.#documentCount - 1 : words[this.#top + block]
    const before = block === 0 ? -1 : words[this.#top + block - 1]
    const count = Math.min(blockSize, this.df - block * blockSize)
    this.count = count
    let end: number
    if (count < blockSize) {
      end = this.#decodeTail(
        bytes,
        short ? this.#base : 4 * (this.#base + (words[this.#top + this.#blocks + block] & 0xffffff)),
        before,
        count,
      )
    } else {
      const at = this.#base + (words[this.#top + this.#blocks + block] & 0xffffff)
      const head = words[at]
      const bits = head & 63
      if (bits > 31) throw corrupt('at most 31 bits a document', String(bits))
      if (before >= this.#documentCount) throw corrupt(`documents below ${this.#documentCount}`, String(before), { block })
      unpackDelta(words, at + 1, bits, this.docs, before)
      // 128 gaps of 25 bits or more could pass 2^32 and start again
      if (bits > 24) this.#checkAscent(before)
      this.#freqHead = head
      this.#freqWord = at + 1 + 4 * bits
      this.#freqsReady = false
      end = 4 * this.#freqWord
    }
    const last = this.docs[count - 1]
    // gaps are at least 1, so documents ascend; one look at the last of them keeps all of them in bounds
    if (end > this.#end || last >= this.#documentCount || (!short && last !== lastDoc)) {
      throw corrupt(`a block of documents up to ${lastDoc}`, `up to ${last}`, { block })
    }
    return (this.doc = this.docs[0])
  }

  #checkAscent(last: number): void {
    for (let i = 0; i < blockSize; i++) {
      if (this.docs[i] <= last) throw corrupt(`documents above ${last}`, String(this.docs[i]))
      last = this.docs[i]
    }
  }

  #decodeTail(bytes: Uint8Array, at: number, last: number, count: number): number {
    const docs = this.docs
    const freqs = this.#freqs
    let next = at
    for (let i = 0; i < count; i++) {
      // two bytes, as most, without a call
      const low = bytes[next]
      const high = bytes[next + 1]
      let value: number
      if (low < 128) {
        value = low
        next++
      } else if (high < 128) {
        value = (low & 127) | (high << 7)
        next += 2
      } else {
        place.at = next
        value = getVarint(bytes, place)
        next = place.at
      }
      last += (value >>> 1) + 1
      docs[i] = last
      if ((value & 1) === 1) freqs[i] = 1
      else if (bytes[next] < 128) freqs[i] = bytes[next++] + 2
      else {
        place.at = next
        freqs[i] = getVarint(bytes, place) + 2
        next = place.at
      }
    }
    place.at = next
    if (last >= this.#documentCount) throw corrupt(`documents below ${this.#documentCount}`, String(last))
    this.#freqsReady = true
    this.tailEnd = place.at
    return place.at
  }

  #decodeFreqs(): void {
    const { words, bytes } = this.#chunk
    const head = this.#freqHead
    if (head >>> 12 > blockSize || ((head >>> 6) & 63) > 32)
      throw corrupt(`at most ${blockSize} exceptions to 32 bits`, `block head ${head}`)
    const freqs = this.#freqs
    const after = unpackPatched(words, bytes, this.#freqWord, (head >>> 6) & 63, head >>> 12, freqs)
    if (4 * after > this.#end) throw corrupt('frequencies within their list', 'more of them')
    for (let i = 0; i < blockSize; i++) freqs[i]++
    this.#freqsReady = true
  }
}
