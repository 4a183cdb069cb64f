// From tokens by document to documents by term: against lists kept in plain maps.

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { Inversion } from '../../src/build/inversion.js'
import { forEachToken, Stream } from '../../src/build/stream.js'
import { defineSchema } from '../../src/schema.js'
import { chanceOf, seedOf } from '../oracle/random.js'

const seed = seedOf(process.env)
console.log(`seed ${seed}; SEED=${seed} runs the same again`)

type Occurrence = readonly [position: number, pair: number]

function streamOf(documents: readonly (readonly Occurrence[])[]): Stream {
  const stream = new Stream()
  for (const document of documents) {
    for (const [position, pair] of document) stream.push(position, pair)
    stream.endDocument()
  }
  return stream
}

const streams: readonly [name: string, documents: readonly (readonly Occurrence[])[]][] = [
  ['nothing', []],
  ['documents without tokens', [[], [], []]],
  [
    'one after another',
    [
      [
        [0, 5],
        [1, 6],
        [2, 5],
      ],
    ],
  ],
  [
    'gaps',
    [
      [
        [0, 1],
        [101, 2],
        [102, 1],
      ],
    ],
  ],
  [
    'a compound after its parts',
    [
      [
        [0, 1],
        [1, 2],
        [0, 3],
        [2, 4],
      ],
    ],
  ],
  [
    'stacked at one position',
    [
      [
        [0, 1],
        [0, 2],
        [0, 3],
      ],
      [[0, 1]],
    ],
  ],
  [
    'far positions',
    [
      [
        [4_000_000_000, 1],
        [4_000_000_001, 2],
        [0, 1],
      ],
    ],
  ],
  ['starting late', [[[7, 1]], [], [[7, 1]]]],
]

for (const [name, documents] of streams) {
  test(`a stream gives back what was pushed: ${name}`, () => {
    const got: Occurrence[][] = documents.map(() => [])
    forEachToken(streamOf(documents), (document, position, pair) => got[document].push([position, pair]))
    assert.equal(got, documents)
  })
}

test('a stream forgets a document that failed half-way', () => {
  const stream = streamOf([[[0, 1]]])
  const { length } = stream
  for (let i = 0; i < 5000; i++) stream.push(i * 2, i)
  stream.cut(length)
  stream.push(3, 9)
  stream.endDocument()
  const got: number[][] = []
  forEachToken(stream, (...token) => got.push(token))
  assert.equal(got, [
    [0, 0, 1],
    [1, 3, 9],
  ])
})

test('random tokens: documents ascending, positions ascending and single', () => {
  const chance = chanceOf(seed)
  const schema = defineSchema({ fields: { a: {}, b: {}, tag: { type: 'keyword' }, n: { type: 'number' } } })
  for (let round = 0; round < 60; round++) {
    const count = chance.int(0, 40)
    const pairTerm = Array.from({ length: chance.int(1, 30) }, () => 0)
    const termCount = chance.int(1, pairTerm.length)
    for (let pair = 0; pair < pairTerm.length; pair++) pairTerm[pair] = chance.int(0, termCount - 1)
    /** by field, term and document: positions of text, a count of keywords */
    const expected = new Map<string, Map<number, number[]>>()
    const made = schema.fields.map(({ type, number: field }) => {
      if (type === 'number') return undefined
      const stream = new Stream()
      for (let document = 0; document < count; document++) {
        let position = 0
        for (let i = chance.int(0, 25); i > 0; i--) {
          const pair = chance.int(0, pairTerm.length - 1)
          const at = type === 'keyword' ? 0 : chance.is(0.1) ? Math.max(0, position - chance.int(0, 3)) : position
          position += chance.is(0.1) ? 100 : 1
          stream.push(at, pair)
          const key = `${field} ${pairTerm[pair]}`
          const lists = expected.get(key) ?? new Map<number, number[]>()
          lists.set(document, [...(lists.get(document) ?? []), at])
          expected.set(key, lists)
        }
        stream.endDocument()
      }
      return stream
    })
    const inversion = new Inversion(schema, made, pairTerm, termCount, count)
    for (let term = 0; term < termCount; term++) {
      const lists = inversion.lists(term)
      assert.equal(
        lists.map(({ field }) => field),
        schema.fields.map(({ number: field }) => field).filter((field) => expected.has(`${field} ${term}`)),
      )
      for (const { field, count: documents, docs, freqs, positions } of lists) {
        const wanted = [...(expected.get(`${field} ${term}`) as Map<number, number[]>)].sort((a, b) => a[0] - b[0])
        assert.equal(
          [...docs.subarray(0, documents)],
          wanted.map(([document]) => document),
        )
        if (schema.fields[field].type === 'keyword') {
          assert.is(positions, undefined)
          assert.equal(
            [...freqs.subarray(0, documents)],
            wanted.map(([, places]) => places.length),
          )
          continue
        }
        const single = wanted.map(([, places]) => [...new Set(places)].sort((a, b) => a - b))
        assert.equal(
          [...freqs.subarray(0, documents)],
          single.map((places) => places.length),
        )
        assert.equal([...(positions as Uint32Array).subarray(0, single.flat().length)], single.flat())
      }
    }
  }
})

test.run()
