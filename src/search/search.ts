// The whole search, as a plan: terms, postings, the best documents, what they say. Each `yield` is a round of bytes.

import type { Plan } from '../bytes/plan.js'
import { corrupt } from '../bytes/varint.js'
import type { Node } from '../query/node.js'
import type { Field } from '../schema.js'
import type { Id } from '../segment/ids.js'
import { noMoreDocuments } from '../segment/layout.js'
import type { ArrangedList } from './arrange.js'
import type { Tally } from './bulk.js'
import { type Clause, clausesOf } from './clauses.js'
import { collect } from './collect.js'
import type { Deadline } from './deadline.js'
import { idsHere, readDocuments, type SegmentPlace } from './documents.js'
import { type Scoring, scorerOf, scoringOf } from './evaluate.js'
import { candidatesOf, firstly, type Headline, noCandidates, noneRaised, type Raised, raise } from './headline.js'
import { scores } from './leaves.js'
import { type DocumentPlace, type FieldWords, matchedWords } from './matches.js'
import type { CheckedOptions } from './options.js'
import { hasPatterns, resolved } from './patterns.js'
import type { Scorer } from './scorer.js'
import { type Prepared, prepare, preparedHere } from './terms.js'
import { Top } from './top.js'
import { hasBit, type View } from './view.js'

/** A document found: where, how good, and which words of the query stand in which of its fields. */
export interface Found {
  id: Id
  score: number
  /** Words of the query in each field that has any. */
  words: readonly FieldWords[]
  /** Values of the stored fields of its level, in the schema's order. */
  record: readonly unknown[]
  /** Of an item: its place among the items of its path, and the stored fields of the document it stands in, whose id it has. */
  item: { index: number; record: readonly unknown[] } | undefined
  /** By field asked for, where its matches stand. */
  positions: readonly (readonly number[])[] | undefined
}

/** What a search found. */
export interface FoundList {
  found: Found[]
  count: number
  countIsExact: boolean
  truncated: boolean
  /** Where every match was looked at. */
  arranged: ArrangedList | undefined
  /** What can be marked, where highlights are asked for. */
  clauses: readonly Clause[]
}

/**
 * Finds the best documents of `node`, those that are a `headline` first; the modules that `options` need must be here. Where nothing is scored, the newest by `newest`, the first date field, come first.
 */
export function* search(
  view: View,
  asked: Node,
  options: CheckedOptions,
  newest: Field | undefined,
  headline?: Headline,
  deadline?: Deadline,
): Plan<FoundList> {
  const {
    node,
    truncated,
    places: known,
  } = hasPatterns(asked) ? yield* resolved(view, asked, headline?.keys) : { node: asked, truncated: false, places: undefined }
  const byDate = newest !== undefined && !scores(node)
  const { arrange, positions: token } = view.modules
  const arrangement = options.arrangement && arrange.code.arrangedBy(options.arrangement, byDate ? newest : undefined)
  const columns = arrangement !== undefined ? arrange.code.arrangedFields(arrangement) : byDate ? [newest] : noFields
  const isFirst = byDate ? undefined : headline
  // not by ??: the step that makes CommonJS of it would put the yield into a function of its own
  let prepared = columns.length === 0 ? preparedHere(view, node, isFirst?.keys) : undefined
  if (prepared === undefined) prepared = yield* prepare(view, node, columns, isFirst?.keys, known)
  deadline?.check()
  const scoring = scoringOf(prepared, options.boosts, deadline)
  const { target } = options
  const top = Top.of(Math.min(options.limit + options.offset, view.documentCount))
  const tally: Tally = { top, count: 0, countUpTo: options.countUpTo, isExact: true }
  const candidates = isFirst === undefined ? noCandidates : candidatesOf(isFirst, scoring)
  const raised = candidates.length === 0 ? noneRaised : yield* raise(node, candidates, scoring)
  const arranged = arrangement && arrange.code.arrange(node, scoring, arrangement, options, raised)
  if (arranged !== undefined) tally.count = arranged.count
  else if (byDate)
    for (const segment of prepared.segments) collectByDate(scorerOf(node, segment, scoring), segment, newest, tally, deadline)
  else collect(node, scoring, tally)
  const best: readonly Hit[] = arranged === undefined ? rankedOf(firstly(raised, top.sorted()), options, byDate) : membersOf(arranged)
  top.release()
  const places: DocumentPlace[] = []
  for (let i = 0; i < best.length; i++) places.push(locate(prepared.segments, best[i]))
  let documents = idsHere(places)
  if (documents === undefined) {
    const toRead: SegmentPlace[] = places.map(({ segment, doc }) => ({ segment: segment.view.segment, doc }))
    // an item comes with the document that it stands in
    if (target > 0) for (const { segment, doc } of places) toRead.push({ segment: segment.view.segment, doc: parentOf(segment, doc) })
    documents = yield* readDocuments(toRead)
  }
  deadline?.check()
  const words = matchedWords(node, places, scoring)
  const isMarked = options.highlight.length > 0 || options.positions.length > 0
  const clauses = isMarked ? clausesOf(node, scoring) : noClauses
  const { positions: wanted } = options
  const positions = wanted.length > 0 ? yield* token.code.tokenPositions(clauses, places, prepared.segments, wanted) : undefined
  for (const { cursors } of prepared.segments) for (const cursor of cursors) cursor.release()
  const found: Found[] = []
  for (let i = 0; i < places.length; i++) {
    const { segment, doc } = places[i]
    const { record } = documents[i]
    const { id } = documents[target === 0 ? i : places.length + i]
    const item = target === 0 ? undefined : { index: segment.parents?.index(doc) ?? 0, record: documents[places.length + i].record }
    found.push({ id, score: best[i].score, words: words[i], record, item, positions: positions?.[i] })
  }
  return {
    found,
    count: tally.count,
    countIsExact: tally.isExact,
    truncated,
    arranged,
    clauses: options.highlight.length > 0 ? clauses : noClauses,
  }
}

interface Hit {
  readonly doc: number
  readonly score: number
  readonly mask?: number
}

const noFields: readonly Field[] = []
const noClauses: readonly Clause[] = []

/** The hits that are asked for of those ranked. */
function rankedOf(ranked: readonly Raised[], { offset, limit }: CheckedOptions, byDate: boolean): Hit[] {
  const best: Hit[] = []
  for (let i = offset; i < ranked.length && i < offset + limit; i++) {
    const { key, doc, mask = 0 } = ranked[i]
    best.push({ doc, score: byDate ? 0 : key, mask })
  }
  return best
}

/** Of each group its best first, then the others. */
function membersOf({ best }: ArrangedList): Hit[] {
  return best.flatMap((each) => [each, ...(each.group?.others ?? [])])
}

/** A query with terms in place of its patterns, what scoring needs, and the documents that come first. */
export interface PreparedQuery {
  node: Node
  scoring: Scoring
  raised: readonly Raised[]
}

/** Makes a query ready to be explained. */
export function* prepareFor(view: View, asked: Node, boosts: readonly number[], headline: Headline | undefined): Plan<PreparedQuery> {
  const { node } = yield* resolved(view, asked, headline?.keys)
  const scoring = scoringOf(yield* prepare(view, node, noFields, headline?.keys), boosts)
  const raised = headline === undefined || !scores(node) ? noneRaised : yield* raise(node, candidatesOf(headline, scoring), scoring)
  return { node, scoring, raised }
}

function collectByDate(scorer: Scorer, segment: Prepared, field: Field, tally: Tally, deadline: Deadline | undefined): void {
  const { view, columns, parents } = segment
  const column = columns.get(field.number)
  for (let doc = scorer.next(); doc !== noMoreDocuments; doc = scorer.next()) {
    if (hasBit(view.deleted, doc)) continue
    tally.count++
    deadline?.step()
    const value =
      column === undefined ? Number.NaN : column.greatest(field.level === 0 && parents?.has(doc) === false ? parentOf(segment, doc) : doc)
    tally.top.offer(Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value, view.base + doc)
  }
}

/** The document that an item stands in. @throws E_CORRUPT */
export function parentOf({ parents }: Prepared, item: number): number {
  const parent = parents?.next(item) ?? item
  if (parent === noMoreDocuments) throw corrupt(`a document that item ${item} stands in`, 'none')
  return parent
}

function locate(segments: readonly Prepared[], { doc, mask = 0 }: Hit): DocumentPlace {
  let i = segments.length - 1
  while (segments[i].view.base > doc) i--
  return { segment: segments[i], doc: doc - segments[i].view.base, mask }
}
