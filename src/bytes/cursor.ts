// Writing bytes into a growing buffer, and reading them back with every count checked against the bytes that remain.

import { corrupt, putVarint } from './varint.js'

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** UTF-8 of `text`; a lone surrogate becomes U+FFFD. */
export function encodeUtf8(text: string): Uint8Array {
  const { length } = text
  if (length > 32) return encoder.encode(text)
  // a word of ASCII, as nearly all are: calling the encoder costs more than its work
  const bytes = new Uint8Array(length)
  for (let i = 0; i < length; i++) {
    const unit = text.charCodeAt(i)
    if (unit > 127) return encoder.encode(text)
    bytes[i] = unit
  }
  return bytes
}

/** The text of UTF-8 `bytes`; a byte order mark stays. @throws E_CORRUPT for bytes that are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes)
  } catch {
    throw corrupt('UTF-8 text', 'bytes that are not')
  }
}

/** A growing buffer of little-endian values. Appending is amortised O(bytes). */
export class ByteWriter {
  length = 0
  #bytes: Uint8Array<ArrayBuffer>
  #view: DataView

  constructor(capacity = 256) {
    this.#bytes = new Uint8Array(capacity)
    this.#view = new DataView(this.#bytes.buffer)
  }

  u8(value: number): void {
    this.#room(1)
    this.#bytes[this.length++] = value
  }

  u16(value: number): void {
    this.#room(2)
    this.#view.setUint16(this.length, value, true)
    this.length += 2
  }

  u32(value: number): void {
    this.#room(4)
    this.#view.setUint32(this.length, value, true)
    this.length += 4
  }

  f64(value: number): void {
    this.#room(8)
    this.#view.setFloat64(this.length, value, true)
    this.length += 8
  }

  varint(value: number): void {
    this.#room(5)
    this.length = putVarint(this.#bytes, this.length, value)
  }

  bytes(source: Uint8Array): void {
    this.#room(source.length)
    this.#bytes.set(source, this.length)
    this.length += source.length
  }

  /** Appends source[start, end): byte by byte, which a few bytes take less time for than a view of them. */
  part(source: Uint8Array, start: number, end: number): void {
    this.#room(end - start)
    const bytes = this.#bytes
    let at = this.length
    for (let i = start; i < end; i++) bytes[at++] = source[i]
    this.length = at
  }

  /** Appends `count` 32-bit words of `source` from `start`, little-endian. */
  words(source: Uint32Array, start: number, count: number): void {
    this.#room(4 * count)
    for (let i = 0; i < count; i++) this.#view.setUint32(this.length + 4 * i, source[start + i], true)
    this.length += 4 * count
  }

  /** Appends UTF-8 of `text` straight into the buffer and gives its length in bytes. */
  utf8(text: string): number {
    const { length } = text
    this.#room(3 * length)
    if (length <= 32) {
      // a word of ASCII, as nearly all are: calling the encoder costs more than its work
      let i = 0
      for (; i < length; i++) {
        const unit = text.charCodeAt(i)
        if (unit > 127) break
        this.#bytes[this.length + i] = unit
      }
      if (i === length) {
        this.length += length
        return length
      }
    }
    const { written } = encoder.encodeInto(text, this.#bytes.subarray(this.length))
    this.length += written
    return written
  }

  /** Appends zeros. */
  zeros(count: number): void {
    this.#room(count)
    this.#bytes.fill(0, this.length, this.length + count)
    this.length += count
  }

  /** Appends zeros up to the next multiple of `unit`. */
  align(unit: number): void {
    this.zeros((unit - (this.length % unit)) % unit)
  }

  /** Overwrites four bytes written before. */
  patchU32(at: number, value: number): void {
    this.#view.setUint32(at, value, true)
  }

  /** What was written: a view that the next append may leave behind. */
  view(start = 0, end = this.length): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(start, end)
  }

  /** A copy of what was written. */
  toBytes(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.length)
  }

  /** Forgets what was written and keeps the buffer. */
  clear(): void {
    this.length = 0
  }

  #room(more: number): void {
    if (this.length + more <= this.#bytes.length) return
    const wider = new Uint8Array(Math.max(this.#bytes.length * 2, this.length + more))
    wider.set(this.#bytes.subarray(0, this.length))
    this.#bytes = wider
    this.#view = new DataView(wider.buffer)
  }
}

/** Reads little-endian values from bytes that are not trusted. Every read is checked. @throws E_CORRUPT past the end. */
export class ByteReader {
  at: number
  readonly end: number
  readonly #bytes: Uint8Array
  readonly #view: DataView

  constructor(bytes: Uint8Array, start = 0, end = bytes.length) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.at = start
    this.end = end
    if (start < 0 || end > bytes.length || start > end) throw corrupt(`bytes [${start}, ${end}) of ${bytes.length}`, 'a range outside them')
  }

  u8(): number {
    return this.#bytes[this.#take(1)]
  }

  u16(): number {
    return this.#view.getUint16(this.#take(2), true)
  }

  u32(): number {
    return this.#view.getUint32(this.#take(4), true)
  }

  /** An unsigned 64-bit integer, at most 2^53 - 1. */
  u64(): number {
    const at = this.#take(8)
    const value = this.#view.getUint32(at + 4, true) * 2 ** 32 + this.#view.getUint32(at, true)
    if (value > Number.MAX_SAFE_INTEGER) throw corrupt('a number below 2^53', String(value))
    return value
  }

  f64(): number {
    return this.#view.getFloat64(this.#take(8), true)
  }

  varint(): number {
    let value = 0
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.u8()
      value += (byte & 0x7f) * 2 ** shift
      if (byte < 0x80) {
        if (value > 0xffffffff) break
        return value
      }
    }
    throw corrupt('a varint below 2^32', 'a longer one', { at: this.at })
  }

  /** The next `length` bytes, as a view. */
  bytes(length: number): Uint8Array {
    const at = this.#take(length)
    return this.#bytes.subarray(at, at + length)
  }

  utf8(length: number): string {
    return decodeUtf8(this.bytes(length))
  }

  #take(length: number): number {
    const at = this.at
    if (length > this.end - at) throw corrupt(`${length} more bytes`, `${this.end - at}`, { at })
    this.at = at + length
    return at
  }
}
