// Which segments to merge: geometrically, so that a document is rewritten O(log n) times and a search meets O(log n) segments.

/** Segments of one tier that are merged together. */
export const mergeFactor = 8

/** Where more than this part of a segment is deleted, it is rewritten. */
export const deletedPart = 0.3

/**
 * The first of the trailing segments to merge into one, or -1. A tier holds segments of fewer than `mergeFactor` times as many documents as the
 * tier below; eight of a tier, or of smaller ones, in a row at the end become one. `sizes` are documents, in order of arrival.
 */
export function mergeFrom(sizes: readonly number[]): number {
  let from = -1
  let limit = mergeFactor
  for (let first = sizes.length; first > 0; limit *= mergeFactor) {
    const before = first
    while (first > 0 && sizes[first - 1] < limit) first--
    if (sizes.length - first >= mergeFactor && first < before) from = first
    if (limit > 2 ** 31) break
  }
  return from
}
