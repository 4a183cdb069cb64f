// Every limit of a search that is a number: asked for just so much it answers, and one more is refused by its name. Those of queries are in query/check and
// query/parse, of patterns in worst, of facets in arrange.

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { isRostrumError } from '../../src/errors.js'
import { Index } from '../../src/index/index.js'
import { newsSchema, speakers } from '../../src/news/index.js'
import { decay, factor, fuzzy, match, wildcard } from '../../src/query/builders.js'
import { mostSynonyms } from '../../src/query/vocabulary.js'
import { mostFirst } from '../../src/search/headline.js'
import { deepestHit, type SearchOptions } from '../../src/search/options.js'
import { mostWildcardSteps } from '../../src/segment/automata.js'

interface Article {
  id: number
  headline: string
  body: string
  published: string
  words: number
  outlet: string
}

const day = 86_400_000
const documentCount = 25
const columns = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`n${i}`, { type: 'number' as const }]))
const index = new Index<Article>({
  fields: {
    headline: { boost: 2 },
    body: {},
    published: { type: 'date' },
    words: { type: 'number' },
    outlet: { type: 'keyword' },
    ...columns,
  },
  exactForms: true,
  storeFields: ['headline', 'body'],
})
for (let id = 0; id < documentCount; id++) {
  const body = `tax ${'and then some more of it. '.repeat(40)}tax `.repeat(25)
  index.add({ id, headline: `Tax ${id}`, body, published: '2017-11-02', words: id, outlet: 'The Lamp' })
}
const news = new Index<Record<string, unknown>>(newsSchema)

const words = (count: number) => Array.from({ length: count }, (_, i) => `w${i}`).join(' ')
const search = (options: SearchOptions) => index.search('tax', options)
const letters = (count: number) => 'a'.repeat(count)
const spanning = (days: number) => {
  const two = new Index<{ id: number; at: number }>({ fields: { at: { type: 'date' } } })
  for (const at of [0, (days - 1) * day]) two.add({ id: at, at })
  return two.trend('*', { field: 'at', interval: 'day' })
}

const rows: [limit: string, most: number, beyond: number, run: (value: number) => unknown, code?: string][] = [
  ['limit', deepestHit, deepestHit + 1, (limit) => search({ limit }), 'E_QUERY_LIMIT'],
  ['limit and offset', deepestHit - 10, deepestHit - 9, (offset) => search({ limit: 10, offset }), 'E_QUERY_LIMIT'],
  ['limit, of none', 0, -1, (limit) => search({ limit })],
  ['countUpTo, of none', 0, -1, (countUpTo) => search({ countUpTo })],
  ['boost of a field', 1000, 1000.5, (body) => search({ boost: { body } })],
  ['keys of sort', 8, 9, (count) => search({ sort: Object.keys(columns).slice(0, count) })],
  ['hits of a group', 10, 11, (size) => search({ collapse: { field: 'outlet', size } })],
  ['hits of a group, of none', 1, 0, (size) => search({ collapse: { field: 'outlet', size } })],
  ['fragments of a field', 20, 21, (count) => search({ highlight: { body: { count } } })],
  ['fragments of a text', 20, 21, (count) => index.highlight('tax', 'tax', { count })],
  ['the shortest fragment', 20, 19, (fragmentLength) => search({ fragmentLength, highlight: true })],
  ['what the very form counts for', 1, 1.01, (preferExact) => search({ preferExact })],
  ['edits of every word', 2, 3, (edits) => search({ fuzzy: edits as 2 })],
  ['edits of a word', 2, 3, (edits) => index.search(fuzzy('tax', { edits: edits as 2 })), 'E_QUERY'],
  [
    'bytes of a wildcard',
    mostWildcardSteps,
    mostWildcardSteps + 1,
    (count) => index.search(wildcard(`t*${letters(count - 1)}`)),
    'E_QUERY',
  ],
  [
    'the score without a date',
    1e6,
    1e6 + 1,
    (missing) => index.search(decay(match('tax'), 'published', { scale: '1d', missing })),
    'E_QUERY',
  ],
  ['the score without a number', 1e6, 1e6 + 1, (missing) => index.search(factor(match('tax'), 'words', { missing })), 'E_QUERY'],
  ['what a number is multiplied by', 1e6, 1e6 + 1, (times) => index.search(factor(match('tax'), 'words', { times })), 'E_QUERY'],
  ['likeness of copies', 1, 1.01, (similarity) => search({ nearDuplicates: { field: 'body', similarity } })],
  ['suggestions', 100, 101, (limit) => index.suggest('ta', { limit })],
  ['corrections', 100, 101, (limit) => index.didYouMean('tx', { limit })],
  ['words of a document that others are like', 1000, 1001, (maxTerms) => index.moreLikeThis({ text: 'tax', maxTerms })],
  ['the part of the documents that have such a word', 1, 1.01, (maxDocumentPart) => index.moreLikeThis({ text: 'tax', maxDocumentPart })],
  ['words told of', 1000, 1001, (count) => index.termStatistics(words(count)), 'E_QUERY_LIMIT'],
  ['periods of a trend', 20_000, 20_001, spanning, 'E_QUERY_LIMIT'],
  ['weight of a synonym', 1, 1.01, (weight) => search({ vocabulary: { synonyms: [{ from: 'tax', to: 'levy', weight }] } })],
  [
    'synonyms of a word',
    mostSynonyms,
    mostSynonyms + 1,
    (count) => search({ vocabulary: { synonyms: [{ from: 'tax', to: words(count).split(' ') }] } }),
    'E_QUERY_LIMIT',
  ],
  ['speakers', 1000, 1001, (limit) => speakers(news, '', { limit })],
]

for (const [limit, most, beyond, run, code = 'E_CONFIG'] of rows) {
  test(`${limit}: ${most} is answered, ${beyond} refused`, () => {
    run(most)
    try {
      run(beyond)
    } catch (error) {
      assert.ok(isRostrumError(error), String(error))
      assert.is(error.code, code)
      assert.ok(error.cure.length > 0)
      return
    }
    assert.unreachable()
  })
}

test('what is answered at a limit is all of it', () => {
  const fragments = (count: number) => search({ limit: 1, highlight: { body: { count } } }).hits[0].highlights?.body.length
  assert.equal([fragments(1), fragments(20)], [1, 20])
  const [{ group }] = search({ collapse: { field: 'outlet', size: 10 } }).hits
  assert.equal([group?.count, group?.hits.length], [documentCount, 9])
  assert.is(spanning(20_000).points.length, 20_000)
  assert.is(index.termStatistics(words(1000)).length, 1000)
})

test('so many documents come first as may, and those behind them by their scores alone', () => {
  const same = new Index<{ id: number; headline: string; body: string }>({ fields: { headline: { boost: 2 }, body: {} } })
  for (let id = 0; id <= mostFirst; id++) same.add({ id, headline: 'Carbon tax', body: '' })
  const { hits } = same.search('carbon tax', { limit: mostFirst + 1 })
  const [first, last, behind] = [hits[0], hits[mostFirst - 1], hits[mostFirst]].map(({ score }) => score)
  assert.is(first, last)
  assert.ok(behind < last)
})

test('a page of hits goes on where it ended, however long what it ended with is', () => {
  const long = new Index<{ id: number; outlet: string }>({ fields: { outlet: { type: 'keyword' } } })
  for (const length of [1, 250, 256, 8000, 100_000]) long.add({ id: length, outlet: `${'z'.repeat(length)}` })
  const all = long.search('*', { sort: 'outlet' }).hits.map(({ id }) => id)
  const found: unknown[] = []
  for (let after: string | undefined; ; ) {
    const page = long.search('*', { sort: 'outlet', limit: 1, after })
    for (const { id } of page.hits) found.push(id)
    after = page.after
    if (after === undefined) break
  }
  assert.equal(found, all)
})

test.run()
