// Words and terms in the order of the dictionary: sorted by their first bytes as numbers, and as texts only where those are equal.

import { encodeUtf8 } from '../bytes/cursor.js'
import type { Steps } from '../bytes/steps.js'
import { compareKeys } from '../segment/dictionary.js'
import type { Words } from './words.js'

/** Entries dealt with between two stops. */
const entriesPerStep = 8192

/**
 * Dictionary entries in order: each word and each term once, or once for both where a word is its own term. An entry is the number of its term, or,
 * behind those, of its pair. Entries of one key are ordered by role and term, so that merging gives what building anew would. Linear, but for keys that
 * have eight bytes in common.
 */
export function* dictionaryOrder({ terms, pairWord, pairTerm }: Words): Steps<Uint32Array> {
  const count = terms.length
  let length = count
  const all = new Uint32Array(count + pairWord.length)
  for (let term = 0; term < count; term++) all[term] = term
  for (let pair = 0; pair < pairWord.length; pair++) {
    if (pairWord[pair] !== terms[pairTerm[pair]]) all[length++] = count + pair
    if (pair % entriesPerStep === entriesPerStep - 1) yield 0
  }
  const keyOf = (entry: number) => (entry < count ? terms[entry] : pairWord[entry - count])
  // as among entries of one key words come before terms
  const termOf = (entry: number) => (entry < count ? undefined : terms[pairTerm[entry - count]])
  const compare = (a: number, b: number) => compareKeys(keyOf(a), keyOf(b)) || compareTerms(termOf(a), termOf(b))
  yield 0
  // by entry, the first and the next four bytes of its key
  const heads = [new Uint32Array(all.length), new Uint32Array(all.length)]
  for (let i = 0; i < length; i++) {
    readHead(keyOf(all[i]), all[i], heads[0], heads[1])
    if (i % entriesPerStep === entriesPerStep - 1) yield 0
  }
  const order = yield* sortByHeads(all.subarray(0, length), heads[0], heads[1])
  for (let start = 0, stopped = 0; start < length; ) {
    let end = start + 1
    while (end < length && heads[0][order[end]] === heads[0][order[start]] && heads[1][order[end]] === heads[1][order[start]]) end++
    if (end - start > 1) order.subarray(start, end).sort(compare)
    start = end
    if (end - stopped < entriesPerStep / 8) continue
    stopped = end
    yield 0
  }
  return order
}

/** A key has at most one entry that is a term; it comes last. */
function compareTerms(a: string | undefined, b: string | undefined): number {
  if (a === undefined) return b === undefined ? 0 : 1
  return b === undefined ? -1 : compareKeys(a, b)
}

/** Puts the first eight bytes of a key's UTF-8 into two columns, zeros where it is shorter. */
function readHead(key: string, entry: number, first: Uint32Array, second: Uint32Array): void {
  let high = 0
  let low = 0
  let seen = 0
  for (let i = 0; i < 4; i++) {
    const a = i < key.length ? key.charCodeAt(i) : 0
    const b = i + 4 < key.length ? key.charCodeAt(i + 4) : 0
    high = (high << 8) | a
    low = (low << 8) | b
    seen |= a | b
  }
  if (seen > 127) {
    const bytes = encodeUtf8(key.slice(0, 9))
    for (let i = 0; i < 4; i++) {
      high = (high << 8) | bytes[i]
      low = (low << 8) | bytes[i + 4]
    }
  }
  first[entry] = high
  second[entry] = low
}

/** Sorts entries by two columns, the first before the second: radix sort by bytes, the last byte first. Stable. */
function* sortByHeads(entries: Uint32Array, first: Uint32Array, second: Uint32Array): Steps<Uint32Array> {
  const { length } = entries
  const places = new Uint32Array(257)
  let from = entries
  let to: Uint32Array = new Uint32Array(length)
  for (const column of [second, first]) {
    for (let shift = 0; shift < 32; shift += 8) {
      places.fill(0)
      for (let i = 0; i < length; i++) places[((column[from[i]] >>> shift) & 255) + 1]++
      for (let byte = 0; byte < 255; byte++) places[byte + 1] += places[byte]
      for (let start = 0; start < length; start += entriesPerStep) {
        const end = Math.min(length, start + entriesPerStep)
        for (let i = start; i < end; i++) to[places[(column[from[i]] >>> shift) & 255]++] = from[i]
        if (length > entriesPerStep) yield 0
      }
      ;[from, to] = [to, from]
    }
  }
  return from
}
