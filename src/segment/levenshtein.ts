// The words within a few edits of one: insertions, deletions, substitutions, and swaps of neighbours (optimal string alignment), by characters.
//
// A state is the last two rows of the table of distances, each number cut at one above the most; there are few such pairs. The states and the
// steps between them are worked out when first met, as in a deterministic automaton made lazily, so that a step is a look into a table.

import type { Automaton } from './automata.js'

/** The most edits that can be asked for: beyond them half the dictionary is near a short word. */
export const mostEdits = 2

/** The state from which nothing can be accepted. */
const dead = 0

/** Between two bytes of a character: its bits so far, or -1 where no character of the word starts so; and how many bytes are to come. */
interface Partial {
  full: number
  bits: number
  left: number
}

/** What a state is made of. */
interface Rows {
  row: Uint8Array
  before: Uint8Array
  /** The last character, where it is one of the word's; else -1. */
  last: number
  partial: Partial | undefined
}

/** Accepts the words within `edits` (at most 2) of a word. */
export class LevenshteinAutomaton implements Automaton {
  readonly start: number
  readonly #word: readonly number[]
  readonly #edits: number
  /** By byte, its class: bytes of a class lead from a state to the same one. */
  readonly #classes = new Uint8Array(256)
  readonly #classCount: number
  /** A byte of each class. */
  readonly #samples: number[]
  /** By state and class, the next state, or -1 where it has not been worked out. */
  #steps: Int32Array
  readonly #states: Rows[] = []
  readonly #numbers = new Map<string, number>()

  constructor(word: string, edits: number) {
    this.#word = Array.from(word, (character) => character.codePointAt(0) as number)
    this.#edits = Math.min(edits, mostEdits)
    const classes = new Map<string, number>()
    const own = new Set(new TextEncoder().encode(word))
    this.#samples = []
    for (let byte = 0; byte < 256; byte++) {
      const name = own.has(byte) ? `${byte}` : `length ${utf8Length(byte)}`
      let number = classes.get(name)
      if (number === undefined) {
        classes.set(name, (number = classes.size))
        this.#samples.push(byte)
      }
      this.#classes[byte] = number
    }
    this.#classCount = classes.size
    this.#steps = new Int32Array(64 * this.#classCount).fill(-1)
    const none = new Uint8Array(this.#word.length + 1).fill(this.#edits + 1)
    this.#state({ row: none, before: none, last: -1, partial: undefined })
    const row = Uint8Array.from(none, (cut, j) => Math.min(j, cut))
    this.start = this.#state({ row, before: none, last: -1, partial: undefined })
  }

  step(state: number, byte: number): number {
    const place = state * this.#classCount + this.#classes[byte]
    const next = this.#steps[place]
    if (next >= 0) return next
    const found = this.#next(this.#states[state], this.#samples[this.#classes[byte]])
    this.#steps[place] = found
    return found
  }

  isMatch(state: number): boolean {
    return this.distance(state) <= this.#edits
  }

  canMatch(state: number): boolean {
    return state !== dead
  }

  /** The edits from the word to one that ends in `state`; more than were allowed where it is not accepted. */
  distance(state: number): number {
    const { row, partial } = this.#states[state]
    return partial === undefined ? row[row.length - 1] : this.#edits + 1
  }

  #next(from: Rows, byte: number): number {
    const { partial } = from
    if (partial === undefined) {
      if (byte < 0x80) return this.#consume(from, byte)
      const length = utf8Length(byte)
      // not a byte that starts a character: no word has it there
      if (length < 2) return dead
      return this.#partial(from, { full: this.#number(from), bits: byte & (0x7f >>> length), left: length - 1 })
    }
    if (byte >>> 6 !== 2) return dead
    const bits = partial.bits < 0 ? -1 : (partial.bits << 6) | (byte & 0x3f)
    const full = this.#states[partial.full]
    return partial.left === 1 ? this.#consume(full, bits) : this.#partial(full, { full: partial.full, bits, left: partial.left - 1 })
  }

  #partial({ row, before, last }: Rows, { full, bits, left }: Partial): number {
    const known = this.#word.some((character) => character >= 0x80 && utf8Bytes(character) > left && character >>> (6 * left) === bits)
    return this.#state({ row, before, last, partial: { full, bits: known ? bits : -1, left } })
  }

  /** The state after one more character. */
  #consume({ row, before, last }: Rows, character: number): number {
    const word = this.#word
    const cut = this.#edits + 1
    const next = new Uint8Array(row.length)
    next[0] = Math.min(cut, row[0] + 1)
    let least = next[0]
    for (let j = 1; j < next.length; j++) {
      let distance = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (word[j - 1] === character ? 0 : 1))
      if (j > 1 && word[j - 2] === character && word[j - 1] === last) distance = Math.min(distance, before[j - 2] + 1)
      next[j] = Math.min(cut, distance)
      if (next[j] < least) least = next[j]
    }
    if (least === cut) return dead
    return this.#state({ row: next, before: row, last: word.includes(character) ? character : -1, partial: undefined })
  }

  #number(rows: Rows): number {
    return this.#numbers.get(nameOf(rows)) as number
  }

  #state(rows: Rows): number {
    const name = nameOf(rows)
    let number = this.#numbers.get(name)
    if (number === undefined) {
      number = this.#states.length
      this.#numbers.set(name, number)
      this.#states.push(rows)
      if (this.#states.length * this.#classCount > this.#steps.length) {
        const wider = new Int32Array(2 * this.#steps.length).fill(-1)
        wider.set(this.#steps)
        this.#steps = wider
      }
      if (number === dead) this.#steps.fill(dead, 0, this.#classCount)
    }
    return number
  }
}

/** Different for different states: distances are below 4, and so are the bytes to come. */
function nameOf({ row, before, last, partial }: Rows): string {
  let name = partial === undefined ? '' : `${partial.bits}/${partial.left}`
  for (let j = 0; j < row.length; j++) name += String.fromCharCode(64 + 4 * row[j] + before[j])
  return last < 0 ? name : name + String.fromCodePoint(last)
}

/** Bytes of the character that a byte starts; 1 for ASCII, 0 for a byte that starts none. */
function utf8Length(byte: number): number {
  if (byte < 0x80) return 1
  if (byte < 0xc0 || byte > 0xf7) return 0
  return byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4
}

function utf8Bytes(character: number): number {
  if (character < 0x800) return character < 0x80 ? 1 : 2
  return character < 0x10000 ? 3 : 4
}
