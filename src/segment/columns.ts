// Here is a document: what number or date does it carry? Values by document, for ranges and sorting (FORMAT.md §8).
//
//   columns = u32 count, u32 zero, a row per column: u32 field, u32 kind, u32 offset, u32 length (bytes from the section's start), then the columns
//   kind 1 = f64[documents], NaN where there is none;  kind 2 = u32 end[documents], padded to 8, f64 values

import type { ByteWriter } from '../bytes/cursor.js'
import { finish, type Steps } from '../bytes/steps.js'
import { corrupt } from '../bytes/varint.js'

/** The values of one number or date field, document by document; most documents have one or none. */
export interface ColumnValues {
  field: number
  /** Ends of each document's values in `values`. */
  ends: Uint32Array
  values: Float64Array
}

/** Appends the columns section. */
export function writeColumns(columns: readonly ColumnValues[], documentCount: number, out: ByteWriter): void {
  finish(columnSteps(columns, documentCount, out))
}

/** Values written between two stops. */
const valuesPerStep = 16384

/** As `writeColumns`, in steps. */
export function* columnSteps(columns: readonly ColumnValues[], documentCount: number, out: ByteWriter): Steps<void> {
  const base = out.length
  out.u32(columns.length)
  out.u32(0)
  const rows = out.length
  for (let i = 0; i < 4 * columns.length; i++) out.u32(0)
  for (const [i, column] of columns.entries()) {
    out.align(8)
    const start = out.length - base
    const many = column.ends.some((end, doc) => doc < documentCount && end - (doc === 0 ? 0 : column.ends[doc - 1]) > 1)
    if (many) {
      out.words(column.ends, 0, documentCount)
      out.align(8)
      for (let k = 0; k < (documentCount === 0 ? 0 : column.ends[documentCount - 1]); k++) {
        out.f64(column.values[k])
        if (k % valuesPerStep === valuesPerStep - 1) yield 0
      }
    } else {
      for (let doc = 0; doc < documentCount; doc++) {
        const from = doc === 0 ? 0 : column.ends[doc - 1]
        out.f64(column.ends[doc] > from ? column.values[from] : Number.NaN)
        if (doc % valuesPerStep === valuesPerStep - 1) yield 0
      }
    }
    const row = rows + 16 * i
    out.patchU32(row, column.field)
    out.patchU32(row + 4, many ? 2 : 1)
    out.patchU32(row + 8, start)
    out.patchU32(row + 12, out.length - base - start)
    yield 0
  }
}

/** Where a column lies: file bytes [start, end). */
export interface ColumnPlace {
  field: number
  kind: number
  start: number
  end: number
}

/** The directory of a columns section that starts at file byte `start`. @throws E_CORRUPT */
export function readColumnPlaces(bytes: Uint8Array, start: number, documentCount: number): ColumnPlace[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 8) throw corrupt('a columns directory', `${bytes.length} bytes`)
  const count = view.getUint32(0, true)
  if (count * 16 > bytes.length - 8) throw corrupt(`${count} columns`, `${bytes.length} bytes`)
  return Array.from({ length: count }, (_, i) => {
    const row = 8 + 16 * i
    const [field, kind, offset, length] = [0, 4, 8, 12].map((at) => view.getUint32(row + at, true))
    const least = kind === 1 ? 8 * documentCount : 4 * documentCount
    if ((kind !== 1 && kind !== 2) || length < least || offset + length > bytes.length || offset % 8 !== 0) {
      throw corrupt(`column ${i} within its section`, `kind ${kind}, bytes [${offset}, ${offset + length})`)
    }
    return { field, kind, start: start + offset, end: start + offset + length }
  })
}

/** A column, read in place. */
export class Column {
  readonly #view: DataView
  /** Whether documents may have several values. */
  readonly hasMany: boolean
  readonly #values: number
  readonly #count: number

  constructor(bytes: Uint8Array, kind: number, documentCount: number) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.hasMany = kind === 2
    this.#values = this.hasMany ? (4 * documentCount + 7) & ~7 : 0
    this.#count = this.hasMany ? Math.max(0, (bytes.length - this.#values) >>> 3) : documentCount
  }

  /** The first value of `doc`, or NaN. */
  value(doc: number): number {
    if (!this.hasMany) return this.#view.getFloat64(8 * doc, true)
    const { from, to } = this.#span(doc)
    return from < to ? this.#view.getFloat64(this.#values + 8 * from, true) : Number.NaN
  }

  /** The greatest value of `doc`, or NaN. */
  greatest(doc: number): number {
    if (!this.hasMany) return this.value(doc)
    let greatest = Number.NaN
    const { from, to } = this.#span(doc)
    for (let i = from; i < to; i++) {
      const value = this.#view.getFloat64(this.#values + 8 * i, true)
      if (!(value <= greatest)) greatest = value
    }
    return greatest
  }

  /** The least value of `doc`, or NaN. */
  least(doc: number): number {
    if (!this.hasMany) return this.value(doc)
    let least = Number.NaN
    const { from, to } = this.#span(doc)
    for (let i = from; i < to; i++) {
      const value = this.#view.getFloat64(this.#values + 8 * i, true)
      if (!(value >= least)) least = value
    }
    return least
  }

  /** All values of `doc`. */
  all(doc: number): number[] {
    if (!this.hasMany) {
      const value = this.value(doc)
      return Number.isNaN(value) ? [] : [value]
    }
    const { from, to } = this.#span(doc)
    return Array.from({ length: to - from }, (_, i) => this.#view.getFloat64(this.#values + 8 * (from + i), true))
  }

  /** Whether a value of `doc` lies in [from, to], both included. */
  within(doc: number, from: number, to: number): boolean {
    if (!this.hasMany) {
      const value = this.value(doc)
      return value >= from && value <= to
    }
    const span = this.#span(doc)
    for (let i = span.from; i < span.to; i++) {
      const value = this.#view.getFloat64(this.#values + 8 * i, true)
      if (value >= from && value <= to) return true
    }
    return false
  }

  #span(doc: number): { from: number; to: number } {
    const from = doc === 0 ? 0 : this.#view.getUint32(4 * (doc - 1), true)
    const to = this.#view.getUint32(4 * doc, true)
    if (from > to || to > this.#count) throw corrupt(`values within ${this.#count}`, `[${from}, ${to})`, { document: doc })
    return { from, to }
  }
}
