// Stored fields: each document's record is found in its block; damage is told by a typed error and takes no more memory than is due.

import { deflateRawSync } from 'node:zlib'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { ByteWriter } from '../../src/bytes/cursor.js'
import { type Deflate, portableDeflate } from '../../src/bytes/deflate.js'
import { inflateExactly } from '../../src/bytes/inflate.js'
import { RostrumError } from '../../src/errors.js'
import { parseRecord, readStoredBlock, StoredTop, StoredWriter, writeStored } from '../../src/segment/stored.js'
import { randomOf, seed } from '../random.js'

const isCorrupt = (error: unknown) => error instanceof RostrumError && error.code === 'E_CORRUPT'

/** Bytes as they are: what matters here are the blocks. */
const plain: Deflate = { deflate: (bytes) => bytes.slice(), inflate: (bytes) => bytes }

function written(records: readonly string[], codec: Deflate, flushOdds = 0) {
  const random = randomOf(seed)
  const writer = new StoredWriter(codec)
  for (const record of records) {
    writer.add(record)
    if (flushOdds > 0 && random.oneIn(flushOdds)) writer.flush()
  }
  writer.flush()
  writer.flush()
  const out = new ByteWriter()
  const top = writeStored(writer.blocks, out)
  return { blocks: writer.blocks, bytes: out.toBytes(), top: new StoredTop(top, out.length) }
}

const rows: [name: string, count: number, size: number, codec: Deflate, flushOdds: number][] = [
  ['one record', 1, 10, portableDeflate, 0],
  ['records in a few blocks', 300, 700, portableDeflate, 0],
  ['a block each', 200, 20_000, portableDeflate, 0],
  ['groups of blocks', 3000, 5, plain, 3],
  ['exactly a group', 64, 20_000, plain, 0],
  ['a group and a block', 65, 20_000, plain, 0],
]
for (const [name, count, size, codec, flushOdds] of rows) {
  test(name, () => {
    const random = randomOf(seed)
    const records = Array.from({ length: count }, (_, i) =>
      JSON.stringify([i, '\u00e9'.repeat(random.below(size) + (size > 10_000 ? 9000 : 0))]),
    )
    const { bytes, top, blocks } = written(records, codec, flushOdds)
    assert.is(top.blockCount, blocks.length)
    records.forEach((record, doc) => {
      const { start, end, index } = top.find(doc)
      assert.equal(parseRecord(readStoredBlock(bytes.subarray(start, end), codec)[index]), JSON.parse(record))
    })
    assert.throws(() => top.find(count), isCorrupt)
  })
}

test('nothing stored', () => {
  const { top, bytes } = written([], portableDeflate)
  assert.is(bytes.length, 0)
  assert.throws(() => top.find(0), isCorrupt)
})

test('what is inflated must be as long as was said', () => {
  const raw = new TextEncoder().encode('one two three one two three')
  const packed = portableDeflate.deflate(raw)
  assert.equal(inflateExactly(portableDeflate, packed, raw.length), raw)
  const wrong: [bytes: Uint8Array, length: number][] = [
    [packed, raw.length - 1],
    [packed, raw.length + 1],
    [packed, 0],
    [new Uint8Array(0), 10],
    [packed.subarray(0, packed.length - 2), raw.length],
    [Uint8Array.of(7, 7, 7), 3],
    [deflateRawSync(raw, { level: 0 }), raw.length - 1],
  ]
  for (const [bytes, length] of wrong) assert.throws(() => inflateExactly(portableDeflate, bytes, length), isCorrupt)
})

function block(length: number, raw: Uint8Array): Uint8Array {
  const out = new ByteWriter()
  out.varint(length)
  out.bytes(deflateRawSync(raw))
  return out.toBytes()
}

const damaged: [name: string, bytes: Uint8Array][] = [
  ['empty', new Uint8Array(0)],
  ['a length that deflate cannot reach', block(2 ** 26, Uint8Array.of(1, 2))],
  ['a length beyond the limit', block(2 ** 32 - 1, new Uint8Array(200_000))],
  ['a record that runs over its block', block(2, Uint8Array.of(9, 1))],
  ['a million records', block(2 ** 20, new Uint8Array(2 ** 20))],
]
for (const [name, bytes] of damaged)
  test(`${name} is E_CORRUPT`, () => assert.throws(() => readStoredBlock(bytes, portableDeflate), isCorrupt))

for (const text of ['', '{', '{}', 'null', '7', '[1', '\u0000']) {
  test(`record ${JSON.stringify(text)} is E_CORRUPT`, () => assert.throws(() => parseRecord(new TextEncoder().encode(text)), isCorrupt))
}

test('a damaged index of blocks is E_CORRUPT, never a wrong block', () => {
  const records = Array.from({ length: 500 }, (_, i) => JSON.stringify([i]))
  const writer = new StoredWriter(plain)
  records.forEach((record, i) => {
    writer.add(record)
    if (i % 5 === 4) writer.flush()
  })
  const out = new ByteWriter()
  const top = writeStored(writer.blocks, out)
  for (let length = 0; length < top.length; length++) {
    for (const doc of [0, 250, 499]) {
      let place: { start: number; end: number } | undefined
      try {
        place = new StoredTop(top.slice(0, length), out.length).find(doc)
      } catch (error) {
        assert.ok(isCorrupt(error))
      }
      if (place !== undefined) assert.equal(place, new StoredTop(top, out.length).find(doc))
    }
  }
})

test.run()
