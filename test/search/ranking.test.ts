// Orders that people complained of in other engines, each as a few documents and a query: the best must be first.

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { Index } from '../../src/index/index.js'
import type { Query } from '../../src/query/query.js'
import { openIndex } from '../../src/reader/open.js'
import type { SearchOptions } from '../../src/search/options.js'
import { throws } from '../index/thrown.js'

interface Song {
  id: string
  title: string
  body: string
}

const filler = 'the town council met on monday to talk about roads and schools and the price of bread '

const rows: readonly [
  what: string,
  documents: readonly (readonly [id: string, title: string, body: string])[],
  query: string,
  best: string,
  options?: SearchOptions,
][] = [
  [
    'minisearch#129: more of the words come before one of them often',
    [
      ['both', 'The Witch Queen of New Orleans', 'Redbone'],
      ['queen', 'Queen of Queen', 'Queen'],
      ['killer', 'Killer Queen', 'Queen'],
      ['dancing', 'Dancing Queen', 'Abba'],
      ['else', 'Waterloo', 'Abba'],
    ],
    'witch queen',
    'both queen',
  ],
  [
    'minisearch#116: a name that matches before descriptions, where the word is rare in descriptions and common in names',
    [
      ['described', 'Bordslampa', 'en lampa som passar till rattnav'],
      ['nav1', 'Rattnav Volvo', 'passar de flesta bilar'],
      ['nav2', 'Rattnav Saab', 'passar de flesta bilar'],
      ['nav3', 'Rattnav Audi', 'passar de flesta bilar'],
      ['nav4', 'Rattnav Fiat', 'passar de flesta bilar'],
      ['else', 'Ratt', 'passar de flesta bilar'],
    ],
    'rattnav',
    'nav1 nav2 nav3 nav4 described',
  ],
  [
    'an hour, however it is written',
    [
      ['hour', '', 'The gates open at 9 am on Monday'],
      ['dotted', '', 'The gates open at 9 a.m. on Monday'],
      ['noon', '', 'The gates open at noon, I am told by 9 of them'],
    ],
    '"at 9 am"',
    'hour dotted',
  ],
  [
    'the same, typed with dots',
    [
      ['hour', '', 'The gates open at 9 am on Monday'],
      ['dotted', '', 'The gates open at 9 a.m. on Monday'],
      ['noon', '', 'The gates open at noon, I am told by 9 of them'],
    ],
    '"at 9 a.m."',
    'dotted hour',
  ],
  [
    'lunr#394: a whole title before parts of it',
    [
      ['1', 'Apple', 'Apple Banana Carrot'],
      ['2', 'Apple Banana', 'Apple Banana Carrot'],
      ['3', 'Apple Banana Carrot', 'Apple Banana Carrot'],
    ],
    'apple banana carrot',
    '3 2 1',
  ],
  [
    'pagefind#437: a title before many mentions in a long page',
    [
      ['mentions', 'Buses of the north', `${filler}i2c i2c i2c i2c i2c ${filler}`],
      ['title', 'I2C', `${filler.repeat(3)}i2c`],
      ['other', 'Spi', filler],
    ],
    'I2C',
    'title mentions',
  ],
  [
    'a title before its synonyms of one stem in a body',
    [
      ['body', 'Weekly notes', `${filler}ministers minister ministers ${filler}`],
      ['title', 'Minister resigns', filler],
      ['none', 'Weather', filler],
    ],
    'minister',
    'title body',
  ],
  [
    'lunr#175: a word whole before words that begin with it',
    [
      ['pines', 'Trees', 'the pinemartin sat pining in the pine tree wearing a pinafore'],
      ['pineapple', 'Fruit', 'I love pineapple'],
    ],
    'pineapple',
    'pineapple',
  ],
  [
    'as typed before a longer word, however rare that is',
    [
      ['1', 'a', 'butter on bread'],
      ['2', 'b', 'butter and salt'],
      ['3', 'c', 'butter or oil'],
      ['rare', 'd', 'buttercup in spring'],
      ['5', 'e', 'nothing of it'],
    ],
    'butter*',
    '1 2 3 rare',
  ],
  [
    'minisearch#263: as typed before a misspelling, however rare that is',
    [
      ['1', 'a', 'butter on bread'],
      ['2', 'b', 'butter and salt'],
      ['3', 'c', 'butter or oil'],
      ['rare', 'd', 'butler of mine'],
      ['5', 'e', 'nothing of it'],
    ],
    'butter~1',
    '1 2 3 rare',
  ],
  [
    'what is asked before the words it is asked with',
    [
      ['about', 'Herring', 'the herring quota was cut'],
      ['words', 'What is what', 'what is the what of what it is'],
      ['third', 'Bread', 'a price'],
    ],
    'what is the herring',
    'about words',
  ],
  [
    'pagefind#437: a headline that is what was typed before longer ones whose text says it often',
    [
      ['often', 'Ice roads of the north', `ice road ${filler} ice road ice road ice road`],
      ['exact', 'Ice road', filler],
      ['none', 'Harbor', filler],
    ],
    'ice road',
    'exact often',
  ],
]

test('the order is that which people expect', () => {
  for (const [what, documents, query, best, options] of rows) {
    const index = new Index<Song>({ fields: { title: { boost: 3 }, body: {} }, analyzer: 'english' })
    for (const [id, title, body] of documents) index.add({ id, title, body })
    const got = index.search(query, options).hits.map(({ id }) => id)
    const wanted = best.split(' ')
    assert.equal(got.slice(0, wanted.length), wanted, what)
  }
})

test('a score never depends on how many are asked for', () => {
  const index = new Index<Song>({ fields: { title: { boost: 3 }, body: {} }, analyzer: 'english' })
  for (let i = 0; i < 300; i++)
    index.add({ id: String(i), title: i % 7 === 0 ? 'ice road' : 'harbor', body: `${filler}${'ice '.repeat(i % 5)}` })
  const all = index.search('the ice road', { limit: 300 }).hits
  for (const limit of [1, 10, 50]) {
    const { hits } = index.search('the ice road', { limit, countUpTo: 0 })
    assert.equal(
      hits.map(({ id, score }) => [id, score]),
      all.slice(0, limit).map(({ id, score }) => [id, score]),
    )
  }
})

const heads: readonly (readonly [what: string, query: string | Query, options: SearchOptions, best: string])[] = [
  ['typed whole, before longer headlines and better bodies', 'ice road', {}, 'again exact more'],
  ['all words needed', 'ice road', { combineWith: 'and' }, 'again exact more'],
  ['as a phrase', '"ice road"', {}, 'exact again more'],
  ['as plain data', { kind: 'match', text: 'Ice road' }, {}, 'again exact more'],
  ['other forms of its words, marks and case', 'Ice ROADS!', {}, 'again exact more'],
  ['in the other order it is another headline', 'road ice', {}, 'more'],
  ['more than a headline', 'ice ice road road', {}, 'more'],
  ['a headline of four words', 'the ice road closed', {}, 'closed'],
  ['more than words', '+ice road', {}, 'more'],
  ['told not to', 'ice road', { exactFirst: false }, 'more'],
  ['another field', 'weather report', { exactFirst: 'body' }, 'weather'],
  ['a field without a boost comes first only where it is named', 'weather report', {}, 'report'],
  ['no field stands out', 'ice road', { boost: { title: 1 } }, 'more'],
  ['within a filter', 'ice road', { filter: 'zebra' }, 'more'],
]

test('what was typed whole as a headline comes first, in several segments, opened anew, and in a tail', () => {
  const songs: readonly Song[] = [
    { id: 'more', title: 'Ice and ice road', body: 'ice road ice road ice road zebra' },
    { id: 'closed', title: 'The ice road closed', body: 'trucks' },
    { id: 'gone', title: 'Ice road', body: 'ice' },
    { id: 'exact', title: 'Ice road', body: 'trucks' },
    { id: 'report', title: 'Report of weather', body: 'weather report and weather report, weather' },
    { id: 'weather', title: 'Notes', body: 'Weather report' },
    { id: 'again', title: 'Ice roads', body: `trucks ${filler}` },
  ]
  const make = () => new Index<Song>({ fields: { title: { boost: 1.1 }, body: {} }, analyzer: 'english' })
  const [tail, parts, sealed] = [make(), make(), make()]
  for (const index of [tail, parts, sealed]) {
    songs.forEach((song, i) => {
      index.add(song)
      // enough of others to seal what is there
      if (index !== parts) return
      for (let other = 0; other < 70 && i % 3 === 0; other++) index.add({ id: `${i} ${other}`, title: 'Harbor', body: filler })
      index.info()
    })
    index.remove('gone')
  }
  assert.ok(parts.info().segmentCount > 1)
  const opened = openIndex<Song>(sealed.toBytes())
  for (const engine of [tail, parts, sealed, opened]) {
    for (const [what, query, options, best] of heads) {
      const { hits, count } = engine.search(query, options)
      const wanted = best.split(' ')
      assert.equal(
        hits.slice(0, wanted.length).map(({ id }) => id),
        wanted,
        what,
      )
      for (let i = 1; i < hits.length; i++) assert.ok(hits[i - 1].score >= hits[i].score, what)
      for (const { id, score } of hits) assert.is(engine.explain(query, id, options)?.value, score, what)
      // pages are parts of the whole
      const paged = hits.flatMap((_, offset) => engine.search(query, { ...options, limit: 1, offset }).hits)
      assert.equal(paged, hits, what)
      assert.is(engine.search(query, { ...options, exactFirst: false }).count, count, what)
    }
  }
})

test('a word in the very form typed counts a published part more, in an index that keeps forms', () => {
  const index = new Index<Song>({ fields: { title: { boost: 3 }, body: {} }, analyzer: 'english', exactForms: true })
  for (const [id, body] of [
    ['reports', 'she reports on roads'],
    ['reported', 'she reported on roads'],
    ['other', 'bread was sold at noon'],
  ]) {
    index.add({ id, title: 'Notes', body })
  }
  const scores = (query: string | Query, options: SearchOptions = {}) =>
    new Map(index.search(query, options).hits.map(({ id, score }) => [id, score]))
  const plain = scores('reported')
  assert.is(plain.get('reports'), plain.get('reported'))
  for (const query of ['reported', { kind: 'term', text: 'reported' }, { kind: 'match', text: 'reported' }] as const) {
    const got = scores(query, { preferExact: 0.2 })
    assert.equal([...got.keys()], ['reported', 'reports'])
    assert.is(got.get('reports'), plain.get('reports'))
    assert.ok(Math.abs((got.get('reported') ?? 0) / (plain.get('reported') ?? 1) - 1.2) < 1e-9)
    assert.is(index.explain(query, 'reported', { preferExact: 0.2 })?.value, got.get('reported'))
  }
  assert.equal([...scores('reports', { preferExact: 0.2 }).keys()], ['reports', 'reported'])
  // what is left out is left out in all forms, and fields without words have none
  assert.is(index.search('roads -reported', { preferExact: 0.2 }).count, 0)
  for (const preferExact of [-0.1, 1.1, Number.NaN, '1' as never]) throws(() => index.search('a', { preferExact }), 'E_CONFIG')
  const without = new Index<Song>({ fields: { title: {} } })
  throws(() => without.search('a', { preferExact: 0.2 }), 'E_CONFIG', /exactForms/)
  assert.is(without.search('a', { preferExact: 0 }).count, 0)
})

test('minisearch#204: the field that a program names comes first where it is what was typed', () => {
  const index = new Index<{ id: number; title: string; artist: string }>({ fields: { title: {}, artist: {} } })
  index.addAll([
    { id: 2, artist: 'ABBA', title: 'Dancing Queen' },
    { id: 3, artist: 'Queen of the North', title: 'Queen, queen' },
    { id: 1, artist: 'Queen', title: 'Don’t Stop Me Now' },
  ])
  assert.is(index.search('Queen', { exactFirst: 'artist' }).hits[0].id, 1)
  assert.is.not(index.search('Queen').hits[0].id, 1)
})

test('a hundred documents come first at most, the best of them', () => {
  const index = new Index<Song>({ fields: { title: { boost: 3 }, body: {} }, analyzer: 'english' })
  for (let i = 0; i < 150; i++) index.add({ id: String(i), title: 'Weather', body: i === 140 ? 'weather' : filler })
  const { hits } = index.search('weather', { limit: 150 })
  assert.is(hits.length, 150)
  assert.is(new Set(hits.map(({ id }) => id)).size, 150)
  assert.is(hits[0].id, '140')
  assert.is(hits.filter(({ score }) => score > hits[149].score + 0.001).length, 100)
})

test.run()
