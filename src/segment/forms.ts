// Here is an occurrence of a term: as which of its words does it stand there? Kept by choice, for terms of several words (FORMAT.md §14).
//
//   forms = u32 terms, u32 zero, u32 record[terms] ascending, u32 end[terms], term*      where their records lie in the postings; ends from the first term
//   term  = varint words, word*, zeros to a multiple of 4, list per text field            words in the order of the dictionary
//   word  = varint shared, varint rest, byte[rest]                                        as keys of the dictionary
//   list  = u32 occurrences, [u32 before[ceil(df / 128)]], u32 packed*                    df >= 128: occurrences before each block
//   packed: the place of its word among the words, for each occurrence in the order of positions, in as many bits as the last place takes

import { bitWidth, blockSize } from '../bytes/bitpack.js'
import { ByteWriter, decodeUtf8, encodeUtf8 } from '../bytes/cursor.js'
import type { Chunk } from '../bytes/resident.js'
import { corrupt, getVarint, type Place, tooLarge } from '../bytes/varint.js'
import { sections } from './layout.js'
import type { PostingCursor } from './posting-cursor.js'
import type { ListEntry, PostingList } from './postings.js'
import type { Section, Segment } from './segment.js'

/** Writes the section, term after term in the order of their records. */
export class FormsWriter {
  readonly #records: number[] = []
  readonly #ends: number[] = []
  readonly #out = new ByteWriter()

  /** Adds a term of two words or more, in the order of the dictionary; lists of text fields have their `forms`. */
  add(record: number, words: readonly string[], lists: readonly PostingList[]): void {
    const out = this.#out
    out.varint(words.length)
    let last: Uint8Array = new Uint8Array(0)
    for (const word of words) {
      const bytes = encodeUtf8(word)
      let shared = 0
      while (shared < last.length && shared < bytes.length && bytes[shared] === last[shared]) shared++
      out.varint(shared)
      out.varint(bytes.length - shared)
      out.bytes(bytes.subarray(shared))
      last = bytes
    }
    out.align(4)
    const bits = bitWidth(words.length - 1)
    for (const list of lists) if (list.forms !== undefined) writeList(list, list.forms, bits, out)
    if (out.length > 0xffffffff) throw tooLarge('forms below 4 GiB', out.length)
    this.#records.push(record)
    this.#ends.push(out.length)
  }

  /** The section. */
  view(): Uint8Array {
    const head = new ByteWriter(8 + 8 * this.#records.length + this.#out.length)
    head.u32(this.#records.length)
    head.u32(0)
    for (const record of this.#records) head.u32(record)
    for (const end of this.#ends) head.u32(end)
    head.bytes(this.#out.view())
    return head.view()
  }
}

function writeList({ count, freqs }: PostingList, forms: Uint32Array, bits: number, out: ByteWriter): void {
  let occurrences = 0
  const before: number[] = []
  for (let i = 0; i < count; i++) {
    if (i % blockSize === 0) before.push(occurrences)
    occurrences += freqs[i]
  }
  out.u32(occurrences)
  if (count >= blockSize) for (const each of before) out.u32(each)
  let word = 0
  let filled = 0
  for (let i = 0; i < occurrences; i++) {
    word |= forms[i] << filled
    filled += bits
    if (filled < 32) continue
    out.u32(word >>> 0)
    filled -= 32
    word = filled === 0 ? 0 : forms[i] >>> (bits - filled)
  }
  if (filled > 0) out.u32(word >>> 0)
}

/** The forms of a term, whose record lies at `record` of the postings; undefined where it has one word only, or forms are not kept. The section must have been read. @throws E_CORRUPT */
export function formsOf(segment: Segment, record: number, lists: readonly ListEntry[]): TermForms | undefined {
  const section = segment.sections.get(sections.forms)
  if (section === undefined) return undefined
  const place = findForms(segment.resident.chunk(section.start, section.end), section, record)
  if (place === undefined) return undefined
  const chunk = segment.resident.chunk(place.start, place.end)
  return new TermForms(
    chunk,
    place,
    lists.filter(({ field }) => segment.schema.fields[field]?.type === 'text'),
  )
}

/** File bytes of the forms of the term whose record lies at `record`, or undefined. O(log terms). @throws E_CORRUPT */
export function findForms({ words, start: origin }: Chunk, section: Section, record: number): Section | undefined {
  const top = (section.start - origin) >>> 2
  const length = section.end - section.start
  const count = length < 8 ? -1 : words[top]
  if (count < 0 || 8 + 8 * count > length) throw corrupt(`forms of ${count} terms`, `${length} bytes`)
  const records = top + 2
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >>> 1
    if (words[records + middle] < record) low = middle + 1
    else high = middle
  }
  if (low === count || words[records + low] !== record) return undefined
  const base = section.start + 8 + 8 * count
  const start = base + (low === 0 ? 0 : words[records + count + low - 1])
  const end = base + words[records + count + low]
  if (start >= end || end > section.end || start % 4 !== 0 || end % 4 !== 0)
    throw corrupt('forms within their section', `[${start}, ${end})`)
  return { start, end }
}

/** Where a field's forms lie, by words of the chunk. */
interface FormList {
  readonly field: number
  readonly df: number
  readonly occurrences: number
  /** Of lists of 128 documents or more. */
  readonly before: number
  readonly packed: number
}

/** The words of a term, and as which of them it stands in its fields. Read in place. */
export class TermForms {
  /** In the order of the dictionary. */
  readonly words: readonly string[]
  /** Bits of the place of a word. */
  readonly bits: number
  /** Where zeros before the lists start, and where the lists do, in bytes of the file. */
  readonly wordsEnd: number
  readonly listsStart: number
  readonly #chunk: Chunk
  readonly #lists: FormList[] = []

  /** `lists` are the term's of text fields. @throws E_CORRUPT */
  constructor(chunk: Chunk, { start, end }: Section, lists: readonly ListEntry[]) {
    this.#chunk = chunk
    const { bytes, words, start: origin } = chunk
    const place: Place = { at: start - origin }
    const stop = end - origin
    const count = getVarint(bytes, place)
    // a word takes three bytes, but for an empty one
    if (count < 2 || 2 * count > stop - place.at) throw corrupt(`a term of two words or more in ${end - start} bytes`, String(count))
    const read: string[] = []
    let key = new Uint8Array(64)
    let last = 0
    for (let i = 0; i < count; i++) {
      const shared = getVarint(bytes, place)
      const rest = getVarint(bytes, place)
      if (shared > last || rest > stop - place.at) throw corrupt('words within their term', `${shared} and ${rest} bytes`, { at: place.at })
      last = shared + rest
      if (last > key.length) {
        const wider = new Uint8Array(2 * last)
        wider.set(key)
        key = wider
      }
      key.set(bytes.subarray(place.at, place.at + rest), shared)
      place.at += rest
      read.push(decodeUtf8(key.subarray(0, last)))
    }
    this.words = read
    this.bits = bitWidth(count - 1)
    this.wordsEnd = origin + place.at
    let at = (place.at + 3) >>> 2
    this.listsStart = origin + 4 * at
    for (const { field, df } of lists) {
      const occurrences = 4 * at < stop ? words[at] : 0
      const before = at + 1
      const packed = before + (df < blockSize ? 0 : Math.ceil(df / blockSize))
      at = packed + Math.ceil((occurrences * this.bits) / 32)
      if (occurrences < df || 4 * at > stop) throw corrupt(`forms of ${df} documents within ${end - start} bytes`, `${occurrences} of them`)
      this.#lists.push({ field, df, occurrences, before, packed })
    }
    if (4 * at !== stop) throw corrupt(`forms of ${end - start} bytes`, `${4 * at + origin - start}`)
  }

  /** The place of a word among the words, or -1. O(words). */
  ordinal(word: string): number {
    return this.words.indexOf(word)
  }

  /** How often the term stands in a field in all documents; 0 where it does not. */
  occurrences(field: number): number {
    return this.#lists.find((list) => list.field === field)?.occurrences ?? 0
  }

  /** Reads the forms of the documents that a cursor over the field's list stands on. */
  cursor(cursor: PostingCursor): FormCursor {
    const list = this.#lists.find(({ field }) => field === cursor.field)
    if (list === undefined || list.df !== cursor.df) throw corrupt(`forms of field ${cursor.field}`, 'none')
    return new FormCursor(cursor, this.#chunk.words, list, this.bits, this.words.length)
  }
}

/** Reads the forms of the document a cursor stands on; documents are asked in ascending order. */
export class FormCursor {
  readonly #cursor: PostingCursor
  readonly #words: Uint32Array
  readonly #list: FormList
  readonly #bits: number
  readonly #count: number
  #out = new Uint32Array(16)
  /** Of the posting `#index` of block `#block`, the first occurrence. */
  #block = -1
  #index = 0
  #first = 0

  constructor(cursor: PostingCursor, words: Uint32Array, list: FormList, bits: number, count: number) {
    this.#cursor = cursor
    this.#words = words
    this.#list = list
    this.#bits = bits
    this.#count = count
  }

  /** By occurrence in the order of positions, the place of its word among the words: in the first `cursor.freq` slots of an array that the next call overwrites. @throws E_CORRUPT */
  read(): Uint32Array {
    const first = this.#seek()
    const { freq } = this.#cursor
    if (this.#out.length < freq) this.#out = new Uint32Array(Math.max(freq, 2 * this.#out.length))
    for (let i = 0; i < freq; i++) this.#out[i] = this.#ordinal(first + i)
    return this.#out
  }

  /** How many occurrences in the current document are of the word at `ordinal`. @throws E_CORRUPT */
  count(ordinal: number): number {
    const first = this.#seek()
    const { freq } = this.#cursor
    let count = 0
    for (let i = 0; i < freq; i++) if (this.#ordinal(first + i) === ordinal) count++
    return count
  }

  #ordinal(occurrence: number): number {
    const bit = occurrence * this.#bits
    const at = this.#list.packed + Math.floor(bit / 32)
    const shift = bit % 32
    let value = this.#words[at] >>> shift
    if (shift + this.#bits > 32) value |= this.#words[at + 1] << (32 - shift)
    value &= 2 ** this.#bits - 1
    if (value >= this.#count) throw corrupt(`one of ${this.#count} words`, `number ${value}`)
    return value
  }

  /** Gives the number of the current document's first occurrence; all of them are there. */
  #seek(): number {
    const { block, at, freqs, freq } = this.#cursor
    if (this.#block !== block || this.#index > at) {
      this.#block = block
      this.#index = 0
      this.#first = this.#list.df < blockSize ? 0 : this.#words[this.#list.before + block]
    }
    while (this.#index < at) this.#first += freqs[this.#index++]
    if (this.#first + freq > this.#list.occurrences)
      throw corrupt(`forms of ${this.#list.occurrences} occurrences`, `of ${this.#first + freq}`)
    return this.#first
  }
}
