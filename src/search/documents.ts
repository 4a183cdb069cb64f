// What documents are called and what they say: ids and stored fields, by place, and who has an id. Two rounds of bytes, one where nothing is stored and ids are near.

import type { Plan, Range } from '../bytes/plan.js'
import { corrupt } from '../bytes/varint.js'
import { hashOfId, type Id, Ids, idEndsRange, idValueRange, readId } from '../segment/ids.js'
import { sections } from '../segment/layout.js'
import { parentsOf } from '../segment/parents.js'
import { rangeOf, type Section, type Segment } from '../segment/segment.js'
import { parseRecord, readStoredBlock } from '../segment/stored.js'
import type { DocumentPlace } from './matches.js'

/** A document's id and the values of its stored fields, in the schema's order. */
export interface StoredDocument {
  id: Id
  record: readonly unknown[]
}

/** A document, by its segment and its number there. */
export interface SegmentPlace {
  readonly segment: Segment
  readonly doc: number
}

/** The ids of a segment; they, and its parents, must have been read. */
export function idsOf(segment: Segment): Ids {
  const { start, end } = segment.sections.get(sections.ids) as Section
  return new Ids(segment.resident.chunk(start, end), start, end, segment.counts[0], parentsOf(segment))
}

/**
 * The ids of documents, where these are all that is stored of them and their bytes are here and verified; undefined else. Nothing is made on the way but what
 * is given (bench: search).
 */
export function idsHere(places: readonly DocumentPlace[]): StoredDocument[] | undefined {
  const documents: StoredDocument[] = []
  for (let i = 0; i < places.length; i++) {
    const { doc } = places[i]
    const { segment } = places[i].segment.view
    const { resident, schema } = segment
    const count = segment.counts[0]
    if (!resident.isWhole || segment.isWeb || schema.storeFields.length > 0 || schema.nested.length > 0 || doc >= count) return undefined
    const { start, end } = segment.sections.get(sections.ids) as Section
    const to = start + 8 * count + 4 * (doc + 1)
    const from = doc === 0 ? to - 4 : to - 8
    if (!resident.has(from, to)) return undefined
    // of these alone: the bytes of a glimpse are in pieces
    const range = idValueRange(resident.chunk(from, to), start, end, count, doc)
    if (!resident.has(range.start, range.end)) return undefined
    documents.push({ id: readId(resident.chunk(range.start, range.end), range), record: noRecord })
  }
  return documents
}

const noRecord: readonly unknown[] = []

/**
 * Reads documents; an item has the id of the document it stands in. Each stored block is inflated once. Rounds: stored blocks, and where ids lie; ids. Of the web
 * profile, whose records have ids, stored blocks alone, and items have the id null.
 */
export function* readDocuments(places: readonly SegmentPlace[]): Plan<StoredDocument[]> {
  const needed: Range[] = []
  for (const { segment, doc } of places) {
    const { resident, isWeb } = segment
    if (!isWeb) {
      const { start, end } = idEndsRange(parentsOf(segment)?.rank(doc) ?? doc, segment.counts[0])
      const { start: origin } = segment.sections.get(sections.ids) as Section
      if (!resident.has(origin + start, origin + end)) needed.push({ resident, start: origin + start, end: origin + end })
      if (segment.schema.storeFields.length === 0) continue
    }
    const block = segment.stored.find(doc)
    needed.push(rangeOf(segment, sections.stored, block.start, block.end))
  }
  if (needed.length > 0) yield needed
  const values: Range[] = []
  const found: (Range | undefined)[] = []
  for (const { segment, doc } of places) {
    const value = segment.isWeb ? undefined : idRange(segment, parentsOf(segment)?.rank(doc) ?? doc)
    found.push(value)
    if (value !== undefined && !value.resident.has(value.start, value.end)) values.push(value)
  }
  if (values.length > 0) yield values
  const blocks = new Map<Segment, Map<number, Uint8Array[]>>()
  const documents: StoredDocument[] = []
  for (let i = 0; i < places.length; i++) {
    const { segment, doc } = places[i]
    const record = recordOf(segment, doc, blocks)
    const range = found[i]
    documents.push(range === undefined ? withId(record, doc) : { id: idAt(range), record })
  }
  return documents
}

/** A record of the web profile apart. */
function withId([id, ...record]: readonly unknown[], document: number): StoredDocument {
  const isId = typeof id === 'string' || (typeof id === 'number' && Number.isFinite(id)) || id === null
  if (!isId) throw corrupt('a record that begins with an id', typeof id, { document })
  return { id: id as Id, record }
}

/**
 * The documents of a segment with that id, ascending. Hashes are spread evenly, so they are looked for near where they should be. Rounds: hashes; ends;
 * values.
 */
export function* findId(segment: Segment, id: Id): Plan<number[]> {
  const count = segment.counts[0]
  // anything else is nobody's id
  if (count === 0 || (typeof id !== 'string' && typeof id !== 'number')) return []
  const { resident } = segment
  const hash = hashOfId(id)
  const middle = Math.floor((hash / 2 ** 32) * count)
  const parents = segment.schema.nested.length === 0 ? [] : [rangeOf(segment, sections.parents)]
  const docs: number[] = []
  for (let reach = 16 + 2 * Math.ceil(Math.sqrt(count)); ; reach *= 8) {
    const [from, to] = [Math.max(0, middle - reach), Math.min(count, middle + reach)]
    const hashes = rangeOf(segment, sections.ids, 4 * from, 4 * to)
    const documents = rangeOf(segment, sections.ids, 4 * (count + from), 4 * (count + to))
    yield [hashes, documents, ...parents]
    const near = wordsAt(hashes)
    const isWhole = (from === 0 || near[0] < hash) && (to === count || near[near.length - 1] > hash)
    if (!isWhole) continue
    const numbers = wordsAt(documents)
    for (let i = 0; i < near.length; i++) if (near[i] === hash) docs.push(numbers[i])
    break
  }
  const levels = parentsOf(segment)
  const there = docs.filter((doc) => (levels === undefined ? doc < count : levels.has(doc)))
  const places = there.map((doc) => levels?.rank(doc) ?? doc)
  if (places.length === 0) return []
  yield places.map((place) => {
    const { start, end } = idEndsRange(place, count)
    return rangeOf(segment, sections.ids, start, end)
  })
  const values = places.map((place) => idRange(segment, place))
  yield values.filter(({ start, end }) => !resident.has(start, end))
  return there.filter((_, i) => Object.is(idAt(values[i]), id === 0 ? 0 : id))
}

function wordsAt({ resident, start, end }: Range): Uint32Array {
  const { words, start: origin } = resident.chunk(start, end)
  return words.subarray((start - origin) >>> 2, (end - origin) >>> 2)
}

/** Where the id is that is the `place`th of its segment, by its ends, which must have been read. */
function idRange(segment: Segment, place: number): Range {
  const count = segment.counts[0]
  const section = rangeOf(segment, sections.ids)
  const ends = idEndsRange(place, count)
  const chunk = segment.resident.chunk(section.start + ends.start, section.start + ends.end)
  return { resident: segment.resident, ...idValueRange(chunk, section.start, section.end, count, place) }
}

function idAt({ resident, start, end }: Range): Id {
  return readId(resident.chunk(start, end), { start, end })
}

function recordOf(segment: Segment, doc: number, blocks: Map<Segment, Map<number, Uint8Array[]>>): readonly unknown[] {
  if (segment.schema.storeFields.length === 0 && !segment.isWeb) return []
  const { start, end, index } = segment.stored.find(doc)
  let inflated = blocks.get(segment)
  if (inflated === undefined) blocks.set(segment, (inflated = new Map()))
  let records = inflated.get(start)
  if (records === undefined) {
    const range = rangeOf(segment, sections.stored, start, end)
    const chunk = segment.resident.chunk(range.start, range.end)
    records = readStoredBlock(chunk.bytes.subarray(range.start - chunk.start, range.end - chunk.start), segment.deflate)
    inflated.set(start, records)
  }
  return parseRecord(records[index] ?? new Uint8Array(0))
}
