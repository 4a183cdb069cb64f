// Several segments in one run of bytes, with the documents deleted from each: an index saved as it is, without merging (FORMAT.md §12).
//
//   container = "Rostrum+", u16 major, u16 minor, u32 segments, u64 length, u32 head length, u32 CRC-32 of the head without these four bytes,
//               a row per segment: u64 offset, u64 length, u32 deleted offset, u32 deleted length; the bits of deleted documents; the segments
//   the head ends where the first segment starts; everything starts at a multiple of 8

import { crc32 } from '../bytes/crc32.js'
import { ByteReader, encodeUtf8 } from '../bytes/cursor.js'
import { corrupt, tooLarge } from '../bytes/varint.js'
import { quote, RostrumError } from '../errors.js'
import { encodeSchema } from '../schema.js'
import { containerMagic, formatVersion, header } from './layout.js'
import { type OpenOptions, openSegment, type Segment } from './segment.js'
import { checkVersion } from './version.js'

/** A segment's bytes and a bit per document of it that is deleted. */
export interface SegmentPart {
  bytes: Uint8Array
  deleted: Uint8Array | undefined
}

const headerSize = 32
const rowSize = 24
const headLengthAt = 24
const sumAt = 28

/** The most segments of a container: an index keeps far fewer. */
const mostSegments = 65536

/** Lays segments out as one run of bytes, in order. Copies every byte. @throws E_LIMIT */
export function packSegments(parts: readonly SegmentPart[]): Uint8Array<ArrayBuffer> {
  if (parts.length > mostSegments) throw tooLarge(`at most ${mostSegments} segments`, parts.length)
  let at = headerSize + rowSize * parts.length
  const deletedStarts = parts.map(({ deleted }) => {
    const start = at
    at += padded(deleted?.length ?? 0)
    return start
  })
  const headLength = at
  if (headLength > 0xffffffff) throw tooLarge('a head below 4 GiB', headLength)
  const starts = parts.map(({ bytes }) => {
    const start = at
    at += padded(bytes.length)
    return start
  })
  const out = new Uint8Array(at)
  const view = new DataView(out.buffer)
  out.set(encodeUtf8(containerMagic))
  view.setUint16(8, formatVersion.major, true)
  view.setUint16(10, formatVersion.minor, true)
  view.setUint32(12, parts.length, true)
  view.setBigUint64(16, BigInt(at), true)
  view.setUint32(24, headLength, true)
  for (const [i, { bytes, deleted }] of parts.entries()) {
    const row = headerSize + rowSize * i
    view.setBigUint64(row, BigInt(starts[i]), true)
    view.setBigUint64(row + 8, BigInt(bytes.length), true)
    view.setUint32(row + 16, deleted === undefined ? 0 : deletedStarts[i], true)
    view.setUint32(row + 20, deleted?.length ?? 0, true)
    out.set(bytes, starts[i])
    if (deleted !== undefined) out.set(deleted, deletedStarts[i])
  }
  view.setUint32(sumAt, containerSum(out, headLength), true)
  return out
}

/** Whether bytes start as a container does. */
export function isContainer(bytes: Uint8Array): boolean {
  return bytes instanceof Uint8Array && Array.from(containerMagic, (_, i) => i).every((i) => bytes[i] === containerMagic.charCodeAt(i))
}

/** Where a segment of a container lies, and the bits of its deleted documents. */
export interface SegmentRow {
  start: number
  size: number
  deleted: Uint8Array | undefined
}

/** Bytes of the head of a container that starts so; undefined where its length is not among them. */
export function containerHeadLength(bytes: Uint8Array): number | undefined {
  return bytes.length < headerSize ? undefined : new ByteReader(bytes, headLengthAt).u32()
}

/**
 * The rows of a container of `byteLength` bytes, by those at its start, its head among them. O(head): how many documents the bits are for is not yet known.
 * @throws E_TRUNCATED, E_CORRUPT, E_FORMAT_TOO_NEW, E_FORMAT_TOO_OLD
 */
export function readRows(bytes: Uint8Array, byteLength: number): SegmentRow[] {
  if (bytes.length < headerSize) throw truncated(headerSize, bytes.length)
  const reader = new ByteReader(bytes, containerMagic.length)
  checkVersion({ major: reader.u16(), minor: reader.u16() })
  const count = reader.u32()
  const length = reader.u64()
  if (length !== byteLength) throw truncated(length, byteLength)
  const headLength = reader.u32()
  if (count > mostSegments || headLength > bytes.length || headLength < headerSize + rowSize * count) {
    throw corrupt(`a head of ${count} segments within ${bytes.length} bytes`, `${headLength} bytes`)
  }
  const sum = reader.u32()
  const got = containerSum(bytes, headLength)
  if (sum !== got) throw corrupt(`checksum ${sum.toString(16)} over the head`, got.toString(16))
  let [deletedAt, at] = [headerSize + rowSize * count, headLength]
  const rows: SegmentRow[] = []
  for (let i = 0; i < count; i++) {
    const [start, size, deletedStart, deletedSize] = [reader.u64(), reader.u64(), reader.u32(), reader.u32()]
    if (start !== at || size < header.size || start + size > byteLength) {
      throw corrupt(`segment ${i} from byte ${at} of ${byteLength}`, `[${start}, ${start + size})`)
    }
    at += padded(size)
    if (deletedStart !== 0 || deletedSize !== 0) {
      if (deletedStart !== deletedAt || deletedStart + deletedSize > headLength)
        throw corrupt(`bits of deleted documents at byte ${deletedAt}`, `${deletedSize} bytes at ${deletedStart}`)
      requireZeros(bytes, deletedStart + deletedSize, Math.min(headLength, (deletedAt += padded(deletedSize))))
    }
    // copied: whoever deletes more must not write into the bytes that were given
    const deleted = deletedSize === 0 ? undefined : bytes.slice(deletedStart, deletedStart + deletedSize)
    rows.push({ start, size, deleted: deleted && new Uint8Array(deleted) })
  }
  if (deletedAt !== headLength || at !== byteLength)
    throw corrupt(`${count} segments without gaps`, `bytes [${deletedAt}, ${headLength}), up to ${at}`)
  return rows
}

/** Checks that there is a bit for each of `documents` and none beyond. @throws E_CORRUPT */
export function checkDeleted(deleted: Uint8Array | undefined, documents: number): void {
  if (deleted === undefined) return
  if (deleted.length !== Math.ceil(documents / 8)) throw corrupt(`a bit for each of ${documents} documents`, `${deleted.length} bytes`)
  const last = deleted[deleted.length - 1]
  if (documents % 8 !== 0 && last >>> (documents % 8) !== 0) throw corrupt(`no bit beyond ${documents} documents`, `the last byte ${last}`)
}

function requireZeros(bytes: Uint8Array, from: number, to: number): void {
  for (let i = from; i < to; i++) if (bytes[i] !== 0) throw corrupt(`0 at byte ${i}, which is not used`, String(bytes[i]))
}

/**
 * The segments of a container, as views of its bytes; bytes that are no container are one segment, whatever they are. O(segments + deleted bits): the
 * segments are checked when they are opened.
 * @throws E_TRUNCATED, E_CORRUPT, E_FORMAT_TOO_NEW, E_FORMAT_TOO_OLD
 */
export function unpackSegments(bytes: Uint8Array): SegmentPart[] {
  if (!isContainer(bytes)) return [{ bytes, deleted: undefined }]
  return readRows(bytes, bytes.length).map(({ start, size, deleted }) => {
    requireZeros(bytes, start + size, start + padded(size))
    const part = bytes.subarray(start, start + size)
    checkDeleted(deleted, new ByteReader(part, header.documentCount).u32())
    return { bytes: part, deleted }
  })
}

/** Checks that segments have one schema, and that there is one. @throws E_CORRUPT */
export function checkAlike(segments: readonly Segment[]): void {
  if (segments.length === 0) throw corrupt('one segment or more', 'none')
  const wanted = segments.length > 1 ? JSON.stringify(encodeSchema(segments[0].schema)) : ''
  for (const { schema } of segments.slice(1)) {
    if (JSON.stringify(encodeSchema(schema)) !== wanted) throw corrupt('segments of one schema', 'another schema')
  }
}

/** Segments of one schema, opened, and the deleted documents of each. */
export interface OpenSegments {
  segments: Segment[]
  deleted: (Uint8Array | undefined)[]
}

/** Opens the bytes of a segment, or of several of one schema. O(heads). @throws as `openSegment` */
export function openSegments(bytes: Uint8Array, options: OpenOptions = {}): OpenSegments {
  const parts = unpackSegments(bytes)
  const segments = parts.map((part) => openSegment(part.bytes, options))
  checkAlike(segments)
  return { segments, deleted: parts.map((part) => part.deleted) }
}

/** CRC-32 of the head but for the four bytes that hold it. */
function containerSum(bytes: Uint8Array, headLength: number): number {
  return crc32(bytes, sumAt + 4, headLength, crc32(bytes, 0, sumAt))
}

function padded(length: number): number {
  return Math.ceil(length / 8) * 8
}

function truncated(expected: number, got: number): RostrumError {
  return new RostrumError('E_TRUNCATED', {
    expected: `${expected} bytes`,
    got: quote(got),
    cure: 'The file was cut off or added to: fetch or build it again.',
  })
}
