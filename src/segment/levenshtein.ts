// The words within a few edits of one: insertions, deletions, substitutions, and swaps of neighbours (optimal string alignment), by characters.
//
// A state is a row of the table of distances, as bits (Wu and Manber 1992), shifted down to its lowest: what remains does not depend on the word, and
// there are so few that all steps between them are worked out once for all words (Schulz and Mihov 2002): 8 for one edit, 91 for two. What a step asks
// of the word is which of the few characters from there on are the next one: a shift of that character's bits.
//
//   state = row number | characters of the word that are behind << 7

import type { Automaton } from './automata.js'

/** The most edits that can be asked for: beyond them half the dictionary is near a short word. */
export const mostEdits = 2

/** The state from which nothing can be accepted. */
const dead = -1

/** Bits of a state that are the number of its row. */
export const rowBits = 7
export const rowMask = (1 << rowBits) - 1

/** Characters from the first place of a row on that a step looks at, as bits: 64 patterns of them. */
export const ahead = 6

/** The most characters of a word whose places are kept as bits by character; those of a longer one are looked up. */
const mostMasked = 24

/** In every mask of a byte: a row that has an edit left may go on with any. */
const anyByte = 1 << 31

/** A state between two bytes of a character: `state + inside * (1 + 4 * bits so far + bytes to come)`; no state is so large. */
export const inside = 2 ** 24

/** The rows for a number of edits, and the steps between them. */
export interface Rows {
  /** By row and pattern: the next row, with how much further its first place is, as in a state; or `dead`. */
  readonly steps: Int32Array
  /** By row, the places of which one must be the next character, where there are no edits left; else -1. */
  readonly wanted: Int32Array
  /** By row and place of the end of the word (8 of them): the edits. */
  readonly edits: Uint8Array
}

const tables: (Rows | undefined)[] = []

/** Accepts the words within `edits` (at most 2) of a word. */
export class LevenshteinAutomaton implements Automaton {
  readonly start = 0
  /** By byte, the places of its character in the word; all of them for bytes that are no whole character. */
  readonly masks: Int32Array
  /** By place of the word, a bit for the first byte of its character, by its lowest five bits; of a word that is not masked, none. */
  readonly letters: Int32Array
  readonly rows: Rows
  readonly #word: readonly number[]
  readonly #edits: number
  /** Whether `masks` tell the places of characters; not of a very long word. */
  readonly isMasked: boolean
  /** States from here on have no place of the word left. */
  readonly end: number

  constructor(word: string, edits: number) {
    this.#word = Array.from(word, (character) => character.codePointAt(0) as number)
    this.#edits = Math.min(edits, mostEdits)
    this.rows = tables[this.#edits] ??= rowsOf(this.#edits)
    const { length } = this.#word
    this.end = (length + 1) << rowBits
    this.isMasked = length <= mostMasked
    this.masks = new Int32Array(256)
    if (!this.isMasked) this.masks.fill(-1)
    else {
      this.masks.fill(anyByte, 0, 128)
      this.masks.fill(-1, 128)
      for (let i = 0; i < length; i++) if (this.#word[i] < 128) this.masks[this.#word[i]] |= 1 << i
    }
    this.letters = new Int32Array(this.isMasked ? length : 0)
    for (let i = 0; i < this.letters.length; i++) this.letters[i] = 1 << (firstByte(this.#word[i]) & 31)
  }

  step(state: number, byte: number): number {
    if (state < 0) return dead
    if (byte >= 128 || state >= inside) return this.#stepInside(state, byte)
    if (!this.isMasked) return this.#consume(state, byte)
    return this.#go(state, this.masks[byte] >>> (state >>> rowBits))
  }

  only(): number {
    return -1
  }

  wanted(state: number): number {
    if (state >= inside || !this.isMasked) return -1
    const wanted = this.rows.wanted[state & rowMask]
    return wanted < 0 ? -1 : wanted << (state >>> rowBits)
  }

  isMatch(state: number): boolean {
    return this.distance(state) <= this.#edits
  }

  isTotal(): boolean {
    return false
  }

  /** The edits from the word to one that ends in `state`; more than were allowed where it is not accepted. */
  distance(state: number): number {
    const left = this.#word.length - (state >>> rowBits)
    return state < 0 || state >= inside || left > 7 ? this.#edits + 1 : this.rows.edits[((state & rowMask) << 3) | left]
  }

  #go(state: number, pattern: number): number {
    const step = this.rows.steps[((state & rowMask) << ahead) | (pattern & 63)]
    if (step < 0) return dead
    const next = (state & ~rowMask) + step
    return next < this.end ? next : dead
  }

  /** The state after a character. */
  #consume(state: number, character: number): number {
    const first = state >>> rowBits
    let pattern = 0
    for (let i = 0; i < ahead; i++) if (this.#word[first + i] === character) pattern |= 1 << i
    return this.#go(state, pattern)
  }

  /** A byte of a character of several. */
  #stepInside(state: number, byte: number): number {
    if (state < inside) {
      const length = utf8Length(byte)
      // not a byte that starts a character: no word has it there
      return length < 2 ? dead : state + inside * (1 + 4 * (byte & (0x7f >>> length)) + length - 1)
    }
    if (byte >>> 6 !== 2) return dead
    const outer = state % inside
    const partial = Math.floor(state / inside) - 1
    const bits = ((partial >>> 2) << 6) | (byte & 0x3f)
    const left = (partial & 3) - 1
    return left === 0 ? this.#consume(outer, bits) : outer + inside * (1 + 4 * bits + left)
  }
}

/** Works out the rows that can be met, from the first on, and all steps between them. */
function rowsOf(edits: number): Rows {
  const numbers = new Map<string, number>()
  // by number of edits, the places of the word that can be reached with so many; then, those from which the next character ends a swap
  const rows: number[][] = []
  const numberOf = (row: number[]): number => {
    const name = row.join()
    let number = numbers.get(name)
    if (number === undefined) {
      numbers.set(name, (number = rows.length))
      rows.push(row)
    }
    return number
  }
  const first: number[] = []
  for (let e = 0; e <= edits; e++) first.push((2 << e) - 1)
  for (let e = 0; e < edits; e++) first.push(0)
  numberOf(first)
  const steps: number[] = []
  for (let number = 0; number < rows.length; number++) {
    for (let pattern = 0; pattern < 64; pattern++) {
      const row = rows[number]
      const next: number[] = []
      for (let e = 0; e <= edits; e++) {
        let places = (row[e] & pattern) << 1
        // a character too many; another one, or one left out; a swap
        if (e > 0) places |= row[e - 1] | (row[e - 1] << 1) | (next[e - 1] << 1) | ((row[edits + e] & pattern) << 2)
        next.push(places)
      }
      for (let e = 0; e < edits; e++) next.push(row[e] & (pattern >>> 1))
      const lowest = next[edits] & -next[edits]
      const further = 31 - Math.clz32(lowest)
      steps.push(lowest === 0 ? dead : (further << rowBits) | numberOf(next.map((places) => places >>> further)))
    }
  }
  const ends = Uint8Array.from({ length: 8 * rows.length }, (_, at) => {
    const found = rows[at >>> 3].findIndex((places, e) => e <= edits && (places >>> (at & 7)) & 1)
    return found < 0 ? edits + 1 : found
  })
  const wanted = rows.map((row, number) => {
    if (edits > 0 && row[edits - 1] !== 0) return -1
    // what a swap that was begun with the last edit waits for, beside the next characters
    return (row[edits] | (edits > 0 ? row[2 * edits] : 0)) & (steps[number << ahead] < 0 ? -1 : 0) || -1
  })
  return { steps: Int32Array.from(steps), wanted: Int32Array.from(wanted), edits: ends }
}

/** The first byte of a character in UTF-8. */
function firstByte(character: number): number {
  if (character < 0x80) return character
  if (character < 0x800) return 0xc0 | (character >>> 6)
  return character < 0x10000 ? 0xe0 | (character >>> 12) : 0xf0 | (character >>> 18)
}

/** Bytes of the character that a byte starts; 1 for ASCII, 0 for a byte that starts none. */
function utf8Length(byte: number): number {
  if (byte < 0x80) return 1
  if (byte < 0xc0 || byte > 0xf7) return 0
  return byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4
}
