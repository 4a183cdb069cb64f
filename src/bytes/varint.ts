// Variable-length integers (LEB128): 7 bits a byte, low bits first, the high bit set on all but the last; at most 5 bytes, up to 2^32 - 1.

import { RostrumError } from '../errors.js'

/** Writes `value` (0 to 2^32 - 1) into `bytes` at `at` and gives the place after it; the caller has made room for 5 bytes. */
export function putVarint(bytes: Uint8Array, at: number, value: number): number {
  while (value > 0x7f) {
    bytes[at++] = (value & 0x7f) | 0x80
    value >>>= 7
  }
  bytes[at++] = value
  return at
}

/** A place in bytes that reading varints moves on; one is kept per list, so that decoding allocates nothing. */
export interface Place {
  at: number
}

/** Reads a varint at `place.at` and moves it on. Past the end of `bytes` zeros are read: the caller checks its end once, after the loop. */
export function getVarint(bytes: Uint8Array, place: Place): number {
  let at = place.at
  let byte = bytes[at++]
  if (byte < 0x80) {
    place.at = at
    return byte
  }
  let value = byte & 0x7f
  let shift = 7
  do {
    byte = bytes[at++]
    value |= (byte & 0x7f) << shift
    shift += 7
  } while (byte > 0x7f && shift < 35)
  place.at = at
  return value >>> 0
}

/** The error for bytes that do not hold what the format says. */
export function corrupt(what: string, got: string, details?: Record<string, unknown>): RostrumError {
  return new RostrumError('E_CORRUPT', {
    expected: what,
    got,
    cure: 'The file is damaged: fetch or build it again.',
    ...(details && { details }),
  })
}

/** The error for content beyond what the places in the format can hold. */
export function tooLarge(expected: string, got: number): RostrumError {
  return new RostrumError('E_LIMIT', { expected, got: String(got), cure: 'Split the documents over several indexes.' })
}
