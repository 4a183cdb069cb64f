// The heap against a sort: the same best documents in the same order.

import fc from 'fast-check'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { Index } from '../../src/index/index.js'
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

/** Documents that are offered, by number, while an index of these batches, a segment each, is asked for the ten best. */
function offeredOf(batches: readonly (readonly string[])[], query: string): number[] {
  const index = new Index<{ id: number; body: string }>({ fields: { body: {} } })
  let id = 0
  for (const bodies of batches) {
    index.addAll(bodies.map((body) => ({ id: id++, body })))
    index.info()
  }
  assert.is(index.info().segmentCount, batches.length)
  const { offer } = Top.prototype
  const offered: number[] = []
  Top.prototype.offer = function (key, doc, mask) {
    offered.push(doc)
    offer.call(this, key, doc, mask)
  }
  try {
    assert.is(index.search(query, { countUpTo: 0 }).hits.length, 10)
  } finally {
    Top.prototype.offer = offer
  }
  return offered
}

const strong = Array.from({ length: 3000 }, (_, i) => (i % 3 === 0 ? 'ice road ice road' : 'ice'))
const weak = Array.from({ length: 2000 }, (_, i) => `${i % 2 === 0 ? 'ice road' : 'ice'}${' filler'.repeat(40)}`)
test('segments share what a document must exceed, the largest comes first: where none of another can enter, none is offered', () => {
  for (const query of ['ice', 'ice road', '+ice +road']) {
    assert.ok(offeredOf([weak], query).length >= 10)
    const after = offeredOf([weak, strong], query)
    assert.ok(after.length >= 10 && after.every((doc) => doc >= weak.length), query)
    const before = offeredOf([strong, weak], query)
    assert.ok(before.length >= 10 && before.every((doc) => doc < strong.length), query)
  }
})

test.run()
