// Lengths of fields, kept exactly: in one byte, two or four by how many there are; merged as built anew; damage told.

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { isRostrumError } from '../../src/errors.js'
import { Index } from '../../src/index/index.js'
import type { SchemaOptions } from '../../src/schema.js'
import { checkSegment } from '../../src/segment/check.js'
import { sections } from '../../src/segment/layout.js'
import { merge } from '../../src/segment/merge.js'
import { encodeLengths, exactLengths, fieldStatistics, lengthsOf, normPlaces } from '../../src/segment/norms.js'
import { openSegment } from '../../src/segment/segment.js'
import { mend } from '../damage/mend.js'
import { sampleDocuments, sampleOptions, sealed } from './content.js'

const field = { name: 'body', number: 0, level: 0, type: 'text', boost: 1, b: 0.75, analyzer: undefined } as const

const columns: [name: string, lengths: number[], width: number][] = [
  ['none', [], 1],
  ['one', [3], 1],
  ['some', [70, 0, 33, 70, 1_000_000], 1],
  ['255 and 0', Array.from({ length: 255 }, (_, i) => 2 * i + 1), 1],
  ['256 and 0', Array.from({ length: 256 }, (_, i) => 2 * i + 1), 2],
  ['65,535 and 0', Array.from({ length: 65_535 }, (_, i) => 65_535 - i), 2],
  ['65,536 and 0', Array.from({ length: 65_536 }, (_, i) => 3 * i + 1), 4],
]
for (const [name, given, width] of columns) {
  test(`a column of ${name}: classes of ${width} bytes`, () => {
    const encoded = encodeLengths(Uint32Array.from(given))
    const statistics = fieldStatistics(encoded, given.length)
    assert.is(statistics.lengths, new Set([0, ...given]).size)
    assert.is(
      statistics.tokens,
      given.reduce((sum, length) => sum + length, 0),
    )
    assert.is(statistics.documents, given.filter((length) => length > 0).length)
    const [place] = normPlaces({ fields: [field], lengths: 'exact' }, [statistics], given.length)
    assert.ok(place)
    assert.is(place.width, width)
    assert.is(place.end - place.start, encoded.bytes.length)
    const { classes, start, lengths } = exactLengths(encoded.bytes.slice(), place, given.length)
    assert.equal(
      given.map((_, doc) => lengths[classes[start + doc]]),
      given,
    )
  })
}

const options: SchemaOptions = { ...sampleOptions, lengths: 'exact' }

test('merging gives what building anew would', () => {
  const documents = [
    ...sampleDocuments(40, 1),
    { id: 'long', body: 'tax '.repeat(5000) },
    ...sampleDocuments(300, 2).map((d, i) => ({ ...d, id: `b${i}` })),
  ]
  const cut = [30, 41]
  const parts = [documents.slice(0, cut[0]), documents.slice(cut[0], cut[1]), documents.slice(cut[1])]
  const merged = merge(parts.map((part) => ({ segment: openSegment(sealed(part, options)), deleted: undefined })))
  assert.equal(merged, sealed(documents, options))
  assert.equal(checkSegment(merged).problems, [])
  const segment = openSegment(merged)
  segment.resident.require(0, merged.length)
  const own = lengthsOf(segment, 1)
  assert.ok(own)
  assert.is(own.lengths[own.classes[40]], 5000)
})

test('lengths that a byte takes for one are told apart', () => {
  const documents = [1000, 1001].map((length) => ({ id: length, body: `ice ${'tax '.repeat(length - 1)}` }))
  for (const lengths of ['byte', 'exact'] as const) {
    const index = new Index<{ id: number; body: string }>({ fields: { body: {} }, lengths })
    index.addAll(documents)
    const [first, second] = index.search('ice').hits
    assert.is(first.score === second.score, lengths === 'byte', lengths)
  }
})

const damage: [name: string, says: RegExp, change: (view: DataView, start: number) => void][] = [
  ['a class that is not there', /one of \d+ lengths/, (view, start) => view.setUint8(start + 4 * 3 + 1, 3)],
  ['lengths that do not ascend', /lengths that ascend/, (view, start) => view.setUint32(start + 8, 0, true)],
  ['a first length above 0', /lengths that ascend/, (view, start) => view.setUint32(start, 1, true)],
  ['another length', /its statistics say/, (view, start) => view.setUint32(start + 8, 9, true)],
  ['a length of no document', /has 3 lengths, its documents 2/, (view, start) => view.setUint8(start + 4 * 3 + 1, 1)],
  ['a byte of padding', /must be 0/, (view, start) => view.setUint8(start + 4 * 3 + 2, 1)],
]
for (const [name, says, change] of damage) {
  test(`${name}: ${says.source}`, () => {
    const bytes = sealed(
      [
        { id: 1, body: 'ice' },
        { id: 2, body: 'ice road' },
      ],
      { fields: { body: {} }, lengths: 'exact' },
    )
    change(new DataView(bytes.buffer), openSegment(bytes).sections.get(sections.norms)?.start as number)
    mend(bytes)
    const { problems } = checkSegment(bytes)
    assert.ok(
      problems.some(({ message }) => says.test(message)),
      JSON.stringify(problems),
    )
    if (/lengths that|one of/.test(says.source))
      assert.throws(
        () => Index.from(bytes).search('ice'),
        (error: unknown) => isRostrumError(error) && error.code === 'E_CORRUPT',
      )
  })
}

test.run()
