// Which words of a query a hit has, and in which fields: cursors, moved over the hits in document order.

import type { Node } from '../query/node.js'
import type { PostingCursor } from '../segment/posting-cursor.js'
import type { ListEntry } from '../segment/postings.js'
import type { FieldCursor } from './bm25f.js'
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
export function reach({ segment: { parents }, doc }: DocumentPlace, level: number): { from: number; to: number } {
  if (parents === undefined || parents.level(doc) === level) return { from: doc, to: doc }
  const parent = parents.next(doc)
  return level === 0 ? { from: parent, to: parent } : { from: parents.first(doc), to: parent }
}

/** The words of `node` that each place has, field by field: those of an item's document and of a document's items among them. */
export function matchedWords(node: Node, places: readonly DocumentPlace[], scoring: Scoring): FieldWords[][] {
  const found: FieldWords[][] = []
  for (let i = 0; i < places.length; i++) found.push([])
  const leaves = leavesOf(node, false)
  if (leaves.length === 0 || places.length === 0) return found
  const order = ascending(places)
  const { segments } = scoring.prepared
  for (const segment of segments) {
    const here = segments.length === 1 ? order : order.filter((i) => places[i].segment === segment)
    if (here.length === 0) continue
    for (const leaf of leaves) {
      if (leaf.words.length === 0) continue
      if (leaf.node === 'phrase') {
        for (const { field, cursor } of leafScorer(leaf, segment, scoring)?.fields ?? [])
          noteMatches(leaf, field, cursor, here, places, scoring, found)
        continue
      }
      for (const list of segment.terms.get(leaf.key)?.lists ?? []) {
        if (!(scoring.boosts[list.field] > 0) || !leaf.fields.includes(list.field)) continue
        const cursor = keptCursor(list, segment) ?? postings(list, segment)
        noteMatches(leaf, list.field, cursor, here, places, scoring, found)
        cursor.release()
      }
    }
  }
  return found
}

/** The cursor that ranking walked a list with, before its first document again; undefined where it used none. */
function keptCursor(list: ListEntry, { cursors }: Prepared): PostingCursor | undefined {
  for (let i = 0; i < cursors.length; i++) {
    const cursor = cursors[i]
    if (cursor.entry !== list) continue
    cursors[i] = cursors[cursors.length - 1]
    cursors.pop()
    cursor.rewind()
    return cursor
  }
  return undefined
}

/** Indices of places in the order of their documents. */
function ascending(places: readonly DocumentPlace[]): number[] {
  const order: number[] = []
  for (let i = 0; i < places.length; i++) order.push(i)
  return order.sort((a, b) => places[a].doc - places[b].doc)
}

/** Notes the words of a leaf for each place at which its cursor in a field stops. */
function noteMatches(
  leaf: Leaf,
  field: number,
  cursor: FieldCursor,
  here: readonly number[],
  places: readonly DocumentPlace[],
  scoring: Scoring,
  found: readonly FieldWords[][],
): void {
  const { level } = scoring.prepared.view.schema.fields[field]
  for (let k = 0; k < here.length; k++) {
    const place = places[here[k]]
    const { doc } = place
    if (place.segment.parents === undefined) {
      if ((cursor.doc < doc ? cursor.advance(doc) : cursor.doc) === doc) note(found[here[k]], field, leaf.words)
      continue
    }
    const { from, to } = reach(place, level)
    if ((cursor.doc < from ? cursor.advance(from) : cursor.doc) <= to) note(found[here[k]], field, leaf.words)
  }
}

function note(found: FieldWords[], field: number, words: readonly string[]): void {
  for (let i = 0; i < found.length; i++) {
    if (found[i].field !== field) continue
    addWords(found[i].words, words)
    return
  }
  const own: string[] = []
  addWords(own, words)
  found.push({ field, words: own })
}

function addWords(own: string[], words: readonly string[]): void {
  for (let i = 0; i < words.length; i++) if (!own.includes(words[i])) own.push(words[i])
}
