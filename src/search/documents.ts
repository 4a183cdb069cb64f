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

/** The ids of a segment; what is asked of them, and its parents, must have been read. */
export function idsOf(segment: Segment): Ids {
  const { start, end } = segment.sections.get(sections.ids) as Section
  return new Ids(segment.resident.chunk(start, end), start, end, segment.counts[0], parentsOf(segment))
}

/** Reads documents; an item has the id of the document it stands in. Each stored block is inflated once. */
export function* readDocuments(places: readonly { segment: Segment; doc: number }[]): Plan<StoredDocument[]> {
  if (places.length === 0) return []
  const first: Range[] = []
  for (const { segment, doc } of places) {
    const { start, end } = idEndsRange(parentsOf(segment)?.rank(doc) ?? doc, segment.counts[0])
    first.push(rangeOf(segment, sections.ids, start, end))
    if (segment.schema.storeFields.length === 0) continue
    const block = segment.stored.find(doc)
    first.push(rangeOf(segment, sections.stored, block.start, block.end))
  }
  yield first
  const ids = new Map<Segment, Ids>()
  const values = places.map(({ segment, doc }): Range => {
    let known = ids.get(segment)
    if (known === undefined) ids.set(segment, (known = idsOf(segment)))
    return { resident: segment.resident, ...known.valueRange(doc) }
  })
  yield values
  const blocks = new Map<Segment, Map<number, Uint8Array[]>>()
  return places.map(({ segment, doc }) => ({ id: (ids.get(segment) as Ids).id(doc), record: recordOf(segment, doc, blocks) }))
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
