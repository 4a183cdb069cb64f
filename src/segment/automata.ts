// What a set of words looks like to the walk of the dictionary: numbered states, moved on by the bytes of a word in UTF-8.

import { encodeUtf8 } from '../bytes/cursor.js'

/** Accepts words, byte by byte. States are numbers of its own choosing. */
export interface Automaton {
  readonly start: number
  step(state: number, byte: number): number
  /** Whether a word that ends in this state is accepted. */
  isMatch(state: number): boolean
  /** Whether some word that goes on from this state is accepted, or this one is; may be true too often, never too seldom. */
  canMatch(state: number): boolean
}

const dead = -1

/** The words that start with `text`, itself included. */
export function prefixAutomaton(text: string): Automaton {
  const bytes = encodeUtf8(text)
  const end = bytes.length
  return {
    start: 0,
    step: (state, byte) => (state === end || state === dead ? state : bytes[state] === byte ? state + 1 : dead),
    isMatch: (state) => state === end,
    canMatch: (state) => state !== dead,
  }
}

/** The word `text`, and no other. */
export function exactAutomaton(text: string): Automaton {
  const bytes = encodeUtf8(text)
  return {
    start: 0,
    step: (state, byte) => (bytes[state] === byte ? state + 1 : dead),
    isMatch: (state) => state === bytes.length,
    canMatch: (state) => state !== dead,
  }
}
