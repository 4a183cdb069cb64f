// What the golden segments are made of, and all that a reader tells of one, as JSON that people can read.

import { openIndex } from '../../src/reader/index.js'
import type { SchemaOptions } from '../../src/schema.js'
import { Column, readColumnPlaces } from '../../src/segment/columns.js'
import { isContainer, packSegments, unpackSegments } from '../../src/segment/container.js'
import { readBlock, roles } from '../../src/segment/dictionary.js'
import { formsOf } from '../../src/segment/forms.js'
import { Ids } from '../../src/segment/ids.js'
import { hasInline } from '../../src/segment/inline-lengths.js'
import { KeywordColumn, readKeywordPlaces } from '../../src/segment/keywords.js'
import { noMoreDocuments, sections } from '../../src/segment/layout.js'
import { merge, mergeForWeb } from '../../src/segment/merge.js'
import { lengthsOf } from '../../src/segment/norms.js'
import { parentsOf } from '../../src/segment/parents.js'
import { PositionCursor } from '../../src/segment/positions.js'
import { PostingCursor } from '../../src/segment/posting-cursor.js'
import { readTerm } from '../../src/segment/postings.js'
import { openSegment, type Section, type Segment } from '../../src/segment/segment.js'
import { parseRecord, readStoredBlock } from '../../src/segment/stored.js'
import { trieEntries } from '../../src/segment/trie.js'
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

const debates = [
  {
    id: 'debate',
    title: 'Carbon tax debated',
    quotes: [
      { speaker: 'Minister', text: 'The tax is cheap.' },
      { speaker: ['Leader', 'Minister'], text: 'Carbon taxes rise', at: 7 },
    ],
    votes: [{ count: 3 }],
  },
  { id: 2, title: 'Ice' },
  { id: 'last', title: 'Road', quotes: [{ speaker: 'minister', text: 'The road is ice' }] },
]

const nestedOptions: SchemaOptions = {
  fields: {
    title: {},
    'quotes.speaker': { type: 'keyword' },
    'quotes.text': { analyzer: 'english' },
    'quotes.at': { type: 'number' },
    'votes.count': { type: 'number' },
  },
  storeFields: ['title', 'quotes.speaker'],
  nested: ['quotes', 'votes'],
}

const exactOptions: SchemaOptions = { ...options, lengths: 'exact', exactForms: true }

/** Enough words for a trie, and texts of many lengths. */
const lists = Array.from({ length: 3 }, (_, i) => ({
  id: i,
  body: Array.from({ length: 180 + i }, (_, k) => `w${String(180 * i + k).padStart(3, '0')}`).join(' '),
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
  ['nested', () => sealed(debates, nestedOptions)],
  ['exact', () => sealed([...articles, { id: 'forms', body: 'taxes tax taxed' }, ...ticks], exactOptions)],
  ['trie', () => sealed(lists, { fields: { body: {} }, lengths: 'exact' })],
  ['web', () => mergeForWeb([{ segment: openSegment(sealed(debates, nestedOptions)), deleted: undefined }])],
  ['web-flat', () => mergeForWeb([{ segment: openSegment(sealed([...articles, ...ticks], options)), deleted: undefined }])],
  [
    'several',
    () =>
      packSegments([
        { bytes: sealed(debates, nestedOptions), deleted: bits(7, [0, 1, 2, 3]) },
        { bytes: sealed([{ id: 'debate', title: 'Tax', quotes: [{ text: 'taxed' }] }], nestedOptions), deleted: undefined },
      ]),
  ],
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
  'quotes.text:tax',
  'w101 w359',
  '*',
]

/** Everything in a segment, or in several in one file, by name and document. */
export function goldenContent(bytes: Uint8Array): Record<string, unknown> {
  if (!isContainer(bytes)) return segmentContent(bytes)
  const parts = unpackSegments(bytes)
  return {
    deleted: parts.map(({ deleted }) => (deleted === undefined ? null : [...deleted])),
    searches: searchesOf(bytes),
    segments: parts.map((part) => segmentContent(part.bytes)),
  }
}

function searchesOf(bytes: Uint8Array): Record<string, unknown> {
  const index = openIndex(bytes)
  return Object.fromEntries(
    queries.map((query) => {
      const { hits, count } = index.search(query, { limit: 3 })
      return [query, { count, hits: hits.map(({ id }) => id) }]
    }),
  )
}

function segmentContent(bytes: Uint8Array): Record<string, unknown> {
  const segment = openSegment(bytes)
  segment.resident.require(0, bytes.length)
  const { schema, documentCount, statistics, version } = segment
  const all = Array.from({ length: documentCount }, (_, doc) => doc)
  const parents = parentsOf(segment)
  return {
    version,
    documentCount,
    fields: schema.fields.map(({ name, type, boost, b, analyzer }) => ({ name, type, boost, b, analyzer: analyzer?.name })),
    schema: {
      storeFields: schema.storeFields,
      idField: schema.idField,
      k1: schema.k1,
      positions: schema.positions,
      nested: schema.nested,
      lengths: schema.lengths,
      exactForms: schema.exactForms,
    },
    sections: [...segment.sections.keys()].sort((a, b) => a - b),
    levels: parents === undefined ? null : all.map((doc) => parents.level(doc)),
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
    trie: trieOf(segment),
    searches: searchesOf(bytes),
  }
}

function part(segment: Segment, id: number): Uint8Array {
  const { start, end } = segment.sections.get(id) as Section
  return segment.bytes.subarray(start, end)
}

function idsOf(segment: Segment): unknown[] {
  const { start, end } = segment.sections.get(sections.ids) as Section
  const ids = new Ids(segment.resident.chunk(start, end), start, end, segment.counts[0], parentsOf(segment))
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

function trieOf(segment: Segment): unknown {
  if (!segment.sections.has(sections.wordTrie)) return null
  return [...trieEntries(part(segment, sections.wordTrie))].map(
    ({ path, first, last }) => `${new TextDecoder().decode(path)} ${first}-${last ?? ''}`,
  )
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
    const start = dictionary.startOf(block)
    const end = dictionary.endOf(block)
    return [...readBlock(chunk, base + start, base + end, dictionary.recordOffset(block))]
  }).flat()
  for (const { key, role, offset } of entries) if ((role & roles.term) !== 0) termOf.set(offset, key)
  for (const { key, role, offset, length } of entries) {
    const name = `${key.replaceAll('\u0001', '#')}${role === roles.term ? ' (term)' : ''}`
    if ((role & roles.term) === 0) {
      terms.push([`${name} -> ${termOf.get(offset)}`, null])
      continue
    }
    const { lists } = readTerm(
      chunk,
      postings + offset,
      postings + offset + length,
      withPositions,
      documentCount,
      schema.levelMasks,
      (field) => hasInline(segment, field),
    )
    const forms = formsOf(segment, offset, lists)
    const fields = lists.map((list) => {
      const cursor = new PostingCursor(chunk, list, withPositions(list.field), documentCount)
      const reader = withPositions(list.field) ? new PositionCursor(cursor, list, chunk, places) : undefined
      const own = withPositions(list.field) ? forms?.cursor(cursor) : undefined
      const found: unknown[] = []
      while (cursor.next() !== noMoreDocuments) {
        const spelt = own?.read()
        const places = Array.from(reader?.read().subarray(0, cursor.freq) ?? [], (at, i) =>
          spelt ? `${at}=${forms?.words[spelt[i]]}` : at,
        )
        found.push([cursor.doc, ...(reader === undefined ? [`x${cursor.freq}`] : places)].join(' '))
      }
      return [schema.fields[list.field].name, found.join('; ')]
    })
    terms.push([name, Object.fromEntries(fields)])
  }
  return Object.fromEntries(terms)
}
