// The words met so far, numbered: an open hash table over UTF-16 code units, so that a token seen before costs no string.

import type { Analyzer } from '../analysis/analyzer.js'
import { tokenKinds } from '../analysis/tokens.js'
import { RostrumError } from '../errors.js'

/** Marks a token that normalises to nothing. */
export const dropped = 0xffffffff

/** Words and terms of a segment in the making; a `pair` is a (word, term) couple, what a token is kept as. */
export class Vocabulary {
  readonly terms: string[] = []
  /** Words (or terms, where the two are one) by pair. */
  readonly pairWord: string[] = []
  readonly pairTerm: number[] = []
  readonly #termNumbers = new Map<string, number>()
  readonly #pairNumbers = new Map<string, number>()

  /** The number of a term, new or old. */
  term(term: string): number {
    let number = this.#termNumbers.get(term)
    if (number === undefined) {
      number = this.terms.length
      this.terms.push(term)
      this.#termNumbers.set(term, number)
    }
    return number
  }

  /** The number of a (word, term) pair, new or old. */
  pair(word: string, term: string): number {
    const key = word === term ? word : `${word}\u0000${term}`
    let number = this.#pairNumbers.get(key)
    if (number === undefined) {
      number = this.pairWord.length
      this.pairWord.push(word)
      this.pairTerm.push(this.term(term))
      this.#pairNumbers.set(key, number)
    }
    return number
  }
}

/**
 * What the tokens of one analyzer become, remembered by their text: FNV-1a over code units (ASCII capitals as small letters for plain words),
 * linear probing, texts in one arena. Half the time of slicing and a Map (bench: build).
 */
export class TokenTable {
  readonly #analyzer: Analyzer
  readonly #vocabulary: Vocabulary
  #slots = new Uint32Array(1 << 14) // entry + 1, or 0
  #hashes = new Uint32Array(1 << 13)
  #offsets = new Uint32Array((1 << 13) + 1)
  #pairs = new Uint32Array(1 << 13)
  #arena = new Uint16Array(1 << 16)
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
      if (this.#hashes[entry - 1] === hash && this.#equals(entry - 1, text, start, length, kind, fold)) return this.#pairs[entry - 1]
    }
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
    const pair =
      normal.word === '' || normal.term === '' ? dropped : this.#vocabulary.pair(wellFormed(normal.word), wellFormed(normal.term))
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
    this.#pairs[entry] = pair
    this.#slots[slot] = entry + 1
    if (this.#count * 2 > this.#slots.length) this.#rehash()
    return pair
  }

  #widen(): void {
    const capacity = this.#hashes.length * 2
    const [hashes, offsets, pairs] = [new Uint32Array(capacity), new Uint32Array(capacity + 1), new Uint32Array(capacity)]
    hashes.set(this.#hashes)
    offsets.set(this.#offsets)
    pairs.set(this.#pairs)
    this.#hashes = hashes
    this.#offsets = offsets
    this.#pairs = pairs
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

function copy16(arena: Uint16Array): Uint16Array<ArrayBuffer> {
  const wider = new Uint16Array(arena.length * 2)
  wider.set(arena)
  return wider
}

/** UTF-8 has no lone surrogates: an analyzer that lets one through must not make two words one key in one place and two in another. */
function wellFormed(text: string): string {
  return text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
}
