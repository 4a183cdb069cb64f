// Words near each other: the places of a text where all of some words stand with few others between. For scoring and for highlights alike.
//
// In order: from each place of the first word, the next word that stands at least as far behind as in the query, and so on; what lies between beyond
// that is at most the slop. In any order: at each word that begins such a place, the nearest end that has all of the words, as often as they were
// asked for. Linear in the positions, times the words.

/** Positions of one word in one document, ascending, in the first `count` slots. */
export interface Places {
  at: ArrayLike<number>
  count: number
}

/** By word, the next of its places to look at, and the place chosen: of one call, which nothing interrupts, so that a document takes no memory of its own. */
const nextOf: number[] = []
const chosenOf: number[] = []

/** Counts the places where words stand in order; `offsets` are their distances in the query. `found` gets the positions of each word, one array for all. */
export function countOrdered(
  words: readonly Places[],
  offsets: readonly number[],
  slop: number,
  found?: (positions: readonly number[]) => void,
): number {
  const { length } = words
  const next = found === undefined ? nextOf : new Array<number>(length)
  const chosen = found === undefined ? chosenOf : new Array<number>(length)
  for (let w = 0; w < length; w++) next[w] = chosen[w] = 0
  const most = offsets[length - 1] - offsets[0] + slop
  let count = 0
  for (let i = 0; i < words[0].count; i++) {
    const start = (chosen[0] = words[0].at[i])
    let w = 1
    for (; w < length; w++) {
      const { at, count: most } = words[w]
      const least = chosen[w - 1] + offsets[w] - offsets[w - 1]
      while (next[w] < most && at[next[w]] < least) next[w]++
      if (next[w] === most) return count
      chosen[w] = at[next[w]]
    }
    if (chosen[length - 1] - start > most) continue
    count++
    found?.(chosen)
  }
  return count
}

/** Counts the places where words stand in any order; `times[i]` is how often `words[i]` was asked for. `found` gets first and last position. */
export function countUnordered(
  words: readonly Places[],
  times: readonly number[],
  slop: number,
  found?: (first: number, last: number) => void,
): number {
  const next = found === undefined ? nextOf : new Array<number>(words.length)
  let most = slop - 1
  for (let w = 0; w < words.length; w++) {
    next[w] = 0
    most += times[w]
  }
  let count = 0
  let start = -1
  for (;;) {
    let first = Number.POSITIVE_INFINITY
    let last = start
    for (let w = 0; w < words.length; w++) {
      const { at, count: own } = words[w]
      while (next[w] < own && at[next[w]] <= start) next[w]++
      if (next[w] + times[w] > own) return count
      first = Math.min(first, at[next[w]])
      last = Math.max(last, at[next[w] + times[w] - 1])
    }
    start = first
    if (last - first > most) continue
    count++
    found?.(first, last)
  }
}
