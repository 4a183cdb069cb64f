// All of several terms, best first: the documents of the rarest, a batch at a time, against each further term in turn; where the rarest is very
// rare, one document at a time (bench: search, AND). Every match is scored, so the count is exact.

import { noMoreDocuments } from '../segment/layout.js'
import type { Bits, BulkTerm, Tally } from './bulk.js'

/** Documents in a batch. */
const batchSize = 256

const docs = new Uint32Array(batchSize)
const sums = new Float64Array(batchSize)

/** Collects the documents of a segment that hold all of `terms`. */
export function collectAnd(given: readonly BulkTerm[], bits: Bits, k1: number, tally: Tally): void {
  const terms = [...given].sort((a, b) => a.df - b.df)
  const [lead, ...others] = terms
  // a batch pays where it lets each list be read in one go; a lead of less than a batch is walked, each document dropped at its first miss
  const size = lead.df < batchSize ? 1 : batchSize
  for (let next = -1; next !== noMoreDocuments; ) {
    let count = 0
    while (count < size) {
      next = nextOf(lead, next)
      if (next === noMoreDocuments) break
      const { forbidden } = bits
      if (forbidden !== undefined && (forbidden[next >>> 3] & (1 << (next & 7))) !== 0) continue
      docs[count] = next
      sums[count++] = share(lead, next, k1)
    }
    for (let i = 0; i < others.length && count > 0; i++) count = keepMatching(others[i], count, k1)
    for (let i = 0; i < count; i++) {
      tally.count++
      tally.top.offer(sums[i], bits.base + docs[i])
    }
  }
}

/** The first document of a term after `doc`, its cursors moved there. */
function nextOf({ lists: fields }: BulkTerm, doc: number): number {
  let least: number = noMoreDocuments
  for (let i = 0; i < fields.length; i++) {
    const { cursor } = fields[i]
    const found = cursor.doc <= doc ? (cursor.doc === doc ? cursor.next() : cursor.advance(doc + 1)) : cursor.doc
    if (found < least) least = found
  }
  return least
}

/** What a term adds to the score of the document its cursors are on. */
function share({ lists: fields, weight }: BulkTerm, doc: number, k1: number): number {
  let frequency = 0
  for (let i = 0; i < fields.length; i++) {
    const { cursor, norms, normsStart, weights } = fields[i]
    if (cursor.doc === doc) frequency += cursor.freq * weights[norms[normsStart + doc]]
  }
  return (weight * frequency) / (k1 + frequency) + 98304 - 98304
}

/** Keeps those of the batch that have the term too, their share added; gives how many. */
function keepMatching(term: BulkTerm, count: number, k1: number): number {
  const { lists: fields } = term
  let kept = 0
  for (let i = 0; i < count; i++) {
    const doc = docs[i]
    let isThere = false
    for (let f = 0; f < fields.length; f++) {
      const { cursor } = fields[f]
      if (cursor.doc < doc) cursor.advance(doc)
      if (cursor.doc === doc) isThere = true
    }
    if (!isThere) continue
    const sum = sums[i] + share(term, doc, k1)
    docs[kept] = doc
    sums[kept++] = sum
  }
  return kept
}
