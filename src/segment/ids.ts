// Here is a document: what did its owner call it? And back. Ids keep their type: 1 is not "1" (FORMAT.md §8).
//
//   ids = u32 hash[documents] ascending, u32 document[documents] in that order, u32 end[documents], values one after another
//   value = u8 0, f64  |  u8 1, UTF-8

import { ByteWriter, decodeUtf8 } from '../bytes/cursor.js'
import type { Chunk } from '../bytes/resident.js'
import { finish, type Steps, sort } from '../bytes/steps.js'
import { corrupt } from '../bytes/varint.js'
import type { Parents } from './parents.js'

/** A document's id, as its owner gave it. */
export type Id = string | number

const scratch = new ByteWriter(64)

function encodeId(id: Id): Uint8Array {
  scratch.clear()
  if (typeof id === 'number') {
    scratch.u8(0)
    scratch.f64(id === 0 ? 0 : id) // -0 is 0
  } else {
    scratch.u8(1)
    scratch.utf8(id)
  }
  return scratch.view()
}

/** The hash an id is found by. */
export function hashOfId(id: Id): number {
  return hashOf(encodeId(id))
}

/** FNV-1a with a last mix, over an id's bytes. */
function hashOf(bytes: Uint8Array): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < bytes.length; i++) hash = Math.imul(hash ^ bytes[i], 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  return (hash ^ (hash >>> 13)) >>> 0
}

/** Appends the ids section: of the documents 0, 1, 2 ..., or of those whose numbers are given. O(n log n). */
export function writeIds(ids: readonly Id[], out: ByteWriter, documents?: Uint32Array): void {
  finish(idSteps(ids, out, documents))
}

/** Ids written between two stops. */
const idsPerStep = 2048

/** As `writeIds`, in steps. */
export function* idSteps(ids: readonly Id[], out: ByteWriter, documents?: Uint32Array): Steps<void> {
  const values = new ByteWriter(16 * ids.length)
  const ends = new Uint32Array(ids.length)
  const hashes = new Uint32Array(ids.length)
  for (let row = 0; row < ids.length; row++) {
    const bytes = encodeId(ids[row])
    hashes[row] = hashOf(bytes)
    values.bytes(bytes)
    ends[row] = values.length
    if (row % idsPerStep === idsPerStep - 1) yield 0
  }
  const order = Uint32Array.from(ids.keys())
  yield* sort(order, (a, b) => hashes[a] - hashes[b] || a - b)
  for (const row of order) out.u32(hashes[row])
  yield 0
  out.words(documents === undefined ? order : order.map((row) => documents[row]), 0, order.length)
  out.words(ends, 0, ends.length)
  out.bytes(values.view())
}

/** Ids as they come, kept as the section keeps them. */
export class IdValues {
  readonly #ends = new ByteWriter()
  readonly #values = new ByteWriter()

  /** Appends the id of the next document. */
  add(id: Id): void {
    this.#values.bytes(encodeId(id))
    this.#ends.u32(this.#values.length)
  }

  /** The last two columns of the section. What is added later is behind what these views show. */
  get ends(): Uint8Array {
    return this.#ends.view()
  }
  get values(): Uint8Array {
    return this.#values.view()
  }
}

/** Bytes [start, end) of the section that tell where the value of the document lies that is the `place`th of those that have ids. */
export function idEndsRange(place: number, count: number): { start: number; end: number } {
  return { start: 8 * count + 4 * Math.max(0, place - 1), end: 8 * count + 4 * (place + 1) }
}

/** File bytes [start, end) of the value at `place` of a section of `count` ids at [from, to), by a chunk with its ends. @throws E_CORRUPT */
export function idValueRange(chunk: Chunk, from: number, to: number, count: number, place: number): { start: number; end: number } {
  // not shifted: the chunk may start after the first of them
  const ends = (from + 8 * count - chunk.start) / 4
  const values = from + 12 * count
  const start = values + (place === 0 ? 0 : chunk.words[ends + place - 1])
  const end = values + chunk.words[ends + place]
  if (place >= count || start >= end || end > to) throw corrupt('an id within its section', `[${start}, ${end})`, { document: place })
  return { start, end }
}

/** The id at file bytes [start, end). @throws E_CORRUPT */
export function readId({ bytes, start: origin }: Chunk, range: { start: number; end: number }): Id {
  const start = range.start - origin
  const end = range.end - origin
  if (bytes[start] === 1) return shortAscii(bytes, start + 1, end) ?? decodeUtf8(bytes.subarray(start + 1, end))
  if (bytes[start] !== 0 || end - start !== 9) throw corrupt('an id of type 0 or 1', String(bytes[start]), { at: range.start })
  return new DataView(bytes.buffer, bytes.byteOffset + start + 1, 8).getFloat64(0, true)
}

/** The ids of a segment, read in place. */
export class Ids {
  readonly #chunk: Chunk
  readonly #count: number
  readonly #parents: Parents | undefined
  /** word index of the first hash */
  readonly #top: number
  readonly #start: number
  readonly #end: number

  /** File bytes [start, end), `start` a multiple of 4. Of `count` documents: all, or the parents. An item has the id of its parent. */
  constructor(chunk: Chunk, start: number, end: number, count: number, parents?: Parents) {
    this.#chunk = chunk
    this.#count = count
    this.#parents = parents
    this.#top = (start - chunk.start) >>> 2
    this.#start = start
    this.#end = end
    if (start + 12 * count > end) throw corrupt(`ids of ${count} documents`, `${end - start} bytes`)
  }

  /** The id of `doc`. @throws E_CORRUPT */
  id(doc: number): Id {
    const range = idValueRange(
      this.#chunk,
      this.#start,
      this.#end,
      this.#count,
      this.#parents === undefined ? doc : this.#parents.rank(doc),
    )
    return readId(this.#chunk, range)
  }

  /** The documents with `id`, ascending: one unless the segment holds a deleted one beside it. O(log documents). */
  find(id: Id): number[] {
    const wanted = encodeId(id)
    const hash = hashOf(wanted)
    const { words } = this.#chunk
    let low = 0
    let high = this.#count
    while (low < high) {
      const middle = (low + high) >>> 1
      if (words[this.#top + middle] < hash) low = middle + 1
      else high = middle
    }
    const found: number[] = []
    for (; low < this.#count && words[this.#top + low] === hash; low++) {
      const doc = words[this.#top + this.#count + low]
      const isThere = this.#parents === undefined ? doc < this.#count : this.#parents.has(doc)
      if (isThere && Object.is(this.id(doc), id === 0 ? 0 : id)) found.push(doc)
    }
    return found
  }
}

/** Text of a few ASCII bytes, for which a decoder's call costs more than its work; undefined for others. */
function shortAscii(bytes: Uint8Array, start: number, end: number): string | undefined {
  if (end - start > 40) return undefined
  let high = 0
  for (let i = start; i < end; i++) high |= bytes[i]
  if (high > 127) return undefined
  let text = ''
  let at = start
  // eight at a time: a third of the time that one at a time takes
  for (; at + 8 <= end; at += 8) {
    text += String.fromCharCode(
      bytes[at],
      bytes[at + 1],
      bytes[at + 2],
      bytes[at + 3],
      bytes[at + 4],
      bytes[at + 5],
      bytes[at + 6],
      bytes[at + 7],
    )
  }
  for (; at < end; at++) text += String.fromCharCode(bytes[at])
  return text
}
