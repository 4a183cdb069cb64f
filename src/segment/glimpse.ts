// A segment of documents that are not sealed yet, for one search: its dictionary has the terms asked for and no others, and nothing vouches for its bytes.

import { ByteWriter } from '../bytes/cursor.js'
import type { Inflate } from '../bytes/inflate.js'
import { finish } from '../bytes/steps.js'
import { DictionaryTop, DictionaryWriter } from './dictionary.js'
import type { IdValues } from './ids.js'
import { formatVersion, sections } from './layout.js'
import { encodeLengths, type FieldStatistics, fieldStatistics, normPlaces } from './norms.js'
import { Patchwork } from './patchwork.js'
import type { Section, Segment } from './segment.js'
import { StoredTop, writeStoredTop } from './stored.js'
import { type SegmentContent, type Terms, writeTerms } from './write.js'

/** What a glimpse is made of: neither columns nor items, which the searches it serves do not read. */
export interface GlimpseContent
  extends Pick<SegmentContent, 'schema' | 'documentCount' | 'languages' | 'norms' | 'stored' | 'entries' | 'termCount' | 'lists'> {
  ids: IdValues
  /** By field number, where they are known without a look at all lengths. */
  statistics: readonly (FieldStatistics | undefined)[]
}

/** Makes a segment that can be searched for the terms of `content`, and tell ids and stored fields; documents cannot be looked up by id. */
export function glimpseOf(content: GlimpseContent, deflate: Inflate): Segment {
  const { schema, documentCount } = content
  const norms = content.norms.map((given) => given && encodeLengths(given))
  const statistics = norms.map((lengths, field) =>
    lengths === undefined ? null : (content.statistics[field] ?? fieldStatistics(lengths, documentCount)),
  )
  const { dictionary, top, postings, positions } = content.termCount === 0 ? noTerms : finish(writeTerms(content, norms, statistics))
  const out = new ByteWriter(4096)
  const places = new Map<number, Section>()
  const put = (id: number, pieces: readonly Uint8Array[]): void => {
    out.align(8)
    const start = out.length
    for (const piece of pieces) out.bytes(piece)
    places.set(id, { start, end: out.length })
  }
  put(sections.dictionary, [dictionary])
  put(sections.postings, [postings])
  put(sections.positions, [positions])
  put(
    sections.norms,
    norms.flatMap((lengths) => (lengths === undefined ? [] : [lengths.bytes])),
  )
  const bytes = out.view()
  const resident = new Patchwork()
  resident.put(bytes)
  // what grows with every document stays where it is
  const { ends, values } = content.ids
  resident.skip(-resident.byteLength & 7)
  const ids = resident.byteLength
  resident.skip(2 * ends.length)
  resident.put(ends)
  resident.put(values)
  places.set(sections.ids, { start: ids, end: resident.byteLength })
  const stored = { start: resident.byteLength, end: 0 }
  for (const block of content.stored) resident.put(block.bytes)
  stored.end = resident.byteLength
  places.set(sections.stored, stored)
  return {
    resident,
    bytes,
    version: `${formatVersion.major}.${formatVersion.minor}`,
    id: '',
    isWeb: false,
    documentCount,
    counts: [documentCount],
    schema,
    languages: content.languages,
    statistics,
    norms: normPlaces(schema, statistics, documentCount),
    dictionary: new DictionaryTop(top, dictionary.length),
    stored: new StoredTop(writeStoredTop(content.stored), stored.end - stored.start),
    deflate,
    sections: places,
  }
}

const noTerms: Terms = {
  dictionary: new Uint8Array(0),
  top: new DictionaryWriter(new ByteWriter(0)).top(),
  postings: new Uint8Array(0),
  positions: new Uint8Array(0),
}
