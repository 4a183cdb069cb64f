// What the first bytes of a file say of all of it, before anything is verified: what it is, how long it is, which one it is.

import { crc32 } from '../bytes/crc32.js'
import { encodeUtf8 } from '../bytes/cursor.js'
import { corrupt } from '../bytes/varint.js'
import { isContainer } from '../segment/container.js'
import { formatVersion, header, magic } from '../segment/layout.js'

/** No head is longer: a number from bytes that are not yet verified must not make us fetch for ever. */
export const largestHead = 2 ** 28

/** So many bytes at the start of a file say how long it is. */
export const startLength = 32

/** Whether bytes start as a segment does. */
export function isSegment(bytes: Uint8Array): boolean {
  return bytes.length >= header.size && hasMagic(bytes)
}

/** The length that the file says it has, which starts with these `startLength` bytes or more; undefined where it is no index. @throws E_CORRUPT */
export function lengthIn(bytes: Uint8Array): number | undefined {
  return bytes.length >= startLength && (isContainer(bytes) || hasMagic(bytes)) ? lengthAt(bytes) : undefined
}

/** The length of a file that is a segment or a container: both magics are followed by version, 4 bytes, and the length. @throws E_CORRUPT */
export function lengthAt(bytes: Uint8Array): number {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(header.fileLength, true)
  if (length > BigInt(Number.MAX_SAFE_INTEGER)) throw corrupt('a file below 2^53 bytes', String(length))
  return Number(length)
}

/** The length of a segment's head, or all there is where the bytes are no segment that we know: opening them will say why. */
export function headLengthOf(bytes: Uint8Array): number {
  if (!isSegment(bytes)) return bytes.length
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  if (view.getUint16(header.major, true) !== formatVersion.major) return bytes.length
  const length = view.getUint32(header.headLength, true)
  return length > largestHead ? bytes.length : length
}

/** The id of a segment that starts with these bytes, in hex. */
export function segmentId(bytes: Uint8Array): string {
  return Array.from(bytes.subarray(header.fileId, header.fileId + 16), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** The id of a file that starts with `start` and has segments of `ids`: another one wherever a byte of it is, 32 hex digits. */
export function fileIdOf(start: Uint8Array, ids: readonly string[]): string {
  if (!isContainer(start)) return ids[0]
  // the head of a container, whose sum is among its first bytes, tells of deleted documents
  const sum = crc32(encodeUtf8(ids.join()), 0, undefined, crc32(start, 0, startLength))
  return ids[0].slice(0, 24) + sum.toString(16).padStart(8, '0')
}

function hasMagic(bytes: Uint8Array): boolean {
  for (let i = 0; i < magic.length; i++) if (bytes[i] !== magic.charCodeAt(i)) return false
  return true
}
