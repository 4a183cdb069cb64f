// Blocks of 128 integers at one bit width, with the few that do not fit patched in (PFor; Zukowski et al. 2006): FORMAT.md §6.

import type { ByteWriter } from './cursor.js'
import { unrolledDelta, unrolledPlain } from './unpackers.generated.js'
import { getVarint, type Place } from './varint.js'

/** Values in a block. */
export const blockSize = 128

/** Bits that `value` (0 to 2^32 - 1) needs. */
export function bitWidth(value: number): number {
  return 32 - Math.clz32(value)
}

const packed = new Uint32Array(blockSize)

/** Appends the low `bits` bits of `values[start, start + 128)`: 4 * bits words, low bits first. */
export function pack(values: Uint32Array, start: number, bits: number, out: ByteWriter): void {
  if (bits === 0) return
  const words = packed
  words.fill(0, 0, 4 * bits)
  const mask = bits === 32 ? 0xffffffff : 2 ** bits - 1
  for (let i = 0, bit = 0; i < blockSize; i++, bit += bits) {
    const value = (values[start + i] & mask) >>> 0
    const word = bit >>> 5
    const shift = bit & 31
    words[word] |= value << shift
    if (shift + bits > 32) words[word + 1] |= value >>> (32 - shift)
  }
  out.words(words, 0, 4 * bits)
}

/** Unpacks 128 values of `bits` bits at word `at` into `out`. Bench: unpack. */
export function unpack(words: Uint32Array, at: number, bits: number, out: Uint32Array): void {
  if (bits === 0) out.fill(0, 0, blockSize)
  else if (bits <= unrolledPlain.length) unrolledPlain[bits - 1](words, at, out)
  else unpackWide(words, at, bits, out)
}

/** Unpacks 128 gaps less one at word `at` and sums them up from `last`, the value before the first. Bench: unpack. */
export function unpackDelta(words: Uint32Array, at: number, bits: number, out: Uint32Array, last: number): void {
  if (bits === 0) {
    for (let i = 0; i < blockSize; i++) out[i] = ++last
  } else if (bits <= unrolledDelta.length) unrolledDelta[bits - 1](words, at, out, last)
  else {
    unpackWide(words, at, bits, out)
    for (let i = 0; i < blockSize; i++) out[i] = last += out[i] + 1
  }
}

function unpackWide(words: Uint32Array, at: number, bits: number, out: Uint32Array): void {
  const mask = bits === 32 ? 0xffffffff : 2 ** bits - 1
  for (let i = 0, bit = 0; i < blockSize; i++, bit += bits) {
    const word = at + (bit >>> 5)
    const shift = bit & 31
    let value = words[word] >>> shift
    if (shift + bits > 32) value |= words[word + 1] << (32 - shift)
    out[i] = (value & mask) >>> 0
  }
}

/** How a block is patched: the bit width of most values, and how many need more. */
export interface Patching {
  bits: number
  exceptions: number
}

const widths = new Uint32Array(33)

/** The width at which `values[start, start + 128)` takes fewest bytes, exceptions at about three bytes each. */
export function choosePatching(values: Uint32Array, start: number): Patching {
  widths.fill(0)
  let widest = 0
  for (let i = 0; i < blockSize; i++) {
    const width = bitWidth(values[start + i])
    widths[width]++
    if (width > widest) widest = width
  }
  let best = { bits: widest, exceptions: 0 }
  let bestCost = 16 * widest
  let exceptions = 0
  for (let bits = widest - 1; bits >= 0; bits--) {
    exceptions += widths[bits + 1]
    if (exceptions > 40) break
    const cost = 16 * bits + exceptions * (1 + (widest - bits > 7 ? 2 : 1)) + 2
    if (cost < bestCost) {
      bestCost = cost
      best = { bits, exceptions }
    }
  }
  return best
}

/** Appends a patched block: the packed low bits, then per exception its index (u8) and its high part (varint), then zeros up to a word. */
export function packPatched(values: Uint32Array, start: number, { bits, exceptions }: Patching, out: ByteWriter): void {
  pack(values, start, bits, out)
  if (exceptions === 0) return
  for (let i = 0; i < blockSize; i++) {
    const value = values[start + i]
    if (bitWidth(value) <= bits) continue
    out.u8(i)
    out.varint(bits === 32 ? 0 : value >>> bits)
  }
  out.align(4)
}

const place: Place = { at: 0 }

/** Unpacks a patched block at word `at` into `out` and gives the word after it. */
export function unpackPatched(
  words: Uint32Array,
  bytes: Uint8Array,
  at: number,
  bits: number,
  exceptions: number,
  out: Uint32Array,
): number {
  unpack(words, at, bits, out)
  const after = at + 4 * bits
  if (exceptions === 0) return after
  place.at = after * 4
  for (let i = 0; i < exceptions; i++) {
    const index = bytes[place.at++] & (blockSize - 1)
    out[index] = (out[index] | (getVarint(bytes, place) << bits)) >>> 0
  }
  return (place.at + 3) >>> 2
}
