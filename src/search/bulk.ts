// What the two bulk algorithms share: terms as weighted lists with bounds, and the tally of what was found.

import { blockSize } from '../bytes/bitpack.js'
import type { PostingCursor } from '../segment/posting-cursor.js'
import type { Top } from './top.js'

/** One posting list of a term: a field's. */
export interface BulkField {
  readonly cursor: PostingCursor
  readonly norms: Uint8Array
  readonly normsStart: number
  /** What one unit of frequency counts for, by length byte. */
  readonly weights: Float64Array
  /** The largest weighted frequency of a block, by its bound byte. */
  readonly bounds: Float64Array
}

/** A term: its lists, the longest last, and idf * (k1 + 1) * boost. */
export interface BulkTerm {
  readonly fields: readonly BulkField[]
  readonly weight: number
  /** Documents of this segment with the term. */
  readonly df: number
}

/** What a search has found so far, over its segments. */
export interface Tally {
  readonly top: Top
  /** Documents counted. */
  count: number
  /** Once so many are counted, what cannot enter the top is skipped, and the count is a lower bound. */
  readonly countUpTo: number
  isExact: boolean
}

/** Which documents of a segment may be found: a bit set forbids. */
export interface Bits {
  readonly forbidden: Uint8Array | undefined
  /** Number of the segment's first document in the index. */
  readonly base: number
  readonly documentCount: number
}

/**
 * By bound byte, the largest weighted frequency that a block can hold (FORMAT.md §5): the byte is a saturation under the schema's boost and the
 * segment's own lengths, so it is undone, weighted by the query's boost, and widened by the largest ratio between the two normalisations.
 */
export function boundTable(
  builtBoost: number,
  boost: number,
  k1: number,
  builtNorms: Float64Array,
  queryNorms: Float64Array,
): Float64Array {
  let widest = 1
  for (let byte = 1; byte < 256; byte++) widest = Math.max(widest, builtNorms[byte] / queryNorms[byte])
  const built = builtBoost > 0 ? builtBoost : 1
  const table = new Float64Array(256)
  for (let byte = 1; byte < 256; byte++) {
    const saturation = byte / 254
    // a full byte says nothing of how much: only that saturation is near
    table[byte] = byte >= 254 ? 1e200 : (boost * widest * k1 * saturation) / (built * (1 - saturation))
  }
  return table
}

/** Whether a document that scores at most `bound` might enter above `threshold`: bounds are sums in floating point, so they get a little slack. */
export function mayEnter(bound: number, threshold: number): boolean {
  return bound * (1 + 1e-6) + 1e-9 > threshold
}

/** The threshold for a segment: where a later segment was searched before it, a tie goes to this one's documents, so it is set just below. */
export function thresholdFor(top: Top, beforeOthers: boolean): number {
  return beforeOthers ? top.threshold - 2 ** -37 : top.threshold
}

/** Whether a list is one block. */
export function isShort(cursor: PostingCursor): boolean {
  return cursor.df < blockSize
}
