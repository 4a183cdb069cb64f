// Compilation: which dictionary keys, fields, weights and bounds a query asks for.
import fc from 'fast-check'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { all, and, boost, match, not, nothing, or, phrase, range, term } from '../../src/query/builders.js'
import { compileQuery } from '../../src/query/compile.js'
import { normalQuery } from '../../src/query/format.js'
import type { Node } from '../../src/query/node.js'
import { parseQuery } from '../../src/query/parse.js'
import type { Query } from '../../src/query/query.js'
import { seed } from '../random.js'
import { schemaWith } from './schema.js'

fc.configureGlobal({ seed })

const schema = schemaWith({ headline: 'text', body: 'text', exact: 'text', outlet: 'keyword', published: 'date', words: 'number' })
const stemmed = schema.fields.slice(0, 2)
const every = schema.fields.slice(0, 3)

/** A node on one line: `tax/0,1` a term in fields 0 and 1, `*2` its weight, `"a b"/0` a phrase, `{+must should -not}`, `max(...)`. */
function show(node: Node): string {
  const weight = (by: number): string => (by === 1 ? '' : `*${by}`)
  if (node.node === 'term') return `${node.key.replaceAll('\u0001', '|')}/${node.fields}${weight(node.weight)}`
  if (node.node === 'phrase') {
    const far = node.positions.some((position, i) => position !== i) ? `@${node.positions}` : ''
    return `"${node.keys.join(' ')}"${far}/${node.fields}${weight(node.weight)}`
  }
  if (node.node === 'range') return `${node.field}[${node.from} ${node.to}]`
  if (node.node === 'max') return `max(${node.of.map(show).join(' ')})`
  if (node.node !== 'bool') return node.node
  return `{${[...node.must.map((each) => `+${show(each)}`), ...node.should.map(show), ...node.not.map((each) => `-${show(each)}`)].join(' ')}}`
}

const day = 86_400_000
const march = Date.UTC(2017, 2, 1)
const april = Date.UTC(2017, 3, 1)

/** A query or query string, what it compiles to with the two stemmed fields, and with all three text fields where that differs in kind. */
const rows: [Query | string, string, string?][] = [
  // Terms
  ['taxes', 'taxe/0,1', '{taxe/0,1 taxes/2}'],
  ['tax', 'tax/0,1', 'tax/0,1,2'],
  ['headline:Taxes', 'taxe/0'],
  ['exact:Taxes', 'taxes/2'],
  ['well-known', '"well known"/0,1', '"well known"/0,1,2'],
  ['usa', 'max(usa/0,1 america/0,1*0.1)', 'max(usa/0,1,2 america/0,1,2*0.1)'],
  ['&', 'none'],
  ['nowhere:a', 'none'],
  [term(''), 'none'],
  // Keywords, dates, numbers
  [term('  Financial  Times', 'outlet'), '|3|financial times/3'],
  [phrase('Financial Times', 'outlet'), '|3|financial times/3'],
  ['outlet:"Le Monde"', '|3|le monde/3'],
  [term(' ', 'outlet'), 'none'],
  ['published:2017-03', `4[${march} ${april - 1}]`],
  ['published:2017-03-01', `4[${march} ${march + day - 1}]`],
  ['published:"2017-03-01 00:00"', `4[${march} ${march}]`],
  ['published:yesterday', 'none'],
  ['words:300', '5[300 300]'],
  ['words:1e3', '5[1000 1000]'],
  ['words:many', 'none'],
  // Ranges
  ['published:[2017-03 TO 2017-03]', `4[${march} ${april - 1}]`],
  ['published:[* TO 2017-02]', `4[-Infinity ${march - 1}]`],
  ['published:>=2017-03', `4[${march} Infinity]`],
  [range('published', { from: march, to: april }), `4[${march} ${april}]`],
  ['words:[* TO *]', '5[-Infinity Infinity]'],
  ['words:[5 TO -5]', 'none'],
  ['words:[a TO 5]', 'none'],
  ['headline:[a TO b]', 'none'],
  // Phrases and matches
  ['"carbon taxes"', '"carbon taxe"/0,1', '{"carbon taxe"/0,1 "carbon taxes"/2}'],
  ['"Taxes"', 'taxe/0,1'],
  ['headline:"a -- b"', '"a b"/0'],
  ['"..."', 'none'],
  [match('carbon & taxes'), '{carbon/0,1 taxe/0,1}'],
  [match('carbon & taxes', { operator: 'and', field: 'body' }), '{+carbon/1 +taxe/1}'],
  [match('taxes'), 'taxe/0,1'],
  [match('!'), 'none'],
  // What is only punctuation is left out
  ['R AND & AND D', '{+r/0,1 +d/0,1}'],
  ['+& a', 'a/0,1'],
  ['& -a', '{+all -a/0,1}'],
  ['(& "?") AND a', 'a/0,1'],
  ['a -&', 'a/0,1'],
  ['& !', 'none'],
  // Bools
  ['a b', '{a/0,1 b/0,1}'],
  ['+a b -c', '{+a/0,1 b/0,1 -c/0,1}'],
  ['-a', '{+all -a/0,1}'],
  ['a -b', '{a/0,1 -b/0,1}'],
  ['-(-a)', '{+all -{+all -a/0,1}}'],
  ['(a b) c', '{a/0,1 b/0,1 c/0,1}'],
  ['(a AND b) AND c', '{+a/0,1 +b/0,1 +c/0,1}'],
  ['a AND (b AND NOT c)', '{+a/0,1 +b/0,1 -c/0,1}'],
  ['a AND (b c)', '{+a/0,1 +{b/0,1 c/0,1}}'],
  ['a OR (b AND c)', '{a/0,1 {+b/0,1 +c/0,1}}'],
  ['a -(b c)', '{a/0,1 -b/0,1 -c/0,1}'],
  [and(term('a'), not(term('b'))), '{+a/0,1 -b/0,1}'],
  [and(not(term('a')), not(term('b'))), '{+all -a/0,1 -b/0,1}'],
  ['a AND *', 'a/0,1'],
  ['a *', '{a/0,1 all}'],
  ['+a *', 'a/0,1'],
  ['+* a', '{+all a/0,1}'],
  ['+* -a', '{+all -a/0,1}'],
  ['*', 'all'],
  ['-*', 'none'],
  ['a -*', 'none'],
  [or(), 'none'],
  [and(), 'none'],
  [and(term('a'), or()), 'none'],
  [or(term('a'), or()), 'a/0,1'],
  [and(term('a'), nothing()), 'none'],
  ['a AND nowhere:b', 'none'],
  ['a OR nowhere:b', 'a/0,1'],
  ['+a nowhere:b', 'a/0,1'],
  ['a -nowhere:b', 'a/0,1'],
  ['nowhere:a -b', 'none'],
  ['(a) words:5', '{a/0,1 5[5 5]}'],
  // Boosts
  ['a^2', 'a/0,1*2'],
  ['"a b"^2', '"a b"/0,1*2'],
  ['(a^2 "b c" -d words:5)^3', '{a/0,1*6 "b c"/0,1*3 5[5 5] -d/0,1}'],
  ['usa^2', 'max(usa/0,1*2 america/0,1*0.2)'],
  ['*^2', 'all'],
  ['&^2', 'none'],
  [boost(or(), 2), 'none'],
  ['a^0', 'a/0,1*0'],
  // Equal words are one
  ['a A a', 'a/0,1*3'],
  ['tax TAX^2 headline:tax', '{tax/0,1*3 tax/0}'],
  ['+a +a b', '{+a/0,1*2 b/0,1}'],
]

for (const [asked, inTwo, inThree] of rows) {
  test(typeof asked === 'string' ? asked : JSON.stringify(asked), () => {
    const query = typeof asked === 'string' ? parseQuery(asked).query : asked
    assert.is(show(compileQuery(query, { schema, fields: stemmed })), inTwo)
    if (inThree !== undefined) assert.is(show(compileQuery(query, { schema, fields: every })), inThree)
  })
}

test('the words of a match are reported as they are typed, folded, all of them', () => {
  assert.equal(compileQuery(parseQuery('Taxes').query, { schema, fields: stemmed }), {
    node: 'term',
    key: 'taxe',
    fields: [0, 1],
    weight: 1,
    words: ['taxes'],
  })
  assert.equal(compileQuery(parseQuery('Taxes taxe TAXES').query, { schema, fields: stemmed }), {
    node: 'term',
    key: 'taxe',
    fields: [0, 1],
    weight: 3,
    words: ['taxes', 'taxe'],
  })
  assert.equal(compileQuery(parseQuery('"Carbon Taxes"').query, { schema, fields: stemmed }), {
    node: 'phrase',
    keys: ['carbon', 'taxe'],
    positions: [0, 1],
    fields: [0, 1],
    weight: 1,
    words: ['carbon', 'taxes'],
  })
})

test('a field that is named is searched though it is not among the fields searched; without any, nothing is found', () => {
  assert.is(show(compileQuery(term('a', 'body'), { schema, fields: [schema.fields[0]] })), 'a/1')
  assert.is(show(compileQuery(term('a'), { schema, fields: [] })), 'none')
  assert.is(show(compileQuery(term('a'), { schema, fields: schema.fields })), 'a/0,1,2')
})

test('a thousand times one word is one list', () => {
  assert.is(show(compileQuery(parseQuery('a '.repeat(1024)).query, { schema, fields: stemmed })), 'a/0,1*1024')
})

/** Which of the documents, each a set of words, a query finds, by the definition of its kinds; scores are not looked at. */
function finds(query: Query, document: ReadonlySet<string>): boolean {
  if (query.kind === 'all') return true
  if (query.kind === 'term') return document.has(query.text)
  if (query.kind === 'boost') return finds(query.query, document)
  if (query.kind !== 'bool') throw new Error(query.kind)
  const { must = [], should = [], not = [] } = query
  if (must.length + should.length + not.length === 0) return false
  const isFound = (each: Query): boolean => finds(each, document)
  return must.every(isFound) && !not.some(isFound) && (must.length > 0 || should.length === 0 || should.some(isFound))
}

function holds(node: Node, document: ReadonlySet<string>): boolean {
  if (node.node === 'all') return true
  if (node.node === 'term') return document.has(node.key)
  if (node.node !== 'bool') return false
  const isHeld = (each: Node): boolean => holds(each, document)
  if (node.must.length + node.should.length === 0) throw new Error('a bool with nothing to find')
  return node.must.every(isHeld) && !node.not.some(isHeld) && (node.must.length > 0 || node.should.some(isHeld))
}

/** The score where each word counts 1. */
function scored(query: Query, document: ReadonlySet<string>): number {
  if (!finds(query, document)) return 0
  if (query.kind === 'boost') return query.by * scored(query.query, document)
  if (query.kind !== 'bool') return query.kind === 'all' ? 0 : 1
  return [...(query.must ?? []), ...(query.should ?? [])].reduce((sum, each) => sum + scored(each, document), 0)
}

function sum(node: Node, document: ReadonlySet<string>): number {
  if (!holds(node, document)) return 0
  if (node.node === 'term') return node.weight
  if (node.node !== 'bool') return 0
  return [...node.must, ...node.should].reduce((total, each) => total + sum(each, document), 0)
}

test('what is made simpler finds and scores the same, and so does the normal form', () => {
  const tree = fc.letrec<{ query: Query; list: Query[] }>((tie) => ({
    list: fc.array(tie('query'), { maxLength: 3 }),
    query: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom('a', 'b', 'c', 'd').map((word) => term(word, 'body')),
      fc.constant(all()),
      fc
        .record({ must: tie('list'), should: tie('list'), not: tie('list') }, { requiredKeys: [] })
        .map((lists): Query => ({ kind: 'bool', ...lists })),
      fc.tuple(tie('query'), fc.constantFrom(2, 4)).map(([query, by]) => boost(query, by)),
    ),
  })).query
  const documents = Array.from({ length: 16 }, (_, bits) => new Set(['a', 'b', 'c', 'd'].filter((_, i) => (bits >> i) & 1)))
  fc.assert(
    fc.property(tree, (query) => {
      const node = compileQuery(query, { schema, fields: stemmed })
      const normal = normalQuery(query)
      for (const document of documents) {
        assert.is(holds(node, document), finds(query, document))
        assert.is(sum(node, document), scored(query, document))
        assert.is(finds(normal, document), finds(query, document))
        assert.is(scored(normal, document), scored(query, document))
      }
    }),
    { numRuns: 2000 },
  )
})

test.run()
