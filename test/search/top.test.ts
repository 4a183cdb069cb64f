// The heap against a sort: the same best documents in the same order.

import fc from 'fast-check'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { Top } from '../../src/search/top.js'

interface Offered {
  key: number
  doc: number
}

function kept(size: number, offered: readonly Offered[]): Offered[] {
  const top = new Top(size)
  for (const { key, doc } of offered) top.offer(key, doc)
  return top.sorted().map(({ key, doc }) => ({ key, doc }))
}

function expected(size: number, offered: readonly Offered[]): Offered[] {
  return [...offered].sort((a, b) => (a.key === b.key ? a.doc - b.doc : b.key > a.key ? 1 : -1)).slice(0, size)
}

const table: readonly [name: string, size: number, keys: readonly number[]][] = [
  ['nothing wanted', 0, [3, 1, 2]],
  ['nothing offered', 3, []],
  ['one wanted', 1, [3, 1, 9, 2]],
  ['fewer than wanted', 5, [3, 1, 2]],
  ['as many as wanted', 3, [3, 1, 2]],
  ['all equal: the first ones', 3, [0, 0, 0, 0, 0, 0]],
  ['ascending', 3, [1, 2, 3, 4, 5, 6, 7]],
  ['descending', 3, [7, 6, 5, 4, 3, 2, 1]],
  ['equal ones at the edge', 3, [1, 2, 2, 2, 2, 3]],
  ['none has a date', 2, [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY]],
  ['some have a date', 3, [Number.NEGATIVE_INFINITY, -5, Number.NEGATIVE_INFINITY, 0]],
  ['tiny differences', 2, [1, 1 + 2 ** -36, 1 - 2 ** -36]],
]

for (const [name, size, keys] of table) {
  test(name, () => {
    const offered = keys.map((key, doc) => ({ key, doc }))
    assert.equal(kept(size, offered), expected(size, offered))
  })
}

test('any keys in any order of documents', () => {
  const keys = fc.oneof(fc.integer({ min: 0, max: 5 }), fc.double({ noNaN: true }), fc.constant(Number.NEGATIVE_INFINITY))
  fc.assert(
    fc.property(fc.array(keys, { maxLength: 200 }), fc.integer({ min: 0, max: 40 }), fc.boolean(), (some, size, isBackwards) => {
      const offered = some.map((key, doc) => ({ key: key === 0 ? 0 : key, doc: isBackwards ? some.length - doc : doc }))
      assert.equal(kept(size, offered), expected(size, offered))
    }),
    { numRuns: 2000 },
  )
})

test.run()
