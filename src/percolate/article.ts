// One document as a segment of its own, all of its terms at hand: whether a query matches is told without reading its dictionary again.

import type { Analyzer } from '../analysis/analyzer.js'
import { runSync } from '../bytes/plan.js'
import type { Node } from '../query/node.js'
import type { Schema } from '../schema.js'
import { type Scoring, scorerOf, scoringOf } from '../search/evaluate.js'
import { resolve, wordsOf } from '../search/expansion.js'
import { prepareFor } from '../search/search.js'
import { type Prepared, type PreparedView, prepare } from '../search/terms.js'
import { type View, viewOf } from '../search/view.js'
import { readBlock, roles } from '../segment/dictionary.js'
import { noMoreDocuments, sections } from '../segment/layout.js'
import { rangeOf, type Segment } from '../segment/segment.js'
import { modules } from './modules.js'
import { type Word, Words } from './words.js'

type Expand = Extract<Node, { node: 'expand' }>

/** What a compiled query needs beside the terms of the document. */
export type Need = 'nothing' | 'words' | 'forms'

/** What has to be looked up for a query: words that patterns describe, or forms of words. Linear. */
export function needOf(node: Node, schema: Schema): Need {
  const parts = partsOf(node)
  if (node.node === 'expand') return isOfText(node, schema) ? 'nothing' : 'words'
  if (node.node === 'phrase') return node.isExact === true ? 'forms' : node.last === undefined ? 'nothing' : 'words'
  const needs = parts.map((each) => needOf(each, schema))
  return needs.includes('forms') ? 'forms' : needs.includes('words') ? 'words' : 'nothing'
}

function partsOf(node: Node): readonly Node[] {
  if (node.node === 'bool') return [...node.must, ...node.should, ...node.not]
  if (node.node === 'max') return node.of
  return node.node === 'join' || node.node === 'constant' || node.node === 'scaled' ? [node.of] : []
}

/** Whether a pattern is one of words of documents, of which each is told without the dictionary. */
export function isOfText({ fields }: Expand, schema: Schema): boolean {
  return fields.every((field) => schema.fields[field].type === 'text' && schema.fields[field].level === 0)
}

/** A document that queries are asked of. */
export class Article {
  /** By dictionary key, a bit for the number of each field it stands in. */
  readonly fields = new Map<string, number>()
  readonly words: Words
  readonly #view: View
  readonly #prepared: PreparedView
  readonly #segment: Prepared
  readonly #schema: Schema
  /** The number of the document: its items come before it. */
  readonly #doc: number

  /** A segment of one document. Linear in its different words. */
  constructor(segment: Segment, schema: Schema) {
    this.#view = viewOf(schema, [segment], [undefined], modules)
    this.#schema = schema
    this.#doc = segment.documentCount - 1
    const terms: string[] = []
    const words: Word[] = []
    const keywords: string[] = []
    const { dictionary, resident } = segment
    const { start: base } = rangeOf(segment, sections.dictionary)
    for (let block = 0; block < dictionary.blockCount; block++) {
      const start = dictionary.startOf(block)
      const end = dictionary.endOf(block)
      for (const { key, role } of readBlock(
        resident.chunk(base + start, base + end),
        base + start,
        base + end,
        dictionary.recordOffset(block),
      )) {
        if ((role & roles.term) !== 0) terms.push(key)
        if ((role & roles.word) !== 0) words.push({ text: key, isTerm: (role & roles.term) !== 0 })
        else if (key.startsWith('\u0001')) keywords.push(key)
      }
    }
    this.words = new Words(words, keywords)
    const all: Node = { node: 'max', of: terms.map((key): Node => ({ node: 'term', key, fields: [], weight: 1, words: [] })) }
    const columns = schema.fields.filter(({ type }) => type !== 'text')
    this.#prepared = runSync(prepare(this.#view, all, columns))
    this.#segment = this.#prepared.segments[0]
    for (const [key, { entry }] of this.#segment.terms)
      this.fields.set(
        key,
        entry.lists.reduce((mask, { field }) => mask | (1 << field), 0),
      )
  }

  /** Whether the document, or an item of it where `target` is their level, matches a query. */
  matches(node: Node, need: Need, boosts: readonly number[], target: number): boolean {
    if (need === 'forms') {
      const { node: resolved, scoring } = runSync(prepareFor(this.#view, node, boosts, undefined))
      return scorerOf(resolved, scoring.prepared.segments[0], scoring).next() !== noMoreDocuments
    }
    const resolved = need === 'words' ? runSync(resolve(wordsOf(this.#view), node)).node : node
    const scoring = scoringOf(this.#prepared, boosts)
    if (target > 0) return scorerOf(resolved, this.#segment, scoring).next() !== noMoreDocuments
    return this.#holds(resolved, scoring)
  }

  /** Whether a pattern of words describes one that stands in a field of the pattern's. */
  describes({ pattern, fields, weight }: Expand, boosts: readonly number[]): boolean {
    const groups = new Map<Analyzer, number>()
    for (const field of fields) {
      const { analyzer } = this.#schema.fields[field]
      if (analyzer !== undefined) groups.set(analyzer, (groups.get(analyzer) ?? 0) | maskOf([field], boosts))
    }
    for (const [analyzer, mask] of groups) {
      const found = this.words.describes(pattern, analyzer, (term) => ((this.fields.get(term) ?? 0) & mask) !== 0)
      if (found === true) return true
      if (found !== undefined) continue
      // so many words that only the nearest of them count
      const { node } = runSync(resolve(wordsOf(this.#view), { node: 'expand', pattern, fields, weight }))
      return this.#holds(node, scoringOf(this.#prepared, boosts))
    }
    return false
  }

  /** Whether the document itself matches: words by a look into a table, and what is left by scorers. */
  #holds(node: Node, scoring: Scoring): boolean {
    switch (node.node) {
      case 'none':
        return false
      case 'all':
        return (node.level ?? 0) === 0
      case 'term':
        return ((this.fields.get(node.key) ?? 0) & maskOf(node.fields, scoring.boosts)) !== 0
      case 'expand':
        return this.describes(node, scoring.boosts)
      case 'max':
        return node.of.some((each) => this.#holds(each, scoring))
      case 'constant':
      case 'scaled':
        return this.#holds(node.of, scoring)
      case 'bool': {
        const { must, should, not, atLeast } = node
        for (const each of must) if (!this.#holds(each, scoring)) return false
        let least = atLeast ?? (must.length === 0 && should.length > 0 ? 1 : 0)
        for (let i = 0; i < should.length && least > 0; i++) if (this.#holds(should[i], scoring)) least--
        return least <= 0 && !not.some((each) => this.#holds(each, scoring))
      }
      case 'phrase': {
        let mask = maskOf(node.fields, scoring.boosts)
        const { keys, lastKeys } = node
        for (let i = 0; i < (lastKeys === undefined ? keys.length : keys.length - 1); i++) mask &= this.fields.get(keys[i]) ?? 0
        return mask !== 0 && this.#finds(node, scoring)
      }
      default:
        return this.#finds(node, scoring)
    }
  }

  #finds(node: Node, scoring: Scoring): boolean {
    return scorerOf(node, this.#segment, scoring).advance(this.#doc) === this.#doc
  }
}

/** A bit for the number of each field that is searched. */
export function maskOf(fields: readonly number[], boosts: readonly number[]): number {
  let mask = 0
  for (const field of fields) if (boosts[field] !== 0) mask |= 1 << field
  return mask
}
