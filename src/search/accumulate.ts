// Summing shares by document within a window of documents: the inner loops of any-of-several-terms (bench: search).

import type { BulkTerm, TermList } from './bulk.js'

/** Documents in the largest window: what the accumulators hold. */
export const windowSize = 2048

/** Weighted frequencies of a term so far, by slot; zero between terms. */
const frequencies = new Float64Array(windowSize)
/** Scores so far, by slot; zero between windows. */
export const sums = new Float64Array(windowSize)
/** A bit per slot that any list has touched; zero between windows. */
export const touched = new Int32Array(windowSize / 32)
/** The lists that have the document of a slot, by their bits; zero between windows. */
export const slotMasks = new Int32Array(windowSize)
const slots = new Int32Array(windowSize)

/** Empties the accumulators after an error in mid-window. */
export function clearAccumulators(): void {
  for (const column of [frequencies, sums, touched, slotMasks]) column.fill(0)
}

/** Adds a term's share to the sums of the documents in [base, end): shorter lists first, saturating with the longest. */
export function accumulate(term: BulkTerm, base: number, end: number, k1: number): void {
  const { lists, weight } = term
  let short = 0
  for (let i = 0; i < lists.length - 1; i++) {
    if (!lists[i].lazy && lists[i].cursor.doc < end) short = gather(lists[i], base, end, short, frequencies)
  }
  const main = lists[lists.length - 1]
  if (!main.lazy) {
    if (short > 0) addJoined(main, base, end, weight, k1)
    else addPlain(main, base, end, weight, k1)
  }
  for (let i = 0; i < short; i++) {
    const slot = slots[i]
    const frequency = frequencies[slot]
    if (frequency === 0) continue
    frequencies[slot] = 0
    sums[slot] += (weight * frequency) / (k1 + frequency) + 98304 - 98304
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
  while (cursor.doc < end) {
    const { docs, freqs, count } = cursor
    let { at } = cursor
    for (; at < count && docs[at] < end; at++) {
      const doc = docs[at]
      const slot = doc - base
      if (into[slot] === 0) slots[noted++] = slot
      into[slot] += freqs[at] * weights[norms[normsStart + doc]]
      touched[slot >>> 5] |= 1 << (slot & 31)
      slotMasks[slot] |= bit
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
  while (cursor.doc < end) {
    const { docs, freqs, count } = cursor
    let { at } = cursor
    for (; at < count && docs[at] < end; at++) {
      const doc = docs[at]
      const slot = doc - base
      const frequency = freqs[at] * weights[norms[normsStart + doc]]
      sums[slot] += (weight * frequency) / (k1 + frequency) + 98304 - 98304
      touched[slot >>> 5] |= 1 << (slot & 31)
      slotMasks[slot] |= bit
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
  while (cursor.doc < end) {
    const { docs, freqs, count } = cursor
    let { at } = cursor
    for (; at < count && docs[at] < end; at++) {
      const doc = docs[at]
      const slot = doc - base
      const frequency = frequencies[slot] + freqs[at] * weights[norms[normsStart + doc]]
      frequencies[slot] = 0
      sums[slot] += (weight * frequency) / (k1 + frequency) + 98304 - 98304
      touched[slot >>> 5] |= 1 << (slot & 31)
      slotMasks[slot] |= bit
    }
    if (at < count) {
      cursor.at = at
      cursor.doc = docs[at]
      break
    }
    cursor.nextBlock()
  }
}
