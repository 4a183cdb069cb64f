// What was looked up in a segment is known again, and forgotten in the end; counts of one word stay exact.

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { english } from '../../src/analysis/english.js'
import { queryPhrase, wholePhrase } from '../../src/analysis/query-words.js'
import { Index } from '../../src/index/index.js'
import { KnownTerms } from '../../src/search/known-terms.js'

test('the last keys are known, those without a term too; very long ones are not', () => {
  const known = new KnownTerms()
  assert.is(known.get('a'), undefined)
  const term = { entry: { unionDf: 1, levelDfs: undefined, lists: [] }, start: 1, end: 2 }
  known.set('a', term)
  known.set('b', null)
  known.set('x'.repeat(65), null)
  assert.is(known.get('a'), term)
  assert.is(known.get('b'), null)
  assert.is(known.get('x'.repeat(65)), undefined)
  for (let i = 0; i < 5000; i++) {
    known.set(`key ${i}`, null)
    assert.is(known.get('a'), term, 'what is asked for again stays')
    assert.is(known.get(`key ${Math.max(0, i - 100)}`), null)
  }
  assert.is(known.get('b'), undefined)
})

test('a text is read whole as a phrase is', () => {
  const texts = ['Climate change', 'US UK', 'state-of-the-art', 'the us', '', "don't O'Brien", 'a 🏽 b', '北京 now']
  for (const text of texts) {
    const { length, ...phrase } = wholePhrase(english, text)
    assert.equal(phrase, queryPhrase(english, text), text)
    assert.ok(length >= phrase.terms.length || text === '北京 now', text)
  }
})

test('hits have the same matches, and counts are the same, asked again and with a filter', () => {
  const index = new Index<{ id: number; headline: string; body: string }>({ fields: { headline: { boost: 3 }, body: {} } })
  for (let id = 0; id < 3000; id++)
    index.add({ id, headline: id % 7 === 0 ? 'Ice road' : 'Snow', body: id % 2 === 0 ? 'ice and snow' : 'a road' })
  index.compact()
  const ask = () => [
    index.search('ice', { limit: 3, countUpTo: 10 }),
    index.search('ice road', { limit: 3, combineWith: 'and' }),
    index.search('ice road nowhere', { limit: 3, countUpTo: Number.POSITIVE_INFINITY }),
    index.search('ice', { limit: 3, filter: 'road' }),
  ]
  const [one, both, any, filtered] = ask()
  assert.equal(ask(), [one, both, any, filtered])
  const ice = (id: number) => id % 7 === 0 || id % 2 === 0
  const road = (id: number) => id % 7 === 0 || id % 2 === 1
  const count = (has: (id: number) => boolean) => Array.from({ length: 3000 }, (_, id) => id).filter(has).length
  assert.equal([one.count, one.countIsExact], [count(ice), true])
  assert.equal([both.count, both.countIsExact], [count((id) => ice(id) && road(id)), true])
  assert.equal([any.count, any.countIsExact], [3000, true])
  assert.is(filtered.count, both.count)
  assert.equal(one.hits[0].matches, { headline: ['ice'], body: ['ice'] })
  for (const { id, matches } of both.hits)
    assert.equal(matches, { headline: ['ice', 'road'], body: [Number(id) % 2 === 0 ? 'ice' : 'road'] })
})

test('hits tell words by field; a range of keywords is met without any', () => {
  const outlets = new Index<{ id: number; body: string; outlet: string }>({ fields: { body: {}, outlet: { type: 'keyword' } } })
  outlets.add({ id: 1, body: 'ice road', outlet: 'Alpha' })
  const matchesOf = (query: string) => outlets.search(query).hits.map(({ matches }) => matches)
  assert.equal(matchesOf('outlet:alpha'), [{ outlet: ['alpha'] }])
  assert.equal(matchesOf('outlet:al*'), [{ outlet: ['alpha'] }])
  assert.equal(matchesOf('outlet:[Alpha TO Beta]'), [{}])
  assert.equal(matchesOf('ice outlet:[Alpha TO Beta]'), [{ body: ['ice'] }])
})

test.run()
