// What documents are called and what they say: ids and stored fields, by place. Two rounds of bytes, one where nothing is stored and ids are near.

import type { Plan, Range } from '../bytes/plan.js'
import { type Id, Ids, idEndsRange } from '../segment/ids.js'
import { sections } from '../segment/layout.js'
import { parentsOf } from '../segment/parents.js'
import { rangeOf, type Section, type Segment } from '../segment/segment.js'
import { parseRecord, readStoredBlock } from '../segment/stored.js'

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

/** The ids of a segment; what is asked of them, and its parents, must have been read. */
export function idsOf(segment: Segment): Ids {
  const { start, end } = segment.sections.get(sections.ids) as Section
  return new Ids(segment.resident.chunk(start, end), start, end, segment.counts[0], parentsOf(segment))
}

/** Reads documents; an item has the id of the document it stands in. Each stored block is inflated once. */
export function* readDocuments(places: readonly SegmentPlace[]): Plan<StoredDocument[]> {
  const needed: Range[] = []
  for (const { segment, doc } of places) {
    const { resident } = segment
    const { start, end } = idEndsRange(parentsOf(segment)?.rank(doc) ?? doc, segment.counts[0])
    const { start: origin } = segment.sections.get(sections.ids) as Section
    if (!resident.has(origin + start, origin + end)) needed.push({ resident, start: origin + start, end: origin + end })
    if (segment.schema.storeFields.length === 0) continue
    const block = segment.stored.find(doc)
    needed.push(rangeOf(segment, sections.stored, block.start, block.end))
  }
  if (needed.length > 0) yield needed
  const values: Range[] = []
  const ids: Ids[] = []
  for (let i = 0; i < places.length; i++) {
    const { segment, doc } = places[i]
    const known = i > 0 && places[i - 1].segment === segment ? ids[i - 1] : idsOf(segment)
    ids.push(known)
    const { start, end } = known.valueRange(doc)
    if (!segment.resident.has(start, end)) values.push({ resident: segment.resident, start, end })
  }
  if (values.length > 0) yield values
  const blocks = new Map<Segment, Map<number, Uint8Array[]>>()
  const documents: StoredDocument[] = []
  for (let i = 0; i < places.length; i++) {
    const { segment, doc } = places[i]
    documents.push({ id: ids[i].id(doc), record: recordOf(segment, doc, blocks) })
  }
  return documents
}

function recordOf(segment: Segment, doc: number, blocks: Map<Segment, Map<number, Uint8Array[]>>): readonly unknown[] {
  if (segment.schema.storeFields.length === 0) return []
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
