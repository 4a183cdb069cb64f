// The first two rounds of a search: dictionary blocks, then postings with what they need, all segments together.

import { blockSize } from '../bytes/bitpack.js'
import { encodeUtf8 } from '../bytes/cursor.js'
import { imported } from '../bytes/module.js'
import { type Plan, type Range, together } from '../bytes/plan.js'
import type { Resident } from '../bytes/resident.js'
import { corrupt } from '../bytes/varint.js'
import type { Node, PhraseNode } from '../query/node.js'
import type { Field, Schema } from '../schema.js'
import { Column, type ColumnPlace, readColumnPlaces } from '../segment/columns.js'
import { findTerm, type RecordPlace } from '../segment/dictionary.js'
import { hasInline, learnLengths, readsInline } from '../segment/inline-lengths.js'
import { sections } from '../segment/layout.js'
import { type Parents, parentsOf } from '../segment/parents.js'
import type { PostingCursor } from '../segment/posting-cursor.js'
import { readTerm, type TermEntry } from '../segment/postings.js'
import { rangeOf, type Section, type Segment } from '../segment/segment.js'
import type { TermDocuments } from './best-terms.js'
import type { ExactWords, PlacedTerm } from './exact.js'
import { type FoundTerm, knownTerms } from './known-terms.js'
import { fieldsRead, keysOf, leavesOf } from './leaves.js'
import type { SegmentView, View } from './view.js'

/** A segment with the terms and columns of a query found in it. */
export interface Prepared {
  readonly view: SegmentView
  readonly terms: ReadonlyMap<string, FoundTerm>
  readonly columns: ReadonlyMap<number, Column>
  /** Where the schema nests something. */
  readonly parents: Parents | undefined
  /** Cursors that ranking no longer needs: what hits match is read with them, as their short lists are decoded already. */
  readonly cursors: PostingCursor[]
  /** By bit of a hit's mask, where ranking gave them: what it has. */
  words: readonly ListWords[] | undefined
  /** Documents of terms that were read all at once. */
  readonly gathered: TermDocuments[]
  /** Of phrases that ask for words as they are written. */
  readonly exact?: ExactWords
}

/** What a document has that is in a list: words of the query, in a field. */
export interface ListWords {
  readonly field: number
  readonly words: readonly string[]
}

/** The segments of an index, prepared for a query. */
export interface PreparedView {
  readonly view: View
  readonly segments: readonly Prepared[]
  /** The greatest df of the terms that stand for a pattern, by that list; worked out when first asked for. */
  readonly blends: Map<readonly string[], number>
}

/** How many documents of a level have a term, over all segments; deleted ones are counted. O(segments) */
export function frequencyOf({ segments }: PreparedView, key: string, level: number): number {
  let documents = 0
  for (let s = 0; s < segments.length; s++) {
    const entry = segments[s].terms.get(key)?.entry
    if (entry !== undefined) documents += entry.levelDfs === undefined ? entry.unionDf : entry.levelDfs[level]
  }
  return documents
}

/** Whether a field keeps positions. */
export function hasPositions(schema: Schema, field: number): boolean {
  return schema.positions && schema.fields[field]?.type === 'text'
}

/** A key to look up in a segment, and the dictionary block that may hold it. */
interface LookUp {
  readonly segment: number
  readonly key: string
  readonly bytes: Uint8Array
  /** File bytes [start, end). */
  readonly start: number
  readonly end: number
  readonly recordOffset: number
}

/** A term's record found in a segment, as file bytes. */
interface FoundRecord {
  readonly segment: number
  readonly key: string
  /** Whether it was not looked up. */
  readonly isPlaced: boolean
  readonly start: number
  readonly end: number
}

/** What a query reads. */
interface Needs {
  readonly keys: string[]
  /** Keys whose positions are read. */
  readonly phraseKeys: string[]
  readonly exact: PhraseNode[]
  /** Numbers of fields. */
  readonly columns: readonly number[]
  readonly existing: readonly number[]
}

/**
 * Looks up everything `node` needs, the terms of `moreKeys`, and the columns of `more` fields. Rounds: dictionary; postings, norms and columns; positions of
 * phrases. Of a segment that is here, what an earlier search looked up is known. `places` tells of the only segment where the records of some keys lie.
 */
export function* prepare(
  view: View,
  node: Node,
  more: readonly Field[] = none,
  moreKeys: readonly string[] = none,
  places?: ReadonlyMap<string, RecordPlace>,
): Plan<PreparedView> {
  const { schema, segments } = view
  const needs = needsOf(node, more, moreKeys)
  const { keys } = needs
  const terms: Map<string, FoundTerm>[] = []
  let lookUps: LookUp[] | undefined
  let placed: FoundRecord[] | undefined
  for (let s = 0; s < segments.length; s++) {
    const found = new Map<string, FoundTerm>()
    terms.push(found)
    const { segment } = segments[s]
    const known = segment.resident.isWhole ? knownTerms(segment) : undefined
    for (let k = 0; k < keys.length; k++) {
      const place = places?.get(keys[k])
      if (place !== undefined) {
        placed ??= []
        const { start, end } = recordRange(segment, place)
        placed.push({ segment: s, key: keys[k], isPlaced: true, start, end })
        continue
      }
      const term = known?.get(keys[k])
      if (term === null) continue
      if (term !== undefined) found.set(keys[k], term)
      else {
        const lookUp = lookUpOf(segment, s, keys[k])
        if (lookUp !== undefined) (lookUps ??= []).push(lookUp)
      }
    }
  }
  if (lookUps !== undefined) {
    const dictionary: Range[] = []
    for (const { segment, start, end } of lookUps) need(segments[segment].segment.resident, start, end, dictionary)
    if (dictionary.length > 0) yield dictionary
  }
  const ranges: Range[] = []
  const placedHere: readonly FoundRecord[] = placed ?? none
  for (const { segment, start, end } of placedHere) need(segments[segment].segment.resident, start, end, ranges)
  const records = lookUps === undefined ? placedHere : [...placedHere, ...recordsOf(segments, lookUps, ranges)]
  const hasText = needs.existing.some((field) => schema.fields[field].type === 'text')
  const hasKeyword = needs.existing.some((field) => schema.fields[field].type === 'keyword')
  for (let s = 0; s < segments.length; s++) {
    const { segment } = segments[s]
    const hasTerms = terms[s].size > 0 || records.some((record) => record.segment === s)
    if ((hasTerms && !readsInline(segment)) || hasText) needSection(segment, sections.norms, ranges)
    if (hasKeyword && segment.sections.has(sections.keywordColumns)) needSection(segment, sections.keywordColumns, ranges)
    if (needs.columns.length > 0) needSection(segment, sections.columns, ranges)
    if (schema.levelMasks.length > 1) needSection(segment, sections.parents, ranges)
  }
  if (ranges.length > 0) yield ranges
  for (const record of records) {
    const { segment } = segments[record.segment]
    const term = { entry: readRecord(segment, record, schema), start: record.start, end: record.end }
    terms[record.segment].set(record.key, term)
    // what a pattern found is found again as quickly, and there is too much of it
    if (segment.resident.isWhole && !record.isPlaced) knownTerms(segment).set(record.key, term)
  }
  if (needs.phraseKeys.length > 0) yield* imported(view.modules.phrases)
  const positions = needs.phraseKeys.length > 0 ? positionsOf(segments, needs.phraseKeys, terms, schema) : noRanges
  if (positions.length > 0) yield positions
  const prepared: Prepared[] = []
  for (let s = 0; s < segments.length; s++) {
    const { segment } = segments[s]
    const columns = needs.columns.length > 0 ? readColumns(segment, needs.columns) : noColumns
    prepared.push({ view: segments[s], terms: terms[s], columns, parents: parentsOf(segment), cursors: [], words: undefined, gathered: [] })
  }
  if (needs.exact.length === 0) return { view, segments: prepared, blends: new Map() }
  const { findWords } = view.modules.phrases.code
  const words = yield* together(prepared.map(({ view: { segment } }, s) => findWords(segment, needs.exact, placedTerms(segment, terms[s]))))
  return { view, segments: prepared.map((each, s) => ({ ...each, exact: words[s] })), blends: new Map() }
}

/**
 * The same, where the query is of terms alone, and all that was asked for is known and here, as of most searches; undefined else. No plan is made, nor much
 * else that is thrown away (bench: search).
 */
export function preparedHere(view: View, node: Node, moreKeys: readonly string[] = none): PreparedView | undefined {
  const { schema, segments } = view
  const keys: string[] = []
  if (schema.levelMasks.length > 1 || segments.length === 0 || !termKeys(node, keys)) return undefined
  for (let k = 0; k < moreKeys.length; k++) if (!keys.includes(moreKeys[k])) keys.push(moreKeys[k])
  // the last is the likeliest to be new
  const { segment: last } = segments[segments.length - 1]
  if (!last.resident.isWhole || knownTerms(last).get(keys[0]) === undefined) return undefined
  const prepared: Prepared[] = []
  for (let s = 0; s < segments.length; s++) {
    const { segment } = segments[s]
    if (!segment.resident.isWhole) return undefined
    const known = knownTerms(segment)
    const terms = new Map<string, FoundTerm>()
    for (let k = 0; k < keys.length; k++) {
      const term = known.get(keys[k])
      if (term === undefined) return undefined
      if (term !== null) terms.set(keys[k], term)
    }
    const { start, end } = segment.sections.get(sections.norms) as Section
    if (terms.size > 0 && !segment.resident.has(start, end)) return undefined
    prepared.push({ view: segments[s], terms, columns: noColumns, parents: undefined, cursors: [], words: undefined, gathered: [] })
  }
  return { view, segments: prepared, blends: new Map() }
}

/** Puts the keys of a query of a few terms into `keys`; false where there is more to it. */
function termKeys(node: Node, keys: string[]): boolean {
  if (node.node === 'term') {
    if (!keys.includes(node.key)) keys.push(node.key)
    return keys.length <= fewKeys
  }
  return node.node === 'bool' ? allTermKeys(node.must, keys) && allTermKeys(node.should, keys) && allTermKeys(node.not, keys) : false
}

const fewKeys = 16

function allTermKeys(nodes: readonly Node[], keys: string[]): boolean {
  for (let i = 0; i < nodes.length; i++) if (!termKeys(nodes[i], keys)) return false
  return true
}

const none: readonly never[] = []
const noRanges: readonly Range[] = []

/** Reads off what a query needs, each thing once. */
function needsOf(node: Node, more: readonly Field[], moreKeys: readonly string[]): Needs {
  const keys: string[] = []
  // of a few keys, a look at all of them is quicker than a set
  let many: Set<string> | undefined
  const add = (key: string): void => {
    if (many === undefined ? keys.includes(key) : many.has(key)) return
    keys.push(key)
    if (many !== undefined) many.add(key)
    else if (keys.length > 16) many = new Set(keys)
  }
  const phraseKeys: string[] = []
  const exact: PhraseNode[] = []
  for (const leaf of leavesOf(node, true)) {
    if (leaf.node === 'term') {
      add(leaf.key)
      continue
    }
    if (leaf.isExact === true) exact.push(leaf)
    for (const key of keysOf(leaf)) {
      add(key)
      phraseKeys.push(key)
    }
  }
  for (const key of moreKeys) add(key)
  const columns: number[] = []
  const existing: number[] = []
  fieldsRead(node, columns, existing)
  for (const { number, type } of more) (type === 'keyword' ? existing : columns).push(number)
  return { keys, phraseKeys, exact, columns, existing }
}

/** The dictionary blocks that may hold some keys, of segments that are elsewhere. */
export function dictionaryRanges({ segments }: View, keysOf: () => readonly string[]): Range[] {
  const ranges: Range[] = []
  if (segments.every(({ segment }) => segment.resident.isWhole)) return ranges
  for (const key of keysOf()) {
    for (const [s, { segment }] of segments.entries()) {
      const found = segment.resident.isWhole ? undefined : lookUpOf(segment, s, key)
      if (found !== undefined) need(segment.resident, found.start, found.end, ranges)
    }
  }
  return ranges
}

/** Where a key may be; undefined where the dictionary is empty. */
function lookUpOf(segment: Segment, number: number, key: string): LookUp | undefined {
  const { dictionary } = segment
  const bytes = encodeUtf8(key)
  const block = dictionary.find(bytes)
  if (block < 0) return undefined
  const { start: origin } = segment.sections.get(sections.dictionary) as Section
  const start = origin + dictionary.startOf(block)
  const end = origin + dictionary.endOf(block)
  return { segment: number, key, bytes, start, end, recordOffset: dictionary.recordOffset(block) }
}

/** The records of those keys that their segments have, whose dictionary blocks must have been read; names their bytes. */
function recordsOf(segments: readonly SegmentView[], lookUps: readonly LookUp[], ranges: Range[]): FoundRecord[] {
  const records: FoundRecord[] = []
  for (const { segment: number, key, bytes, start, end, recordOffset } of lookUps) {
    const { segment } = segments[number]
    const { resident } = segment
    const place = findTerm(resident.chunk(start, end), start, end, recordOffset, bytes)
    if (place === undefined) {
      if (resident.isWhole) knownTerms(segment).set(key, null)
      continue
    }
    const { start: from, end: to } = recordRange(segment, place)
    records.push({ segment: number, key, isPlaced: false, start: from, end: to })
    need(resident, from, to, ranges)
  }
  return records
}

function readRecord(segment: Segment, { start, end }: FoundRecord, schema: Schema): TermEntry {
  const withPositions = (field: number) => hasPositions(schema, field)
  const withLengths = (field: number) => hasInline(segment, field)
  const chunk = segment.resident.chunk(start, end)
  const entry = readTerm(chunk, start, end, withPositions, segment.documentCount, schema.levelMasks, withLengths)
  for (const list of entry.lists) {
    checkField(schema, list.field)
    if (readsInline(segment) && withLengths(list.field)) learnLengths(segment, list, withPositions(list.field))
  }
  return entry
}

/** The positions of the long lists of some keys. */
function positionsOf(
  segments: readonly SegmentView[],
  keys: readonly string[],
  terms: readonly ReadonlyMap<string, FoundTerm>[],
  schema: Schema,
): Range[] {
  const positions: Range[] = []
  for (let s = 0; s < segments.length; s++) {
    for (const key of new Set(keys)) {
      for (const list of terms[s].get(key)?.entry.lists ?? none) {
        if (list.df >= blockSize && hasPositions(schema, list.field))
          positions.push(rangeOf(segments[s].segment, sections.positions, list.positionsStart, list.positionsEnd))
      }
    }
  }
  return positions
}

function placedTerms(segment: Segment, terms: ReadonlyMap<string, FoundTerm>): Map<string, PlacedTerm> {
  const { start: base } = segment.sections.get(sections.postings) as Section
  return new Map([...terms].map(([key, { entry, start }]) => [key, { entry, record: start - base }]))
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
