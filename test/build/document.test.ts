// Documents taken apart: which values a path leads to, and what they are checked to be.

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { checkDocument, valuesAt } from '../../src/build/document.js'
import { defineSchema } from '../../src/schema.js'

const paths: readonly [document: object, path: string, values: unknown[]][] = [
  [{}, 'a', []],
  [{ a: 1 }, 'a', [1]],
  [{ a: null }, 'a', []],
  [{ a: undefined }, 'a', []],
  [{ a: [] }, 'a', []],
  [{ a: [1, null, 2, undefined, 3] }, 'a', [1, 2, 3]],
  [{ a: [[1, 2], 3] }, 'a', [[1, 2], 3]],
  [{ a: 0 }, 'a', [0]],
  [{ a: '' }, 'a', ['']],
  [{ a: false }, 'a', [false]],
  [{ a: { b: 1 } }, 'a.b', [1]],
  [{ a: { b: { c: 1 } } }, 'a.b.c', [1]],
  [{ a: [{ b: 1 }, { b: [2, 3] }, {}, null, 5] }, 'a.b', [1, 2, 3]],
  [{ a: [{ b: [{ c: 1 }] }, { b: { c: [2] } }] }, 'a.b.c', [1, 2]],
  [{ 'a.b': 1, a: { b: 2 } }, 'a.b', [1]],
  [{ a: { 'b.c': 1 } }, 'a.b.c', []],
  [{ a: 'text' }, 'a.length', []],
  [{ a: [1, 2] }, 'a.length', []],
  [{ a: {} }, 'a.constructor', []],
  [{}, 'constructor', []],
  [{}, '__proto__', []],
  [{ a: 1 }, 'a.', []],
  [{ '': 1 }, '', [1]],
]

for (const [document, path, values] of paths) {
  test(`${JSON.stringify(document)} at ${JSON.stringify(path)}`, () => {
    assert.equal(valuesAt(document, path), values)
  })
}

const schema = defineSchema({
  fields: { text: {}, size: { type: 'number' }, when: { type: 'date' }, tag: { type: 'keyword' } },
  storeFields: ['text', 'when', 'other'],
})

test('values by field, dates in milliseconds, and the record of what is stored', () => {
  const { id, values, record } = checkDocument(
    {
      id: 7,
      text: ['a', 5, true],
      size: [-0, 1.5],
      when: [new Date(5), '1970-01-01T00:00:00.006Z', 7, '1970'],
      tag: 'T',
      other: { x: [1] },
    },
    schema,
  )
  assert.is(id, 7)
  assert.equal(values, [['a', '5', 'true'], [0, 1.5], [5, 6, 7, 0], ['T']])
  assert.equal(JSON.parse(record), [['a', 5, true], [{ $date: 5 }, '1970-01-01T00:00:00.006Z', 7, '1970'], { x: [1] }])
})

test('nothing there: empty values, nulls in the record', () => {
  const { values, record } = checkDocument({ id: 'x' }, schema)
  assert.equal(values, [[], [], [], []])
  assert.is(record, '[null,null,null]')
})

const dates: readonly [given: unknown, instant: number][] = [
  ['2017', Date.UTC(2017, 0, 1)],
  ['2017-03', Date.UTC(2017, 2, 1)],
  ['2017-03-05', Date.UTC(2017, 2, 5)],
  ['2017-03-05T10:30', Date.UTC(2017, 2, 5, 10, 30)],
  ['2017-03-05T10:30:00+02:00', Date.UTC(2017, 2, 5, 8, 30)],
  ['Sun, 05 Mar 2017 10:30:00 GMT', Date.UTC(2017, 2, 5, 10, 30)],
  [' 2017-03-05 ', Date.UTC(2017, 2, 5)],
  ['-000001-01-01', Date.UTC(-1, 0, 1)],
  [new Date(8.64e15), 8.64e15],
  [-8.64e15, -8.64e15],
  [1.9, 1],
  [-1.9, -1],
]

for (const [given, instant] of dates) {
  test(`the date ${String(given)}`, () => {
    assert.equal(checkDocument({ id: 1, when: given }, schema).values[2], [instant])
  })
}

test.run()
