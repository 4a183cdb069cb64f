// What is refused, with which code, and that it names the cure.

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { standard } from '../../src/analysis/standard.js'
import type { ErrorCode } from '../../src/errors.js'
import { Index, type IndexOptions } from '../../src/index/index.js'
import { openIndex } from '../../src/reader/open.js'
import { throws } from './thrown.js'

type Options = IndexOptions<Record<string, unknown>>
const fields = { text: {}, when: { type: 'date' }, size: { type: 'number' }, tag: { type: 'keyword' } } as const
const made = () => {
  const index = new Index<Record<string, unknown>>({ fields, storeFields: ['text', 'when', 'other'] })
  index.add({ id: 1, text: 'one' })
  return index
}
const thrower = () => {
  throw new TypeError('mine')
}
const cyclic: Record<string, unknown> = {}
cyclic.self = cyclic

const options: readonly [name: string, options: unknown, code: ErrorCode, message?: RegExp][] = [
  ['none', undefined, 'E_CONFIG', /fields: \{/],
  ['null', null, 'E_CONFIG'],
  ['a string', 'headline', 'E_CONFIG'],
  ['no fields', {}, 'E_CONFIG', /fields/],
  ['an array of fields', { fields: ['headline'] }, 'E_CONFIG'],
  ['an empty object of fields', { fields: {} }, 'E_CONFIG', /1 to 31/],
  ['32 fields', { fields: Object.fromEntries(Array.from({ length: 32 }, (_, i) => [`f${i}`, {}])) }, 'E_CONFIG', /got 32/],
  ['a misspelt option', { fields, storedFields: [] }, 'E_CONFIG', /Did you mean "storeFields"/],
  ['a misspelt field option', { fields: { a: { bost: 2 } } }, 'E_CONFIG', /Did you mean "boost"/],
  ['an unknown type', { fields: { a: { type: 'numbr' } } }, 'E_CONFIG', /Did you mean "number"/],
  ['a type that is no string', { fields: { a: { type: 5 } } }, 'E_CONFIG'],
  ['a field without options', { fields: { a: null } }, 'E_CONFIG', /Give \{\}/],
  ['a negative boost', { fields: { a: { boost: -1 } } }, 'E_CONFIG'],
  ['a boost of NaN', { fields: { a: { boost: Number.NaN } } }, 'E_CONFIG'],
  ['a boost of Infinity', { fields: { a: { boost: Number.POSITIVE_INFINITY } } }, 'E_CONFIG'],
  ['a boost that is text', { fields: { a: { boost: '3' } } }, 'E_CONFIG'],
  ['b above 1', { fields: { a: { b: 1.5 } } }, 'E_CONFIG'],
  ['storeFields as text', { fields, storeFields: 'text' }, 'E_CONFIG'],
  ['storeFields of numbers', { fields, storeFields: [1] }, 'E_CONFIG'],
  ['idField as number', { fields, idField: 5 }, 'E_CONFIG'],
  ['an empty idField', { fields, idField: '' }, 'E_CONFIG'],
  ['positions as number', { fields, positions: 1 }, 'E_CONFIG'],
  ['a deflate that cannot', { fields, deflate: {} }, 'E_CONFIG', /deflate and inflate/],
  ['an unknown analyzer', { fields, analyzer: 'englisch' }, 'E_ANALYZER', /Did you mean "english"/],
  ['an analyzer that is none', { fields, analyzer: {} }, 'E_ANALYZER'],
  ['an analyzer that is a number', { fields, analyzer: 5 }, 'E_ANALYZER'],
  ['an unknown analyzer of a field', { fields: { a: { analyzer: 'klingon' } } }, 'E_ANALYZER', /Known: standard, english/],
  ['two analyzers of one name', { fields: { a: { analyzer: { ...standard } }, b: {} } }, 'E_ANALYZER', /different names/],
]

for (const [name, given, code, message] of options) {
  test(`options: ${name}`, () => {
    throws(() => new Index(given as Options), code, message)
  })
}

const ids: readonly [name: string, id: unknown, code: ErrorCode][] = [
  ['undefined', undefined, 'E_ID_MISSING'],
  ['null', null, 'E_ID_MISSING'],
  ['empty text', '', 'E_ID_INVALID'],
  ['NaN', Number.NaN, 'E_ID_INVALID'],
  ['Infinity', Number.POSITIVE_INFINITY, 'E_ID_INVALID'],
  ['true', true, 'E_ID_INVALID'],
  ['a bigint', 5n, 'E_ID_INVALID'],
  ['a symbol', Symbol('id'), 'E_ID_INVALID'],
  ['an object', {}, 'E_ID_INVALID'],
  ['a boxed string', Object('a'), 'E_ID_INVALID'],
  ['an array', ['a'], 'E_ID_INVALID'],
  ['a date', new Date(0), 'E_ID_INVALID'],
  ['a function', () => 'a', 'E_ID_INVALID'],
  ['a high surrogate alone', '\ud800', 'E_ID_INVALID'],
  ['a low surrogate alone', 'a\udc00b', 'E_ID_INVALID'],
  ['surrogates the wrong way round', '\udc00\ud800', 'E_ID_INVALID'],
  ['513 bytes', 'x'.repeat(513), 'E_ID_INVALID'],
  ['513 bytes of three each', '\u5317'.repeat(171), 'E_ID_INVALID'],
]

for (const [name, id, code] of ids) {
  test(`id: ${name}`, () => {
    const index = made()
    throws(() => index.add({ id, text: 'two' }), code)
    throws(() => index.replace({ id, text: 'two' }), code)
    throws(() => index.remove(id as string), code)
    const reader = openIndex(index.toBytes())
    for (const each of [index, reader]) {
      assert.is(each.has(id as string), false)
      assert.is(each.get(id as string), undefined)
      throws(() => each.explain('one', id as string), 'E_ID_UNKNOWN')
    }
    assert.is(index.count, 1)
  })
}

test('id: 512 bytes are enough, 513 too many, whatever the script', () => {
  const index = made()
  for (const id of ['x'.repeat(512), `${'\u5317'.repeat(170)}xx`, '\u{1f680}'.repeat(128)]) {
    index.add({ id, text: 'long' })
    assert.is(index.has(id), true)
    throws(() => index.add({ id: `${id}x` }), 'E_ID_INVALID')
  }
  assert.is(index.search('long').count, 3)
})

test('id: missing in a document without one, and named', () => {
  throws(() => made().add({ text: 'two' }), 'E_ID_MISSING', /"id"/)
  const index = new Index<Record<string, unknown>>({ fields, idField: 'url' })
  throws(() => index.add({ id: 1, text: 'two' }), 'E_ID_MISSING', /"url"/)
  index.add({ url: 'x', text: 'two' })
  assert.is(index.has('x'), true)
})

const documents: readonly [name: string, document: unknown, code: ErrorCode, message?: RegExp][] = [
  ['null', null, 'E_DOC_INVALID'],
  ['text', 'text', 'E_DOC_INVALID'],
  ['an array', [{ id: 2 }], 'E_DOC_INVALID'],
  ['an id that is there', { id: 1 }, 'E_DUPLICATE_ID', /replace/],
  ['an object as text', { id: 2, text: { a: 1 } }, 'E_DOC_INVALID', /"text"/],
  ['a Map as text', { id: 2, text: new Map() }, 'E_DOC_INVALID', /"text"/],
  ['a symbol as text', { id: 2, text: Symbol('x') }, 'E_DOC_INVALID', /"text"/],
  ['a bigint as text', { id: 2, text: 5n }, 'E_DOC_INVALID', /"text"/],
  ['a function as text', { id: 2, text: () => '' }, 'E_DOC_INVALID', /"text"/],
  ['a date as text', { id: 2, text: new Date() }, 'E_DOC_INVALID', /"text"/],
  ['an array within an array', { id: 2, text: ['a', ['b']] }, 'E_DOC_INVALID', /"text"/],
  ['one bad value among good ones', { id: 2, text: ['a', {}, 'b'] }, 'E_DOC_INVALID', /"text"/],
  ['NaN as number', { id: 2, size: Number.NaN }, 'E_DOC_INVALID', /"size"/],
  ['Infinity as number', { id: 2, size: Number.POSITIVE_INFINITY }, 'E_DOC_INVALID', /"size"/],
  ['text as number', { id: 2, size: '5' }, 'E_DOC_INVALID', /"size"/],
  ['a bigint as number', { id: 2, size: 5n }, 'E_DOC_INVALID', /"size"/],
  ['an invalid Date', { id: 2, when: new Date(Number.NaN) }, 'E_DOC_INVALID', /"when".*invalid Date/],
  ['a date that might be two', { id: 2, when: '03/04/2017' }, 'E_DOC_INVALID', /ISO 8601/],
  ['30 February', { id: 2, when: '2017-02-30' }, 'E_DOC_INVALID', /"when"/],
  ['milliseconds beyond dates', { id: 2, when: 8.65e15 }, 'E_DOC_INVALID', /"when"/],
  ['an object as keyword', { id: 2, tag: {} }, 'E_DOC_INVALID', /"tag"/],
  ['a getter that throws', Object.defineProperty({ id: 2 }, 'text', { get: thrower, enumerable: true }), 'E_DOC_INVALID', /mine/],
  ['an id whose getter throws', Object.defineProperty({}, 'id', { get: thrower, enumerable: true }), 'E_DOC_INVALID', /mine/],
  ['a proxy that throws', new Proxy({ id: 2 }, { getOwnPropertyDescriptor: thrower }), 'E_DOC_INVALID', /mine/],
  ['a revoked proxy', revoked(), 'E_DOC_INVALID'],
  ['a cycle to store', { id: 2, other: cyclic }, 'E_DOC_INVALID', /"other"/],
  ['a bigint to store', { id: 2, other: 5n }, 'E_DOC_INVALID', /"other"/],
  ['something to store that throws', { id: 2, other: { toJSON: thrower } }, 'E_DOC_INVALID', /mine/],
  ['too deep to store', { id: 2, other: nested(100_000) }, 'E_DOC_INVALID', /"other"/],
  ['text beyond 16 Mi code units', { id: 2, text: 'x'.repeat(16 * 2 ** 20 + 1) }, 'E_DOC_LIMIT', /16777216/],
]

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  return proxy
}

function nested(depth: number): unknown {
  let value: unknown = []
  for (let i = 0; i < depth; i++) value = [value]
  return value
}

for (const [name, document, code, message] of documents) {
  test(`document: ${name}`, () => {
    const index = made()
    const given = document as Record<string, unknown>
    throws(() => index.add(given), code, message)
    if (code !== 'E_DUPLICATE_ID') throws(() => index.replace(given), code, message)
    const { details } = throws(() => index.addAll([{ id: 'good', text: 'two' }, given, { id: 'unseen' }]), code, message)
    assert.is(details.index, 1)
    assert.is(index.count, 2)
    assert.is(index.has('good'), true)
    assert.is(index.has('unseen'), false)
  })
}

test('documents that are no list', () => {
  for (const given of [5, {}, null, undefined]) throws(() => made().addAll(given as never), 'E_DOC_INVALID', /add\(document\)/)
})

test('documents of an iterator that throws: its error, and what came before stays', () => {
  const index = made()
  const given = (function* () {
    yield { id: 2, text: 'two' }
    throw new TypeError('mine')
  })()
  assert.throws(
    () => index.addAll(given),
    (error: unknown) => error instanceof TypeError && error.message === 'mine',
  )
  assert.is(index.count, 2)
})

test('an id that is not there cannot be removed, and its type matters', () => {
  const index = made()
  throws(() => index.remove('1'), 'E_ID_UNKNOWN', /1 is not "1"/)
  index.remove(1)
  throws(() => index.remove(1), 'E_ID_UNKNOWN')
})

test('bytes that are no index, and options of opening', () => {
  const bytes = made().toBytes()
  for (const open of [Index.from, openIndex] as const) {
    throws(() => open(undefined as never), 'E_NOT_AN_INDEX')
    throws(() => open('Rostrum' as never), 'E_NOT_AN_INDEX')
    throws(() => open(new Uint8Array(0)), 'E_NOT_AN_INDEX', /empty/)
    throws(() => open(new ArrayBuffer(8) as never), 'E_NOT_AN_INDEX', /a Uint8Array, got an ArrayBuffer of 8 bytes/)
    throws(() => open(bytes, null as never), 'E_CONFIG')
    throws(() => open(bytes, { analysers: [] } as never), 'E_CONFIG', /Did you mean "analyzers"/)
    throws(() => open(bytes, { analyzers: standard } as never), 'E_CONFIG', /an array/)
    throws(() => open(bytes, { analyzers: [5] } as never), 'E_ANALYZER')
    throws(() => open(bytes, { deflate: 'fast' } as never), 'E_CONFIG')
  }
})

test.run()
