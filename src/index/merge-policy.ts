// Which segments to merge: geometrically, so that a document is rewritten O(log n) times and a search meets O(log n) segments.

/** Segments of one tier that are merged together. */
export const mergeFactor = 8

/** Where more than this part of a segment is deleted, it is rewritten. */
export const deletedPart = 0.3

/**
 * The first of the trailing segments to merge into one, or -1. A tier holds segments of fewer than `mergeFactor` times as many documents as the
 * tier below; eight of a tier at the end, smaller ones among them included, become one with all that is behind them, and count as one of the tier above. `sizes` are
 * documents, in order of arrival.
 */
export function mergeFrom(sizes: readonly number[]): number {
  let from = -1
  let limit = mergeFactor
  for (let first = sizes.length; first > 0 && limit <= mergeFactor * 2 ** 31; limit *= mergeFactor) {
    let count = from === first ? 1 : 0
    while (first > 0 && sizes[first - 1] < limit) {
      first--
      count++
    }
    if (count >= mergeFactor) from = first
  }
  return from
}
