// The first two rounds of a search: dictionary blocks, then postings with what they need, all segments together.

import { blockSize } from '../bytes/bitpack.js'
import { encodeUtf8 } from '../bytes/cursor.js'
import { type Plan, type Range, together } from '../bytes/plan.js'
import type { Resident } from '../bytes/resident.js'
import { corrupt } from '../bytes/varint.js'
import type { Node, PhraseNode } from '../query/node.js'
import type { Schema } from '../schema.js'
import { Column, type ColumnPlace, readColumnPlaces } from '../segment/columns.js'
import { findTerm, type RecordPlace } from '../segment/dictionary.js'
import { hasInline, learnLengths, readsInline } from '../segment/inline-lengths.js'
import { sections } from '../segment/layout.js'
import { type Parents, parentsOf } from '../segment/parents.js'
import type { PostingCursor } from '../segment/posting-cursor.js'
import { readTerm, type TermEntry } from '../segment/postings.js'
import { rangeOf, type Section, type Segment } from '../segment/segment.js'
import { type ExactWords, findWords, type PlacedTerm } from './exact.js'
import { columnsOf, existsOf, keysOf, leavesOf } from './leaves.js'
import type { SegmentView, View } from './view.js'

/** A segment with the terms and columns of a query found in it. */
export interface Prepared {
  readonly view: SegmentView
  readonly terms: ReadonlyMap<string, TermEntry>
  readonly columns: ReadonlyMap<number, Column>
  /** Where the schema nests something. */
  readonly parents: Parents | undefined
  /** Cursors that ranking no longer needs: what hits match is read with them, as their short lists are decoded already. */
  readonly cursors: PostingCursor[]
  /** Of phrases that ask for words as they are written. */
  readonly exact?: ExactWords
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

/** A dictionary block that may hold a key. */
interface BlockPlace {
  readonly start: number
  readonly end: number
  readonly recordOffset: number
}

/** A term's record found in a segment, as file bytes. */
interface FoundRecord {
  readonly key: string
  readonly start: number
  readonly end: number
}

/** Looks up everything `node` needs, and the columns of `more` fields. Rounds: dictionary; postings, norms and columns; positions of phrases. */
export function* prepare(view: View, node: Node, more: readonly number[]): Plan<PreparedView> {
  const { schema, segments } = view
  const { levelMasks } = schema
  const isNested = levelMasks.length > 1
  const distinct = new Set<string>()
  let phraseKeys: Set<string> | undefined
  const exact: PhraseNode[] = []
  for (const leaf of leavesOf(node, true)) {
    if (leaf.node === 'term') {
      distinct.add(leaf.key)
      continue
    }
    phraseKeys ??= new Set()
    if (leaf.isExact === true) exact.push(leaf)
    for (const key of keysOf(leaf)) {
      distinct.add(key)
      phraseKeys.add(key)
    }
  }
  const keys = [...distinct]
  const bytes = keys.map(encodeUtf8)
  const blocks: (BlockPlace | undefined)[] = []
  const dictionaryRanges: Range[] = []
  for (const { segment } of segments) {
    for (let k = 0; k < keys.length; k++) {
      const block = blockOf(segment, bytes[k])
      blocks.push(block)
      if (block !== undefined) need(segment.resident, block.start, block.end, dictionaryRanges)
    }
  }
  if (dictionaryRanges.length > 0) yield dictionaryRanges

  const isKeyword = (field: number) => schema.fields[field].type === 'keyword'
  const columnFields = [...new Set([...columnsOf(node), ...more.filter((field) => !isKeyword(field))])]
  const existing = new Set([...existsOf(node), ...more.filter(isKeyword)].map((field) => schema.fields[field].type))
  const records: FoundRecord[][] = []
  const ranges: Range[] = []
  for (let s = 0; s < segments.length; s++) {
    const { segment } = segments[s]
    const found: FoundRecord[] = []
    for (let k = 0; k < keys.length; k++) {
      const block = blocks[s * keys.length + k]
      if (block === undefined) continue
      const place = findTerm(segment.resident.chunk(block.start, block.end), block.start, block.end, block.recordOffset, bytes[k])
      if (place === undefined) continue
      const { start, end } = recordRange(segment, place)
      found.push({ key: keys[k], start, end })
      need(segment.resident, start, end, ranges)
    }
    records.push(found)
    if ((found.length > 0 && !readsInline(segment)) || existing.has('text')) needSection(segment, sections.norms, ranges)
    if (existing.has('keyword') && segment.sections.has(sections.keywordColumns)) needSection(segment, sections.keywordColumns, ranges)
    if (columnFields.length > 0) needSection(segment, sections.columns, ranges)
    if (isNested) needSection(segment, sections.parents, ranges)
  }
  if (ranges.length > 0) yield ranges

  const df = new Map<string, number>()
  const positions: Range[] = []
  const withPositions = (field: number) => hasPositions(schema, field)
  const prepared: Prepared[] = []
  for (let s = 0; s < segments.length; s++) {
    const { segment } = segments[s]
    const terms = new Map<string, TermEntry>()
    for (const { key, start, end } of records[s]) {
      const withLengths = (field: number) => hasInline(segment, field)
      const entry = readTerm(segment.resident.chunk(start, end), start, end, withPositions, segment.documentCount, levelMasks, withLengths)
      for (const list of entry.lists) {
        checkField(schema, list.field)
        if (readsInline(segment) && withLengths(list.field)) learnLengths(segment, list, withPositions(list.field))
      }
      terms.set(key, entry)
      if (entry.levelDfs === undefined) df.set(key, (df.get(key) ?? 0) + entry.unionDf)
      else for (const [level, count] of entry.levelDfs.entries()) df.set(levelKey(key, level), (df.get(levelKey(key, level)) ?? 0) + count)
      if (phraseKeys?.has(key) !== true) continue
      for (const list of entry.lists) {
        if (list.df >= blockSize && hasPositions(schema, list.field))
          positions.push(rangeOf(segment, sections.positions, list.positionsStart, list.positionsEnd))
      }
    }
    const columns = columnFields.length > 0 ? readColumns(segment, columnFields) : noColumns
    prepared.push({ view: segments[s], terms, columns, parents: parentsOf(segment), cursors: [] })
  }
  if (positions.length > 0) yield positions
  if (exact.length === 0) return { view, segments: prepared, df, blends: new Map() }
  const words = yield* together(
    prepared.map(({ view: { segment }, terms }, s) => findWords(segment, exact, placedTerms(segment, terms, records[s]))),
  )
  return { view, segments: prepared.map((each, s) => ({ ...each, exact: words[s] })), df, blends: new Map() }
}

function placedTerms(segment: Segment, terms: ReadonlyMap<string, TermEntry>, records: readonly FoundRecord[]): Map<string, PlacedTerm> {
  const { start: base } = segment.sections.get(sections.postings) as Section
  return new Map(records.map(({ key, start }) => [key, { entry: terms.get(key) as TermEntry, record: start - base }]))
}

const noColumns: ReadonlyMap<number, Column> = new Map()

/** Names file bytes [start, end), unless they are here and verified. */
function need(resident: Resident, start: number, end: number, ranges: Range[]): void {
  if (!resident.has(start, end)) ranges.push({ resident, start, end })
}

function needSection(segment: Segment, id: number, ranges: Range[]): void {
  const { start, end } = segment.sections.get(id) as Section
  need(segment.resident, start, end, ranges)
}

function blockOf(segment: Segment, key: Uint8Array): BlockPlace | undefined {
  const { dictionary } = segment
  const block = dictionary.find(key)
  if (block < 0) return undefined
  const { start: origin } = segment.sections.get(sections.dictionary) as Section
  const { start, end } = dictionary.block(block)
  return { start: origin + start, end: origin + end, recordOffset: dictionary.recordOffset(block) }
}

function recordRange(segment: Segment, { offset, length }: RecordPlace): { start: number; end: number } {
  const { start, end } = segment.sections.get(sections.postings) as Section
  if (start + offset + length > end) throw corruptRecord(offset, length, end - start)
  return { start: start + offset, end: start + offset + length }
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
