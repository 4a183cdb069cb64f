// What a set of words looks like to the walk of the dictionary: numbered states, moved on by the bytes of a word in UTF-8.

import { encodeUtf8 } from '../bytes/cursor.js'

/** Accepts words, byte by byte. States are numbers of its own choosing; from one below 0 nothing is accepted. */
export interface Automaton {
  readonly start: number
  step(state: number, byte: number): number
  /** Whether a word that ends in this state is accepted. */
  isMatch(state: number): boolean
  /** Whether every word that goes on from this state is accepted, and this one is; may be false too often. */
  isTotal(state: number): boolean
  /** The only byte with which a word can go on from this state; -1 where there are several. */
  only(state: number): number
  /** By byte, bits; those of `wanted` say at once, without a step, that some bytes lead nowhere. */
  readonly masks: Int32Array
  /** Bits of which the mask of the next byte must have one. */
  wanted(state: number): number
}

const dead = -1

const everyByte = new Int32Array(256).fill(-1)

/** Of an automaton that has to step to know. */
const noMasks = { masks: everyByte, wanted: () => -1 }

/** Accepts the words that start with some bytes: they lie side by side in a dictionary. */
export class PrefixAutomaton implements Automaton {
  readonly start = 0
  readonly masks = everyByte
  readonly bytes: Uint8Array

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }

  step(state: number, byte: number): number {
    const { length } = this.bytes
    return state === length || state === dead ? state : this.bytes[state] === byte ? state + 1 : dead
  }

  isMatch(state: number): boolean {
    return state === this.bytes.length
  }

  isTotal(state: number): boolean {
    return state === this.bytes.length
  }

  only(state: number): number {
    return state >= 0 && state < this.bytes.length ? this.bytes[state] : -1
  }

  wanted(): number {
    return -1
  }
}

/** The words that start with `text`, itself included. */
export function prefixAutomaton(text: string): Automaton {
  return new PrefixAutomaton(encodeUtf8(text))
}

/** The word `text`, and no other. */
export function exactAutomaton(text: string): Automaton {
  const bytes = encodeUtf8(text)
  return {
    ...noMasks,
    start: 0,
    step: (state, byte) => (bytes[state] === byte ? state + 1 : dead),
    isMatch: (state) => state === bytes.length,
    isTotal: () => false,
    only: (state) => (state < bytes.length ? bytes[state] : -1),
  }
}

/** A piece of a pattern: text, one character of any kind, or any number of them. */
export type WildcardPart = { readonly text: string } | { readonly any: 'one' | 'many' }

/** The most steps of a pattern after its first wildcard: a byte of text is one, `?` two, `*` one. A state has a bit for each. */
export const mostWildcardSteps = 30

/** Steps of a pattern after its first wildcard; more than `mostWildcardSteps` cannot be asked for. */
export function wildcardSteps(parts: readonly WildcardPart[]): number {
  return stepsOf(parts).steps.length
}

/**
 * The words that `parts` describe, by the bits of an automaton with several states at once (shift-and, Baeza-Yates and Gonnet 1992).
 * What stands before the first wildcard is compared as it is.
 */
export function wildcardAutomaton(parts: readonly WildcardPart[]): Automaton {
  const { head, steps } = stepsOf(parts)
  const first = head.length
  /** by byte, a bit for each step that it takes to the next one; `many` stays, and so does the rest of a character */
  const taken = new Int32Array(256)
  let loops = 0
  let lasting = 0
  steps.forEach((step, i) => {
    if (step === 'many') loops |= 1 << i
    else if (step === 'rest') lasting |= 1 << i
    else for (let byte = 0; byte < 256; byte++) if (step === 'one' ? byte >>> 6 !== 2 : byte === step) taken[byte] |= 1 << i
  })
  const free = loops | lasting
  /** with the steps that may be passed over taken; two of them may follow each other */
  const closed = (mask: number): number => {
    let all = mask
    for (let next = (all & free) << 1; (next & ~all) !== 0; next = (all & free) << 1) all |= next
    return all
  }
  const accepting = 1 << steps.length
  const begin = first + closed(1)
  /** from here on anything may follow */
  const rest = steps[steps.length - 1] === 'many' ? 1 << (steps.length - 1) : 0
  return {
    ...noMasks,
    start: first === 0 ? begin : 0,
    step(state, byte) {
      if (state < 0) return dead
      if (state < first) return head[state] !== byte ? dead : state + 1 === first ? begin : state + 1
      const mask = state - first
      const next = closed(((mask & taken[byte]) << 1) | (mask & loops) | (byte >>> 6 === 2 ? mask & lasting : 0))
      return next === 0 ? dead : first + next
    },
    isMatch: (state) => state >= first && ((state - first) & accepting) !== 0,
    isTotal: (state) => state >= first && ((state - first) & rest) !== 0,
    only: (state) => (state < first && state >= 0 ? head[state] : -1),
  }
}

/** A byte, the first of a character, the others of that, or any number of bytes. */
type Step = number | 'one' | 'rest' | 'many'

function stepsOf(parts: readonly WildcardPart[]): { head: number[]; steps: Step[] } {
  const head: number[] = []
  const steps: Step[] = []
  for (const part of parts) {
    if ('any' in part) {
      if (part.any === 'one') steps.push('one', 'rest')
      else if (steps[steps.length - 1] !== 'many') steps.push('many')
    } else for (const byte of encodeUtf8(part.text)) (steps.length === 0 ? head : steps).push(byte)
  }
  return { head, steps }
}

/** The words that start with `head` and go on as `automaton` accepts. */
export function afterBytes(head: Uint8Array, automaton: Automaton): Automaton {
  if (automaton instanceof PrefixAutomaton) return new PrefixAutomaton(Uint8Array.of(...head, ...automaton.bytes))
  const { length } = head
  const go = length + automaton.start
  return {
    masks: automaton.masks,
    wanted: (state) => (state < length ? -1 : automaton.wanted(state - length)),
    start: length === 0 ? go : 0,
    step(state, byte) {
      if (state < 0) return dead
      if (state < length) return head[state] !== byte ? dead : state + 1 === length ? go : state + 1
      const next = automaton.step(state - length, byte)
      return next < 0 ? dead : length + next
    },
    isMatch: (state) => state >= length && automaton.isMatch(state - length),
    isTotal: (state) => state >= length && automaton.isTotal(state - length),
    only: (state) => (state < 0 ? -1 : state < length ? head[state] : automaton.only(state - length)),
  }
}

/** The words between two bounds in the order of their bytes, both included but for those left out; a bound that is absent is open. */
export function betweenAutomaton(from: string | undefined, to: string | undefined, above = false, below = false): Automaton {
  const low = from === undefined ? undefined : encodeUtf8(from)
  const high = to === undefined ? undefined : encodeUtf8(to)
  // a state: bytes so far that are those of `low`, or all that are needed; the same of `high`; side by side
  const free = 0xffff
  const isFree = (at: number): boolean => at === free
  return {
    ...noMasks,
    start: (low === undefined ? free : 0) * 65536 + (high === undefined ? free : 0),
    step(state, byte) {
      if (state < 0) return dead
      let a = Math.floor(state / 65536)
      let b = state % 65536
      if (!isFree(a)) {
        const own = (low as Uint8Array)[a]
        if (own !== undefined && byte < own) return dead
        a = own === undefined || byte > own ? free : a + 1
      }
      if (!isFree(b)) {
        const own = (high as Uint8Array)[b]
        if (own === undefined || byte > own) return dead
        b = byte < own ? free : b + 1
      }
      return a * 65536 + b
    },
    isMatch(state) {
      if (state < 0) return false
      const a = Math.floor(state / 65536)
      const b = state % 65536
      if (!isFree(a) && (a < (low as Uint8Array).length || above)) return false
      return isFree(b) || b < (high as Uint8Array).length || !below
    },
    isTotal: (state) => state === free * 65536 + free,
    only: () => -1,
  }
}
