// Equal scores, over segments of all sizes: the document added first comes first, however the engine goes through the segments.

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { standard } from '../../src/analysis/standard.js'
import { Index } from '../../src/index/index.js'
import type { Query } from '../../src/query/query.js'
import { difference } from './compare.js'
import { Model } from './model.js'
import { Lexicon, type OracleField } from './oracle.js'

const fields: OracleField[] = [
  { name: 'headline', type: 'text', boost: 2, b: 0.75, analyzer: standard },
  { name: 'body', type: 'text', boost: 1, b: 0.75, analyzer: standard },
]

/** Few different documents, so that most scores are shared by hundreds. */
const patterns: readonly (readonly string[])[] = [
  ['ice road', 'ice road harbor'],
  ['road', 'ice tax road'],
  ['tax', 'harbor strike ice'],
  ['ice', 'road'],
  ['', 'ice ice road road'],
]

const term = (text: string): Query => ({ kind: 'term', text })
const queries: readonly Query[] = [
  term('ice'),
  { kind: 'bool', should: [term('ice'), term('tax')] },
  { kind: 'bool', must: [term('ice'), term('road')] },
  { kind: 'bool', must: [term('ice'), term('road'), term('harbor')] },
  { kind: 'bool', must: [term('ice')], should: [term('strike')] },
  { kind: 'bool', must: [term('ice'), term('road')], not: [term('tax')] },
  { kind: 'phrase', text: 'ice road' },
  { kind: 'bool', must: [term('road'), { kind: 'boost', by: 0, query: term('ice') }] },
  { kind: 'all' },
]

const layouts: readonly (readonly number[])[] = [
  [2000],
  [200, 2000],
  [2000, 200],
  [150, 400, 5000, 300],
  [300, 6000, 5000],
  [64, 64, 65, 600, 64, 64],
]

for (const sizes of layouts) {
  test(`segments of ${sizes.join(', ')}`, () => {
    const index = new Index<Record<string, unknown>>({ fields: { headline: { boost: 2 }, body: {} } })
    const model = new Model(new Lexicon(fields), true)
    let id = 0
    for (const size of sizes) {
      for (let i = 0; i < size; i++, id++) {
        const [headline, body] = patterns[(id * 7) % patterns.length]
        index.add({ id, headline, body })
        model.add({ id, values: [[headline], [body]] })
      }
      index.search('', { limit: 0 })
      model.read()
    }
    assert.is(index.info().segmentCount, sizes.length)
    for (const removed of [0, 3, 151, id - 1]) {
      if (removed >= id || sizes.length < 3) continue
      index.remove(removed)
      model.remove(removed)
    }
    const snapshot = model.read()
    for (const query of queries) {
      for (const [limit, offset] of [
        [1, 0],
        [2, 0],
        [10, 0],
        [10, 90],
        [150, 0],
        [1000, 0],
        [10, 700],
        [1000, 3000],
      ]) {
        for (const countUpTo of [0, 1000]) {
          const question = { asked: query, query, filter: undefined, options: { limit, offset, countUpTo }, isPlain: true, isTiny: false }
          assert.is(difference(index, snapshot, question), undefined, JSON.stringify([query, limit, offset, countUpTo]))
        }
      }
    }
  })
}

test.run()
