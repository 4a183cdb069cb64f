// Which bytes of a segment are here, and which of them have been verified: every block is checked once, when it is first touched.

import { RostrumError } from '../errors.js'
import { crc32 } from './crc32.js'
import { corrupt } from './varint.js'

/** The checksums of a segment's blocks (FORMAT.md §2). */
export interface BlockChecks {
  /** Where block 0 starts: the end of the head, which has a checksum of its own. */
  readonly start: number
  /** log2 of a block's length in bytes. */
  readonly shift: number
  /** CRC-32 of each block, exclusive-or its salt. */
  readonly sums: Uint32Array
  /** The salt of a block: made of file id and block number, so a block from elsewhere does not pass. */
  salt(block: number): number
}

/** A stretch of a segment in memory, as bytes and as little-endian words; `start` is the file offset of its first byte. */
export interface Chunk {
  readonly bytes: Uint8Array
  readonly words: Uint32Array
  readonly start: number
}

/** The bytes of one segment that are in memory: all of them, or those that a search has asked for. */
export interface Resident {
  /** Length of the whole segment in bytes. */
  readonly byteLength: number
  /** Whether all of it is here at any time. */
  readonly isWhole: boolean
  /** Whether [start, end) is here, verified and will stay, so that it need not be named. */
  has(start: number, end: number): boolean
  /** Verifies the blocks that [start, end) touches, each once in the life of this object. @throws E_CORRUPT */
  require(start: number, end: number): void
  /** Brings [start, end) into memory. */
  load(start: number, end: number): Promise<void>
  /** A chunk that holds [start, end), a range named and required before. */
  chunk(start: number, end: number): Chunk
  /** Verifies every block and gives the numbers of those that do not hold. Reads every byte. */
  damagedBlocks(): number[]
}

/** What tells that a block is not what it was. @throws E_CORRUPT */
export function checkBlock(checks: BlockChecks, block: number, bytes: Uint8Array, from: number, to: number): void {
  const got = (crc32(bytes, from, to) ^ checks.salt(block)) >>> 0
  if (got === checks.sums[block]) return
  const start = checks.start + block * 2 ** checks.shift
  const end = start + to - from
  throw corrupt(`checksum ${hex(checks.sums[block])} over bytes [${start}, ${end})`, hex(got), { block, start, end })
}

/** A segment all of whose bytes are in memory. */
export class WholeSegment implements Resident {
  readonly isWhole = true
  readonly #chunk: Chunk
  readonly #checks: BlockChecks
  readonly #verified: Uint8Array

  /** All bytes of a segment; they start at a multiple of 4 in their buffer (see `aligned`). */
  constructor(bytes: Uint8Array, checks: BlockChecks) {
    this.#chunk = { bytes, words: new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >>> 2), start: 0 }
    this.#checks = checks
    this.#verified = new Uint8Array(checks.sums.length)
  }

  /** Length of the whole segment in bytes. */
  get byteLength(): number {
    return this.#chunk.bytes.length
  }

  /** Whether [start, end) is here and verified, so that it need not be named. */
  has(start: number, end: number): boolean {
    const { start: base, shift } = this.#checks
    if (start < base || start >= end || end > this.byteLength) return false
    // a shift, which is quicker, keeps 32 bits
    const isNear = end - base < 2 ** 32
    const last = isNear ? (end - 1 - base) >>> shift : Math.floor((end - 1 - base) / 2 ** shift)
    let block = isNear ? (start - base) >>> shift : Math.floor((start - base) / 2 ** shift)
    for (; block <= last; block++) if (this.#verified[block] === 0) return false
    return true
  }

  /** Verifies the blocks that [start, end) touches, each once in the life of this object. @throws E_CORRUPT */
  require(start: number, end: number): void {
    if (start < 0 || end > this.byteLength || start > end) throw corrupt(`a range within ${this.byteLength} bytes`, `[${start}, ${end})`)
    const { start: base, shift } = this.#checks
    if (end <= base || start === end) return
    const last = Math.floor((end - 1 - base) / 2 ** shift)
    for (let block = Math.floor(Math.max(0, start - base) / 2 ** shift); block <= last; block++) {
      if (this.#verified[block] === 0) this.#verify(block)
    }
  }

  /** Brings [start, end) into memory; here everything already is. */
  async load(_start: number, _end: number): Promise<void> {}

  /** The chunk that holds [start, end), a range named and required before. */
  chunk(_start: number, _end: number): Chunk {
    return this.#chunk
  }

  /** Verifies every block and gives the numbers of those that do not hold. Reads every byte. */
  damagedBlocks(): number[] {
    const damaged: number[] = []
    for (let block = 0; block < this.#verified.length; block++) {
      try {
        if (this.#verified[block] === 0) this.#verify(block)
      } catch (error) {
        if (!(error instanceof RostrumError)) throw error
        damaged.push(block)
      }
    }
    return damaged
  }

  #verify(block: number): void {
    const { start, shift } = this.#checks
    const from = start + block * 2 ** shift
    checkBlock(this.#checks, block, this.#chunk.bytes, from, Math.min(from + 2 ** shift, this.byteLength))
    this.#verified[block] = 1
  }
}

/** The same bytes where they start at a multiple of 4 in their buffer, else a copy that does: typed-array views need it. Never a Buffer, whose `slice` does not copy. */
export function aligned(bytes: Uint8Array): Uint8Array {
  return bytes.byteOffset % 4 === 0 ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength) : new Uint8Array(bytes)
}

function hex(value: number): string {
  return value.toString(16).padStart(8, '0')
}
