// The words met so far, numbered: an open hash table of tokens, so that one seen before costs no string.

import { normalized } from '../analysis/analyze.js'
import type { Analyzer } from '../analysis/analyzer.js'
import { type Tokens, tokenKinds } from '../analysis/tokens.js'

/** Marks a token that normalises to nothing. */
export const dropped = 0xffffffff

/** The words of a segment. */
export interface Words {
  readonly terms: string[]
  /** Words (or terms, where the two are one) by pair: a pair is a word and its term, what a token is kept as. */
  readonly pairWord: string[]
  readonly pairTerm: number[]
}

/** Pairs that are remembered from one segment to the next; with more, the next begins anew. */
const mostKept = 1 << 16

/**
 * Words and terms, numbered for one segment after another in the order in which its documents have them. What an earlier segment had is remembered,
 * so that small segments cost few strings.
 */
export class Vocabulary {
  #words: Words = { terms: [], pairWord: [], pairTerm: [] }
  #segment = 0
  /** All that is known, by numbers that outlive a segment. */
  #known: Words = { terms: [], pairWord: [], pairTerm: [] }
  #terms = new Map<string, number>()
  /** The pair of each word that was met last. */
  #pairs = new Map<string, number>()
  /** By pair, one more than another pair of the word, or 0. */
  #others: number[] = []
  /** By term and by pair, two numbers: the last segment that has it, and its number there. */
  #termMarks = new Uint32Array(1 << 10)
  #pairMarks = new Uint32Array(1 << 10)
  /** Of the segment, by term one more than its last pair, and by pair one more than the pair of its term before it, or 0. */
  #lastPairs: number[] = []
  #pairsBefore: number[] = []
  #tables = new Map<Analyzer, TokenTable>()

  /** Begins a segment, and gives what will be its words. */
  begin(): Words {
    this.#segment++
    this.#lastPairs = []
    this.#pairsBefore = []
    if (this.#others.length > mostKept) {
      this.#known = { terms: [], pairWord: [], pairTerm: [] }
      this.#terms = new Map()
      this.#pairs = new Map()
      this.#others = []
      this.#termMarks = new Uint32Array(1 << 10)
      this.#pairMarks = new Uint32Array(1 << 10)
      this.#tables = new Map()
    }
    return (this.#words = { terms: [], pairWord: [], pairTerm: [] })
  }

  /** What is known of the tokens of an analyzer. */
  tableOf(analyzer: Analyzer): TokenTable {
    let table = this.#tables.get(analyzer)
    if (table === undefined) this.#tables.set(analyzer, (table = new TokenTable(analyzer, this)))
    return table
  }

  /** The pair of a word and its term, new or old, as a number that outlives the segment. */
  pair(word: string, term: string): number {
    const { terms, pairWord, pairTerm } = this.#known
    const first = this.#pairs.get(word)
    for (let next = first === undefined ? 0 : first + 1; next !== 0; next = this.#others[next - 1])
      if (terms[pairTerm[next - 1]] === term) return next - 1
    let known = this.#terms.get(term)
    if (known === undefined) {
      known = terms.length
      this.#terms.set(term, known)
      terms.push(term)
      if (2 * known === this.#termMarks.length) this.#termMarks = wider(this.#termMarks)
    }
    const pair = pairTerm.length
    pairTerm.push(known)
    // one string for both where they are equal
    pairWord.push(word === term ? terms[known] : word)
    this.#others.push(first === undefined ? 0 : first + 1)
    this.#pairs.set(word, pair)
    if (2 * pair === this.#pairMarks.length) this.#pairMarks = wider(this.#pairMarks)
    return pair
  }

  /** The pairs of a term in the segment, none where it is not met there. O(pairs of the term). */
  pairsOf(text: string): number[] {
    const term = this.#terms.get(text)
    const pairs: number[] = []
    if (term === undefined || this.#termMarks[2 * term] !== this.#segment) return pairs
    for (let next = this.#lastPairs[this.#termMarks[2 * term + 1]]; next !== 0; next = this.#pairsBefore[next - 1]) pairs.push(next - 1)
    return pairs
  }

  /** The number of a pair in the segment. */
  number(pair: number): number {
    const marks = this.#pairMarks
    return marks[2 * pair] === this.#segment ? marks[2 * pair + 1] : this.#meet(pair)
  }

  #meet(pair: number): number {
    const { terms, pairWord, pairTerm } = this.#words
    const known = this.#known
    const term = known.pairTerm[pair]
    const marks = this.#termMarks
    if (marks[2 * term] !== this.#segment) {
      marks[2 * term] = this.#segment
      marks[2 * term + 1] = terms.length
      terms.push(known.terms[term])
      this.#lastPairs.push(0)
    }
    const number = pairTerm.length
    const own = marks[2 * term + 1]
    this.#pairsBefore.push(this.#lastPairs[own])
    this.#lastPairs[own] = number + 1
    this.#pairMarks[2 * pair] = this.#segment
    this.#pairMarks[2 * pair + 1] = number
    pairWord.push(known.pairWord[pair])
    pairTerm.push(own)
    return number
  }
}

/** Numbers of a slot of the table: key, key or place in the arena, what kind of token it is, and one more than its pair, or `droppedSlot`. */
const slotSize = 4
const droppedSlot = 0xffffffff

/** In the third number of a slot: the first two hold the whole token. */
const isWhole = 1 << 8

/**
 * What the tokens of one analyzer become, remembered by their text: an open hash table with linear probing, over UTF-16 code units (ASCII capitals as
 * small letters in plain words). A token of at most eight ASCII characters, as most are, is its own key, others lie in an arena. Bench: build.
 */
export class TokenTable {
  readonly #analyzer: Analyzer
  readonly #vocabulary: Vocabulary
  #slots = new Uint32Array(slotSize << 12)
  #count = 0
  #arena = new Uint16Array(1 << 12)
  #arenaEnd = 0
  #numbers = new Uint32Array(256)

  constructor(analyzer: Analyzer, vocabulary: Vocabulary) {
    this.#analyzer = analyzer
    this.#vocabulary = vocabulary
  }

  /** By token of `text`, the number of its pair in the segment, or `dropped`. The array is overwritten by the next call. @throws E_ANALYZER */
  numbersOf(text: string, tokens: Tokens): Uint32Array {
    const { count, start, end, kind } = tokens
    if (this.#numbers.length < count) this.#numbers = new Uint32Array(start.length)
    const numbers = this.#numbers
    const vocabulary = this.#vocabulary
    const ignoresCase = this.#analyzer.ignoresCase === true
    let slots = this.#slots
    let mask = slots.length / slotSize - 1
    for (let i = 0; i < count; i++) {
      const from = start[i]
      const to = end[i]
      const length = to - from
      // an acronym is told by its capitals; a word is the same word in capitals
      const isWord = ignoresCase && kind[i] === tokenKinds.word
      let low = 0
      let high = 0
      let seen = 0
      if (length <= 8) {
        const middle = length > 4 ? from + 4 : to
        for (let k = from; k < middle; k++) {
          let unit = text.charCodeAt(k)
          if (unit < 91 && unit > 64 && isWord) unit |= 32
          low = (low << 8) | unit
          seen |= unit
        }
        for (let k = middle; k < to; k++) {
          let unit = text.charCodeAt(k)
          if (unit < 91 && unit > 64 && isWord) unit |= 32
          high = (high << 8) | unit
          seen |= unit
        }
      }
      const whole = length <= 8 && seen < 128
      const meta = (kind[i] | (whole ? isWhole : 0) | (length << 9)) >>> 0
      if (!whole) {
        low = hashOf(text, from, to, isWord)
        high = 0
      }
      low >>>= 0
      let at = slotOf(low, high, meta, mask)
      let value = slots[at + 3]
      while (value !== 0) {
        if (slots[at] === low && slots[at + 2] === meta) {
          if (whole ? slots[at + 1] === high >>> 0 : this.#equals(slots[at + 1], text, from, to, isWord)) break
        }
        at = (at + slotSize) & (slots.length - 1)
        value = slots[at + 3]
      }
      if (value === 0) {
        value = this.#learn(text.slice(from, to), kind[i])
        // an analyzer may have analysed in turn
        slots = this.#slots
        mask = slots.length / slotSize - 1
        this.#put(low, whole ? high >>> 0 : this.#keep(text, from, to, isWord), meta, value)
        if (this.#slots !== slots) {
          slots = this.#slots
          mask = slots.length / slotSize - 1
        }
      }
      numbers[i] = value === droppedSlot ? dropped : vocabulary.number(value - 1)
    }
    return numbers
  }

  /** Asks the analyzer what a token is. */
  #learn(raw: string, kind: number): number {
    const { word, term } = normalized(this.#analyzer, raw, kind)
    return word === '' || term === '' ? droppedSlot : this.#vocabulary.pair(wellFormed(word), wellFormed(term)) + 1
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
function slotOf(low: number, high: number, meta: number, mask: number): number {
  let hash = Math.imul(low ^ Math.imul((meta & isWhole) === 0 ? 0 : high, 0x85ebca6b) ^ meta, 0x9e3779b1)
  hash ^= hash >>> 15
  return (hash & mask) * slotSize
}

function put(slots: Uint32Array, low: number, high: number, meta: number, value: number): void {
  let at = slotOf(low, high, meta, slots.length / slotSize - 1)
  while (slots[at + 3] !== 0) at = (at + slotSize) & (slots.length - 1)
  slots[at] = low
  slots[at + 1] = high
  slots[at + 2] = meta
  slots[at + 3] = value
}

function wider(column: Uint32Array): Uint32Array<ArrayBuffer> {
  const twice = new Uint32Array(2 * column.length)
  twice.set(column)
  return twice
}

/** UTF-8 has no lone surrogates: an analyzer that lets one through must not make two words one key in one place and two in another. */
function wellFormed(text: string): string {
  return text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
}
