// What would be spared if long lists were read in parts, by their skip data? Of the bytes of lists that a search fetches whole, those in whose checksum
// blocks stands nothing that it needs. Nothing is fetched: the blocks are counted (src/README.md, where this differs from the first plan).

import type { Analyzer } from '../src/analysis/analyzer.js'
import { blockSize } from '../src/bytes/bitpack.js'
import { encodeUtf8 } from '../src/bytes/cursor.js'
import { openIndex } from '../src/reader/index.js'
import { findTerm } from '../src/segment/dictionary.js'
import { header, noMoreDocuments, sections } from '../src/segment/layout.js'
import { PostingCursor } from '../src/segment/posting-cursor.js'
import { type ListEntry, readTerm } from '../src/segment/postings.js'
import { openSegment, type Section, type Segment } from '../src/segment/segment.js'

/** Lists up to so many bytes would be fetched whole anyway. */
const wholeUpTo = 65_536

/** What lists cost, in bytes, over all queries. */
export interface Skips {
  whole: number
  /** Never less than what is needed. */
  withSkips: number
}

/** A term's record, where it lies in the file. */
interface Found {
  word: string
  start: number
  end: number
  df: number
  lists: readonly ListEntry[]
}

/** Counts for queries of plain words over an index of one segment in the web profile; `all` as AND, else as OR. `numberOf` gives the document of an id. */
export function skipsOf(bytes: Uint8Array, queries: readonly string[], all: boolean, numberOf: (id: string) => number): Skips {
  const segment = openSegment(bytes)
  const index = openIndex<{ id: string }>(bytes)
  const sum: Skips = { whole: 0, withSkips: 0 }
  for (const query of queries) {
    const found = query.split(' ').flatMap((word) => find(segment, word) ?? [])
    const long = found.filter(({ start, end }) => end - start > wholeUpTo)
    const short = found.filter(({ start, end }) => end - start <= wholeUpTo)
    const bytesOf = (some: readonly Found[]) => some.reduce((total, { start, end }) => total + end - start, 0)
    sum.whole += bytesOf(found)
    const needed = short.length === 0 ? undefined : all ? documentsOf(segment, short) : contenders(index, query, short, numberOf)
    const parts =
      needed === undefined
        ? bytesOf(long)
        : long.reduce((total, term) => total + Math.min(bytesOf([term]), partsOf(segment, term, needed)), 0)
    sum.withSkips += bytesOf(short) + parts
  }
  return sum
}

/** The same of positions, for phrases of plain words: of long lists, those of the blocks in which stands a document with all words. */
export function positionSkipsOf(bytes: Uint8Array, phrases: readonly string[]): Skips {
  const segment = openSegment(bytes)
  const { start: section } = segment.sections.get(sections.positions) as Section
  const sum: Skips = { whole: 0, withSkips: 0 }
  for (const phrase of phrases) {
    const found = phrase.split(' ').map((word) => find(segment, word))
    if (found.includes(undefined)) continue
    const terms = found as Found[]
    const blocks = new Set<number>()
    let whole = 0
    for (const field of new Set(terms.flatMap(({ lists }) => lists.map((list) => list.field)))) {
      const lists = new Set(terms.flatMap((term) => term.lists.find((list) => list.field === field) ?? []))
      for (const { df, positionsStart, positionsEnd } of lists) if (df >= blockSize) whole += positionsEnd - positionsStart
      if (!terms.every((term) => term.lists.some((list) => list.field === field))) continue
      const cursors = [...lists].map((list) => cursorOf(segment, list)).sort((a, b) => a.df - b.df)
      for (let doc = cursors[0].next(); doc !== noMoreDocuments; doc = cursors[0].next()) {
        if (!cursors.every((cursor) => (cursor.doc < doc ? cursor.advance(doc) : cursor.doc) === doc)) continue
        for (const { entry, block } of cursors)
          if (entry.df >= blockSize) touch(blocks, segment, ...positionsOf(segment, entry, block, section))
      }
      for (const cursor of cursors) cursor.release()
    }
    sum.whole += whole
    sum.withSkips += Math.min(whole, blocks.size * blockBytes(segment))
  }
  return sum
}

/** Where the positions of a block of postings lie, file bytes. */
function positionsOf(
  { resident }: Segment,
  { start, end, df, positionsStart, positionsEnd }: ListEntry,
  block: number,
  section: number,
): [number, number] {
  const { words } = resident.chunk(start, end)
  const many = Math.ceil(df / blockSize)
  const place = (of: number) => (of < many ? 4 * (words[(start >>> 2) + 2 * many + of] >>> 7) : positionsEnd - positionsStart - 4)
  return [section + positionsStart + place(block), section + positionsStart + place(block + 1) + 4]
}

function cursorOf(segment: Segment, list: ListEntry): PostingCursor {
  return PostingCursor.of(segment.resident.chunk(list.start, list.end), list, true, segment.documentCount)
}

/** Bytes of a checksum block. */
function blockBytes({ resident }: Segment): number {
  return 2 ** resident.chunk(0, header.size).bytes[header.blockShift]
}

/** Adds the checksum blocks that bytes [from, to) lie in. */
function touch(blocks: Set<number>, segment: Segment, from: number, to: number): void {
  const size = blockBytes(segment)
  for (let block = Math.floor(from / size); block <= Math.floor((to - 1) / size); block++) blocks.add(block)
}

function find(segment: Segment, word: string): Found | undefined {
  const { analyzer } = segment.schema.fields[0] as { analyzer: Analyzer }
  const key = encodeUtf8(analyzer.normalize(word, 0).term)
  const dictionary = segment.sections.get(sections.dictionary) as Section
  const { start: postings } = segment.sections.get(sections.postings) as Section
  const block = segment.dictionary.find(key)
  const [from, to] = [dictionary.start + segment.dictionary.startOf(block), dictionary.start + segment.dictionary.endOf(block)]
  const place = findTerm(segment.resident.chunk(from, to), from, to, segment.dictionary.recordOffset(block), key)
  if (place === undefined) return undefined
  const [start, end] = [postings + place.offset, postings + place.offset + place.length]
  const isText = (field: number) => segment.schema.fields[field].type === 'text'
  const chunk = segment.resident.chunk(start, end)
  const { unionDf, lists } = readTerm(chunk, start, end, isText, segment.documentCount, segment.schema.levelMasks, isText)
  return { word, start, end, df: unionDf, lists }
}

/** Those that all other terms are looked up for: the documents of the rarest, ascending. */
function documentsOf(segment: Segment, short: readonly Found[]): number[] {
  const rarest = short.reduce((least, each) => (each.df < least.df ? each : least))
  const documents = new Set<number>()
  for (const list of rarest.lists) {
    const cursor = cursorOf(segment, list)
    for (let doc = cursor.next(); doc !== noMoreDocuments; doc = cursor.next()) documents.add(doc)
    cursor.release()
  }
  return [...documents].sort((a, b) => a - b)
}

/**
 * Those that may be among the first ten with what long lists add, ascending; undefined where documents of long lists alone may be. What they add is taken from
 * the first hits, so that these are rather too few.
 */
function contenders(
  index: ReturnType<typeof openIndex<{ id: string }>>,
  query: string,
  short: readonly Found[],
  numberOf: (id: string) => number,
): number[] | undefined {
  const partly = index.search(short.map(({ word }) => word).join(' '), { limit: 10_000 }).hits
  const scores = new Map(partly.map(({ id, score }) => [id, score]))
  const threshold = partly[9]?.score ?? 0
  let most = 0
  for (const { id, score } of index.search(query, { limit: 100 }).hits) most = Math.max(most, score - (scores.get(id) ?? 0))
  if (most >= threshold) return undefined
  return partly.flatMap(({ id, score }) => (score + most >= threshold ? numberOf(String(id)) : [])).sort((a, b) => a - b)
}

/** Bytes of the checksum blocks in which a term's skip data lie, and what its lists say of some documents. */
function partsOf(segment: Segment, { lists }: Found, documents: readonly number[]): number {
  const blocks = new Set<number>()
  for (const { start, end, df } of lists) {
    const many = Math.ceil(df / blockSize)
    const top = start >>> 2
    const base = start + 12 * many
    if (df < blockSize) touch(blocks, segment, start, end + df)
    else touch(blocks, segment, start, base)
    if (df < blockSize) continue
    const { words } = segment.resident.chunk(start, end)
    const place = (block: number) => (block < many ? base + 4 * (words[top + many + block] & 0xffffff) : end)
    let block = 0
    for (const doc of documents) {
      while (block < many && words[top + block] < doc) block++
      if (block === many) break
      touch(blocks, segment, place(block), place(block + 1))
      touch(blocks, segment, end + blockSize * block, end + Math.min(df, blockSize * (block + 1)))
    }
  }
  return blocks.size * blockBytes(segment)
}
