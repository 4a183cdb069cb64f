// Which blocks of the dictionary may have words that start so? The first bytes of all words, as a tree in the order in which it is walked (FORMAT.md §11).
//
//   trie  = entry*                                          the bytes that words start with, ascending
//   entry = u8 byte, varint (blocks << 2 | kind), ...       blocks: the first with such a word, less that of the entry above
//     kind 0  no entries below; all such words are in that block
//     kind 1  varint more: they are in that block and as many after it
//     kind 2  varint bytes, entry*: those with one byte more
//     kind 3  as 2, and a word ends here
//   at most five entries deep; none below an entry of fewer than four words

import { ByteWriter } from '../bytes/cursor.js'
import type { Chunk } from '../bytes/resident.js'
import { finish, type Steps } from '../bytes/steps.js'
import { corrupt, getVarint, type Place } from '../bytes/varint.js'
import type { Automaton } from './automata.js'
import { BlockCursor, DictionaryTop, roles } from './dictionary.js'
import { sections, trieBlocks, trieDepth, trieWords } from './layout.js'
import { rangeOf, type Segment } from './segment.js'

/** An entry that words are still being added to. */
interface OpenEntry {
  byte: number
  first: number
  last: number
  words: number
  ends: boolean
  readonly below: ByteWriter
}

const blocksPerStep = 32

/** The trie of the words in a dictionary whose section starts at `base` of `chunk`'s file. O(dictionary). @throws E_CORRUPT */
export function* writeTrie(dictionary: DictionaryTop, chunk: Chunk, base: number): Steps<Uint8Array<ArrayBuffer>> {
  const open = Array.from(
    { length: trieDepth + 1 },
    (): OpenEntry => ({ byte: 0, first: 0, last: 0, words: 0, ends: false, below: new ByteWriter() }),
  )
  const key = new Uint8Array(trieDepth)
  let depth = 0
  const close = () => {
    writeEntry(open[depth], open[depth - 1])
    depth--
  }
  const cursor = new BlockCursor()
  for (let block = 0; block < dictionary.blockCount; block++) {
    const start = dictionary.startOf(block)
    const end = dictionary.endOf(block)
    cursor.open(chunk, base + start, base + end, dictionary.recordOffset(block))
    while (cursor.next()) {
      if ((cursor.role & roles.word) === 0) continue
      const length = Math.min(trieDepth, cursor.keyLength)
      let shared = 0
      while (shared < depth && shared < length && key[shared] === cursor.key[shared]) shared++
      while (depth > shared) close()
      for (; depth < length; depth++) {
        key[depth] = cursor.key[depth]
        const entry = open[depth + 1]
        entry.below.clear()
        Object.assign(entry, { byte: key[depth], first: block, words: 0, ends: false })
      }
      for (let d = 1; d <= depth; d++) {
        open[d].words++
        open[d].last = block
      }
      if (cursor.keyLength === depth) open[depth].ends = true
    }
    if (block % blocksPerStep === blocksPerStep - 1) yield 0
  }
  while (depth > 0) close()
  return open[0].below.toBytes()
}

function writeEntry({ byte, first, last, words, ends, below }: OpenEntry, above: OpenEntry): void {
  const out = above.below
  const blocks = (first - above.first) * 4
  out.u8(byte)
  if (below.length === 0 || words < trieWords) {
    out.varint(blocks + (last > first ? 1 : 0))
    if (last > first) out.varint(last - first)
  } else {
    out.varint(blocks + (ends ? 3 : 2))
    out.varint(below.length)
    out.bytes(below.view())
  }
}

const place: Place = { at: 0 }

/** The numbers, ascending, of the blocks that may have words that `automaton` accepts; at most `limit` and one. O(entries met). @throws E_CORRUPT */
export function blocksFor(trie: Uint8Array, dictionary: DictionaryTop, automaton: Automaton, limit: number): number[] {
  const blocks: number[] = []
  const ends = new Uint32Array(trieDepth + 1)
  const firsts = new Uint32Array(trieDepth + 1)
  const states = new Float64Array(trieDepth + 1)
  const path = new Uint8Array(trieDepth)
  const add = (first: number, last: number) => {
    if (last >= dictionary.blockCount) throw corrupt(`a dictionary block below ${dictionary.blockCount}`, String(last))
    for (
      let block = Math.max(first, blocks.length === 0 ? 0 : blocks[blocks.length - 1] + 1);
      block <= last && blocks.length <= limit;
      block++
    )
      blocks.push(block)
  }
  let depth = 0
  ends[0] = trie.length
  states[0] = automaton.start
  place.at = 0
  while (blocks.length <= limit) {
    while (place.at === ends[depth]) {
      if (depth === 0) return blocks
      depth--
    }
    path[depth] = trie[place.at++]
    // one byte, as most, without a call
    const low = trie[place.at]
    const head = low < 128 ? low : getVarint(trie, place)
    if (low < 128) place.at++
    const kind = head & 3
    const first = firsts[depth] + (head >>> 2)
    const value = kind === 0 ? 0 : getVarint(trie, place)
    const isInner = kind > 1
    const end = isInner ? place.at + value : place.at
    if (end > ends[depth] || (isInner && depth + 1 >= trieDepth))
      throw corrupt(`an entry of the trie up to byte ${ends[depth]}`, `up to ${end}`)
    const state = automaton.step(states[depth], path[depth])
    if (state < 0) place.at = end
    else if (!isInner) add(first, first + value)
    else {
      // a word of several terms may stand in the next block once more
      if (kind === 3 && automaton.isMatch(state)) add(first, Math.max(first, dictionary.find(path.subarray(0, depth + 1))))
      depth++
      ends[depth] = end
      firsts[depth] = first
      states[depth] = state
    }
  }
  return blocks
}

/** An entry of a trie. */
export interface TrieEntry {
  /** The bytes that its words start with. */
  path: Uint8Array
  /** The first block that has such words, and the last, where there are no entries below that tell. */
  first: number
  last: number | undefined
  isWord: boolean
}

/** All entries of a trie, in its order. @throws E_CORRUPT */
export function* trieEntries(trie: Uint8Array): Generator<TrieEntry> {
  const own: Place = { at: 0 }
  const open = [{ end: trie.length, first: 0 }]
  const path: number[] = []
  while (open.length > 0) {
    const { end, first: above } = open[open.length - 1]
    if (own.at >= end) {
      open.pop()
      path.pop()
      continue
    }
    const byte = trie[own.at++]
    const head = getVarint(trie, own)
    const kind = head & 3
    const first = above + (head >>> 2)
    const value = kind === 0 ? 0 : getVarint(trie, own)
    const stop = kind > 1 ? own.at + value : own.at
    if (stop > end || (kind > 1 && open.length >= trieDepth)) throw corrupt(`an entry of the trie up to byte ${end}`, `up to ${stop}`)
    yield { path: Uint8Array.of(...path, byte), first, last: kind > 1 ? undefined : first + value, isWord: kind === 3 }
    if (kind < 2) continue
    open.push({ end: stop, first })
    path.push(byte)
  }
}

/** The trie of a dictionary just written, or undefined where it is not worth its while: for a few blocks. */
export function* trieSteps(section: Uint8Array, top: Uint8Array, perBlock: number): Steps<Uint8Array<ArrayBuffer> | undefined> {
  const dictionary = new DictionaryTop(top, section.length, perBlock)
  if (dictionary.blockCount < trieBlocks) return undefined
  return yield* writeTrie(dictionary, { bytes: section, words: noWords, start: 0 }, 0)
}

const noWords = new Uint32Array(0)

/** Says what does not hold in a segment's trie: it must be the one that its dictionary makes. @throws E_CORRUPT */
export function checkTrie(segment: Segment, add: (message: string) => void): void {
  const { dictionary, sections: table, bytes, resident } = segment
  const { start } = rangeOf(segment, sections.dictionary)
  const section = table.get(sections.wordTrie)
  if (dictionary.blockCount < trieBlocks) {
    if (section !== undefined) add('There is a trie of words, but a dictionary of few blocks.')
    return
  }
  if (section === undefined) throw corrupt(`section ${sections.wordTrie}, a trie of words`, 'none')
  const expected = finish(writeTrie(dictionary, resident.chunk(0, bytes.length), start))
  const given = bytes.subarray(section.start, section.end)
  const at = expected.findIndex((byte, i) => byte !== given[i])
  if (at >= 0) add(`Byte ${at} of the trie of words is ${given[at]}, where the dictionary makes ${expected[at]}.`)
  else if (given.length !== expected.length) add(`The trie of words is ${given.length} bytes long, not ${expected.length}.`)
}
