// Bounds that are too low make the engine skip documents that win: the comparison has to see it, or it would prove nothing about skipping.
// time-out: 300 s

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { standard } from '../../src/analysis/standard.js'
import { Index } from '../../src/index/index.js'
import { allModules } from '../../src/reader/all-modules.js'
import { Reader } from '../../src/reader/reader.js'
import { type FieldTables, type SegmentView, type View, viewOf } from '../../src/search/view.js'
import { openSegment } from '../../src/segment/segment.js'
import { compareAnswers } from './compare.js'
import { documentOf, type Setting, vocabularyOf } from './corpus.js'
import { Model } from './model.js'
import { Lexicon } from './oracle.js'
import { questionOf } from './questions.js'
import { chanceOf } from './random.js'

const chance = chanceOf(7)
const text = (name: string, boost: number) => ({ name, type: 'text' as const, boost, b: 0.75, analyzer: standard })
const setting: Setting = { fields: [text('headline', 3), text('body', 1)], positions: true, storeFields: [], lengths: 'byte' }
const words = vocabularyOf(chance, 200).slice(0, 120)
const index = new Index<Record<string, unknown>>({
  fields: { headline: { boost: 3, analyzer: standard }, body: { analyzer: standard } },
})
const model = new Model(new Lexicon(setting.fields), true)
const documents = Array.from({ length: 9000 }, (_, id) => {
  const { given, plain } = documentOf(id, setting, words, 24, chance)
  index.add(given)
  model.add(plain)
  return plain
})
const bytes = index.toBytes()
model.toBytes()
const snapshot = model.read()
const source = { setting, words, documents, common: 0.9, typed: 0.9 }

/** Tables of fields whose bounds are multiplied by a factor when they are kept. */
function scaled(factor: number): SegmentView['tables'] {
  return new Proxy<SegmentView['tables']>([], {
    set(tables, field, made: FieldTables) {
      tables[Number(field)] = { ...made, bounds: made.bounds.map((bound) => bound * factor) }
      return true
    },
  })
}

/** How many questions of a thousand are answered otherwise, and how many skipped documents, where all bounds are multiplied by a factor. */
function differences(factor: number): { wrong: string[]; skipped: number } {
  const segment = openSegment(bytes)
  const plain = viewOf(segment.schema, [segment], [undefined], allModules)
  const view: View = { ...plain, segments: plain.segments.map((each) => ({ ...each, tables: scaled(factor) })) }
  const engine = new Reader<Record<string, unknown>>(
    {
      schema: view.schema,
      asked: () => view.schema,
      whole: () => view,
      ready: () => view,
      glimpse: () => view,
    },
    allModules,
  )
  const drawn = chanceOf(11)
  const wrong: string[] = []
  let skipped = 0
  for (let i = 0; i < 1000; i++) {
    const question = questionOf(source, drawn)
    const compared = compareAnswers(engine, snapshot, question)
    if (compared.wrong !== undefined) wrong.push(compared.wrong)
    if (compared.skipped) skipped++
  }
  return { wrong, skipped }
}

test('with its bounds as they are the engine skips, and is right', () => {
  const { wrong, skipped } = differences(1)
  assert.equal(wrong, [])
  assert.ok(skipped > 50, `${skipped} skipped documents`)
})

for (const factor of [0.8, 0.5, 0.1]) {
  test(`bounds times ${factor} are seen as differences`, () => {
    const { wrong } = differences(factor)
    console.log(`${wrong.length} of 1000 differ with bounds times ${factor}`)
    assert.ok(wrong.length > 0)
  })
}

test.run()
