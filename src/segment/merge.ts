// One segment from several, without their deleted documents: what building it anew from the same documents would give.

import { type Deflate, portableDeflate } from '../bytes/deflate.js'
import { RostrumError } from '../errors.js'
import { encodeSchema } from '../schema.js'
import type { ColumnValues } from './columns.js'
import { Column, readColumnPlaces } from './columns.js'
import { compareKeys, readBlock } from './dictionary.js'
import { type Id, Ids } from './ids.js'
import { KeywordCollector, KeywordColumn, type KeywordValues, readKeywordPlaces } from './keywords.js'
import { sections, storedBlockBytes } from './layout.js'
import { PositionCursor } from './positions.js'
import { PostingCursor } from './posting-cursor.js'
import { type PostingList, readTerm, type TermEntry } from './postings.js'
import { rangeOf, type Section, type Segment } from './segment.js'
import { readStoredBlock, type StoredBlock, StoredWriter } from './stored.js'
import { writeSegment } from './write.js'

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
  const [{ segment: first }] = inputs
  const schema = first.schema
  const wanted = JSON.stringify(encodeSchema(schema))
  let documentCount = 0
  const sources = inputs.map(({ segment, deleted }): Source => {
    if (JSON.stringify(encodeSchema(segment.schema)) !== wanted) {
      throw new RostrumError('E_CONFIG', {
        expected: 'segments of one schema',
        got: 'another schema or analyzer',
        cure: 'Build them with the same fields, stored fields and analyzers.',
      })
    }
    segment.resident.require(0, segment.resident.byteLength)
    const renumber = new Int32Array(segment.documentCount)
    for (let doc = 0; doc < renumber.length; doc++) {
      renumber[doc] = deleted !== undefined && (deleted[doc >>> 3] & (1 << (doc & 7))) !== 0 ? -1 : documentCount++
    }
    return { segment, renumber, deleted: renumber.includes(-1) }
  })
  const { entries, records } = mergeDictionaries(sources)
  return writeSegment({
    schema,
    documentCount,
    ids: sources.flatMap(idsOf),
    norms: schema.fields.map(({ number }) => (first.normOrder[number] < 0 ? undefined : mergeNorms(sources, number, documentCount))),
    columns: schema.fields.flatMap(({ number, type }) =>
      type === 'number' || type === 'date' ? [mergeColumn(sources, number, documentCount)] : [],
    ),
    keywords: schema.fields.flatMap(({ number, type }) => (type === 'keyword' ? [mergeKeywords(sources, number)] : [])),
    stored: mergeStored(sources, deflate),
    entries,
    termCount: records.length,
    lists: listMerger(sources, records, documentCount),
  })
}

function bytesOf(segment: Segment, id: number): Uint8Array {
  const { start, end } = segment.sections.get(id) as Section
  return segment.bytes.subarray(start, end)
}

function idsOf({ segment, renumber }: Source): Id[] {
  const { start, end } = rangeOf(segment, sections.ids)
  const ids = new Ids(segment.resident.chunk(start, end), start, end, segment.documentCount)
  const kept: Id[] = []
  for (let doc = 0; doc < renumber.length; doc++) if (renumber[doc] >= 0) kept.push(ids.id(doc))
  return kept
}

function mergeNorms(sources: readonly Source[], field: number, documentCount: number): Uint8Array {
  const merged = new Uint8Array(documentCount)
  for (const { segment, renumber } of sources) {
    const norms = bytesOf(segment, sections.norms)
    const base = segment.normOrder[field] * segment.documentCount
    for (let doc = 0; doc < renumber.length; doc++) if (renumber[doc] >= 0) merged[renumber[doc]] = norms[base + doc]
  }
  return merged
}

function mergeColumn(sources: readonly Source[], field: number, documentCount: number): ColumnValues {
  const ends = new Uint32Array(documentCount)
  const values: number[] = []
  for (const { segment, renumber } of sources) {
    const bytes = bytesOf(segment, sections.columns)
    const place = readColumnPlaces(bytes, 0, segment.documentCount).find((each) => each.field === field)
    const column = place && new Column(bytes.subarray(place.start, place.end), place.kind, segment.documentCount)
    for (let doc = 0; doc < renumber.length; doc++) {
      if (renumber[doc] < 0) continue
      for (const value of column?.all(doc) ?? []) values.push(value)
      ends[renumber[doc]] = values.length
    }
  }
  return { field, ends, values: Float64Array.from(values) }
}

function mergeKeywords(sources: readonly Source[], field: number): KeywordValues {
  const merged = new KeywordCollector()
  for (const { segment, renumber } of sources) {
    const bytes = bytesOf(segment, sections.keywordColumns)
    const place = readKeywordPlaces(bytes, 0, segment.documentCount).find((each) => each.field === field)
    const column = place && new KeywordColumn(bytes.subarray(place.start, place.end), place, segment.documentCount)
    const values = Array.from({ length: column?.valueCount ?? 0 }, (_, ordinal) => (column as KeywordColumn).value(ordinal))
    for (let doc = 0; doc < renumber.length; doc++) {
      if (renumber[doc] >= 0) merged.add(column?.all(doc).map((ordinal) => values[ordinal]) ?? [])
    }
  }
  return merged.values(field)
}

/** Full blocks of a segment without deletions are taken over as they are; others are filled up anew. */
function mergeStored(sources: readonly Source[], deflate: Deflate): StoredBlock[] {
  if (sources[0].segment.schema.storeFields.length === 0) return []
  const writer = new StoredWriter(deflate)
  for (const { segment, renumber, deleted } of sources) {
    const section = bytesOf(segment, sections.stored)
    for (let doc = 0; doc < renumber.length; ) {
      const { start, end } = segment.stored.find(doc)
      const bytes = section.subarray(start, end)
      const records = readStoredBlock(bytes, segment.deflate)
      const length = records.reduce((sum, record) => sum + record.length, 0)
      if (!deleted && length >= storedBlockBytes) {
        writer.flush()
        writer.blocks.push({ documents: records.length, bytes })
      } else {
        for (const [i, record] of records.entries()) if (renumber[doc + i] >= 0) writer.addBytes(record)
      }
      doc += Math.max(1, records.length)
    }
  }
  writer.flush()
  return writer.blocks
}

/** By merged term: its record in each source, or undefined. */
type Records = (TermEntry | undefined)[][]

interface Entry {
  key: string
  role: number
  term: number
}

function mergeDictionaries(sources: readonly Source[]): { entries: Entry[]; records: Records } {
  const records: Records = []
  const numbers = new Map<string, number>()
  const merged = new Map<string, Entry>()
  sources.forEach(({ segment }, s) => {
    const all = [...dictionaryEntries(segment)]
    /** merged term by record offset in this segment: an entry that is a term names it */
    const byOffset = new Map<number, number>()
    for (const { key, role, offset, length } of all) {
      if ((role & 2) === 0) continue
      let term = numbers.get(key)
      if (term === undefined) {
        term = records.length
        numbers.set(key, term)
        records.push(new Array(sources.length))
      }
      byOffset.set(offset, term)
      const { start } = segment.sections.get(sections.postings) as Section
      const chunk = segment.resident.chunk(start + offset, start + offset + length)
      records[term][s] = readTerm(
        chunk,
        start + offset,
        start + offset + length,
        (field) => hasPositions(segment, field),
        segment.documentCount,
      )
    }
    for (const { key, role, offset } of all) {
      const term = byOffset.get(offset)
      if (term === undefined) continue // a word whose term is gone: cannot be in a segment that checks
      const name = `${key}\u0000${term}`
      const known = merged.get(name)
      if (known === undefined) merged.set(name, { key, role, term })
      else known.role |= role
    }
  })
  const entries = [...merged.values()].sort((a, b) => compareKeys(a.key, b.key) || a.role - b.role || a.term - b.term)
  return { entries, records }
}

function* dictionaryEntries(segment: Segment) {
  const { start: base, end: limit } = segment.sections.get(sections.dictionary) as Section
  for (let block = 0; block < segment.dictionary.blockCount; block++) {
    const { start, end } = segment.dictionary.block(block)
    yield* readBlock(segment.resident.chunk(base, limit), base + start, base + end, segment.dictionary.recordOffset(block))
  }
}

function hasPositions(segment: Segment, field: number): boolean {
  return segment.schema.positions && segment.schema.fields[field]?.type === 'text'
}

/** Gives the merged postings of a term: each source's lists, renumbered, one after another. */
function listMerger(sources: readonly Source[], records: Records, documentCount: number): (term: number) => PostingList[] {
  const { fields } = sources[0].segment.schema
  const docs = fields.map(() => new Uint32Array(0))
  const freqs = fields.map(() => new Uint32Array(0))
  const positions = fields.map(() => new Uint32Array(1024))
  return (term) => {
    const lists: PostingList[] = []
    for (const { number: field } of fields) {
      let count = 0
      let written = 0
      let withPositions = false
      sources.forEach(({ segment, renumber }, s) => {
        const entry = records[term][s]?.lists.find((list) => list.field === field)
        if (entry === undefined) return
        if (docs[field].length === 0) {
          docs[field] = new Uint32Array(documentCount)
          freqs[field] = new Uint32Array(documentCount)
        }
        withPositions = hasPositions(segment, field)
        const { start, end } = segment.sections.get(sections.positions) as Section
        const chunk = segment.resident.chunk(start, end)
        const cursor = new PostingCursor(chunk, entry, withPositions, segment.documentCount)
        const places = withPositions ? new PositionCursor(cursor, entry, chunk, start) : undefined
        for (let i = 0; i < entry.df; i++) {
          const doc = renumber[cursor.next()]
          if (doc < 0) continue
          const { freq } = cursor
          docs[field][count] = doc
          freqs[field][count++] = freq
          if (places === undefined) continue
          const at = places.read()
          while (written + freq > positions[field].length) positions[field] = doubled(positions[field])
          for (let k = 0; k < freq; k++) positions[field][written++] = at[k]
        }
      })
      if (count > 0)
        lists.push({ field, count, docs: docs[field], freqs: freqs[field], positions: withPositions ? positions[field] : undefined })
    }
    return lists
  }
}

function doubled(column: Uint32Array): Uint32Array<ArrayBuffer> {
  const wider = new Uint32Array(column.length * 2)
  wider.set(column)
  return wider
}
