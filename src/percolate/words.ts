// The words of one document, in order: which of them a pattern describes, told word by word, without automata where none are needed.

import { normalized } from '../analysis/analyze.js'
import { type Analyzer, partsOf } from '../analysis/analyzer.js'
import { tokenKinds } from '../analysis/tokens.js'
import { encodeUtf8 } from '../bytes/cursor.js'
import type { Node, Pattern } from '../query/node.js'
import { keywordKey, type Schema } from '../schema.js'
import { mostExpansions } from '../search/expansion.js'
import { wildcardAutomaton } from '../segment/automata.js'
import { compareKeys } from '../segment/dictionary.js'

type Expand = Extract<Node, { node: 'expand' }>

/** A word of the dictionary. */
export interface Word {
  readonly text: string
  /** Whether it is its own term; else its term is a stem. */
  readonly isTerm: boolean
}

/** Words, and keys of keyword values, in the order of their bytes. */
export class Words {
  readonly #words: readonly Word[]
  readonly #keywords: readonly string[]
  /** By word, a bit for each of 32 classes of characters in it. */
  readonly #letters: Int32Array
  /** Numbers of words by how many characters they have. */
  readonly #byLength: number[][] = []
  /** By analyzer, the terms of words that are not their own, as far as asked for. */
  readonly #stems = new Map<Analyzer, (string | undefined)[]>()

  constructor(words: readonly Word[], keywords: readonly string[]) {
    this.#words = words
    this.#keywords = keywords
    this.#letters = new Int32Array(words.length)
    for (let i = 0; i < words.length; i++) {
      const { text } = words[i]
      let mask = 0
      let length = 0
      for (let at = 0; at < text.length; length++) {
        const point = text.codePointAt(at) as number
        mask |= 1 << (point & 31)
        at += point > 0xffff ? 2 : 1
      }
      this.#letters[i] = mask
      const alike = this.#byLength[length]
      if (alike === undefined) this.#byLength[length] = [i]
      else alike.push(i)
    }
  }

  /** Whether a value of a keyword field may be meant by a pattern that starts with this text. O(log values) */
  mayHave({ pattern, fields }: Expand, schema: Schema): boolean {
    return fields.some((number) => {
      const field = schema.fields[number]
      if (field.type !== 'keyword') return true
      const start = keywordKey(field, '') + (pattern.type === 'prefix' ? pattern.text : '')
      return this.#keywords[firstFrom(this.#keywords, start, (key) => key)]?.startsWith(start) === true
    })
  }

  /**
   * Whether a pattern describes a word with a term that `has` accepts, by the analyzer of its fields; undefined where it describes more words than count.
   * O(log words + words of the pattern), for misspellings and leading wildcards O(words).
   */
  describes(pattern: Pattern, analyzer: Analyzer, has: (term: string) => boolean): boolean | undefined {
    const found = this.#described(pattern)
    if (found.length > mostExpansions) return undefined
    return found.some((i) => {
      const { text, isTerm } = this.#words[i]
      if (isTerm) return has(text)
      return partsOf(analyzer).some((part) => has(this.#stemOf(part, i)))
    })
  }

  #stemOf(analyzer: Analyzer, word: number): string {
    let stems = this.#stems.get(analyzer)
    if (stems === undefined) this.#stems.set(analyzer, (stems = []))
    return (stems[word] ??= normalized(analyzer, this.#words[word].text, tokenKinds.word).term)
  }

  #described(pattern: Pattern): number[] {
    if (pattern.type === 'fuzzy') return this.#near(pattern.text, pattern.edits)
    if (pattern.type === 'prefix') return this.#starting(pattern.text)
    if (pattern.type === 'between') return []
    const [first] = pattern.parts
    const some = this.#starting(first !== undefined && 'text' in first ? first.text : '')
    if (some.length === 0) return some
    const automaton = wildcardAutomaton(pattern.parts)
    return some.filter((i) => {
      let state = automaton.start
      for (const byte of encodeUtf8(this.#words[i].text)) {
        state = automaton.step(state, byte)
        if (state < 0) return false
      }
      return automaton.isMatch(state)
    })
  }

  #starting(text: string): number[] {
    const found: number[] = []
    for (let i = firstFrom(this.#words, text, wordText); this.#words[i]?.text.startsWith(text); i++) found.push(i)
    return found
  }

  #near(text: string, edits: number): number[] {
    const pattern = pointsOf(text)
    let letters = 0
    for (const point of pattern) letters |= 1 << (point & 31)
    const found: number[] = []
    for (let length = Math.max(0, pattern.length - edits); length <= pattern.length + edits; length++) {
      // an edit takes one character and adds one at most
      for (const i of this.#byLength[length] ?? [])
        if (countBits(this.#letters[i] ^ letters) <= 2 * edits && isWithin(pointsOf(this.#words[i].text), pattern, edits)) found.push(i)
    }
    return found
  }
}

const wordText = ({ text }: Word) => text

/** The first of ordered items that is not before `text`. */
function firstFrom<T>(items: readonly T[], text: string, textOf: (item: T) => string): number {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (compareKeys(textOf(items[middle]), text) < 0) low = middle + 1
    else high = middle
  }
  return low
}

function pointsOf(word: string): number[] {
  const points: number[] = []
  for (let at = 0; at < word.length; ) {
    const point = word.codePointAt(at) as number
    points.push(point)
    at += point > 0xffff ? 2 : 1
  }
  return points
}

function countBits(bits: number): number {
  let count = bits - ((bits >>> 1) & 0x55555555)
  count = (count & 0x33333333) + ((count >>> 2) & 0x33333333)
  return Math.imul((count + (count >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

/** Whether two words are within some edits: optimal string alignment, row by row (bench: percolate). */
function isWithin(x: readonly number[], y: readonly number[], edits: number): boolean {
  const width = y.length + 1
  let before = new Uint16Array(width)
  let row = new Uint16Array(width)
  let next = new Uint16Array(width)
  for (let j = 0; j < width; j++) row[j] = j
  for (let i = 1; i <= x.length; i++) {
    next[0] = i
    let least = i
    for (let j = 1; j < width; j++) {
      let distance = row[j - 1] + (x[i - 1] === y[j - 1] ? 0 : 1)
      if (row[j] < distance) distance = row[j] + 1
      if (next[j - 1] < distance) distance = next[j - 1] + 1
      if (i > 1 && j > 1 && x[i - 1] === y[j - 2] && x[i - 2] === y[j - 1] && before[j - 2] < distance) distance = before[j - 2] + 1
      next[j] = distance
      if (distance < least) least = distance
    }
    if (least > edits) return false
    const spare = before
    before = row
    row = next
    next = spare
  }
  return row[y.length] <= edits
}
