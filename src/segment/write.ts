// Writes a segment: sections first, then the head that finds and checks them (FORMAT.md §1, §2).

import { crc32 } from '../bytes/crc32.js'
import { ByteWriter, encodeUtf8 } from '../bytes/cursor.js'
import { tooLarge } from '../bytes/varint.js'
import { encodeSchema, type Schema } from '../schema.js'
import { type ColumnValues, writeColumns } from './columns.js'
import { DictionaryWriter, type RecordPlace } from './dictionary.js'
import { type Id, writeIds } from './ids.js'
import { type KeywordValues, writeKeywords } from './keywords.js'
import { blockShift, flags, formatVersion, header, lengthOfByte, magic, maxDocuments, sectionRow, sections } from './layout.js'
import { type FieldStatistics, meanLength, normTable } from './norms.js'
import { boundByte, type PostingList, PostingsWriter } from './postings.js'
import { fileIdOf, saltOf } from './salt.js'
import { type StoredBlock, writeStored } from './stored.js'

/** Everything a segment is made of. */
export interface SegmentContent {
  schema: Schema
  documentCount: number
  ids: readonly Id[]
  /** By field number, length bytes of each document; text fields only. */
  norms: readonly (Uint8Array | undefined)[]
  columns: readonly ColumnValues[]
  keywords: readonly KeywordValues[]
  stored: readonly StoredBlock[]
  /** Dictionary entries in the order of `compareKeys`; `term` is a number below `termCount`, asked for once by `lists`. */
  entries: Iterable<{ key: string; role: number; term: number }>
  termCount: number
  /** The postings of a term, by ascending field number; none drops its entries. The arrays may be overwritten by the next call. */
  lists(term: number): readonly PostingList[]
}

/** The JSON of a segment's meta section. */
export interface SegmentMeta {
  schema: ReturnType<typeof encodeSchema>
  /** By field number; null for fields without norms. */
  statistics: (FieldStatistics | null)[]
}

/** Pointers into a record are 28 bits of length. */
const largestRecord = 2 ** 28 - 1

/** The bytes of a segment. O(postings); equal content gives equal bytes. @throws E_LIMIT */
export function writeSegment(content: SegmentContent): Uint8Array<ArrayBuffer> {
  const { schema, documentCount } = content
  if (documentCount > maxDocuments) throw tooLarge(`at most ${maxDocuments} documents in a segment`, documentCount)
  const { norms } = content
  const statistics = schema.fields.map(({ number }) => {
    const bytes = norms[number]
    return bytes === undefined ? null : fieldStatistics(bytes)
  })
  const { dictionary, top, postings, positions } = writeTerms(content, statistics)
  const meta: SegmentMeta = { schema: encodeSchema(schema), statistics }
  const columns = new ByteWriter()
  writeColumns(content.columns, documentCount, columns)
  const keywords = new ByteWriter()
  writeKeywords(content.keywords, keywords)
  const ids = new ByteWriter()
  writeIds(content.ids, ids)
  const stored = new ByteWriter()
  const storedTop = writeStored(content.stored, stored)
  const normBytes = new ByteWriter(documentCount)
  for (const column of norms) if (column !== undefined) normBytes.bytes(column)
  return assemble(schema.positions ? flags.positions : 0, documentCount, [
    { id: sections.meta, bytes: encodeUtf8(JSON.stringify(meta)) },
    { id: sections.dictionaryTop, bytes: top },
    { id: sections.storedTop, bytes: storedTop },
    { id: sections.dictionary, bytes: dictionary },
    { id: sections.postings, bytes: postings },
    { id: sections.positions, bytes: positions },
    { id: sections.norms, bytes: normBytes.view() },
    { id: sections.columns, bytes: columns.view() },
    { id: sections.ids, bytes: ids.view() },
    { id: sections.stored, bytes: stored.view() },
    ...(content.keywords.length > 0 ? [{ id: sections.keywordColumns, bytes: keywords.view() }] : []),
  ])
}

function writeTerms(content: SegmentContent, statistics: readonly (FieldStatistics | null)[]) {
  const { schema, documentCount, norms } = content
  const tables = schema.fields.map((field) => {
    const known = statistics[field.number]
    return known === null ? undefined : normTable(field.b, meanLength(known))
  })
  const bound = (list: PostingList, from: number, to: number): number => {
    const table = tables[list.field]
    const bytes = norms[list.field]
    let largest = 0
    for (let i = from; i < to; i++) {
      const value = table === undefined || bytes === undefined ? 1 : list.freqs[i] / table[bytes[list.docs[i]]]
      if (value > largest) largest = value
    }
    return boundByte(schema.fields[list.field].boost, schema.k1, largest)
  }
  const postings = new ByteWriter(1 << 16)
  const positions = new ByteWriter(1 << 16)
  const dictionary = new ByteWriter(1 << 16)
  const postingsWriter = new PostingsWriter(postings, positions, bound)
  const dictionaryWriter = new DictionaryWriter(dictionary)
  const places: (RecordPlace | null)[] = new Array(content.termCount)
  const seen = new Uint32Array(documentCount)
  for (const { key, role, term } of content.entries) {
    let place = places[term]
    if (place === null) continue
    if (place === undefined) {
      const lists = content.lists(term)
      if (lists.length === 0) {
        places[term] = null
        continue
      }
      place = postingsWriter.add(lists, unionDf(lists, seen, term + 1))
      if (place.length > largestRecord || postings.length > 0xffffffff)
        throw tooLarge('postings below 4 GiB, of one term below 256 MiB', postings.length)
      places[term] = place
    }
    dictionaryWriter.add(key, role, place)
  }
  return { dictionary: dictionary.view(), top: dictionaryWriter.top(), postings: postings.view(), positions: positions.view() }
}

/** Documents with the term in any field; `seen` is stamped with `stamp`, new for every term. */
function unionDf(lists: readonly PostingList[], seen: Uint32Array, stamp: number): number {
  if (lists.length === 1) return lists[0].count
  let union = 0
  for (const { docs, count } of lists) {
    for (let i = 0; i < count; i++) {
      if (seen[docs[i]] === stamp) continue
      seen[docs[i]] = stamp
      union++
    }
  }
  return union
}

/** Lengths count as their bytes say, so that merging gives what building anew would. */
function fieldStatistics(norms: Uint8Array): FieldStatistics {
  let documents = 0
  let tokens = 0
  for (const byte of norms) {
    if (byte > 0) documents++
    tokens += lengthOfByte(byte)
  }
  return { documents, tokens }
}

/** Lays sections out behind a header and a table, each at a multiple of 8, the head's before the others, and checks every byte. */
function assemble(flagBits: number, documentCount: number, parts: readonly { id: number; bytes: Uint8Array }[]): Uint8Array<ArrayBuffer> {
  for (const { bytes } of parts) if (bytes.length > 0xffffffff) throw tooLarge('a section below 4 GiB', bytes.length)
  const isHead = (part: { id: number }) => part.id < sections.dictionary
  const bodyLength = parts.filter((part) => !isHead(part)).reduce((sum, part) => sum + padded(part.bytes.length), 0)
  const shift = bodyLength > blockShift.largeFrom ? blockShift.large : blockShift.small
  const blocks = Math.ceil(bodyLength / 2 ** shift)
  const sumsStart = header.size + sectionRow * parts.length
  let at = padded(sumsStart + 4 * blocks)
  const starts = parts.map((part) => {
    const start = at
    at += padded(part.bytes.length)
    return start
  })
  const headLength = at - bodyLength
  const bytes = new Uint8Array(at)
  const view = new DataView(bytes.buffer)
  parts.forEach((part, i) => {
    bytes.set(part.bytes, starts[i])
    const row = header.size + sectionRow * i
    view.setUint32(row, part.id, true)
    setU64(view, row + 8, starts[i])
    setU64(view, row + 16, part.bytes.length)
  })
  bytes.set(encodeUtf8(magic), header.magic)
  view.setUint16(header.major, formatVersion.major, true)
  view.setUint16(header.minor, formatVersion.minor, true)
  view.setUint32(header.flags, flagBits, true)
  setU64(view, header.fileLength, at)
  view.setUint32(header.headLength, headLength, true)
  view.setUint32(header.documentCount, documentCount, true)
  bytes[header.blockShift] = shift
  bytes[header.sectionCount] = parts.length
  const sums = new Uint32Array(blocks)
  for (let block = 0; block < blocks; block++) {
    const start = headLength + block * 2 ** shift
    sums[block] = crc32(bytes, start, Math.min(at, start + 2 ** shift))
  }
  const fileId = fileIdOf(bytes.subarray(0, headLength), sums)
  bytes.set(fileId, header.fileId)
  const salt = saltOf(fileId)
  for (let block = 0; block < blocks; block++) view.setUint32(sumsStart + 4 * block, (sums[block] ^ salt(block)) >>> 0, true)
  view.setUint32(header.headSum, headSum(bytes, headLength), true)
  return bytes
}

/** CRC-32 of the head but for the four bytes that hold it. */
export function headSum(bytes: Uint8Array, headLength: number): number {
  return crc32(bytes, header.headSum + 4, headLength, crc32(bytes, 0, header.headSum))
}

function padded(length: number): number {
  return length + (-length & 7)
}

function setU64(view: DataView, at: number, value: number): void {
  view.setUint32(at, value >>> 0, true)
  view.setUint32(at + 4, Math.floor(value / 2 ** 32), true)
}
