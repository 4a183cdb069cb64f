// The reading half: the same answers as the index that made the bytes, wherever the bytes lie, and the bytes untouched.

import { isDeepStrictEqual } from 'node:util'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { Index } from '../../src/index/index.js'
import { openIndex } from '../../src/reader/open.js'
import { formatVersion } from '../../src/segment/layout.js'
import { documentOf, ownAnalyzer, settingOf, spellingAnalyzer, vocabularyOf } from '../oracle/corpus.js'
import { questionOf } from '../oracle/questions.js'
import { chanceOf, seedOf } from '../oracle/random.js'

type Document = Record<string, unknown>
const seed = seedOf(process.env)
console.log(`seed ${seed}; SEED=${seed} runs the same again`)
const analyzers = [ownAnalyzer, spellingAnalyzer]

/** Deep equality that is not misled by a property called `constructor`. */
function same(got: unknown, expected: unknown): void {
  assert.ok(isDeepStrictEqual(got, expected), `seed ${seed}: ${JSON.stringify(got)} is not ${JSON.stringify(expected)}`)
}

/** A random index and questions about it. */
function made(round: number, count: number) {
  const chance = chanceOf(seed + round)
  const setting = { ...settingOf(chance) }
  const words = vocabularyOf(chance, 30)
  const index = new Index<Document>({
    fields: Object.fromEntries(
      setting.fields.map(({ name, type, boost, b, analyzer }) => [name, type === 'text' ? { boost, b, analyzer } : { type }]),
    ),
    storeFields: setting.fields.map(({ name }) => name),
    positions: setting.positions,
    exactForms: setting.exactForms === true,
  })
  const documents = Array.from({ length: count }, (_, id) => {
    const { given, plain } = documentOf(id, setting, words, 15, chance)
    index.add(given)
    return plain
  })
  const source = { setting, words, documents, common: 0.6, typed: 0.25 }
  return { index, chance, ask: () => questionOf(source, chance) }
}

test('answers as the index does, and as itself after another trip', () => {
  for (let round = 0; round < 12; round++) {
    const { index, ask } = made(round, 60)
    const bytes = index.toBytes()
    const reader = openIndex<Document>(bytes, { analyzers })
    const again = Index.from<Document>(Index.from<Document>(bytes, { analyzers }).toBytes(), { analyzers })
    assert.equal(reader.info(), index.info())
    assert.is(reader.count, index.count)
    for (let id = 0; id < 61; id++) {
      assert.is(reader.has(id), index.has(id))
      same(reader.get(id), index.get(id))
    }
    for (let i = 0; i < 40; i++) {
      const { asked, options } = ask()
      const expected = index.search(asked, { ...options, highlight: true })
      same(reader.search(asked, { ...options, highlight: true }), expected)
      same(again.search(asked, { ...options, highlight: true }), expected)
    }
  }
})

test('bytes may lie anywhere in a buffer, in a Buffer, and are never written to', () => {
  const { index, ask } = made(100, 300)
  const bytes = index.toBytes()
  const questions = Array.from({ length: 20 }, ask)
  const expected = questions.map(({ asked, options }) => JSON.stringify(index.search(asked, options)))
  for (let offset = 0; offset < 16; offset++) {
    const around = new Uint8Array(bytes.length + 32).fill(0xaa)
    around.set(bytes, offset)
    const before = around.slice()
    const view = offset % 2 === 0 ? around.subarray(offset, offset + bytes.length) : Buffer.from(around.buffer, offset, bytes.length)
    const opened = [openIndex(view, { analyzers }), Index.from<Document>(view, { analyzers })]
    for (const each of opened) {
      assert.equal(
        questions.map(({ asked, options }) => JSON.stringify(each.search(asked, options))),
        expected,
        `offset ${offset}`,
      )
    }
    ;(opened[1] as Index<Document>).add({ id: 'new', headline: 'x' })
    ;(opened[1] as Index<Document>).remove(1)
    ;(opened[1] as Index<Document>).toBytes()
    assert.ok(Buffer.from(before).equals(around), 'not written to')
  }
})

test('info says what is there', () => {
  const index = new Index<Document>({
    fields: { headline: { boost: 3 }, body: { analyzer: 'standard' }, outlet: { type: 'keyword' }, published: { type: 'date' } },
    storeFields: ['headline', 'outlet'],
    analyzer: 'english',
  })
  index.add({ id: 1, headline: 'one two', body: 'one two three', outlet: 'x' })
  index.add({ id: 2, headline: 'one', outlet: 'y' })
  index.search('')
  index.add({ id: 3 })
  index.remove(2)
  const { byteLength, wordCount, ...info } = index.info()
  assert.equal(info, {
    documentCount: 2,
    // of three with one removed, its space is given back
    deletedCount: 0,
    segmentCount: 1,
    format: `${formatVersion.major}.${formatVersion.minor}`,
    analyzer: 'english',
    positions: true,
    fields: [
      { name: 'headline', type: 'text', boost: 3, analyzer: 'english', tokens: 2, documents: 1 },
      { name: 'body', type: 'text', boost: 1, analyzer: 'standard', tokens: 3, documents: 1 },
      { name: 'outlet', type: 'keyword', boost: 1 },
      { name: 'published', type: 'date', boost: 1 },
    ],
    storeFields: ['headline', 'outlet'],
  })
  assert.ok(byteLength > 0 && wordCount > 0)
  const bytes = index.toBytes()
  assert.is(openIndex(bytes).info().byteLength, bytes.length)
})

test('problems of a query string are said, never thrown', () => {
  const { index } = made(7, 5)
  for (const text of [
    '"',
    '(((',
    'a AND',
    '+',
    'nofield:x',
    'outlet:',
    '[1 TO',
    '^^2',
    '\\',
    '\u0000',
    '\ud800',
    'x'.repeat(20_000),
    '('.repeat(500),
  ]) {
    const { problems, count } = index.search(text)
    assert.is(typeof count, 'number')
    for (const { message, start, end } of problems) assert.ok(message.length > 0 && start <= end && end <= text.length, text.slice(0, 20))
  }
})

test.run()
