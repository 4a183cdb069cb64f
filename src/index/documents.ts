// All documents of an index, one after another: ids and stored fields, a block at a time.

import { runSync } from '../bytes/plan.js'
import { documentOf } from '../reader/results.js'
import { readDocuments } from '../search/documents.js'
import { hasBit, requireParents, type View } from '../search/view.js'
import { parentsOf } from '../segment/parents.js'
import type { Segment } from '../segment/segment.js'

/** Documents read at once: about a stored block of short ones. */
const batch = 64

/** The documents of a view that are not deleted, in order. Each stored block is inflated about once. */
export function* documentsOf<T>({ schema, segments }: View): Generator<Partial<T>> {
  for (const { segment, deleted } of segments) {
    requireParents(segment)
    const parents = parentsOf(segment)
    let places: { segment: Segment; doc: number }[] = []
    for (let doc = 0; doc < segment.documentCount; doc++) {
      if (!hasBit(deleted, doc) && parents?.has(doc) !== false) places.push({ segment, doc })
      if (places.length < batch && doc < segment.documentCount - 1) continue
      for (const { id, record } of runSync(readDocuments(places))) {
        // a computed key is an own property, whatever its name
        yield { [schema.idField]: id, ...documentOf<T>(record, schema) } as Partial<T>
      }
      places = []
    }
  }
}
