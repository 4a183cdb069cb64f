// The first two rounds of a search: dictionary blocks, then postings with what they need, all segments together.

import { blockSize } from '../bytes/bitpack.js'
import { encodeUtf8 } from '../bytes/cursor.js'
import type { Plan, Range } from '../bytes/plan.js'
import { corrupt } from '../bytes/varint.js'
import type { Node } from '../query/node.js'
import type { Schema } from '../schema.js'
import { Column, type ColumnPlace, readColumnPlaces } from '../segment/columns.js'
import { findTerm, type RecordPlace } from '../segment/dictionary.js'
import { sections } from '../segment/layout.js'
import { type Parents, parentsOf } from '../segment/parents.js'
import { readTerm, type TermEntry } from '../segment/postings.js'
import { rangeOf, type Section, type Segment } from '../segment/segment.js'
import { columnsOf, keysOf, leavesOf } from './leaves.js'
import type { SegmentView, View } from './view.js'

/** A segment with the terms and columns of a query found in it. */
export interface Prepared {
  readonly view: SegmentView
  readonly terms: ReadonlyMap<string, TermEntry>
  readonly columns: ReadonlyMap<number, Column>
  /** Where the schema nests something. */
  readonly parents: Parents | undefined
}

/** The segments of an index, prepared for a query, and its terms' document frequencies over all of them. */
export interface PreparedView {
  readonly view: View
  readonly segments: readonly Prepared[]
  /** By `levelKey`. */
  readonly df: ReadonlyMap<string, number>
  /** The greatest df of the terms that stand for a pattern, by that list and level; worked out when first asked for. */
  readonly blends: Map<readonly string[], number>
}

/** A dictionary key among the documents of one level. */
export function levelKey(key: string, level: number): string {
  return level === 0 ? key : `${key}\u0000${level}`
}

/** Whether a field keeps positions. */
export function hasPositions(schema: Schema, field: number): boolean {
  return schema.positions && schema.fields[field]?.type === 'text'
}

/** Looks up everything `node` needs, and the columns of `sortFields`. Rounds: dictionary; postings, norms and columns; positions of phrases. */
export function* prepare(view: View, node: Node, sortFields: readonly number[]): Plan<PreparedView> {
  const { levelMasks } = view.schema
  const isNested = levelMasks.length > 1
  const leaves = leavesOf(node, true)
  const keys = [...new Set(leaves.flatMap(keysOf))].map((key) => ({ key, bytes: encodeUtf8(key) }))
  const phraseKeys = new Set(leaves.flatMap((leaf) => (leaf.node === 'phrase' ? leaf.keys : [])))
  const blocks = view.segments.map(({ segment }) => keys.map(({ bytes }) => blockOf(segment, bytes)))
  const dictionaryRanges = blocks.flat().flatMap((block) => (block === undefined ? [] : [block.range]))
  if (dictionaryRanges.length > 0) yield dictionaryRanges

  const records = view.segments.map(({ segment }, s) =>
    keys.flatMap(({ key, bytes }, k) => {
      const block = blocks[s][k]
      if (block === undefined) return []
      const { range, recordOffset } = block
      const found = findTerm(segment.resident.chunk(range.start, range.end), range.start, range.end, recordOffset, bytes)
      return found === undefined ? [] : [{ key, range: recordRange(segment, found) }]
    }),
  )
  const columnFields = [...new Set([...columnsOf(node), ...sortFields])]
  const ranges: Range[] = records.flat().map((record) => record.range)
  view.segments.forEach(({ segment }, s) => {
    if (records[s].length > 0) ranges.push(rangeOf(segment, sections.norms))
    if (columnFields.length > 0) ranges.push(rangeOf(segment, sections.columns))
    if (isNested) ranges.push(rangeOf(segment, sections.parents))
  })
  if (ranges.length > 0) yield ranges

  const df = new Map<string, number>()
  const positions: Range[] = []
  const prepared = view.segments.map((segmentView, s): Prepared => {
    const { segment } = segmentView
    const terms = new Map<string, TermEntry>()
    for (const { key, range } of records[s]) {
      const chunk = segment.resident.chunk(range.start, range.end)
      const entry = readTerm(chunk, range.start, range.end, (field) => hasPositions(view.schema, field), segment.documentCount, levelMasks)
      for (const list of entry.lists) checkField(view.schema, list.field)
      terms.set(key, entry)
      if (entry.levelDfs === undefined) df.set(key, (df.get(key) ?? 0) + entry.unionDf)
      else for (const [level, count] of entry.levelDfs.entries()) df.set(levelKey(key, level), (df.get(levelKey(key, level)) ?? 0) + count)
      if (!phraseKeys.has(key)) continue
      for (const list of entry.lists) {
        if (list.df >= blockSize && hasPositions(view.schema, list.field))
          positions.push(rangeOf(segment, sections.positions, list.positionsStart, list.positionsEnd))
      }
    }
    const columns = columnFields.length > 0 ? readColumns(segment, columnFields) : new Map<number, Column>()
    return { view: segmentView, terms, columns, parents: parentsOf(segment) }
  })
  if (positions.length > 0) yield positions
  return { view, segments: prepared, df, blends: new Map() }
}

function blockOf(segment: Segment, key: Uint8Array): { range: Range; recordOffset: number } | undefined {
  const block = segment.dictionary.find(key)
  if (block < 0) return undefined
  const { start, end } = segment.dictionary.block(block)
  return { range: rangeOf(segment, sections.dictionary, start, end), recordOffset: segment.dictionary.recordOffset(block) }
}

function recordRange(segment: Segment, { offset, length }: RecordPlace): Range {
  const { start, end } = segment.sections.get(sections.postings) as Section
  if (start + offset + length > end) throw corruptRecord(offset, length, end - start)
  return { resident: segment.resident, start: start + offset, end: start + offset + length }
}

function readColumns(segment: Segment, fields: readonly number[]): Map<number, Column> {
  const { start, end } = segment.sections.get(sections.columns) as Section
  const { bytes, start: origin } = segment.resident.chunk(start, end)
  const directory: ColumnPlace[] = readColumnPlaces(bytes.subarray(start - origin, end - origin), start, segment.documentCount)
  const wanted = directory.filter(({ field }) => fields.includes(field))
  return new Map(
    wanted.map((place) => [
      place.field,
      new Column(bytes.subarray(place.start - origin, place.end - origin), place.kind, segment.documentCount),
    ]),
  )
}

function checkField(schema: Schema, field: number): void {
  if (field >= schema.fields.length) throw corrupt(`a field below ${schema.fields.length}`, String(field))
}

function corruptRecord(offset: number, length: number, sectionLength: number) {
  return corrupt(`a term record within ${sectionLength} bytes`, `[${offset}, ${offset + length})`)
}
