// The walk of a tree of words for those within a few edits of one: the steps of the automaton are looked up where they are taken, and what is left of the
// word is a number, so that a node costs a few instructions (bench: expansion).

import { EntryScan } from './entries.js'
import { ahead, inside, type LevenshteinAutomaton, rowBits, rowMask } from './levenshtein.js'
import { endsHere, type Level, type WordTree } from './word-tree.js'

/** Hands all entries of a tree whose keys `automaton` accepts to `scan`, in order, until it has more than `limit`. O(nodes met, and entries of the last of them). @throws E_CORRUPT */
export function walkNear({ levels, end }: WordTree, automaton: LevenshteinAutomaton, scan: EntryScan, limit: number): void {
  if (levels.length === 0) return
  walk.open(levels, automaton, scan, limit)
  walk.characters(0, 0, levels[0].count, end, automaton.start)
  // a walk must not keep an index
  walk.open(noLevels, automaton, scan, limit)
}

const noLevels: readonly Level[] = []

const noNumbers = new Int32Array(0)

class NearWalk {
  #levels: readonly Level[] = noLevels
  /** Set before any walk, by `open`. */
  #automaton!: LevenshteinAutomaton
  #masks: Int32Array = noNumbers
  #steps: Int32Array = noNumbers
  #wanted: Int32Array = noNumbers
  /** States from here on have no place of the word left. */
  #stop = 0
  /** By place of the word, the bit of its character's first byte, as in the tree. */
  #letters: Int32Array = noNumbers
  #scan = new EntryScan()
  #limit = 0

  open(levels: readonly Level[], automaton: LevenshteinAutomaton, scan: EntryScan, limit: number): void {
    this.#levels = levels
    this.#automaton = automaton
    this.#masks = automaton.masks
    this.#steps = automaton.rows.steps
    this.#wanted = automaton.rows.wanted
    this.#stop = automaton.end
    this.#letters = automaton.letters
    this.#scan = scan
    this.#limit = limit
  }

  /** The nodes from `first` to `last` of a depth, whose entries end at `until`, after whole characters. */
  characters(depth: number, first: number, last: number, until: number, state: number): void {
    const { bytes, entries, letters } = this.#levels[depth]
    const masks = this.#masks
    const steps = this.#steps
    const scan = this.#scan
    const row = state & rowMask
    const place = state >>> rowBits
    const behind = state & ~rowMask
    const wanted = this.#wanted[row] < 0 ? -1 : this.#wanted[row] << place
    // most characters are none of the next ones of the word: they all lead to one state
    const other = behind + steps[row << ahead]
    const afterOther = steps[row << ahead] < 0 ? 0 : this.#after(other)
    for (let node = first; node < last; node++) {
      const byte = bytes[node]
      const mask = masks[byte]
      if ((mask & wanted) === 0) continue
      if (byte < 128) {
        const pattern = (mask >>> place) & ((1 << ahead) - 1)
        if (pattern === 0) {
          if ((letters[node] & afterOther) === 0) continue
          this.#enter(depth, node, node + 1 < last ? entries[node + 1] : until, other)
        } else {
          const step = steps[(row << ahead) | pattern]
          if (step < 0 || (letters[node] & this.#after(behind + step)) === 0) continue
          this.#enter(depth, node, node + 1 < last ? entries[node + 1] : until, behind + step)
        }
      } else {
        const next = this.#automaton.step(state, byte)
        if (next >= inside) this.#enterInside(depth, node, node + 1 < last ? entries[node + 1] : until, next)
      }
      if (scan.found > this.#limit) return
    }
  }

  /** Letters, as in the tree, of which one must come next for a word to be accepted after `state`, or its end. */
  #after(state: number): number {
    if (state >= this.#stop) return 0
    let places = this.#wanted[state & rowMask]
    if (places < 0) return -1
    const own = this.#letters
    let letters = this.#automaton.isMatch(state) ? endsHere : 0
    for (let place = state >>> rowBits; places !== 0 && place < own.length; places >>>= 1, place++)
      if ((places & 1) !== 0) letters |= own[place]
    return letters
  }

  #enter(depth: number, node: number, until: number, state: number): void {
    const levels = this.#levels
    const { entries, children } = levels[depth]
    const scan = this.#scan
    if (depth === levels.length - 1 || children[node] === children[node + 1]) {
      scan.states[depth + 1] = state
      scan.some(entries[node], until, depth + 1)
      return
    }
    const first = children[node]
    const start = levels[depth + 1].entries[first]
    // the key itself, before those that go on
    if (entries[node] < start && this.#automaton.isMatch(state)) scan.all(entries[node], start, state)
    this.characters(depth + 1, first, children[node + 1], until, state)
  }

  /** The same in the middle of a character of several bytes. */
  #enterInside(depth: number, node: number, until: number, state: number): void {
    const levels = this.#levels
    const { entries, children } = levels[depth]
    if (depth === levels.length - 1 || children[node] === children[node + 1]) {
      this.#scan.states[depth + 1] = state
      this.#scan.some(entries[node], until, depth + 1)
      return
    }
    const below = levels[depth + 1]
    const last = children[node + 1]
    for (let child = children[node]; child < last && this.#scan.found <= this.#limit; child++) {
      const next = this.#automaton.step(state, below.bytes[child])
      if (next < 0) continue
      const stop = child + 1 < last ? below.entries[child + 1] : until
      if (next >= inside) this.#enterInside(depth + 1, child, stop, next)
      else this.#enter(depth + 1, child, stop, next)
    }
  }
}

/** One for all walks, which nothing interrupts. Kept, as the compiled code of what is not alive is dropped at a full collection. */
const walk = new NearWalk()
