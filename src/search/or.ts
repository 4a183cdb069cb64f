// Any of several terms, best first: MaxScore in windows with block bounds (Turtle and Flood 1995; Ding and Suel 2011; Mallia et al. 2019), each
// term's fields apart, so that a common word's body list is not read where only its headlines could still enter (bench: search).
//
// A window ends where the first block of a list that matters ends. In it, lists whose bounds together cannot lift a document over the threshold
// are lazy: read only for documents found in the others. A document is at most the sum over terms of weight * S(sum of its lists' bounds).

import {
  accumulate,
  addSiblings,
  clearAccumulators,
  frequenciesOf,
  gather,
  gatherSiblings,
  slotMasks,
  sums,
  touched,
  windowSize,
} from './accumulate.js'
import { type Bits, type BulkTerm, mayEnter, type Tally, type TermList, thresholdFor } from './bulk.js'
import { docs, frequencies, masks, places, scores } from './candidates.js'
import { addLazy, complete, isForbidden, leastScore, offer, settle } from './complete.js'

/** A window of fewer candidates than this doubles the next one's least length. */
const fewCandidates = 8
/** Shorter windows cost more to set up than their narrower bounds save. */
const shortestLeast = 512
const longestLeast = 2048

/** By term, weighted frequencies so far of a term that has lazy lists too; zero but within a window. */
const partials: Float64Array[] = []

/** Collects the documents of a segment that hold any of the terms given. `lowerBound` documents are known to match without looking, and none but these where `isAll`. */
export function collectOr(
  terms: readonly BulkTerm[],
  bits: Bits,
  k1: number,
  tally: Tally,
  beforeOthers: boolean,
  lowerBound: number,
  isAll: boolean,
): void {
  try {
    collect(terms, bits, k1, tally, beforeOthers, lowerBound, isAll)
  } catch (error) {
    // damaged bytes: the accumulators, shared by all searches, must be left clean
    clearAccumulators()
    for (const column of partials) column?.fill(0)
    places.fill(0)
    throw error
  }
}

function collect(
  terms: readonly BulkTerm[],
  bits: Bits,
  k1: number,
  tally: Tally,
  beforeOthers: boolean,
  lowerBound: number,
  isAll: boolean,
): void {
  const lists: TermList[] = []
  for (const term of terms) {
    // a term's longest list before its others, which only follow it
    for (let i = term.lists.length - 1; i >= 0; i--) {
      const list = term.lists[i]
      list.isMain = i === term.lists.length - 1
      list.bound = list.most = list.scale * list.bounds[list.cursor.largestBound()]
      list.cost = Math.max(list.most / list.cursor.df, list.isMain ? 0 : term.lists[term.lists.length - 1].cost)
      // cheapest to leave out first: little to add, much to read
      let at = lists.length
      while (at > 0 && lists[at - 1].cost > list.cost) at--
      lists.splice(at, 0, list)
    }
  }
  const byWeight = terms.length === 1 ? terms : [...terms].sort((a, b) => b.weight - a.weight)
  const counted = tally.count
  let prune = isAll || tally.count + lowerBound > tally.countUpTo
  if (prune && !isAll) tally.isExact = false
  let threshold = Number.NEGATIVE_INFINITY
  let least = shortestLeast
  for (let base = 0; base < bits.documentCount; ) {
    bits.deadline?.check()
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
      for (const list of lists) list.bound = list.scale * list.bounds[list.cursor.boundUntil(end)]
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
    if (many === 1 && prune)
      candidates = scanOne(essential as TermList, terms, byWeight, base, end, k1, threshold, lazyBound, bits, tally, beforeOthers)
    else if (many > 0) candidates = scanMany(terms, byWeight, base, end, k1, threshold, prune, bits, tally, beforeOthers)
    least = candidates < fewCandidates ? Math.min(longestLeast, least * 2) : shortestLeast
    base = end
  }
  if (isAll) tally.count = counted + lowerBound
  else if (!tally.isExact) tally.count = Math.max(tally.count, counted + lowerBound)
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

/** One list to read: no accumulators, and no division for a posting that cannot enter. Gives how many candidates there were. */
function scanOne(
  list: TermList,
  terms: readonly BulkTerm[],
  byWeight: readonly BulkTerm[],
  base: number,
  end: number,
  k1: number,
  threshold: number,
  lazyBound: number,
  bits: Bits,
  tally: Tally,
  beforeOthers: boolean,
): number {
  const { cursor, norms, normsStart, weights, bit } = list
  const term = terms[list.term]
  const siblings = term.lazyBound
  const others = Math.max(0, lazyBound - term.weight * saturation(siblings, k1))
  const least = leastFrequency(threshold, others, term.weight, k1) - siblings
  let candidates = 0
  while (cursor.doc < end) {
    const { docs: block, freqs, count } = cursor
    let { at } = cursor
    for (; at < count && block[at] < end; at++) {
      const doc = block[at]
      const frequency = freqs[at] * weights[norms[normsStart + doc]]
      if (frequency <= least || isForbidden(bits, doc)) continue
      docs[candidates] = doc
      scores[candidates] = 0
      masks[candidates] = bit
      places[doc - base] = candidates + 1
      frequencies[candidates++] = frequency
    }
    if (at < count) {
      cursor.at = at
      cursor.doc = block[at]
      break
    }
    cursor.nextBlock()
  }
  if (candidates === 0) return 0
  let open = 0
  for (const each of terms) {
    open += each.most
    each.partial = undefined
  }
  addLazy(term, candidates, base, end, bits)
  open -= term.most
  const kept = settle(term.weight, base, candidates, open, k1, threshold)
  term.most = -1
  offer(complete(byWeight, kept, base, end, open, k1, threshold, bits), base, bits, tally, beforeOthers)
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
  byWeight: readonly BulkTerm[],
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
  let last: BulkTerm | undefined
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
      if (reads === 0) continue
      // the longest comes last
      if (last !== undefined) accumulate(last.df > term.df ? term : last, base, end, k1)
      if (last === undefined || term.df >= last.df) last = term
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
  let kept = 0
  if (last !== undefined) {
    if (openTerms === 0) candidates = scanLast(last, base, end, k1, bits, tally, beforeOthers)
    else accumulate(last, base, end, k1)
  }
  // a document that would not enter is not offered, whether or not others are skipped; one met out of order may be before its equals
  const mayTie = beforeOthers || openTerms === 0
  let floor = thresholdFor(tally.top, mayTie)
  const least = prune ? Math.max(0, leastScore(threshold, open)) : 0
  const seen = touched
  const all = sums
  for (let word = 0, words = (end - base + 31) >>> 5; word < words; word++) {
    let rest = seen[word]
    seen[word] = 0
    for (; rest !== 0; rest &= rest - 1) {
      const slot = (word << 5) + 31 - Math.clz32(rest & -rest)
      const sum = all[slot]
      if (sum < least) continue
      const doc = base + slot
      if (isForbidden(bits, doc)) continue
      candidates++
      if (openTerms > 0) {
        docs[kept] = doc
        masks[kept] = slotMasks[slot]
        scores[kept++] = sum
        places[slot] = kept
        continue
      }
      if (sum <= floor) continue
      tally.top.offer(sum, bits.base + doc, slotMasks[slot])
      floor = thresholdFor(tally.top, mayTie)
    }
  }
  sums.fill(0, 0, end - base)
  slotMasks.fill(0, 0, end - base)
  if (openTerms > 0) offer(complete(byWeight, kept, base, end, open, k1, threshold, bits), base, bits, tally, beforeOthers)
  else tally.count += candidates
  if (waiting > 0) for (const term of terms) term.partial?.fill(0, 0, end - base)
  return candidates
}

/**
 * The longest of the terms to read, where no other list is to come: its documents' scores are then complete, so that they are offered on the way, and marked as
 * done by a sum below 0. Gives how many there are.
 */
function scanLast(term: BulkTerm, base: number, end: number, k1: number, bits: Bits, { top }: Tally, beforeOthers: boolean): number {
  const { weight } = term
  const siblings = gatherSiblings(term, base, end)
  const { cursor, norms, normsStart, weights, bit } = term.lists[term.lists.length - 1]
  const { forbidden } = bits
  const own = frequenciesOf
  const into = sums
  const lists = slotMasks
  let floor = thresholdFor(top, beforeOthers)
  let candidates = 0
  while (cursor.doc < end) {
    const { docs: block, freqs, count } = cursor
    let { at } = cursor
    for (; at < count && block[at] < end; at++) {
      const doc = block[at]
      const slot = doc - base
      let frequency = freqs[at] * weights[norms[normsStart + doc]]
      if (siblings > 0) {
        frequency += own[slot]
        own[slot] = 0
      }
      const sum = into[slot] + ((weight * frequency) / (k1 + frequency) + 98304 - 98304)
      into[slot] = -1
      if (forbidden !== undefined && (forbidden[doc >>> 3] & (1 << (doc & 7))) !== 0) continue
      candidates++
      if (sum <= floor) continue
      top.offer(sum, bits.base + doc, lists[slot] | bit)
      floor = thresholdFor(top, beforeOthers)
    }
    if (at < count) {
      cursor.at = at
      cursor.doc = block[at]
      break
    }
    cursor.nextBlock()
  }
  addSiblings(siblings, weight, k1)
  return candidates
}
