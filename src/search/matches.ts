// Which words of a query a hit has, and in which fields: cursors, moved over the hits in document order.

import type { Node } from '../query/node.js'
import type { PostingCursor } from '../segment/posting-cursor.js'
import type { ListEntry } from '../segment/postings.js'
import type { TermDocuments } from './best-terms.js'
import type { FieldCursor } from './bm25f.js'
import { leafScorer, postings, type Scoring } from './evaluate.js'
import { type Leaf, leavesOf } from './leaves.js'
import type { Prepared } from './terms.js'

/** A document, by its segment and its number there. */
export interface DocumentPlace {
  readonly segment: Prepared
  readonly doc: number
  /** Of a hit, bits of the lists that have it (see `Prepared.words`); 0 where ranking did not note them. */
  readonly mask?: number
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

/**
 * The words of `node` that each place has, field by field: those of an item's document and of a document's items among them. Places may share what they
 * have: it must not be changed.
 */
export function matchedWords(node: Node, places: readonly DocumentPlace[], scoring: Scoring): (readonly FieldWords[])[] {
  const masked = maskedWords(places)
  if (masked !== undefined) return masked
  const found: FieldWords[][] = []
  for (let i = 0; i < places.length; i++) found.push(noWords)
  const leaves = leavesOf(node, false)
  const order = ascending(places)
  const { segments } = scoring.prepared
  for (const segment of segments) {
    const here = segments.length === 1 ? order : order.filter((i) => places[i].segment === segment)
    if (here.length === 0) continue
    const gathered = gatheredOf(segment)
    for (const leaf of leaves) {
      const together = gathered?.get(leaf)
      if (together !== undefined) {
        // all of them at once, with the first
        if (together.of[0] === leaf) noteGathered(together, here, places, found)
        continue
      }
      if (leaf.words.length === 0) continue
      if (leaf.node === 'phrase') {
        for (const { field, cursor } of leafScorer(leaf, segment, scoring)?.fields ?? [])
          noteMatches(leaf, field, cursor, here, places, scoring, found)
        continue
      }
      const lists = segment.terms.get(leaf.key)?.entry.lists
      if (lists === undefined) continue
      for (let i = 0; i < lists.length; i++) {
        const list = lists[i]
        if (!(scoring.boosts[list.field] > 0) || !leaf.fields.includes(list.field)) continue
        const cursor = keptCursor(list, segment) ?? postings(list, segment)
        noteMatches(leaf, list.field, cursor, here, places, scoring, found)
        cursor.release()
      }
    }
  }
  return found
}

/** The same of hits whose masks tell: undefined where one's does not. */
function maskedWords(places: readonly DocumentPlace[]): FieldWords[][] | undefined {
  const found: FieldWords[][] = []
  for (let i = 0; i < places.length; i++) {
    const { mask = 0, segment } = places[i]
    const { words } = segment
    if (mask === 0 || words === undefined) return undefined
    // most hits are in the same lists as one shortly before
    let same = i - 1
    while (same >= 0 && same >= i - fewPlaces && (places[same].mask !== mask || places[same].segment !== segment)) same--
    if (same >= 0 && same >= i - fewPlaces) {
      found.push(found[same])
      continue
    }
    found.push(noWords)
    for (let k = 0; k < words.length; k++) {
      if ((mask & (1 << k)) !== 0 && words[k].words.length > 0) note(found, i, words[k].field, words[k].words)
    }
  }
  return found
}

/** Of a place at which nothing is found yet; never added to. */
const noWords: FieldWords[] = []

/** By leaf, the terms that were read with it; undefined where there are none, or where a hit has items to look at too. */
function gatheredOf({ gathered, parents }: Prepared): Map<Leaf, TermDocuments> | undefined {
  if (gathered.length === 0 || parents !== undefined) return undefined
  const byLeaf = new Map<Leaf, TermDocuments>()
  for (const each of gathered) for (const leaf of each.of) byLeaf.set(leaf, each)
  return byLeaf
}

/** Of the numbers of documents, the bits by which most of those that are no hits are passed over. */
const nearMask = 1023

/** Notes the words of terms that were read together: one look at all of their documents. */
function noteGathered(
  { lists, docs }: TermDocuments,
  here: readonly number[],
  places: readonly DocumentPlace[],
  found: FieldWords[][],
): void {
  const near = new Uint8Array(nearMask + 1)
  for (const k of here) near[places[k].doc & nearMask] = 1
  for (let l = 0; l < lists.length; l++) {
    const { leaf, field, start } = lists[l]
    const end = l + 1 < lists.length ? lists[l + 1].start : docs.length
    for (let i = start; i < end; i++) {
      if (near[docs[i] & nearMask] === 0) continue
      for (const k of here) if (places[k].doc === docs[i]) note(found, k, field, leaf.words)
    }
  }
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
  for (let i = 0; i < places.length; i++) {
    const { doc } = places[i]
    order.push(i)
    // a few: put in where they belong
    let at = i
    for (; at > 0 && i < fewPlaces && places[order[at - 1]].doc > doc; at--) order[at] = order[at - 1]
    order[at] = i
  }
  return places.length <= fewPlaces ? order : order.sort((a, b) => places[a].doc - places[b].doc)
}

const fewPlaces = 32

/** Notes the words of a leaf for each place at which its cursor in a field stops. */
function noteMatches(
  leaf: Leaf,
  field: number,
  cursor: FieldCursor,
  here: readonly number[],
  places: readonly DocumentPlace[],
  scoring: Scoring,
  found: FieldWords[][],
): void {
  const { level } = scoring.prepared.view.schema.fields[field]
  for (let k = 0; k < here.length; k++) {
    const place = places[here[k]]
    const { doc } = place
    if (place.segment.parents === undefined) {
      if ((cursor.doc < doc ? cursor.advance(doc) : cursor.doc) === doc) note(found, here[k], field, leaf.words)
      continue
    }
    const { from, to } = reach(place, level)
    if ((cursor.doc < from ? cursor.advance(from) : cursor.doc) <= to) note(found, here[k], field, leaf.words)
  }
}

function note(found: FieldWords[][], place: number, field: number, words: readonly string[]): void {
  const own = found[place]
  for (let i = 0; i < own.length; i++) {
    if (own[i].field !== field) continue
    for (let w = 0; w < words.length; w++) {
      // a new array, just as long: one that grows makes room for many
      if (!own[i].words.includes(words[w])) own[i] = { field, words: [...own[i].words, words[w]] }
    }
    return
  }
  // not pushed to an empty array, which would make room for many
  const once = words.length === 1 ? [words[0]] : [...new Set(words)]
  if (own.length === 0) found[place] = [{ field, words: once }]
  else found[place] = [...own, { field, words: once }]
}
