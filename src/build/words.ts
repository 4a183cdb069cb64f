// The words met so far, numbered for one segment after another.

import type { Analyzer } from '../analysis/analyzer.js'
import { dropped, TokenTable } from '../analysis/token-table.js'
import type { Tokens } from '../analysis/tokens.js'
import { type Field, keywordKey } from '../schema.js'

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
  /** Words and terms, numbered together: one look tells both of a word that is its own term. */
  #keys = new Map<string, number>()
  /** By key, one more than its term, and one more than the pair of the word that was met last; 0 where there is none. */
  #termOfKey: number[] = []
  #pairOfKey: number[] = []
  /** By pair, one more than another pair of the word, or 0. */
  #others: number[] = []
  /** By term and by pair, two numbers: the last segment that has it, and its number there. */
  #termMarks = new Uint32Array(1 << 10)
  #pairMarks = new Uint32Array(1 << 10)
  /** Of the segment, by term one more than its last pair, and by pair one more than the pair of its term before it, or 0. */
  #lastPairs: number[] = []
  #pairsBefore: number[] = []
  #tables = new Map<Analyzer, TokenTable>()
  /** By field number, the pairs of keywords as they were given: folding one takes longer than looking it up (bench: quotes). */
  #keywords: Map<string, number>[] = []

  /** Begins a segment, and gives what will be its words. */
  begin(): Words {
    this.#segment++
    this.#lastPairs = []
    this.#pairsBefore = []
    if (this.#others.length > mostKept) {
      this.#known = { terms: [], pairWord: [], pairTerm: [] }
      this.#keys = new Map()
      this.#termOfKey = []
      this.#pairOfKey = []
      this.#others = []
      this.#termMarks = new Uint32Array(1 << 10)
      this.#pairMarks = new Uint32Array(1 << 10)
      this.#tables = new Map()
      this.#keywords = []
    }
    return (this.#words = { terms: [], pairWord: [], pairTerm: [] })
  }

  /** By token of `text`, the number of its pair in the segment, or `dropped`. The array is overwritten by the next call. @throws E_ANALYZER */
  numbersOf(analyzer: Analyzer, text: string, tokens: Tokens): Uint32Array {
    let table = this.#tables.get(analyzer)
    if (table === undefined) this.#tables.set(analyzer, (table = new TokenTable(analyzer, (word, term) => this.pair(word, term))))
    const numbers = table.numbersOf(text, tokens)
    for (let i = 0; i < tokens.count; i++) if (numbers[i] !== dropped) numbers[i] = this.number(numbers[i])
    return numbers
  }

  /** The number in the segment of the pair of a keyword's value. */
  keyword(field: Field, value: string): number {
    const known = (this.#keywords[field.number] ??= new Map())
    let pair = known.get(value)
    if (pair === undefined) {
      const key = keywordKey(field, value)
      pair = this.pair(key, key)
      if (known.size >= mostKept) known.clear()
      known.set(value, pair)
    }
    return this.number(pair)
  }

  /** The pair of a word and its term, new or old, as a number that outlives the segment. */
  pair(word: string, term: string): number {
    const { terms, pairWord, pairTerm } = this.#known
    const wordKey = this.#key(word)
    const first = this.#pairOfKey[wordKey]
    for (let next = first; next !== 0; next = this.#others[next - 1]) if (terms[pairTerm[next - 1]] === term) return next - 1
    const termKey = word === term ? wordKey : this.#key(term)
    let known = this.#termOfKey[termKey] - 1
    if (known < 0) {
      known = terms.length
      this.#termOfKey[termKey] = known + 1
      terms.push(term)
      if (2 * known === this.#termMarks.length) this.#termMarks = wider(this.#termMarks)
    }
    const pair = pairTerm.length
    pairTerm.push(known)
    // one string for both where they are equal
    pairWord.push(word === term ? terms[known] : word)
    this.#others.push(first)
    this.#pairOfKey[wordKey] = pair + 1
    if (2 * pair === this.#pairMarks.length) this.#pairMarks = wider(this.#pairMarks)
    return pair
  }

  #key(text: string): number {
    let key = this.#keys.get(text)
    if (key === undefined) {
      key = this.#termOfKey.length
      this.#keys.set(text, key)
      this.#termOfKey.push(0)
      this.#pairOfKey.push(0)
    }
    return key
  }

  /** The pairs of a term in the segment, none where it is not met there. O(pairs of the term). */
  pairsOf(text: string): number[] {
    const key = this.#keys.get(text)
    const term = key === undefined ? -1 : this.#termOfKey[key] - 1
    const pairs: number[] = []
    if (term < 0 || this.#termMarks[2 * term] !== this.#segment) return pairs
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

function wider(column: Uint32Array): Uint32Array<ArrayBuffer> {
  const twice = new Uint32Array(2 * column.length)
  twice.set(column)
  return twice
}
