// What only a check of every byte can tell: structures that can be read, under good checksums, and do not agree with each other.

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { pack } from '../../src/bytes/bitpack.js'
import { ByteWriter } from '../../src/bytes/cursor.js'
import { RostrumError } from '../../src/errors.js'
import { checkSegment } from '../../src/segment/check.js'
import { header, sections } from '../../src/segment/layout.js'
import { PostingCursor } from '../../src/segment/posting-cursor.js'
import { openSegment, type Section } from '../../src/segment/segment.js'
import { mend } from '../damage/mend.js'
import { sampleDocuments, sealed } from './content.js'

const sound = sealed(sampleDocuments(400, 5))

type Change = (bytes: Uint8Array, view: DataView, at: (id: number) => number, end: (id: number) => number) => void

const rows: [name: string, says: string, change: Change][] = [
  ['a reserved byte of the header', 'must be 0', (bytes) => (bytes[header.reserved + 3] = 1)],
  ['the zero of a section row', 'must be 0', (bytes) => (bytes[header.size + 4] = 1)],
  ['the flag for positions gone', 'The header says positions: false', (_, view) => view.setUint32(header.flags, 0, true)],
  ['a length', 'its statistics say', (bytes, _, at) => (bytes[at(sections.norms)] += 1)],
  ['a hash', 'is not found by its hash', (_, view, at) => view.setUint32(at(sections.ids), 0, true)],
  ['a document of ids that is not there', 'was named before', (_, view, at) => view.setUint32(at(sections.ids) + 1600, 400, true)],
  ['the first key above the second', 'stands after', (bytes, _, at) => (bytes[at(sections.dictionary) + 1] = 0x7f)],
  ['a column of another field', 'the schema has', (_, view, at) => view.setUint32(at(sections.columns) + 8, 4, true)],
  [
    'a keyword column of another field',
    'the schema has keyword fields [2]',
    (_, view, at) => view.setUint32(at(sections.keywordColumns) + 8, 1, true),
  ],
  ['a keyword above all', 'an ordinal of', (bytes, _, at) => (bytes[at(sections.keywordColumns) + 32 + 1600] = 5)],
  ['a keyword of 0', 'an ordinal above 0', (bytes, _, at) => (bytes[at(sections.keywordColumns) + 32 + 1600] = 0)],
  ['keywords out of order', 'in order', (bytes, _, __, end) => (bytes[end(sections.keywordColumns) - 4] = 0x20)],
  [
    'a byte of padding among keywords',
    'must be 0',
    (bytes, view, at) => {
      const start = at(sections.keywordColumns)
      bytes[start + 32 + 1600 + view.getUint32(start + 8 + 12, true)] = 1
    },
  ],
  [
    'an entry of the stored index for fewer documents',
    'in the stored index, got no block',
    // behind blocks, groups and the row of the one group: a varint of two bytes, of which the second alone is a number too
    (_, view, at) => view.setUint32(at(sections.storedTop) + 16, 1, true),
  ],
  ['an infinite value', 'not finite', (_, view, at) => view.setFloat64(at(sections.columns) + 8 + 32, Number.POSITIVE_INFINITY, true)],
]

for (const [name, says, change] of rows) {
  test(`${name}: ${says}`, () => {
    const bytes = sound.slice()
    const { sections: table } = openSegment(sound)
    const place = (id: number) => table.get(id) as Section
    change(
      bytes,
      new DataView(bytes.buffer),
      (id) => place(id).start,
      (id) => place(id).end,
    )
    mend(bytes)
    const { ok, problems } = checkSegment(bytes)
    assert.not.ok(ok)
    assert.ok(
      problems.some(({ code, message }) => code === 'E_CORRUPT' && message.includes(says)),
      JSON.stringify(problems.slice(0, 3)),
    )
  })
}

test('a bound that its block exceeds', () => {
  const options = { fields: { body: {} }, storeFields: [] }
  const bytes = sealed(
    Array.from({ length: 300 }, (_, id) => ({ id, body: 'ice ice' })),
    options,
  )
  const { start } = openSegment(bytes).sections.get(sections.postings) as Section
  const blocks = 3
  // field mask, two bytes of df, positions' place and words, then the lists at a multiple of 4: last documents, then bounds
  const skip = start + 8
  const view = new DataView(bytes.buffer)
  assert.is(view.getUint32(skip, true), 127)
  view.setUint8(skip + 4 * blocks + 3, 1)
  mend(bytes)
  assert.ok(checkSegment(bytes).problems.some(({ message }) => message.startsWith('The bound of a block')))
})

test('documents that run past 2^32 and come round again are refused', () => {
  const out = new ByteWriter()
  const gaps = new Uint32Array(128)
  gaps[0] = 5
  gaps[60] = 2 ** 31 - 1
  gaps[61] = 2 ** 31 - 1
  const last = (5 + 127 + 2 ** 32 - 2) % 2 ** 32
  out.u32(last)
  out.u32(0)
  out.u32(31)
  pack(gaps, 0, 31, out)
  const bytes = out.toBytes()
  const chunk = { bytes, words: new Uint32Array(bytes.buffer, 0, bytes.length / 4), start: 0 }
  const entry = { field: 0, df: 128, start: 0, end: bytes.length, positionsStart: 0, positionsEnd: 0 }
  const cursor = new PostingCursor(chunk, entry, false, 1000)
  assert.ok(last < 1000)
  assert.throws(
    () => cursor.next(),
    (error: unknown) => error instanceof RostrumError && error.code === 'E_CORRUPT' && error.message.includes('documents above'),
  )
})

test('at most a hundred problems are listed', () => {
  const bytes = sound.slice()
  const { start, end } = openSegment(sound).sections.get(sections.postings) as Section
  for (let at = start; at < end; at += 7) bytes[at] ^= 0x55
  mend(bytes)
  const { problems } = checkSegment(bytes)
  assert.ok(problems.length > 5 && problems.length <= 101, String(problems.length))
})

test.run()
