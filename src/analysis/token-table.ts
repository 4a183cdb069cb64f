// What the tokens of an analyzer are, remembered by their text: an open hash table, so that a token seen before costs no string.

import { normalizedOnce } from './analyze.js'
import type { Analyzer } from './analyzer.js'
import { type Tokens, tokenKinds } from './tokens.js'
import { tokenizeWords } from './words.js'

/** Marks a token that normalises to nothing. */
export const dropped = 0xffffffff

/** Gives the number, below 2^32 - 2, of a word and its term. */
export type Learn = (word: string, term: string) => number

/** Numbers of a slot of the table: key, key or place in the arena, what kind of token it is, and one more than its pair, or `droppedSlot`. */
const slotSize = 4
const droppedSlot = 0xffffffff

/** In the third number of a slot: the first two hold the whole token. */
const isWhole = 1 << 8

/** Slots of the tokens met last, as many as stay in the nearest memory of a processor: most tokens are of few words. A power of two. */
const nearSlots = 1 << 11

/**
 * What the tokens of one analyzer become, remembered by their text: an open hash table with linear probing, over UTF-16 code units (ASCII capitals as
 * small letters in plain words). A token of at most eight ASCII characters, as most are, is its own key, others lie in an arena, found by a hash: of
 * the last eight characters where all are ASCII. Bench: build.
 */
export class TokenTable {
  readonly #analyzer: Analyzer
  readonly #learn: Learn
  #slots = new Uint32Array(slotSize << 12)
  /** Whole tokens, each in the one slot where it may be. */
  readonly #near = new Uint32Array(slotSize * nearSlots)
  #count = 0
  #arena = new Uint16Array(1 << 12)
  #arenaEnd = 0
  #numbers = new Uint32Array(256)

  constructor(analyzer: Analyzer, learn: Learn) {
    this.#analyzer = analyzer
    this.#learn = learn
  }

  /** How many tokens are remembered. */
  get count(): number {
    return this.#count
  }

  /** By token of `text`, its number, or `dropped`. The array is overwritten by the next call. @throws E_ANALYZER */
  numbersOf(text: string, tokens: Tokens): Uint32Array {
    const { count, start, end, kind } = tokens
    if (this.#numbers.length < count) this.#numbers = new Uint32Array(start.length)
    const numbers = this.#numbers
    const ignoresCase = this.#analyzer.ignoresCase === true
    // what another tokenizer has done to the columns since, nobody knows
    const isKeyed = ignoresCase && this.#analyzer.tokenize === tokenizeWords
    const near = this.#near
    let slots = this.#slots
    let mask = slots.length / slotSize - 1
    for (let i = 0; i < count; i++) {
      const from = start[i]
      const to = end[i]
      const length = to - from
      // an acronym is told by its capitals; a word is the same word in capitals
      const isWord = ignoresCase && kind[i] === tokenKinds.word
      let low = isKeyed ? tokens.low[i] : 0
      let high = isKeyed ? tokens.high[i] : 0
      let seen = 0
      if ((low | high) === 0) {
        for (let k = from; k < to; k++) {
          let unit = text.charCodeAt(k)
          if (unit < 91 && unit > 64 && isWord) unit |= 32
          high = (high << 8) | (low >>> 24)
          low = (low << 8) | (unit & 255)
          seen |= unit
        }
        low >>>= 0
        high >>>= 0
      }
      const whole = length <= 8 && seen < 128
      const meta = (kind[i] | (whole ? isWhole : 0) | (length << 9)) >>> 0
      if (!whole) {
        low = (seen < 128 ? Math.imul(low, 0x01000193) ^ high : hashOf(text, from, to, isWord)) >>> 0
        high = 0
      }
      const hash = hashOfKey(low, high, meta)
      const own = (hash & (nearSlots - 1)) * slotSize
      if (near[own] === low && near[own + 1] === high && near[own + 2] === meta && whole) {
        numbers[i] = near[own + 3]
        continue
      }
      let at = (hash & mask) * slotSize
      let value = slots[at + 3]
      while (value !== 0) {
        if (slots[at] === low && slots[at + 2] === meta) {
          if (whole ? slots[at + 1] === high : this.#equals(slots[at + 1], text, from, to, isWord)) break
        }
        at = (at + slotSize) & (slots.length - 1)
        value = slots[at + 3]
      }
      if (value === 0) {
        value = this.#ask(text.slice(from, to), kind[i])
        // an analyzer may have analysed in turn
        this.#put(low, whole ? high : this.#keep(text, from, to, isWord), meta, value)
        slots = this.#slots
        mask = slots.length / slotSize - 1
      }
      const number = value === droppedSlot ? dropped : value - 1
      numbers[i] = number
      if (!whole) continue
      near[own] = low
      near[own + 1] = high
      near[own + 2] = meta
      near[own + 3] = number
    }
    return numbers
  }

  /** Asks the analyzer what a token is. */
  #ask(raw: string, kind: number): number {
    const { word, term } = normalizedOnce(this.#analyzer, raw, kind)
    return word === '' || term === '' ? droppedSlot : this.#learn(wellFormed(word), wellFormed(term)) + 1
  }

  #put(low: number, high: number, meta: number, value: number): void {
    if (2 * slotSize * ++this.#count > this.#slots.length) this.#rehash()
    put(this.#slots, low, high, meta, value)
  }

  #rehash(): void {
    const old = this.#slots
    const slots = new Uint32Array(2 * old.length)
    for (let at = 0; at < old.length; at += slotSize) if (old[at + 3] !== 0) put(slots, old[at], old[at + 1], old[at + 2], old[at + 3])
    this.#slots = slots
  }

  /** Puts a token into the arena, its length before it, and gives its place. */
  #keep(text: string, from: number, to: number, isWord: boolean): number {
    const place = this.#arenaEnd
    while (place + 2 + to - from > this.#arena.length) {
      const arena = new Uint16Array(2 * this.#arena.length)
      arena.set(this.#arena)
      this.#arena = arena
    }
    const arena = this.#arena
    arena[place] = to - from
    arena[place + 1] = (to - from) >>> 16
    for (let k = from; k < to; k++) arena[place + 2 + k - from] = unitOf(text, k, isWord)
    this.#arenaEnd = place + 2 + to - from
    return place
  }

  #equals(place: number, text: string, from: number, to: number, isWord: boolean): boolean {
    const arena = this.#arena
    if (arena[place] + arena[place + 1] * 0x10000 !== to - from) return false
    for (let k = from, at = place + 2; k < to; k++, at++) if (arena[at] !== unitOf(text, k, isWord)) return false
    return true
  }
}

function unitOf(text: string, at: number, isWord: boolean): number {
  const unit = text.charCodeAt(at)
  return unit < 91 && unit > 64 && isWord ? unit | 32 : unit
}

/** FNV-1a. */
function hashOf(text: string, from: number, to: number, isWord: boolean): number {
  let hash = 0x811c9dc5
  for (let k = from; k < to; k++) hash = Math.imul(hash ^ unitOf(text, k, isWord), 0x01000193)
  return hash
}

/** Where a search for a token begins; what does not lie in the slot whole is told by its hash, `low`, alone. */
function hashOfKey(low: number, high: number, meta: number): number {
  const hash = Math.imul(low ^ Math.imul((meta & isWhole) === 0 ? 0 : high, 0x85ebca6b) ^ meta, 0x9e3779b1)
  return hash ^ (hash >>> 15)
}

function put(slots: Uint32Array, low: number, high: number, meta: number, value: number): void {
  let at = (hashOfKey(low, high, meta) & (slots.length / slotSize - 1)) * slotSize
  while (slots[at + 3] !== 0) at = (at + slotSize) & (slots.length - 1)
  slots[at] = low
  slots[at + 1] = high
  slots[at + 2] = meta
  slots[at + 3] = value
}

/** UTF-8 has no lone surrogates: an analyzer that lets one through must not make two words one key in one place and two in another. */
function wellFormed(text: string): string {
  return surrogate.test(text) ? text.replace(loneSurrogates, '\ufffd') : text
}

const surrogate = /[\ud800-\udfff]/
const loneSurrogates = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
