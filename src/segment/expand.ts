// All words of a segment that an automaton accepts: by the trie to the blocks that may have them, then key by key.

import { decodeUtf8 } from '../bytes/cursor.js'
import type { Plan, Range } from '../bytes/plan.js'
import type { Chunk } from '../bytes/resident.js'
import { corrupt, getVarint, type Place } from '../bytes/varint.js'
import type { Automaton } from './automata.js'
import { type RecordPlace, roles } from './dictionary.js'
import { sections, webWordsPerBlock } from './layout.js'
import { rangeOf, type Segment } from './segment.js'
import { blocksFor } from './trie.js'

/** A word that was found: where the record of its term lies in the postings section, and the state in which the automaton accepted it. */
export interface ExpandedWord extends RecordPlace {
  readonly word: string
  /** Whether it is the term itself; else its term is a stem. */
  readonly isTerm: boolean
  readonly state: number
}

/** What an automaton accepts of a segment's words. */
export interface Expansion {
  /** In the order of their UTF-8 bytes; a word that several fields stem otherwise stands there once for each term. */
  readonly words: readonly ExpandedWord[]
  /** Whether these are all. */
  readonly isComplete: boolean
}

/** The most dictionary blocks that are read for one automaton: of about 700 bytes each. */
export const mostExpandedBlocks = 4096

/** Finds the words that `automaton` accepts, the first `limit` of them. Rounds: trie; dictionary blocks. @throws E_CORRUPT */
export function* expand(segment: Segment, automaton: Automaton, limit: number, mostBlocks = mostExpandedBlocks): Plan<Expansion> {
  return yield* scan(segment, automaton, roles.word, limit, yield* candidateBlocks(segment, automaton, mostBlocks), mostBlocks)
}

/** Finds the terms that start with `head` and that `automaton` accepts, head included: values of a keyword field. One round: dictionary blocks. @throws E_CORRUPT */
export function* expandTerms(segment: Segment, head: Uint8Array, automaton: Automaton, limit: number): Plan<Expansion> {
  const { dictionary } = segment
  const first = Math.max(0, dictionary.find(head))
  const after = Uint8Array.of(...head, 0xff)
  const numbers: number[] = []
  for (let block = first; block <= dictionary.find(after) && numbers.length <= mostExpandedBlocks; block++) numbers.push(block)
  return yield* scan(segment, automaton, roles.term, limit, numbers, mostExpandedBlocks)
}

function* scan(
  segment: Segment,
  automaton: Automaton,
  role: number,
  limit: number,
  numbers: number[],
  mostBlocks: number,
): Plan<Expansion> {
  const { dictionary, resident } = segment
  let isComplete = numbers.length <= mostBlocks
  if (!isComplete) numbers.length = mostBlocks
  if (numbers.length > 0) yield blockRanges(segment, numbers)
  const words: ExpandedWord[] = []
  const { start: base } = rangeOf(segment, sections.dictionary)
  const walk = new BlockScan(automaton, role)
  for (const number of numbers) {
    const { start, end } = dictionary.block(number)
    walk.words(resident.chunk(base + start, base + end), base + start, base + end, dictionary.recordOffset(number), words)
    if (words.length <= limit) continue
    words.length = limit
    isComplete = false
    break
  }
  return { words, isComplete }
}

/** Looks through blocks of the dictionary. As `BlockCursor`, but for what no word needs: most entries share the bytes that made the one before fail. */
class BlockScan {
  readonly #automaton: Automaton
  /** what is looked for: words, or terms */
  readonly #role: number
  readonly #offsets = new Float64Array(webWordsPerBlock)
  readonly #lengths = new Float64Array(webWordsPerBlock)
  /** The key that is being read, and the state after as many of its bytes. */
  #key = new Uint8Array(64)
  #states = new Float64Array(65)

  constructor(automaton: Automaton, role: number) {
    this.#automaton = automaton
    this.#role = role
    this.#states[0] = automaton.start
  }

  /** Appends the words accepted in the block at file bytes [start, end). @throws E_CORRUPT */
  words(chunk: Chunk, start: number, end: number, recordOffset: number, found: ExpandedWord[]): void {
    const { bytes } = chunk
    const automaton = this.#automaton
    const to = end - chunk.start
    let next = recordOffset
    let keyLength = 0
    /** how many bytes of the last key the automaton took, and whether it failed at the last of them */
    let taken = 0
    let failed = false
    const [offsets, lengths] = [this.#offsets, this.#lengths]
    let at = start - chunk.start
    for (let index = 0; at < to; index++) {
      if (index === webWordsPerBlock)
        throw corrupt(`at most ${webWordsPerBlock} entries in a dictionary block`, 'more of them', { at: start })
      const head = bytes[at++]
      let shared = head >>> 4
      let rest = head & 15
      if (shared === 15 || rest === 15) {
        place.at = at
        if (shared === 15) shared += getVarint(bytes, place)
        if (rest === 15) rest += getVarint(bytes, place)
        at = place.at
      }
      const suffix = at
      at += rest
      if (shared > keyLength || at > to) throw corrupt('a dictionary entry within its block', `${shared} and ${rest} bytes`, { at: suffix })
      keyLength = shared + rest
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
        if (value === 0 || value > index) throw corrupt('a dictionary entry within its block', `${value} back from entry ${index}`)
        offsets[index] = offsets[index - value]
        lengths[index] = lengths[index - value]
      } else {
        place.at = at
        offsets[index] = getVarint(bytes, place)
        lengths[index] = value
        at = place.at
      }
      if (failed && shared >= taken) continue
      if (keyLength > this.#key.length) this.#widen(2 * keyLength)
      const states = this.#states
      let state = states[shared]
      failed = false
      taken = shared
      while (taken < keyLength && !failed) {
        const byte = bytes[suffix + taken - shared]
        this.#key[taken++] = byte
        state = automaton.step(state, byte)
        states[taken] = state
        failed = !automaton.canMatch(state)
      }
      if (failed || (pointer & this.#role) === 0 || !automaton.isMatch(state)) continue
      const word = decodeUtf8(this.#key.subarray(0, keyLength))
      found.push({ word, state, isTerm: (pointer & roles.term) !== 0, offset: offsets[index], length: lengths[index] })
    }
    if (at !== to) throw corrupt('dictionary entries within their block', 'one that runs over it', { at: start })
  }

  #widen(length: number): void {
    const [key, states] = [this.#key, this.#states]
    this.#key = new Uint8Array(length)
    this.#key.set(key)
    this.#states = new Float64Array(length + 1)
    this.#states.set(states)
  }
}

const place: Place = { at: 0 }

/** One more than `most` where there are more. */
function* candidateBlocks(segment: Segment, automaton: Automaton, most: number): Plan<number[]> {
  const { dictionary, resident, sections: table } = segment
  if (!table.has(sections.wordTrie)) return Array.from({ length: Math.min(dictionary.blockCount, most + 1) }, (_, block) => block)
  const range = rangeOf(segment, sections.wordTrie)
  yield [range]
  const { bytes, start } = resident.chunk(range.start, range.end)
  return blocksFor(bytes.subarray(range.start - start, range.end - start), dictionary, automaton, most)
}

/** Neighbours as one range. */
function blockRanges(segment: Segment, numbers: readonly number[]): Range[] {
  const ranges: Range[] = []
  const { dictionary, resident } = segment
  const { start: base } = rangeOf(segment, sections.dictionary)
  for (let i = 0; i < numbers.length; ) {
    const first = i++
    while (i < numbers.length && numbers[i] === numbers[i - 1] + 1) i++
    const start = base + dictionary.block(numbers[first]).start
    const end = base + dictionary.block(numbers[i - 1]).end
    ranges.push({ resident, start, end })
  }
  return ranges
}
