// The words that start with some bytes: they lie side by side, so they are read where they lie, without a tree (bench: expansion).
// It takes entries apart as `entries.ts` does, in a loop of its own: that one asks an automaton about every byte.

import { getVarint, type Place } from '../bytes/varint.js'
import { type DictionaryTop, roles } from './dictionary.js'
import { corruptEntry, ExpandedWord, textOf } from './entries.js'
import { webWordsPerBlock } from './layout.js'

const place: Place = { at: 0 }
const offsets: number[] = new Array(webWordsPerBlock).fill(0)
const lengths: number[] = new Array(webWordsPerBlock).fill(0)
let key = new Uint8Array(64)

/**
 * The entries from block `first` to block `last` that start with `head` and have `role`, in order, until there are more than `limit`; `bytes` have the section of the
 * dictionary at `base`. O(entries that start so, and those of a block). @throws E_CORRUPT
 */
export function prefixWords(
  head: Uint8Array,
  first: number,
  last: number,
  dictionary: DictionaryTop,
  bytes: Uint8Array,
  base: number,
  role: number,
  limit: number,
): ExpandedWord[] {
  const words: ExpandedWord[] = []
  const wanted = head.length
  if (wanted > key.length) key = new Uint8Array(2 * wanted)
  // what an entry shares with one that does not start so is known
  key.set(head)
  let known = 0
  while (known < wanted && head[known] < 128) known++
  for (let block = first; block <= last; block++) {
    let at = base + dictionary.startOf(block)
    const to = base + dictionary.endOf(block)
    let next = dictionary.recordOffset(block)
    let keyLength = 0
    /** how many bytes of `head` the current entry starts with */
    let matched = 0
    /** how many bytes of the key are known to be ASCII; all of them where it is its length */
    let ascii = 0
    for (let index = 0; at < to; index++) {
      const entry = at
      const sizes = bytes[at++]
      let shared = sizes >>> 4
      let rest = sizes & 15
      if (shared === 15 || rest === 15) {
        place.at = at
        if (shared === 15) shared += getVarint(bytes, place)
        if (rest === 15) rest += getVarint(bytes, place)
        at = place.at
      }
      if (shared > keyLength || at + rest > to || index === webWordsPerBlock) throw corruptEntry(shared, rest, entry)
      keyLength = shared + rest
      const suffix = at - shared
      at += rest
      if (shared <= matched) {
        // where it shares less than the entry before, it is behind all that start so
        if (shared < matched) return words
        while (matched < wanted && matched < keyLength && bytes[suffix + matched] === head[matched]) matched++
        if (matched < wanted && matched < keyLength && bytes[suffix + matched] > head[matched]) return words
        if (matched === wanted) ascii = Math.min(known, shared)
      }
      // one byte or two, as most, without a call
      const low = bytes[at]
      const high = bytes[at + 1]
      let pointer = low
      if (low < 128) at++
      else if (high < 128) {
        pointer = (low & 127) | (high << 7)
        at += 2
      } else {
        place.at = at
        pointer = getVarint(bytes, place)
        at = place.at
      }
      const value = pointer >>> 4
      const kind = (pointer >>> 2) & 3
      if (kind === 0) {
        offsets[index] = next
        lengths[index] = value
        next += value
      } else if (kind === 1) {
        if (value === 0 || value > index) throw corruptEntry(value, index, entry)
        offsets[index] = offsets[index - value]
        lengths[index] = lengths[index - value]
      } else {
        place.at = at
        offsets[index] = getVarint(bytes, place)
        lengths[index] = value
        at = place.at
      }
      if (matched < wanted) continue
      if (keyLength > key.length) {
        const wider = new Uint8Array(2 * keyLength)
        wider.set(key)
        key = wider
      }
      let all = 0
      for (let i = shared; i < keyLength; i++) all |= key[i] = bytes[suffix + i]
      if (all >= 128) ascii = Math.min(ascii, shared)
      else if (shared <= ascii) ascii = keyLength
      if ((pointer & role) === 0) continue
      const word = textOf(key, keyLength, ascii === keyLength)
      words.push(new ExpandedWord(word, wanted, (pointer & roles.term) !== 0, offsets[index], lengths[index]))
      if (words.length > limit) return words
    }
    if (at > to) throw corruptEntry(0, at - to, to)
  }
  return words
}
