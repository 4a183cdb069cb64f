// Here is a document: which keywords does it carry, spelt as they were given? A sorted table of values a field, and numbers into it by document (FORMAT.md §10).
//
//   keywords = u32 count, u32 zero, a row per column: u32 field, u32 kind, u32 values, u32 ordinals, u32 offset, u32 length, then the columns
//   kind     = bytes of an ordinal (1, 2, 4), + 8 where documents have several values
//   column   = [u32 end[documents]], ordinals, zeros to a multiple of 4, u32 end[values], values
//   ordinals are those of values + 1; 0 says none, in single-valued columns only

import { type ByteWriter, decodeUtf8, encodeUtf8 } from '../bytes/cursor.js'
import { finish, type Steps, sort } from '../bytes/steps.js'
import { corrupt, tooLarge } from '../bytes/varint.js'
import { compareKeys } from './dictionary.js'

/** The values of one keyword field, document by document, as the builder and the merge hand them to the writer. */
export interface KeywordValues {
  field: number
  /** Ends of each document's values in `numbers`. */
  ends: readonly number[]
  /** Places in `values`. */
  numbers: readonly number[]
  /** Well-formed, all different, in any order; those that no document has are left out. */
  values: readonly string[]
}

/** Collects the values of one keyword field. */
export class KeywordCollector {
  readonly #ends: number[] = []
  readonly #numbers: number[] = []
  readonly #known = new Map<string, number>()

  /** Takes the values of the next document; lone surrogates, which UTF-8 has not, become U+FFFD. */
  add(values: readonly string[]): void {
    for (const given of values) {
      const value = wellFormed(given)
      let number = this.#known.get(value)
      if (number === undefined) this.#known.set(value, (number = this.#known.size))
      this.#numbers.push(number)
    }
    this.#ends.push(this.#numbers.length)
  }

  /** What was collected. */
  values(field: number): KeywordValues {
    return { field, ends: this.#ends, numbers: this.#numbers, values: [...this.#known.keys()] }
  }
}

/** Bytes of a row of the directory. */
const rowBytes = 24

/** The bit of a kind that says that documents have several values. */
const manyBit = 8

/** Appends the section of keyword columns. O(n log n) in the values. @throws E_LIMIT */
export function writeKeywords(columns: readonly KeywordValues[], out: ByteWriter): void {
  finish(keywordSteps(columns, out))
}

/** Numbers written between two stops. */
const numbersPerStep = 4096

/** As `writeKeywords`, in steps. */
export function* keywordSteps(columns: readonly KeywordValues[], out: ByteWriter): Steps<void> {
  const base = out.length
  out.u32(columns.length)
  out.u32(0)
  const rows = out.length
  for (let i = 0; i < (rowBytes / 4) * columns.length; i++) out.u32(0)
  for (const [i, column] of columns.entries()) {
    out.align(8)
    const start = out.length - base
    const { ends, ordinals, values } = yield* ordered(column)
    const many = ends.some((end, doc) => end - (doc === 0 ? 0 : ends[doc - 1]) > 1)
    const width = widthOf(values.length)
    if (many) {
      out.words(ends, 0, ends.length)
      for (const [k, ordinal] of ordinals.entries()) {
        put(out, width, ordinal)
        if (k % numbersPerStep === numbersPerStep - 1) yield 0
      }
    } else {
      for (const [doc, end] of ends.entries()) {
        put(out, width, end > (doc === 0 ? 0 : ends[doc - 1]) ? ordinals[end - 1] : 0)
        if (doc % numbersPerStep === numbersPerStep - 1) yield 0
      }
    }
    out.align(4)
    let end = 0
    for (const value of values) out.u32((end += value.length))
    for (const [k, value] of values.entries()) {
      out.bytes(value)
      if (k % numbersPerStep === numbersPerStep - 1) yield 0
    }
    const row = rows + rowBytes * i
    const count = many ? ordinals.length : ends.length
    const numbers = [column.field, width + (many ? manyBit : 0), values.length, count, start, out.length - base - start]
    for (const [k, number] of numbers.entries()) out.patchU32(row + 4 * k, number)
    if (out.length - base > 0xffffffff) throw tooLarge('keywords below 4 GiB', out.length - base)
  }
}

/** Ordinals in the order of the values that are used, ascending and single within each document. */
function* ordered({ ends, numbers, values }: KeywordValues): Steps<{ ends: Uint32Array; ordinals: number[]; values: Uint8Array[] }> {
  const used = new Uint8Array(values.length)
  for (const number of numbers) used[number] = 1
  const order = Uint32Array.from(values.keys()).filter((number) => used[number] === 1)
  yield* sort(order, (a, b) => compareKeys(values[a], values[b]))
  const ordinalOf = new Uint32Array(values.length)
  const encoded: Uint8Array[] = []
  for (const [i, number] of order.entries()) {
    ordinalOf[number] = i + 1
    encoded.push(encodeUtf8(values[number]))
    if (i % numbersPerStep === numbersPerStep - 1) yield 0
  }
  const ordinals: number[] = []
  const newEnds = new Uint32Array(ends.length)
  for (const [doc, end] of ends.entries()) {
    if (doc % numbersPerStep === numbersPerStep - 1) yield 0
    const start = doc === 0 ? 0 : ends[doc - 1]
    if (end - start === 1) ordinals.push(ordinalOf[numbers[start]])
    else {
      const own = new Set<number>()
      for (let i = start; i < end; i++) own.add(ordinalOf[numbers[i]])
      for (const ordinal of [...own].sort((a, b) => a - b)) ordinals.push(ordinal)
    }
    newEnds[doc] = ordinals.length
  }
  return { ends: newEnds, ordinals, values: encoded }
}

function widthOf(values: number): 1 | 2 | 4 {
  if (values < 256) return 1
  return values < 65536 ? 2 : 4
}

function put(out: ByteWriter, width: 1 | 2 | 4, ordinal: number): void {
  if (width === 1) out.u8(ordinal)
  else if (width === 2) out.u16(ordinal)
  else out.u32(ordinal)
}

function wellFormed(text: string): string {
  return text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
}

/** Where a keyword column lies: file bytes [start, end), and what is needed to read it. */
export interface KeywordPlace {
  field: number
  kind: number
  values: number
  ordinals: number
  start: number
  /** Where its table of values starts: counting needs nothing from there on. */
  valuesStart: number
  end: number
}

/** The directory of a section of keyword columns that starts at file byte `start`. @throws E_CORRUPT */
export function readKeywordPlaces(bytes: Uint8Array, start: number, documentCount: number): KeywordPlace[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 8) throw corrupt('a directory of keyword columns', `${bytes.length} bytes`)
  const count = view.getUint32(0, true)
  if (count * rowBytes > bytes.length - 8) throw corrupt(`${count} keyword columns`, `${bytes.length} bytes`)
  return Array.from({ length: count }, (_, i) => {
    const row = 8 + rowBytes * i
    const [field, kind, values, ordinals, offset, length] = [0, 4, 8, 12, 16, 20].map((at) => view.getUint32(row + at, true))
    const many = (kind & manyBit) !== 0
    const width = kind & ~manyBit
    const valuesOffset = (many ? 4 * documentCount : 0) + 4 * Math.ceil((width * ordinals) / 4)
    const holds =
      width === widthOf(values) &&
      offset % 8 === 0 &&
      (many || ordinals === documentCount) &&
      offset + length <= bytes.length &&
      valuesOffset + 4 * values <= length
    if (!holds) throw corrupt(`keyword column ${i} within its section`, `kind ${kind}, bytes [${offset}, ${offset + length})`)
    return {
      field,
      kind,
      values,
      ordinals,
      start: start + offset,
      valuesStart: start + offset + valuesOffset,
      end: start + offset + length,
    }
  })
}

/** A keyword column, read in place. Ordinals here count from 0, in the order of the values' UTF-8 bytes; -1 is none. */
export class KeywordColumn {
  /** Different values. */
  readonly valueCount: number
  readonly #ends: Uint32Array | undefined
  readonly #ordinals: Uint8Array | Uint16Array | Uint32Array
  readonly #valueEnds: Uint32Array
  readonly #bytes: Uint8Array

  /** `bytes` are those of the column, from a multiple of 4 in their buffer; `place` is its row. */
  constructor(bytes: Uint8Array, { kind, values, ordinals, start, valuesStart }: KeywordPlace, documentCount: number) {
    const { buffer, byteOffset } = bytes
    const many = (kind & manyBit) !== 0
    const at = byteOffset + (many ? 4 * documentCount : 0)
    const width = kind & ~manyBit
    this.valueCount = values
    this.#ends = many ? new Uint32Array(buffer, byteOffset, documentCount) : undefined
    if (width === 1) this.#ordinals = new Uint8Array(buffer, at, ordinals)
    else this.#ordinals = width === 2 ? new Uint16Array(buffer, at, ordinals) : new Uint32Array(buffer, at, ordinals)
    this.#valueEnds = new Uint32Array(buffer, byteOffset + valuesStart - start, values)
    this.#bytes = bytes.subarray(valuesStart - start + 4 * values)
  }

  /** The least ordinal of `doc`, or -1. @throws E_CORRUPT */
  least(doc: number): number {
    if (this.#ends === undefined) return this.#at(doc)
    const { from, to } = this.#span(doc)
    return from < to ? this.#at(from) : -1
  }

  /** The greatest ordinal of `doc`, or -1. @throws E_CORRUPT */
  greatest(doc: number): number {
    if (this.#ends === undefined) return this.#at(doc)
    const { from, to } = this.#span(doc)
    return from < to ? this.#at(to - 1) : -1
  }

  /** Of the ordinals of `doc`, the one of the least rank, or of the greatest where `descending`; -1 where there is none. @throws E_CORRUPT */
  first(doc: number, ranks: Float64Array, descending: boolean): number {
    if (this.#ends === undefined) return this.#at(doc)
    const { from, to } = this.#span(doc)
    let best = -1
    for (let i = from; i < to; i++) {
      const ordinal = this.#at(i)
      if (ordinal < 0) throw corrupt('an ordinal above 0', '0', { document: doc })
      if (best < 0 || (descending ? ranks[ordinal] > ranks[best] : ranks[ordinal] < ranks[best])) best = ordinal
    }
    return best
  }

  /** Whether `doc` has one of these ordinals. @throws E_CORRUPT */
  hasAny(doc: number, ordinals: ReadonlySet<number>): boolean {
    if (this.#ends === undefined) return ordinals.has(this.#at(doc))
    const { from, to } = this.#span(doc)
    for (let i = from; i < to; i++) if (ordinals.has(this.#at(i))) return true
    return false
  }

  /** All ordinals of `doc`, ascending. @throws E_CORRUPT */
  all(doc: number): number[] {
    if (this.#ends === undefined) {
      const ordinal = this.#at(doc)
      return ordinal < 0 ? [] : [ordinal]
    }
    const { from, to } = this.#span(doc)
    const ordinals: number[] = []
    for (let i = from; i < to; i++) {
      const ordinal = this.#at(i)
      if (ordinal < 0) throw corrupt('an ordinal above 0', '0', { document: doc })
      ordinals.push(ordinal)
    }
    return ordinals
  }

  /** Adds 1 to `counts[ordinal]` for each value of `doc`; `counts` is at least `valueCount` long. @throws E_CORRUPT */
  count(doc: number, counts: Uint32Array): void {
    if (this.#ends === undefined) {
      const ordinal = this.#at(doc)
      if (ordinal >= 0) counts[ordinal]++
      return
    }
    const { from, to } = this.#span(doc)
    for (let i = from; i < to; i++) {
      const ordinal = this.#at(i)
      if (ordinal >= 0) counts[ordinal]++
    }
  }

  /** The UTF-8 bytes of a value, a view. @throws E_CORRUPT */
  valueBytes(ordinal: number): Uint8Array {
    const from = ordinal === 0 ? 0 : this.#valueEnds[ordinal - 1]
    const to = this.#valueEnds[ordinal]
    if (!(from <= to && to <= this.#bytes.length))
      throw corrupt(`a value within ${this.#bytes.length} bytes`, `[${from}, ${to})`, { ordinal })
    return this.#bytes.subarray(from, to)
  }

  /** A value as it was given. @throws E_CORRUPT */
  value(ordinal: number): string {
    return decodeUtf8(this.valueBytes(ordinal))
  }

  /** The ordinal of a value spelt so, or -1. O(log values). @throws E_CORRUPT */
  find(value: string): number {
    let low = 0
    let high = this.valueCount
    while (low < high) {
      const middle = (low + high) >>> 1
      if (compareKeys(this.value(middle), value) < 0) low = middle + 1
      else high = middle
    }
    return low < this.valueCount && this.value(low) === value ? low : -1
  }

  #at(i: number): number {
    const ordinal = this.#ordinals[i]
    if (ordinal > this.valueCount) throw corrupt(`an ordinal of ${this.valueCount} values`, String(ordinal), { at: i })
    return ordinal - 1
  }

  #span(doc: number): { from: number; to: number } {
    const ends = this.#ends as Uint32Array
    const from = doc === 0 ? 0 : ends[doc - 1]
    const to = ends[doc]
    if (from > to || to > this.#ordinals.length)
      throw corrupt(`keywords within ${this.#ordinals.length}`, `[${from}, ${to})`, { document: doc })
    return { from, to }
  }
}

/** What does not hold in the keyword columns of these fields, given to `add`; damage that ends the reading is thrown. @throws E_CORRUPT */
export function checkKeywords(bytes: Uint8Array, documentCount: number, fields: readonly number[], add: (message: string) => void): void {
  const places = readKeywordPlaces(bytes, 0, documentCount)
  const got = places.map(({ field }) => field)
  if (got.join() !== fields.join()) add(`There are keyword columns of fields [${got}], the schema has keyword fields [${fields}].`)
  let at = 8 + rowBytes * places.length
  for (const place of places) {
    const { field, kind, start, end, valuesStart, values, ordinals } = place
    if (start < at || start - at >= 8) throw corrupt(`the keyword column of field ${field} at byte ${at} of its section`, `at ${start}`)
    checkZeros(bytes, at, start, add)
    const column = new KeywordColumn(bytes.subarray(start, end), place, documentCount)
    const many = (kind & manyBit) !== 0
    const used = new Uint8Array(values)
    let [count, most] = [0, 0]
    for (let doc = 0; doc < documentCount; doc++) {
      const own = column.all(doc)
      for (const [i, ordinal] of own.entries()) {
        if (i > 0 && own[i - 1] >= ordinal) throw corrupt(`ascending keywords of document ${doc} in field ${field}`, own.join())
        used[ordinal] = 1
      }
      count += own.length
      most = Math.max(most, own.length)
    }
    if (many && (count !== ordinals || most < 2))
      add(`Field ${field} says it has ${ordinals} keywords, several in a document; it has ${count}.`)
    const unused = used.indexOf(0)
    if (unused >= 0) add(`Keyword ${unused} of field ${field} is in no document.`)
    checkZeros(bytes, start + (many ? 4 * documentCount : 0) + (kind & ~manyBit) * ordinals, valuesStart, add)
    let last: string | undefined
    let length = 0
    for (let ordinal = 0; ordinal < values; ordinal++) {
      const value = column.value(ordinal)
      length += column.valueBytes(ordinal).length
      if (last !== undefined && compareKeys(last, value) >= 0)
        throw corrupt(`keywords of field ${field} in order`, `${JSON.stringify(value)} after ${JSON.stringify(last)}`)
      last = value
    }
    if (valuesStart + 4 * values + length !== end)
      add(`The keyword column of field ${field} ends at byte ${valuesStart + 4 * values + length}, not ${end}.`)
    at = end
  }
  if (at !== bytes.length) add(`The keyword columns end at byte ${at} of their section, of ${bytes.length}.`)
}

function checkZeros(bytes: Uint8Array, start: number, end: number, add: (message: string) => void): void {
  for (let at = start; at < end; at++) if (bytes[at] !== 0) add(`Byte ${at} of the keyword columns is not used and must be 0.`)
}
