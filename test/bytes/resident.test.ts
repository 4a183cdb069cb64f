// Blocks are verified when first touched, once, and each against its own place.

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { crc32 } from '../../src/bytes/crc32.js'
import { type Plan, run, runSync } from '../../src/bytes/plan.js'
import { aligned, type BlockChecks, WholeSegment } from '../../src/bytes/resident.js'
import { RostrumError } from '../../src/errors.js'

const start = 16
const shift = 5
const salt = (block: number) => 0x1000 + block

function checksOf(bytes: Uint8Array): BlockChecks {
  const blocks = Math.ceil((bytes.length - start) / 2 ** shift)
  const sums = Uint32Array.from({ length: blocks }, (_, block) => {
    const from = start + block * 2 ** shift
    return crc32(bytes, from, Math.min(bytes.length, from + 2 ** shift)) ^ salt(block)
  })
  return { start, shift, sums, salt }
}

const sound = Uint8Array.from({ length: 16 + 3 * 32 + 5 }, (_, i) => (i * 37) & 0xff)

const isCorrupt = (error: unknown) => error instanceof RostrumError && error.code === 'E_CORRUPT'

test('damage is found in the blocks that a range touches, and only there', () => {
  const bytes = sound.slice()
  const checks = checksOf(bytes)
  bytes[start + 32] ^= 1
  const resident = new WholeSegment(bytes, checks)
  resident.require(0, start + 32)
  resident.require(start + 64, bytes.length)
  resident.require(start + 40, start + 40)
  assert.throws(() => resident.require(start + 31, start + 33), isCorrupt)
  assert.throws(() => resident.require(0, bytes.length), isCorrupt)
  assert.equal(resident.damagedBlocks(), [1])
})

test('a block is verified once', () => {
  const bytes = sound.slice()
  const resident = new WholeSegment(bytes, checksOf(bytes))
  resident.require(start, start + 1)
  bytes[start] ^= 1
  resident.require(start, start + 32)
  assert.equal(resident.damagedBlocks(), [])
})

test('swapped blocks do not pass', () => {
  const bytes = sound.slice()
  const checks = checksOf(bytes)
  bytes.copyWithin(start, start + 32, start + 64)
  bytes.set(sound.subarray(start, start + 32), start + 32)
  checks.sums.set([checks.sums[1], checks.sums[0]])
  assert.equal(new WholeSegment(bytes, checks).damagedBlocks(), [0, 1])
})

for (const [from, to] of [
  [-1, 4],
  [0, sound.length + 1],
  [9, 8],
]) {
  test(`range [${from}, ${to}) is refused`, () =>
    assert.throws(() => new WholeSegment(sound, checksOf(sound)).require(from, to), isCorrupt))
}

test('bytes at any offset are made readable as words, Buffers too', () => {
  for (let offset = 0; offset < 8; offset++) {
    for (const buffer of [new Uint8Array(40), Buffer.alloc(40)]) {
      const bytes = buffer.subarray(offset, offset + 8)
      bytes[0] = 7
      const words = aligned(bytes)
      assert.is(words.byteOffset % 4, 0)
      assert.is(new Uint32Array(words.buffer, words.byteOffset, 2)[0], 7)
      assert.is(words.constructor, Uint8Array)
    }
  }
})

test('both drivers read what a plan names, and give the same', async () => {
  const loads: number[] = []
  class Counting extends WholeSegment {
    override async load(from: number): Promise<void> {
      loads.push(from)
    }
  }
  const bytes = sound.slice()
  const resident = new Counting(bytes, checksOf(bytes))
  function* plan(): Plan<number> {
    yield [
      { resident, start: 16, end: 20 },
      { resident, start: 60, end: 70 },
    ]
    const first = bytes[16] + bytes[60]
    yield [{ resident, start: 100, end: 101 }]
    return first + bytes[100]
  }
  const expected = bytes[16] + bytes[60] + bytes[100]
  assert.is(runSync(plan()), expected)
  assert.equal(loads, [])
  assert.is(await run(plan()), expected)
  assert.equal(loads, [16, 60, 100])
})

test('both drivers refuse damage', async () => {
  const bytes = sound.slice()
  const checks = checksOf(bytes)
  bytes[50] ^= 4
  function* plan(): Plan<void> {
    yield [{ resident: new WholeSegment(bytes, checks), start: 48, end: 52 }]
  }
  assert.throws(() => runSync(plan()), isCorrupt)
  let caught: unknown
  await run(plan()).catch((error) => (caught = error))
  assert.ok(isCorrupt(caught))
})

test.run()
