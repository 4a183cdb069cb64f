// How stored fields are compressed: deflate-raw (RFC 1951) by fflate, or by another implementation handed in.

import { deflateSync, inflateSync } from 'fflate'
import { quote, RostrumError } from '../errors.js'
import { corrupt } from './varint.js'

/** A deflate-raw implementation (RFC 1951); `rostrum/node` has one on node:zlib, two to five times as fast. */
export interface Deflate {
  deflate(bytes: Uint8Array): Uint8Array
  /** Inflates to `length` bytes; where there are more or fewer, throws or gives another number of them. */
  inflate(bytes: Uint8Array, length: number): Uint8Array
}

/** Checks one that a program hands in. @throws E_CONFIG */
export function checkDeflate(deflate: Deflate): void {
  if (typeof deflate?.deflate === 'function' && typeof deflate.inflate === 'function') return
  throw new RostrumError('E_CONFIG', {
    expected: 'deflate, an object with the functions deflate and inflate',
    got: quote(deflate),
    cure: 'Leave it out for the one that runs everywhere.',
  })
}

/** The one that runs everywhere. */
export const portableDeflate: Deflate = {
  deflate: (bytes) => deflateSync(bytes, { level: 6 }),
  // a byte more than is due, so that a block that is too long, or empty, shows: fflate stays silent about both
  inflate: (bytes, length) => inflateSync(bytes, { out: new Uint8Array(length + 1) }),
}

/** Inflates a block that must come out at `length` bytes. @throws E_CORRUPT */
export function inflateExactly(codec: Deflate, bytes: Uint8Array, length: number): Uint8Array {
  let out: Uint8Array
  try {
    out = codec.inflate(bytes, length)
  } catch (error) {
    throw corrupt(`a deflate block of ${length} bytes`, error instanceof Error ? error.message : String(error))
  }
  if (out.length !== length) throw corrupt(`a deflate block of ${length} bytes`, `${out.length}`)
  return out
}
