// What a search looks at: the segments of an index at one moment, and the statistics over all of them.

import { type Schema, schemaAmong } from '../schema.js'
import { sections } from '../segment/layout.js'
import { type Classes, meanLength } from '../segment/norms.js'
import { countAt, parentsOf } from '../segment/parents.js'
import { languagesOf, rangeOf, type Segment } from '../segment/segment.js'
import type { SearchModules } from './modules.js'

/** A segment within an index. */
export interface SegmentView {
  readonly segment: Segment
  /** Number of its first document in the index. */
  readonly base: number
  /** A bit per deleted document, or undefined. */
  readonly deleted: Uint8Array | undefined
  /** By field number, what its lists have in common under the boost that was asked for last. */
  readonly tables: (FieldTables | undefined)[]
  /** By field number and boost, what a unit of frequency counts for by length class, where lengths are exact. */
  readonly weights: readonly Map<number, Float64Array>[]
}

/** What all lists of a field have in common in a segment. */
export interface FieldTables {
  readonly boost: number
  /** By document, from `normsStart`. */
  readonly norms: Classes
  readonly normsStart: number
  /** What one unit of frequency counts for, by length class. */
  readonly weights: Float64Array
  /** The largest weighted frequency of a block, by its bound byte, as a part of `scale`. */
  readonly bounds: Float64Array
  readonly scale: number
}

/** An index at one moment. Statistics count deleted documents until a merge drops them. */
export interface View {
  /** As queries are read, see `askedSchema`. */
  readonly schema: Schema
  readonly segments: readonly SegmentView[]
  /** Deleted ones included. */
  readonly documentCount: number
  /** The same by level: those that have an id first. */
  readonly counts: readonly number[]
  /** Documents of level 0 that are not deleted. */
  readonly liveCount: number
  /** Mean length by field number; 1 for fields without lengths. */
  readonly means: readonly number[]
  /** By field number and boost, what a unit of frequency counts for by length byte: tables that outlast a query. */
  readonly weights: readonly Map<number, Float64Array>[]
  /** What it is searched with. */
  readonly modules: SearchModules
}

/** Where a reader has its view from: of an index whose last documents are in no segment yet, a search for a few terms needs no more than a glimpse. */
export interface ViewSource {
  readonly schema: Schema
  /** The same as queries are read: in the languages that documents were read in. */
  asked(): Schema
  /** Everything. */
  whole(): View
  /** The same, where it costs nothing. */
  ready(): View | undefined
  /** Enough to search for these dictionary keys; the same numbers as those of the whole. */
  glimpse(keys: readonly string[]): View
}

/** What documents were read by: a segment, or what is to be one. */
export type ReadBy = Pick<Segment, 'documentCount' | 'languages'>

/** By schema, the last that was made of it. */
const narrowed = new WeakMap<Schema, { names: string; schema: Schema }>()

/** The schema by which queries of these segments are read: `schema`, but for analyzers of several languages, which are of those that documents were read in. */
export function askedSchema(schema: Schema, segments: readonly ReadBy[]): Schema {
  if (!schema.fields.some(({ analyzer }) => analyzer?.languages !== undefined)) return schema
  const present = languagesOf(segments)
  if (present === undefined || present.length === 0) return schema
  const names = present.join(' ')
  let known = narrowed.get(schema)
  if (known?.names !== names) narrowed.set(schema, (known = { names, schema: schemaAmong(schema, new Set(present)) }))
  return known.schema
}

/** The view of some segments. `deleted[i]` belongs to `segments[i]`. */
export function viewOf(
  schema: Schema,
  segments: readonly Segment[],
  deleted: readonly (Uint8Array | undefined)[],
  modules: SearchModules,
): View {
  let base = 0
  let gone = 0
  const counts = schema.levelMasks.map((_, level) => segments.reduce((sum, segment) => sum + segment.counts[level], 0))
  const views = segments.map((segment, i) => {
    const view = { segment, base, deleted: deleted[i], tables: [], weights: schema.lengths === 'exact' ? emptyTables(schema) : noTables }
    base += segment.documentCount
    gone += countDeleted(segment, deleted[i])
    return view
  })
  const means = schema.fields.map(({ number }) => {
    let [documents, tokens] = [0, 0]
    for (const { statistics } of segments) {
      documents += statistics[number]?.documents ?? 0
      tokens += statistics[number]?.tokens ?? 0
    }
    return meanLength({ documents, tokens })
  })
  const asked = askedSchema(schema, segments)
  const weights = emptyTables(schema)
  return { schema: asked, segments: views, documentCount: base, counts, liveCount: counts[0] - gone, means, weights, modules }
}

/** Documents of a level that are deleted. */
export function countDeleted(segment: Segment, deleted: Uint8Array | undefined, level = 0): number {
  if (segment.schema.nested.length === 0 || deleted === undefined) return countBits(deleted)
  requireParents(segment)
  return countAt(parentsOf(segment), deleted, level)
}

/** Verifies the section of parents, where there is one. */
export function requireParents(segment: Segment): void {
  if (segment.schema.nested.length === 0) return
  const { start, end, resident } = rangeOf(segment, sections.parents)
  resident.require(start, end)
}

/** Lengths as bytes are the same in all segments. */
const noTables: readonly never[] = []

function emptyTables(schema: Schema): Map<number, Float64Array>[] {
  return schema.fields.map(() => new Map())
}

/** The most tables of a kind a view keeps: callers may ask with ever new boosts. */
const mostTables = 64

/** The table for a boost among `tables`, made when first asked for: making one costs as much as a small query. */
export function cachedTable(tables: Map<number, Float64Array>, boost: number, make: () => Float64Array): Float64Array {
  let table = tables.get(boost)
  if (table === undefined) {
    if (tables.size >= mostTables) tables.clear()
    table = make()
    tables.set(boost, table)
  }
  return table
}

/** Whether a bit is set. */
export function hasBit(bits: Uint8Array | undefined, index: number): boolean {
  return bits !== undefined && (bits[index >>> 3] & (1 << (index & 7))) !== 0
}

/** How many bits are set. */
export function countBits(bits: Uint8Array | undefined): number {
  let count = 0
  for (const byte of bits ?? []) for (let rest = byte; rest !== 0; rest &= rest - 1) count++
  return count
}
