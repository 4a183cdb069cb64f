// What every kind of query owes: one suite that runs on each of them, and on a new one as soon as the table below has its examples.

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { english } from '../../src/analysis/english.js'
import { Index } from '../../src/index/index.js'
import { percolator } from '../../src/percolate/index.js'
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
import { defineSchema } from '../../src/schema.js'
import { throws } from '../index/thrown.js'
import { difference } from '../oracle/compare.js'
import { Model } from '../oracle/model.js'
import { Lexicon, type OracleField } from '../oracle/oracle.js'

const text = (name: string, more: number): OracleField => ({ name, type: 'text', boost: more, b: 0.75, analyzer: english })
const fields: OracleField[] = [
  text('headline', 3),
  text('body', 1),
  { name: 'outlet', type: 'keyword', boost: 1, b: 0.75 },
  { name: 'published', type: 'date', boost: 1, b: 0.75 },
  { name: 'words', type: 'number', boost: 1, b: 0.75 },
]
const options = {
  fields: Object.fromEntries(fields.map(({ name, type, boost: own }) => [name, type === 'text' ? { boost: own } : { type }])),
  analyzer: 'english',
  exactForms: true,
}
const schema = defineSchema(options)

/** Examples of each kind: each finds something in the documents below, and not all of it but for `all`. */
const examples: { readonly [K in Query['kind']]: readonly Query[] } = {
  all: [all()],
  term: [
    term('ministers'),
    term('ice', 'headline'),
    term('well-known'),
    term('us'),
    term('caf\u00e9'),
    term('veld  POST', 'outlet'),
    term('2016-01', 'published'),
    term('12', 'words'),
  ],
  match: [match('ice harbor'), match('ice road', { operator: 'and' }), match('carbon tax', { field: 'headline', operator: 'or' })],
  near: [
    near('road ice', 0),
    near('road ice', 3),
    near('said tax carbon', 4),
    near('ice the road', 2, { ordered: true }),
    near('the the', 9),
  ],
  exists: [exists('outlet'), exists('body'), exists('words')],
  constant: [constant(term('ice'), 2.5), constant(or(term('ice'), exists('words')), 0)],
  dismax: [dismax([term('ice'), term('road')]), dismax([term('ice'), phrase('ice road'), term('harbor')], 0.3)],
  decay: [
    decay(term('ice'), 'published', { scale: '1d', origin: '2016-01-05' }),
    decay(or(term('ice'), term('weather')), 'words', { scale: 4, origin: 10, offset: 1, decay: 0.2, shape: 'exp', missing: 0.1 }),
    decay(phrase('ice road'), 'published', { scale: '90d', origin: Date.UTC(2016, 3), shape: 'linear' }),
    decay(constant(or(term('ice'), term('tax')), 1), 'published', { scale: '3w', origin: '2016-01', offset: '2d' }),
  ],
  factor: [
    factor(term('ice'), 'words'),
    factor(or(term('ice'), term('weather')), 'words', { modifier: 'log1p', times: 3, missing: 0.25 }),
    factor(boost(term('tax'), 2), 'words', { modifier: 'sqrt' }),
  ],
  exact: [
    exact('ministers'),
    exact('Minister', 'body'),
    exact('opened'),
    exact('ICE ROAD', 'headline'),
    exact('well-known minister'),
    exact('cafe'),
    exact('veld post', 'outlet'),
  ],
  phrase: [
    phrase('ice road', { slop: 4 }),
    phrase('ice ro', { prefix: true }),
    phrase('ic', { prefix: true }),
    phrase('ice th', { prefix: true, slop: 2, field: 'body' }),
    phrase('ice road'),
    phrase('carbon tax', 'headline'),
    phrase('Veld Post', 'outlet'),
    phrase('well-known minister'),
  ],
  prefix: [prefix('min'), prefix('ice'), prefix('Vel', 'outlet'), prefix('well-kn')],
  wildcard: [wildcard('r?ad'), wildcard('w*kn*'), wildcard('ve*post', 'outlet')],
  fuzzy: [fuzzy('harbr'), fuzzy('raod', { edits: 1 }), fuzzy('curier', { field: 'outlet' }), fuzzy('ice', { edits: 0 })],
  range: [
    range('words', { from: 5, to: 12 }),
    range('words', { from: '12' }),
    range('words', { from: 5, to: 40, above: true, below: true }),
    range('published', { from: '2016-01-01', above: true }),
    range('outlet', { from: 'd' }),
    range('outlet', { to: 'veld post', below: true }),
    range('published', { from: '2016-01-02', to: '2016-01' }),
    range('published', { to: Date.UTC(2016, 0, 2) }),
  ],
  bool: [
    { kind: 'bool', should: [term('ice'), term('road'), term('harbor')], minimumShouldMatch: 2 },
    { kind: 'bool', must: [term('ice')], should: [term('harbor'), term('minister')], not: [term('tax')], minimumShouldMatch: 1 },
    and(term('ice'), term('road')),
    or(term('harbor'), term('tax')),
    not(term('ice')),
    and(term('ice'), not(term('opens'))),
  ],
  boost: [boost(term('ice'), 2), boost(or(term('ice'), phrase('carbon tax')), 0.5), boost(term('ice'), 0)],
  // asks of items, which the documents below have not: query/nested.test.ts, oracle/nested.test.ts
  nested: [],
}

const documents: readonly (readonly (readonly (string | number)[])[])[] = [
  [['Ice road opens'], ['The ice road was opened by a well-known minister.'], ['Veld Post'], [Date.UTC(2016, 0, 1)], [5]],
  [['Harbor strike'], ['Ministers met. No ice on the road to the caf\u00e9.'], ['Courier'], [Date.UTC(2016, 0, 2)], [12]],
  [['Carbon tax', 'Vote'], ['Tax on carbon, the U.S. said'], ['Veld Post', 'Courier'], [Date.UTC(2016, 1, 1)], [40]],
  [['Weather'], [], [], [], []],
]

const index = new Index<Record<string, unknown>>(options)
const model = new Model(new Lexicon(fields), true)
documents.forEach((values, id) => {
  index.add({ id, ...Object.fromEntries(values.map((some, f) => [fields[f].name, some])) })
  model.add({ id, values })
})
const snapshot = model.read()
const given = documents.map((values, id) => ({ id, ...Object.fromEntries(values.map((some, f) => [fields[f].name, some])) }))

const every = Object.entries(examples).flatMap(([kind, queries]) => queries.map((query) => ({ kind, query })))

test('the table of kinds and the examples name the same', () => {
  assert.equal(Object.keys(kinds).sort(), Object.keys(examples).sort())
  for (const { kind, query } of every) assert.is(query.kind, kind)
})

for (const { kind, query } of every) {
  const name = JSON.stringify(query)
  const entry = kinds[kind as Query['kind']]

  test(`${name} is plain data`, () => {
    assert.equal(JSON.parse(name), query)
    for (const property of Object.keys(query)) assert.ok(property === 'kind' || entry.properties.includes(property), property)
  })

  test(`${name} is checked, and copied`, () => {
    const copy = checkQuery(query, schema)
    assert.is.not(copy, query)
    assert.equal(checkQuery(copy, schema), copy)
    assert.is(copy.kind, kind)
    throws(() => checkQuery({ ...query, prefx: true }, schema), 'E_QUERY', /prefx/)
    throws(() => checkQuery({ ...query, kind: kind.toUpperCase() }, schema), 'E_QUERY', new RegExp(`Did you mean "${kind}"`))
    for (const property of Object.keys(query)) {
      for (const bad of [5n, Symbol('x'), () => 1, new Map(), Number.NaN]) {
        throws(() => checkQuery({ ...query, [property]: bad }, schema), 'E_QUERY')
      }
    }
    if (entry.properties.includes('field'))
      throws(() => checkQuery({ ...query, field: 'outlt' }, schema), 'E_QUERY_FIELD', /Did you mean "outlet"/)
  })

  test(`${name} is printed and read back`, () => {
    const checked = checkQuery(query, schema)
    const printed = formatQuery(checked)
    const { query: read, problems } = parseQuery(printed, { fields: fields.map((field) => field.name) })
    assert.equal(problems, [])
    assert.equal(read, normalQuery(checked), printed)
    assert.is(formatQuery(read), printed)
    assert.equal(normalQuery(read), read)
  })

  test(`${name} compiles, in any fields, and leaves the query alone`, () => {
    const frozen = freeze(structuredClone(query))
    for (const some of [schema.fields.filter((field) => field.type === 'text'), schema.fields.slice(0, 1), []]) {
      assert.equal(compileQuery(frozen, { schema, fields: some }), compileQuery(query, { schema, fields: some }))
    }
  })

  test(`${name} finds what the oracle finds, asked as data, as text, within others`, () => {
    const checked = checkQuery(query, schema)
    const within: readonly [asked: string | Query, meant: Query][] = [
      [query, query],
      [formatQuery(checked), query],
      [and(query, term('ice')), and(query, term('ice'))],
      [or(query, term('weather')), or(query, term('weather'))],
      [and(all(), not(query)), and(all(), not(query))],
      [boost(query, 3), boost(query, 3)],
    ]
    for (const [asked, meant] of within) {
      assert.is(
        difference(index, snapshot, { asked, query: meant, filter: undefined, options: {}, isPlain: false, isTiny: false }),
        undefined,
      )
      const filtered = { asked: term('ice'), query: term('ice'), filter: meant, options: { filter: asked }, isPlain: false, isTiny: false }
      assert.is(difference(index, snapshot, filtered), undefined)
    }
    assert.ok(index.search(query).count > 0, 'an example finds something')
    assert.ok(kind === 'all' || index.search(query).count < documents.length, 'and not everything')
  })

  test(`${name} is explained`, () => {
    for (const { id, score } of index.search(query).hits) assert.is(index.explain(query, id)?.value, score)
  })
}

for (const { kind, query } of every) {
  test(`${JSON.stringify(query)} is kept, and asked of a document`, () => {
    const stored = percolator(options, [{ id: kind, query }])
    const found = new Set(index.search(query).hits.map(({ id }) => id))
    for (const document of given) assert.equal(stored.match(document), found.has(document.id) ? [kind] : [], `document ${document.id}`)
  })
}

test('a bound that counts from now is the moment it stands for', () => {
  const day = 86_400_000
  const days = Math.floor((Date.now() - Date.UTC(2016, 0, 2)) / day)
  for (const [from, to] of [
    [`now-${days}d`, 'now'],
    [`now-${days + 2}d`, `now-${days - 1}d`],
    [undefined, `now-${days}d/d`],
  ] as const) {
    const named = index.search(range('published', { from, to, above: true }))
    const [low = Number.NEGATIVE_INFINITY, high] = [from, to].map((bound) => {
      const back = bound?.match(/^now(?:-(\d+)d)?/)
      if (!back) return undefined
      const at = Date.now() - Number(back[1] ?? 0) * day
      return bound?.endsWith('/d') ? Math.floor(at / day) * day + day - 1 : at
    }) as [number | undefined, number]
    const expected = given.filter((document) => {
      const [at] = ((document as { published?: readonly number[] }).published ?? []) as number[]
      return at !== undefined && at > low && at <= high
    })
    assert.equal(
      named.hits.map(({ id }) => id).sort(),
      expected.map(({ id }) => id),
    )
    assert.ok(expected.length > 0 && expected.length < documents.length)
  }
})

test('more like this is a query like the others', () => {
  const query = index.moreLikeThis({ text: 'Ministers opened the ice road, and ice on the road is ice' })
  assert.equal(JSON.parse(JSON.stringify(query)), query)
  assert.equal(checkQuery(query, schema), query)
  const asked = { asked: query, query, filter: undefined, options: {}, isPlain: false, isTiny: false }
  assert.is(difference(index, snapshot, asked), undefined)
  assert.is(index.search(query).hits.length, 2)
})

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) for (const each of Object.values(value)) freeze(each)
  return Object.freeze(value)
}

test.run()
