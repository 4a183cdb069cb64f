// Stored queries: whatever is asked, a document is told of exactly the queries that would find it in an index of its own.

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { english } from '../../src/analysis/english.js'
import { german } from '../../src/analysis/languages/de.js'
import { multilingual } from '../../src/analysis/multilingual.js'
import { Index } from '../../src/index/index.js'
import type { IndexOptions } from '../../src/index/options.js'
import { percolator, type StoredQuery } from '../../src/percolate/index.js'
import { and, constant, exact, fuzzy, near, not, or, phrase, prefix, range, term, wildcard } from '../../src/query/builders.js'
import { throws } from '../index/thrown.js'
import { documentOf, settingOf, vocabularyOf } from '../oracle/corpus.js'
import * as nested from '../oracle/nested-scenario.js'
import { questionOf } from '../oracle/questions.js'
import { chanceOf, seedOf } from '../oracle/random.js'
import { optionsOf } from '../oracle/scenario.js'

const seed = seedOf(process.env)
type Document = Record<string, unknown>

/** What an index of the one document finds. */
function bruteForce(options: IndexOptions, queries: readonly StoredQuery[], document: Document): StoredQuery['id'][] {
  const index = new Index<Document>(options)
  index.add(document)
  return queries.filter(({ query, options: own }) => index.search(query, { ...own, limit: 0 }).count > 0).map(({ id }) => id)
}

const news: IndexOptions = {
  fields: { headline: { boost: 3 }, body: {}, outlet: { type: 'keyword' }, published: { type: 'date' }, words: { type: 'number' } },
  analyzer: 'english',
  exactForms: true,
}
const article = {
  id: 'a',
  headline: 'Ice road closed early',
  body: 'The harbor minister said the well-known ice road was closed.',
  outlet: 'Coast Tribune',
  published: '2024-03-08',
  words: 12,
}

const rows: readonly [query: StoredQuery['query'], matches: boolean, options?: StoredQuery['options']][] = [
  ['ice', true],
  ['headline:harbor', false],
  ['body:harbor', true],
  ['snow OR road', true],
  ['snow', false],
  ['snow -ice', false],
  ['-snow', true],
  ['-ice', false],
  ['', true],
  ['+ice +snow', false],
  ['ice snow', false, { combineWith: 'and' }],
  ['"ice road"', true],
  ['"road ice"', false],
  ['"harbor road"~3', false],
  ['"harbor said"~3', true],
  [near('road harbor', 9), true],
  [near('road harbor', 1), false],
  ['="minister"', true],
  ['="ministers"', false],
  [exact('closed'), true],
  ['mini*', true],
  ['snow*', false],
  ['h?rbor', true],
  ['*kn*', true, { leadingWildcards: true }],
  ['harbr~1', true],
  ['ahrbor~1', true],
  ['blizzard~2', false],
  ['hedline~', false],
  ['outlet:"coast tribune"', true],
  ['outlet:[a TO d]', true],
  ['outlet:[d TO z]', false],
  ['outlet:co*', true],
  ['published:2024-03', true],
  ['published:>2024-04', false],
  ['words:[10 TO 20] +snow', false],
  ['words:[10 TO 20] +ice', true],
  ['words:*', true],
  ['(ice snow hail)~2', false],
  ['(ice snow road)~2', true],
  ['(headline:harbor | body:harbor)~0.3', true],
  ['ice^=2', true],
  ['ice^0', true],
  ['ice^gauss(published, 30d)', true],
  ['"ice ro*"', true],
  ['"ice sn*"', false],
  ['ice', false, { fields: ['outlet'].slice(1) }],
  ['harbor', false, { fields: ['headline'] }],
  ['ice', false, { boost: { headline: 0, body: 0 } }],
  ['harb', true, { prefix: true }],
  ['harber', true, { fuzzy: 'auto' }],
  ['lorry', true, { vocabulary: { synonyms: [['lorry', 'minister']] } }],
  ['ice', true, { filter: 'outlet:"coast tribune"' }],
  ['ice', false, { filter: 'outlet:other' }],
  [and(term('ice'), not(phrase('ice road'))), false],
  [or(prefix('zz'), fuzzy('raod', { edits: 1 })), true],
  [and(wildcard('w*kn*'), range('words', { from: 12 })), true],
  [constant(term('ice'), 0), true],
]

test('of every kind', () => {
  const queries = rows.map(([query, , options], id): StoredQuery => ({ id, query, ...(options && { options }) }))
  const stored = percolator(news, queries)
  assert.is(stored.count, rows.length)
  const found = stored.match(article)
  assert.equal(
    found,
    rows.flatMap(([, matches], id) => (matches ? [id] : [])),
  )
  assert.equal(found, bruteForce(news, queries, article))
  // once more: nothing is remembered of the first
  assert.equal(stored.match({ id: 'b' }), bruteForce(news, queries, { id: 'b' }))
  assert.equal(stored.match(article), found)
})

test('random queries of every kind, as an index of one document answers them', () => {
  let matched = 0
  let asked = 0
  for (let round = 0; round < 10; round++) {
    const chance = chanceOf(seed * 1000 + round)
    const setting = settingOf(chance)
    const words = vocabularyOf(chance, 40)
    const source = { setting, words, documents: [], common: 0.7, typed: 0.3 }
    const options = optionsOf(setting) as IndexOptions
    const drawn = Array.from({ length: 8 }, (_, id) => documentOf(id, setting, words, 30, chance))
    const queries = Array.from({ length: 80 }, (_, id): StoredQuery => {
      const { asked: query, options: all } = questionOf({ ...source, documents: drawn.map(({ plain }) => plain) }, chance)
      // those that change what matches
      const { fields, boost, combineWith, vocabulary, filter } = all
      const own = Object.fromEntries(
        Object.entries({ fields, boost, combineWith, vocabulary, filter }).filter(([, value]) => value !== undefined),
      )
      return { id, query, options: own }
    })
    const stored = percolator<Document>(options, queries)
    for (const { given } of drawn) {
      const found = stored.match(given)
      assert.equal(found, bruteForce(options, queries, given), `seed ${seed}, round ${round}, document ${JSON.stringify(given)}`)
      matched += found.length
      asked += queries.length
    }
  }
  assert.ok(matched > asked / 20 && matched < asked / 1.1, `${matched} of ${asked}`)
})

test('random queries about documents and their items', () => {
  for (let round = 0; round < 4; round++) {
    const chance = chanceOf(seed * 1000 + 500 + round)
    const options = nested.options as IndexOptions
    const queries = Array.from({ length: 80 }, (_, id): StoredQuery => {
      const target = chance.is(0.6) ? {} : { target: chance.of(nested.paths) }
      const filter = chance.is(0.15) ? { filter: nested.queryOf(chance, 1) } : {}
      return { id, query: nested.queryOf(chance, chance.int(0, 3)), options: { ...target, ...filter } }
    })
    const stored = percolator<Document>(options, queries)
    for (let id = 0; id < 8; id++) {
      const document = nested.givenOf(nested.documentOf(id, chance))
      assert.equal(stored.match(document), bruteForce(options, queries, document), `seed ${seed}, round ${round}`)
    }
  }
})

test('what counts from now is of the moment of the document', () => {
  const queries: StoredQuery[] = [
    'published:>now-7d',
    'ice published:[2000 TO now]',
    '+ice +published:[now/d TO now+1d]',
    '-published:<now-1d',
    'published:[now+1d TO now+2d] OR snow',
    'ice -published:>now+3d',
  ].map((query, id) => ({ id, query }))
  const stored = percolator(news, queries)
  const real = Date.now
  try {
    for (const day of [-400, -1, 0, 1, 2, 5]) {
      Date.now = () => Date.UTC(2024, 2, 8 + day, 12)
      assert.equal(stored.match(article), bruteForce(news, queries, article), `${day}`)
    }
  } finally {
    Date.now = real
  }
  Date.now = () => Date.UTC(2024, 2, 8, 12)
  try {
    assert.equal(stored.match(article), [0, 1, 2, 3, 5])
  } finally {
    Date.now = real
  }
})

test('a document of one of several languages is asked in its own', () => {
  const analyzer = multilingual({ analyzers: { en: english, de: german }, field: 'language' })
  const options: IndexOptions = { fields: { body: {} }, analyzer }
  const documents = [
    { id: 1, language: 'de', body: 'Die H\u00e4user der Familie M\u00fcller' },
    { id: 2, language: 'en', body: 'The houses of the ministers' },
    { id: 3, language: 'de', body: 'Minister und Haus' },
    { id: 4, body: 'handing in houses' },
  ]
  const queries = ['haus', 'houses', 'mueller', 'ministers', '"der familie"', 'h*', 'hauser~1', '-haus', 'hand'].map(
    (query, id): StoredQuery => ({ id, query }),
  )
  const stored = percolator<Document>(options, queries.slice(0, 4))
  stored.match(documents[0])
  for (const query of queries.slice(4)) stored.add(query)
  for (const document of [...documents, ...documents]) assert.equal(stored.match(document), bruteForce(options, queries, document))
})

test('queries come and go', () => {
  const stored = percolator<Document>(news)
  for (let id = 0; id < 5000; id++) stored.add({ id, query: id % 2 === 0 ? 'ice' : 'min* -snow' })
  assert.is(stored.match(article).length, 5000)
  for (let id = 0; id < 5000; id++) if (id % 10 !== 0) stored.remove(id)
  assert.is(stored.count, 500)
  assert.ok(stored.has(10) && !stored.has(11))
  assert.equal(
    stored.match(article),
    Array.from({ length: 500 }, (_, i) => 10 * i),
  )
  stored.add({ id: 11, query: 'road' })
  assert.is(stored.match(article).at(-1), 11)
  throws(() => stored.remove('11'), 'E_ID_UNKNOWN', /keep their type/)
})

test('what is wrong is refused, and a query string never is', () => {
  const stored = percolator<Document>(news, [{ id: 1, query: 'ice' }])
  assert.equal(
    stored.add({ id: 2, query: 'hedline:ice "road' }).map(({ code }) => code),
    ['unknown-field', 'quote'],
  )
  throws(() => stored.add({ id: 1, query: 'ice' }), 'E_DUPLICATE_ID')
  throws(() => stored.add({ id: Number.NaN, query: 'ice' }), 'E_ID_INVALID')
  throws(() => stored.add({ id: 3, query: term('ice', 'hedline') }), 'E_QUERY_FIELD')
  throws(() => stored.add({ id: 3, query: 'ice', options: { limit: 3 } as never }), 'E_CONFIG', /limit/)
  throws(() => stored.add({ id: 3, query: 'ice', options: { filter: (() => true) as never } }), 'E_CONFIG', /function/)
  throws(() => stored.match({ headline: 'no id' }), 'E_ID_MISSING')
  throws(() => percolator({ fields: {} }), 'E_CONFIG')
  assert.equal(stored.match(article), [1, 2])
})

test.run()
