// Writer and reader of bytes: what one writes the other reads, and no read leaves its bounds.

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { ByteReader, ByteWriter, decodeUtf8 } from '../../src/bytes/cursor.js'
import { RostrumError } from '../../src/errors.js'

const isCorrupt = (error: unknown) => error instanceof RostrumError && error.code === 'E_CORRUPT'

test('every kind of value round-trips, from any start', () => {
  const writer = new ByteWriter(1)
  writer.u8(200)
  writer.u16(0xbeef)
  writer.u32(0xdeadbeef)
  writer.f64(-0.1)
  writer.varint(2 ** 32 - 1)
  assert.is(writer.utf8('\ufeffna\u00efve \u{1f5de}'), 14)
  writer.align(4)
  assert.is(writer.length % 4, 0)
  writer.words(Uint32Array.of(1, 2, 3, 4), 1, 2)
  writer.bytes(Uint8Array.of(9))
  writer.patchU32(3, 0x01020304)
  const outer = new Uint8Array(writer.length + 7)
  outer.set(writer.view(), 5)
  const reader = new ByteReader(outer, 5, 5 + writer.length)
  assert.is(reader.u8(), 200)
  assert.is(reader.u16(), 0xbeef)
  assert.is(reader.u32(), 0x01020304)
  assert.is(reader.f64(), -0.1)
  assert.is(reader.varint(), 2 ** 32 - 1)
  assert.is(reader.utf8(14), '\ufeffna\u00efve \u{1f5de}')
  reader.at = 5 + Math.ceil((reader.at - 5) / 4) * 4
  assert.is(reader.u32(), 2)
  assert.is(reader.u32(), 3)
  assert.equal([...reader.bytes(1)], [9])
  assert.is(reader.at, reader.end)
})

test('clear keeps nothing, toBytes is a copy', () => {
  const writer = new ByteWriter(2)
  writer.u32(1)
  const copy = writer.toBytes()
  writer.clear()
  writer.u8(7)
  assert.equal([...copy], [1, 0, 0, 0])
  assert.equal([...writer.view()], [7])
  writer.u8(0xff)
  writer.clear()
  writer.u8(1)
  writer.align(8)
  assert.equal([...writer.view()], [1, 0, 0, 0, 0, 0, 0, 0], 'padding is zero where old bytes were')
})

const reads: [name: string, bytes: number, read: (reader: ByteReader) => unknown][] = [
  ['u8', 0, (reader) => reader.u8()],
  ['u16', 1, (reader) => reader.u16()],
  ['u32', 3, (reader) => reader.u32()],
  ['u64', 7, (reader) => reader.u64()],
  ['f64', 7, (reader) => reader.f64()],
  ['bytes', 2, (reader) => reader.bytes(3)],
  ['utf8', 2, (reader) => reader.utf8(2 ** 32)],
]
for (const [name, bytes, read] of reads) {
  test(`${name} past the end is E_CORRUPT, even where the buffer goes on`, () => {
    assert.throws(() => read(new ByteReader(new Uint8Array(64), 8, 8 + bytes)), isCorrupt)
  })
}

test('numbers beyond their limits are E_CORRUPT', () => {
  const bytes = (...values: number[]) => new ByteReader(Uint8Array.from(values))
  assert.throws(() => bytes(0xff, 0xff, 0xff, 0xff, 0x10).varint(), isCorrupt)
  assert.throws(() => bytes(0x80, 0x80, 0x80, 0x80, 0x80, 0).varint(), isCorrupt)
  assert.throws(() => bytes(0x80).varint(), isCorrupt)
  assert.throws(() => bytes(0, 0, 0, 0, 0, 0, 0x20, 0).u64(), isCorrupt)
  assert.is(bytes(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x1f, 0).u64(), Number.MAX_SAFE_INTEGER)
  assert.throws(() => new ByteReader(new Uint8Array(4), 3, 2), isCorrupt)
  assert.throws(() => new ByteReader(new Uint8Array(4), 0, 5), isCorrupt)
})

const notUtf8: number[][] = [[0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xff], [0xe2, 0x82], [0x80]]
for (const bytes of notUtf8) test(`${bytes} is not UTF-8`, () => assert.throws(() => decodeUtf8(Uint8Array.from(bytes)), isCorrupt))

test.run()
