// Conditions on items: their text, their checks, and which of them one item must meet together.

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { isRostrumError } from '../../src/errors.js'
import { and, nested, not, or, phrase, range, term } from '../../src/query/builders.js'
import { checkQuery } from '../../src/query/check.js'
import { compileQuery } from '../../src/query/compile.js'
import { formatQuery } from '../../src/query/format.js'
import type { Node } from '../../src/query/node.js'
import { parseQuery } from '../../src/query/parse.js'
import type { Query } from '../../src/query/query.js'
import { schemaWith } from './schema.js'

const schema = schemaWith(
  {
    body: 'text',
    outlet: 'keyword',
    speaker: 'text',
    'said.text': 'text',
    'said.speaker': 'text',
    'said.at': 'date',
    'turns.text': 'text',
  },
  ['said', 'turns'],
)
const types = new Map(schema.fields.map((field) => [field.name, field.type]))
const read = (text: string) => parseQuery(text, { types, nested: schema.nested })

const texts: [text: string, query: Query][] = [
  ['said:(speaker:xi text:"silk road")', nested('said', or(term('xi', 'said.speaker'), phrase('silk road', 'said.text')))],
  ['said:(+said.speaker:xi +text:road)', nested('said', and(term('xi', 'said.speaker'), term('road', 'said.text')))],
  ['said:silk', nested('said', term('silk'))],
  ['said:"silk road"^2', { kind: 'boost', by: 2, query: nested('said', phrase('silk road')) }],
  ['said:(text:(silk road))', nested('said', or(term('silk', 'said.text'), term('road', 'said.text')))],
  [
    'said:(silk (road speaker:xi)) speaker:xi',
    or(nested('said', or(term('silk'), or(term('road'), term('xi', 'said.speaker')))), term('xi', 'speaker')),
  ],
  ['body:(tax said:(war))', or(term('tax', 'body'), nested('said', term('war')))],
  ['-said:(text:war)', { kind: 'bool', not: [nested('said', term('war', 'said.text'))] }],
  ['said:(at:[2016 TO *])', nested('said', range('said.at', { from: '2016' }))],
  ['said:(*)', nested('said', { kind: 'all' })],
  ['turns:(text:a) said:(text:a)', or(nested('turns', term('a', 'turns.text')), nested('said', term('a', 'said.text')))],
]
for (const [text, query] of texts) {
  test(`${text} is read, and printed so that it is read again`, () => {
    assert.equal(read(text), { query, problems: [] })
    assert.equal(read(formatQuery(query)), { query, problems: [] })
    assert.equal(checkQuery(query, schema), query)
  })
}

const odd: [text: string, code: string, query: Query][] = [
  ['said:(body:tax)', 'unknown-field', nested('said', term('body:tax'))],
  ['said:(turns:(a))', 'unknown-field', nested('said', or(term('turns:'), term('a')))],
  ['said:[1 TO 2]', 'range', { kind: 'bool', not: [{ kind: 'all' }] }],
  ['said:(speaker:xi', 'parenthesis', nested('said', term('xi', 'said.speaker'))],
  ['said:()', 'empty', { kind: 'bool', not: [{ kind: 'all' }] }],
]
for (const [text, code, query] of odd) {
  test(`${text} runs, and is reported`, () => {
    const parsed = read(text)
    assert.equal(parsed.query, query)
    assert.ok(
      parsed.problems.some((problem) => problem.code === code),
      JSON.stringify(parsed.problems),
    )
  })
}

const refused: [name: string, query: unknown, code: string][] = [
  ['a path that nests nothing', nested('sad', term('a')), 'E_QUERY_FIELD'],
  ['a path that is a field', nested('body', term('a')), 'E_QUERY_FIELD'],
  ['a field of the document', nested('said', term('a', 'body')), 'E_QUERY_FIELD'],
  ['a field of other items', nested('said', and(term('a'), term('a', 'turns.text'))), 'E_QUERY_FIELD'],
  ['items within items', nested('said', nested('said', term('a'))), 'E_QUERY_FIELD'],
  ['no path', { kind: 'nested', query: term('a') }, 'E_QUERY'],
  ['no query', { kind: 'nested', path: 'said' }, 'E_QUERY'],
]
for (const [name, query, code] of refused) {
  test(`${name} is refused`, () => {
    try {
      checkQuery(query, schema)
      assert.unreachable()
    } catch (error) {
      assert.ok(isRostrumError(error) && error.code === code, String(error))
    }
    // and what follows is not taken for a part of it
    assert.equal(checkQuery(and(nested('said', term('a')), term('a', 'body')), schema).kind, 'bool')
  })
}

/** A node in brief: words, joins as (level>level: ...). */
function brief(node: Node): string {
  const list = (sign: string, nodes: readonly Node[]) => nodes.map((each) => sign + brief(each))
  switch (node.node) {
    case 'join':
      return `(${node.from}>${node.to}: ${brief(node.of)})`
    case 'bool':
      return `[${[...list('+', node.must), ...list('', node.should), ...list('-', node.not)].join(' ')}]`
    case 'term':
      return node.words[0]
    case 'all':
      return `*${node.level}`
    default:
      return node.node
  }
}

const levels: [text: string, ofDocuments: string, ofItems: string][] = [
  ['body:a', 'a', '(0>1: a)'],
  ['said.text:a', '(1>0: a)', 'a'],
  ['turns.text:a', '(2>0: a)', '(0>1: (2>0: a))'],
  ['+said.text:a +said.speaker:b', '(1>0: [+a +b])', '[+a +b]'],
  ['+said.text:a +(+said.speaker:b +body:c)', '[+c +(1>0: [+a +b])]', '[+a +b +(0>1: c)]'],
  ['+said.text:a said.speaker:b', '(1>0: [+a b])', '[+a b]'],
  ['+body:c said.text:a said.speaker:b', '[+c (1>0: [a b])]', '[a b +(0>1: c)]'],
  ['said.text:a -said.speaker:b', '[(1>0: a) -(1>0: b)]', '[a -b]'],
  ['+said.text:a +(said.speaker:b said.speaker:c)', '(1>0: [+a +[b c]])', '[+a +[b c]]'],
  ['+said.text:a +said:(speaker:b)', '[+(1>0: b) +(1>0: a)]', '[+b +a]'],
  ['+said.text:a +turns.text:b', '[+(1>0: a) +(2>0: b)]', '[+a +(0>1: (2>0: b))]'],
  ['said:(+text:a -speaker:b)', '(1>0: [+a -b])', '[+a -b]'],
  ['said:(*)', '(1>0: *1)', '*1'],
  ['-said:(*)', '[+*0 -(1>0: *1)]', '[+*1 -*1]'],
  ['', '*0', '*1'],
]
for (const [text, ofDocuments, ofItems] of levels) {
  test(`${text || 'nothing'}: what is asked of one item together`, () => {
    const fields = schema.fields.filter(({ type }) => type === 'text')
    const compiled = [0, 1].map((target) => brief(compileQuery(read(text).query, { schema, fields, target })))
    const sorted = (given: string) => [...given].sort().join('')
    // the order of clauses says nothing
    assert.equal(compiled.map(sorted), [ofDocuments, ofItems].map(sorted), compiled.join('   '))
  })
}

const aliases = new Map([
  ['words', 'said.text'],
  ['when', 'said.at'],
  ['where', 'outlet'],
])
const xiRoad = and(term('xi', 'said.speaker'), phrase('silk road', 'said.text'))
const named: [text: string, query: Query, target?: string][] = [
  ['words:"silk road"', phrase('silk road', 'said.text')],
  ['where:tass', term('tass', 'outlet')],
  ['speaker:xi where:tass', or(term('xi', 'speaker'), term('tass', 'outlet'))],
  ['speaker:xi words:"silk road"', nested('said', xiRoad)],
  ['speaker:xi AND words:"silk road"', nested('said', xiRoad)],
  ['+speaker:xi +words:"silk road" tax', { kind: 'bool', must: [nested('said', xiRoad)], should: [term('tax')] }],
  ['tax speaker:xi outlet:tass words:"silk road"', or(term('tax'), nested('said', xiRoad), term('tass', 'outlet'))],
  ['words:a words:b', nested('said', and(term('a', 'said.text'), term('b', 'said.text')))],
  ['words:(a b) speaker:xi', nested('said', and(or(term('a', 'said.text'), term('b', 'said.text')), term('xi', 'said.speaker')))],
  ['(words:a OR words:b) speaker:xi', nested('said', and(or(term('a', 'said.text'), term('b', 'said.text')), term('xi', 'said.speaker')))],
  ['speaker:xi OR words:a', or(term('xi', 'speaker'), term('a', 'said.text'))],
  ['speaker:(xi li) words:a', nested('said', and(or(term('xi', 'said.speaker'), term('li', 'said.speaker')), term('a', 'said.text')))],
  ['speaker:(xi body:b) words:a', or(or(term('xi', 'speaker'), term('b', 'body')), term('a', 'said.text'))],
  ['speaker:xi^2 words:a', nested('said', and({ kind: 'boost', query: term('xi', 'said.speaker'), by: 2 }, term('a', 'said.text')))],
  ['words:a -speaker:xi', nested('said', { kind: 'bool', must: [term('a', 'said.text')], not: [term('xi', 'said.speaker')] })],
  ['speaker:xi -words:a', nested('said', { kind: 'bool', must: [term('xi', 'said.speaker')], not: [term('a', 'said.text')] })],
  ['-words:a', { kind: 'bool', not: [term('a', 'said.text')] }],
  ['when:[2016 TO *] words:a', nested('said', and(range('said.at', { from: '2016' }), term('a', 'said.text')))],
  ['speaker:xi said:(words:a)', or(term('xi', 'speaker'), nested('said', term('a', 'said.text')))],
  ['speaker:xi', term('xi', 'said.speaker'), 'said'],
  ['outlet:tass text:a', or(term('tass', 'outlet'), term('a', 'said.text')), 'said'],
  ['speaker:xi words:"silk road"', nested('said', xiRoad), 'said'],
]
for (const [text, query, target] of named) {
  test(`${text}: by other names${target ? `, of ${target}` : ''}`, () => {
    const parsed = parseQuery(text, { types, nested: schema.nested, aliases, ...(target !== undefined && { target }) })
    assert.equal(parsed, { query, problems: [] })
    assert.equal(read(formatQuery(query)), { query, problems: [] })
    assert.equal(checkQuery(query, schema), query)
  })
}

test('a misspelt alias is told', () => {
  const [problem] = parseQuery('wrods:a', { types, nested: schema.nested, aliases }).problems
  assert.match(problem.message, /"words"/)
})

test('a word without a field is looked for on each level that is searched', () => {
  const fields = schema.fields.filter(({ name }) => name === 'body' || name === 'said.text')
  const compiled = [0, 1].map((target) => brief(compileQuery(term('a'), { schema, fields, target })))
  assert.equal(compiled, ['[a (1>0: a)]', '[a (0>1: a)]'])
  assert.is(brief(compileQuery(not(term('a')), { schema, fields, target: 0 })), '[+*0 -a -(1>0: a)]')
})

test.run()
