// Orders that people complained of in other engines, each as a few documents and a query: the best must be first.

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { Index } from '../../src/index/index.js'
import type { SearchOptions } from '../../src/search/options.js'

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
    'more of the words come before one of them often',
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
    'a whole title before parts of it',
    [
      ['1', 'Apple', 'Apple Banana Carrot'],
      ['2', 'Apple Banana', 'Apple Banana Carrot'],
      ['3', 'Apple Banana Carrot', 'Apple Banana Carrot'],
    ],
    'apple banana carrot',
    '3 2 1',
  ],
  [
    'a title before many mentions in a long page',
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
    'a word whole before words that begin with it',
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
    'as typed before a misspelling, however rare that is',
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

test.run()
