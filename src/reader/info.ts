// What an index is made of, as far as its head tells.

import { countDeleted, type SegmentView, type View } from '../search/view.js'
import { formatVersion } from '../segment/layout.js'

/** What an index is made of. */
export interface IndexInfo {
  /** Documents that can be found. */
  documentCount: number
  /** Documents removed whose space a merge has not yet given back. */
  deletedCount: number
  segmentCount: number
  /** Bytes of all segments. */
  byteLength: number
  /** Words and stems in the dictionaries, counted per segment. */
  wordCount: number
  /** Format version of the segments. */
  format: string
  analyzer: string
  positions: boolean
  /** `tokens` and `documents` (those that have the field) of text fields. */
  fields: { name: string; type: string; boost: number; analyzer?: string; tokens?: number; documents?: number }[]
  storeFields: readonly string[]
  /** Of nested properties: how many items can be found. */
  nested?: { path: string; documentCount: number }[]
}

/** Describes a view. O(fields * segments). */
export function infoOf({ schema, segments, counts, liveCount }: View): IndexInfo {
  const sum = (of: (view: SegmentView) => number) => segments.reduce((total, view) => total + of(view), 0)
  return {
    documentCount: liveCount,
    deletedCount: counts[0] - liveCount,
    segmentCount: segments.length,
    byteLength: sum(({ segment }) => segment.resident.byteLength),
    wordCount: sum(({ segment }) => segment.dictionary.entryCount),
    format: segments[0]?.segment.version ?? `${formatVersion.major}.${formatVersion.minor}`,
    analyzer: schema.analyzer.name,
    positions: schema.positions,
    fields: schema.fields.map(({ name, number, type, boost, analyzer }) => ({
      name,
      type,
      boost,
      ...(analyzer && {
        analyzer: analyzer.name,
        tokens: sum(({ segment }) => segment.statistics[number]?.tokens ?? 0),
        documents: sum(({ segment }) => segment.statistics[number]?.documents ?? 0),
      }),
    })),
    storeFields: [...schema.storeFields],
    ...(schema.nested.length > 0 && {
      nested: schema.nested.map((path, i) => ({
        path,
        documentCount: counts[i + 1] - sum(({ segment, deleted }) => countDeleted(segment, deleted, i + 1)),
      })),
    }),
  }
}
