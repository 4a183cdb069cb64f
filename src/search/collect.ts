// Chooses how a query's best documents are found: in bulk where it is any or all of some terms, whatever filters it, else scorer by scorer.

import { blockSize } from '../bytes/bitpack.js'
import type { Node } from '../query/node.js'
import { noMoreDocuments } from '../segment/layout.js'
import { type Classes, meanLength } from '../segment/norms.js'
import type { PostingCursor } from '../segment/posting-cursor.js'
import { collectAnd } from './and.js'
import { collectBest, isTerm, termsOfPattern } from './best-terms.js'
import { type Bits, BulkTerm, boundScale, type Tally, TermList, unsaturated } from './bulk.js'
import { leafIdf, postings, type Scoring, scorerOf, weighted } from './evaluate.js'
import { matchBits } from './filter-bits.js'
import { scores } from './leaves.js'
import { collectOr } from './or.js'
import type { ListWords, Prepared } from './terms.js'
import { countBits, type FieldTables, hasBit } from './view.js'

type TermNode = Extract<Node, { node: 'term' }>

/** A query that can be searched in bulk: any or all of some terms, within documents that match all filters and none of the exclusions. */
interface Shape {
  mode: 'any' | 'all'
  terms: readonly TermNode[]
  filters: readonly Node[]
  exclusions: readonly Node[]
  /** Whether the terms are all of the query but for what is excluded, and all of one level. */
  isWhole: boolean
}

/** Collects the best documents of all segments, the largest segment first: it raises the threshold for the others. */
export function collect(node: Node, scoring: Scoring, tally: Tally): void {
  const pattern = termsOfPattern(node)
  const shape = pattern === undefined ? shapeOf(node, scoring) : undefined
  const { segments } = scoring.prepared
  const order = segments.length === 1 ? segments : [...segments].sort((a, b) => b.view.segment.documentCount - a.view.segment.documentCount)
  let furthest = -1
  for (const segment of order) {
    const { base } = segment.view
    if (pattern !== undefined) collectBest(pattern, segment, scoring, tally)
    else if (shape === undefined) collectOneByOne(node, segment, scoring, tally)
    else collectInBulk(shape, segment, scoring, tally, base < furthest)
    if (base > furthest) furthest = base
  }
}

/** The shape of a query, or undefined where it has none that can be searched in bulk. */
function shapeOf(node: Node, scoring: Scoring): Shape | undefined {
  const isWhole = scoring.prepared.view.schema.nested.length === 0
  if (isTerm(node)) return isBulk(node, scoring) ? { mode: 'any', terms: [node], filters: none, exclusions: none, isWhole } : undefined
  if (node.node !== 'bool') return undefined
  const { must, should, not: exclusions } = node
  if (node.atLeast !== undefined) return undefined
  if (must.length === 0) return areTerms(should, scoring) ? { mode: 'any', terms: should, filters: none, exclusions, isWhole } : undefined
  if (should.length > 0) return undefined
  if (must.length > 1 && areTerms(must, scoring) && must.every(scores))
    return { mode: 'all', terms: must, filters: none, exclusions, isWhole }
  const filters = must.filter((each) => !scores(each))
  const scored = must.filter((each) => scores(each))
  if (scored.length > 1 && areTerms(scored, scoring))
    return { mode: 'all', terms: scored, filters, exclusions, isWhole: isWhole && filters.length === 0 }
  if (scored.length !== 1) return undefined
  const inner = shapeOf(scored[0], scoring)
  return (
    inner && {
      ...inner,
      filters: [...inner.filters, ...filters],
      exclusions: [...inner.exclusions, ...exclusions],
      isWhole: inner.isWhole && filters.length === 0,
    }
  )
}

const none: readonly Node[] = []

/** Whether nodes are terms, one at least, that can be searched in bulk. */
function areTerms(nodes: readonly Node[], scoring: Scoring): nodes is readonly TermNode[] {
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i]
    if (!isTerm(node) || !isBulk(node, scoring)) return false
  }
  return nodes.length > 0
}

/** Whether a term is of text fields, none of which has so small a boost that a weight that rounds to nothing would look like no match to the accumulators. */
function isBulk({ fields }: TermNode, { boosts, prepared }: Scoring): boolean {
  const all = prepared.view.schema.fields
  for (let i = 0; i < fields.length; i++) {
    const boost = boosts[fields[i]]
    if (all[fields[i]].type !== 'text' || (boost !== 0 && boost <= 1e-6)) return false
  }
  return true
}

function collectOneByOne(node: Node, segment: Prepared, scoring: Scoring, tally: Tally): void {
  const scorer = scorerOf(node, segment, scoring)
  for (let doc = scorer.next(); doc !== noMoreDocuments; doc = scorer.next()) {
    if (hasBit(segment.view.deleted, doc)) continue
    tally.count++
    tally.top.offer(scorer.score(), segment.view.base + doc)
    scoring.deadline?.step()
  }
}

function collectInBulk(shape: Shape, segment: Prepared, scoring: Scoring, tally: Tally, beforeOthers: boolean): void {
  const { k1 } = scoring.prepared.view.schema
  const terms: BulkTerm[] = []
  const words: ListWords[] = []
  for (const term of shape.terms) {
    const bulk = bulkTerm(term, terms.length, segment, scoring, words)
    if (bulk !== undefined) terms.push(bulk)
    else if (shape.mode === 'all') return
  }
  if (terms.length === 0) return
  const { deleted, base, segment: opened } = segment.view
  const isFiltered = shape.filters.length > 0 || shape.exclusions.length > 0
  const bits: Bits = {
    forbidden: isFiltered ? forbiddenBits(shape, segment, scoring) : deleted,
    base,
    documentCount: opened.documentCount,
    deadline: scoring.deadline,
  }
  if (shape.mode === 'all' && terms.length > 1) {
    collectAnd(terms, bits, k1, tally)
  } else {
    const all = bits.forbidden === undefined ? countOfAll(shape, terms, segment) : undefined
    collectOr(terms, bits, k1, tally, beforeOthers, all ?? (isFiltered ? 0 : leastCount(terms, deleted)), all !== undefined)
  }
  // of a document that is a hit, its mask tells what it has, where there is nothing else to have; what counts for nothing was perhaps not looked up
  if (words.length < 31 && shape.isWhole && terms.every(({ weight }) => weight > 0)) segment.words = words
  for (const term of terms) {
    for (const { cursor } of term.lists) segment.cursors.push(cursor)
    term.release()
  }
}

/** How many documents match, where one term is asked for and its record tells: in all of its fields, or in one. */
function countOfAll({ terms }: Shape, [{ lists, df }]: readonly BulkTerm[], segment: Prepared): number | undefined {
  if (terms.length > 1) return undefined
  if (lists.length === 1) return df
  const entry = segment.terms.get(terms[0].key)?.entry
  return lists.length === entry?.lists.length ? entry.unionDf : undefined
}

/** What the longest list alone says of the count. */
function leastCount(terms: readonly BulkTerm[], deleted: Uint8Array | undefined): number {
  let longest = 0
  for (const { df } of terms) if (df > longest) longest = df
  return Math.max(0, longest - countBits(deleted))
}

/** A bit per document that is deleted, excluded, or misses a filter. O(documents / 8), and the matches of filters that are not kept. */
function forbiddenBits({ filters, exclusions }: Shape, segment: Prepared, scoring: Scoring): Uint8Array {
  const { deleted, segment: opened } = segment.view
  const bytes = (opened.documentCount + 7) >>> 3
  const forbidden = new Uint8Array(bytes)
  for (const filter of filters) {
    const allowed = matchBits(filter, segment, scoring)
    for (let i = 0; i < bytes; i++) forbidden[i] |= ~allowed[i]
  }
  for (const exclusion of exclusions) {
    const excluded = matchBits(exclusion, segment, scoring)
    for (let i = 0; i < bytes; i++) forbidden[i] |= excluded[i]
  }
  if (deleted !== undefined) for (let i = 0; i < bytes; i++) forbidden[i] |= deleted[i]
  return forbidden
}

/** A term's lists in a segment, the longest last, or undefined where it has none. */
function bulkTerm(term: TermNode, number: number, segment: Prepared, scoring: Scoring, words: ListWords[]): BulkTerm | undefined {
  const entry = segment.terms.get(term.key)?.entry
  if (entry === undefined) return undefined
  const lists: TermList[] = []
  let df = 0
  for (const list of entry.lists) {
    if (scoring.boosts[list.field] === 0 || !term.fields.includes(list.field)) continue
    const cursor = postings(list, segment)
    if (list.df < blockSize) cursor.advance(0)
    const tables = tablesOf(list.field, cursor, segment, scoring)
    const bit = words.length < 31 ? 1 << words.length : 0
    words.push({ field: list.field, words: term.words })
    const made = TermList.of(cursor, tables, number, bit)
    if (list.df > df) {
      df = list.df
      lists.push(made)
    } else lists.splice(lists.length - 1, 0, made)
  }
  if (lists.length === 0) return undefined
  const { k1 } = scoring.prepared.view.schema
  return BulkTerm.of(lists, term.weight * leafIdf(term, scoring.prepared) * (k1 + 1), df)
}

/** What the lists of a field have in common; kept where its lengths stay where they are. */
function tablesOf(field: number, cursor: PostingCursor, segment: Prepared, scoring: Scoring): FieldTables {
  const boost = scoring.boosts[field]
  const { tables, segment: opened } = segment.view
  const known = tables[field]
  if (known?.boost === boost) return known
  const { norms, normsStart, weights } = weighted(field, cursor, segment, scoring)
  const made = { boost, norms: norms as Classes, normsStart, weights, bounds: unsaturated, scale: scaleOf(field, boost, segment, scoring) }
  if (opened.resident.isWhole) tables[field] = made
  return made
}

function scaleOf(number: number, boost: number, { view: { segment } }: Prepared, scoring: Scoring): number {
  const { view } = scoring.prepared
  const field = view.schema.fields[number]
  const statistics = segment.statistics[number]
  const built = statistics === null ? 1 : meanLength(statistics)
  return boundScale(field.boost, boost, view.schema.k1, field.b, built, view.means[number])
}
