// How stored fields are compressed: deflate-raw (RFC 1951) by fflate, or by another implementation handed in.

import { deflateSync } from 'fflate'
import { quote, RostrumError } from '../errors.js'
import { type Inflate, portableInflate } from './inflate.js'

/** A deflate-raw implementation (RFC 1951); `rostrum/node` has one on node:zlib, about twice as fast. */
export interface Deflate extends Inflate {
  deflate(bytes: Uint8Array): Uint8Array
}

/** Checks one that a program hands in. @throws E_CONFIG */
export function checkDeflate(codec: Deflate): void {
  if (typeof codec?.deflate === 'function' && typeof codec.inflate === 'function') return
  throw new RostrumError('E_CONFIG', {
    expected: 'deflate, an object with the functions deflate and inflate',
    got: quote(codec),
    cure: 'Leave it out for the one that runs everywhere.',
  })
}

/** The one that runs everywhere. */
export const portableDeflate: Deflate = { ...portableInflate, deflate: (bytes) => deflateSync(bytes, { level: 6 }) }
