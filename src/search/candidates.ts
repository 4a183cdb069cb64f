// Documents of a window that may enter, and what lists that were not read add to them: a list at a time in one pass, not a document at a time.

import { noMoreDocuments } from '../segment/layout.js'
import { windowSize } from './accumulate.js'
import type { TermList } from './bulk.js'

/** Documents, ascending. */
export const docs = new Uint32Array(windowSize)
/** Their scores so far. */
export const scores = new Float64Array(windowSize)
/** Their weighted frequencies so far in the fields of one term. */
export const frequencies = new Float64Array(windowSize)

/** Adds a list's weighted frequencies to those of the first `count` documents that it has: both in order, a block of the list at a time. */
export function addFrequencies({ cursor, norms, normsStart, weights }: TermList, count: number): void {
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
    }
    cursor.at = at
    cursor.doc = block[at]
  }
}
