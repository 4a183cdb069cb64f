// Here is a term: which documents hold it, how often, in which field. Writer of a term's record and cursor over one of its lists (FORMAT.md §5).
//
//   term  = varint field mask, [varint union df - largest df, if several fields], a header per field, then a list per field
//   header = varint df, [varint list bytes, but for the last field], [long with positions: varint word place, varint words of them]
//   list  = short (df < 128):  u8 bound, tail, [positions inline]
//           long (aligned 4):  u32 last document[n], u32 (bound << 24 | word place)[n], [u32 position place[n]], blocks, tail     n = ceil(df / 128)
//   block = u32 (document bits | frequency bits << 6 | exceptions << 12), packed gaps - 1, patched frequencies - 1
//   tail  = per posting: varint (gap - 1) << 1 | once, [varint frequency - 2, unless once]

import { bitWidth, blockSize, choosePatching, pack, packPatched, unpackDelta, unpackPatched } from '../bytes/bitpack.js'
import { ByteWriter } from '../bytes/cursor.js'
import type { Chunk } from '../bytes/resident.js'
import { corrupt, getVarint, type Place, tooLarge } from '../bytes/varint.js'
import { noMoreDocuments } from './layout.js'
import { PositionsWriter } from './positions.js'

/** The postings of one term in one field, as the builder and the merge hand them to the writer. The arrays may be longer than `count`. */
export interface PostingList {
  field: number
  count: number
  /** Ascending document numbers. */
  docs: Uint32Array
  /** At least 1 each. */
  freqs: Uint32Array
  /** All positions, document by document, ascending within each; undefined where the field keeps none. */
  positions: Uint32Array | undefined
}

/** One list of a term, as its record's header tells. Offsets are those of the file. */
export interface ListEntry {
  field: number
  df: number
  start: number
  end: number
  /** Where the positions of a long list start and end, in bytes from the start of the positions section. */
  positionsStart: number
  positionsEnd: number
}

/** A term's record, decoded. */
export interface TermEntry {
  /** Documents with the term in any field. */
  unionDf: number
  lists: ListEntry[]
}

/** Bound byte (FORMAT.md §5): the saturation of the largest weighted frequency of a block, rounded up, in 254ths. */
export function boundByte(boost: number, k1: number, largest: number): number {
  const weighted = (boost > 0 ? boost : 1) * largest
  return weighted === Number.POSITIVE_INFINITY ? 254 : Math.min(254, Math.ceil((254 * weighted) / (k1 + weighted)))
}

/** A block's place in its list is 24 bits of words. */
const largestBlocks = 2 ** 26 - 4

const gaps = new Uint32Array(blockSize)
const counts = new Uint32Array(blockSize)

/** Appends term records to a postings section, and the positions of long lists to a positions section. */
export class PostingsWriter {
  readonly #out: ByteWriter
  readonly #scratch = new ByteWriter(65536)
  readonly #positions: PositionsWriter
  /** Gives the bound byte of postings [from, to) of a list. */
  readonly #bound: (list: PostingList, from: number, to: number) => number

  constructor(out: ByteWriter, positions: ByteWriter, bound: (list: PostingList, from: number, to: number) => number) {
    this.#out = out
    this.#positions = new PositionsWriter(positions)
    this.#bound = bound
  }

  /** Writes the record of a term with these lists (ascending field numbers) and gives its place in the section. */
  add(lists: readonly PostingList[], unionDf: number): { offset: number; length: number } {
    const out = this.#out
    const offset = out.length
    const positions = lists.map((list) =>
      list.positions !== undefined && list.count >= blockSize ? this.#positions.addLong(list) : undefined,
    )
    const bodies = lists.map((list, i) => (list.count < blockSize ? this.#short(list) : this.#long(list, positions[i]?.places)))
    let mask = 0
    for (const list of lists) mask |= 1 << list.field
    out.varint(mask >>> 0)
    if (lists.length > 1) out.varint(unionDf - Math.max(...lists.map((list) => list.count)))
    lists.forEach((list, i) => {
      out.varint(list.count)
      if (i < lists.length - 1) out.varint(bodies[i].length)
      const place = positions[i]
      if (place === undefined) return
      out.varint(place.start >>> 2)
      out.varint((place.end - place.start) >>> 2)
    })
    lists.forEach((list, i) => {
      if (list.count >= blockSize) out.align(4)
      out.bytes(bodies[i])
    })
    return { offset, length: out.length - offset }
  }

  #short(list: PostingList): Uint8Array {
    const scratch = this.#scratch
    scratch.clear()
    scratch.u8(this.#bound(list, 0, list.count))
    writeTail(list, 0, -1, scratch)
    if (list.positions !== undefined) {
      let at = 0
      for (let i = 0; i < list.count; i++) {
        let last = -1
        for (let k = 0; k < list.freqs[i]; k++) {
          const position = list.positions[at++]
          scratch.varint(position - last - 1)
          last = position
        }
      }
    }
    return scratch.toBytes()
  }

  /** Lays a long list out in a buffer of its own: its length stands in its header, before it. */
  #long(list: PostingList, positionPlaces: Uint32Array | undefined): Uint8Array {
    const scratch = this.#scratch
    scratch.clear()
    const { docs, count } = list
    const blocks = Math.ceil(count / blockSize)
    const columns = positionPlaces === undefined ? 2 : 3
    for (let b = 0; b < blocks; b++) scratch.u32(docs[Math.min(count, (b + 1) * blockSize) - 1])
    for (let i = 0; i < blocks * (columns - 1); i++) scratch.u32(0)
    const base = scratch.length
    for (let b = 0; b < blocks; b++) {
      const from = b * blockSize
      const to = Math.min(count, from + blockSize)
      const bound = this.#bound(list, from, to)
      if (scratch.length - base > largestBlocks) throw tooLarge('postings of one list below 64 MiB', scratch.length - base)
      scratch.patchU32(4 * (blocks + b), ((bound << 24) | ((scratch.length - base) >>> 2)) >>> 0)
      if (positionPlaces !== undefined) scratch.patchU32(4 * (2 * blocks + b), positionPlaces[b])
      const last = from === 0 ? -1 : docs[from - 1]
      if (to - from < blockSize) writeTail(list, from, last, scratch)
      else writeBlock(list, from, last, scratch)
    }
    return scratch.toBytes()
  }
}

function writeBlock(list: PostingList, from: number, last: number, out: ByteWriter): void {
  let widest = 0
  for (let i = 0; i < blockSize; i++) {
    const doc = list.docs[from + i]
    gaps[i] = doc - last - 1
    counts[i] = list.freqs[from + i] - 1
    if (gaps[i] > widest) widest = gaps[i]
    last = doc
  }
  const docBits = bitWidth(widest)
  const patching = choosePatching(counts, 0)
  out.u32(docBits | (patching.bits << 6) | (patching.exceptions << 12))
  pack(gaps, 0, docBits, out)
  packPatched(counts, 0, patching, out)
}

function writeTail(list: PostingList, from: number, last: number, out: ByteWriter): void {
  for (let i = from; i < list.count; i++) {
    const gap = list.docs[i] - last - 1
    const freq = list.freqs[i]
    out.varint(((gap << 1) | (freq === 1 ? 1 : 0)) >>> 0)
    if (freq > 1) out.varint(freq - 2)
    last = list.docs[i]
  }
}

const place: Place = { at: 0 }

/** Decodes a term's record in `chunk`, file bytes [start, end). @throws E_CORRUPT where it does not fit itself or the segment. */
export function readTerm(
  chunk: Chunk,
  start: number,
  end: number,
  withPositions: (field: number) => boolean,
  documentCount: number,
): TermEntry {
  const { bytes } = chunk
  place.at = start - chunk.start
  const mask = getVarint(bytes, place)
  const lists: ListEntry[] = []
  const several = (mask & (mask - 1)) !== 0
  let unionDf = several ? getVarint(bytes, place) : 0
  let largest = 0
  for (let rest = mask; rest !== 0; ) {
    const field = 31 - Math.clz32(rest & -rest)
    rest &= rest - 1
    const df = getVarint(bytes, place)
    const length = rest === 0 ? -1 : getVarint(bytes, place)
    const entry: ListEntry = { field, df, start: 0, end: length, positionsStart: 0, positionsEnd: 0 }
    if (df >= blockSize && withPositions(field)) {
      entry.positionsStart = 4 * getVarint(bytes, place)
      entry.positionsEnd = entry.positionsStart + 4 * getVarint(bytes, place)
    }
    if (df === 0 || df > documentCount) throw corrupt(`a document frequency from 1 to ${documentCount}`, String(df), { at: start })
    if (df > largest) largest = df
    lists.push(entry)
  }
  unionDf += largest
  let at = place.at + chunk.start
  for (const entry of lists) {
    if (entry.df >= blockSize) at += -at & 3
    entry.start = at
    entry.end = entry.end < 0 ? end : at + entry.end
    at = entry.end
  }
  if (mask === 0 || at !== end || unionDf > documentCount || place.at + chunk.start > end || lists[lists.length - 1].start > end) {
    throw corrupt(`a term record of ${end - start} bytes`, 'one that does not fit', { at: start })
  }
  return { unionDf, lists }
}

/** Walks one posting list. `doc` is -1 before the first `next`, and `noMoreDocuments` at the end. */
export class PostingCursor {
  doc = -1
  /** Frequency bound of the whole list's blocks: see `bound`. */
  readonly df: number
  readonly field: number
  readonly #chunk: Chunk
  readonly #documentCount: number
  readonly #blocks: number
  /** word index of the first skip column; of a short list, byte offset of its tail */
  readonly #top: number
  readonly #base: number
  readonly #end: number
  readonly #docs = new Uint32Array(blockSize)
  readonly #freqs = new Uint32Array(blockSize)
  #block = -1
  #count = 0
  #at = 0
  #freqsReady = false
  #freqHead = 0
  #freqWord = 0
  /** where the tail of a short list ended: its positions start there */
  tailEnd = 0

  constructor(chunk: Chunk, entry: ListEntry, withPositions: boolean, documentCount: number) {
    this.#chunk = chunk
    this.#documentCount = documentCount
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

  /** How often the term stands in the field of the current document. */
  get freq(): number {
    if (!this.#freqsReady) this.#decodeFreqs()
    return this.#freqs[this.#at]
  }

  /** Which block of 128 the cursor is in, and where in it. */
  get block(): number {
    return this.#block
  }
  get indexInBlock(): number {
    return this.#at
  }

  /** The frequencies of the current block. */
  get freqs(): Uint32Array {
    if (!this.#freqsReady) this.#decodeFreqs()
    return this.#freqs
  }

  /** Place of the current block's first position in a long list: word place << 7 | index in its chunk. */
  get positionPlace(): number {
    return this.#chunk.words[this.#top + 2 * this.#blocks + this.#block]
  }

  /** Moves to the next document and gives it. */
  next(): number {
    if (++this.#at < this.#count) return (this.doc = this.#docs[this.#at])
    return this.#decode(this.#block + 1)
  }

  /** Moves to the first document not below `target`, which must not be below the current one, and gives it. */
  advance(target: number): number {
    if (this.doc >= target) return this.doc
    if (this.#block < 0 || this.#docs[this.#count - 1] < target) {
      if (target === noMoreDocuments) return this.#decode(this.#blocks)
      // a list's last block may end below `target`; skip data from damaged bytes may name a block that does
      let block = this.#findBlock(target)
      while (this.#decode(block) < target && this.#docs[this.#count - 1] < target) block++
      if (this.doc >= target) return this.doc
    }
    const docs = this.#docs
    let at = this.#at
    while (docs[at + 8] < target && at + 8 < this.#count) at += 8
    while (docs[at] < target) at++
    this.#at = at
    return (this.doc = docs[at])
  }

  /** The first block after the current one whose last document is not below `target`: galloping, then halving. */
  #findBlock(target: number): number {
    if (this.df < blockSize) return this.#block + 1
    const { words } = this.#chunk
    const top = this.#top
    let low = this.#block + 1
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
    this.#block = block
    this.#at = 0
    if (block >= this.#blocks) {
      this.#count = 0
      return (this.doc = noMoreDocuments)
    }
    const { words, bytes } = this.#chunk
    const short = this.df < blockSize
    const lastDoc = short ? this.#documentCount - 1 : words[this.#top + block]
    const before = block === 0 ? -1 : words[this.#top + block - 1]
    const count = Math.min(blockSize, this.df - block * blockSize)
    this.#count = count
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
      unpackDelta(words, at + 1, bits, this.#docs, before)
      // 128 gaps of 25 bits or more could pass 2^32 and start again
      if (bits > 24) this.#checkAscent(before)
      this.#freqHead = head
      this.#freqWord = at + 1 + 4 * bits
      this.#freqsReady = false
      end = 4 * this.#freqWord
    }
    const last = this.#docs[count - 1]
    // gaps are at least 1, so documents ascend; one look at the last of them keeps all of them in bounds
    if (end > this.#end || last >= this.#documentCount || (!short && last !== lastDoc)) {
      throw corrupt(`a block of documents up to ${lastDoc}`, `up to ${last}`, { block })
    }
    return (this.doc = this.#docs[0])
  }

  #checkAscent(last: number): void {
    for (let i = 0; i < blockSize; i++) {
      if (this.#docs[i] <= last) throw corrupt(`documents above ${last}`, String(this.#docs[i]))
      last = this.#docs[i]
    }
  }

  #decodeTail(bytes: Uint8Array, at: number, last: number, count: number): number {
    place.at = at
    for (let i = 0; i < count; i++) {
      const value = getVarint(bytes, place)
      last += (value >>> 1) + 1
      this.#docs[i] = last
      this.#freqs[i] = (value & 1) === 1 ? 1 : getVarint(bytes, place) + 2
    }
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
    const after = unpackPatched(words, bytes, this.#freqWord, (head >>> 6) & 63, head >>> 12, this.#freqs)
    if (4 * after > this.#end) throw corrupt('frequencies within their list', 'more of them')
    for (let i = 0; i < blockSize; i++) this.#freqs[i]++
    this.#freqsReady = true
  }
}
