// Ids: each is found again, of its own type; what is not there is not found.

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { ByteWriter } from '../../src/bytes/cursor.js'
import { RostrumError } from '../../src/errors.js'
import { hashOfId, type Id, Ids, writeIds } from '../../src/segment/ids.js'

function written(ids: readonly Id[]): Ids {
  const out = new ByteWriter()
  writeIds(ids, out)
  const bytes = new Uint8Array(16 + Math.ceil(out.length / 4) * 4)
  bytes.set(out.view(), 16)
  return new Ids({ bytes, words: new Uint32Array(bytes.buffer), start: 0 }, 16, 16 + out.length, ids.length)
}

const sets: [name: string, ids: Id[], absent: Id[]][] = [
  ['none', [], [0, '']],
  ['one', ['a'], ['b', '', 'A', 0]],
  [
    'numbers and their texts',
    [1, '1', 0, '0', 1.5, '1.5', 2 ** 53, -1, 1e300, Number.MIN_VALUE, Infinity, -Infinity],
    [2, '-1', 'Infinity', Number.NaN],
  ],
  [
    'unicode',
    ['', ' ', '\u0000', 'caf\u00e9', 'cafe\u0301', '\u{1f5de}', '\ufeff', '\ufffd', '__proto__', 'constructor'],
    ['cafe', '\u0000\u0000', '\ud83d'],
  ],
  ['long', ['x'.repeat(512), 'x'.repeat(511), '\u{10ffff}'.repeat(128)], ['x'.repeat(513)]],
]
for (const [name, ids, absent] of sets) {
  test(name, () => {
    const read = written(ids)
    ids.forEach((id, doc) => {
      assert.is(read.id(doc), id)
      assert.equal(read.find(id), [doc])
    })
    for (const id of absent) assert.equal(read.find(id), [], String(id))
  })
}

test('-0 is 0', () => {
  const read = written([-0])
  assert.ok(Object.is(read.id(0), 0))
  assert.equal(read.find(0), [0])
  assert.equal(read.find(-0), [0])
})

test('the same id twice is found twice, in order of documents', () => {
  const read = written(['b', 'a', 'b', 7, 'b', 7])
  assert.equal(read.find('b'), [0, 2, 4])
  assert.equal(read.find(7), [3, 5])
})

test('ids of one hash are told apart', () => {
  const byHash = new Map<number, string>()
  const pairs: [string, string][] = []
  for (let i = 0; pairs.length < 3; i++) {
    const id = `k${i.toString(36)}`
    const other = byHash.get(hashOfId(id))
    if (other !== undefined) pairs.push([other, id])
    byHash.set(hashOfId(id), id)
  }
  for (const [a, b] of pairs) {
    const read = written([b, 'x', a])
    assert.equal(read.find(a), [2])
    assert.equal(read.find(b), [0])
    assert.equal(written(['x', b]).find(a), [])
  }
})

test('ten thousand of both types', () => {
  const ids: Id[] = Array.from({ length: 10_000 }, (_, i) => (i % 2 === 0 ? i : `id:${i}`))
  const read = written(ids)
  for (const [doc, id] of ids.entries()) assert.equal(read.find(id), [doc])
  assert.equal(read.find(1), [])
  assert.equal(read.find('id:0'), [])
})

test('damaged ids are E_CORRUPT', () => {
  const out = new ByteWriter()
  writeIds(['abc', 5], out)
  const isCorrupt = (error: unknown) => error instanceof RostrumError && error.code === 'E_CORRUPT'
  const open = (change: (bytes: Uint8Array, words: Uint32Array) => void) => {
    const bytes = new Uint8Array(40)
    bytes.set(out.view())
    const words = new Uint32Array(bytes.buffer)
    change(bytes, words)
    return new Ids({ bytes, words, start: 0 }, 0, out.length, 2)
  }
  assert.is(open(() => {}).id(1), 5)
  assert.throws(() => open((bytes) => (bytes[24] = 2)).id(0), isCorrupt)
  assert.throws(() => open((bytes) => (bytes[25] = 0xff)).id(0), isCorrupt)
  assert.throws(() => open((_, words) => (words[4] = 0)).id(0), isCorrupt)
  assert.throws(() => open((_, words) => (words[5] = 2 ** 32 - 1)).id(1), isCorrupt)
  assert.throws(() => open((_, words) => (words[4] = 6)).id(1), isCorrupt)
  assert.throws(() => new Ids({ bytes: new Uint8Array(8), words: new Uint32Array(2), start: 0 }, 0, 8, 1), isCorrupt)
})

test.run()
