// The whole search, as a plan: terms, postings, the best documents, what they say. Each `yield` is a round of bytes.

import type { Plan } from '../bytes/plan.js'
import type { Node } from '../query/node.js'
import type { Field } from '../schema.js'
import type { Id } from '../segment/ids.js'
import { noMoreDocuments } from '../segment/layout.js'
import type { Tally } from './bulk.js'
import { collect } from './collect.js'
import { readDocuments } from './documents.js'
import { type Scoring, scorerOf, scoringOf } from './evaluate.js'
import { scores } from './leaves.js'
import { type DocumentPlace, type FieldWords, matchedWords } from './matches.js'
import type { CheckedOptions } from './options.js'
import type { Scorer } from './scorer.js'
import { type Prepared, prepare } from './terms.js'
import { Top } from './top.js'
import { hasBit, type View } from './view.js'

/** A document found: where, how good, and which words of the query stand in which of its fields. */
export interface Found {
  id: Id
  score: number
  /** Words of the query in each field that has any. */
  words: readonly FieldWords[]
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
  const documents = yield* readDocuments(places.map(({ segment, doc }) => ({ segment: segment.view.segment, doc })))
  const words = matchedWords(node, places, scoring)
  const found = documents.map(({ id, record }, i) => ({ id, record, score: byDate ? 0 : best[i].key, words: words[i] }))
  return { found, count: tally.count, countIsExact: tally.isExact }
}

/** The scorer's score of one document, or undefined where it does not match: for explanations. */
export function* prepareFor(view: View, node: Node, boosts: readonly number[]): Plan<Scoring> {
  return scoringOf(yield* prepare(view, node, []), boosts)
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
