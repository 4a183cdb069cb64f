// An index knows its analyzers: opened with others of the same names, it is refused rather than silently deaf.

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { Analyzer } from '../../src/analysis/analyzer.js'
import { english } from '../../src/analysis/english.js'
import { analyzer } from '../../src/analysis/filters.js'
import { standard } from '../../src/analysis/standard.js'
import { Index } from '../../src/index/index.js'
import { mergeSegments } from '../../src/index/merge-segments.js'
import { openIndex } from '../../src/reader/open.js'
import { throws } from './thrown.js'

const mine = analyzer({ name: 'mine', filters: [(word) => word.slice(0, 4)] })

function built(given: string | Analyzer): Index<Record<string, unknown>> {
  const index = new Index<Record<string, unknown>>({ fields: { text: {} }, analyzer: given })
  index.add({ id: 1, text: 'ministers travelled' })
  return index
}

test('built-in analyzers are found by name', () => {
  for (const name of ['standard', 'english'] as const) {
    const same = Index.from(built(name).toBytes())
    assert.is(same.info().analyzer, name)
    assert.is(same.search('minister').count, name === 'english' ? 1 : 0)
    assert.is(Index.from(built(name === 'english' ? english : standard).toBytes()).search('ministers').count, 1)
  }
})

test('one of one’s own is handed in again, and kept for what is added', () => {
  const bytes = built(mine).toBytes()
  throws(() => Index.from(bytes), 'E_ANALYZER', /"mine".*Others are passed as values/)
  throws(() => openIndex(bytes), 'E_ANALYZER')
  throws(() => mergeSegments([bytes]), 'E_ANALYZER')
  const same = Index.from<Record<string, unknown>>(bytes, { analyzers: [mine] })
  assert.is(same.search('mini').count, 1)
  same.add({ id: 2, text: 'minimum' })
  assert.is(same.search('mini').count, 2)
  assert.is(openIndex(same.toBytes(), { analyzers: [english, mine] }).search('minimal').count, 2)
})

const others: readonly [name: string, analyzer: Analyzer][] = [
  ['another version', { ...mine, version: 2 }],
  ['other options', { ...mine, options: { length: 4 } }],
  ['other terms', analyzer({ name: 'mine', filters: [(word) => word.slice(0, 5)] })],
  ['other tokens', { ...mine, tokenize: (text, tokens) => mine.tokenize(text.replaceAll('-', ' '), tokens) }],
  ['other alternatives', { ...mine, alternatives: () => [{ term: 'x', weight: 0.5 }] }],
]

for (const [name, other] of others) {
  test(`another analyzer of the same name: ${name}`, () => {
    const bytes = built(mine).toBytes()
    for (const open of [Index.from, openIndex]) throws(() => open(bytes, { analyzers: [other] }), 'E_ANALYZER', /which built this index/)
  })
}

test('a built-in name does not hide one that was handed in', () => {
  const own = analyzer({ name: 'english', filters: [(word) => word.slice(0, 3)] })
  const bytes = built(own).toBytes()
  throws(() => Index.from(bytes), 'E_ANALYZER', /which built this index/)
  assert.is(Index.from(bytes, { analyzers: [own] }).search('min').count, 1)
})

test('an analyzer for a field: each field keeps its own', () => {
  const index = new Index<Record<string, unknown>>({ fields: { stem: { analyzer: 'english' }, plain: {}, short: { analyzer: mine } } })
  index.add({ id: 1, stem: 'ministers', plain: 'ministers', short: 'ministers' })
  const same = Index.from<Record<string, unknown>>(index.toBytes(), { analyzers: [mine] })
  for (const each of [index, same]) {
    const found = (text: string) =>
      ['stem', 'plain', 'short'].filter((field) => each.search({ kind: 'term', text, field }).count > 0).join()
    assert.is(found('ministers'), 'stem,plain,short')
    assert.is(found('minister'), 'stem,short')
    assert.is(found('mini'), 'short')
    assert.equal(
      each.info().fields.map((field) => field.analyzer),
      ['english', 'standard', 'mine'],
    )
  }
})

test.run()
