// A segment of documents that are not sealed yet, for one search: its dictionary has the terms asked for and no others, and nothing vouches for its bytes.

import { ByteWriter } from '../bytes/cursor.js'
import type { Inflate } from '../bytes/inflate.js'
import { WholeSegment } from '../bytes/resident.js'
import { finish } from '../bytes/steps.js'
import { DictionaryTop, DictionaryWriter } from './dictionary.js'
import type { IdValues } from './ids.js'
import { formatVersion, sections } from './layout.js'
import { encodeLengths, fieldStatistics, normPlaces } from './norms.js'
import type { Section, Segment } from './segment.js'
import { StoredTop, writeStoredTop } from './stored.js'
import { type SegmentContent, type Terms, writeTerms } from './write.js'

/** What a glimpse is made of: neither columns nor items, which the searches it serves do not read. */
export interface GlimpseContent
  extends Pick<SegmentContent, 'schema' | 'documentCount' | 'languages' | 'norms' | 'stored' | 'entries' | 'termCount' | 'lists'> {
  ids: IdValues
}

/** Makes a segment that can be searched for the terms of `content`, and tell ids and stored fields; documents cannot be looked up by id. */
export function glimpseOf(content: GlimpseContent, deflate: Inflate): Segment {
  const { schema, documentCount } = content
  const norms = content.norms.map((given) => given && encodeLengths(given))
  const statistics = norms.map((lengths) => (lengths === undefined ? null : fieldStatistics(lengths, documentCount)))
  const { dictionary, top, postings, positions } = content.termCount === 0 ? noTerms : finish(writeTerms(content, norms, statistics))
  const out = new ByteWriter(4096)
  const places = new Map<number, Section>()
  const put = (id: number, write: () => void): void => {
    out.align(8)
    const start = out.length
    write()
    places.set(id, { start, end: out.length })
  }
  put(sections.dictionary, () => out.bytes(dictionary))
  put(sections.postings, () => out.bytes(postings))
  put(sections.positions, () => out.bytes(positions))
  put(sections.norms, () => {
    for (const lengths of norms) if (lengths !== undefined) out.bytes(lengths.bytes)
  })
  put(sections.ids, () => content.ids.write(out))
  put(sections.stored, () => {
    for (const { bytes } of content.stored) out.bytes(bytes)
  })
  out.align(8)
  const bytes = out.view()
  const stored = places.get(sections.stored) as Section
  return {
    // no blocks to verify: these bytes have never left this process
    resident: new WholeSegment(bytes, { start: bytes.length, shift: 14, sums: new Uint32Array(0), salt: () => 0 }),
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
