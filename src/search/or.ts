// Any of several terms, best first: MaxScore in windows with block bounds (Turtle and Flood 1995; Ding and Suel 2011; Mallia et al. 2019), each
// term's fields apart, so that a common word's body list is not read where only its headlines could still enter (bench: search).
//
// A window ends where the first block of a list that matters ends. In it, lists whose bounds together cannot lift a document over the threshold
// are lazy: read only for documents found in the others. A document is at most the sum over terms of weight * S(sum of its lists' bounds).

import { accumulate, clearAccumulators, gather, sums, touched, windowSize } from './accumulate.js'
import { type Bits, type BulkTerm, mayEnter, type Tally, type TermList, thresholdFor } from './bulk.js'

/** A window of fewer candidates than this doubles the next one's least length. */
const fewCandidates = 8
const longestLeast = 2048

/** By term, weighted frequencies so far of a term that has lazy lists too; zero but within a window. */
const partials: Float64Array[] = []

/** Collects the documents of a segment that hold any of the terms given. `lowerBound` documents are known to match without looking. */
export function collectOr(
  terms: readonly BulkTerm[],
  bits: Bits,
  k1: number,
  tally: Tally,
  beforeOthers: boolean,
  lowerBound: number,
): void {
  try {
    collect(terms, bits, k1, tally, beforeOthers, lowerBound)
  } catch (error) {
    // damaged bytes: the accumulators, shared by all searches, must be left clean
    clearAccumulators()
    for (const column of partials) column?.fill(0)
    throw error
  }
}

function collect(terms: readonly BulkTerm[], bits: Bits, k1: number, tally: Tally, beforeOthers: boolean, lowerBound: number): void {
  const lists: TermList[] = []
  for (const term of terms) {
    // a term's longest list before its others, which only follow it
    for (let i = term.lists.length - 1; i >= 0; i--) {
      const list = term.lists[i]
      list.isMain = i === term.lists.length - 1
      list.bound = list.most = list.bounds[list.cursor.largestBound()]
      list.cost = Math.max(list.most / list.cursor.df, list.isMain ? 0 : term.lists[term.lists.length - 1].cost)
      // cheapest to leave out first: little to add, much to read
      let at = lists.length
      while (at > 0 && lists[at - 1].cost > list.cost) at--
      lists.splice(at, 0, list)
    }
  }
  const counted = tally.count
  let prune = tally.count + lowerBound > tally.countUpTo
  if (prune) tally.isExact = false
  let threshold = Number.NEGATIVE_INFINITY
  let least = 1
  for (let base = 0; base < bits.documentCount; ) {
    let end = Math.min(base + windowSize, bits.documentCount)
    let lazyBound = 0
    if (!prune && tally.count > tally.countUpTo) {
      prune = true
      tally.isExact = false
    }
    if (prune) {
      const now = thresholdFor(tally.top, beforeOthers)
      if (now > threshold) {
        threshold = now
        for (const list of lists) list.bound = list.most
        partition(terms, lists, k1, threshold)
        for (const list of lists) list.lazyOverall = list.lazy
      }
      let first = Number.POSITIVE_INFINITY
      for (const list of lists) {
        const last = list.cursor.peek(base)
        if (!list.lazyOverall && last < first) first = last
      }
      end = Math.min(end, Math.max(first + 1, base + least))
      for (const list of lists) list.bound = list.bounds[list.cursor.boundUntil(end)]
      let most = 0
      for (const term of terms) most += term.most = term.weight * saturation(boundOf(term.lists), k1)
      if (!mayEnter(most, threshold)) {
        base = end
        least = Math.min(longestLeast, least * 2)
        continue
      }
      lazyBound = partition(terms, lists, k1, threshold)
    }
    let essential: TermList | undefined
    let many = 0
    for (const list of lists) {
      if (list.lazy) continue
      if (list.cursor.doc < base) list.cursor.advance(base)
      if (list.cursor.doc >= end) continue
      essential = list
      many++
    }
    let candidates = 0
    if (many === 1 && prune) candidates = scanOne(essential as TermList, terms, end, k1, threshold, lazyBound, bits, tally, beforeOthers)
    else if (many > 0) candidates = scanMany(terms, base, end, k1, threshold, prune, bits, tally, beforeOthers)
    least = candidates < fewCandidates ? Math.min(longestLeast, least * 2) : 1
    base = end
  }
  if (!tally.isExact) tally.count = Math.max(tally.count, counted + lowerBound)
}

function saturation(frequency: number, k1: number): number {
  return frequency / (k1 + frequency)
}

function boundOf(lists: readonly TermList[]): number {
  let bound = 0
  for (const list of lists) bound += list.bound
  return bound
}

/** Makes lists lazy while what they can reach together stays under the threshold; gives that reach. A short list follows its term's longest only. */
function partition(terms: readonly BulkTerm[], lists: readonly TermList[], k1: number, threshold: number): number {
  let reach = 0
  for (const term of terms) term.lazyBound = 0
  for (const list of lists) list.lazy = false
  for (const list of lists) {
    const term = terms[list.term]
    if (list.bound > 0 && !list.isMain && !term.lists[term.lists.length - 1].lazy) continue
    const more = term.weight * (saturation(term.lazyBound + list.bound, k1) - saturation(term.lazyBound, k1))
    if (mayEnter(reach + more, threshold)) continue
    list.lazy = true
    reach += more
    term.lazyBound += list.bound
  }
  return reach
}

/** One list to read: no accumulators, and no division for a posting that cannot enter. */
function scanOne(
  list: TermList,
  terms: readonly BulkTerm[],
  end: number,
  k1: number,
  threshold: number,
  lazyBound: number,
  bits: Bits,
  tally: Tally,
  beforeOthers: boolean,
): number {
  const { cursor, norms, normsStart, weights } = list
  const term = terms[list.term]
  const { weight } = term
  const siblings = term.lazyBound
  const others = Math.max(0, lazyBound - weight * saturation(siblings, k1))
  let open = 0
  for (const each of terms) {
    open += each.most
    each.partial = undefined
  }
  let least = leastFrequency(threshold, others, weight, k1) - siblings
  let candidates = 0
  while (cursor.doc < end) {
    const { docs, freqs, count } = cursor
    let { at } = cursor
    for (; at < count && docs[at] < end; at++) {
      const doc = docs[at]
      const frequency = freqs[at] * weights[norms[normsStart + doc]]
      if (frequency <= least || isForbidden(bits, doc)) continue
      candidates++
      cursor.at = at
      const score = complete(terms, doc, 0, 0, open, list.term, frequency, k1, threshold)
      if (score < 0) continue
      tally.count++
      tally.top.offer(score, bits.base + doc)
      const now = thresholdFor(tally.top, beforeOthers)
      if (now <= threshold) continue
      threshold = now
      least = leastFrequency(threshold, others, weight, k1) - siblings
    }
    if (at < count) {
      cursor.at = at
      cursor.doc = docs[at]
      break
    }
    cursor.nextBlock()
  }
  return candidates
}

/** The weighted frequency that a term must exceed for `weight * S(frequency) + others` to pass the threshold (with `mayEnter`'s slack). */
function leastFrequency(threshold: number, others: number, weight: number, k1: number): number {
  const gap = (threshold - 1e-9) / (1 + 1e-6) - others
  if (gap <= 0) return Number.NEGATIVE_INFINITY
  // a little less than the exact bound: division rounds
  return gap >= weight ? 1e200 : ((k1 * gap) / (weight - gap)) * (1 - 1e-9)
}

/** Several lists to read: terms wholly read are summed by document; what is lazy is looked up for those that may still enter. */
function scanMany(
  terms: readonly BulkTerm[],
  base: number,
  end: number,
  k1: number,
  threshold: number,
  prune: boolean,
  bits: Bits,
  tally: Tally,
  beforeOthers: boolean,
): number {
  let open = 0
  let openTerms = 0
  let waiting = 0
  for (let t = 0; t < terms.length; t++) {
    const term = terms[t]
    let lazies = 0
    let reads = 0
    for (const list of term.lists) {
      if (!list.lazy) reads++
      else if (list.bound > 0) lazies++
    }
    term.partial = undefined
    term.most = -1
    if (lazies === 0) {
      if (reads > 0) accumulate(term, base, end, k1)
      continue
    }
    term.most = term.weight * saturation(boundOf(term.lists), k1)
    open += term.most
    openTerms++
    if (reads === 0) continue
    waiting++
    term.partial = partials[t] ??= new Float64Array(windowSize)
    for (const list of term.lists) if (!list.lazy) gather(list, base, end, 0, term.partial)
  }
  let candidates = 0
  // a document that would not enter is not offered, whether or not others are skipped
  let floor = thresholdFor(tally.top, beforeOthers)
  for (let word = 0, last = (end - base + 31) >>> 5; word < last; word++) {
    let rest = touched[word]
    touched[word] = 0
    while (rest !== 0) {
      const slot = (word << 5) + 31 - Math.clz32(rest & -rest)
      rest &= rest - 1
      const sum = sums[slot]
      sums[slot] = 0
      const doc = base + slot
      let score = -1
      if (!isForbidden(bits, doc) && (!prune || mayEnter(sum + open, threshold))) {
        candidates++
        score = openTerms === 0 ? sum : complete(terms, doc, slot, sum, open, -1, 0, k1, threshold)
      }
      if (waiting > 0) for (const term of terms) if (term.partial !== undefined) term.partial[slot] = 0
      if (score < 0) continue
      tally.count++
      if (score <= floor) continue
      tally.top.offer(score, bits.base + doc)
      floor = thresholdFor(tally.top, beforeOthers)
      if (prune && floor > threshold) threshold = floor
    }
  }
  return candidates
}

function isForbidden({ forbidden }: Bits, doc: number): boolean {
  return forbidden !== undefined && (forbidden[doc >>> 3] & (1 << (doc & 7))) !== 0
}

/**
 * The score of `doc`: `sum`, and the shares of the terms still open, looked up one after another; -1 as soon as it cannot enter. The term `first`,
 * if any, has `knownFrequency` from the one list that was read, and comes first.
 */
function complete(
  terms: readonly BulkTerm[],
  doc: number,
  slot: number,
  sum: number,
  open: number,
  first: number,
  knownFrequency: number,
  k1: number,
  threshold: number,
): number {
  let score = sum
  let rest = open
  for (let t = 0; t < terms.length; t++) {
    const number = first < 0 ? t : t === 0 ? first : t <= first ? t - 1 : t
    const term = terms[number]
    if (term.most < 0) continue
    rest -= term.most
    let frequency = number === first ? knownFrequency : term.partial === undefined ? 0 : term.partial[slot]
    for (const list of term.lists) {
      // lists that were read are in the frequency already, or have nothing in this window
      if (!list.lazy || list.bound === 0) continue
      const { cursor } = list
      if (cursor.doc < doc) cursor.advance(doc)
      if (cursor.doc === doc) frequency += cursor.freq * list.weights[list.norms[list.normsStart + doc]]
    }
    if (frequency > 0) score += (term.weight * frequency) / (k1 + frequency) + 98304 - 98304
    if (!mayEnter(score + Math.max(0, rest), threshold)) return -1
  }
  return score
}
