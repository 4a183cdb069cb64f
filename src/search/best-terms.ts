// The terms that a pattern stands for, as one scorer: hundreds of short lists, each read once and not walked side by side (bench: expansion).
//
// Of a document the best of its terms counts. What was read is kept until the hits are known: which of the terms they have need not be looked up again.

import type { Node } from '../query/node.js'
import { noMoreDocuments } from '../segment/layout.js'
import type { ListEntry } from '../segment/postings.js'
import { onGrid, type WeightedField } from './bm25f.js'
import type { Tally } from './bulk.js'
import { leafIdf, postings, type Scoring, weighted } from './evaluate.js'
import { ColumnScorer, emptyColumn, OrderedScorer, type ScoreColumn } from './gathered.js'
import type { Leaf } from './leaves.js'
import { nothing, type Scorer } from './scorer.js'
import type { Prepared } from './terms.js'
import { hasBit } from './view.js'

type TermNode = Extract<Node, { node: 'term' }>

/** A list, whose documents start at `start` of all that were read. */
interface ReadList {
  readonly leaf: Leaf
  readonly field: number
  readonly start: number
}

/** The documents of all lists of some terms, list by list. */
export interface TermDocuments {
  readonly of: readonly TermNode[]
  readonly lists: readonly ReadList[]
  readonly docs: Uint32Array
}

/** Fewer postings are put in order; more go into a column of all documents. */
const fewPostings = 1024

/** More postings are not kept for the hits: 4 bytes each. */
const mostKept = 1 << 18

/** What was read so far, of one scorer at a time: a document of each posting; its weighted frequency, then its score. */
let docs = new Uint32Array(1024)
let shares = new Float64Array(1024)
/** By document, sums of several fields, or the best so far; and a bit for each that was met. Zero between terms. */
let sums = new Float64Array(0)
let met = new Uint32Array(0)

/** Whether a node is a term. */
export function isTerm(node: Node): node is TermNode {
  return node.node === 'term'
}

/** The terms that a pattern stands for, of which the best counts; undefined for what is something else. */
export function termsOfPattern(node: Node): readonly TermNode[] | undefined {
  if (node.node !== 'max' || (node.tie !== undefined && node.tie !== 0)) return undefined
  const { of } = node
  return of.every(isTerm) && of.every(({ blend }) => blend !== undefined) ? of : undefined
}

/** The scorer of the best of some terms. O(postings). @throws E_CORRUPT */
export function bestOfTerms(terms: readonly TermNode[], segment: Prepared, scoring: Scoring): Scorer {
  const count = readTerms(terms, segment, scoring)
  if (count === 0) return nothing
  const scorer = count <= fewPostings ? inOrder(count) : inColumn(count, segment.view.segment.documentCount)
  giveBack()
  return scorer
}

/** Finds the best documents of some terms, of which the best counts: in no order, as they come. O(postings). @throws E_CORRUPT */
export function collectBest(terms: readonly TermNode[], segment: Prepared, scoring: Scoring, tally: Tally): void {
  const count = readTerms(terms, segment, scoring)
  const { deleted, base, segment: opened } = segment.view
  widenSums(opened.documentCount)
  for (let i = 0; i < count; i++) {
    const doc = docs[i]
    met[doc >>> 5] |= 1 << (doc & 31)
    if (shares[i] > sums[doc]) sums[doc] = shares[i]
  }
  for (let i = 0; i < count; i++) {
    const doc = docs[i]
    // once, and clean for the next
    if ((met[doc >>> 5] & (1 << (doc & 31))) === 0) continue
    met[doc >>> 5] &= ~(1 << (doc & 31))
    const score = sums[doc]
    sums[doc] = 0
    if (hasBit(deleted, doc)) continue
    tally.count++
    tally.top.offer(score, base + doc)
  }
  giveBack()
}

/** Reads the documents of some terms; gives how many there are. */
function readTerms(terms: readonly TermNode[], segment: Prepared, scoring: Scoring): number {
  const lists: ReadList[] = []
  const known: WeightedField[] = []
  let count = 0
  for (const term of terms) {
    count = readTerm(term, count, known, segment, scoring, lists)
    scoring.deadline?.step()
  }
  if (count > 0 && count <= mostKept) segment.gathered.push({ of: terms, lists, docs: docs.slice(0, count) })
  return count
}

/** A large query must not keep its memory. */
function giveBack(): void {
  if (docs.length <= mostKept) return
  docs = new Uint32Array(1024)
  shares = new Float64Array(1024)
}

/** Adds what some terms score, each so many times, to a column of scores, and sets the bits of their documents. O(postings). @throws E_CORRUPT */
export function addTerms(
  terms: readonly (readonly [TermNode, number])[],
  { scores, bits }: ScoreColumn,
  segment: Prepared,
  scoring: Scoring,
): void {
  const known: WeightedField[] = []
  for (const [term, times] of terms) {
    const count = readTerm(term, 0, known, segment, scoring)
    for (let i = 0; i < count; i++) {
      const doc = docs[i]
      bits[doc >>> 5] |= 1 << (doc & 31)
      scores[doc] += times * shares[i]
    }
  }
}

/** Appends the documents of a term and their scores; of one that stands there several times only the first has one. */
function readTerm(term: TermNode, first: number, known: WeightedField[], segment: Prepared, scoring: Scoring, lists?: ReadList[]): number {
  let count = first
  let fields = 0
  for (const list of segment.terms.get(term.key)?.entry.lists ?? []) {
    const { field } = list
    if (scoring.boosts[field] === 0 || !term.fields.includes(field)) continue
    lists?.push({ leaf: term, field, start: count })
    count = readList(list, count, known, segment, scoring)
    fields++
  }
  if (fields === 0) return count
  if (fields > 1) addFields(first, count, segment.view.segment.documentCount)
  const { k1 } = scoring.prepared.view.schema
  const weight = term.weight * leafIdf(term, scoring.prepared) * (k1 + 1)
  for (let i = first; i < count; i++) shares[i] = onGrid((weight * shares[i]) / (k1 + shares[i]))
  return count
}

/** Appends the documents of a list and their weighted frequencies; gives how many there are then. `known` has a list of each field. */
function readList(list: ListEntry, count: number, known: WeightedField[], segment: Prepared, scoring: Scoring): number {
  if (count + list.df > docs.length) widen(count + list.df)
  const cursor = postings(list, segment)
  const { norms, normsStart, weights } = (known[list.field] ??= weighted(list.field, cursor, segment, scoring))
  for (cursor.advance(0); cursor.doc !== noMoreDocuments; cursor.nextBlock()) {
    const { docs: block, freqs, count: size } = cursor
    for (let i = 0; i < size; i++) {
      const doc = block[i]
      docs[count] = doc
      shares[count++] = freqs[i] * weights[norms === undefined ? 0 : norms[normsStart + doc]]
    }
  }
  cursor.release()
  return count
}

function widen(least: number): void {
  const length = Math.max(2 * docs.length, least)
  const [before, was] = [docs, shares]
  docs = new Uint32Array(length)
  docs.set(before)
  shares = new Float64Array(length)
  shares.set(was)
}

/** Gives the first posting of each document of one term the sum over all of them, and the others nothing. */
function addFields(first: number, count: number, documentCount: number): void {
  widenSums(documentCount)
  for (let i = first; i < count; i++) sums[docs[i]] += shares[i]
  for (let i = first; i < count; i++) {
    shares[i] = sums[docs[i]]
    sums[docs[i]] = 0
  }
}

function widenSums(documentCount: number): void {
  if (sums.length >= documentCount) return
  sums = new Float64Array(documentCount)
  met = new Uint32Array((documentCount + 31) >>> 5)
}

function inOrder(count: number): Scorer {
  const keys = new Float64Array(count)
  for (let i = 0; i < count; i++) keys[i] = docs[i] * fewPostings + i
  keys.sort()
  const ordered = new Uint32Array(count)
  const best = new Float64Array(count)
  let last = -1
  for (let i = 0; i < count; i++) {
    const at = keys[i] % fewPostings
    if (last < 0 || ordered[last] !== docs[at]) ordered[++last] = docs[at]
    if (shares[at] > best[last]) best[last] = shares[at]
  }
  return new OrderedScorer(ordered, best, last + 1)
}

function inColumn(count: number, documentCount: number): Scorer {
  const column = emptyColumn(documentCount)
  const { scores: best, bits } = column
  for (let i = 0; i < count; i++) {
    const doc = docs[i]
    bits[doc >>> 5] |= 1 << (doc & 31)
    if (shares[i] > best[doc]) best[doc] = shares[i]
  }
  return new ColumnScorer(column)
}
