// Opens a segment: reads and checks its head, and finds everything else by it. O(head), whatever the number of documents.

import type { Analyzer } from '../analysis/analyzer.js'
import { ByteReader, decodeUtf8 } from '../bytes/cursor.js'
import { checkInflate, type Inflate, portableInflate } from '../bytes/inflate.js'
import type { Range } from '../bytes/plan.js'
import { aligned, type BlockChecks, type Resident, WholeSegment } from '../bytes/resident.js'
import { corrupt } from '../bytes/varint.js'
import { checkOptions, isRostrumError, quote, RostrumError } from '../errors.js'
import { decodeSchema, maxFields, type Schema } from '../schema.js'
import { DictionaryTop } from './dictionary.js'
import { flags, header, magic, maxDocuments, sectionRow, sections, webWordsPerBlock, wordsPerBlock } from './layout.js'
import { type FieldStatistics, type NormPlace, normPlaces } from './norms.js'
import { parentsLength } from './parents.js'
import { saltOf } from './salt.js'
import { StoredTop } from './stored.js'
import { checkFlags, checkVersion } from './version.js'
import { headSum, type SegmentMeta } from './write.js'

/** Where a section lies: file bytes [start, end). */
export interface Section {
  start: number
  end: number
}

/** An open segment: what its head says, and the bytes that are here. Never changes. */
export interface Segment {
  readonly resident: Resident
  /** All bytes, or, where the others are elsewhere, those of the head. */
  readonly bytes: Uint8Array
  readonly version: string
  /** Hex digits of the file id. */
  readonly id: string
  /** Whether it is of the web profile. §15 */
  readonly isWeb: boolean
  readonly documentCount: number
  /** Documents of each level: those with an id first. */
  readonly counts: readonly number[]
  readonly schema: Schema
  /** Names of the analyzers that read its documents, where one of the schema's is of several languages; undefined too where nobody wrote them down. */
  readonly languages: readonly string[] | undefined
  /** By field number; null for fields without norms. */
  readonly statistics: readonly (FieldStatistics | null)[]
  /** By field number, where its lengths lie in their section; undefined for fields that are not text. */
  readonly norms: readonly (NormPlace | undefined)[]
  readonly dictionary: DictionaryTop
  readonly stored: StoredTop
  readonly deflate: Inflate
  readonly sections: ReadonlyMap<number, Section>
}

/** What opening can be given. */
export interface OpenOptions {
  /** Analyzers by value, for indexes built with others than the built-in ones. */
  analyzers?: readonly Analyzer[]
  /** Default: fflate. */
  deflate?: Inflate
}

/**
 * Opens a segment without copying `bytes` (but where they do not start at a multiple of 4 in their buffer). Blocks are verified when first read.
 * @throws E_NOT_AN_INDEX, E_TRUNCATED, E_CORRUPT, E_FORMAT_TOO_NEW, E_FORMAT_TOO_OLD, E_ANALYZER
 */
export function openSegment(given: Uint8Array, options: OpenOptions = {}): Segment {
  if (!(given instanceof Uint8Array)) {
    throw new RostrumError('E_NOT_AN_INDEX', {
      expected: 'the bytes of an index, a Uint8Array',
      got: quote(given),
      cure: 'Pass what toBytes() gave, or the bytes of the file.',
    })
  }
  checkOptions(options, ['analyzers', 'deflate'], 'opening an index')
  const bytes = aligned(given)
  return openHead(bytes, bytes.length, options, (checks) => new WholeSegment(bytes, checks))
}

/**
 * Opens a segment of `byteLength` bytes by those at its start, its head among them; they start at a multiple of 4 in their buffer. `residentOf` has the others.
 * @throws as `openSegment`
 */
export function openHead(
  bytes: Uint8Array,
  byteLength: number,
  { analyzers, deflate = portableInflate }: OpenOptions,
  residentOf: (checks: BlockChecks, fileId: string) => Resident,
): Segment {
  checkInflate(deflate)
  if (analyzers !== undefined && !Array.isArray(analyzers)) {
    throw new RostrumError('E_CONFIG', { expected: 'analyzers, an array', got: quote(analyzers), cure: 'Give for example [mine].' })
  }
  const head = readHead(bytes, byteLength)
  const meta = readMeta(bytes, head.sections.get(sections.meta) as Section)
  return segmentOf(bytes, head, meta, readSchema(meta, analyzers), deflate, residentOf)
}

/** The names of the analyzers that a segment's head asks for. @throws as `openSegment` */
export function analyzerNames(bytes: Uint8Array, byteLength: number): string[] {
  const head = readHead(bytes, byteLength)
  return readMeta(bytes, head.sections.get(sections.meta) as Section).schema.analyzers.map(({ name }) => name)
}

/** Opens a segment that has just been written here under `schema`: reading its schema anew would cost more than writing a small one. */
export function openOwn(bytes: Uint8Array, schema: Schema, deflate: Inflate): Segment {
  const head = readHead(bytes, bytes.length, true)
  const { start, end } = head.sections.get(sections.meta) as Section
  return segmentOf(
    bytes,
    head,
    JSON.parse(decodeUtf8(bytes.subarray(start, end))),
    schema,
    deflate,
    (checks) => new WholeSegment(bytes, checks),
  )
}

function segmentOf(
  bytes: Uint8Array,
  head: Head,
  meta: SegmentMeta,
  schema: Schema,
  deflate: Inflate,
  residentOf: (checks: BlockChecks, fileId: string) => Resident,
): Segment {
  const section = (id: number): Section => head.sections.get(id) as Section
  const part = ({ start, end }: Section) => bytes.subarray(start, end)
  const length = ({ start, end }: Section) => end - start
  const counts = meta.levels ?? [head.documentCount]
  const norms = normPlaces(schema, meta.statistics, head.documentCount)
  checkLengths(head, schema, norms, counts)
  if (schema.fields.some((field) => field.type === 'keyword') && !head.sections.has(sections.keywordColumns))
    throw corrupt(`section ${sections.keywordColumns}, of keyword columns`, 'none')
  if (schema.exactForms && !head.sections.has(sections.forms)) throw corrupt(`section ${sections.forms}, of exact forms`, 'none')
  const id = Array.from(head.fileId, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return {
    resident: residentOf({ start: head.headLength, shift: head.shift, sums: head.sums, salt: saltOf(head.fileId) }, id),
    bytes,
    version: head.version,
    id,
    isWeb: head.isWeb,
    documentCount: head.documentCount,
    counts,
    schema,
    languages: meta.languages,
    statistics: meta.statistics,
    norms,
    dictionary: new DictionaryTop(
      part(section(sections.dictionaryTop)),
      length(section(sections.dictionary)),
      head.isWeb ? webWordsPerBlock : wordsPerBlock,
    ),
    stored: new StoredTop(part(section(sections.storedTop)), length(section(sections.stored))),
    deflate,
    sections: head.sections,
  }
}

/** Names of the analyzers that read documents of any of the segments, ascending; undefined where one of them does not say. */
export function languagesOf(segments: readonly Pick<Segment, 'documentCount' | 'languages'>[]): readonly string[] | undefined {
  const names = new Set<string>()
  for (const { documentCount, languages } of segments) {
    if (languages === undefined && documentCount > 0) return undefined
    for (const name of languages ?? []) names.add(name)
  }
  return [...names].sort()
}

/** The section of that id, as a range to read. */
export function rangeOf(segment: Segment, id: number, from = 0, to = Number.POSITIVE_INFINITY): Range {
  const { start, end } = segment.sections.get(id) as Section
  return { resident: segment.resident, start: start + from, end: Math.min(end, start + to) }
}

interface Head {
  version: string
  headLength: number
  isWeb: boolean
  documentCount: number
  shift: number
  fileId: Uint8Array
  sums: Uint32Array
  sections: Map<number, Section>
}

function readHead(bytes: Uint8Array, byteLength: number, isOwn = false): Head {
  for (let i = 0; i < magic.length; i++) {
    if (bytes[i] === magic.charCodeAt(i)) continue
    const start = Array.from(bytes.subarray(0, 8), (byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.')).join('')
    throw new RostrumError('E_NOT_AN_INDEX', {
      expected: 'a Rostrum index, which starts with "Rostrum"',
      got: bytes.length === 0 ? 'an empty file' : `${bytes.length} bytes starting with ${quote(start)}`,
      cure: 'Check the path; make an index with `rostrum build`.',
    })
  }
  if (bytes.length < header.size) throw truncated(header.size, bytes.length)
  const reader = new ByteReader(bytes, header.major)
  const [major, minor] = [reader.u16(), reader.u16()]
  checkVersion({ major, minor })
  const flagBits = reader.u32()
  const fileLength = reader.u64()
  if (fileLength !== byteLength) throw truncated(fileLength, byteLength)
  const fileId = reader.bytes(16).slice()
  const headLength = reader.u32()
  const documentCount = reader.u32()
  const shift = reader.u8()
  const sectionCount = reader.u8()
  if (headLength > bytes.length || headLength % 8 !== 0 || headLength < header.size + sectionRow * sectionCount) {
    throw corrupt(`a head within ${bytes.length} bytes`, `${headLength} bytes`)
  }
  reader.at = header.headSum
  const sum = reader.u32()
  const got = isOwn ? sum : headSum(bytes, headLength)
  if (sum !== got) throw corrupt(`checksum ${sum.toString(16)} over the head`, got.toString(16))
  checkFlags(flagBits)
  if (shift < 10 || shift > 24) throw corrupt('a block of 1 KiB to 16 MiB', `2^${shift} bytes`)
  const table = readSections(new ByteReader(bytes, header.size, headLength), sectionCount, headLength, fileLength)
  const sumsStart = header.size + sectionRow * sectionCount
  const blocks = Math.ceil((fileLength - headLength) / 2 ** shift)
  if (sumsStart + 4 * blocks > headLength) throw corrupt(`sums of ${blocks} blocks in the head`, `${headLength} bytes`)
  const sums = new Uint32Array(bytes.buffer, bytes.byteOffset + sumsStart, blocks)
  return {
    version: `${major}.${minor}`,
    headLength,
    isWeb: (flagBits & flags.webProfile) !== 0,
    documentCount,
    shift,
    fileId,
    sums,
    sections: table,
  }
}

function readSections(reader: ByteReader, count: number, headLength: number, fileLength: number): Map<number, Section> {
  const table = new Map<number, Section>()
  for (let i = 0; i < count; i++) {
    const id = reader.u32()
    reader.u32()
    const start = reader.u64()
    const end = start + reader.u64()
    const [least, most] = id < sections.dictionary ? [header.size, headLength] : [headLength, fileLength]
    if (start < least || end > most || start % 8 !== 0 || table.has(id))
      throw corrupt(`section ${id} within [${least}, ${most})`, `[${start}, ${end})`)
    table.set(id, { start, end })
  }
  const { meta, dictionaryTop, storedTop, dictionary, postings, positions, norms, columns, ids, stored } = sections
  for (const id of [meta, dictionaryTop, storedTop, dictionary, postings, positions, norms, columns, ids, stored]) {
    if (!table.has(id)) throw corrupt(`section ${id}`, 'none')
  }
  return table
}

function readMeta(bytes: Uint8Array, { start, end }: Section): SegmentMeta {
  let meta: SegmentMeta
  try {
    meta = JSON.parse(decodeUtf8(bytes.subarray(start, end)))
    if (!isMeta(meta)) throw new TypeError('of another shape')
  } catch (error) {
    throw corrupt('a schema and statistics as JSON', error instanceof Error ? error.message : String(error))
  }
  return meta
}

/** Whether every part of the meta JSON is of its type; `decodeSchema` looks at the values. */
function isMeta({ schema, statistics, levels, languages }: SegmentMeta): boolean {
  const { fields, storeFields, nested, idField, k1, positions, lengths, exactForms, analyzer, analyzers } = schema
  const text = (value: unknown) => typeof value === 'string' && value !== ''
  const count = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0
  return (
    Array.isArray(fields) &&
    fields.length >= 1 &&
    fields.length <= maxFields &&
    fields.every((field) => typeof field.name === 'string' && text(field.type) && (field.type !== 'text' || text(field.analyzer))) &&
    Array.isArray(storeFields) &&
    storeFields.every(text) &&
    (nested === undefined ? levels === undefined : Array.isArray(nested) && nested.length > 0 && nested.every(text)) &&
    (levels === undefined || (Array.isArray(levels) && levels.length === (nested ?? []).length + 1 && levels.every(count))) &&
    (levels === undefined) === (nested === undefined) &&
    (languages === undefined || (Array.isArray(languages) && languages.every(text))) &&
    text(idField) &&
    k1 > 0 &&
    k1 <= 100 &&
    typeof positions === 'boolean' &&
    (lengths === undefined || lengths === 'exact') &&
    (exactForms === undefined || (exactForms === true && positions)) &&
    text(analyzer) &&
    Array.isArray(analyzers) &&
    analyzers.every(({ name, fingerprint }) => text(name) && text(fingerprint)) &&
    Array.isArray(statistics) &&
    statistics.length === fields.length &&
    statistics.every((row, i) =>
      row === null
        ? fields[i].type !== 'text'
        : count(row.documents) && count(row.tokens) && (lengths === undefined || (count(row.lengths) && (row.lengths as number) > 0)),
    )
  )
}

function readSchema(meta: SegmentMeta, analyzers: readonly Analyzer[] | undefined): Schema {
  try {
    return decodeSchema(meta.schema, analyzers)
  } catch (error) {
    if (!isRostrumError(error) || error.code !== 'E_CONFIG') throw error
    throw corrupt(error.expected, error.got)
  }
}

function checkLengths(head: Head, schema: Schema, places: readonly (NormPlace | undefined)[], counts: readonly number[]): void {
  const norms = head.sections.get(sections.norms) as Section
  const expected = places.reduce((end, place) => place?.end ?? end, 0)
  if (norms.end - norms.start !== expected) {
    throw corrupt(`${expected} bytes of lengths of ${head.documentCount} documents`, `${norms.end - norms.start}`)
  }
  const ids = head.sections.get(sections.ids) as Section
  if (head.documentCount > maxDocuments || ids.end - ids.start < 12 * counts[0]) {
    throw corrupt(`ids of ${counts[0]} documents`, `${ids.end - ids.start} bytes`)
  }
  if (counts.length === 1) return
  const parents = head.sections.get(sections.parents)
  const [length, total] = [parentsLength(head.documentCount, schema.nested.length), counts.reduce((sum, count) => sum + count, 0)]
  if (parents === undefined || parents.end - parents.start !== length || total !== head.documentCount) {
    throw corrupt(
      `${length} bytes of parents, of ${head.documentCount} documents`,
      `${parents ? parents.end - parents.start : 'none'}, of ${total}`,
    )
  }
}

function truncated(expected: number, got: number): RostrumError {
  return new RostrumError('E_TRUNCATED', {
    expected: `${expected} bytes`,
    got: `${got}`,
    cure: 'The file was cut off or added to: fetch or build it again.',
  })
}
