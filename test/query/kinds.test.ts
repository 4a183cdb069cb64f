// The contract of a query kind, run on every kind in the table: a new kind needs samples here, which tsc asks for.
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { isRostrumError } from '../../src/errors.js'
import {
  all,
  and,
  boost,
  constant,
  decay,
  dismax,
  exact,
  exists,
  factor,
  fuzzy,
  match,
  near,
  nested,
  not,
  or,
  phrase,
  prefix,
  range,
  term,
  wildcard,
} from '../../src/query/builders.js'
import { checkQuery } from '../../src/query/check.js'
import { compileQuery } from '../../src/query/compile.js'
import { formatQuery, normalQuery } from '../../src/query/format.js'
import { kinds } from '../../src/query/kinds.js'
import { parseQuery } from '../../src/query/parse.js'
import type { Query } from '../../src/query/query.js'
import { schemaWith } from './schema.js'

const schema = schemaWith(
  { headline: 'text', body: 'text', outlet: 'keyword', published: 'date', words: 'number', 'said.text': 'text', 'said.at': 'date' },
  ['said'],
)
const context = { schema, fields: schema.fields.filter(({ level }) => level === 0) }
const types = new Map(schema.fields.map((field) => [field.name, field.type]))

/** Samples of each kind that find something in some document. */
const samples: { [K in Query['kind']]: Extract<Query, { kind: K }>[] } = {
  all: [all()],
  term: [
    term('climate'),
    term('climate', 'headline'),
    term('Financial Times', 'outlet'),
    term('2017-03', 'published'),
    term('300', 'words'),
  ],
  match: [match('climate'), match('carbon tax', { operator: 'and' }), match('carbon tax', { field: 'body' })],
  near: [near('carbon tax', 3), near('a, b) "c', 0, { field: 'body' }), near('silk road', 5, { ordered: true })],
  exists: [exists('outlet'), exists('body'), exists('published')],
  constant: [constant(term('a'), 2), constant(or(term('a'), phrase('b c')), 0)],
  dismax: [dismax([term('a'), phrase('b c')]), dismax([or(term('a'), term('b')), boost(term('c'), 2)], 0.3), dismax([term('a')])],
  decay: [
    decay(term('a'), 'published', { scale: '30d' }),
    decay(or(term('a'), term('b')), 'published', {
      scale: 86_400_000,
      origin: '2017-03',
      offset: '12h',
      decay: 0.3,
      shape: 'exp',
      missing: 0,
    }),
    decay(boost(term('a'), 2), 'words', { scale: '5', origin: 300, shape: 'linear' }),
    decay(term('a'), 'published', { scale: '1w', origin: 'now-1d/d', shape: 'gauss' }),
  ],
  factor: [
    factor(term('a'), 'words'),
    factor(phrase('a b'), 'words', { modifier: 'log1p', times: 2, missing: 0.5 }),
    factor(decay(term('a'), 'words', { scale: 1, origin: 0 }), 'words', { modifier: 'none' }),
  ],
  exact: [exact('silk ro*'), exact('carbon "tax"', 'headline'), exact('Le Monde', 'outlet')],
  phrase: [
    phrase('silk road', { slop: 3 }),
    phrase('silk ro', { prefix: true }),
    phrase('silk ro*', { field: 'body', prefix: true, slop: 1 }),
    phrase('silk ro*'),
    phrase('carbon tax'),
    phrase('carbon "tax"', 'headline'),
    phrase('Le Monde', 'outlet'),
  ],
  prefix: [prefix('econ'), prefix('co-op', 'headline'), prefix('Financial T', 'outlet'), prefix('what?x')],
  wildcard: [
    wildcard('w?man'),
    wildcard('polis*ing', 'body'),
    wildcard('*shire', 'outlet'),
    wildcard('econom?'),
    wildcard('a\\*b?c\\\\d*'),
  ],
  fuzzy: [fuzzy('minster'), fuzzy('minster', { edits: 1 }), fuzzy('Reuter', { field: 'outlet', edits: 2 }), fuzzy('a~1', { edits: 0 })],
  range: [
    range('published', { from: '2016', to: '2017-03' }),
    range('words', { from: 5 }),
    range('words', { to: '5' }),
    range('words', {}),
    range('words', { from: 5, above: true }),
    range('words', { from: 5, to: 9, above: true, below: true }),
    range('outlet', { from: 'a', to: 'Le Monde', below: true }),
  ],
  bool: [
    or(term('a'), term('b')),
    and(term('a'), phrase('b c')),
    not(term('a')),
    { kind: 'bool', must: [all()], should: [term('a')], not: [term('b')] },
    { kind: 'bool', should: [term('a'), term('b'), phrase('c d')], minimumShouldMatch: 2 },
    { kind: 'bool', must: [term('d')], should: [term('a'), term('b')], not: [term('c')], minimumShouldMatch: 1 },
    { kind: 'bool', must: [term('d')], should: [term('a'), term('b'), term('b')], minimumShouldMatch: 3 },
  ],
  nested: [
    nested('said', term('climate')),
    nested('said', and(phrase('carbon tax', 'said.text'), range('said.at', { from: '2016' }))),
    nested('said', boost(or(term('a', 'said.text'), not(term('b'))), 2)),
    nested('said', all()),
  ],
  boost: [boost(term('a'), 2), boost(or(term('a'), boost(match('b c'), 0.5)), 3)],
}

for (const [name, queries] of Object.entries(samples)) {
  const kind = kinds[name as Query['kind']]

  test(`${name}: what is good passes as an equal copy, also from JSON and in any order of properties`, () => {
    for (const query of queries) {
      assert.equal(checkQuery(query, schema), query)
      assert.equal(checkQuery(JSON.parse(JSON.stringify(query)), schema), query)
      assert.equal(checkQuery(Object.fromEntries(Object.entries(query).reverse()), schema), query)
      for (const property of Object.keys(query)) assert.ok(property === 'kind' || kind.properties.includes(property), property)
    }
  })

  test(`${name}: an unknown property, and a value of no use in each known one, is refused by a typed error`, () => {
    for (const property of [...kind.properties, 'unknown']) {
      for (const value of [null, Number.NaN, Symbol('a'), () => 0, { kind: 'no' }, [[]]]) {
        try {
          checkQuery({ ...queries[0], [property]: value }, schema)
          assert.unreachable(`${property} ${String(value)}`)
        } catch (error) {
          assert.ok(isRostrumError(error) && error.code === 'E_QUERY', String(error))
        }
      }
    }
  })

  test(`${name}: its text says its normal form, which is its own normal form`, () => {
    for (const query of queries) {
      const normal = normalQuery(query)
      assert.equal(normalQuery(normal), normal)
      assert.equal(parseQuery(formatQuery(query), { types, nested: schema.nested, leadingWildcards: true }), {
        query: normal,
        problems: [],
      })
    }
  })

  test(`${name}: compiles to something to find, and so does its normal form`, () => {
    // some are about this moment
    const { now } = Date
    const moment = now()
    Date.now = () => moment
    for (const query of queries) {
      const before = JSON.stringify(query)
      const node = compileQuery(query, context)
      assert.is.not(node.node, 'none')
      assert.equal(compileQuery(normalQuery(query), context), node)
      assert.is(JSON.stringify(query), before)
    }
    Date.now = now
  })
}

test('a date from now is that long ago', () => {
  const before = Date.now()
  const node = compileQuery(range('published', { from: 'now-7d', to: 'now+1h' }), context)
  const after = Date.now()
  assert.ok(node.node === 'range' && node.from >= before - 7 * 86_400_000 && node.from <= after - 7 * 86_400_000)
  assert.ok(node.node === 'range' && node.to >= before + 3_600_000 && node.to <= after + 3_600_000)
})

test.run()
