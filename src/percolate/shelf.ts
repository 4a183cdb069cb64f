// Stored queries as documents of one schema are asked for them, under the words that lead to them.

import type { Node } from '../query/node.js'
import type { ReadQuestion } from '../reader/question.js'
import type { Schema } from '../schema.js'
import type { CheckedOptions } from '../search/options.js'
import { type Article, isOfText, maskOf, type Need, needOf } from './article.js'
import { coverOf } from './cover.js'

/** A query as it was read, and what makes it ready to be asked. */
export interface Asked {
  /** Without what it asks of the moment. */
  readonly timeless: ReadQuestion
  readonly options: CheckedOptions
  compile(read: ReadQuestion): Node
  /** The query itself, where it counts from now. */
  readonly whole: ReadQuestion | undefined
}

/** A query as it is kept. */
interface Kept {
  readonly node: Node
  readonly need: Need
  readonly asked: Asked
}

/** Queries that have a term in common. */
interface Posting {
  readonly numbers: number[]
  /** By query, a bit for each field that the term may stand in. */
  readonly masks: number[]
  /** By query, whether nothing is left to ask. */
  readonly areWhole: boolean[]
}

/** Queries that have a pattern in common, with its fields. */
interface PatternPosting {
  readonly expand: Extract<Node, { node: 'expand' }>
  /** Whether a look at the words tells. */
  readonly isOfText: boolean
  readonly numbers: number[]
  readonly areWhole: boolean[]
}

/** Boosts that leave out no field. */
const allFields: readonly number[] = []

/** Queries by number, found by a document. */
export class Shelf {
  /** As queries are read. */
  readonly schema: Schema
  readonly #kept: (Kept | undefined)[] = []
  readonly #terms = new Map<string, Posting>()
  /** By pattern, as text, its queries. */
  readonly #patterns = new Map<string, PatternPosting>()
  /** Queries that no word tells from others. */
  readonly #always: number[] = []
  /** By query, the last document that it was met for. */
  #met = new Uint32Array(64)
  #documents = 0

  constructor(schema: Schema) {
    this.schema = schema
  }

  /** Keeps a query. Linear in its words. */
  keep(number: number, asked: Asked): void {
    const { boosts, target } = asked.options
    const node = asked.compile(asked.timeless)
    this.#kept[number] = { node, need: target > 0 ? 'forms' : needOf(node, this.schema), asked }
    if (number >= this.#met.length) {
      const met = new Uint32Array(2 * (number + 1))
      met.set(this.#met)
      this.#met = met
    }
    const cover = coverOf(node)
    if (cover === undefined) {
      this.#always.push(number)
      return
    }
    const isWhole = cover.isWhole && asked.whole === undefined && target === 0
    for (const { key, fields } of cover.terms) {
      const mask = maskOf(fields, boosts)
      if (mask === 0) continue
      let posting = this.#terms.get(key)
      if (posting === undefined) this.#terms.set(key, (posting = { numbers: [], masks: [], areWhole: [] }))
      posting.numbers.push(number)
      posting.masks.push(mask)
      posting.areWhole.push(isWhole)
    }
    for (const expand of cover.patterns) {
      const fields = expand.fields.filter((field) => boosts[field] !== 0)
      if (fields.length === 0) continue
      const name = JSON.stringify([expand.pattern, fields])
      let posting = this.#patterns.get(name)
      if (posting === undefined) {
        posting = { expand: { ...expand, fields }, isOfText: isOfText(expand, this.schema), numbers: [], areWhole: [] }
        this.#patterns.set(name, posting)
      }
      posting.numbers.push(number)
      posting.areWhole.push(isWhole)
    }
  }

  /** Forgets a query; what led to it leads to nothing. */
  forget(number: number): void {
    this.#kept[number] = undefined
  }

  /** Numbers of the queries that find the document, ascending. Linear in its words and in the queries that have one of them. */
  match(article: Article): number[] {
    const now = this.#next()
    const met = this.#met
    const found: number[] = []
    const asked: number[] = []
    const meet = (number: number, isWhole: boolean): void => {
      if (met[number] === now) return
      if (!isWhole) {
        asked.push(number)
        return
      }
      met[number] = now
      if (this.#kept[number] !== undefined) found.push(number)
    }
    for (const [key, fields] of article.fields) {
      const posting = this.#terms.get(key)
      if (posting === undefined) continue
      const { numbers, masks, areWhole } = posting
      for (let i = 0; i < numbers.length; i++) if ((masks[i] & fields) !== 0) meet(numbers[i], areWhole[i])
    }
    for (const { expand, isOfText: isQuick, numbers, areWhole } of this.#patterns.values()) {
      const isThere = isQuick ? article.describes(expand, allFields) : article.words.mayHave(expand, this.schema)
      if (isThere) for (let i = 0; i < numbers.length; i++) meet(numbers[i], isQuick && areWhole[i])
    }
    // those that need no asking are found by now: they may stand under another of their words too
    for (const list of [asked, this.#always]) {
      for (const number of list) {
        if (met[number] === now) continue
        met[number] = now
        if (this.#matches(number, article)) found.push(number)
      }
    }
    return found.sort((a, b) => a - b)
  }

  #matches(number: number, article: Article): boolean {
    const kept = this.#kept[number]
    if (kept === undefined) return false
    const { asked, need } = kept
    const node = asked.whole === undefined ? kept.node : asked.compile(asked.whole)
    return article.matches(node, need, asked.options.boosts, asked.options.target)
  }

  /** A number for the next document. */
  #next(): number {
    if (++this.#documents === 2 ** 32) {
      this.#met.fill(0)
      this.#documents = 1
    }
    return this.#documents
  }
}
