// Filters by a function of what is stored, filters whose bits are kept, and searches that take too long.

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { RostrumError } from '../../src/errors.js'
import { Index } from '../../src/index/index.js'
import { openIndex } from '../../src/reader/open.js'
import { openRemote } from '../../src/remote/index.js'
import type { SearchOptions } from '../../src/search/options.js'
import { throws } from '../index/thrown.js'
import { randomOf, seed } from '../random.js'

const words = 'ice road harbor minister tax vote strike coal train snow'.split(' ')
const random = randomOf(seed)
const options = {
  fields: { headline: { boost: 3 }, body: {}, outlet: { type: 'keyword' }, published: { type: 'date' }, words: { type: 'number' } },
  storeFields: ['headline', 'outlet', 'words', 'quotations'],
  nested: ['quotations'],
} as const
const text = (most: number) => Array.from({ length: 1 + random.below(most) }, () => random.pick(words)).join(' ')
const documents = Array.from({ length: 700 }, (_, id) => ({
  id,
  headline: text(5),
  body: text(40),
  outlet: random.pick(['Post', 'Courier', 'Tribune']),
  published: Date.UTC(2020, 0, 1 + random.below(900)),
  words: random.below(100),
  quotations: Array.from({ length: random.below(3) }, () => ({ speaker: random.pick(['xi', 'lee']), text: text(6) })),
}))
const all = {
  ...options,
  fields: { ...options.fields, 'quotations.text': {}, 'quotations.speaker': { type: 'keyword' } },
  storeFields: ['headline', 'outlet', 'words', 'quotations.speaker'],
}
function filled(some = documents): Index<Record<string, unknown>> {
  const index = new Index<Record<string, unknown>>(all as never)
  index.addAll(some.slice(0, 500))
  index.info()
  for (const document of some.slice(500)) index.add(document)
  for (let id = 0; id < 100; id += 7) index.remove(id)
  return index
}
const index = filled()
const bytes = index.toBytes()
const reader = openIndex(bytes)
const source = {
  name: 'memory',
  read: async (start: number, end: number) => ({ bytes: bytes.slice(start, end), start, total: bytes.length }),
}

const queries = [
  'ice',
  'ice road',
  '+ice +road',
  '"ice road"',
  'min*',
  '',
  '-ice',
  'ice^0',
  'outlet:post',
  'quotations:(+speaker:xi +text:ice)',
]

test('a function of stored fields filters as a query does', async () => {
  const remote = await openRemote(source)
  const filter: SearchOptions['filter'] = ({ words: count }) => (count as number) >= 30
  const more: SearchOptions[] = [
    {},
    { limit: 3, offset: 2 },
    { countUpTo: 0 },
    { sort: '-words' },
    { facets: { outlet: {}, published: { interval: 'month' } } },
    { collapse: { field: 'outlet', size: 3 } },
  ]
  for (const query of queries) {
    for (const own of more) {
      const expected = reader.search(query, { ...own, filter: 'words:>=30' })
      const found = reader.search(query, { ...own, filter })
      // what a query skips, a function has looked at
      if (own.countUpTo === undefined) assert.equal(found, expected, query)
      else assert.equal(found.hits, expected.hits, query)
      assert.equal(index.search(query, { ...own, filter }), reader.search(query, { ...own, filter }))
      assert.equal(await remote.search(query, { ...own, filter }), found)
    }
  }
})

test('a function is given items with the document that they stand in', () => {
  const seen = new Set<unknown>()
  const filter: SearchOptions['filter'] = ({ speaker }, { id, parent }) => {
    seen.add(id)
    return speaker === 'xi' && parent?.outlet === 'Post'
  }
  const found = index.search('ice', { target: 'quotations', filter, limit: 1000 })
  const expected = index.search('ice', { target: 'quotations', filter: '+quotations.speaker:xi +outlet:post', limit: 1000 })
  assert.ok(found.count > 10 && seen.size > found.count)
  const shown = ({ hits }: typeof found) => hits.map(({ id, score, nested, parent }) => ({ id, score, nested, parent }))
  assert.is(found.count, expected.count)
  assert.equal(shown(found), shown(expected))
})

test('what a function throws comes out, and a document that it leaves out is not explained', () => {
  assert.throws(
    () =>
      index.search('ice', {
        filter: () => {
          throw new TypeError('mine')
        },
      }),
    /mine/,
  )
  const { id } = index.search('ice').hits[0]
  assert.ok(index.explain('ice', id, { filter: (_, place) => place.id === id }))
  assert.is(index.explain('ice', id, { filter: () => false }), undefined)
})

test('bits of filters are kept, as many as there are, and are those of their filter', () => {
  const filters = Array.from({ length: 90 }, (_, i) => `words:[${i} TO ${i + 8}]`)
  filters.push(
    'outlet:post',
    'outlet:courier',
    '-outlet:post',
    '+ice -outlet:post',
    '"ice road"',
    '"road ice"',
    '"ice road"~3',
    'min*',
    'ice^2',
    '*',
  )
  const fresh = new Map(filters.map((filter) => [filter, openIndex(bytes).search('road tax', { filter, limit: 50 })]))
  for (let round = 0; round < 3; round++)
    for (const filter of round === 1 ? [...filters].reverse() : filters)
      assert.equal(reader.search('road tax', { filter, limit: 50 }), fresh.get(filter), filter)
  // a field that is searched or not
  const some = { filter: 'harbor', limit: 1000 }
  const both = openIndex(bytes).search('ice', some).count
  const headlines = openIndex(bytes).search('ice', { ...some, boost: { body: 0 } }).count
  assert.ok(headlines < both)
  for (let round = 0; round < 2; round++) {
    assert.is(reader.search('ice', some).count, both)
    assert.is(reader.search('ice', { ...some, boost: { body: 0 } }).count, headlines)
  }
})

test('kept bits know of documents removed since', () => {
  const changing = filled()
  const before = changing.search('ice', { filter: 'outlet:post', limit: 1000 })
  const [{ id }] = before.hits
  changing.remove(id)
  const after = changing.search('ice', { filter: 'outlet:post', limit: 1000 })
  assert.equal(
    after.hits.map((hit) => hit.id),
    before.hits.slice(1).map((hit) => hit.id),
  )
})

test('a search that takes too long is given up, and the next one is right', () => {
  const real = Date.now
  const expected = reader.search('ice road', { limit: 5 })
  const slow: [query: string, options: SearchOptions][] = [
    ['ice road', {}],
    ['+ice +road', {}],
    ['"ice road"', {}],
    ['', {}],
    ['ice', { sort: 'words' }],
    ['ice', { facets: ['outlet'] }],
    ['ice', { filter: () => true }],
    ['ice', { filter: 'words:>3' }],
    ['min*', { target: 'quotations' }],
  ]
  for (const [query, own] of slow) {
    try {
      let now = real()
      Date.now = () => (now += 40)
      const error = throws(() => reader.search(query, { ...own, timeoutMs: 30 }), 'E_TIMEOUT', /30 ms/)
      assert.equal(error.details, { timeoutMs: 30 })
    } finally {
      Date.now = real
    }
    assert.equal(reader.search('ice road', { limit: 5, timeoutMs: 60_000 }), expected)
  }
  for (const timeoutMs of [0, -1, Number.NaN, '5' as never]) throws(() => reader.search('ice', { timeoutMs }), 'E_CONFIG', /timeoutMs/)
})

test('over a wire the time that bytes take counts', async () => {
  const remote = await openRemote({
    ...source,
    read: async (start, end) => {
      await new Promise((resolve) => setTimeout(resolve, 60))
      return source.read(start, end)
    },
  })
  const error = await remote.search('ice', { timeoutMs: 20 }).catch((thrown: unknown) => thrown)
  assert.instance(error, RostrumError)
  assert.is((error as RostrumError).code, 'E_TIMEOUT')
  assert.equal(await remote.search('ice', { timeoutMs: 60_000 }), reader.search('ice'))
})

test.run()
