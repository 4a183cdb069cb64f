// Candidates of a window whose scores are not complete: what lists that were not read add to them, and which of them may still enter (bench: search).

import { type Bits, type BulkTerm, type Tally, thresholdFor } from './bulk.js'
import { addFrequencies, addHits, areFew, docs, frequencies, masks, places, scores } from './candidates.js'

/** What a score with `open` more must not be below to pass the threshold (with `mayEnter`'s slack, and a little more for rounding). */
export function leastScore(threshold: number, open: number): number {
  return (threshold - 1e-9) / (1 + 1e-6) - open - 1e-12
}

/** Whether a document may not be found. */
export function isForbidden({ forbidden }: Bits, doc: number): boolean {
  return forbidden !== undefined && (forbidden[doc >>> 3] & (1 << (doc & 7))) !== 0
}

/**
 * Looks up the shares of the terms still open for the first `count` candidates, the weightiest term first, and drops those that cannot enter; gives how
 * many are left.
 */
export function complete(
  byWeight: readonly BulkTerm[],
  count: number,
  base: number,
  end: number,
  open: number,
  k1: number,
  threshold: number,
  bits: Bits,
): number {
  let left = count
  let rest = open
  for (let t = 0; t < byWeight.length && left > 0; t++) {
    const term = byWeight[t]
    // added already, or nowhere in this window
    if (term.most <= 0) continue
    rest -= term.most
    const { partial } = term
    if (partial === undefined) frequencies.fill(0, 0, left)
    else for (let i = 0; i < left; i++) frequencies[i] = partial[docs[i] - base]
    addLazy(term, left, base, end, bits)
    left = settle(term.weight, base, left, rest, k1, threshold)
  }
  return left
}

/** Adds what a term's lazy lists have of the first `count` candidates; the others were read, or have nothing in this window. */
export function addLazy({ lists }: BulkTerm, count: number, base: number, end: number, { documentCount }: Bits): void {
  for (let i = 0; i < lists.length; i++) {
    const list = lists[i]
    if (!list.lazy || list.bound === 0) continue
    if (areFew(count, list, end - base, documentCount)) addFrequencies(list, count)
    else addHits(list, base, end)
  }
}

/** Adds a term's share to the scores of the first `count` candidates; keeps those that may enter with at most `rest` more, and gives how many. */
export function settle(weight: number, base: number, count: number, rest: number, k1: number, threshold: number): number {
  const least = leastScore(threshold, Math.max(0, rest))
  const own = docs
  const sums = scores
  const lists = masks
  const shares = frequencies
  let kept = 0
  for (let i = 0; i < count; i++) {
    const frequency = shares[i]
    const doc = own[i]
    const score = frequency > 0 ? sums[i] + ((weight * frequency) / (k1 + frequency) + 98304 - 98304) : sums[i]
    if (score < least) {
      places[doc - base] = 0
      continue
    }
    own[kept] = doc
    lists[kept] = lists[i]
    sums[kept++] = score
    places[doc - base] = kept
  }
  return kept
}

/** Counts the first `count` candidates, whose scores are complete, and offers those that would enter. */
export function offer(count: number, base: number, bits: Bits, tally: Tally, beforeOthers: boolean): void {
  const { top } = tally
  tally.count += count
  let floor = thresholdFor(top, beforeOthers)
  for (let i = 0; i < count; i++) {
    places[docs[i] - base] = 0
    if (scores[i] <= floor) continue
    top.offer(scores[i], bits.base + docs[i], masks[i])
    floor = thresholdFor(top, beforeOthers)
  }
}
