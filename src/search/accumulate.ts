// Summing shares by document within a window of documents: the inner loops of any-of-several-terms (bench: search).
//
// Each loop has the columns in constants of its own: those of a module are looked at anew for every posting.

import type { BulkTerm, TermList } from './bulk.js'

/** Documents in the largest window: what the accumulators hold. */
export const windowSize = 2048

/** Weighted frequencies of a term so far, by slot; zero between terms. */
export const frequenciesOf = new Float64Array(windowSize)
/** Scores so far, by slot; zero between windows. */
export const sums = new Float64Array(windowSize)
/** A bit per slot that any list has touched; zero between windows. */
export const touched = new Int32Array(windowSize / 32)
/** The lists that have the document of a slot, by their bits; zero between windows. */
export const slotMasks = new Int32Array(windowSize)
const slots = new Int32Array(windowSize)

/** Empties the accumulators after an error in mid-window. */
export function clearAccumulators(): void {
  for (const column of [frequenciesOf, sums, touched, slotMasks]) column.fill(0)
}

/** Adds a term's share to the sums of the documents in [base, end): shorter lists first, saturating with the longest. */
export function accumulate(term: BulkTerm, base: number, end: number, k1: number): void {
  const { lists, weight } = term
  const siblings = gatherSiblings(term, base, end)
  const main = lists[lists.length - 1]
  if (!main.lazy) {
    if (siblings > 0) addJoined(main, base, end, weight, k1)
    else addPlain(main, base, end, weight, k1)
  }
  addSiblings(siblings, weight, k1)
}

/** Collects the weighted frequencies of a term's lists but the longest; gives how many slots are noted in `slots`. */
export function gatherSiblings({ lists }: BulkTerm, base: number, end: number): number {
  let noted = 0
  for (let i = 0; i < lists.length - 1; i++) {
    if (!lists[i].lazy && lists[i].cursor.doc < end) noted = gather(lists[i], base, end, noted, frequenciesOf)
  }
  return noted
}

/** Adds the shares of documents that are in none but these lists. */
export function addSiblings(noted: number, weight: number, k1: number): void {
  const all = slots
  const own = frequenciesOf
  const into = sums
  for (let i = 0; i < noted; i++) {
    const slot = all[i]
    const frequency = own[slot]
    if (frequency === 0) continue
    own[slot] = 0
    into[slot] += (weight * frequency) / (k1 + frequency) + 98304 - 98304
  }
}

/** Collects the weighted frequencies of a list by slot; gives how many slots are noted in `slots`, where they are new. */
export function gather(
  { cursor, norms, normsStart, weights, bit }: TermList,
  base: number,
  end: number,
  noted: number,
  into: Float64Array,
): number {
  const all = slots
  const seen = touched
  const lists = slotMasks
  while (cursor.doc < end) {
    const { docs, freqs, count } = cursor
    let { at } = cursor
    for (; at < count && docs[at] < end; at++) {
      const doc = docs[at]
      const slot = doc - base
      const before = into[slot]
      if (before === 0) all[noted++] = slot
      into[slot] = before + freqs[at] * weights[norms[normsStart + doc]]
      seen[slot >>> 5] |= 1 << (slot & 31)
      lists[slot] |= bit
    }
    if (at < count) {
      cursor.at = at
      cursor.doc = docs[at]
      break
    }
    cursor.nextBlock()
  }
  return noted
}

/** Adds the longest list where no other has a posting in the window: one division a posting, nothing else. */
function addPlain({ cursor, norms, normsStart, weights, bit }: TermList, base: number, end: number, weight: number, k1: number): void {
  const into = sums
  const seen = touched
  const lists = slotMasks
  while (cursor.doc < end) {
    const { docs, freqs, count } = cursor
    let { at } = cursor
    for (; at < count && docs[at] < end; at++) {
      const doc = docs[at]
      const slot = doc - base
      const frequency = freqs[at] * weights[norms[normsStart + doc]]
      into[slot] += (weight * frequency) / (k1 + frequency) + 98304 - 98304
      seen[slot >>> 5] |= 1 << (slot & 31)
      lists[slot] |= bit
    }
    if (at < count) {
      cursor.at = at
      cursor.doc = docs[at]
      break
    }
    cursor.nextBlock()
  }
}

/** Adds the longest list to what the others gathered, and saturates: still one division a document. */
function addJoined({ cursor, norms, normsStart, weights, bit }: TermList, base: number, end: number, weight: number, k1: number): void {
  const own = frequenciesOf
  const into = sums
  const seen = touched
  const lists = slotMasks
  while (cursor.doc < end) {
    const { docs, freqs, count } = cursor
    let { at } = cursor
    for (; at < count && docs[at] < end; at++) {
      const doc = docs[at]
      const slot = doc - base
      const frequency = own[slot] + freqs[at] * weights[norms[normsStart + doc]]
      own[slot] = 0
      into[slot] += (weight * frequency) / (k1 + frequency) + 98304 - 98304
      seen[slot >>> 5] |= 1 << (slot & 31)
      lists[slot] |= bit
    }
    if (at < count) {
      cursor.at = at
      cursor.doc = docs[at]
      break
    }
    cursor.nextBlock()
  }
}
