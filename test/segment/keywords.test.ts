// Keyword columns: values as they were given, none, one or several by document; any number of different ones; merged as if built anew.

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { ByteWriter } from '../../src/bytes/cursor.js'
import { isRostrumError } from '../../src/errors.js'
import { compareKeys } from '../../src/segment/dictionary.js'
import { checkKeywords, KeywordCollector, KeywordColumn, readKeywordPlaces, writeKeywords } from '../../src/segment/keywords.js'
import { merge } from '../../src/segment/merge.js'
import { openSegment } from '../../src/segment/segment.js'
import { randomOf, seed } from '../random.js'
import { contentOf, sealed } from './content.js'

function written(columns: readonly (readonly string[])[][]): { bytes: Uint8Array<ArrayBuffer>; read: KeywordColumn[]; kinds: number[] } {
  const out = new ByteWriter()
  const values = columns.map((column, field) => {
    const collector = new KeywordCollector()
    for (const own of column) collector.add(own)
    return collector.values(2 * field)
  })
  writeKeywords(values, out)
  const bytes = out.toBytes()
  const count = columns[0]?.length ?? 0
  const places = readKeywordPlaces(bytes, 0, count)
  return {
    bytes,
    kinds: places.map(({ kind }) => kind),
    read: places.map((place) => new KeywordColumn(bytes.subarray(place.start, place.end), place, count)),
  }
}

const many = (count: number, each: number) =>
  Array.from({ length: count }, (_, i) => Array.from({ length: each }, (_, k) => `v${i * each + k}`))

const tables: [name: string, columns: string[][][], kinds: number[]][] = [
  ['no columns', [], []],
  ['no documents', [[]], [1]],
  ['none in any document', [[[], [], []]], [1]],
  ['one each', [[['b'], ['a'], [], ['b']]], [1]],
  ['spellings stay apart', [[['Herald'], ['herald'], ['H\u00e9rald'], ['']]], [1]],
  ['several', [[['b', 'a', 'b'], [], ['c']]], [9]],
  ['the same twice in a document is once', [[['a', 'a'], ['b']]], [1]],
  ['beyond the basic plane, after every other', [[['\u{1f600}'], ['\uffe5'], ['z']]], [1]],
  ['255 different', [many(255, 1)], [1]],
  ['256 different', [many(256, 1)], [2]],
  ['65,535 different', [many(65535, 1)], [2]],
  ['65,536 different, four a document', [many(16384, 4)], [12]],
  ['two columns', [many(5, 1), many(5, 3)], [1, 9]],
]
for (const [name, columns, kinds] of tables) {
  test(name, () => {
    const { bytes, read, kinds: got } = written(columns)
    assert.equal(got, kinds)
    const problems: string[] = []
    const fields = columns.map((_, field) => 2 * field)
    checkKeywords(bytes, columns[0]?.length ?? 0, fields, (message) => problems.push(message))
    assert.equal(problems, [])
    for (const [i, column] of columns.entries()) {
      const sorted = [...new Set(column.flat())].sort(compareKeys)
      assert.is(read[i].valueCount, sorted.length)
      const ordinals = new Map(sorted.map((value, ordinal) => [value, ordinal]))
      const counts = new Uint32Array(sorted.length)
      for (const [doc, values] of column.entries()) {
        const own = [...new Set(values)].map((value) => ordinals.get(value) as number).sort((a, b) => a - b)
        assert.equal(read[i].all(doc), own)
        assert.equal([read[i].least(doc), read[i].greatest(doc)], [own[0] ?? -1, own.at(-1) ?? -1])
        read[i].count(doc, counts)
      }
      assert.is(
        counts.reduce((sum, count) => sum + count, 0),
        column.reduce((sum, values) => sum + new Set(values).size, 0),
      )
      for (let ordinal = 0; ordinal < sorted.length; ordinal += 1 + (sorted.length >> 7)) {
        assert.is(read[i].value(ordinal), sorted[ordinal])
        assert.is(read[i].find(sorted[ordinal]), ordinal)
      }
      assert.is(read[i].find('nowhere'), -1)
    }
  })
}

test('lone surrogates are one value, U+FFFD', () => {
  const { read } = written([[['\ud800'], ['\udc00x'], ['\ufffd']]])
  assert.is(read[0].valueCount, 2)
  assert.equal([read[0].value(read[0].least(0)), read[0].least(0)], ['\ufffd', read[0].least(2)])
})

const damages: [name: string, change: (view: DataView) => void][] = [
  ['more columns than bytes', (view) => view.setUint32(0, 2 ** 31, true)],
  ['an unknown kind', (view) => view.setUint32(12, 3, true)],
  ['a kind too wide', (view) => view.setUint32(12, 10, true)],
  ['more values than bytes', (view) => view.setUint32(16, 2 ** 30, true)],
  ['more ordinals than bytes', (view) => view.setUint32(20, 2 ** 32 - 1, true)],
  ['an odd offset', (view) => view.setUint32(24, 33, true)],
  ['an offset outside', (view) => view.setUint32(24, 2 ** 32 - 8, true)],
  ['too short', (view) => view.setUint32(28, 8, true)],
  ['too long', (view) => view.setUint32(28, 2 ** 32 - 1, true)],
]
for (const [name, change] of damages) {
  test(`${name} is E_CORRUPT`, () => {
    const { bytes } = written([[['a', 'b'], ['c'], []]])
    change(new DataView(bytes.buffer))
    assert.throws(
      () => readKeywordPlaces(bytes, 0, 3),
      (error: unknown) => isRostrumError(error) && error.code === 'E_CORRUPT',
    )
  })
}

test(`random columns, parted and merged, deleted here and there, are those built anew (seed ${seed})`, () => {
  const random = randomOf(seed)
  for (let round = 0; round < 20; round++) {
    const distinct = random.pick([3, 40, 400])
    const most = random.pick([1, 3])
    const documents = Array.from({ length: random.below(300) + 2 }, (_, id) => ({
      id,
      tag: Array.from({ length: random.below(most + 1) }, () => `T\u00e4g ${random.below(distinct)}`),
      kind: `k${random.below(2)}`,
    }))
    const options = { fields: { tag: { type: 'keyword' }, text: {}, kind: { type: 'keyword' } } } as const
    const cut = random.below(documents.length)
    const gone = new Set(documents.map(({ id }) => id).filter(() => random.oneIn(4)))
    const inputs = [documents.slice(0, cut), documents.slice(cut)].map((part) => {
      const deleted = new Uint8Array((part.length + 7) >>> 3)
      part.forEach(({ id }, doc) => {
        if (gone.has(id)) deleted[doc >>> 3] |= 1 << (doc & 7)
      })
      return { segment: openSegment(sealed(part, options)), deleted }
    })
    const anew = sealed(
      documents.filter(({ id }) => !gone.has(id)),
      options,
    )
    assert.equal(contentOf(merge(inputs)), contentOf(anew))
    assert.equal(merge(inputs), anew)
  }
})

test.run()
