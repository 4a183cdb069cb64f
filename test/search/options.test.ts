// What a search can be told, and what it refuses to be told.

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { ErrorCode } from '../../src/errors.js'
import { Index } from '../../src/index/index.js'
import { openIndex } from '../../src/reader/open.js'
import type { SearchOptions } from '../../src/search/options.js'
import { throws } from '../index/thrown.js'

interface Article {
  id: number
  headline: string
  body: string
  outlet: string
  published: string
  words: number
}

const index = new Index<Article>({
  fields: { headline: { boost: 3 }, body: {}, outlet: { type: 'keyword' }, published: { type: 'date' }, words: { type: 'number' } },
  storeFields: ['headline'],
})
for (let id = 0; id < 30; id++) {
  index.add({
    id,
    headline: id % 2 === 0 ? 'ice road' : 'harbor strike',
    body: `ice ${'filler '.repeat(id)}${id % 5 === 0 ? 'strike' : ''}`,
    outlet: id % 3 === 0 ? 'Veld Post' : 'Courier',
    published: `2016-01-${String(id + 1).padStart(2, '0')}`,
    words: id,
  })
}
const reader = openIndex<Article>(index.toBytes())

const refused: readonly [name: string, options: unknown, code: ErrorCode, message?: RegExp][] = [
  ['null', null, 'E_CONFIG'],
  ['a number', 10, 'E_CONFIG'],
  ['text', 'ice', 'E_CONFIG'],
  ['a misspelt option', { limt: 5 }, 'E_CONFIG', /Did you mean "limit"/],
  ['an option of another engine', { tolerance: 1 }, 'E_CONFIG', /Known: limit/],
  ['limit -1', { limit: -1 }, 'E_CONFIG', /limit/],
  ['limit 1.5', { limit: 1.5 }, 'E_CONFIG'],
  ['limit NaN', { limit: Number.NaN }, 'E_CONFIG'],
  ['limit Infinity', { limit: Number.POSITIVE_INFINITY }, 'E_CONFIG'],
  ['limit as text', { limit: '5' }, 'E_CONFIG'],
  ['limit null', { limit: null }, 'E_CONFIG'],
  ['limit a bigint', { limit: 5n }, 'E_CONFIG'],
  ['offset -1', { offset: -1 }, 'E_CONFIG', /offset/],
  ['offset 0.5', { offset: 0.5 }, 'E_CONFIG'],
  ['limit 10,001', { limit: 10_001 }, 'E_QUERY_LIMIT', /10000/],
  ['limit and offset of 10,001 together', { limit: 1, offset: 10_000 }, 'E_QUERY_LIMIT'],
  ['limit 1e9', { limit: 1e9 }, 'E_QUERY_LIMIT'],
  ['fields as text', { fields: 'headline' }, 'E_CONFIG', /\['headline'\]/],
  ['an unknown field', { fields: ['headlin'] }, 'E_QUERY_FIELD', /Did you mean "headline"/],
  ['a field that is no text', { fields: ['outlet'] }, 'E_QUERY_FIELD', /Known: headline, body/],
  ['a field that is a number', { fields: [0] }, 'E_QUERY_FIELD'],
  ['boost as number', { boost: 3 }, 'E_CONFIG', /headline: 5/],
  ['boost null', { boost: null }, 'E_CONFIG'],
  ['boost of an unknown field', { boost: { titel: 2 } }, 'E_QUERY_FIELD'],
  ['boost of a keyword', { boost: { outlet: 2 } }, 'E_QUERY_FIELD'],
  ['a negative boost', { boost: { body: -1 } }, 'E_CONFIG'],
  ['a boost of NaN', { boost: { body: Number.NaN } }, 'E_CONFIG'],
  ['a boost of 1,001', { boost: { body: 1001 } }, 'E_CONFIG', /1000/],
  ['a boost as text', { boost: { body: '2' } }, 'E_CONFIG'],
  ['combineWith xor', { combineWith: 'xor' }, 'E_CONFIG', /'or' or 'and'/],
  ['combineWith AND', { combineWith: 'AND' }, 'E_CONFIG'],
  ['filter as number', { filter: 5 }, 'E_CONFIG'],
  ['filter null', { filter: null }, 'E_CONFIG'],
  ['filter as a number', { filter: 3 }, 'E_CONFIG'],
  ['timeoutMs of none', { timeoutMs: 0 }, 'E_CONFIG', /timeoutMs/],
  ['filter of an unknown kind', { filter: { kind: 'fuzzy' } }, 'E_QUERY'],
  ['filter of an unknown field', { filter: { kind: 'term', text: 'x', field: 'outlt' } }, 'E_QUERY_FIELD', /outlet/],
  ['highlight as text', { highlight: 'headline' }, 'E_CONFIG'],
  ['highlight of what is not stored', { highlight: ['body'] }, 'E_CONFIG', /storeFields/],
  ['highlight of an unknown field', { highlight: ['hedline'] }, 'E_QUERY_FIELD', /headline/],
  ['highlight of a keyword', { highlight: ['outlet'] }, 'E_QUERY_FIELD'],
  ['fragmentLength 19', { fragmentLength: 19 }, 'E_CONFIG', /20/],
  ['fragmentLength 20.5', { fragmentLength: 20.5 }, 'E_CONFIG'],
  ['countUpTo -1', { countUpTo: -1 }, 'E_CONFIG'],
  ['countUpTo 1.5', { countUpTo: 1.5 }, 'E_CONFIG'],
]

for (const [name, options, code, message] of refused) {
  test(`refused: ${name}`, () => {
    for (const each of [index, reader]) {
      throws(() => each.search('ice', options as SearchOptions), code, message)
      throws(() => each.explain('ice', 1, options as SearchOptions), code, message)
    }
  })
}

const ids = (query: string, options?: SearchOptions) => index.search(query, options).hits.map(({ id }) => id)
const all = ids('ice', { limit: 100 })

const accepted: readonly [name: string, options: SearchOptions, expected: (string | number)[]][] = [
  ['none: ten', {}, all.slice(0, 10)],
  ['all undefined: ten', { limit: undefined, offset: undefined, fields: undefined, boost: undefined, filter: undefined }, all.slice(0, 10)],
  ['limit 0', { limit: 0 }, []],
  ['limit 1', { limit: 1 }, all.slice(0, 1)],
  ['limit 10,000', { limit: 10_000 }, all],
  ['offset', { limit: 5, offset: 7 }, all.slice(7, 12)],
  ['offset at the end', { offset: 30 }, []],
  ['offset beyond the end', { offset: 9000 }, []],
  ['no fields: nothing to search', { fields: [] }, []],
  ['a field named twice', { fields: ['body', 'body'], limit: 100 }, ids('body:ice', { limit: 100 })],
  ['a filter as text', { filter: 'words:[0 TO 3]', limit: 100 }, all.filter((id) => Number(id) <= 3)],
  ['a blank filter', { filter: ' ', limit: 100 }, all],
  ['a filter of nothing', { filter: { kind: 'bool' } }, []],
]

for (const [name, options, expected] of accepted) {
  test(`accepted: ${name}`, () => {
    assert.equal(ids('ice', options), expected)
    assert.equal(reader.search('ice', options).hits, index.search('ice', options).hits)
  })
}

test('fields: those the query does not name', () => {
  assert.is(index.search('road', { fields: ['body'] }).count, 0)
  assert.is(index.search('road', { fields: ['headline'] }).count, 15)
  // a field that is named is searched
  assert.is(index.search('headline:road', { fields: ['body'] }).count, 15)
})

test('boost: 0 takes a field out, more puts it first', () => {
  assert.is(index.search('strike', { boost: { headline: 0 }, limit: 0 }).count, 6)
  assert.is(index.search('strike', { boost: { headline: 0, body: 0 } }).count, 0)
  assert.is(index.search('headline:strike', { boost: { headline: 0 } }).count, 0)
  assert.is(index.search('strike', { boost: { body: 1000, headline: 0.001 } }).hits[0].id, 0)
  assert.equal(index.search('strike', { boost: {} }), index.search('strike'))
  assert.equal(index.search('strike', { boost: { headline: 3 } }), index.search('strike'))
})

test('combineWith: for query strings', () => {
  const count = (query: Parameters<typeof index.search>[0], combineWith: 'or' | 'and') => index.search(query, { combineWith }).count
  assert.equal([count('road harbor', 'or'), count('road harbor', 'and'), count('ice harbor', 'and')], [30, 0, 15])
  assert.is(count({ kind: 'match', text: 'road harbor' }, 'and'), 30)
})

test('filter: has no say in the score', () => {
  const [plain, filtered] = [index.search('strike', { limit: 100 }), index.search('strike', { limit: 100, filter: 'ice outlet:courier' })]
  assert.is(filtered.count, plain.count)
  assert.equal(
    filtered.hits.map(({ id, score }) => [id, score]),
    plain.hits.map(({ id, score }) => [id, score]),
  )
  assert.is(index.search('strike', { filter: 'outlet:"veld post"' }).count, index.search('+strike +outlet:"veld post"').count)
  assert.is(index.search('strike', { filter: '-ice' }).count, 0)
})

test('filter: its problems are reported with those of the query', () => {
  const { problems } = index.search('ice AND', { filter: '"unclosed' })
  assert.equal(
    problems.map(({ code }) => code),
    ['operator', 'quote'],
  )
})

test('without anything scored: the newest first', () => {
  assert.equal(ids('*', { limit: 3 }), [29, 28, 27])
  assert.equal(ids('', { limit: 3, offset: 1 }), [28, 27, 26])
  assert.equal(ids('words:[3 TO 5]'), [5, 4, 3])
  assert.equal(ids('ice^0', { limit: 2 }), [29, 28])
  assert.equal(ids('-strike -road', { limit: 2 }), [])
  for (const { score } of index.search('*').hits) assert.is(score, 0)
})

test('results are nobody else’s: changed in every part, the next search gives the same', () => {
  const options: SearchOptions = { highlight: ['headline'], limit: 3 }
  const before = structuredClone(index.search('ice strike', options))
  const results = index.search('ice strike', options) as unknown as Record<string, unknown>
  const ruin = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    for (const key of Object.keys(value)) {
      ruin((value as Record<string, unknown>)[key])
      ;(value as Record<string, unknown>)[key] = 'ruined'
    }
    if (Array.isArray(value)) value.length = 0
  }
  ruin(results)
  assert.equal(index.search('ice strike', options), before)
  const info = index.info() as unknown as Record<string, unknown>
  const clone = structuredClone(info)
  ruin(info)
  assert.equal(index.info() as unknown, clone)
  const stored = index.get(1) as Record<string, unknown>
  stored.headline = 'ruined'
  assert.is(index.get(1)?.headline, 'harbor strike')
})

test('options and queries are left as they were', () => {
  const options: SearchOptions = Object.freeze({
    limit: 2,
    fields: Object.freeze(['body']),
    boost: Object.freeze({ body: 2 }),
    filter: '*',
  })
  const query = Object.freeze({ kind: 'bool', must: Object.freeze([Object.freeze({ kind: 'term', text: 'ice' })]) } as const)
  assert.is(index.search(query, options).hits.length, 2)
})

test.run()
