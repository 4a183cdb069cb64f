// What an index is made of, to the byte.

import { countDeleted, type View } from '../search/view.js'
import { sections } from '../segment/layout.js'

/** What an index holds, and where its bytes are. */
export interface IndexStatistics {
  /** Documents that can be found, and those removed whose space a merge has not yet given back. */
  documents: number
  deleted: number
  segments: { documents: number; deleted: number; bytes: number; words: number }[]
  /** Bytes by section of the format (`src/segment/FORMAT.md`): dictionary, postings, positions and so on; `head` is the rest. */
  bytes: Record<string, number>
  /** Of text fields the documents that have it, its tokens, and how many of them in the mean. */
  fields: { name: string; type: string; documents?: number; tokens?: number; meanLength?: number }[]
}

/** Counts what a view holds. Reads no document. O(fields * segments) */
export function statisticsOf({ schema, segments, liveCount, counts }: View): IndexStatistics {
  const bytes: Record<string, number> = { head: 0 }
  for (const { segment } of segments) {
    let rest = segment.resident.byteLength
    for (const [name, id] of Object.entries(sections)) {
      const place = segment.sections.get(id)
      if (place === undefined) continue
      bytes[name] = (bytes[name] ?? 0) + place.end - place.start
      rest -= place.end - place.start
    }
    bytes.head += rest
  }
  return {
    documents: liveCount,
    deleted: counts[0] - liveCount,
    segments: segments.map(({ segment, deleted }) => ({
      documents: segment.counts[0],
      deleted: countDeleted(segment, deleted),
      bytes: segment.resident.byteLength,
      words: segment.dictionary.entryCount,
    })),
    bytes,
    fields: schema.fields.map(({ name, type, number }) => {
      if (type !== 'text') return { name, type }
      let [documents, tokens] = [0, 0]
      for (const { segment } of segments) {
        documents += segment.statistics[number]?.documents ?? 0
        tokens += segment.statistics[number]?.tokens ?? 0
      }
      return { name, type, documents, tokens, meanLength: documents === 0 ? 0 : tokens / documents }
    }),
  }
}
