// What the golden segments are made of, and all that a reader tells of one, as JSON that people can read.

import { openIndex } from '../../src/reader/index.js'
import type { SchemaOptions } from '../../src/schema.js'
import { Column, readColumnPlaces } from '../../src/segment/columns.js'
import { readBlock, roles } from '../../src/segment/dictionary.js'
import { Ids } from '../../src/segment/ids.js'
import { KeywordColumn, readKeywordPlaces } from '../../src/segment/keywords.js'
import { noMoreDocuments, sections } from '../../src/segment/layout.js'
import { merge } from '../../src/segment/merge.js'
import { lengthsOf } from '../../src/segment/norms.js'
import { PositionCursor } from '../../src/segment/positions.js'
import { PostingCursor } from '../../src/segment/posting-cursor.js'
import { readTerm } from '../../src/segment/postings.js'
import { openSegment, type Section, type Segment } from '../../src/segment/segment.js'
import { parseRecord, readStoredBlock } from '../../src/segment/stored.js'
import { sealed } from './content.js'

const options: SchemaOptions = {
  fields: {
    headline: { boost: 3 },
    body: { analyzer: 'english', b: 0.5 },
    outlet: { type: 'keyword' },
    topics: { type: 'keyword' },
    words: { type: 'number' },
    dates: { type: 'date' },
  },
  storeFields: ['headline', 'dates', 'notes'],
}

const articles: Record<string, unknown>[] = [
  {
    id: 'ice-road',
    headline: 'Ice road to Lindenmouth opens early',
    body: 'The ice road opened on Monday. Ministers said trucks of the U.S. company may cross. The caf\u00e9 at its end stayed shut.',
    outlet: 'The Lamp',
    topics: ['weather', 'Transport', 'weather'],
    words: 23,
    dates: new Date(Date.UTC(2017, 10, 2, 9, 30)),
  },
  {
    id: 7,
    headline: 'Carbon tax: the minister\u2019s vote',
    body: ['The minister voted for the carbon tax.', 'Carbon, she said, is cheap. Tax carbon.'],
    outlet: 'the lamp',
    topics: 'politics',
    words: -0.5,
    dates: [Date.UTC(1969, 6, 20), Date.UTC(2018, 0, 1)],
    notes: { seen: [1, null, { deep: true }], $date: 'not one' },
  },
  { id: -1.5, headline: 'Nothing but a headline' },
  { id: 'empty' },
  {
    id: '7',
    headline: '\u6c37\u306e\u9053 \u0394\u03b5\u03bb\u03c4\u03af\u03bf \u{1f9ca}',
    body: 'na\u00efve co\u00f6perators',
    outlet: '\u00c9cho \u{1f9ca}',
    notes: 'x'.repeat(17_000),
  },
]

/** Enough documents for a long list: a block, and a tail. */
const ticks = Array.from({ length: 140 }, (_, i) => ({
  id: `tick:${i}`,
  body: i === 9 ? 'tick tick tock tick' : 'tick',
  outlet: 'Clock',
  words: i,
}))

function bits(count: number, set: readonly number[]): Uint8Array {
  const bytes = new Uint8Array((count + 7) >>> 3)
  for (const i of set) bytes[i >>> 3] |= 1 << (i & 7)
  return bytes
}

/** The golden segments by name, as this version writes them. */
export const golden: ReadonlyMap<string, () => Uint8Array> = new Map<string, () => Uint8Array>([
  ['sample', () => sealed([...articles, ...ticks], options)],
  ['empty', () => sealed([], options)],
  ['bare', () => sealed(articles, { fields: { headline: {} }, positions: false, idField: 'id', k1: 2 })],
  [
    'merged',
    () =>
      merge([
        { segment: openSegment(sealed(articles, options)), deleted: bits(articles.length, [2, 4]) },
        { segment: openSegment(sealed(ticks, options)), deleted: undefined },
      ]),
  ],
])

const queries = [
  'ice',
  'minister',
  '"carbon tax"',
  'headline:road',
  'tick -tock',
  'outlet:"THE LAMP"',
  'dates:[2018 TO *]',
  'words:[* TO 0]',
  '\u6c37\u306e\u9053',
  '*',
]

/** Everything in a segment, by name and document. */
export function goldenContent(bytes: Uint8Array): Record<string, unknown> {
  const segment = openSegment(bytes)
  segment.resident.require(0, bytes.length)
  const { schema, documentCount, statistics, version } = segment
  const all = Array.from({ length: documentCount }, (_, doc) => doc)
  const index = openIndex(bytes)
  return {
    version,
    documentCount,
    fields: schema.fields.map(({ name, type, boost, b, analyzer }) => ({ name, type, boost, b, analyzer: analyzer?.name })),
    schema: { storeFields: schema.storeFields, idField: schema.idField, k1: schema.k1, positions: schema.positions },
    statistics,
    ids: idsOf(segment),
    lengths: Object.fromEntries(
      schema.fields.flatMap(({ name, number }) => {
        const own = lengthsOf(segment, number)
        return own === undefined ? [] : [[name, all.map((doc) => own.lengths[own.classes[own.start + doc]])]]
      }),
    ),
    columns: columnsOf(segment, all),
    stored: storedOf(segment),
    terms: termsOf(segment),
    searches: Object.fromEntries(
      queries.map((query) => {
        const { hits, count } = index.search(query, { limit: 3 })
        return [query, { count, hits: hits.map(({ id }) => id) }]
      }),
    ),
  }
}

function part(segment: Segment, id: number): Uint8Array {
  const { start, end } = segment.sections.get(id) as Section
  return segment.bytes.subarray(start, end)
}

function idsOf(segment: Segment): unknown[] {
  const { start, end } = segment.sections.get(sections.ids) as Section
  const ids = new Ids(segment.resident.chunk(start, end), start, end, segment.documentCount)
  return Array.from({ length: segment.documentCount }, (_, doc) => ids.id(doc))
}

function columnsOf(segment: Segment, all: readonly number[]): Record<string, unknown> {
  const { documentCount, schema } = segment
  const columns: [string, unknown][] = []
  const numbers = part(segment, sections.columns)
  for (const place of readColumnPlaces(numbers, 0, documentCount)) {
    const column = new Column(numbers.subarray(place.start, place.end), place.kind, documentCount)
    columns.push([schema.fields[place.field].name, all.map((doc) => column.all(doc))])
  }
  if (segment.sections.has(sections.keywordColumns)) {
    const keywords = part(segment, sections.keywordColumns)
    for (const place of readKeywordPlaces(keywords, 0, documentCount)) {
      const column = new KeywordColumn(keywords.subarray(place.start, place.end), place, documentCount)
      columns.push([schema.fields[place.field].name, all.map((doc) => column.all(doc).map((ordinal) => column.value(ordinal)))])
    }
  }
  return Object.fromEntries(columns)
}

function storedOf(segment: Segment): unknown[] {
  const records: unknown[] = []
  if (segment.schema.storeFields.length === 0) return records
  while (records.length < segment.documentCount) {
    const { start, end } = segment.stored.find(records.length)
    const block = readStoredBlock(part(segment, sections.stored).subarray(start, end), segment.deflate)
    for (const record of block)
      records.push(parseRecord(record).map((value) => (typeof value === 'string' && value.length > 99 ? value.length : value)))
  }
  return records
}

/** By key and role: for each field, documents with their positions, or frequencies. */
function termsOf(segment: Segment): Record<string, unknown> {
  const { schema, documentCount, resident, dictionary } = segment
  const withPositions = (field: number) => schema.positions && schema.fields[field].type === 'text'
  const { start: base } = segment.sections.get(sections.dictionary) as Section
  const { start: postings } = segment.sections.get(sections.postings) as Section
  const { start: places } = segment.sections.get(sections.positions) as Section
  const chunk = resident.chunk(0, segment.bytes.length)
  const terms: [string, unknown][] = []
  const termOf = new Map<number, string>()
  const entries = Array.from({ length: dictionary.blockCount }, (_, block) => {
    const { start, end } = dictionary.block(block)
    return [...readBlock(chunk, base + start, base + end, dictionary.recordOffset(block))]
  }).flat()
  for (const { key, role, offset } of entries) if ((role & roles.term) !== 0) termOf.set(offset, key)
  for (const { key, role, offset, length } of entries) {
    const name = `${key.replaceAll('\u0001', '#')}${role === roles.term ? ' (term)' : ''}`
    if ((role & roles.term) === 0) {
      terms.push([`${name} -> ${termOf.get(offset)}`, null])
      continue
    }
    const { lists } = readTerm(chunk, postings + offset, postings + offset + length, withPositions, documentCount)
    const fields = lists.map((list) => {
      const cursor = new PostingCursor(chunk, list, withPositions(list.field), documentCount)
      const reader = withPositions(list.field) ? new PositionCursor(cursor, list, chunk, places) : undefined
      const found: unknown[] = []
      while (cursor.next() !== noMoreDocuments)
        found.push([cursor.doc, ...(reader?.read().subarray(0, cursor.freq) ?? [`x${cursor.freq}`])].join(' '))
      return [schema.fields[list.field].name, found.join('; ')]
    })
    terms.push([name, Object.fromEntries(fields)])
  }
  return Object.fromEntries(terms)
}
