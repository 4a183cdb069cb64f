// All of several terms, best first: the documents of the rarest, a window at a time, against each further term's lists in one pass; where the
// rarest is very rare, one document at a time (bench: search, AND). Every match is scored, so the count is exact.

import { noMoreDocuments } from '../segment/layout.js'
import { accumulate, clearAccumulators, sums, touched, windowSize } from './accumulate.js'
import type { Bits, BulkTerm, Tally } from './bulk.js'
import { addFrequencies, docs, frequencies, scores } from './candidates.js'

/** A lead of fewer documents is walked one by one: each is dropped at its first miss, and lists are skipped through. */
const fewDocuments = 128

/** Collects the documents of a segment that hold all of `terms`. */
export function collectAnd(given: readonly BulkTerm[], bits: Bits, k1: number, tally: Tally): void {
  const [lead, ...others] = [...given].sort((a, b) => a.df - b.df)
  if (lead.df < fewDocuments) {
    leapfrog(lead, others, bits, k1, tally)
    return
  }
  try {
    for (let base = firstOf(lead, 0); base !== noMoreDocuments; base = firstOf(lead, base + windowSize)) {
      bits.deadline?.check()
      const end = Math.min(base + windowSize, bits.documentCount)
      accumulate(lead, base, end, k1)
      let count = takeWindow(base, end, bits)
      for (let i = 0; i < others.length && count > 0; i++) count = keepMatching(others[i], count, k1)
      tally.count += count
      for (let i = 0, { top } = tally, floor = top.threshold; i < count; i++) {
        // of equal scores the earlier document stays; segments are not searched in order, so equal ones are offered
        if (scores[i] < floor) continue
        top.offer(scores[i], bits.base + docs[i])
        floor = top.threshold
      }
    }
  } catch (error) {
    clearAccumulators()
    throw error
  }
}

/** The first document of a term not below `target`, its cursors moved there. */
function firstOf({ lists }: BulkTerm, target: number): number {
  let least: number = noMoreDocuments
  for (let i = 0; i < lists.length; i++) {
    const { cursor } = lists[i]
    const doc = cursor.doc < target ? cursor.advance(target) : cursor.doc
    if (doc < least) least = doc
  }
  return least
}

/** Takes what was accumulated in [base, end) over into `docs` and `scores`, in order, without forbidden documents; gives how many. */
function takeWindow(base: number, end: number, { forbidden }: Bits): number {
  let count = 0
  for (let word = 0, last = (end - base + 31) >>> 5; word < last; word++) {
    let rest = touched[word]
    touched[word] = 0
    while (rest !== 0) {
      const slot = (word << 5) + 31 - Math.clz32(rest & -rest)
      rest &= rest - 1
      const doc = base + slot
      if (forbidden === undefined || (forbidden[doc >>> 3] & (1 << (doc & 7))) === 0) {
        docs[count] = doc
        scores[count++] = sums[slot]
      }
      sums[slot] = 0
    }
  }
  return count
}

/** Keeps those of the first `count` documents that have the term too, its share added; gives how many. */
function keepMatching({ lists, weight }: BulkTerm, count: number, k1: number): number {
  frequencies.fill(0, 0, count)
  for (let i = 0; i < lists.length; i++) addFrequencies(lists[i], count)
  let kept = 0
  for (let i = 0; i < count; i++) {
    const frequency = frequencies[i]
    if (frequency === 0) continue
    docs[kept] = docs[i]
    scores[kept++] = scores[i] + ((weight * frequency) / (k1 + frequency) + 98304 - 98304)
  }
  return kept
}

function leapfrog(lead: BulkTerm, others: readonly BulkTerm[], bits: Bits, k1: number, tally: Tally): void {
  const { forbidden, base } = bits
  for (let doc = firstOf(lead, 0); doc !== noMoreDocuments; doc = firstOf(lead, doc + 1)) {
    if (forbidden !== undefined && (forbidden[doc >>> 3] & (1 << (doc & 7))) !== 0) continue
    let isMatch = true
    for (let i = 0; i < others.length && isMatch; i++) isMatch = standsOn(others[i], doc)
    if (!isMatch) continue
    let score = share(lead, doc, k1)
    for (let i = 0; i < others.length; i++) score += share(others[i], doc, k1)
    tally.count++
    tally.top.offer(score, base + doc)
  }
}

/** Moves a term's lists to `doc`, and tells whether any has it. */
function standsOn({ lists }: BulkTerm, doc: number): boolean {
  let isThere = false
  for (let i = 0; i < lists.length; i++) {
    const { cursor } = lists[i]
    if ((cursor.doc < doc ? cursor.advance(doc) : cursor.doc) === doc) isThere = true
  }
  return isThere
}

/** What a term adds to the score of the document its cursors are on. */
function share({ lists, weight }: BulkTerm, doc: number, k1: number): number {
  let frequency = 0
  for (let i = 0; i < lists.length; i++) {
    const { cursor, norms, normsStart, weights } = lists[i]
    if (cursor.doc === doc) frequency += cursor.freq * weights[norms[normsStart + doc]]
  }
  return (weight * frequency) / (k1 + frequency) + 98304 - 98304
}
