// Printing: what queries look like as text, and that the text says the same query again.
import fc from 'fast-check'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { all, and, boost, match, not, nothing, or, phrase, range, term } from '../../src/query/builders.js'
import { checkQuery } from '../../src/query/check.js'
import { formatQuery, normalQuery } from '../../src/query/format.js'
import { queryLimits } from '../../src/query/limits.js'
import { parseQuery } from '../../src/query/parse.js'
import type { Query } from '../../src/query/query.js'
import { isSpace, pieces } from '../../src/query/spaces.js'
import { seed } from '../random.js'
import { schemaWith } from './schema.js'

fc.configureGlobal({ seed })

/** Query, its text, and what the text says where that is another form of it. */
const rows: [Query, string, Query?][] = [
  [all(), '*'],
  [nothing(), '-*'],
  [or(), '-*', nothing()],
  [and(), '-*', nothing()],
  [term('climate'), 'climate'],
  [term('climate', 'headline'), 'headline:climate'],
  [term('x', 'author.name'), 'author.name:x'],
  [term('x', 'first name'), '\\f\\i\\r\\s\\t\\ \\n\\a\\m\\e:x'],
  [term('x', '__proto__'), '__proto__:x'],
  [term('x', 'été'), '\\é\\t\\é:x'],
  [term('New York', 'place'), 'place:New\\ York'],
  [term('AND'), '\\AND'],
  [term('NOT', 'headline'), 'headline:\\NOT'],
  [term('-5', 'words'), 'words:\\-5'],
  [term('+a'), '\\+a'],
  [term('a-b+c'), 'a-b+c'],
  [term('*'), '\\*'],
  [term('a:b'), 'a\\:b'],
  [term('a~2'), 'a\\~2'],
  [term('a^2'), 'a\\^2'],
  [term('(a)'), '\\(a\\)'],
  [term('"a"'), '\\"a\\"'],
  [term('«a'), '\\«a'],
  [term('[a', 'headline'), 'headline:\\[a'],
  [term('>5', 'headline'), 'headline:\\>5'],
  [term('a\\b'), 'a\\\\b'],
  [term(''), '-*', nothing()],
  [term(' '), '-*', nothing()],
  [phrase('carbon tax'), '"carbon tax"'],
  [phrase('carbon tax', 'headline'), 'headline:"carbon tax"'],
  [phrase('a "b" “c” «d» \\e'), '"a \\"b\\" \\“c\\” «d» \\\\e"'],
  [phrase('AND'), '"AND"'],
  [match('carbon tax'), 'carbon OR tax', or(term('carbon'), term('tax'))],
  [match('carbon tax', { operator: 'and' }), '+carbon +tax', and(term('carbon'), term('tax'))],
  [match(' carbon ', { field: 'headline' }), 'headline:carbon', term('carbon', 'headline')],
  [match(' '), '-*', nothing()],
  [range('published', { from: '2016', to: '2017-03' }), 'published:[2016 TO 2017-03]'],
  [range('published', { from: '2016-01-01T10:00:00Z' }), 'published:[2016-01-01T10:00:00Z TO *]'],
  [range('published', { to: '2016-01-01 10:00' }), 'published:[* TO "2016-01-01 10:00"]'],
  [range('words', {}), 'words:[* TO *]'],
  [range('words', { from: -5, to: 1e21 }), 'words:[-5 TO 1e+21]', range('words', { from: '-5', to: '1e+21' })],
  [range('words', { from: 'TO', to: '*' }), 'words:["TO" TO "*"]'],
  [or(term('a'), term('b')), 'a OR b'],
  [and(term('a'), term('b')), '+a +b'],
  [not(term('a')), '-a'],
  [{ kind: 'bool', must: [term('a')], should: [term('b')], not: [term('c')] }, '+a b -c'],
  [and(term('a'), not(term('b'))), '+a -b'],
  [and(or(term('a'), term('b')), phrase('c d')), '+(a OR b) +"c d"'],
  [not(not(term('a'))), '-(-a)'],
  [and(term('a')), 'a', term('a')],
  [or(and(or(term('a')))), 'a', term('a')],
  [and(term('a'), or()), '+a +(-*)', { kind: 'bool', must: [term('a'), nothing()] }],
  [and(term('a'), term('')), 'a', term('a')],
  [and(term('a'), or(match(''), phrase(' '))), 'a', term('a')],
  [{ kind: 'bool', must: [], should: [term('a'), match('b c')], not: [] }, 'a OR (b OR c)', or(term('a'), or(term('b'), term('c')))],
  [boost(term('a'), 2), 'a^2'],
  [boost(or(term('a'), term('b')), 0.5), '(a OR b)^0.5'],
  [boost(not(term('a')), 0.5), '(-a)^0.5'],
  [boost(boost(phrase('a b'), 1e-7), 3), '("a b"^1e-7)^3'],
  [not(boost(term('a', 'b'), 2)), '-b:a^2'],
  [boost(term(''), 2), '-*', nothing()],
]

for (const [query, text, normal = query] of rows) {
  test(`${JSON.stringify(query).slice(0, 120)} is ${text}`, () => {
    assert.is(formatQuery(query), text)
    assert.equal(normalQuery(query), normal)
    assert.equal(parseQuery(text), { query: normal, problems: [] })
  })
}

const fields = ['headline', 'body', 'published', 'words', 'first name', 'dc:title', 'AND', '-x', '7', 'été', '__proto__', 'constructor']
const awkward = [
  'AND',
  'OR',
  'NOT',
  'TO',
  '*',
  'a*',
  '+',
  '-',
  '--a',
  '~',
  'a~1',
  '^',
  '^2',
  ':',
  'x:',
  'headline:',
  '(',
  ')',
  '"',
  '”',
  '«',
  '[',
  '>=',
  '\\',
  '&',
]
const word = fc.oneof(fc.constantFrom(...awkward, 'a', 'b'), fc.string({ unit: 'binary', maxLength: 6 }))
const text = fc.oneof(
  word,
  fc.array(word, { maxLength: 4 }).map((words) => words.join(' ')),
)
const field = fc.option(fc.constantFrom(...fields), { nil: undefined })
const bound = fc.option(
  fc.oneof(fc.constantFrom('2016', '*', 'TO', '2016-01-01 10:00', ']', '"'), fc.double({ noNaN: true, noDefaultInfinity: true })),
  { nil: undefined },
)
const by = fc.oneof(fc.constantFrom(0, 1, 2, 0.5, 1e-7, 5e-324, 30), fc.double({ min: 0, max: 30, noNaN: true }))
const tree = fc.letrec<{ query: Query; list: Query[] }>((tie) => ({
  list: fc.array(tie('query'), { maxLength: 3 }),
  query: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.tuple(text, field).map(([words, name]) => term(words, name)),
    fc.tuple(text, field).map(([words, name]) => phrase(words, name)),
    fc.record({ text, field, operator: fc.constantFrom('or', 'and', undefined) }).map((query): Query => ({ kind: 'match', ...query })),
    fc.record({ field: fc.constantFrom(...fields), from: bound, to: bound }).map((query): Query => ({ kind: 'range', ...query })),
    fc.constant(all()),
    fc
      .record({ must: tie('list'), should: tie('list'), not: tie('list') }, { requiredKeys: [] })
      .map((lists): Query => ({ kind: 'bool', ...lists })),
    fc.tuple(tie('query'), by).map(([query, times]) => boost(query, times)),
  ),
})).query

test('the text of any query says its normal form, without a problem', () => {
  fc.assert(
    fc.property(tree, (query) => {
      const normal = normalQuery(query)
      assert.equal(normalQuery(normal), normal)
      assert.equal(parseQuery(formatQuery(query)), { query: normal, problems: [] })
      assert.equal(JSON.parse(JSON.stringify(normal)), normal)
    }),
    { numRuns: 5000 },
  )
})

test('what was understood of any string, printed, is understood the same', () => {
  const piece = fc.oneof(
    fc.constantFrom(...awkward, ...fields, ' ', ' ', 'a', '"a b"', 'words:[1 TO 2]', 'published:>=2016', '^2', ' AND ', ' OR ', ' NOT '),
    word,
  )
  const typed = fc.array(piece, { maxLength: 25 }).map((parts) => parts.join(''))
  const options = fc.constantFrom(undefined, { fields }, { combineWith: 'and' } as const)
  fc.assert(
    fc.property(fc.oneof(typed, fc.string({ unit: 'binary', maxLength: 40 })), options, (string, given) => {
      const { query } = parseQuery(string, given)
      assert.equal(parseQuery(formatQuery(query)), { query, problems: [] })
      assert.equal(normalQuery(query), query)
    }),
    { numRuns: 10_000 },
  )
})

test('what was understood of any string is a good query object', () => {
  const schema = schemaWith({ headline: 'text', body: 'text', published: 'date', words: 'number', outlet: 'keyword' })
  const types = new Map(schema.fields.map((each) => [each.name, each.type]))
  const piece = fc.oneof(fc.constantFrom(...awkward, 'outlet:', 'published:', 'words:', '2016', '5', ' ', 'a', '^1000', '[1 TO 2]'), word)
  const typed = fc.array(piece, { maxLength: 25 }).map((parts) => parts.join(''))
  const nested = fc
    .tuple(fc.constantFrom('(', '(a ', '(a AND NOT ', '(b OR -'), fc.constantFrom(')', ')^1', ')^900'), fc.nat(120))
    .map(([open, close, n]) => open.repeat(n) + 'x' + close.repeat(n))
  fc.assert(
    fc.property(fc.oneof({ weight: 9, arbitrary: typed }, { weight: 1, arbitrary: nested }), (string) => {
      const { query } = parseQuery(string, { types })
      assert.equal(checkQuery(query, schema), query)
      assert.equal(parseQuery(formatQuery(query), { types }), { query, problems: [] })
    }),
    { numRuns: 3000 },
  )
})

test('what nests too deep, or holds itself, is refused', () => {
  const nested = (depth: number): Query => {
    let query: Query = term('a')
    for (let level = 1; level < depth; level++) query = not(query)
    return query
  }
  const code = (query: Query): unknown => {
    try {
      formatQuery(query)
    } catch (error) {
      return (error as { code?: unknown }).code
    }
    return undefined
  }
  assert.is(code(nested(queryLimits.depth)), undefined)
  assert.equal(parseQuery(formatQuery(nested(queryLimits.depth))), { query: nested(queryLimits.depth), problems: [] })
  assert.is(code(nested(queryLimits.depth + 1)), 'E_QUERY_LIMIT')
  const cyclic: { kind: 'bool'; must: Query[] } = { kind: 'bool', must: [] }
  cyclic.must.push(cyclic)
  assert.is(code(cyclic), 'E_QUERY_LIMIT')
  assert.is(code({ kind: 'toString' } as unknown as Query), 'E_QUERY')
})

test('spaces are what \\s says', () => {
  for (let code = 0; code <= 0xffff; code++) assert.is(isSpace(code), /\s/.test(String.fromCharCode(code)), code.toString(16))
  assert.equal(pieces(' a\u3000b \n'), ['a', 'b'])
  assert.equal(pieces(''), [])
})

test.run()
