// The brute force of nested documents: plain objects, each condition asked of each document or item, scores in plain floating point.
//
// Written from what the documentation says of levels: which level a condition belongs to, what is asked of one item together, what is counted where.

import { deletedPart } from '../../src/index/merge-policy.js'
import { fewDocuments } from '../../src/index/tail.js'
import type { Query } from '../../src/query/query.js'
import { quantised } from './oracle.js'

/** A field and its level: 0 of documents, `i` of the items of the `i`th nested property. */
export interface NestedField {
  name: string
  type: 'text' | 'keyword' | 'number' | 'date'
  level: number
  boost: number
}

/** Values by field name; those of an item without its path. */
export type Values = Record<string, readonly (string | number)[]>

/** A document: its own values and its items, by path. */
export interface NestedDocument {
  id: number
  values: Values
  items: readonly (readonly Values[])[]
}

/** A document or an item. */
interface Unit {
  document: NestedDocument
  level: number
  index: number
  /** By field number: values as words with their places, lengths as one byte says them. */
  words: { word: string; place: number }[][]
  lengths: number[]
  values: Values
}

interface Block {
  document: NestedDocument
  units: Unit[]
  deleted: boolean
}

/** A unit found, with its score and, where nothing is scored, its date. */
export interface Found {
  id: number
  level: number
  index: number
  score: number
  date: number
}

/** A question in pieces: conditions on one field or on fields of one level, and what is combined of them. */
type Part =
  | { part: 'none' | 'all' }
  | { part: 'leaf'; level: number; weight: number; scored: boolean; test: (unit: Unit) => number | undefined }
  | { part: 'bool'; must: Part[]; should: Part[]; not: Part[] }
  | { part: 'item'; level: number; of: Part }

/** Plain documents in the segments that an index would keep them in. */
export class NestedModel {
  readonly fields: readonly NestedField[]
  readonly paths: readonly string[]
  #segments: Block[][] = []
  #tail: Block[] = []

  constructor(fields: readonly NestedField[], paths: readonly string[]) {
    this.fields = fields
    this.paths = paths
  }

  get live(): NestedDocument[] {
    return this.#blocks()
      .filter(({ deleted }) => !deleted)
      .map(({ document }) => document)
  }

  #blocks(): Block[] {
    return [...this.#segments.flat(), ...this.#tail]
  }

  add(document: NestedDocument): void {
    const units = document.items.flatMap((items, i) => items.map((values, index) => this.#unit(document, i + 1, index, values)))
    this.#tail.push({ document, units: [...units, this.#unit(document, 0, -1, document.values)], deleted: false })
  }

  remove(id: number): void {
    const block = this.#blocks().find(({ document, deleted }) => document.id === id && !deleted)
    if (block !== undefined) block.deleted = true
  }

  /** What a search does first: a tail of many documents is sealed, and segments of which too much is deleted are written anew. */
  read(): void {
    const { length } = this.#tail
    const gone = this.#tail.filter(({ deleted }) => deleted).length
    if (gone < length && (length >= fewDocuments || gone > deletedPart * length)) this.#segments.push(this.#tail)
    if (gone === length || this.#segments.includes(this.#tail)) this.#tail = []
    const size = (blocks: Block[]) => blocks.reduce((sum, { units }) => sum + units.length, 0)
    this.#segments = this.#segments
      .map((blocks) => {
        const live = blocks.filter(({ deleted }) => !deleted)
        return size(blocks) - size(live) > deletedPart * size(blocks) ? live : blocks
      })
      .filter((blocks) => blocks.length > 0)
  }

  /** Everything in one segment. */
  merge(): void {
    this.read()
    const live = this.#blocks().filter(({ deleted }) => !deleted)
    this.#segments = live.length === 0 ? [] : [live]
    this.#tail = []
  }

  /** All that matches, in the order of the index. `isScored` is false where the newest come first. */
  search(query: Query, target: number): { found: Found[]; isScored: boolean } {
    const plain = this.#part(
      query,
      this.fields.filter(({ type, level }) => type === 'text' && level === target),
      1,
    )
    const dates = this.fields.filter(({ type }) => type === 'date')
    const date = dates.find(({ level }) => level === target) ?? dates.find(({ level }) => level === 0)
    const found: Found[] = []
    for (const { units, deleted } of this.#blocks()) {
      if (deleted) continue
      for (const unit of units) {
        const score = unit.level === target ? this.#ask(plain, unit, units) : undefined
        if (score === undefined) continue
        const dated = date?.level === 0 ? units[units.length - 1] : unit
        const times = (date && dated.values[this.#short(date)]) ?? []
        found.push({ id: unit.document.id, level: unit.level, index: unit.index, score, date: Math.max(...times.map(Number), -Infinity) })
      }
    }
    return { found, isScored: isScored(plain) || date === undefined }
  }

  #short({ name, level }: NestedField): string {
    return level === 0 ? name : name.slice(this.paths[level - 1].length + 1)
  }

  #unit(document: NestedDocument, level: number, index: number, values: Values): Unit {
    const words = this.fields.map((field) => {
      let base = 0
      return (field.level === level ? (values[this.#short(field)] ?? []) : []).flatMap((value) => {
        const split = String(value).split(' ').filter(Boolean)
        const placed = field.type === 'keyword' ? [{ word: String(value), place: 0 }] : split.map((word, i) => ({ word, place: base + i }))
        base += split.length + 100
        return placed
      })
    })
    const lengths = words.map((list, f) => (this.fields[f].type === 'text' ? quantised(list.length) : 0))
    return { document, level, index, words, lengths, values }
  }

  /** Documents or items of a level, deleted ones among them. */
  #units(level: number): Unit[] {
    return this.#blocks().flatMap(({ units }) => units.filter((unit) => unit.level === level))
  }

  #part(query: Query, searched: readonly NestedField[], weight: number): Part {
    switch (query.kind) {
      case 'all':
        return { part: 'all' }
      case 'boost':
        return this.#part(query.query, searched, weight * query.by)
      case 'near':
      case 'decay':
      case 'factor':
      case 'exact':
      case 'exists':
      case 'constant':
      case 'dismax':
      case 'prefix':
      case 'wildcard':
      case 'fuzzy':
        throw new Error('patterns are asked of in meaning.ts')
      case 'nested': {
        const level = this.paths.indexOf(query.path) + 1
        const own = this.fields.filter((field) => field.type === 'text' && field.level === level)
        const of = this.#part(query.query, own, weight)
        return of.part === 'none' ? of : { part: 'item', level, of }
      }
      case 'range': {
        const field = this.fields.find(({ name }) => name === query.field) as NestedField
        const bound = (given: string | number | undefined, other: number) =>
          given === undefined ? other : typeof given === 'number' ? given : field.type === 'date' ? Date.parse(given) : Number(given)
        const [from, to] = [bound(query.from, -Infinity), bound(query.to, Infinity)]
        if (from > to) return { part: 'none' }
        const test = ({ values }: Unit) =>
          (values[this.#short(field)] ?? []).some((value) => Number(value) >= from && Number(value) <= to) ? 0 : undefined
        return { part: 'leaf', level: field.level, weight: 0, scored: false, test }
      }
      case 'term':
      case 'phrase': {
        const named = this.fields.find(({ name }) => name === query.field)
        const fields = named === undefined ? searched : [named]
        if (named?.type === 'number')
          return this.#part({ kind: 'range', field: named.name, from: query.text, to: query.text }, searched, weight)
        const words = named?.type === 'keyword' ? [query.text] : query.text.split(' ')
        const levels = [...new Set(fields.map(({ level }) => level))]
        if (levels.length === 0) return { part: 'none' }
        const leaves = levels.map((level) =>
          this.#leaf(
            words,
            fields.filter((field) => field.level === level),
            level,
            weight,
          ),
        )
        return leaves.length === 1 ? leaves[0] : { part: 'bool', must: [], should: leaves, not: [] }
      }
      case 'match':
        throw new Error('not asked here')
      case 'bool': {
        const list = (queries: readonly Query[] = []) => queries.map((each) => this.#part(each, searched, weight))
        return combined(list(query.must), list(query.should), list(query.not))
      }
    }
  }

  #leaf(words: readonly string[], fields: readonly NestedField[], level: number, weight: number): Part {
    const numbers = fields.map((field) => this.fields.indexOf(field))
    const units = this.#units(level)
    let idf = 0
    for (const word of words) {
      // a keyword is of its field; a word of a text counts in whatever fields of its level it stands
      const counted =
        fields[0].type === 'keyword' ? numbers : this.fields.flatMap((f, i) => (f.type === 'text' && f.level === level ? [i] : []))
      const df = units.filter((unit) => counted.some((f) => unit.words[f].some((each) => each.word === word))).length
      idf += Math.log(1 + (units.length - df + 0.5) / (df + 0.5))
    }
    const means = numbers.map((f) => {
      const lengths = units.map((unit) => unit.lengths[f]).filter((length) => length > 0)
      return lengths.length === 0 ? 1 : lengths.reduce((sum, length) => sum + length, 0) / lengths.length
    })
    const test = (unit: Unit): number | undefined => {
      let tf = 0
      for (const [i, f] of numbers.entries()) {
        const here = unit.words[f]
        const isAt = (word: string, place: number) => here.some((each) => each.word === word && each.place === place)
        const count = here.filter((each) => each.word === words[0] && words.every((word, k) => isAt(word, each.place + k))).length
        const norm = this.fields[f].type === 'text' ? 0.25 + (0.75 * unit.lengths[f]) / means[i] : 1
        tf += (this.fields[f].boost * count) / norm
      }
      return tf === 0 ? undefined : (weight * idf * 2.2 * tf) / (1.2 + tf)
    }
    return { part: 'leaf', level, weight, scored: weight > 0, test }
  }

  /** The score of a unit, or undefined where it does not match. `block` is all units of its document. */
  #ask(part: Part, unit: Unit, block: readonly Unit[]): number | undefined {
    const { level: target } = unit
    switch (part.part) {
      case 'none':
        return undefined
      case 'all':
        return 0
      case 'leaf':
        return this.#askAt(part, part.level, unit, block)
      case 'item':
        return this.#askAt(part.of, part.level, unit, block)
      case 'bool': {
        const groups = new Map<number, { must: Part[]; should: Part[] }>()
        const own: { must: Part[]; should: Part[] } = { must: [], should: [] }
        for (const list of ['must', 'should'] as const) {
          for (const each of part[list]) {
            const level = levelOf(each)
            if (level === undefined || level === target) own[list].push(each)
            else {
              const group = groups.get(level) ?? { must: [], should: [] }
              groups.set(level, group)
              group[list].push(each)
            }
          }
        }
        if (part.not.some((each) => this.#ask(each, unit, block) !== undefined)) return undefined
        const asked = (each: Part) => this.#ask(each, unit, block)
        const must = own.must.map(asked)
        const should = own.should.map(asked)
        for (const [level, group] of groups) {
          const score = this.#askAt({ part: 'bool', ...group, not: [] }, level, unit, block)
          if (group.must.length > 0) must.push(score)
          else should.push(score)
        }
        if (must.includes(undefined)) return undefined
        const matching = should.filter((score) => score !== undefined)
        if (must.length === 0 && should.length > 0 && matching.length === 0) return undefined
        return [...must, ...matching].reduce((sum: number, score) => sum + (score ?? 0), 0)
      }
    }
  }

  /** Asks the units of a level that belong to a unit: itself, its document, or the best of its document's items. */
  #askAt(part: Part, level: number, unit: Unit, block: readonly Unit[]): number | undefined {
    if (level === unit.level) return part.part === 'leaf' ? part.test(unit) : this.#ask(part, unit, block)
    let best: number | undefined
    for (const each of block) {
      if (each.level !== level) continue
      const score = part.part === 'leaf' ? part.test(each) : this.#ask(part, each, block)
      if (score !== undefined && (best === undefined || score > best)) best = score
    }
    return best
  }
}

/** Whether any condition has a weight: where none has, order is by date. */
function isScored(part: Part): boolean {
  if (part.part === 'leaf') return part.scored
  if (part.part === 'item') return isScored(part.of)
  return part.part === 'bool' && [...part.must, ...part.should].some(isScored)
}

/** The level that all of a part is of; undefined where there are several, or a `not`, an `all` or an item asked for by name. */
function levelOf(part: Part): number | undefined {
  if (part.part === 'leaf') return part.level
  if (part.part !== 'bool' || part.not.length > 0) return undefined
  const levels = new Set([...part.must, ...part.should].map(levelOf))
  return levels.size === 1 ? [...levels][0] : undefined
}

/** `a AND (b AND c)` is `a AND b AND c`, and likewise with OR; what finds nothing, and what finds everything beside conditions, is left out. */
function combined(musts: readonly Part[], shoulds: readonly Part[], nots: readonly Part[]): Part {
  const none: Part = { part: 'none' }
  if (musts.length + shoulds.length + nots.length === 0) return none
  if (musts.some(({ part }) => part === 'none') || nots.some(({ part }) => part === 'all')) return none
  const opens = (part: Part, list: 'must' | 'should'): part is Extract<Part, { part: 'bool' }> =>
    part.part === 'bool' && (list === 'must' ? part.should.length === 0 : part.must.length === 0 && part.not.length === 0)
  const must = musts.flatMap((each) => (opens(each, 'must') ? each.must : [each]))
  const hoisted = musts.flatMap((each) => (opens(each, 'must') ? each.not : []))
  const should = shoulds.flatMap((each) => (opens(each, 'should') ? each.should : each.part === 'none' ? [] : [each]))
  if (must.length === 0 && shoulds.length > 0 && should.length === 0) return none
  const not = [...hoisted, ...nots.flatMap((each) => (opens(each, 'should') ? each.should : each.part === 'none' ? [] : [each]))]
  const conditions = must.filter(({ part }) => part !== 'all')
  if (conditions.length === 0 && (must.length > 0 || should.length === 0)) conditions.push({ part: 'all' })
  const wanted = conditions.length > 0 ? should.filter(({ part }) => part !== 'all') : should
  if (not.length === 0 && conditions.length + wanted.length === 1) return conditions[0] ?? wanted[0]
  return { part: 'bool', must: conditions, should: wanted, not }
}
