// Here is a word: where are its postings? Front-coded blocks of 64 entries in the order of their UTF-8 bytes, and a top that finds the block (FORMAT.md §4).
//
//   entry = u8 (shared << 4 | rest), 15 = a varint follows (shared's first), byte[rest], varint pointer
//   pointer = role | place << 2 | value << 4
//     role:  1 a word as typed, 2 a term (stem), 3 both
//     place: 0 the record after the one last placed: value = its bytes;  1 that of the entry `value` back in this block;
//            2 elsewhere: value = its bytes, varint offset;              the first `place 0` of a block starts at the offset in the top
//   top   = u32 blocks, u32 entries, u32 block offset[blocks + 1], u32 record offset[blocks], u32 separator end[blocks], separators

import { ByteReader, ByteWriter, decodeUtf8, encodeUtf8 } from '../bytes/cursor.js'
import type { Chunk } from '../bytes/resident.js'
import { corrupt, getVarint, type Place } from '../bytes/varint.js'
import { webWordsPerBlock, wordsPerBlock } from './layout.js'

/** Bits of an entry's role. */
export const roles = { word: 1, term: 2 } as const

/** Where a term's record lies in the postings section. */
export interface RecordPlace {
  offset: number
  length: number
}

/** Writes a dictionary; entries come in the order of their keys' UTF-8 bytes. */
export class DictionaryWriter {
  readonly #out: ByteWriter
  readonly #perBlock: number
  readonly #blockOffsets: number[] = []
  readonly #recordOffsets: number[] = []
  readonly #separators = new ByteWriter()
  readonly #separatorEnds: number[] = []
  #entries = 0
  #key = new Uint8Array(256)
  #last = new Uint8Array(256)
  #lastLength = 0
  #next = 0
  /** record offset of each entry of this block */
  #offsets: number[] = []

  constructor(out: ByteWriter, perBlock: number = wordsPerBlock) {
    this.#out = out
    this.#perBlock = perBlock
  }

  /** Appends an entry; `key` is text or its UTF-8 bytes. `place` may repeat an earlier one: words of one stem share a record. */
  add(key: string | Uint8Array, role: number, place: RecordPlace): void {
    const out = this.#out
    const length = this.#encode(key)
    const bytes = this.#key
    const last = this.#last
    const most = Math.min(length, this.#lastLength)
    let shared = 0
    while (shared < most && bytes[shared] === last[shared]) shared++
    if (this.#entries % this.#perBlock === 0) {
      // the shortest prefix of this key that is greater than the last one: all a search needs to choose the block
      this.#separators.bytes(bytes.subarray(0, this.#entries === 0 ? 0 : Math.min(length, shared + 1)))
      this.#separatorEnds.push(this.#separators.length)
      this.#blockOffsets.push(out.length)
      this.#recordOffsets.push(this.#next)
      this.#offsets = []
      shared = 0
    }
    const rest = length - shared
    out.u8((Math.min(shared, 15) << 4) | Math.min(rest, 15))
    if (shared >= 15) out.varint(shared - 15)
    if (rest >= 15) out.varint(rest - 15)
    out.part(bytes, shared, length)
    if (place.offset === this.#next) {
      out.varint((role | (place.length << 4)) >>> 0)
      this.#next += place.length
    } else {
      const back = this.#offsets.lastIndexOf(place.offset)
      if (back >= 0) out.varint(role | (1 << 2) | ((this.#offsets.length - back) << 4))
      else {
        out.varint((role | (2 << 2) | (place.length << 4)) >>> 0)
        out.varint(place.offset)
      }
    }
    this.#offsets.push(place.offset)
    this.#key = last
    this.#last = bytes
    this.#lastLength = length
    this.#entries++
  }

  /** Puts the bytes of a key into `#key` and gives their number. */
  #encode(key: string | Uint8Array): number {
    const { length } = key
    if (3 * length > this.#key.length) this.#key = new Uint8Array(6 * length)
    const bytes = this.#key
    if (typeof key !== 'string') {
      for (let i = 0; i < length; i++) bytes[i] = key[i]
      return length
    }
    for (let i = 0; i < length; i++) {
      const unit = key.charCodeAt(i)
      if (unit > 127) {
        const encoded = encodeUtf8(key)
        bytes.set(encoded)
        return encoded.length
      }
      bytes[i] = unit
    }
    return length
  }

  /** The top, for the head. */
  top(): Uint8Array {
    const top = new ByteWriter()
    const blocks = this.#blockOffsets.length
    top.u32(blocks)
    top.u32(this.#entries)
    for (const offset of this.#blockOffsets) top.u32(offset)
    top.u32(this.#out.length)
    for (const offset of this.#recordOffsets) top.u32(offset)
    for (const end of this.#separatorEnds) top.u32(end)
    top.bytes(this.#separators.view())
    return top.toBytes()
  }
}

/** The top of a dictionary, read in place. */
export class DictionaryTop {
  readonly blockCount: number
  /** Words and terms together. */
  readonly entryCount: number
  readonly #words: Uint32Array
  readonly #bytes: Uint8Array
  readonly #separators: number

  /** `bytes` start at a multiple of 4 in their buffer. Checks every offset: O(blocks). @throws E_CORRUPT */
  constructor(bytes: Uint8Array, sectionLength: number, perBlock: number = wordsPerBlock) {
    const reader = new ByteReader(bytes)
    this.blockCount = reader.u32()
    this.entryCount = reader.u32()
    this.#bytes = bytes
    this.#separators = 4 * (3 + 3 * this.blockCount)
    if (this.blockCount !== Math.ceil(this.entryCount / perBlock) || this.#separators > bytes.length) {
      throw corrupt(`a dictionary top of ${this.blockCount} blocks`, `${bytes.length} bytes`)
    }
    this.#words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >>> 2)
    for (let block = 0; block < this.blockCount; block++) {
      const start = this.startOf(block)
      const end = this.endOf(block)
      const ends = this.#words[3 + 2 * this.blockCount + block]
      const before = block === 0 ? 0 : this.#words[2 + 2 * this.blockCount + block]
      if (start >= end || end > sectionLength || ends < before || this.#separators + ends > bytes.length) {
        throw corrupt(`dictionary block ${block} within ${sectionLength} bytes`, `[${start}, ${end})`)
      }
    }
  }

  // Two numbers, not an object with both: one would be made at every step of an expansion, and the engine never got done with such a loop.

  /** Where a block starts in the dictionary section, in bytes. */
  startOf(block: number): number {
    return this.#words[2 + block]
  }

  /** Where it ends. */
  endOf(block: number): number {
    return this.#words[3 + block]
  }

  /** The block that has the byte `at` of the section, which is not beyond it. O(log blocks). */
  blockAt(at: number): number {
    let low = 0
    let high = this.blockCount
    while (high - low > 1) {
      const middle = (low + high) >>> 1
      if (this.#words[2 + middle] <= at) low = middle
      else high = middle
    }
    return low
  }

  /** Record offset that the first entry of `block` counts from. */
  recordOffset(block: number): number {
    return this.#words[3 + this.blockCount + block]
  }

  /** The block that holds `key` if any does, or -1 where the dictionary is empty. Of a key that stands there several times, the last. O(log blocks). */
  find(key: Uint8Array): number {
    return this.#search(key, 1, false)
  }

  /** The first block that may hold `key` or one that starts with it, or -1 where the dictionary is empty. O(log blocks). */
  findFirst(key: Uint8Array): number {
    return this.#search(key, 0, false)
  }

  /** The last block that may hold a key that starts with `head`. O(log blocks). */
  findLast(head: Uint8Array): number {
    return this.#search(head, 1, true)
  }

  /** The last block whose separator, or only its `head` as long as the key, compared with the key is less than `least`. */
  #search(key: Uint8Array, least: number, head: boolean): number {
    let low = 0
    let high = this.blockCount
    const ends = 3 + 2 * this.blockCount
    while (high - low > 1) {
      const middle = (low + high) >>> 1
      const start = this.#separators + this.#words[ends + middle - 1]
      const own = this.#separators + this.#words[ends + middle]
      const end = head && own > start + key.length ? start + key.length : own
      if (compareBytes(this.#bytes, start, end, key, 0, key.length) < least) low = middle
      else high = middle
    }
    return this.blockCount === 0 ? -1 : low
  }
}

/** One entry of a dictionary block. */
export interface DictionaryEntry extends RecordPlace {
  key: string
  role: number
}

const place: Place = { at: 0 }

/** The record of the term `key` in the block at file bytes [start, end), or undefined. O(entries of a block). @throws E_CORRUPT */
export function findTerm(chunk: Chunk, start: number, end: number, recordOffset: number, key: Uint8Array): RecordPlace | undefined {
  const { bytes } = chunk
  const from = start - chunk.start
  const to = end - chunk.start
  const offsets = recordOffsets
  let next = recordOffset
  let matched = 0 // how many leading bytes of `key` the current entry shares
  let below = true // whether the current entry is still before `key`
  place.at = from
  for (let index = 0; index < webWordsPerBlock && place.at < to; index++) {
    const head = bytes[place.at++]
    const shared = head >>> 4 < 15 ? head >>> 4 : 15 + getVarint(bytes, place)
    const rest = (head & 15) < 15 ? head & 15 : 15 + getVarint(bytes, place)
    const suffix = place.at
    place.at += rest
    // two bytes, as most, without a call
    const low = bytes[place.at]
    const high = bytes[place.at + 1]
    let pointer: number
    if (low >= 128 && high < 128) {
      pointer = (low & 127) | (high << 7)
      place.at += 2
    } else pointer = getVarint(bytes, place)
    const value = pointer >>> 4
    let offset = next
    let length = value
    switch ((pointer >>> 2) & 3) {
      case 0:
        next += value
        break
      case 1:
        if (value === 0 || value > index) throw corrupt('a dictionary entry within its block', `${value} back from entry ${index}`)
        offset = offsets[2 * (index - value)]
        length = offsets[2 * (index - value) + 1]
        break
      default:
        offset = getVarint(bytes, place)
    }
    if (place.at > to) break
    offsets[2 * index] = offset
    offsets[2 * index + 1] = length
    if (shared > matched) continue // differs from `key` where the entry before did
    if (!below && shared < matched) return undefined
    let k = shared
    const stop = Math.min(key.length, shared + rest)
    while (k < stop && bytes[suffix + k - shared] === key[k]) k++
    matched = k
    if (k === key.length && k === shared + rest) {
      if ((pointer & roles.term) !== 0) return { offset, length }
      below = false
    } else if (k < key.length && (k === shared + rest || bytes[suffix + k - shared] < key[k])) below = true
    else return undefined
  }
  if (place.at > to) throw corrupt('dictionary entries within their block', 'one that runs over it', { at: start })
  return undefined
}

const recordOffsets = new Float64Array(2 * webWordsPerBlock)

/** All entries of the block at file bytes [start, end), in order. @throws E_CORRUPT */
export function* readBlock(chunk: Chunk, start: number, end: number, recordOffset: number): Generator<DictionaryEntry> {
  const cursor = new BlockCursor()
  cursor.open(chunk, start, end, recordOffset)
  while (cursor.next()) {
    const { role, offset, length } = cursor
    yield { key: decodeUtf8(cursor.key.subarray(0, cursor.keyLength)), role, offset, length }
  }
}

/** Walks the entries of one dictionary block after another, without making text of their keys. */
export class BlockCursor {
  /** The key of the current entry: its first `keyLength` bytes. */
  key = new Uint8Array(64)
  keyLength = 0
  /** Where the current entry starts, in bytes of the file. */
  start = 0
  role = 0
  /** Place of the current entry's record. */
  offset = 0
  length = 0
  #bytes: Uint8Array = new Uint8Array(0)
  #origin = 0
  #at = 0
  #end = 0
  #next = 0
  #count = 0
  readonly #offsets = new Float64Array(webWordsPerBlock)
  readonly #lengths = new Float64Array(webWordsPerBlock)

  /** Goes before the first entry of the block at file bytes [start, end). */
  open({ bytes, start: origin }: Chunk, start: number, end: number, recordOffset: number): void {
    this.#bytes = bytes
    this.#origin = origin
    this.#at = start - origin
    this.#end = end - origin
    this.#next = recordOffset
    this.#count = 0
    this.keyLength = 0
  }

  /** Moves to the next entry, or tells that there is none. @throws E_CORRUPT */
  next(): boolean {
    const bytes = this.#bytes
    const end = this.#end
    if (this.#at >= end) return false
    this.start = this.#origin + this.#at
    place.at = this.#at
    const head = bytes[place.at++]
    const shared = head >>> 4 < 15 ? head >>> 4 : 15 + getVarint(bytes, place)
    const rest = (head & 15) < 15 ? head & 15 : 15 + getVarint(bytes, place)
    const suffix = place.at
    if (shared > this.keyLength) throw corrupt(`at most ${this.keyLength} shared bytes`, String(shared), { at: suffix })
    const index = this.#count++
    if (index === webWordsPerBlock)
      throw corrupt(`at most ${webWordsPerBlock} entries in a dictionary block`, 'more of them', { at: suffix })
    if (rest > end - suffix) throw corrupt('dictionary entries within their block', 'one that runs over it', { at: suffix })
    const length = shared + rest
    if (length > this.key.length) {
      const wider = new Uint8Array(2 * length)
      wider.set(this.key)
      this.key = wider
    }
    const { key } = this
    for (let i = 0; i < rest; i++) key[shared + i] = bytes[suffix + i]
    this.keyLength = length
    place.at = suffix + rest
    const pointer = getVarint(bytes, place)
    const value = pointer >>> 4
    const kind = (pointer >>> 2) & 3
    this.role = pointer & 3
    if (this.role === 0 || (kind === 1 && (value === 0 || value > index)))
      throw corrupt('a dictionary entry within its block', `pointer ${pointer}`, { at: suffix })
    if (kind === 1) {
      this.offset = this.#offsets[index - value]
      this.length = this.#lengths[index - value]
    } else {
      this.offset = kind === 0 ? this.#next : getVarint(bytes, place)
      this.length = value
      if (kind === 0) this.#next += value
    }
    if (place.at > end) throw corrupt('dictionary entries within their block', 'one that runs over it', { at: suffix })
    this.#at = place.at
    this.#offsets[index] = this.offset
    this.#lengths[index] = this.length
    return true
  }
}

/** Orders strings as their UTF-8 bytes are ordered: by code point, which UTF-16 order is not beyond the basic plane. */
export function compareKeys(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i)
    const y = b.charCodeAt(i)
    if (x !== y) {
      // surrogates stand for code points above every other unit
      const high = (x >= 0xd800 && x < 0xe000 ? 0x10000 : 0) - (y >= 0xd800 && y < 0xe000 ? 0x10000 : 0)
      return high !== 0 ? high : x - y
    }
  }
  return a.length - b.length
}

/** Orders bytes a[aStart, aEnd) and b[bStart, bEnd). */
export function compareBytes(a: Uint8Array, aStart: number, aEnd: number, b: Uint8Array, bStart: number, bEnd: number): number {
  const length = Math.min(aEnd - aStart, bEnd - bStart)
  for (let i = 0; i < length; i++) {
    const difference = a[aStart + i] - b[bStart + i]
    if (difference !== 0) return difference
  }
  return aEnd - aStart - (bEnd - bStart)
}
