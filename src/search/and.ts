// All of several terms, best first: the documents of the rarest, a window at a time, against each further term's lists. Nothing is scored, and no
// frequency read, but of documents that have all terms so far (bench: search, AND). Every match is scored, so the count is exact.

import { noMoreDocuments } from '../segment/layout.js'
import { windowSize } from './accumulate.js'
import type { Bits, BulkTerm, Tally, TermList } from './bulk.js'
import { addFrequencies, addHits, areFew, docs, frequencies, masks, places, scores } from './candidates.js'

/** A bit per slot; 0 but while candidates are put in order. */
const slots = new Int32Array(windowSize / 32)

/** By candidate, the weighted frequency of the rarest term: its share is worked out for those that have all the others. */
const leads = new Float64Array(windowSize)
/** Where columns of candidates stand while these are put in order; made when first needed. */
let oldColumns: Float64Array | undefined

/** Collects the documents of a segment that hold all of `terms`. */
export function collectAnd(given: readonly BulkTerm[], bits: Bits, k1: number, tally: Tally): void {
  const terms = given.length === 2 && given[0].df <= given[1].df ? given : [...given].sort((a, b) => a.df - b.df)
  const lead = terms[0]
  const { documentCount } = bits
  try {
    for (let base = firstOf(lead, 0); base !== noMoreDocuments; base = firstOf(lead, base + windowSize)) {
      bits.deadline?.check()
      const end = Math.min(base + windowSize, documentCount)
      let count = takeLead(lead, base, end, bits)
      let isOrdered = lead.lists[lead.lists.length - 1].taken === count
      for (let t = 1; t < terms.length && count > 0; t++) {
        const { lists, weight } = terms[t]
        for (let i = 0; i < lists.length; i++) {
          const list = lists[i]
          if (!areFew(count, list, end - base, documentCount)) {
            addHits(list, base, end)
            continue
          }
          if (!isOrdered) putInOrder(base, count)
          isOrdered = true
          addFrequencies(list, count)
        }
        count = settle(weight, base, count, k1)
      }
      offer(lead.weight, k1, base, count, bits, tally)
    }
  } catch (error) {
    places.fill(0)
    slots.fill(0)
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

/** Makes candidates of the documents of the rarest term in [base, end) that are not forbidden, with its frequencies; gives how many. */
function takeLead({ lists }: BulkTerm, base: number, end: number, { forbidden }: Bits): number {
  let count = 0
  for (let i = lists.length - 1; i >= 0; i--) count = takeList(lists[i], base, end, forbidden, count)
  return count
}

/** Adds a list's frequencies to those of the candidates, and makes candidates of its other documents, behind them; gives how many there are then. */
function takeList(list: TermList, base: number, end: number, forbidden: Uint8Array | undefined, known: number): number {
  const { cursor, norms, normsStart, weights, bit } = list
  let count = known
  while (cursor.doc < end) {
    const { docs: block, freqs, count: length } = cursor
    let { at } = cursor
    for (; at < length && block[at] < end; at++) {
      const doc = block[at]
      const frequency = freqs[at] * weights[norms[normsStart + doc]]
      const place = places[doc - base]
      if (place > 0) {
        leads[place - 1] += frequency
        masks[place - 1] |= bit
        continue
      }
      if (forbidden !== undefined && (forbidden[doc >>> 3] & (1 << (doc & 7))) !== 0) continue
      docs[count] = doc
      scores[count] = 0
      masks[count] = bit
      frequencies[count] = 0
      leads[count++] = frequency
      places[doc - base] = count
    }
    if (at < length) {
      cursor.at = at
      cursor.doc = block[at]
      break
    }
    cursor.nextBlock()
  }
  list.taken = count - known
  return count
}

/** Puts candidates, which come list by list, in the order of their documents. */
function putInOrder(base: number, count: number): void {
  const old = (oldColumns ??= new Float64Array(4 * windowSize))
  for (let i = 0; i < count; i++) {
    const slot = docs[i] - base
    slots[slot >>> 5] |= 1 << (slot & 31)
    old[4 * i] = masks[i]
    old[4 * i + 1] = scores[i]
    old[4 * i + 2] = frequencies[i]
    old[4 * i + 3] = leads[i]
  }
  let next = 0
  for (let word = 0; next < count; word++) {
    let rest = slots[word]
    slots[word] = 0
    for (; rest !== 0; rest &= rest - 1) {
      const slot = (word << 5) + 31 - Math.clz32(rest & -rest)
      const from = 4 * (places[slot] - 1)
      docs[next] = base + slot
      masks[next] = old[from]
      scores[next] = old[from + 1]
      frequencies[next] = old[from + 2]
      leads[next] = old[from + 3]
      places[slot] = ++next
    }
  }
}

/** Keeps the candidates that have the term, its share added; gives how many. */
function settle(weight: number, base: number, count: number, k1: number): number {
  let kept = 0
  for (let i = 0; i < count; i++) {
    const frequency = frequencies[i]
    const doc = docs[i]
    frequencies[i] = 0
    if (frequency === 0) {
      places[doc - base] = 0
      continue
    }
    docs[kept] = doc
    masks[kept] = masks[i]
    leads[kept] = leads[i]
    scores[kept++] = scores[i] + ((weight * frequency) / (k1 + frequency) + 98304 - 98304)
    places[doc - base] = kept
  }
  return kept
}

/** Counts the candidates of a window, which have all terms, and offers those that would enter. */
function offer(weight: number, k1: number, base: number, count: number, bits: Bits, tally: Tally): void {
  const { top } = tally
  tally.count += count
  let floor = top.threshold
  for (let i = 0; i < count; i++) {
    places[docs[i] - base] = 0
    const score = scores[i] + ((weight * leads[i]) / (k1 + leads[i]) + 98304 - 98304)
    // of equal scores the earlier document stays; segments are not searched in order, so equal ones are offered
    if (score < floor) continue
    top.offer(score, bits.base + docs[i], masks[i])
    floor = top.threshold
  }
}
