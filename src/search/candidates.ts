// Documents of a window that may be found, and what lists that were not read add to them: by candidate, skipping through the list, or by posting,
// whichever is less to do (bench: search).

import { noMoreDocuments } from '../segment/layout.js'
import { windowSize } from './accumulate.js'
import type { TermList } from './bulk.js'

/** Documents, ascending where `addFrequencies` is to look them up. */
export const docs = new Uint32Array(windowSize)
/** Their scores so far. */
export const scores = new Float64Array(windowSize)
/** Their weighted frequencies so far in the fields of one term. */
export const frequencies = new Float64Array(windowSize)
/** The lists that have them, by their bits. */
export const masks = new Int32Array(windowSize)
/** By slot of the window, the number of the candidate there, from 1; 0 between windows. */
export const places = new Uint16Array(windowSize)

/** Looking one candidate up costs what passing so many postings does. */
const lookUpCost = 12

/** Whether so many candidates are better looked up one by one than met in passing all of a list's postings in a window. */
export function areFew(count: number, { cursor }: TermList, length: number, documentCount: number): boolean {
  return count * lookUpCost * documentCount < cursor.df * length
}

/** Adds a list's weighted frequencies to those of the first `count` documents, ascending, that it has: a block of the list at a time. */
export function addFrequencies({ cursor, norms, normsStart, weights, bit }: TermList, count: number): void {
  for (let i = 0; i < count; ) {
    if ((cursor.doc < docs[i] ? cursor.advance(docs[i]) : cursor.doc) === noMoreDocuments) return
    const block = cursor.docs
    const length = cursor.count
    const last = block[length - 1]
    let { at } = cursor
    let freqs: Uint32Array | undefined
    for (; i < count && docs[i] <= last; i++) {
      const doc = docs[i]
      while (at + 8 < length && block[at + 8] < doc) at += 8
      while (block[at] < doc) at++
      if (block[at] !== doc) continue
      freqs ??= cursor.freqs
      frequencies[i] += freqs[at] * weights[norms[normsStart + doc]]
      masks[i] |= bit
    }
    cursor.at = at
    cursor.doc = block[at]
  }
}

/** Adds a list's weighted frequencies in [base, end) to those of the candidates, which `places` has, that it has. */
export function addHits({ cursor, norms, normsStart, weights, bit }: TermList, base: number, end: number): void {
  if (cursor.doc < base) cursor.advance(base)
  while (cursor.doc < end) {
    const { docs: block, count: length } = cursor
    let { at } = cursor
    let freqs: Uint32Array | undefined
    for (; at < length && block[at] < end; at++) {
      const doc = block[at]
      const place = places[doc - base]
      if (place === 0) continue
      freqs ??= cursor.freqs
      frequencies[place - 1] += freqs[at] * weights[norms[normsStart + doc]]
      masks[place - 1] |= bit
    }
    if (at < length) {
      cursor.at = at
      cursor.doc = block[at]
      break
    }
    cursor.nextBlock()
  }
}
