// What a search gives back: plain data, nothing shared with the index.

import type { Problem } from '../query/problems.js'
import type { Field, Schema } from '../schema.js'
import type { FacetResult } from '../search/facets.js'
import type { Highlighted } from '../search/highlight.js'
import type { Fragment } from '../search/html.js'
import type { SearchModules } from '../search/modules.js'
import type { CheckedOptions, FilterFunction } from '../search/options.js'
import type { Passes } from '../search/passing.js'
import type { Found, FoundList } from '../search/search.js'
import type { Id } from '../segment/ids.js'
import { decodeStored } from '../segment/record.js'

/** A document found. `T` is the type of the documents put in. */
export interface Hit<T = Record<string, unknown>> {
  /** Of the type it was given with: `1` is not `'1'`. */
  id: Id
  /** BM25F; 0 where nothing in the query is scored. */
  score: number
  /** The stored fields: of an item, its own, without its path before their names. */
  document: Partial<T>
  /** Where items are the target: which one of the document with that id, in the order of its property. */
  nested?: { path: string; index: number }
  /** Where items are the target: the stored fields of the document that the item stands in. */
  parent?: Record<string, unknown>
  /** Of a search that collapses, where it has a value: the value, how many matches have it, and the best of them beside this one. */
  group?: { value: string | number; count: number; hits: Hit<T>[] }
  /** Of a search for `nearDuplicates`: those that say the same, best first; `index` is that of an item. `similarity` is the part of the shorter text they share. */
  duplicates?: { id: Id; score: number; similarity: number; index?: number }[]
  /** Words of the query by the field they stand in. */
  matches: Record<string, string[]>
  /**
   * Where asked for: by field, the positions of the tokens that match, ascending. They are those that `analyze` gives; of an array, each value's go on
   * 100 after the last of the one before.
   */
  positions?: Record<string, number[]>
  /** Where asked for: by field, the best fragment of each of its values with matches (or of all, as many as `count`), or the start of the first value. */
  highlights?: Record<string, Fragment[]>
}

/** What a search found. */
export interface Results<T = Record<string, unknown>> {
  /** Best first; of equal scores, the document added first. Where nothing is scored: newest first. Or as `sort` says. */
  hits: Hit<T>[]
  /** How many documents match. */
  count: number
  /** Whether `count` is exact, or a lower bound. */
  countIsExact: boolean
  /**
   * Whether a pattern (`econ*`, `minster~`) describes more words than are looked for: 2,048, at the end of a phrase 512, and 4,096 of all patterns of the
   * query together. Those nearest to what was typed were, of equals the first by spelling.
   */
  truncated: boolean
  /** By name, where `facets` were asked for: that of the field, unless another was given. */
  facets?: Record<string, FacetResult>
  /** Of a search with `sort`, `facets` or `after`: where these hits end, to go on from; not there once there are fewer than the limit. */
  after?: string
  /** Of a search that collapses: how many groups there are, hits without a value among them. */
  groupCount?: number
  /** What in a query string was not understood and how it was taken; empty for query objects. */
  problems: Problem[]
}

/** What a search found, as it is given out. */
export function resultsOf<T>(
  list: FoundList,
  problems: Problem[],
  schema: Schema,
  options: CheckedOptions,
  { highlight }: SearchModules,
): Results<T> {
  const marking = options.highlight.length === 0 ? undefined : highlight.code
  const highlighted = marking?.highlightedOf(options.highlight, list.clauses) ?? noHighlights
  const { found, count, countIsExact, truncated, arranged } = list
  const hits = found.map((each) => hitOf<T>(each, schema, highlighted, options, marking))
  const results: Results<T> = { hits, count, countIsExact, truncated, problems }
  if (arranged === undefined) return results
  const { best, facets, after, groupCount } = arranged
  if (groupCount !== undefined) {
    results.hits = []
    results.groupCount = groupCount
    let at = 0
    for (const { group } of best) {
      const hit = hits[at++]
      results.hits.push(hit)
      if (group?.value === undefined) continue
      hit.group = { value: group.value, count: group.count, hits: hits.slice(at, at + group.others.length) }
      at += group.others.length
    }
  }
  if (after !== undefined && groupCount === undefined) results.after = after
  if (facets.length > 0) {
    results.facets = {}
    for (const [i, { name }] of (options.arrangement?.facets ?? []).entries()) setOwn(results.facets, name, facets[i])
  }
  return results
}

const noHighlights: readonly Highlighted[] = []

/** A hit from what was found. O(stored text) where highlights are asked for. */
function hitOf<T>(
  found: Found,
  schema: Schema,
  highlighted: readonly Highlighted[],
  options: CheckedOptions,
  marking: SearchModules['highlight']['code'] | undefined,
): Hit<T> {
  const hit: Hit<T> = {
    id: found.id,
    score: found.score,
    document: documentOf<T>(found.record, schema, options.target),
    matches: {},
  }
  if (found.item !== undefined) {
    hit.nested = { path: schema.nested[options.target - 1], index: found.item.index }
    hit.parent = documentOf(found.item.record, schema)
  }
  for (const { field, words } of found.words) {
    // a range of keywords has no words; a copy: hits with the same words share them
    if (words.length > 0) setOwn(hit.matches, schema.fields[field].name, words.slice())
  }
  if (found.positions !== undefined) {
    hit.positions = {}
    for (const [i, { name }] of options.positions.entries()) setOwn(hit.positions, name, [...found.positions[i]])
  }
  if (marking !== undefined) {
    hit.highlights = Object.fromEntries(
      highlighted.map((each) => {
        const { field } = each.wanted
        const record = field.level === options.target ? found.record : (found.item?.record ?? [])
        const parent = options.target === 0 ? found.record : (found.item?.record ?? [])
        const stored = decodeStored(record[schema.stored(field.level).indexOf(field.name)])
        const values = (Array.isArray(stored) ? stored.flat() : [stored])
          .filter((value) => value !== null && value !== undefined)
          .map(String)
        return [field.name, marking.highlightValues(each, values, languageOf(field, schema, parent))]
      }),
    )
  }
  return hit
}

/** A filter as it is asked of what was read of a document. */
export function passesOf(test: FilterFunction, schema: Schema, target: number): Passes {
  return ({ id, record }, parent) =>
    parent === undefined
      ? test(documentOf(record, schema, target), { id })
      : test(documentOf(record, schema, target), { id: parent.id, parent: documentOf(parent.record, schema) })
}

/** What a document says of the language of a field that a multilingual analyzer reads. */
function languageOf(field: Field, schema: Schema, record: readonly unknown[]): unknown {
  const name = field.analyzer?.languages?.field
  const place = name === undefined ? -1 : schema.stored(0).indexOf(name)
  if (place < 0) return undefined
  const stored = decodeStored(record[place])
  return Array.isArray(stored) ? stored[0] : stored
}

/** Sets a property whose name comes from a schema and may be any: assigning `__proto__` would change the prototype. */
function setOwn<V>(object: Record<string, V>, name: string, value: V): void {
  if (name !== '__proto__') object[name] = value
  else Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true })
}

/** The stored fields of a record of a level as an object, their names within an item; fields without a value are left out. */
export function documentOf<T>(record: readonly unknown[], schema: Schema, level = 0): Partial<T> {
  const names = schema.stored(level)
  const prefix = level === 0 ? 0 : schema.nested[level - 1].length + 1
  const document: Record<string, unknown> = {}
  // a record of hostile bytes may have more values than names
  for (let i = 0; i < Math.min(record.length, names.length); i++) {
    const value = decodeStored(record[i])
    if (value !== null && value !== undefined) setOwn(document, names[i].slice(prefix), value)
  }
  return document as Partial<T>
}
