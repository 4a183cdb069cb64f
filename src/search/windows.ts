// Words near each other: the places of a text where all of some words stand with few others between. For scoring and for highlights alike.
//
// In order: from each place of the first word, the next word that stands at least as far behind as in the query, and so on; what lies between beyond
// that is at most the slop. In any order: at each word that begins such a place, the nearest end that has all of the words, as often as they were
// asked for. Linear in the positions, times the words; a place that cannot do names the next that can (bench: worst).

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
  const { at: starts, count: stop } = words[0]
  let count = 0
  for (let i = 0; i < stop; i++) {
    const start = starts[i]
    chosen[0] = start
    let last = start
    /** the first position of the first word from which the words so far are near enough */
    let least = start
    for (let w = 1, n = i; w < length && least <= start; w++) {
      const { at, count: own } = words[w]
      const ahead = offsets[w] - offsets[w - 1]
      // the same word once more comes behind itself
      n = at === words[w - 1].at && ahead > 0 ? n + 1 : next[w]
      while (n < own && at[n] < last + ahead) n++
      if (n >= own) return count
      next[w] = n
      last = at[n]
      chosen[w] = last
      least = last - offsets[w] + offsets[0] - slop
    }
    if (least > start) while (i + 1 < stop && starts[i + 1] < least) i++
    else {
      count++
      found?.(chosen)
    }
  }
  return count
}

// What a call for words in any order works on, taken over by the next, which is for another document.

/** The positions of all words, word after word. */
let flat = new Uint32Array(256)
/** By word, which of them comes next, and where its own end. */
let coming = new Uint32Array(8)
let ends = new Uint32Array(8)
/** The words by where they stand next, and those positions. */
let nearest = new Uint32Array(8)
let stands = new Float64Array(8)

/** Lays out the positions of words that are there often enough; tells whether all are. */
function layOut(words: readonly Places[], times: readonly number[]): boolean {
  const { length } = words
  if (length > ends.length) {
    coming = new Uint32Array(2 * length)
    ends = new Uint32Array(2 * length)
    nearest = new Uint32Array(2 * length)
    stands = new Float64Array(2 * length)
  }
  let most = 0
  for (let w = 0; w < length; w++) {
    if (words[w].count < times[w] || words[w].count === 0) return false
    most += words[w].count
  }
  if (most > flat.length) flat = new Uint32Array(2 * most)
  const all = flat
  let filled = 0
  for (let w = 0; w < length; w++) {
    const { at, count } = words[w]
    coming[w] = filled
    for (let i = 0; i < count; i++) all[filled + i] = at[i]
    filled += count
    ends[w] = filled
    insert(w, w, at[0])
  }
  return true
}

/** Puts a word among the first `count` by where it stands. */
function insert(word: number, count: number, position: number): void {
  let place = count
  for (; place > 0 && stands[place - 1] > position; place--) {
    stands[place] = stands[place - 1]
    nearest[place] = nearest[place - 1]
  }
  stands[place] = position
  nearest[place] = word
}

/** Counts the places where words stand in any order; `times[i]` is how often `words[i]` was asked for. `found` gets first and last position. */
export function countUnordered(
  words: readonly Places[],
  times: readonly number[],
  slop: number,
  found?: (first: number, last: number) => void,
): number {
  if (!layOut(words, times)) return 0
  const { length } = words
  const [at, next, end, order, heads] = [flat, coming, ends, nearest, stands]
  let most = slop - 1
  for (let w = 0; w < length; w++) most += times[w]
  let count = 0
  /** where all of the words have come as often as they were asked for */
  let last = -1
  for (let w = 0; w < length; w++) last = Math.max(last, at[next[w] + times[w] - 1])
  for (let start = 0; ; ) {
    const w = order[0]
    const first = heads[0]
    if (first >= start) {
      // what begins further ahead of the end is too long
      if (last - first > most) start = last - most
      else {
        count++
        start = first + 1
        found?.(first, last)
      }
    }
    let n = next[w]
    while (n < end[w] && at[n] < start) n++
    if (n + times[w] > end[w]) return count
    next[w] = n
    last = Math.max(last, at[n + times[w] - 1])
    let place = 0
    for (; place + 1 < length && heads[place + 1] < at[n]; place++) {
      heads[place] = heads[place + 1]
      order[place] = order[place + 1]
    }
    heads[place] = at[n]
    order[place] = w
  }
}
