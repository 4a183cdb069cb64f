// Merging indexes without opening them for writing.

import { quote, RostrumError } from '../errors.js'
import { openSegments } from '../segment/container.js'
import { type Id, Ids } from '../segment/ids.js'
import { sections } from '../segment/layout.js'
import { merge } from '../segment/merge.js'
import { parentsOf } from '../segment/parents.js'
import { openSegment, rangeOf } from '../segment/segment.js'
import type { FromOptions } from './options.js'

/**
 * Merges the bytes of several indexes of one schema into one, in order. Ids must be distinct over all of them. Reads and writes every byte.
 * @throws E_CONFIG where schemas differ or nothing is given, E_DUPLICATE_ID, and as `Index.from`
 */
export function mergeSegments(parts: readonly Uint8Array[], options: FromOptions = {}): Uint8Array {
  if (!Array.isArray(parts) || parts.length === 0) {
    throw new RostrumError('E_CONFIG', {
      expected: 'the bytes of one or more indexes',
      got: quote(parts),
      cure: 'Pass an array of what toBytes() gave.',
    })
  }
  const merged = merge(
    parts.flatMap((bytes) => {
      const { segments, deleted } = openSegments(bytes, options)
      return segments.map((segment, i) => ({ segment, deleted: deleted[i] }))
    }),
    options?.deflate,
  )
  const segment = openSegment(merged, options)
  const { start, end } = rangeOf(segment, sections.ids)
  const parents = parentsOf(segment)
  const ids = new Ids(segment.resident.chunk(start, end), start, end, segment.counts[0], parents)
  const seen = new Set<Id>()
  for (let doc = 0; doc < segment.documentCount; doc++) {
    if (parents?.has(doc) === false) continue
    const id = ids.id(doc)
    if (seen.has(id)) {
      throw new RostrumError('E_DUPLICATE_ID', {
        expected: 'ids that are in one of the indexes only',
        got: quote(id),
        cure: 'Remove the document from all but one.',
        details: { id },
      })
    }
    seen.add(id)
  }
  return merged
}
