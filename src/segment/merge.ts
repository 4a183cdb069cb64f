// One segment from several, without their deleted documents: what building it anew from the same documents would give, but for where stored blocks end.

import { ByteReader, decodeUtf8, encodeUtf8 } from '../bytes/cursor.js'
import { type Deflate, portableDeflate } from '../bytes/deflate.js'
import { finish, type Steps } from '../bytes/steps.js'
import { RostrumError } from '../errors.js'
import type { ColumnValues } from './columns.js'
import { Column, readColumnPlaces } from './columns.js'
import { type Id, Ids } from './ids.js'
import { KeywordCollector, KeywordColumn, type KeywordValues, readKeywordPlaces } from './keywords.js'
import { sections, storedBlockBytes } from './layout.js'
import { MergedTerms } from './merge-terms.js'
import { type FieldLengths, lengthsOf } from './norms.js'
import { PageWriter } from './page-writer.js'
import { type Parents, parentsOf } from './parents.js'
import { languagesOf, rangeOf, type Section, type Segment } from './segment.js'
import { readStoredBlock, type StoredBlock, StoredWriter } from './stored.js'
import { schemaJson, writeSegmentSteps } from './write.js'

/** A segment to merge, and a bit per document of it that is deleted. */
export interface MergeInput {
  segment: Segment
  deleted: Uint8Array | undefined
}

/** A segment being merged, with the new number of each of its documents, -1 for deleted ones. */
interface Source {
  segment: Segment
  renumber: Int32Array
  deleted: boolean
}

/**
 * Merges segments of one schema, in order. Reads and writes every byte.
 * @throws E_CONFIG where the schemas differ; E_CORRUPT
 */
export function merge(inputs: readonly MergeInput[], deflate: Deflate = portableDeflate): Uint8Array<ArrayBuffer> {
  return finish(mergeSteps(inputs, deflate))
}

/** The same documents as a segment of the web profile. @throws as `merge` */
export function mergeForWeb(inputs: readonly MergeInput[], deflate: Deflate = portableDeflate): Uint8Array<ArrayBuffer> {
  return finish(mergeSteps(inputs, deflate, true))
}

/** The error for a segment of the web profile where one is to be changed. */
export function webInput(): RostrumError {
  return new RostrumError('E_CONFIG', {
    expected: 'an index that can be added to or merged',
    got: 'one of the web profile',
    cure: 'It is for reading alone: keep the index that it was made of.',
  })
}

/** Bytes verified between two stops. */
const bytesPerStep = 2 ** 18

/** Documents gone through between two stops. */
const documentsPerStep = 4096

/** The bytes of a segment that merging it reads; the sum of what `mergeSteps` gives when it stops is about that of its segments. */
export function bytesToMerge(segment: Segment): number {
  let sum = 0
  for (const id of [...wholeSections, ...termSections]) sum += lengthOf(segment, id)
  return sum
}

const termSections = [sections.dictionary, sections.postings, sections.positions]
const wholeSections = [sections.norms, sections.columns, sections.keywordColumns, sections.ids, sections.stored]

/** As `merge`, in steps, which give the bytes read since the one before. What `deleted` says is copied at the start: later changes do not count. */
export function* mergeSteps(inputs: readonly MergeInput[], deflate: Deflate, isWeb = false): Steps<Uint8Array<ArrayBuffer>> {
  const [{ segment: first }] = inputs
  const { schema } = first
  let documentCount = 0
  const sources = inputs.map(({ segment, deleted }): Source => {
    if (segment.isWeb) throw webInput()
    if (segment.schema !== schema && schemaJson(segment.schema) !== schemaJson(schema)) {
      throw new RostrumError('E_CONFIG', {
        expected: 'segments of one schema',
        got: 'another schema or analyzer',
        cure: 'Build them with the same fields, stored fields and analyzers.',
      })
    }
    const renumber = new Int32Array(segment.documentCount)
    const before = documentCount
    for (let doc = 0; doc < renumber.length; doc++) {
      renumber[doc] = deleted !== undefined && (deleted[doc >>> 3] & (1 << (doc & 7))) !== 0 ? -1 : documentCount++
    }
    return { segment, renumber, deleted: documentCount - before < renumber.length }
  })
  for (const { segment } of sources) {
    for (let start = 0; start < segment.resident.byteLength; start += bytesPerStep) {
      segment.resident.require(start, Math.min(segment.resident.byteLength, start + bytesPerStep))
      yield 0
    }
  }
  const terms = new MergedTerms(sources, documentCount)
  yield* terms.number()
  const columnFields = schema.fields.filter(({ type }) => type === 'number' || type === 'date')
  const columns: ColumnValues[] = []
  for (const { number } of columnFields) columns.push(yield* mergeColumn(sources, number, documentCount))
  const keywords: KeywordValues[] = []
  for (const { number, type } of schema.fields) if (type === 'keyword') keywords.push(yield* mergeKeywords(sources, number))
  const ids: Id[] = []
  for (const source of sources) yield* addIds(source, ids)
  const norms: (Uint8Array | Uint32Array | undefined)[] = []
  for (const { number, type } of schema.fields) norms.push(type !== 'text' ? undefined : mergeNorms(sources, number, documentCount))
  const sum = (id: number) => sources.reduce((total, { segment }) => total + lengthOf(segment, id), 0)
  const stored = yield* isWeb ? webStored(sources, ids, deflate) : mergeStored(sources, deflate)
  yield sum(sections.norms) + sum(sections.columns) + sum(sections.keywordColumns) + sum(sections.ids)
  const writing = writeSegmentSteps({
    schema,
    documentCount,
    isWeb,
    languages: languagesOf(inputs.map(({ segment }) => segment)),
    levels: schema.nested.length === 0 ? undefined : mergeLevels(sources, documentCount),
    ids,
    norms,
    columns,
    keywords,
    stored,
    entries: terms.entries(),
    termCount: terms.termCount,
    lists: (term) => terms.lists(term),
    ...(schema.exactForms && { words: (term: number) => terms.words(term) }),
    expected: {
      dictionary: sum(sections.dictionary) + 64,
      postings: roomFor(sum(sections.postings)),
      positions: roomFor(sum(sections.positions)),
    },
  })
  let told = 0
  for (let step = writing.next(); ; step = writing.next()) {
    if (step.done === true) return step.value
    yield terms.bytesRead - told
    told = terms.bytesRead
  }
}

/** Merged lists may take a little more than their parts: short ones become long ones, in whole words. */
function roomFor(bytes: number): number {
  return Math.ceil(bytes * 1.1) + 64
}

function lengthOf(segment: Segment, id: number): number {
  const section = segment.sections.get(id)
  return section === undefined ? 0 : section.end - section.start
}

function bytesOf(segment: Segment, id: number): Uint8Array {
  const { start, end } = segment.sections.get(id) as Section
  return segment.bytes.subarray(start, end)
}

function* addIds({ segment, renumber }: Source, kept: Id[]): Steps<void> {
  const { start, end } = rangeOf(segment, sections.ids)
  const parents = parentsOf(segment)
  const ids = new Ids(segment.resident.chunk(start, end), start, end, segment.counts[0], parents)
  for (let doc = 0; doc < renumber.length; doc++) {
    if (renumber[doc] >= 0 && (parents === undefined || parents.has(doc))) kept.push(ids.id(doc))
    if (doc % documentsPerStep === documentsPerStep - 1) yield 0
  }
}

function mergeLevels(sources: readonly Source[], documentCount: number): Uint8Array {
  const levels = new Uint8Array(documentCount)
  for (const { segment, renumber } of sources) {
    const parents = parentsOf(segment) as Parents
    for (let doc = 0; doc < renumber.length; doc++) if (renumber[doc] >= 0) levels[renumber[doc]] = parents.level(doc)
  }
  return levels
}

/** Length bytes stay as they are; of exact lengths each segment has classes of its own. */
function mergeNorms(sources: readonly Source[], field: number, documentCount: number): Uint8Array | Uint32Array {
  const isExact = sources[0].segment.schema.lengths === 'exact'
  const merged = isExact ? new Uint32Array(documentCount) : new Uint8Array(documentCount)
  for (const { segment, renumber } of sources) {
    const { classes, start, lengths } = lengthsOf(segment, field) as FieldLengths
    for (let doc = 0; doc < renumber.length; doc++) {
      if (renumber[doc] < 0) continue
      const own = classes[start + doc]
      merged[renumber[doc]] = isExact ? lengths[own] : own
    }
  }
  return merged
}

function* mergeColumn(sources: readonly Source[], field: number, documentCount: number): Steps<ColumnValues> {
  const ends = new Uint32Array(documentCount)
  const values: number[] = []
  for (const { segment, renumber } of sources) {
    const bytes = bytesOf(segment, sections.columns)
    const place = readColumnPlaces(bytes, 0, segment.documentCount).find((each) => each.field === field)
    const column = place && new Column(bytes.subarray(place.start, place.end), place.kind, segment.documentCount)
    for (let doc = 0; doc < renumber.length; doc++) {
      if (doc % documentsPerStep === documentsPerStep - 1) yield 0
      if (renumber[doc] < 0) continue
      for (const value of column?.all(doc) ?? []) values.push(value)
      ends[renumber[doc]] = values.length
    }
  }
  return { field, ends, values: Float64Array.from(values) }
}

function* mergeKeywords(sources: readonly Source[], field: number): Steps<KeywordValues> {
  const merged = new KeywordCollector()
  for (const { segment, renumber } of sources) {
    const bytes = bytesOf(segment, sections.keywordColumns)
    const place = readKeywordPlaces(bytes, 0, segment.documentCount).find((each) => each.field === field)
    const column = place && new KeywordColumn(bytes.subarray(place.start, place.end), place, segment.documentCount)
    const values = Array.from({ length: column?.valueCount ?? 0 }, (_, ordinal) => (column as KeywordColumn).value(ordinal))
    for (let doc = 0; doc < renumber.length; doc++) {
      if (doc % documentsPerStep === documentsPerStep - 1) yield 0
      if (renumber[doc] >= 0) merged.add(column?.all(doc).map((ordinal) => values[ordinal]) ?? [])
    }
  }
  return merged.values(field)
}

/** Full blocks of a segment without deletions are taken over as they are; others are filled up anew. */
function* mergeStored(sources: readonly Source[], deflate: Deflate): Steps<StoredBlock[]> {
  if (sources[0].segment.schema.storeFields.length === 0) return []
  const writer = new StoredWriter(deflate)
  for (const { segment, renumber, deleted } of sources) {
    const section = bytesOf(segment, sections.stored)
    for (let doc = 0; doc < renumber.length; ) {
      const { start, end, documents } = segment.stored.find(doc)
      const bytes = section.subarray(start, end)
      // full even if each of its records had a length of five bytes before it: it need not be inflated
      const isFull = new ByteReader(bytes).varint() >= storedBlockBytes + 5 * documents
      if (!deleted && isFull && documents <= renumber.length - doc) {
        writer.flush()
        writer.blocks.push({ documents, bytes })
        doc += documents
        yield end - start
        continue
      }
      const records = readStoredBlock(bytes, segment.deflate)
      const length = records.reduce((sum, record) => sum + record.length, 0)
      if (!deleted && length >= storedBlockBytes) {
        writer.flush()
        writer.blocks.push({ documents: records.length, bytes })
      } else {
        for (const [i, record] of records.entries()) if (renumber[doc + i] >= 0) writer.addBytes(record)
      }
      doc += Math.max(1, records.length)
      yield end - start
    }
  }
  writer.flush()
  return writer.blocks
}

/** Records of the web profile: each begins with its document's id, null for items. `ids` are those of documents that stay. */
function* webStored(sources: readonly Source[], ids: readonly Id[], deflate: Deflate): Steps<StoredBlock[]> {
  const pages = new PageWriter(deflate)
  let row = 0
  for (const { segment, renumber } of sources) {
    const isStored = segment.schema.storeFields.length > 0
    const parents = parentsOf(segment)
    const section = bytesOf(segment, sections.stored)
    for (let doc = 0; doc < renumber.length; ) {
      const place = isStored ? segment.stored.find(doc) : undefined
      const records = place === undefined ? [noRecord] : readStoredBlock(section.subarray(place.start, place.end), segment.deflate)
      for (const [i, record] of records.entries()) {
        if (renumber[doc + i] < 0) continue
        const id = parents?.has(doc + i) === false ? null : ids[row++]
        const rest = decodeUtf8(record).slice(1)
        pages.add(encodeUtf8(`[${JSON.stringify(id)}${rest === ']' ? '' : ','}${rest}`))
      }
      doc += Math.max(1, records.length)
      yield place === undefined ? 0 : place.end - place.start
    }
  }
  return pages.finish()
}

const noRecord = Uint8Array.of(0x5b, 0x5d)
