// Columns: values by document, none, one or several.

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { ByteWriter } from '../../src/bytes/cursor.js'
import { RostrumError } from '../../src/errors.js'
import { Column, readColumnPlaces, writeColumns } from '../../src/segment/columns.js'

function written(columns: readonly number[][][], documentCount: number): { bytes: Uint8Array; columns: Column[]; kinds: number[] } {
  const out = new ByteWriter()
  writeColumns(
    columns.map((column, field) => {
      const ends: number[] = []
      let end = 0
      for (const values of column) ends.push((end += values.length))
      return { field: 3 * field, ends: Uint32Array.from(ends), values: Float64Array.from(column.flat()) }
    }),
    documentCount,
    out,
  )
  const bytes = out.toBytes()
  const places = readColumnPlaces(bytes, 0, documentCount)
  assert.equal(
    places.map(({ field }) => field),
    columns.map((_, field) => 3 * field),
  )
  return {
    bytes,
    kinds: places.map(({ kind }) => kind),
    columns: places.map(({ kind, start, end }) => new Column(bytes.subarray(start, end), kind, documentCount)),
  }
}

const tables: [name: string, columns: number[][][], kinds: number[]][] = [
  ['no columns', [], []],
  ['no documents', [[]], [1]],
  ['single values', [[[1], [-0.5], [1e300], [Date.UTC(2017, 10, 2)]]], [1]],
  ['some documents without', [[[], [1], [], [0], []]], [1]],
  ['all without', [[[], [], []]], [1]],
  ['several values, an odd number of documents', [[[3, 1, 2], [], [5]]], [2]],
  [
    'two of each kind',
    [
      [[1], [2], []],
      [[1, 2], [], [3]],
      [[], [], [7]],
      [[], [4, 4], []],
    ],
    [1, 2, 1, 2],
  ],
]
for (const [name, given, kinds] of tables) {
  test(name, () => {
    const { columns, kinds: got } = written(given, given[0]?.length ?? 0)
    assert.equal(got, kinds)
    for (const [i, column] of given.entries()) {
      for (const [doc, values] of column.entries()) {
        assert.equal(columns[i].all(doc), values)
        const [first, most] = [values[0] ?? Number.NaN, values.length > 0 ? Math.max(...values) : Number.NaN]
        assert.ok(Object.is(columns[i].value(doc), first))
        assert.ok(Object.is(columns[i].greatest(doc), most))
        for (const [from, to] of [
          [-Infinity, Infinity],
          [1, 1],
          [2, 3],
          [4, 2],
          [0, 0.5],
        ]) {
          assert.is(
            columns[i].within(doc, from, to),
            values.some((value) => value >= from && value <= to),
          )
        }
      }
    }
  })
}

test('arrays may be longer than the documents', () => {
  const out = new ByteWriter()
  writeColumns([{ field: 0, ends: Uint32Array.of(1, 2, 9), values: Float64Array.of(5, 6, 7, 7, 7, 7, 7, 7, 7) }], 2, out)
  const [{ kind, start, end }] = readColumnPlaces(out.view(), 0, 2)
  assert.equal([kind, end - start], [1, 16])
})

const damages: [name: string, change: (view: DataView) => void][] = [
  ['more columns than bytes', (view) => view.setUint32(0, 2 ** 31, true)],
  ['an unknown kind', (view) => view.setUint32(12, 3, true)],
  ['an odd offset', (view) => view.setUint32(16, 28, true)],
  ['an offset outside', (view) => view.setUint32(16, 2 ** 32 - 8, true)],
  ['too short', (view) => view.setUint32(20, 8, true)],
  ['too long', (view) => view.setUint32(20, 2 ** 32 - 1, true)],
]
for (const [name, change] of damages) {
  test(`${name} is E_CORRUPT`, () => {
    const { bytes } = written([[[1, 2], [3], [4]]], 3)
    change(new DataView(bytes.buffer))
    assert.throws(
      () => readColumnPlaces(bytes, 0, 3),
      (error: unknown) => error instanceof RostrumError && error.code === 'E_CORRUPT',
    )
  })
}

test('ends that go down or past the values are E_CORRUPT', () => {
  for (const end of [0, 5, 2 ** 32 - 1]) {
    const { bytes } = written([[[1, 2], [3], [4]]], 3)
    new DataView(bytes.buffer).setUint32(24 + 4, end, true)
    const [{ kind, start, end: stop }] = readColumnPlaces(bytes, 0, 3)
    assert.throws(
      () => new Column(bytes.subarray(start, stop), kind, 3).all(1),
      (error: unknown) => error instanceof RostrumError,
    )
  }
})

test.run()
