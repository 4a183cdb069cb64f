// How often, and since when: trends, word counts and the index's own figures, against counting by hand; near duplicates against wire copy made up for it.

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { analyze } from '../../src/analysis/analyze.js'
import { english } from '../../src/analysis/english.js'
import { Index } from '../../src/index/index.js'
import { openIndex } from '../../src/reader/open.js'
import { openRemote } from '../../src/remote/index.js'
import { throws } from '../index/thrown.js'
import { randomOf, seed } from '../random.js'

const random = randomOf(seed)
const words = 'ice roads harbor ministers taxes vote strike coal train snow'.split(' ')
const text = (most: number) => Array.from({ length: 1 + random.below(most) }, () => random.pick(words)).join(' ')
const documents = Array.from({ length: 400 }, (_, id) => ({
  id,
  headline: text(4),
  body: text(30),
  outlet: random.pick(['Post', 'Courier']),
  published: random.oneIn(20) ? undefined : Date.UTC(2016, random.below(30), 1 + random.below(28)),
}))
const options = {
  fields: { headline: { boost: 3 }, body: {}, outlet: { type: 'keyword' }, published: { type: 'date' } },
  storeFields: ['headline', 'body'],
  analyzer: 'english',
} as const
const index = new Index<Record<string, unknown>>(options)
index.addAll(documents.slice(0, 300))
index.info()
for (const document of documents.slice(300)) index.add(document)
const bytes = index.toBytes()
const reader = openIndex(bytes)
const source = { name: 'memory', read: async (start: number, end: number) => ({ bytes: bytes.slice(start, end), start }) }

const has = (document: (typeof documents)[0], word: string) =>
  analyze(english, `${document.headline} \n ${document.body}`).some(({ term }) => term === analyze(english, word)[0].term)
const monthOf = (at: number) => new Date(at).toISOString().slice(0, 7)

test('a trend counts by hand', () => {
  const { points, count } = index.trend('minister', { filter: 'outlet:post' })
  const posts = documents.filter(({ outlet }) => outlet === 'Post')
  assert.is(count, posts.filter((each) => has(each, 'minister')).length)
  for (const { value, count: own, total, from, to } of points) {
    const there = posts.filter(({ published }) => published !== undefined && monthOf(published) === value)
    assert.is(total, there.length, value)
    assert.is(own, there.filter((each) => has(each, 'minister')).length, value)
    assert.is(monthOf(from), value)
    assert.is(new Date(to).getUTCDate(), 1)
  }
  const months = points.map(({ value }) => value)
  assert.equal(months, [...new Set(months)].sort())
  for (let i = 1; i < points.length; i++) assert.is(points[i].from, points[i - 1].to, 'no month is left out')
})

test('a trend by other periods, of everything, of nothing', () => {
  const years = index.trend('', { interval: 'year' })
  assert.equal(
    years.points.map(({ value, count, total }) => [value, count === total]),
    [
      ['2016', true],
      ['2017', true],
      ['2018', true],
    ],
  )
  assert.ok(index.trend('nowhere', { interval: 'week' }).points.every(({ count }) => count === 0))
  assert.equal(index.trend('ice', { filter: 'outlet:none' }), { points: [], count: 0 })
  throws(() => index.trend('ice', { field: 'headline' }), 'E_QUERY_FIELD', /date field/)
  throws(() => new Index({ fields: { body: {} } }).trend('ice'), 'E_QUERY_FIELD')
})

test('words are counted by hand, in all of their forms', () => {
  const found = index.termStatistics('Minister, roads minister nowhere')
  assert.equal(
    found.map(({ word }) => word),
    ['minister', 'roads', 'nowhere'],
  )
  for (const { term, documents: own, occurrences, fields } of found) {
    const times = (value: string) => analyze(english, value).filter((token) => token.term === term).length
    for (const name of ['headline', 'body'] as const) {
      const counts = documents.map((each) => times(each[name]))
      const expected = { documents: counts.filter((count) => count > 0).length, occurrences: counts.reduce((a, b) => a + b, 0) }
      assert.equal(fields[name] ?? { documents: 0, occurrences: 0 }, expected)
    }
    assert.is(own, documents.filter((each) => times(each.headline) + times(each.body) > 0).length)
    assert.is(
      occurrences,
      documents.reduce((sum, each) => sum + times(each.headline) + times(each.body), 0),
    )
  }
  assert.equal(index.termStatistics('ice', { fields: ['headline'] })[0].fields.body, undefined)
  assert.equal(index.termStatistics(''), [])
  throws(() => index.termStatistics('ice', { fields: ['outlet'] }), 'E_QUERY_FIELD')
  throws(() => index.termStatistics(Array.from({ length: 1001 }, (_, i) => `w${i}`).join(' ')), 'E_QUERY_LIMIT')
})

test('the bytes of all sections are the bytes of the index', () => {
  const { bytes: sizes, documents: count, deleted, segments, fields } = reader.stats()
  assert.is(
    Object.values(sizes).reduce((a, b) => a + b, 0),
    bytes.length,
  )
  assert.ok(sizes.postings > 0 && sizes.stored > 0 && sizes.head > 0)
  assert.equal([count, deleted, segments.length], [400, 0, 1])
  const tokens = documents.reduce((sum, { body }) => sum + body.split(' ').length, 0)
  assert.equal(fields[1], {
    name: 'body',
    type: 'text',
    documents: 400,
    tokens: fields[1].tokens,
    meanLength: (fields[1].tokens as number) / 400,
  })
  // lengths are rounded down by a 16th at most
  assert.ok((fields[1].tokens as number) <= tokens && (fields[1].tokens as number) > tokens * 0.9)
})

test('an index, its reader, and one far away say the same', async () => {
  const remote = await openRemote(source)
  assert.equal(await remote.trend('ice', { interval: 'year' }), index.trend('ice', { interval: 'year' }))
  assert.equal(await remote.termStatistics('ice roads'), reader.termStatistics('ice roads'))
  assert.equal(await remote.stats(), reader.stats())
  assert.equal(await remote.similar(7, { limit: 3 }), reader.similar(7, { limit: 3 }))
  const wire = { nearDuplicates: 'body', limit: 4, highlight: ['body'] } as const
  assert.equal(await remote.search('ice roads', wire), reader.search('ice roads', wire))
})

const report =
  'VELDHAVEN - Dock workers voted on Tuesday to strike from Friday after talks about pay broke down for the third time. The union said its members had been told nothing of the new shifts. ' +
  'The port, the largest of the coast, handles four in ten of the containers that enter the country. A spokesman for the port said that ships would be sent to Halvorsund.'
const wire = [
  { id: 'whole', body: report, day: 3 },
  { id: 'dateline', body: report.replace('VELDHAVEN - ', 'By our own correspondent\n\n'), day: 4 },
  { id: 'cut', body: report.slice(0, 170), day: 5 },
  { id: 'edited', body: report.replace('on Tuesday', 'yesterday').replace('four in ten', '40 percent'), day: 6 },
  { id: 'longer', body: `${report} The strike is to last two days, and would be the first since 1998.`, day: 7 },
  {
    id: 'other',
    body: 'Dock workers ended their strike on Sunday. The union and the port agreed on pay and shifts after a night of talks.',
    day: 8,
  },
  { id: 'brief', body: 'Dock strike.', day: 9 },
  { id: 'same brief', body: 'Dock strike!', day: 10 },
]

test('wire copy is shown once, whatever paper it was cut for', () => {
  const papers = new Index<Record<string, unknown>>({
    fields: { body: {}, day: { type: 'number' } },
    storeFields: ['body'],
    analyzer: 'english',
  })
  papers.addAll(wire)
  const found = papers.search('dock strike', { nearDuplicates: 'body' })
  const shown = found.hits.map(({ id, duplicates = [] }) => [id, ...duplicates.map((each) => each.id)].map(String).sort().join(', '))
  assert.equal(shown.sort(), ['brief, same brief', 'cut, dateline, edited, longer, whole', 'other'])
  assert.is(found.count, wire.length)
  const plain = papers.search('dock strike', { limit: 100 }).hits.map(({ id }) => id)
  // the best of each group, in the order of all
  assert.equal(
    found.hits.map(({ id }) => id),
    plain.filter((id) => found.hits.some((hit) => hit.id === id)),
  )
  for (const { duplicates = [] } of found.hits) for (const { similarity } of duplicates) assert.ok(similarity >= 0.6 && similarity <= 1)
  const newest = papers.search('dock strike', { nearDuplicates: { field: 'body', similarity: 0.6 }, sort: '-day' })
  assert.equal(
    newest.hits.map(({ id }) => id),
    ['same brief', 'other', 'longer'],
  )
  assert.is(newest.after, undefined)
  const second = papers.search('dock strike', { nearDuplicates: 'body', sort: '-day', limit: 1, offset: 1 })
  assert.equal(
    second.hits.map(({ id }) => id),
    ['other'],
  )
  // nothing but the very same
  const strict = papers.search('dock strike', { nearDuplicates: { field: 'body', similarity: 1 } })
  assert.ok(strict.hits.length > found.hits.length && strict.hits.length < wire.length)
})

test('near duplicates are refused where they cannot be told', () => {
  throws(() => index.search('ice', { nearDuplicates: 'outlet' }), 'E_QUERY_FIELD', /stored text field/)
  throws(() => index.search('ice', { nearDuplicates: 'nowhere' }), 'E_QUERY_FIELD')
  throws(() => index.search('ice', { nearDuplicates: { field: 'body', similarity: 0 } }), 'E_CONFIG', /similarity/)
  throws(() => index.search('ice', { nearDuplicates: { field: 'body', near: 1 } as never }), 'E_CONFIG')
  throws(() => index.search('ice', { nearDuplicates: 'body', collapse: 'outlet' }), 'E_CONFIG', /collapse/)
})

test.run()
