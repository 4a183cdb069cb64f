// A small segment of everything, and all that its readers can tell of any bytes, for comparison.

import { Accumulator } from '../../src/build/accumulator.js'
import { checkDocument } from '../../src/build/document.js'
import { portableDeflate } from '../../src/bytes/deflate.js'
import { defineSchema, type SchemaOptions } from '../../src/schema.js'
import { Column, readColumnPlaces } from '../../src/segment/columns.js'
import { type DictionaryEntry, readBlock } from '../../src/segment/dictionary.js'
import { Ids } from '../../src/segment/ids.js'
import { KeywordColumn, readKeywordPlaces } from '../../src/segment/keywords.js'
import { noMoreDocuments, sections } from '../../src/segment/layout.js'
import { PositionCursor } from '../../src/segment/positions.js'
import { PostingCursor } from '../../src/segment/posting-cursor.js'
import { readTerm } from '../../src/segment/postings.js'
import { openSegment, rangeOf, type Segment } from '../../src/segment/segment.js'
import { parseRecord, readStoredBlock } from '../../src/segment/stored.js'
import { randomOf } from '../random.js'

/** Fields of every type. */
export const sampleOptions: SchemaOptions = {
  fields: {
    headline: { boost: 3 },
    body: { analyzer: 'english' },
    outlet: { type: 'keyword' },
    words: { type: 'number' },
    dates: { type: 'date' },
  },
  storeFields: ['headline', 'words'],
}

const vocabulary =
  'minister ministers climate carbon tax taxes strike harbour harbor coal budget vote voted caf\u00e9 U.S. gas pipe train opera ice road'.split(
    ' ',
  )

/** Documents of a small vocabulary: the first words stand in most of them. */
export function sampleDocuments(count: number, seed: number): Record<string, unknown>[] {
  const random = randomOf(seed)
  const words = (length: number) =>
    Array.from({ length }, () =>
      random.oneIn(6) ? `w${random.below(200)}` : vocabulary[Math.min(random.below(vocabulary.length), random.below(vocabulary.length))],
    ).join(' ')
  return Array.from({ length: count }, (_, i) => ({
    id: i % 3 === 0 ? i : `doc:${i}`,
    headline: words(random.below(8)),
    body: words(random.below(60)),
    outlet: random.pick(['Herald', 'The Post', ['Wire', 'Late Wire']]),
    ...(random.oneIn(3) ? {} : { words: random.below(1000) / 4 }),
    dates: Array.from({ length: random.below(4) }, () => 1e12 + random.below(1e9)),
  }))
}

/** The bytes of a segment of these documents. */
export function sealed(documents: readonly unknown[], options: SchemaOptions = sampleOptions): Uint8Array<ArrayBuffer> {
  const schema = defineSchema(options)
  const accumulator = new Accumulator(schema, portableDeflate)
  for (const document of documents) accumulator.add(checkDocument(document, schema))
  return accumulator.seal()
}

/** How much reading may cost at most, in postings, positions and values: what a hostile file can ask for is bounded. */
export interface Budget {
  left: number
}

/** Thrown where a budget is spent: not a fault of the reader. */
export class Spent extends Error {}

function spend(budget: Budget, cost: number): void {
  budget.left -= cost
  if (budget.left < 0) throw new Spent('the budget is spent')
}

/** All that the readers tell of a segment, as one JSON text; each range is required before it is read, as searching does. */
export function contentOf(bytes: Uint8Array, budget: Budget = { left: Number.POSITIVE_INFINITY }): string {
  const segment = openSegment(bytes)
  const { schema, documentCount, statistics, version } = segment
  const { start, end } = required(segment, sections.norms)
  return JSON.stringify([
    version,
    documentCount,
    schema.fields.map(({ name, type, boost, b }) => [name, type, boost, b]),
    schema.storeFields,
    statistics,
    [...bytes.subarray(start, end)],
    termsOf(segment, budget),
    columnsOf(segment, budget),
    keywordsOf(segment, budget),
    idsOf(segment),
    storedOf(segment, budget),
  ])
}

function required(segment: Segment, id: number, from?: number, to?: number) {
  const range = rangeOf(segment, id, from, to)
  segment.resident.require(range.start, range.end)
  return range
}

function termsOf(segment: Segment, budget: Budget): unknown[] {
  const terms: unknown[] = []
  const known = new Map<string, unknown>()
  for (let block = 0; block < segment.dictionary.blockCount; block++) {
    const { dictionary } = segment
    const { start, end, resident } = required(segment, sections.dictionary, dictionary.startOf(block), dictionary.endOf(block))
    for (const entry of readBlock(resident.chunk(start, end), start, end, dictionary.recordOffset(block))) {
      const key = `${entry.offset} ${entry.length}`
      if (!known.has(key)) known.set(key, recordOf(segment, entry, budget))
      terms.push([entry.key, entry.role, key, known.get(key)])
      known.set(key, 'as before')
    }
  }
  return terms
}

function recordOf(segment: Segment, { offset, length }: DictionaryEntry, budget: Budget): unknown {
  const { schema, documentCount, resident } = segment
  const withPositions = (field: number) => schema.positions && schema.fields[field]?.type === 'text'
  const { start, end } = required(segment, sections.postings, offset, offset + length)
  const chunk = resident.chunk(start, end)
  const { unionDf, lists } = readTerm(chunk, start, end, withPositions, documentCount)
  return [
    unionDf,
    lists.map((list) => {
      const cursor = new PostingCursor(chunk, list, withPositions(list.field), documentCount)
      const section = list.df < 128 ? undefined : required(segment, sections.positions, list.positionsStart, list.positionsEnd)
      const base = (segment.sections.get(sections.positions) as { start: number }).start
      const reader = withPositions(list.field)
        ? new PositionCursor(cursor, list, section ? resident.chunk(section.start, section.end) : chunk, base)
        : undefined
      const postings: unknown[] = [cursor.largestBound()]
      while (cursor.next() !== noMoreDocuments) {
        if (!(cursor.doc >= 0 && cursor.doc < documentCount)) throw new Error(`document ${cursor.doc} of ${documentCount}`)
        spend(budget, 1 + cursor.freq)
        postings.push([cursor.doc, cursor.freq, reader ? [...reader.read().subarray(0, cursor.freq)] : 0])
      }
      return [list.field, list.df, postings]
    }),
  ]
}

function columnsOf(segment: Segment, budget: Budget): unknown {
  const { start, end } = required(segment, sections.columns)
  const bytes = segment.bytes.subarray(start, end)
  return readColumnPlaces(bytes, 0, segment.documentCount).map((place) => {
    const column = new Column(bytes.subarray(place.start, place.end), place.kind, segment.documentCount)
    const values: number[][] = []
    for (let doc = 0; doc < segment.documentCount; doc++) {
      values.push(column.all(doc))
      spend(budget, 1 + values[doc].length)
    }
    return [place.field, values]
  })
}

function keywordsOf(segment: Segment, budget: Budget): unknown {
  if (!segment.sections.has(sections.keywordColumns)) return []
  const { start, end } = required(segment, sections.keywordColumns)
  const bytes = segment.bytes.subarray(start, end)
  return readKeywordPlaces(bytes, 0, segment.documentCount).map((place) => {
    const column = new KeywordColumn(bytes.subarray(place.start, place.end), place, segment.documentCount)
    const values: string[][] = []
    for (let doc = 0; doc < segment.documentCount; doc++) {
      const own = column.all(doc).map((ordinal) => column.value(ordinal))
      values.push(own)
      spend(budget, 1 + own.length)
    }
    return [place.field, values]
  })
}

function idsOf(segment: Segment): unknown {
  const { start, end, resident } = required(segment, sections.ids)
  const ids = new Ids(resident.chunk(start, end), start, end, segment.documentCount)
  return Array.from({ length: segment.documentCount }, (_, doc) => [ids.id(doc), ids.find(ids.id(doc))])
}

function storedOf(segment: Segment, budget: Budget): unknown {
  if (segment.schema.storeFields.length === 0) return []
  const records: unknown[] = []
  let last = -1
  let block: Uint8Array[] = []
  for (let doc = 0; doc < segment.documentCount; doc++) {
    const place = segment.stored.find(doc)
    if (place.start !== last) {
      const { start, end } = required(segment, sections.stored, place.start, place.end)
      spend(budget, end - start)
      block = readStoredBlock(segment.bytes.subarray(start, end), segment.deflate)
      last = place.start
    }
    records.push(parseRecord(block[place.index] ?? new Uint8Array(0)))
  }
  return records
}
