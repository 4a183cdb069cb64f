// How stored fields are read back: deflate-raw (RFC 1951) undone by fflate, or by another implementation handed in.

import { inflateSync } from 'fflate'
import { quote, RostrumError } from '../errors.js'
import { corrupt } from './varint.js'

/** The reading half of a deflate-raw implementation (RFC 1951). */
export interface Inflate {
  /** Inflates to `length` bytes; where there are more or fewer, throws or gives another number of them. */
  inflate(bytes: Uint8Array, length: number): Uint8Array
}

/** Checks one that a program hands in. @throws E_CONFIG */
export function checkInflate(codec: Inflate): void {
  if (typeof codec?.inflate === 'function') return
  throw new RostrumError('E_CONFIG', {
    expected: 'deflate, an object with the function inflate',
    got: quote(codec),
    cure: 'Leave it out for the one that runs everywhere.',
  })
}

/** The one that runs everywhere. */
export const portableInflate: Inflate = {
  // a byte more than is due, so that a block that is too long, or empty, shows: fflate stays silent about both
  inflate: (bytes, length) => inflateSync(bytes, { out: new Uint8Array(length + 1) }),
}

/** Inflates a block that must come out at `length` bytes. @throws E_CORRUPT */
export function inflateExactly(codec: Inflate, bytes: Uint8Array, length: number): Uint8Array {
  let out: Uint8Array
  try {
    out = codec.inflate(bytes, length)
  } catch (error) {
    throw corrupt(`a deflate block of ${length} bytes`, error instanceof Error ? error.message : String(error))
  }
  if (out.length !== length) throw corrupt(`a deflate block of ${length} bytes`, `${out.length}`)
  return out
}
