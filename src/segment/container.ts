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

/**
 * The segments of a container, as views of its bytes; bytes that are no container are one segment, whatever they are. O(segments + deleted bits): the
 * segments are checked when they are opened.
 * @throws E_TRUNCATED, E_CORRUPT, E_FORMAT_TOO_NEW, E_FORMAT_TOO_OLD
 */
export function unpackSegments(bytes: Uint8Array): SegmentPart[] {
  if (!isContainer(bytes)) return [{ bytes, deleted: undefined }]
  if (bytes.length < headerSize) throw truncated(headerSize, bytes.length)
  const reader = new ByteReader(bytes, containerMagic.length)
  checkVersion({ major: reader.u16(), minor: reader.u16() })
  const count = reader.u32()
  const length = reader.u64()
  if (length !== bytes.length) throw truncated(length, bytes.length)
  const headLength = reader.u32()
  if (count > mostSegments || headLength > bytes.length || headLength < headerSize + rowSize * count) {
    throw corrupt(`a head of ${count} segments within ${bytes.length} bytes`, `${headLength} bytes`)
  }
  const sum = reader.u32()
  const got = containerSum(bytes, headLength)
  if (sum !== got) throw corrupt(`checksum ${sum.toString(16)} over the head`, got.toString(16))
  let [deletedAt, at] = [headerSize + rowSize * count, headLength]
  const zeros = (from: number, to: number): void => {
    for (let i = from; i < to; i++) if (bytes[i] !== 0) throw corrupt(`0 at byte ${i}, which is not used`, String(bytes[i]))
  }
  const parts: SegmentPart[] = []
  for (let i = 0; i < count; i++) {
    const [start, size, deletedStart, deletedSize] = [reader.u64(), reader.u64(), reader.u32(), reader.u32()]
    if (start !== at || size < header.size || start + size > bytes.length) {
      throw corrupt(`segment ${i} from byte ${at} of ${bytes.length}`, `[${start}, ${start + size})`)
    }
    zeros(start + size, Math.min(bytes.length, (at += padded(size))))
    const part = bytes.subarray(start, start + size)
    if (deletedStart !== 0 || deletedSize !== 0) {
      const documents = new ByteReader(part, header.documentCount).u32()
      const holds = deletedStart === deletedAt && deletedStart + deletedSize <= headLength && deletedSize === Math.ceil(documents / 8)
      if (!holds) throw corrupt(`a bit for each of ${documents} documents at byte ${deletedAt}`, `${deletedSize} bytes at ${deletedStart}`)
      zeros(deletedStart + deletedSize, Math.min(headLength, (deletedAt += padded(deletedSize))))
      const last = deletedSize === 0 ? 0 : bytes[deletedStart + deletedSize - 1]
      if (documents % 8 !== 0 && last >>> (documents % 8) !== 0)
        throw corrupt(`no bit beyond ${documents} documents`, `the last byte ${last}`)
    }
    // copied: whoever deletes more must not write into the bytes that were given
    const deleted = deletedSize === 0 ? undefined : bytes.slice(deletedStart, deletedStart + deletedSize)
    parts.push({ bytes: part, deleted: deleted && new Uint8Array(deleted) })
  }
  if (deletedAt !== headLength || at !== bytes.length)
    throw corrupt(`${count} segments without gaps`, `bytes [${deletedAt}, ${headLength}), up to ${at}`)
  return parts
}

/** Segments of one schema, opened, and the deleted documents of each. */
export interface OpenSegments {
  segments: Segment[]
  deleted: (Uint8Array | undefined)[]
}

/** Opens the bytes of a segment, or of several of one schema. O(heads). @throws as `openSegment` */
export function openSegments(bytes: Uint8Array, options: OpenOptions = {}): OpenSegments {
  const parts = unpackSegments(bytes)
  if (parts.length === 0) throw corrupt('one segment or more', 'none')
  const segments = parts.map((part) => openSegment(part.bytes, options))
  const wanted = segments.length > 1 ? JSON.stringify(encodeSchema(segments[0].schema)) : ''
  for (const { schema } of segments.slice(1)) {
    if (JSON.stringify(encodeSchema(schema)) !== wanted) throw corrupt('segments of one schema', 'another schema')
  }
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
