// Lengths in a byte: exact where it matters, never above the truth, and in order.

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { byteOfLength, lengthOfByte } from '../../src/segment/layout.js'

test('bytes stand for ascending lengths, and each for its own', () => {
  for (let byte = 0; byte < 256; byte++) {
    if (byte > 0) assert.ok(lengthOfByte(byte) > lengthOfByte(byte - 1), String(byte))
    assert.is(byteOfLength(lengthOfByte(byte)), byte)
  }
  assert.is(lengthOfByte(255), 507_904)
})

test('a length gets the largest byte that stands for no more', () => {
  for (let length = 0; length < 600_000; length += length < 3000 ? 1 : 7) {
    const byte = byteOfLength(length)
    assert.ok(lengthOfByte(byte) <= length, String(length))
    if (byte < 255) assert.ok(lengthOfByte(byte + 1) > length, String(length))
    if (length <= 32) assert.is(lengthOfByte(byte), length)
    if (byte < 255) assert.ok(length - lengthOfByte(byte) <= length / 16, String(length))
  }
  for (const length of [2 ** 20, 2 ** 31, 2 ** 32 - 1]) assert.is(byteOfLength(length), 255)
})

test.run()
