// Several segments in one run of bytes: what is packed is unpacked; damage is told.

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { crc32 } from '../../src/bytes/crc32.js'
import { isRostrumError } from '../../src/errors.js'
import { Index } from '../../src/index/index.js'
import { mergeSegments } from '../../src/index/merge-segments.js'
import { openIndex } from '../../src/reader/index.js'
import { checkSegment } from '../../src/segment/check.js'
import { isContainer, openSegments, packSegments, type SegmentPart, unpackSegments } from '../../src/segment/container.js'
import { formatVersion } from '../../src/segment/layout.js'
import { randomOf, seed } from '../random.js'
import { contentOf, sampleDocuments, sealed } from './content.js'

const parts: SegmentPart[] = [
  { bytes: sealed(sampleDocuments(30, 1)), deleted: Uint8Array.of(1, 0, 0x80, 0) },
  { bytes: sealed([]), deleted: undefined },
  { bytes: sealed(sampleDocuments(9, 2)), deleted: Uint8Array.of(0, 1) },
]

for (let count = 0; count <= parts.length; count++) {
  test(`${count} segments`, () => {
    const packed = packSegments(parts.slice(0, count))
    assert.ok(isContainer(packed))
    assert.is(packed.length % 8, 0)
    const got = unpackSegments(packed)
    assert.is(got.length, count)
    for (const [i, { bytes, deleted }] of got.entries()) {
      assert.equal(new Uint8Array(bytes), parts[i].bytes)
      assert.equal(deleted, parts[i].deleted)
      assert.is(bytes.buffer, packed.buffer, 'a view')
      assert.is.not(deleted?.buffer ?? null, packed.buffer, 'a copy')
      assert.is(contentOf(bytes), contentOf(parts[i].bytes))
    }
    assert.equal(packSegments(got), packed)
  })
}

test('a segment is its only part; other bytes are left to opening', () => {
  const [{ bytes }] = parts
  assert.not.ok(isContainer(bytes))
  assert.equal(unpackSegments(bytes), [{ bytes, deleted: undefined }])
  const other = Uint8Array.of(1, 2, 3)
  assert.equal(unpackSegments(other), [{ bytes: other, deleted: undefined }])
})

function codeOf(bytes: Uint8Array): string {
  try {
    for (const part of unpackSegments(bytes)) contentOf(part.bytes)
  } catch (error) {
    if (isRostrumError(error)) return error.code
    throw error
  }
  return 'read'
}

test('an index of several segments is searched without merging; what is deleted is not found', () => {
  const options = { fields: { body: {} } }
  const [first, second] = [
    [1, 2, 3],
    [4, 5],
  ].map((ids) =>
    sealed(
      ids.map((id) => ({ id, body: `ice ${id}` })),
      options,
    ),
  )
  const packed = packSegments([
    { bytes: first, deleted: Uint8Array.of(2) },
    { bytes: second, deleted: undefined },
  ])
  const index = openIndex(packed)
  assert.is(index.count, 4)
  assert.equal(
    index
      .search('ice')
      .hits.map(({ id }) => id)
      .sort(),
    [1, 3, 4, 5],
  )
  const { segments, deleted } = openSegments(packed)
  assert.equal(
    segments.map(({ documentCount }) => documentCount),
    [3, 2],
  )
  assert.equal(deleted, [Uint8Array.of(2), undefined])
  for (const bad of [packSegments([]), packSegments([{ bytes: first, deleted: undefined }, parts[2]])])
    assert.throws(
      () => openIndex(bad),
      (error: unknown) => isRostrumError(error) && error.code === 'E_CORRUPT',
    )
})

test('an index of several segments can be changed, and then has one', () => {
  const options = { fields: { body: {} } }
  const bytes = (ids: readonly number[]) =>
    sealed(
      ids.map((id) => ({ id, body: `ice ${id}` })),
      options,
    )
  const packed = packSegments([
    { bytes: bytes([1, 2, 3]), deleted: Uint8Array.of(2) },
    { bytes: bytes([2, 5]), deleted: undefined },
  ])
  const before = packed.slice()
  const index = Index.from<{ id: number; body: string }>(packed)
  const found = (from: Pick<Index, 'search'>) =>
    from
      .search('ice')
      .hits.map(({ id }) => id)
      .sort()
  assert.equal([index.count, index.info().segmentCount, found(index)], [4, 2, [1, 2, 3, 5]])
  index.remove(2)
  index.add({ id: 7, body: 'ice' })
  index.replace({ id: 1, body: 'fire' })
  assert.equal([index.count, found(index)], [4, [3, 5, 7]])
  const one = index.toBytes()
  assert.not.ok(isContainer(one))
  assert.equal(found(Index.from(one)), [3, 5, 7])
  assert.equal(packed, before, 'the bytes given stay as they were')
  assert.equal(found(openIndex(mergeSegments([packed, bytes([8])]))), [1, 2, 3, 5, 8])
})

const nestedOptions = { fields: { body: {}, 'quotes.text': {} }, nested: ['quotes'] }
const nestedBytes = sealed([{ id: 1, body: 'ice', quotes: [{ text: 'a' }, { text: 'b' }] }, { id: 2 }], nestedOptions)
const checks: [name: string, parts: SegmentPart[], says: string | undefined][] = [
  ['sound segments', [parts[0], { bytes: sealed([{ id: 'other' }]), deleted: undefined }], undefined],
  ['none', [], 'one segment or more'],
  ['a damaged one', [parts[1], { bytes: flipped(parts[0].bytes), deleted: undefined }], 'Segment 1: The checksum of block'],
  ['two schemas', [parts[1], { bytes: nestedBytes, deleted: undefined }], 'segments of one schema'],
  ['an id in two', [parts[0], { bytes: parts[0].bytes, deleted: undefined }], 'stands in an earlier segment too'],
  ['a block deleted', [{ bytes: nestedBytes, deleted: Uint8Array.of(0b0111) }], undefined],
  ['an item deleted without its parent', [{ bytes: nestedBytes, deleted: Uint8Array.of(0b0010) }], 'are not both deleted'],
]
for (const [name, given, says] of checks) {
  test(`checking ${name}: ${says ?? 'sound'}`, () => {
    const { ok, problems, segmentCount, documentCount, sections: rows } = checkSegment(packSegments(given))
    assert.is(ok, says === undefined, JSON.stringify(problems))
    for (const { cure } of problems) assert.match(cure, /[Bb]uild it again|Build them/)
    if (says !== undefined) assert.ok(problems[0].message.includes(says), problems[0].message)
    else assert.ok(segmentCount === given.length && (documentCount as number) > 0 && rows[0].name === '0 meta')
  })
}

function flipped(bytes: Uint8Array): Uint8Array {
  const copy = bytes.slice()
  copy[copy.length - 9] ^= 4
  return copy
}

test('versions are those of segments', () => {
  const packed = packSegments(parts)
  const view = new DataView(packed.buffer)
  view.setUint16(8, formatVersion.major + 1, true)
  assert.is(codeOf(packed), 'E_FORMAT_TOO_NEW')
  view.setUint16(8, 0, true)
  view.setUint16(10, 0, true)
  assert.is(codeOf(packed), 'E_FORMAT_TOO_OLD')
})

test('every length is refused', () => {
  const packed = packSegments(parts.slice(0, 2))
  for (let length = 8; length < packed.length; length += length < 200 ? 1 : 13) assert.is(codeOf(packed.subarray(0, length)), 'E_TRUNCATED')
  assert.is(codeOf(new Uint8Array([...packed, 0])), 'E_TRUNCATED')
})

test(`flipped bits are found, or change nothing (seed ${seed})`, () => {
  const random = randomOf(seed)
  const packed = packSegments(parts)
  const content = unpackSegments(packed).map(({ bytes, deleted }) => [contentOf(bytes), deleted])
  let found = 0
  for (let i = 0; i < 600; i++) {
    const at = i % 2 === 0 ? random.below(200) : random.below(packed.length)
    const bit = 1 << random.below(8)
    packed[at] ^= bit
    const code = codeOf(packed)
    if (code === 'read')
      assert.equal(
        unpackSegments(packed).map(({ bytes, deleted }) => [contentOf(bytes), deleted]),
        content,
      )
    else {
      assert.match(code, /^E_(NOT_AN_INDEX|CORRUPT|TRUNCATED|FORMAT_TOO_(NEW|OLD))$/)
      found++
    }
    packed[at] ^= bit
  }
  assert.ok(found > 550, String(found))
})

test('bytes that are not used, and bits of no document, are 0', () => {
  const sum = (packed: Uint8Array) =>
    new DataView(packed.buffer).setUint32(28, sumOf(packed, new DataView(packed.buffer).getUint32(24, true)), true)
  const sound = packSegments(parts)
  const view = new DataView(sound.buffer)
  const [bits, first] = [view.getUint32(32 + 16, true), Number(view.getBigUint64(32, true)) + Number(view.getBigUint64(40, true))]
  const gaps = [bits + 4, bits + 7, bits + 3]
  if (first % 8 !== 0) gaps.push(first)
  for (const at of gaps) {
    const packed = sound.slice()
    packed[at] |= 0x40
    sum(packed)
    assert.is(codeOf(packed), 'E_CORRUPT', String(at))
  }
})

test('a hostile table under a good checksum is refused', () => {
  const places = [12, 24, 32, 40, 48, 52, 56, 64, 72, 80, 88, 96, 100]
  for (const place of places) {
    for (const value of [1, 7, 8, 0x7fffffff, 0xffffffff]) {
      const packed = packSegments(parts)
      const view = new DataView(packed.buffer)
      if (view.getUint32(place, true) === value) continue
      view.setUint32(place, value, true)
      // the sum of a head of whatever length it now says
      const headLength = view.getUint32(24, true)
      if (headLength <= packed.length) view.setUint32(28, sumOf(packed, headLength), true)
      assert.match(codeOf(packed), /^E_(CORRUPT|NOT_AN_INDEX|TRUNCATED)$/, `${value} at ${place}`)
    }
  }
})

function sumOf(bytes: Uint8Array, headLength: number): number {
  return crc32(bytes, 32, Math.max(32, headLength), crc32(bytes, 0, 28))
}

test.run()
