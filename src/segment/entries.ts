// Entries of the dictionary, in two passes: which of them does an automaton accept, going on where the key before shares its bytes; then, of those, the words
// and where their records lie (bench: expansion).

import { decodeUtf8 } from '../bytes/cursor.js'
import { corrupt, getVarint, type Place } from '../bytes/varint.js'
import { type Automaton, prefixAutomaton } from './automata.js'
import { type DictionaryTop, type RecordPlace, roles } from './dictionary.js'
import { webWordsPerBlock } from './layout.js'

/**
 * A word that was found: where the record of its term lies in the postings section, and the state in which the automaton accepted it. A class: literals, whose
 * numbers are small in one index and not in the next, kept being made in a shape that was given up, and each was made over when it was first read.
 */
export class ExpandedWord implements RecordPlace {
  readonly word: string
  readonly state: number
  /** Whether it is the term itself; else its term is a stem. */
  readonly isTerm: boolean
  readonly offset: number
  readonly length: number

  constructor(word: string, state: number, isTerm: boolean, offset: number, length: number) {
    this.word = word
    this.state = state
    this.isTerm = isTerm
    this.offset = offset
    this.length = length
  }
}

/** One of each is alive at any time: at a full collection the engine drops the code compiled for what is not, and searches take several times as long for a while. */
export const kept: { word: ExpandedWord; automaton: Automaton } = {
  word: new ExpandedWord('', 0, false, 0, 0),
  automaton: prefixAutomaton(''),
}

const place: Place = { at: 0 }
const noBytes = new Uint8Array(0)

/** Runs of entries that an automaton accepts, in order; places are bytes of the section of the dictionary. */
export class EntryScan {
  /** The state after as many bytes of the key. */
  states = new Float64Array(64)
  /** How many runs there are. */
  found = 0
  starts = new Uint32Array(64)
  ends = new Uint32Array(64)
  /** The state in which each was accepted. An array of the language's own, as what is made of it is: a number out of a typed one would be boxed. */
  readonly accepted: number[] = []
  #bytes: Uint8Array = noBytes
  /** Where the section starts in `#bytes`. */
  #base = 0
  #automaton: Automaton = kept.automaton
  /** What is looked for: words, or terms. */
  #role = 0

  /** Goes on with `bytes`, which have the section at `base`, and forgets what was found before. */
  open(automaton: Automaton, role: number, bytes: Uint8Array, base: number): void {
    this.#automaton = automaton
    this.#role = role
    this.states[0] = automaton.start
    this.#bytes = bytes
    this.#base = base
    this.found = 0
  }

  /** Holds no index any more; what was found stays. */
  close(): void {
    this.#automaton = kept.automaton
    this.#bytes = noBytes
  }

  /** Notes the entries from `start` to `end`, whatever their role. */
  all(start: number, end: number, state: number): void {
    const { found } = this
    if (found === this.starts.length) {
      for (const name of ['starts', 'ends'] as const) {
        const wider = new Uint32Array(2 * found)
        wider.set(this[name])
        this[name] = wider
      }
    }
    this.starts[found] = start
    this.ends[found] = end
    this.accepted[found] = state
    this.found++
  }

  /** Looks through the entries from `start` to `end`, all of whose keys share the first `depth` bytes; `states` are known up to there. @throws E_CORRUPT */
  some(start: number, end: number, depth: number): void {
    const bytes = this.#bytes
    const automaton = this.#automaton
    const to = this.#base + end
    let { states } = this
    let at = this.#base + start
    let keyLength = depth
    /** how many bytes of the last key the automaton took, and whether it failed at the last of them */
    let taken = depth
    let failed = false
    while (at < to) {
      const entry = at
      const head = bytes[at++]
      let shared = head >>> 4
      let rest = head & 15
      if (shared === 15 || rest === 15) {
        place.at = at
        if (shared === 15) shared += getVarint(bytes, place)
        if (rest === 15) rest += getVarint(bytes, place)
        at = place.at
      }
      const suffix = at - shared
      at += rest
      if (shared > keyLength || at > to) throw corruptEntry(shared, rest, entry)
      keyLength = shared + rest
      const low = bytes[at++]
      const kind = (low >>> 2) & 3
      if (low >= 128) while (bytes[at++] >= 128 && at < to);
      if (kind === 2) while (bytes[at++] >= 128 && at < to);
      if (failed && shared >= taken) continue
      let own = Math.max(shared, depth)
      if (keyLength >= states.length) {
        this.states = new Float64Array(2 * keyLength)
        this.states.set(states)
        states = this.states
      }
      let state = states[own]
      failed = false
      while (own < keyLength) {
        state = automaton.step(state, bytes[suffix + own++])
        states[own] = state
        if (state < 0) {
          failed = true
          break
        }
      }
      taken = own
      if (!failed && (low & this.#role) !== 0 && automaton.isMatch(state)) this.all(entry - this.#base, entry - this.#base + 1, state)
    }
    if (at !== to) throw corrupt('dictionary entries within their block', 'one that runs over it', { at: start })
  }
}

const offsets: number[] = new Array(webWordsPerBlock).fill(0)
const lengths: number[] = new Array(webWordsPerBlock).fill(0)
let key = new Uint8Array(64)

/**
 * Appends the words of the runs of `scan` that have `role`, until there are more than `limit`; `bytes` have the section of the dictionary at `base`.
 * O(runs, and entries of their blocks). @throws E_CORRUPT
 */
export function readRuns(
  { starts, ends, accepted, found }: EntryScan,
  dictionary: DictionaryTop,
  bytes: Uint8Array,
  base: number,
  role: number,
  limit: number,
  words: ExpandedWord[],
): void {
  let block = -1
  let next = 0
  let index = 0
  let keyLength = 0
  /** how many bytes of the key are known to be ASCII; all of them where it is its length */
  let ascii = 0
  let at = 0
  let to = 0
  for (let run = 0; run < found; run++) {
    const start = base + starts[run]
    const end = base + ends[run]
    while (at < end) {
      if (at >= to) {
        if (at > to && block >= 0) throw corrupt('dictionary entries within their block', 'one that runs over it', { block })
        // the next block of this run, or that of another
        block = at === to && at >= start && block >= 0 ? block + 1 : dictionary.blockAt(start - base)
        at = base + dictionary.startOf(block)
        to = base + dictionary.endOf(block)
        next = dictionary.recordOffset(block)
        index = 0
        keyLength = 0
        ascii = 0
      } else if (start >= to) {
        at = to
        continue
      }
      const entry = at
      const head = bytes[at++]
      let shared = head >>> 4
      let rest = head & 15
      if (shared === 15 || rest === 15) {
        place.at = at
        if (shared === 15) shared += getVarint(bytes, place)
        if (rest === 15) rest += getVarint(bytes, place)
        at = place.at
      }
      if (shared > keyLength || at + rest > to || index === webWordsPerBlock) throw corruptEntry(shared, rest, entry)
      keyLength = shared + rest
      if (keyLength > key.length) key = widened(key, 2 * keyLength)
      let all = 0
      for (let i = shared; i < keyLength; i++) all |= key[i] = bytes[at++]
      if (all >= 128) ascii = Math.min(ascii, shared)
      else if (shared <= ascii) ascii = keyLength
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
      if (entry >= start && (pointer & role) !== 0) {
        const word = textOf(key, keyLength, ascii === keyLength)
        words.push(new ExpandedWord(word, accepted[run], (pointer & roles.term) !== 0, offsets[index], lengths[index]))
        if (words.length > limit) return
      }
      index++
    }
  }
  if (at > to) throw corrupt('dictionary entries within their block', 'one that runs over it', { block })
}

function widened(bytes: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const wider = new Uint8Array(length)
  wider.set(bytes)
  return wider
}

/** The longest words that are made at once: nearly all. */
const mostAtOnce = 20

/** The first `length` bytes of a key as text. */
export function textOf(bytes: Uint8Array, length: number, isAscii: boolean): string {
  return isAscii && length <= mostAtOnce ? asciiOf(bytes, length) : decodeUtf8(bytes.subarray(0, length))
}

/** What is thrown where an entry goes beyond its block, or has more of the one before than that has. */
export function corruptEntry(shared: number, rest: number, at: number): Error {
  return corrupt('a dictionary entry within its block', `${shared} and ${rest} bytes`, { at })
}

const of = String.fromCharCode

/** The first `length` characters, of ASCII: a decoder takes longer to call than to do its work. */
function asciiOf(b: Uint8Array, length: number): string {
  switch (length) {
    case 1:
      return of(b[0])
    case 2:
      return of(b[0], b[1])
    case 3:
      return of(b[0], b[1], b[2])
    case 4:
      return of(b[0], b[1], b[2], b[3])
    case 5:
      return of(b[0], b[1], b[2], b[3], b[4])
    case 6:
      return of(b[0], b[1], b[2], b[3], b[4], b[5])
    case 7:
      return of(b[0], b[1], b[2], b[3], b[4], b[5], b[6])
    case 8:
      return of(b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7])
    case 9:
      return of(b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8])
    case 10:
      return of(b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9])
    case 11:
      return of(b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10])
    case 12:
      return of(b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11])
    case 13:
      return of(b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12])
    case 14:
      return of(b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13])
    case 15:
      return of(b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13], b[14])
    case 16:
      return of(b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13], b[14], b[15])
    case 17:
      return of(b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13], b[14], b[15], b[16])
    case 18:
      return of(b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13], b[14], b[15], b[16], b[17])
    case 19:
      return of(b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13], b[14], b[15], b[16], b[17], b[18])
    default:
      return of(
        b[0],
        b[1],
        b[2],
        b[3],
        b[4],
        b[5],
        b[6],
        b[7],
        b[8],
        b[9],
        b[10],
        b[11],
        b[12],
        b[13],
        b[14],
        b[15],
        b[16],
        b[17],
        b[18],
        b[19],
      )
  }
}
