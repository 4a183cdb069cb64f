// What is stored of the items of a document: the nested properties as they can be given again.

import { runSync } from '../bytes/plan.js'
import { findDocument } from '../reader/reader.js'
import { documentOf } from '../reader/results.js'
import { readDocuments } from '../search/documents.js'
import type { View } from '../search/view.js'
import type { Id } from '../segment/ids.js'
import { parentsOf } from '../segment/parents.js'

/** By nested property, what is stored of each item of document `id`, in their order; only properties of which something is stored. */
export function storedItems({ schema, segments }: View, id: Id): Map<string, object[]> {
  const items = new Map<string, object[]>()
  for (const [i, path] of schema.nested.entries()) if (schema.stored(i + 1).length > 0) items.set(path, [])
  for (const view of segments) {
    const doc = items.size === 0 ? undefined : findDocument(view, id)
    const parents = parentsOf(view.segment)
    if (doc === undefined || parents === undefined) continue
    const places: { segment: typeof view.segment; doc: number }[] = []
    for (let item = parents.first(doc); item < doc; item++) places.push({ segment: view.segment, doc: item })
    for (const [k, { record }] of runSync(readDocuments(places)).entries()) {
      const level = parents.level(places[k].doc)
      items.get(schema.nested[level - 1])?.push(documentOf(record, schema, level))
    }
    break
  }
  return items
}
