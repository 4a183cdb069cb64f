// Merging the bytes of indexes: what it gives, and what it refuses.

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { portableDeflate } from '../../src/bytes/deflate.js'
import { Index, type IndexOptions } from '../../src/index/index.js'
import { mergeSegments } from '../../src/index/merge-segments.js'
import { openIndex } from '../../src/reader/open.js'
import { throws } from './thrown.js'

type Document = Record<string, unknown>
const options: IndexOptions<Document> = {
  fields: { text: {}, tag: { type: 'keyword' }, when: { type: 'date' }, size: { type: 'number' } },
  storeFields: ['text', 'tag', 'when'],
}

function built(from: number, to: number, given: Partial<IndexOptions<Document>> = {}): Uint8Array {
  const index = new Index<Document>({ ...options, ...given })
  for (let id = from; id < to; id++) index.add(documentOf(id))
  return index.toBytes()
}

function documentOf(id: number): Document {
  return {
    id,
    text: `common word${id % 10} ${'rare '.repeat(id % 4)}n${id} ${'filler '.repeat(id % 40)}`,
    tag: id % 3 === 0 ? ['a', 'b'] : 'c',
    when: id * 86_400_000,
    size: id % 5 === 0 ? [id, -id] : id,
  }
}

const cuts: readonly [name: string, cuts: readonly number[]][] = [
  ['two halves', [0, 150, 300]],
  ['one', [0, 300]],
  ['one by one', Array.from({ length: 41 }, (_, i) => i)],
  ['with empty ones', [0, 0, 100, 100, 300, 300]],
  ['lists that grow over 128', [0, 127, 128, 255, 256, 257, 400]],
  ['stored blocks beyond 16 KiB', [0, 1000, 2000, 2500]],
]

for (const [name, places] of cuts) {
  test(`gives the answers of one index built at once: ${name}`, () => {
    const parts = places.slice(1).map((to, i) => built(places[i], to))
    const whole = openIndex(built(0, places[places.length - 1]))
    const merged = openIndex(mergeSegments(parts))
    assert.is(merged.count, whole.count)
    for (const query of [
      'common',
      'rare',
      'word3 rare',
      '"word3 rare"',
      'filler -rare',
      'tag:a',
      'size:[-20 TO -5]',
      '*',
      'n7',
      'when:1970-01',
    ]) {
      assert.equal(merged.search(query, { limit: 1000 }), whole.search(query, { limit: 1000 }), query)
    }
    for (const id of [0, 1, places[places.length - 1] - 1]) assert.equal(merged.get(id), whole.get(id))
    const { wordCount, fields, deletedCount } = merged.info()
    assert.equal({ wordCount, fields, deletedCount }, { wordCount: whole.info().wordCount, fields: whole.info().fields, deletedCount: 0 })
  })
}

test('in order: of equal scores, the document of the earlier part comes first', () => {
  const [a, b] = [new Index<Document>(options), new Index<Document>(options)]
  a.add({ id: 'a', text: 'same' })
  b.add({ id: 'b', text: 'same' })
  const order = (parts: Uint8Array[]) =>
    openIndex(mergeSegments(parts))
      .search('same')
      .hits.map(({ id }) => id)
      .join()
  assert.is(order([a.toBytes(), b.toBytes()]), 'a,b')
  assert.is(order([b.toBytes(), a.toBytes()]), 'b,a')
})

test('stored blocks that are full are taken over without inflating them', () => {
  const long = (from: number, to: number) => {
    const index = new Index<Document>(options)
    for (let id = from; id < to; id++) index.add({ id, text: `word${id} ${'filler '.repeat(400)}` })
    return index.toBytes()
  }
  let inflated = 0
  const inflate = (bytes: Uint8Array, length: number) => {
    inflated++
    return portableDeflate.inflate(bytes, length)
  }
  const merged = mergeSegments([long(0, 103), long(103, 200)], { deflate: { ...portableDeflate, inflate } })
  // the last of each part
  assert.is(inflated, 2)
  assert.equal([...Index.from(merged).documents()], [...Index.from(long(0, 200)).documents()])
})

test('refuses what cannot be one index', () => {
  const one = built(0, 3)
  throws(() => mergeSegments([]), 'E_CONFIG', /an empty array/)
  throws(() => mergeSegments(one as never), 'E_CONFIG', /got a Uint8Array of \d+ bytes/)
  throws(() => mergeSegments(undefined as never), 'E_CONFIG')
  throws(() => mergeSegments([one, new Uint8Array(9)]), 'E_NOT_AN_INDEX')
  throws(() => mergeSegments([one, one.subarray(0, one.length - 8)]), 'E_TRUNCATED')
  throws(() => mergeSegments([one], { analysers: [] } as never), 'E_CONFIG', /analyzers/)
  throws(() => mergeSegments([one], null as never), 'E_CONFIG')
})

test('refuses an id that is in two parts, and names it', () => {
  const { details } = throws(() => mergeSegments([built(0, 3), built(2, 5)]), 'E_DUPLICATE_ID', /got 2\./)
  assert.is(details.id, 2)
  const [number, text] = [1, '1'].map((id) => {
    const index = new Index<Document>(options)
    index.add({ id, text: 'x' })
    return index.toBytes()
  })
  assert.is(openIndex(mergeSegments([number, text])).count, 2)
})

const schemas: readonly [name: string, given: Partial<IndexOptions<Document>>][] = [
  ['another field', { fields: { text: {}, tag: { type: 'keyword' }, when: { type: 'date' }, other: { type: 'number' } } }],
  ['another type', { fields: { text: {}, tag: {}, when: { type: 'date' }, size: { type: 'number' } } }],
  ['another boost', { fields: { text: { boost: 2 }, tag: { type: 'keyword' }, when: { type: 'date' }, size: { type: 'number' } } }],
  ['another order of fields', { fields: { tag: { type: 'keyword' }, text: {}, when: { type: 'date' }, size: { type: 'number' } } }],
  ['other stored fields', { storeFields: ['text'] }],
  ['another analyzer', { analyzer: 'english' }],
  ['no positions', { positions: false }],
]

for (const [name, given] of schemas) {
  test(`refuses another schema: ${name}`, () => {
    throws(() => mergeSegments([built(0, 2), built(2, 4, given)]), 'E_CONFIG', /one schema/)
  })
}

test.run()
