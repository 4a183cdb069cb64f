// Parents against plain arrays, and what a check says of blocks that do not hold.

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { ByteWriter } from '../../src/bytes/cursor.js'
import { finish } from '../../src/bytes/steps.js'
import { defineSchema } from '../../src/schema.js'
import { checkSegment } from '../../src/segment/check.js'
import { dump } from '../../src/segment/dump.js'
import { noMoreDocuments } from '../../src/segment/layout.js'
import { Parents, parentsLength, writeParents } from '../../src/segment/parents.js'
import { openSegment } from '../../src/segment/segment.js'
import { writeSegmentSteps } from '../../src/segment/write.js'
import { randomOf, seed } from '../random.js'
import { sealed } from './content.js'

const random = randomOf(seed)

for (const [paths, blocks, longest] of [
  [1, 0, 0],
  [1, 1, 0],
  [1, 40, 3],
  [2, 300, 9],
  [3, 60, 200],
]) {
  test(`${blocks} blocks of up to ${longest} items of each of ${paths} paths (seed ${seed})`, () => {
    const levels = Uint8Array.from(
      Array.from({ length: blocks }, () => [
        ...Array.from({ length: paths }, (_, path) => new Array<number>(random.below(longest + 1)).fill(path + 1)).flat(),
        0,
      ]).flat(),
    )
    const out = new ByteWriter()
    writeParents(levels, paths, out)
    assert.is(out.length, parentsLength(levels.length, paths))
    const parents = new Parents(new Uint32Array(out.toBytes().buffer), levels.length, paths)
    let [first, rank, index] = [0, 0, 0]
    levels.forEach((level, doc) => {
      if (doc > 0 && levels[doc - 1] !== level) index = 0
      const next = levels.indexOf(0, doc)
      assert.equal(
        [parents.level(doc), parents.has(doc), parents.first(doc), parents.next(doc), parents.rank(doc)],
        [level, level === 0, first, next, rank],
      )
      if (level > 0) assert.is(parents.index(doc), index++)
      else {
        first = doc + 1
        rank++
        index = 0
      }
    })
    assert.is(parents.next(levels.length), noMoreDocuments)
    assert.not.ok(parents.has(levels.length))
  })
}

const options = {
  fields: { body: {}, 'said.text': {}, 'said.kind': { type: 'keyword' } },
  nested: ['said'],
  storeFields: ['body', 'said.text'],
} as const
const documents = [
  { id: 1, body: 'ice road', said: [{ text: 'ice', kind: 'direct' }, { text: 'road' }] },
  { id: 'two', body: 'road' },
  { id: 3, said: { text: 'ice ice', kind: 'mixed' } },
]

test('what the writer makes holds', () => {
  const bytes = sealed(documents, options)
  assert.equal(checkSegment(bytes).problems, [])
  assert.equal(openSegment(bytes).counts, [3, 3])
  assert.equal(
    [...dump(openSegment(bytes), 'ids')].map((line) => line.split(/\s+/)[1]),
    ['1', '1', '1', '"two"', '3', '3'],
  )
  assert.match([...dump(openSegment(bytes), 'stored')].join('\n'), '"said.text":"ice ice"')
})

test('a schema that nests nothing is written as ever', () => {
  const plain = { fields: { body: {}, year: { type: 'number' } }, storeFields: ['body'] } as const
  const given = [{ id: 7, body: 'ice road', year: 2017 }]
  assert.equal(sealed(given, { ...plain, nested: [] }), sealed(given, plain))
  assert.not.ok(openSegment(sealed(given, plain)).sections.has(17))
})

/** A segment of documents with one word each, of these levels. */
function ofLevels(levels: readonly number[], fieldOf: (doc: number) => number): Uint8Array {
  const schema = defineSchema({ fields: { body: {}, 'said.text': {} }, nested: ['said'] })
  const docs = [0, 1].map((field) => Uint32Array.from(levels.keys()).filter((doc) => fieldOf(doc) === field))
  return finish(
    writeSegmentSteps({
      schema,
      documentCount: levels.length,
      levels: Uint8Array.from(levels),
      ids: levels.flatMap((level, doc) => (level === 0 ? [doc] : [])),
      norms: [0, 1].map((field) => Uint8Array.from(levels, (_, doc) => (fieldOf(doc) === field ? 1 : 0))),
      columns: [],
      keywords: [],
      stored: [],
      entries: [{ key: 'ice', role: 3, term: 0 }],
      termCount: 1,
      lists: () =>
        [0, 1].flatMap((field) => {
          const count = docs[field].length
          const positions = new Uint32Array(count)
          return count === 0 ? [] : [{ field, count, docs: docs[field], freqs: new Uint32Array(count).fill(1), positions }]
        }),
    }),
  )
}

const levels = [1, 1, 0, 0]
const faults: [name: string, bytes: Uint8Array, problem: RegExp | undefined][] = [
  ['blocks as they should be', ofLevels(levels, (doc) => levels[doc]), undefined],
  ['a last document that is an item', ofLevels([0, 1], (doc) => doc), /The last document, 1, is not a parent/],
  ['an item with words of its parent', ofLevels(levels, () => 0), /Document 0 has a length in field "body", which is of another level/],
]
for (const [name, bytes, problem] of faults) {
  test(`check: ${name}`, () => {
    const messages = checkSegment(bytes).problems.map(({ message }) => message)
    if (problem === undefined) assert.equal(messages, [])
    else assert.match(messages.join('\n'), problem)
  })
}

test.run()
