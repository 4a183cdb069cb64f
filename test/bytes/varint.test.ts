// Varints: every width round-trips, and damaged ones neither hang nor read for ever.

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { getVarint, putVarint } from '../../src/bytes/varint.js'
import { randomOf, seed } from '../random.js'

const rows: [value: number, bytes: number[]][] = [
  [0, [0]],
  [1, [1]],
  [127, [0x7f]],
  [128, [0x80, 0x01]],
  [300, [0xac, 0x02]],
  [16383, [0xff, 0x7f]],
  [16384, [0x80, 0x80, 0x01]],
  [2 ** 28 - 1, [0xff, 0xff, 0xff, 0x7f]],
  [2 ** 28, [0x80, 0x80, 0x80, 0x80, 0x01]],
  [2 ** 31, [0x80, 0x80, 0x80, 0x80, 0x08]],
  [2 ** 32 - 1, [0xff, 0xff, 0xff, 0xff, 0x0f]],
]

for (const [value, expected] of rows) {
  test(`${value} is ${expected.length} bytes`, () => {
    const bytes = new Uint8Array(8)
    const end = putVarint(bytes, 1, value)
    assert.equal([...bytes.subarray(1, end)], expected)
    const place = { at: 1 }
    assert.is(getVarint(bytes, place), value)
    assert.is(place.at, end)
  })
}

test('random values of every width round-trip', () => {
  const random = randomOf(seed)
  const bytes = new Uint8Array(5)
  for (let i = 0; i < 20_000; i++) {
    const value = Math.floor(random.below(2 ** 32) / 2 ** random.below(32))
    const end = putVarint(bytes, 0, value)
    const place = { at: 0 }
    assert.is(getVarint(bytes, place), value)
    assert.is(place.at, end)
  }
})

test('at most five bytes are read, past the end zeros', () => {
  const place = { at: 0 }
  getVarint(new Uint8Array(9).fill(0xff), place)
  assert.is(place.at, 5)
  const short = { at: 0 }
  assert.is(getVarint(Uint8Array.of(0x81), short), 1)
  const none = { at: 7 }
  assert.is(getVarint(new Uint8Array(2), none), 0)
})

test.run()
