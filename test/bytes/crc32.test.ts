// CRC-32: known values, node:zlib's where it has one, and the same in pieces.

import * as zlib from 'node:zlib'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { crc32 } from '../../src/bytes/crc32.js'
import { randomOf, seed } from '../random.js'

const known: [text: string, crc: number][] = [
  ['', 0],
  ['a', 0xe8b7be43],
  ['abc', 0x352441c2],
  ['123456789', 0xcbf43926],
  ['The quick brown fox jumps over the lazy dog', 0x414fa339],
]
for (const [text, crc] of known) test(`of ${JSON.stringify(text)}`, () => assert.is(crc32(new TextEncoder().encode(text)), crc))

/** One bit at a time, as the standard says it. */
function plain(bytes: Uint8Array): number {
  let c = 0xffffffff
  for (const byte of bytes) {
    c ^= byte
    for (let k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1
  }
  return ~c >>> 0
}

test('of random bytes of every length to 100, whole and in two pieces', () => {
  const random = randomOf(seed)
  const theirs = (zlib as { crc32?: (bytes: Uint8Array) => number }).crc32
  for (let length = 0; length <= 100; length++) {
    const bytes = Uint8Array.from({ length: length + 3 }, () => random.below(256)).subarray(3)
    const expected = plain(bytes)
    assert.is(crc32(bytes), expected)
    if (theirs !== undefined) assert.is(theirs(bytes), expected)
    const cut = random.below(length + 1)
    assert.is(crc32(bytes, cut, length, crc32(bytes, 0, cut)), expected)
  }
})

test.run()
