// The short way to a question of plain words against the long way, which it must not be told from.

import { isDeepStrictEqual } from 'node:util'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { english } from '../../src/analysis/english.js'
import { analyzer } from '../../src/analysis/filters.js'
import { german } from '../../src/analysis/languages/de.js'
import { multilingual } from '../../src/analysis/multilingual.js'
import { runSync } from '../../src/bytes/plan.js'
import { compileQuery } from '../../src/query/compile.js'
import { parseQuery } from '../../src/query/parse.js'
import { allModules } from '../../src/reader/all-modules.js'
import { plainQuestion } from '../../src/reader/plain-question.js'
import { QuestionReader } from '../../src/reader/question.js'
import { defineSchema } from '../../src/schema.js'
import { checkSearchOptions, type SearchOptions } from '../../src/search/options.js'
import { usualOptions } from '../../src/search/usual-options.js'
import { randomOf, seed } from '../random.js'

const base = { fields: { headline: { boost: 3 }, body: {}, outlet: { type: 'keyword' } } } as const
const schemas = {
  english: defineSchema(base),
  german: defineSchema({ ...base, analyzer: german }),
  'exact lengths, no positions': defineSchema({ ...base, lengths: 'exact', positions: false }),
  'no headline': defineSchema({ fields: { headline: {}, body: {} } }),
  'several analyzers': defineSchema({ fields: { headline: { boost: 3 }, body: { analyzer: german } } }),
  'several languages': defineSchema({ ...base, analyzer: multilingual({ analyzers: { en: english, de: german } }) }),
  'words as they are': defineSchema({ ...base, analyzer: analyzer({ name: 'own', tokenize: english.tokenize }) }),
  nested: defineSchema({ fields: { ...base.fields, 'said.text': {} }, nested: ['said'] }),
}
const plain = new Set(['english', 'german', 'exact lengths, no positions', 'no headline', 'words as they are'])

for (const [name, schema] of Object.entries(schemas)) {
  test(`words, ${name}`, () => {
    const random = randomOf(seed)
    const reader = new QuestionReader(schema, allModules)
    const words =
      'tax the us it who US UK a Trump trumps AND or NOT not 2016 co-op headline:tax body:us outlet:bbc nobody:x -x it’s naïve "tax"'
    const choice = [
      ...words.split(' '),
      '',
      ...Array.from({ length: 8 }, () => String.fromCharCode(97 + random.below(26), 97 + random.below(26))),
    ]
    const names = schema.fields.map((field) => field.name)
    const types = new Map(schema.fields.map((field) => [field.name, field.type]))
    let short = 0
    for (let i = 0; i < 3000; i++) {
      const text = Array.from({ length: 1 + random.below(random.oneIn(20) ? 40 : 5) }, () => random.pick(choice)).join(' ')
      const given: SearchOptions = random.pick([
        {},
        { combineWith: 'and' },
        { limit: 3, highlight: false },
        { fields: ['body'] },
        { boost: { body: 2 } },
        { exactFirst: false },
        { exactFirst: 'body' },
        { filter: 'tax' },
        { prefix: true },
        { fuzzy: 1 },
        { vocabulary: { stopWords: ['tax'] } },
      ] as SearchOptions[])
      const options = checkSearchOptions(given, schema, allModules)
      const expected = reader.compile(runSync(reader.read(text, options)), options, schema)
      const { filter, fields, target, combineWith, widening, vocabulary } = options
      if (filter === undefined && vocabulary === undefined && widening.fuzzy === 0 && !widening.prefix) {
        const { query } = parseQuery(text, { fields: names, types, nested: schema.nested, combineWith })
        assert.equal(expected.node, compileQuery(query, { schema, fields, target }), text)
      }
      const found = plainQuestion(text, options, schema)
      if (found === undefined) continue
      short++
      assert.ok(
        isDeepStrictEqual(found, expected),
        `${text} ${JSON.stringify(given)}: ${JSON.stringify(found)} is not ${JSON.stringify(expected)}`,
      )
    }
    assert.is(short > 100, plain.has(name), `${short} of 3000`)
  })
}

test('options left out are the same as those checked one by one', () => {
  const schema = schemas.english
  for (const combineWith of ['or', 'and'] as const) {
    assert.equal(usualOptions({ combineWith }, schema, allModules), checkSearchOptions({ combineWith }, schema, allModules))
    assert.is(usualOptions({ combineWith }, schema, allModules), usualOptions({ combineWith }, schema, allModules))
  }
  assert.is(usualOptions({}, schema, allModules), usualOptions({ combineWith: 'or' }, schema, allModules))
  for (const other of [
    { limit: 3 },
    Object.create({ limit: 3 }),
    { combineWith: 'nor' },
    { combineWith: null },
    { limits: 3 },
    [],
    null,
    3,
  ])
    assert.is(usualOptions(other as SearchOptions, schema, allModules), undefined)
})

test.run()
