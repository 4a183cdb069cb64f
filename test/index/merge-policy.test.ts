// When segments are merged: few segments to search, and no document rewritten more often than its tiers.

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { mergeFactor, mergeFrom } from '../../src/index/merge-policy.js'

const ones = (count: number) => Array.from({ length: count }, () => 1)

const table: readonly [name: string, sizes: readonly number[], from: number][] = [
  ['nothing', [], -1],
  ['one', [1], -1],
  ['seven of a tier', ones(7), -1],
  ['eight of a tier', ones(8), 0],
  ['nine of a tier', ones(9), 0],
  ['a large one stays out of it', [10_000, ...ones(8)], 1],
  ['two large ones stay out of it', [10_000, 10_000, ...ones(8)], 2],
  ['seven small ones wait', [100, ...ones(7)], -1],
  ['eight that become the eighth of the tier above', [...Array.from({ length: 7 }, () => 10), ...ones(8)], 0],
  ['eight that become the seventh of the tier above', [...Array.from({ length: 6 }, () => 10), ...ones(8)], 6],
  ['a small one between large ones goes with them', [100, 100, 100, 1, 100, 100, 100, 100], 0],
  ['seven, and seven behind them', [...Array.from({ length: 7 }, () => 10), ...ones(7)], -1],
  ['small ones before a large one count with it', [...ones(7), 1000, ...ones(7)], 0],
  ['seven with small ones between them', [...ones(6), 1000, ...ones(7)], -1],
  ['the largest there can be', [2 ** 31 - 3, ...ones(8)], 1],
]

for (const [name, sizes, from] of table) {
  test(name, () => {
    assert.is(mergeFrom(sizes), from)
  })
}

/** Adds segments of these sizes one by one, merging as the policy says. */
function grow(sizes: readonly number[]): { most: number; rewritten: number; total: number } {
  const segments: number[] = []
  let [most, rewritten, total] = [0, 0, 0]
  for (const size of sizes) {
    segments.push(size)
    total += size
    const from = mergeFrom(segments)
    if (from >= 0) {
      const merged = segments.splice(from).reduce((sum, each) => sum + each, 0)
      rewritten += merged
      segments.push(merged)
    }
    most = Math.max(most, segments.length)
    assert.is(mergeFrom(segments), -1, 'what was merged is at rest')
  }
  return { most, rewritten, total }
}

const growths: readonly [name: string, sizes: readonly number[]][] = [
  ['one by one', ones(20_000)],
  ['hundreds', Array.from({ length: 2000 }, () => 100)],
  ['large and small in turn', Array.from({ length: 4000 }, (_, i) => (i % 2 === 0 ? 3 : 700))],
  ['one large, then one by one', [1_000_000, ...ones(20_000)]],
]

for (const [name, sizes] of growths) {
  test(`grows geometrically: ${name}`, () => {
    const { most, rewritten, total } = grow(sizes)
    const tiers = Math.ceil(Math.log(total) / Math.log(mergeFactor)) + 1
    assert.ok(most <= mergeFactor * tiers, `${most} segments`)
    assert.ok(rewritten <= 2 * tiers * total, `${rewritten} documents rewritten of ${total}`)
  })
}

test('a large segment is not rewritten for the sake of small ones', () => {
  const { rewritten } = grow([1_000_000, ...ones(20_000)])
  assert.ok(rewritten < 1_000_000, `${rewritten}`)
})

test.run()
