// Query objects from outside: what is refused, with which code, and that what passes is a copy of plain data.
import fc from 'fast-check'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { isRostrumError } from '../../src/errors.js'
import { all, and, boost, match, near, not, or, phrase, range, term } from '../../src/query/builders.js'
import { checkQuery } from '../../src/query/check.js'
import { compileQuery } from '../../src/query/compile.js'
import { formatQuery } from '../../src/query/format.js'
import { queryLimits } from '../../src/query/limits.js'
import type { Query } from '../../src/query/query.js'
import { seed } from '../random.js'
import { schemaWith } from './schema.js'

fc.configureGlobal({ seed })

const schema = schemaWith({ headline: 'text', body: 'text', outlet: 'keyword', published: 'date', words: 'number' })

function error(value: unknown): { code: string; message: string } | undefined {
  try {
    checkQuery(value, schema)
  } catch (caught) {
    if (!isRostrumError(caught)) throw caught
    return { code: caught.code, message: caught.message }
  }
  return undefined
}

const good: Query[] = [
  all(),
  term('a'),
  term('', 'headline'),
  term('Reuters', 'outlet'),
  term('2017-03', 'published'),
  term('-5', 'words'),
  match('a b', { field: 'body', operator: 'and' }),
  phrase('a b', 'headline'),
  range('published', { from: '2016', to: '2017-03-31T10:00:00Z' }),
  range('words', { from: -5 }),
  range('words', { from: '1e3', to: 5 }),
  range('words', {}),
  and(term('a'), or(term('b'), not(phrase('c d')))),
  boost(boost(term('a'), 1000), 1000),
  boost(all(), 0),
  or(boost(term('a'), 1000), boost(term('b'), 1001)),
]

test('good queries come back equal, as fresh objects', () => {
  for (const query of good) {
    const copy = checkQuery(query, schema)
    assert.equal(copy, query)
    assert.is.not(copy, query)
  }
})

test('absent properties may be there as undefined, and empty lists go', () => {
  assert.equal(checkQuery({ kind: 'term', text: 'a', field: undefined }, schema), term('a'))
  assert.equal(checkQuery({ kind: 'bool', must: [term('a')], should: [], not: undefined }, schema), and(term('a')))
})

test("milliseconds that bound a date are written as text, which can be printed; a number's bounds stay", () => {
  assert.equal(
    checkQuery(range('published', { from: 1483228800000, to: 1483228800000.5 }), schema),
    range('published', { from: '2017-01-01T00:00:00.000Z', to: '2017-01-01T00:00:00.000Z' }),
  )
  assert.equal(
    checkQuery(range('published', { from: -1e300, to: 0.5 }), schema),
    range('published', { from: -1e300, to: '1970-01-01T00:00:00.000Z' }),
  )
})

/** A bad query, its code, and words of its message. */
const bad: [unknown, string, string][] = [
  [undefined, 'E_QUERY', 'a query object, got undefined'],
  [null, 'E_QUERY', 'a query object, got null'],
  ['climate', 'E_QUERY', 'parseQuery reads query strings'],
  [[], 'E_QUERY', 'a query object'],
  [{}, 'E_QUERY', 'kind, the kind of a query, got undefined'],
  [{ kind: 'trem', text: 'a' }, 'E_QUERY', 'Did you mean "term"?'],
  [{ kind: '__proto__' }, 'E_QUERY', 'kind'],
  [{ kind: 'constructor' }, 'E_QUERY', 'kind'],
  [Object.create({ kind: 'all' }), 'E_QUERY', 'kind'],
  [{ kind: 'all', boost: 2 }, 'E_QUERY', 'a property of a all query, got "boost"'],
  [{ kind: 'term', text: 'a', feild: 'body' }, 'E_QUERY', 'Did you mean "field"?'],
  [JSON.parse('{"kind":"term","text":"a","__proto__":1}'), 'E_QUERY', '__proto__'],
  [{ kind: 'term' }, 'E_QUERY', 'text, a string, got undefined'],
  [{ kind: 'term', text: 5 }, 'E_QUERY', 'text, a string, got 5'],
  [{ kind: 'term', text: 'a', field: 5 }, 'E_QUERY', "a field's name, got 5"],
  [{ kind: 'term', text: 'a', field: null }, 'E_QUERY', 'got null'],
  [term('a', 'headlin'), 'E_QUERY_FIELD', 'Did you mean "headline"?'],
  [term('a', '__proto__'), 'E_QUERY_FIELD', 'Known: headline'],
  [term('yesterday', 'published'), 'E_QUERY', 'a date like'],
  [term('', 'words'), 'E_QUERY', 'a number'],
  [phrase('five', 'words'), 'E_QUERY', 'a number'],
  [{ kind: 'match', text: 'a', operator: 'AND' }, 'E_QUERY', "'or' or 'and'"],
  [match('Financial Times', { field: 'outlet' }), 'E_QUERY_FIELD', 'Use term(value, field)'],
  [{ kind: 'range' }, 'E_QUERY', 'a number, date or keyword field'],
  [range('headline', { from: 'a' }), 'E_QUERY_FIELD', 'got "headline", a text field'],
  [range('outlet', { from: 5 }), 'E_QUERY', 'a value for field'],
  [range('nowhere', {}), 'E_QUERY_FIELD', 'Known'],
  [range('words', { from: Number.NaN }), 'E_QUERY', 'from, a number'],
  [range('words', { to: Number.POSITIVE_INFINITY }), 'E_QUERY', 'to, a number'],
  [range('words', { from: '' }), 'E_QUERY', 'from'],
  [range('published', { to: '2017-02-30' }), 'E_QUERY', 'to, a date'],
  [range('published', { from: new Date() as unknown as string }), 'E_QUERY', 'from'],
  [{ kind: 'range', field: 'words', from: 5n }, 'E_QUERY', 'got 5n'],
  [{ kind: 'bool', must: term('a') }, 'E_QUERY', 'must, an array of queries'],
  [{ kind: 'bool', must: ['a'] }, 'E_QUERY', 'at must[0]'],
  [{ kind: 'bool', should: new Array(3) }, 'E_QUERY', 'at should[0]'],
  [and(term('a'), boost(or(term('b'), term('c', 'x')), 2)), 'E_QUERY_FIELD', 'at must[1].query.should[1]'],
  [boost(term('a'), Number.NaN), 'E_QUERY', 'by, a finite number'],
  [boost(term('a'), -1), 'E_QUERY', 'got -1'],
  [boost(term('a'), Number.POSITIVE_INFINITY), 'E_QUERY', 'Infinity'],
  [{ kind: 'boost', query: term('a'), by: '2' }, 'E_QUERY', 'got "2"'],
  [{ kind: 'boost', by: 2 }, 'E_QUERY', 'a query object at query, got undefined'],
  [boost(boost(term('a'), 1000), 1001), 'E_QUERY_LIMIT', 'boosts of at most 1000000'],
  [
    Object.defineProperty({ kind: 'all' }, 'x', {
      enumerable: true,
      get: () => {
        throw new Error('mine')
      },
    }),
    'E_QUERY',
    'one that throws',
  ],
]

for (const [value, code, words] of bad) {
  test(`${code}: ${words}`, () => {
    const got = error(value)
    assert.is(got?.code, code, got?.message)
    assert.ok(got?.message.includes(words), got?.message)
  })
}

test('limits hold at n and are refused at n + 1', () => {
  const { text, depth, clauses, boost: most, phrase: together } = queryLimits
  const nested = (levels: number): Query => {
    let query: Query = term('a')
    for (let level = 1; level < levels; level++) query = not(query)
    return query
  }
  const many = (n: number, make: () => Query): Query => ({ kind: 'bool', should: Array.from({ length: n }, make) })
  const rows: [string, (n: number) => Query, number][] = [
    ['text', (n) => term('a'.repeat(n)), text],
    ['bound', (n) => range('words', { from: `5${' '.repeat(n - 1)}` }), text],
    ['depth', nested, depth],
    ['terms', (n) => many(n, () => term('a')), clauses],
    ['alls', (n) => many(n, all), clauses],
    ['empty bools', (n) => many(n, () => or()), clauses],
    ['alls in two lists', (n) => ({ kind: 'bool', should: [many(n - 500, all), many(500, () => or())] }), clauses],
    ['words of a match', (n) => match('a '.repeat(n)), clauses],
    [
      'words of phrases',
      (n) =>
        or(
          phrase('a '.repeat(together)),
          many(n - together, () => phrase('a')),
        ),
      clauses,
    ],
    ['words of a phrase', (n) => phrase('a '.repeat(n)), together],
    ['words of a loose phrase', (n) => phrase('a '.repeat(n), { slop: 5 }), together],
    ['words near each other', (n) => near('a '.repeat(n), 5), together],
    ['boost', (n) => boost(term('a'), n), most],
  ]
  for (const [name, make, limit] of rows) {
    assert.is(error(make(limit))?.code, undefined, name)
    assert.is(error(make(limit + 1))?.code, 'E_QUERY_LIMIT', name)
  }
})

test('what holds itself, or the same again and again, is refused at once', () => {
  const cyclic: { kind: 'bool'; must: Query[] } = { kind: 'bool', must: [] }
  cyclic.must.push(cyclic)
  assert.is(error(cyclic)?.code, 'E_QUERY_LIMIT')
  let doubled: Query = term('a')
  for (let i = 0; i < 60; i++) doubled = and(doubled, doubled)
  assert.is(error(doubled)?.code, 'E_QUERY_LIMIT')
  const boosted: { kind: 'boost'; query?: unknown; by: number } = { kind: 'boost', by: 1 }
  boosted.query = boosted
  assert.is(error(boosted)?.code, 'E_QUERY_LIMIT')
  assert.is(error({ kind: 'bool', must: new Array(1e9) })?.code, 'E_QUERY_LIMIT')
})

test('anything at all passes, or is refused by a typed error; what passes compiles and prints', () => {
  const kind = fc.constantFrom('all', 'term', 'match', 'phrase', 'range', 'bool', 'boost', 'x')
  const anything = fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, withSparseArray: true })
  const value = fc.letrec((tie) => ({
    query: fc.oneof(
      { maxDepth: 3 },
      // The first is what stands where the tree may not grow further.
      fc.record({ kind: fc.constant('term'), text: fc.string() }),
      fc.record(
        {
          kind,
          text: fc.oneof(fc.string(), anything),
          field: fc.oneof(fc.constantFrom('headline', 'outlet', 'published', 'words'), anything),
          from: fc.oneof(fc.double(), fc.constantFrom('2016', '5'), anything),
          by: fc.oneof(fc.double(), anything),
          query: tie('query'),
          must: fc.oneof(fc.array(tie('query'), { maxLength: 3 }), anything),
          not: fc.array(tie('query'), { maxLength: 3 }),
        },
        { requiredKeys: [] },
      ),
      fc.record({ kind: fc.constant('bool'), should: fc.array(tie('query'), { maxLength: 3 }) }),
      anything,
    ),
  })).query
  let passed = 0
  fc.assert(
    fc.property(value, (given) => {
      if (error(given) !== undefined) return
      passed++
      const query = checkQuery(given, schema)
      assert.ok(compileQuery(query, { schema, fields: schema.fields }).node)
      assert.type(formatQuery(query), 'string')
    }),
    { numRuns: 3000 },
  )
  assert.ok(passed > 100, `${passed} passed`)
})

test.run()
