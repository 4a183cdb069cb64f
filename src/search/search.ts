// The whole search, as a plan: terms, postings, the best documents, what they say. Each `yield` is a round of bytes.

import type { Plan, Range } from '../bytes/plan.js'
import type { Node } from '../query/node.js'
import type { Field } from '../schema.js'
import { type Id, Ids } from '../segment/ids.js'
import { noMoreDocuments, sections } from '../segment/layout.js'
import { rangeOf, type Section, type Segment } from '../segment/segment.js'
import { parseRecord, readStoredBlock } from '../segment/stored.js'
import type { Tally } from './bulk.js'
import { collect } from './collect.js'
import { leafScorer, type Scoring, scorerOf, scoringOf } from './evaluate.js'
import { leavesOf, scores } from './leaves.js'
import type { CheckedOptions } from './options.js'
import type { Scorer } from './scorer.js'
import { type Prepared, prepare } from './terms.js'
import { Top } from './top.js'
import { hasBit, type View } from './view.js'

/** A document found: where, how good, and which words of the query stand in which of its fields. */
export interface Found {
  id: Id
  score: number
  /** Words of the query by field number. */
  words: ReadonlyMap<number, readonly string[]>
  /** Values of the stored fields, in the schema's order. */
  record: readonly unknown[]
}

/** What a search found. */
export interface FoundList {
  found: Found[]
  count: number
  countIsExact: boolean
}

/** Finds the best documents of `node`. Where nothing is scored, the newest by `newest`, the first date field, come first. */
export function* search(view: View, node: Node, options: CheckedOptions, newest: Field | undefined): Plan<FoundList> {
  const byDate = newest !== undefined && !scores(node)
  const prepared = yield* prepare(view, node, byDate ? [newest.number] : [])
  const scoring = scoringOf(prepared, options.boosts)
  const top = new Top(Math.min(options.limit + options.offset, view.documentCount))
  const tally: Tally = { top, count: 0, countUpTo: options.countUpTo, isExact: true }
  if (byDate) for (const segment of prepared.segments) collectByDate(scorerOf(node, segment, scoring), segment, newest.number, tally)
  else collect(node, scoring, tally)
  const best = top.sorted().slice(options.offset)
  const places = best.map(({ doc }) => locate(prepared.segments, doc))
  const ranges = places.flatMap(({ segment, doc }) => documentRanges(segment.view.segment, doc))
  if (ranges.length > 0) yield ranges
  const words = matchedWords(node, places, scoring)
  const records = readRecords(places)
  const found = places.map(({ segment, doc }, i) => ({
    id: idsOf(segment.view.segment).id(doc),
    score: byDate ? 0 : best[i].key,
    words: words[i],
    record: records[i],
  }))
  return { found, count: tally.count, countIsExact: tally.isExact }
}

/** The scorer's score of one document, or undefined where it does not match: for explanations. */
export function* prepareFor(view: View, node: Node, boosts: readonly number[]): Plan<Scoring> {
  return scoringOf(yield* prepare(view, node, []), boosts)
}

/** The ids of a segment; its section has been read. */
export function idsOf(segment: Segment): Ids {
  const { start, end } = segment.sections.get(sections.ids) as Section
  return new Ids(segment.resident.chunk(start, end), start, end, segment.documentCount)
}

/** What has to be read to tell a document's id and stored fields. */
export function documentRanges(segment: Segment, doc: number): Range[] {
  const ids = rangeOf(segment, sections.ids)
  if (segment.schema.storeFields.length === 0) return [ids]
  const { start, end } = segment.stored.find(doc)
  return [ids, rangeOf(segment, sections.stored, start, end)]
}

/** A document, by its segment and its number there. */
export interface DocumentPlace {
  segment: Prepared
  doc: number
}

/** The stored values of documents whose ranges have been read; each block is inflated once. */
export function readRecords(places: readonly { segment: { view: { segment: Segment } }; doc: number }[]): unknown[][] {
  const blocks = new Map<Segment, Map<number, Uint8Array[]>>()
  return places.map(({ segment: { view }, doc }) => {
    const { segment } = view
    if (segment.schema.storeFields.length === 0) return []
    const { start, end, index } = segment.stored.find(doc)
    let inflated = blocks.get(segment)
    if (inflated === undefined) blocks.set(segment, (inflated = new Map()))
    let records = inflated.get(start)
    if (records === undefined) {
      const range = rangeOf(segment, sections.stored, start, end)
      const chunk = segment.resident.chunk(range.start, range.end)
      inflated.set(
        start,
        (records = readStoredBlock(chunk.bytes.subarray(range.start - chunk.start, range.end - chunk.start), segment.deflate)),
      )
    }
    return parseRecord(records[index] ?? new Uint8Array(0))
  })
}

function collectByDate(scorer: Scorer, { view, columns }: Prepared, field: number, tally: Tally): void {
  const column = columns.get(field)
  for (let doc = scorer.next(); doc !== noMoreDocuments; doc = scorer.next()) {
    if (hasBit(view.deleted, doc)) continue
    tally.count++
    const value = column === undefined ? Number.NaN : column.greatest(doc)
    tally.top.offer(Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value, view.base + doc)
  }
}

function locate(segments: readonly Prepared[], doc: number): DocumentPlace {
  let i = segments.length - 1
  while (segments[i].view.base > doc) i--
  return { segment: segments[i], doc: doc - segments[i].view.base }
}

/** Which words of the query each place has in which fields: fresh cursors, moved over the places in document order. */
function matchedWords(node: Node, places: readonly DocumentPlace[], scoring: Scoring): Map<number, string[]>[] {
  const leaves = leavesOf(node, false)
  const words = places.map(() => new Map<number, string[]>())
  const order = places.map((_, i) => i).sort((a, b) => places[a].doc - places[b].doc)
  for (const segment of scoring.prepared.segments) {
    const here = order.filter((i) => places[i].segment === segment)
    if (here.length === 0) continue
    for (const leaf of leaves) {
      const scorer = leafScorer(leaf, segment, scoring)
      if (scorer === undefined) continue
      for (const i of here) {
        const { doc } = places[i]
        if (scorer.doc < doc) scorer.advance(doc)
        if (scorer.doc !== doc) continue
        for (const { field, cursor } of scorer.fields) {
          if (cursor.doc !== doc) continue
          const list = words[i].get(field) ?? []
          for (const word of leaf.words) if (!list.includes(word)) list.push(word)
          words[i].set(field, list)
        }
      }
    }
  }
  return words
}
