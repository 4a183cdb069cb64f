// Packed blocks: every bit width round-trips, plain, as gaps, and patched.

import { readFileSync } from 'node:fs'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { generateUnpackers } from '../../.ci/generate-unpackers.mjs'
import { bitWidth, blockSize, choosePatching, pack, packPatched, unpack, unpackDelta, unpackPatched } from '../../src/bytes/bitpack.js'
import { ByteWriter } from '../../src/bytes/cursor.js'
import { randomOf, seed } from '../random.js'

const random = randomOf(seed)

function wordsOf(writer: ByteWriter): { bytes: Uint8Array; words: Uint32Array } {
  const bytes = writer.toBytes()
  return { bytes, words: new Uint32Array(bytes.buffer, 0, bytes.length >>> 2) }
}

/** 128 values of at most `bits` bits: all zero, all ones, or random. */
function fill(values: Uint32Array, bits: number, kind: string): void {
  for (let i = 0; i < blockSize; i++) values[i] = kind === 'zeros' ? 0 : kind === 'ones' ? 2 ** bits - 1 : random.below(2 ** bits)
}

for (let bits = 0; bits <= 32; bits++) {
  test(`${bits} bits`, () => {
    const values = new Uint32Array(blockSize + 3)
    const out = new Uint32Array(blockSize)
    for (const kind of ['zeros', 'ones', 'random', 'random', 'random']) {
      const given = values.subarray(3)
      fill(given, bits, kind)
      const writer = new ByteWriter()
      writer.u32(0xffffffff)
      pack(values, 3, bits, writer)
      writer.u32(0xffffffff)
      const { words } = wordsOf(writer)
      assert.is(words.length, 2 + 4 * bits)
      out.fill(99)
      unpack(words, 1, bits, out)
      assert.equal(out, given, kind)
      // gaps: what they sum up to must stay below 2^32
      if (bits > 24) continue
      const last = random.below(1000) - 1
      unpackDelta(words, 1, bits, out, last)
      let sum = last
      for (let i = 0; i < blockSize; i++) assert.is(out[i], (sum += given[i] + 1))
    }
  })
}

test('gaps of the widest documents', () => {
  for (const bits of [25, 28, 31]) {
    const gaps = new Uint32Array(blockSize)
    gaps[random.below(blockSize)] = 2 ** bits - 1000
    const writer = new ByteWriter()
    pack(gaps, 0, bits, writer)
    const out = new Uint32Array(blockSize)
    unpackDelta(wordsOf(writer).words, 0, bits, out, -1)
    let sum = -1
    for (let i = 0; i < blockSize; i++) assert.is(out[i], (sum += gaps[i] + 1))
  }
})

test('patched blocks: random mixes of widths, with any patching and the one chosen', () => {
  const values = new Uint32Array(blockSize)
  const out = new Uint32Array(blockSize)
  for (let round = 0; round < 300; round++) {
    const usual = random.below(12)
    const rare = usual + random.below(33 - usual)
    const odds = 1 + random.below(60)
    for (let i = 0; i < blockSize; i++) values[i] = random.below(2 ** (random.oneIn(odds) ? rare : usual))
    const bits = random.below(33)
    const exceptions = values.filter((value) => bitWidth(value) > bits).length
    for (const patching of [choosePatching(values, 0), { bits, exceptions }]) {
      const writer = new ByteWriter()
      writer.u32(0)
      packPatched(values, 0, patching, writer)
      const { bytes, words } = wordsOf(writer)
      assert.is(bytes.length % 4, 0)
      assert.is(unpackPatched(words, bytes, 1, patching.bits, patching.exceptions, out), words.length)
      assert.equal(out, values, JSON.stringify(patching))
    }
  }
})

test('one outlier does not widen a block', () => {
  const values = new Uint32Array(blockSize).fill(3)
  values[77] = 2 ** 32 - 1
  assert.equal(choosePatching(values, 0), { bits: 2, exceptions: 1 })
  assert.equal(choosePatching(new Uint32Array(blockSize), 0), { bits: 0, exceptions: 0 })
})

test('bit widths', () => {
  for (const [value, bits] of [
    [0, 0],
    [1, 1],
    [2, 2],
    [3, 2],
    [255, 8],
    [256, 9],
    [2 ** 31, 32],
    [2 ** 32 - 1, 32],
  ])
    assert.is(bitWidth(value), bits)
})

test('the generated unpackers are what the generator writes', () => {
  assert.is(readFileSync(new URL('../../src/bytes/unpackers.generated.ts', import.meta.url), 'utf8'), generateUnpackers())
})

test.run()
