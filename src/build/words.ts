// The words met so far, numbered: an open hash table over UTF-16 code units, so that a token seen before costs no string.

import type { Analyzer } from '../analysis/analyzer.js'
import { tokenKinds } from '../analysis/tokens.js'
import { RostrumError } from '../errors.js'

/** Marks a token that normalises to nothing. */
export const dropped = 0xffffffff

/** A term, with its number in the segment that is in the making. */
interface Term {
  readonly text: string
  number: number
  /** Of the segment, the pairs that have it. */
  pairs: number[]
  segment: number
}

/** A (word, term) couple, what a token is kept as, with its number in the segment that is in the making. */
interface Pair {
  readonly word: string
  readonly term: Term
  number: number
  segment: number
}

/** The words of a segment. */
export interface Words {
  readonly terms: string[]
  /** Words (or terms, where the two are one) by pair. */
  readonly pairWord: string[]
  readonly pairTerm: number[]
}

/**
 * Words and terms, numbered for one segment after another in the order in which its documents have them. What an earlier segment had is remembered,
 * so that small segments cost few strings.
 */
export class Vocabulary {
  #words: Words = { terms: [], pairWord: [], pairTerm: [] }
  #segment = 0
  #terms = new Map<string, Term>()
  #pairs = new Map<string, Pair>()
  #tables = new Map<Analyzer, TokenTable>()

  /** Begins a segment, and gives what will be its words. */
  begin(): Words {
    this.#segment++
    if (this.#pairs.size > mostKept) {
      this.#terms = new Map()
      this.#pairs = new Map()
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

  /** The pair of a word and its term, new or old. */
  pair(word: string, term: string): Pair {
    const key = word === term ? word : `${word}\u0000${term}`
    let pair = this.#pairs.get(key)
    if (pair !== undefined) return pair
    let known = this.#terms.get(term)
    if (known === undefined) this.#terms.set(term, (known = { text: term, number: 0, pairs: [], segment: 0 }))
    // one string for both where they are equal
    pair = { word: word === term ? known.text : word, term: known, number: 0, segment: 0 }
    this.#pairs.set(key, pair)
    return pair
  }

  /** The pairs of a term in the segment; none where it is not met there. */
  pairsOf(text: string): readonly number[] {
    const term = this.#terms.get(text)
    return term?.segment === this.#segment ? term.pairs : []
  }

  /** The number of a pair in the segment. */
  number(pair: Pair): number {
    if (pair.segment === this.#segment) return pair.number
    const { terms, pairWord, pairTerm } = this.#words
    const { term } = pair
    if (term.segment !== this.#segment) {
      term.segment = this.#segment
      term.number = terms.length
      term.pairs = []
      terms.push(term.text)
    }
    pair.segment = this.#segment
    pair.number = pairWord.length
    term.pairs.push(pair.number)
    pairWord.push(pair.word)
    pairTerm.push(term.number)
    return pair.number
  }
}

/** Pairs that are remembered from one segment to the next; with more, the next begins anew. */
const mostKept = 1 << 16

/**
 * What the tokens of one analyzer become, remembered by their text: FNV-1a over code units (ASCII capitals as small letters for plain words),
 * linear probing, texts in one arena. Half the time of slicing and a Map (bench: build).
 */
class TokenTable {
  readonly #analyzer: Analyzer
  readonly #vocabulary: Vocabulary
  #slots = new Uint32Array(1 << 14) // entry + 1, or 0
  #hashes = new Uint32Array(1 << 13)
  #offsets = new Uint32Array((1 << 13) + 1)
  #arena = new Uint16Array(1 << 16)
  /** By entry; undefined where the token is dropped. */
  readonly #pairs: (Pair | undefined)[] = []
  #count = 0

  constructor(analyzer: Analyzer, vocabulary: Vocabulary) {
    this.#analyzer = analyzer
    this.#vocabulary = vocabulary
  }

  /** The pair of the token text[start, end) of `kind`, or `dropped`. */
  pair(text: string, start: number, end: number, kind: number): number {
    let hash = 0x811c9dc5 ^ kind
    // an acronym is told by its capitals; a word is the same word in capitals
    const fold = kind === tokenKinds.word
    for (let i = start; i < end; i++) {
      let unit = text.charCodeAt(i)
      if (fold && unit >= 65 && unit <= 90) unit |= 32
      hash = Math.imul(hash ^ unit, 0x01000193)
    }
    hash = (hash ^ (hash >>> 15)) >>> 0
    const mask = this.#slots.length - 1
    const length = end - start
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const entry = this.#slots[slot]
      if (entry === 0) return this.#add(text, start, end, kind, hash, slot)
      if (this.#hashes[entry - 1] === hash && this.#equals(entry - 1, text, start, length, kind, fold)) return this.#number(entry - 1)
    }
  }

  #number(entry: number): number {
    const pair = this.#pairs[entry]
    return pair === undefined ? dropped : this.#vocabulary.number(pair)
  }

  #equals(entry: number, text: string, start: number, length: number, kind: number, fold: boolean): boolean {
    const at = this.#offsets[entry]
    const arena = this.#arena
    if (this.#offsets[entry + 1] - at !== length + 1 || arena[at] !== kind) return false
    for (let i = 0; i < length; i++) {
      let unit = text.charCodeAt(start + i)
      if (fold && unit >= 65 && unit <= 90) unit |= 32
      if (arena[at + 1 + i] !== unit) return false
    }
    return true
  }

  #add(text: string, start: number, end: number, kind: number, hash: number, slot: number): number {
    const normal = this.#analyzer.normalize(text.slice(start, end), kind)
    if (typeof normal?.word !== 'string' || typeof normal.term !== 'string') {
      throw new RostrumError('E_ANALYZER', {
        expected: `{ word, term } from analyzer ${JSON.stringify(this.#analyzer.name)}`,
        got: typeof normal,
        cure: 'Its normalize must return two strings for every token.',
      })
    }
    const { word, term } = normal
    this.#pairs.push(word === '' || term === '' ? undefined : this.#vocabulary.pair(wellFormed(word), wellFormed(term)))
    const entry = this.#count++
    if (entry === this.#hashes.length) this.#widen()
    const at = this.#offsets[entry]
    const length = end - start + 1
    while (at + length > this.#arena.length) this.#arena = copy16(this.#arena)
    this.#arena[at] = kind
    const fold = kind === tokenKinds.word
    for (let i = start; i < end; i++) {
      const unit = text.charCodeAt(i)
      this.#arena[at + 1 + i - start] = fold && unit >= 65 && unit <= 90 ? unit | 32 : unit
    }
    this.#offsets[entry + 1] = at + length
    this.#hashes[entry] = hash
    this.#slots[slot] = entry + 1
    if (this.#count * 2 > this.#slots.length) this.#rehash()
    return this.#number(entry)
  }

  #widen(): void {
    const capacity = this.#hashes.length * 2
    this.#hashes = copy32(this.#hashes, capacity)
    this.#offsets = copy32(this.#offsets, capacity + 1)
  }

  #rehash(): void {
    const slots = new Uint32Array(this.#slots.length * 2)
    const mask = slots.length - 1
    for (let entry = 0; entry < this.#count; entry++) {
      let slot = this.#hashes[entry] & mask
      while (slots[slot] !== 0) slot = (slot + 1) & mask
      slots[slot] = entry + 1
    }
    this.#slots = slots
  }
}

function copy32(column: Uint32Array, capacity: number): Uint32Array<ArrayBuffer> {
  const wider = new Uint32Array(capacity)
  wider.set(column)
  return wider
}

function copy16(arena: Uint16Array): Uint16Array<ArrayBuffer> {
  const wider = new Uint16Array(arena.length * 2)
  wider.set(arena)
  return wider
}

/** UTF-8 has no lone surrogates: an analyzer that lets one through must not make two words one key in one place and two in another. */
function wellFormed(text: string): string {
  return text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
}
