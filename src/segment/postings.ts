// Here is a term: which documents hold it, how often, in which field. Writer and reader of a term's record (FORMAT.md §5); posting-cursor.ts walks its lists.
//
//   term  = varint field mask, [varint union df - largest df, if several fields], a header per field, then a list per field
//   header = varint df, [varint list bytes, but for the last field], [long with positions: varint word place, varint words of them]
//   list  = short (df < 128):  u8 bound, tail, [positions inline]
//           long (aligned 4):  u32 last document[n], u32 (bound << 24 | word place)[n], [u32 position place[n]], blocks, tail     n = ceil(df / 128)
//   block = u32 (document bits | frequency bits << 6 | exceptions << 12), packed gaps - 1, patched frequencies - 1
//   tail  = per posting: varint (gap - 1) << 1 | once, [varint frequency - 2, unless once]

import { bitWidth, blockSize, choosePatching, pack, packPatched } from '../bytes/bitpack.js'
import { ByteWriter } from '../bytes/cursor.js'
import type { Chunk } from '../bytes/resident.js'
import { corrupt, getVarint, type Place, tooLarge } from '../bytes/varint.js'
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
