// Search as you type, and words nearly so: a query string is answered as the query that says the same is, with what was typed first.
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { english } from '../../src/analysis/english.js'
import { danish } from '../../src/analysis/languages/da.js'
import { hungarian } from '../../src/analysis/languages/hu.js'
import { Index } from '../../src/index/index.js'
import { and, boost, dismax, fuzzy, not, or, phrase, prefix, term } from '../../src/query/builders.js'
import { parseQuery } from '../../src/query/parse.js'
import type { Query } from '../../src/query/query.js'
import { openIndex } from '../../src/reader/open.js'
import type { SearchOptions } from '../../src/search/options.js'
import { throws } from '../index/thrown.js'
import { difference } from '../oracle/compare.js'
import { Model } from '../oracle/model.js'
import { Lexicon, type OracleField } from '../oracle/oracle.js'

const fields: OracleField[] = [
  { name: 'body', type: 'text', boost: 1, b: 0.75, analyzer: english },
  { name: 'outlet', type: 'keyword', boost: 1, b: 0.75 },
]
const texts = [
  'minister of roads',
  'minster church on the road',
  'ministry, roam and econometrics',
  'economy of 2016, roads',
  'the monster of 2017 in the US',
  'economics economy',
]
const index = new Index({ fields: { body: {}, outlet: { type: 'keyword' } }, analyzer: 'english' })
const model = new Model(new Lexicon(fields), true)
texts.forEach((body, id) => {
  index.add({ id, body, outlet: 'Veld' })
  model.add({ id, values: [[body], ['Veld']] })
})
const snapshot = model.read()

const [p, f, either] = [prefix, fuzzy, (...queries: Query[]) => dismax(queries)]
/** Text, options, the query that says the same. */
const rows: [string, SearchOptions, Query][] = [
  ['minster', { fuzzy: 'auto' }, either(term('minster'), f('minster'))],
  ['minster road', { fuzzy: 1 }, or(either(term('minster'), f('minster', { edits: 1 })), either(term('road'), f('road', { edits: 1 })))],
  ['minster roa', { prefix: true }, or(term('minster'), either(term('roa'), p('roa')))],
  ['roa ', { prefix: true }, term('roa')],
  ['roads econ', { prefix: true, fuzzy: 'auto' }, or(either(term('roads'), f('roads')), either(term('econ'), p('econ'), f('econ')))],
  ['body:econ', { prefix: true }, either(term('econ', 'body'), p('econ', 'body'))],
  ['road +econ', { prefix: true }, { kind: 'bool', must: [either(term('econ'), p('econ'))], should: [term('road')] }],
  ['(road econ)', { prefix: true }, or(term('road'), term('econ'))],
  ['road -econ', { prefix: true, fuzzy: 2 }, and(either(term('road'), f('road', { edits: 2 })), not(term('econ')))],
  ['"the roa', { prefix: true, fuzzy: 'auto' }, phrase('the roa')],
  ['2016 US', { fuzzy: 'auto' }, or(term('2016'), term('US'))],
  ['outlet:vel', { prefix: true, fuzzy: 'auto' }, term('vel', 'outlet')],
  [
    'roads^2 minster',
    { fuzzy: 1 },
    or(boost(either(term('roads'), f('roads', { edits: 1 })), 2), either(term('minster'), f('minster', { edits: 1 }))),
  ],
  ['econ', { combineWith: 'and' }, term('econ')],
]

for (const [text, options, query] of rows) {
  test(`${text} with ${JSON.stringify(options)}`, () => {
    const wrong = difference(index, snapshot, { asked: text, query, filter: undefined, options, isPlain: false, isTiny: false })
    assert.is(wrong, undefined)
  })
}

test('what was typed comes first, and says so', () => {
  const { hits } = index.search('minster', { fuzzy: 'auto' })
  assert.is(hits[0].id, 1)
  assert.equal(hits[0].matches.body.includes('minster'), true)
  assert.is(index.explain('minster', 1, { fuzzy: 'auto' })?.value, hits[0].score)
})

test('a filter and a query object stand for themselves', () => {
  assert.is(index.search('*', { filter: 'minstr', fuzzy: 'auto', prefix: true }).count, 0)
  assert.is(index.search(term('minstr'), { fuzzy: 'auto' }).count, 0)
})

test('stop words stay left out', () => {
  const options: SearchOptions = { fuzzy: 'auto', vocabulary: { stopWords: ['the'] } }
  assert.equal(
    index
      .search('the minister', options)
      .hits.map(({ id }) => id)
      .includes(5),
    false,
  )
})

test('bad options are refused', () => {
  throws(() => index.search('a', { fuzzy: 3 } as unknown as SearchOptions), 'E_CONFIG', /fuzzy/)
  throws(() => index.search('a', { prefix: 'yes' } as unknown as SearchOptions), 'E_CONFIG', /prefix/)
  throws(() => index.search('a', { timeZone: 'Europe/Berlinn' }), 'E_CONFIG', /Europe\/Berlin/)
})

test('a thousand words are widened only so far', () => {
  const text = Array.from({ length: 1000 }, (_, i) => `word${'abcdefghij'[i % 10]}${'abcdefghij'[Math.floor(i / 10) % 10]}`).join(' ')
  assert.is(parseQuery(text).problems.length, 0)
  assert.is(index.search(`${text} minster`, { fuzzy: 'auto' }).count, 1)
})

test('a pattern leads no word beside it to the stem of another spelling', () => {
  for (const [analyzer, texts, queries] of [
    [danish, ['H\u00e4user', 'haus'], ['haus', 'haus hause*', 'haus | hause*']],
    [hungarian, ['r\u00e9sum\u00e9', 'resume'], ['resume', 'resume resum*', 'resume resu?e']],
  ] as const) {
    const spelled = new Index<{ id: number; body: string }>({ fields: { body: {} }, analyzer })
    texts.forEach((body, id) => {
      spelled.add({ id, body })
    })
    const opened = openIndex(spelled.toBytes(), { analyzers: [analyzer] })
    for (const query of queries) {
      assert.ok(
        opened.search(query).hits.some(({ id }) => id === 1),
        `${analyzer.name}: ${query}`,
      )
    }
  }
})

test.run()
