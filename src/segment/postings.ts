// Here is a term: which documents hold it, how often, in which field. Writer and reader of a term's record (FORMAT.md §5); posting-cursor.ts walks its lists.
//
//   term  = varint field mask, [varint union df - largest df] per level with several fields, a header per field, then a list per field
//   header = varint df, [varint list bytes, but for the last field], [long with positions: varint word place, varint words of them]
//   list  = short (df < 128):  u8 bound, tail, [positions inline]
//           long (aligned 4):  u32 last document[n], u32 (bound << 24 | word place)[n], [u32 position place[n]], blocks, tail     n = ceil(df / 128)
//   block = u32 (document bits | frequency bits << 6 | exceptions << 12), packed gaps - 1, patched frequencies - 1
//   tail  = per posting: varint (gap - 1) << 1 | once, [varint frequency - 2, unless once]

import { bitWidth, blockSize, choosePatching, pack, packPatched } from '../bytes/bitpack.js'
import { ByteWriter } from '../bytes/cursor.js'
import type { Chunk } from '../bytes/resident.js'
import { finish, type Steps } from '../bytes/steps.js'
import { corrupt, getVarint, type Place, tooLarge } from '../bytes/varint.js'
import { type LongPlace, PositionsWriter } from './positions.js'

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
  /** By occurrence in the order of positions, the place of its word among the term's; of text fields, where the schema keeps exact forms. */
  forms?: Uint32Array | undefined
}

/** One list of a term, as its record's header tells. Offsets are those of the file. */
export interface ListEntry {
  field: number
  df: number
  start: number
  /** In the web profile, its lengths follow here: a byte for each document. §15 */
  end: number
  /** Where the positions of a long list start and end, in bytes from the start of the positions section. */
  positionsStart: number
  positionsEnd: number
}

/** A term's record, decoded. */
export interface TermEntry {
  /** Documents with the term in any field. */
  unionDf: number
  /** The same by level; undefined where all fields are of one. */
  levelDfs: readonly number[] | undefined
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

/** All fields are of one level. */
const oneLevel: readonly number[] = [-1]

const noLengths = () => undefined

const never = () => false

type UnionDf = number | readonly number[]

/** Appends term records to a postings section, and the positions of long lists to a positions section. */
export class PostingsWriter {
  readonly #out: ByteWriter
  readonly #scratch = new ByteWriter()
  readonly #positions: PositionsWriter
  /** Gives the bound byte of postings [from, to) of a list. */
  readonly #bound: (list: PostingList, from: number, to: number) => number
  readonly #masks: readonly number[]
  readonly #inline: (field: number) => ArrayLike<number> | undefined

  /** `masks` have, by level, a bit for each field; `lengthsOf`, in the web profile, the lengths of a field by document. */
  constructor(
    out: ByteWriter,
    positions: ByteWriter,
    bound: (list: PostingList, from: number, to: number) => number,
    masks: readonly number[] = oneLevel,
    lengthsOf: (field: number) => ArrayLike<number> | undefined = noLengths,
  ) {
    this.#masks = masks
    this.#inline = lengthsOf
    this.#out = out
    this.#positions = new PositionsWriter(positions)
    this.#bound = bound
  }

  /**
   * Writes the record of a term with these lists (ascending field numbers) and gives its place in the section. `unionDf` are the documents in any
   * of the lists, by level where there are several.
   */
  add(lists: readonly PostingList[], unionDf: UnionDf): { offset: number; length: number } {
    for (const list of lists) if (list.count >= blockSize) return finish(this.addLong(lists, unionDf))
    const out = this.#out
    const offset = out.length
    if (lists.length === 1) {
      // as nearly all terms of a small segment: no lengths to write before the lists
      out.varint((1 << lists[0].field) >>> 0)
      out.varint(lists[0].count)
      this.#short(lists[0], out)
    } else {
      const scratch = this.#scratch
      scratch.clear()
      const ends = lists.map((list) => {
        this.#short(list, scratch)
        return scratch.length
      })
      this.#header(lists, unionDf, (i) => ends[i] - (i === 0 ? 0 : ends[i - 1]))
      out.bytes(scratch.view())
    }
    return { offset, length: out.length - offset }
  }

  /** As `add`, in steps: for terms with lists of any length. */
  *addLong(lists: readonly PostingList[], unionDf: UnionDf): Steps<{ offset: number; length: number }> {
    const out = this.#out
    const offset = out.length
    const places: (LongPlace | undefined)[] = []
    const bodies: Uint8Array[] = []
    for (const list of lists) {
      const isLong = list.count >= blockSize
      const place = isLong && list.positions !== undefined ? yield* this.#positions.addLong(list) : undefined
      this.#scratch.clear()
      if (isLong) yield* this.#long(list, place?.places)
      else this.#short(list, this.#scratch)
      if (isLong) this.#lengths(list, this.#scratch)
      places.push(place)
      bodies.push(this.#scratch.toBytes())
    }
    this.#header(lists, unionDf, (i) => bodies[i].length, places)
    lists.forEach((list, i) => {
      if (list.count >= blockSize) out.align(4)
      out.bytes(bodies[i])
    })
    return { offset, length: out.length - offset }
  }

  #header(
    lists: readonly PostingList[],
    unionDf: UnionDf,
    lengthOf: (i: number) => number,
    places: readonly (LongPlace | undefined)[] = [],
  ): void {
    const out = this.#out
    let mask = 0
    for (const { field } of lists) mask |= 1 << field
    out.varint(mask >>> 0)
    for (let level = 0; level < this.#masks.length; level++) {
      const fields = this.#masks[level] & mask
      if ((fields & (fields - 1)) === 0) continue
      let largest = 0
      for (const { field, count } of lists) if ((fields & (1 << field)) !== 0 && count > largest) largest = count
      out.varint((typeof unionDf === 'number' ? unionDf : unionDf[level]) - largest)
    }
    for (let i = 0; i < lists.length; i++) {
      out.varint(lists[i].count)
      if (i < lists.length - 1) out.varint(lengthOf(i))
      const place = places[i]
      if (place === undefined) continue
      out.varint(place.start >>> 2)
      out.varint((place.end - place.start) >>> 2)
    }
  }

  #short(list: PostingList, out: ByteWriter): void {
    out.u8(this.#bound(list, 0, list.count))
    writeTail(list, 0, -1, out)
    this.#shortPositions(list, out)
    this.#lengths(list, out)
  }

  #lengths({ field, docs, count }: PostingList, out: ByteWriter): void {
    const lengths = this.#inline(field)
    if (lengths !== undefined) for (let i = 0; i < count; i++) out.u8(lengths[docs[i]])
  }

  #shortPositions(list: PostingList, out: ByteWriter): void {
    if (list.positions === undefined) return
    let at = 0
    for (let i = 0; i < list.count; i++) {
      let last = -1
      for (let k = 0; k < list.freqs[i]; k++) {
        const position = list.positions[at++]
        out.varint(position - last - 1)
        last = position
      }
    }
  }

  /** Lays a long list out in a buffer of its own: its length stands in its header, before it. */
  *#long(list: PostingList, positionPlaces: Uint32Array | undefined): Steps<void> {
    const scratch = this.#scratch
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
      if (b % blocksPerStep === blocksPerStep - 1) yield 0
    }
  }
}

/** Blocks written between two stops. */
const blocksPerStep = 64

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

/** A short list, decoded: `count` documents, their frequencies, and all their positions. One is used for many lists. */
export class ShortList {
  readonly docs = new Uint32Array(blockSize)
  readonly freqs = new Uint32Array(blockSize)
  positions = new Uint32Array(4 * blockSize)
  count = 0

  /** Decodes a list of fewer than 128 postings, in a segment of `documentCount`. @throws E_CORRUPT */
  read({ bytes, start }: Chunk, entry: ListEntry, withPositions: boolean, documentCount: number): void {
    const { docs, freqs } = this
    const end = entry.end - start
    place.at = entry.start - start + 1
    let last = -1
    for (let i = 0; i < entry.df; i++) {
      const value = getVarint(bytes, place)
      last += (value >>> 1) + 1
      docs[i] = last
      freqs[i] = (value & 1) === 1 ? 1 : getVarint(bytes, place) + 2
    }
    this.count = entry.df
    if (place.at > end || last >= documentCount) throw corrupt(`a list of documents below ${documentCount}`, `up to ${last}`)
    if (!withPositions) return
    let written = 0
    for (let i = 0; i < entry.df; i++) {
      // a frequency from damaged bytes must not allocate: a position takes a byte at least
      if (freqs[i] > end - place.at) throw corrupt('a frequency that its positions can hold', String(freqs[i]))
      while (written + freqs[i] > this.positions.length) this.positions = doubled(this.positions)
      let position = -1
      for (let k = 0; k < freqs[i]; k++) this.positions[written++] = position += getVarint(bytes, place) + 1
      if (position > 0xffffffff) throw corrupt('a position below 2^32', String(position))
    }
    if (place.at > end) throw corrupt('positions within their list', 'more of them')
  }
}

/** The same numbers with room for as many more. */
export function doubled(column: Uint32Array): Uint32Array<ArrayBuffer> {
  const wider = new Uint32Array(column.length * 2)
  wider.set(column)
  return wider
}

const place: Place = { at: 0 }

/** Decodes a term's record in `chunk`, file bytes [start, end). @throws E_CORRUPT where it does not fit itself or the segment. */
export function readTerm(
  chunk: Chunk,
  start: number,
  end: number,
  withPositions: (field: number) => boolean,
  documentCount: number,
  masks: readonly number[] = oneLevel,
  withLengths: (field: number) => boolean = never,
): TermEntry {
  const { bytes } = chunk
  place.at = start - chunk.start
  const mask = getVarint(bytes, place)
  const lists: ListEntry[] = []
  const levelDfs = masks.length === 1 ? undefined : masks.map((fields) => surplus(mask & fields, bytes))
  let unionDf = levelDfs === undefined ? surplus(mask, bytes) : 0
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
  if (levelDfs === undefined) unionDf += largest
  else unionDf = sumByLevel(levelDfs, lists, masks)
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
  for (const entry of lists) {
    if (!withLengths(entry.field)) continue
    entry.end -= entry.df
    if (entry.end <= entry.start) throw corrupt(`lengths of ${entry.df} documents behind their list`, 'less', { at: start })
  }
  return { unionDf, levelDfs, lists }
}

/** Where there are several fields, what stands of the documents with any of them. */
function surplus(mask: number, bytes: Uint8Array): number {
  return (mask & (mask - 1)) !== 0 ? getVarint(bytes, place) : 0
}

/** Makes documents of what stands of them by level, and gives their sum. */
function sumByLevel(dfs: number[], lists: readonly ListEntry[], masks: readonly number[]): number {
  let sum = 0
  for (let level = 0; level < masks.length; level++) {
    let largest = 0
    for (const { field, df } of lists) if ((masks[level] & (1 << field)) !== 0 && df > largest) largest = df
    sum += dfs[level] += largest
  }
  return sum
}
