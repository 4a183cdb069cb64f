// Which words of a query a hit has, and in which fields: fresh cursors, moved over the hits in document order.

import type { Node } from '../query/node.js'
import type { PostingCursor } from '../segment/posting-cursor.js'
import { leafScorer, postings, type Scoring } from './evaluate.js'
import { type Leaf, leavesOf } from './leaves.js'
import type { Prepared } from './terms.js'

/** A document, by its segment and its number there. */
export interface DocumentPlace {
  readonly segment: Prepared
  readonly doc: number
}

/** Words of the query that stand in a field. */
export interface FieldWords {
  readonly field: number
  readonly words: string[]
}

/** The documents of `level` that belong to a place: itself, the document that it stands in, or its items. Both ends are included. */
function reach({ segment: { parents }, doc }: DocumentPlace, level: number): { from: number; to: number } {
  if (parents === undefined || parents.level(doc) === level) return { from: doc, to: doc }
  const parent = parents.next(doc)
  return level === 0 ? { from: parent, to: parent } : { from: parents.first(doc), to: parent }
}

/** The words of `node` that each place has, field by field: those of an item's document and of a document's items among them. */
export function matchedWords(node: Node, places: readonly DocumentPlace[], scoring: Scoring): FieldWords[][] {
  const leaves = leavesOf(node, false)
  const found = places.map((): FieldWords[] => [])
  if (leaves.length === 0) return found
  const order = places.map((_, i) => i).sort((a, b) => places[a].doc - places[b].doc)
  for (const segment of scoring.prepared.segments) {
    const here = order.filter((i) => places[i].segment === segment)
    if (here.length === 0) continue
    for (const leaf of leaves) {
      for (const { field, cursor, release } of cursorsOf(leaf, segment, scoring)) {
        const { level } = scoring.prepared.view.schema.fields[field]
        for (const i of here) {
          const { from, to } = reach(places[i], level)
          if ((cursor.doc < from ? cursor.advance(from) : cursor.doc) <= to) note(found[i], field, leaf.words)
        }
        release()
      }
    }
  }
  return found
}

interface LeafCursor {
  field: number
  cursor: Pick<PostingCursor, 'doc' | 'advance'>
  release(): void
}

function cursorsOf(leaf: Leaf, segment: Prepared, scoring: Scoring): LeafCursor[] {
  if (leaf.node === 'phrase') {
    const fields = leafScorer(leaf, segment, scoring)?.fields ?? []
    return fields.map(({ field, cursor }) => ({ field, cursor, release: () => undefined }))
  }
  const lists = segment.terms.get(leaf.key)?.lists ?? []
  return lists
    .filter((list) => scoring.boosts[list.field] > 0 && leaf.fields.includes(list.field))
    .map((list) => {
      const cursor = postings(list, segment)
      return { field: list.field, cursor, release: () => cursor.release() }
    })
}

function note(found: FieldWords[], field: number, words: readonly string[]): void {
  let known = found.find((each) => each.field === field)
  if (known === undefined) found.push((known = { field, words: [] }))
  for (const word of words) if (!known.words.includes(word)) known.words.push(word)
}
