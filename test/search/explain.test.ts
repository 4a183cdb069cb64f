// Explanations: every number is what its children make, and the first is the hit's score.

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { Index } from '../../src/index/index.js'
import { openIndex } from '../../src/reader/open.js'
import type { Explanation } from '../../src/search/explain.js'
import { throws } from '../index/thrown.js'
import { documentOf, settingOf, vocabularyOf } from '../oracle/corpus.js'
import { questionOf } from '../oracle/questions.js'
import { chanceOf, seedOf } from '../oracle/random.js'

type Document = Record<string, unknown>

const near = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a))
const sum = (list: readonly Explanation[]) => list.reduce((total, { value }) => total + value, 0)

/** Checks an explanation all the way down: each number is what it says it is of its children's. */
function check({ value, description, how, tie = 0, children = [] }: Explanation): void {
  assert.ok(Number.isFinite(value) && value >= 0, `${value}`)
  assert.ok(description.length > 0)
  const values = children.map((each) => each.value)
  const best = Math.max(0, ...values)
  const expected = {
    sum: sum(children),
    product: values.reduce((product, each) => product * each, 1),
    best: best + tie * (sum(children) - best),
    saturated: values[0] / (Number(/k1 = ([\d.]+)/.exec(description)?.[1]) + values[0]),
  }
  if (how === undefined) assert.equal(children, [], `${description} has no children`)
  else assert.ok(near(value, expected[how]), `${value} is not the ${how} of ${values}: ${description}`)
  for (const child of children) check(child)
}

interface Article {
  id: number
  headline: string
  body: string
  outlet: string
  words: number
}

const index = new Index<Article>({
  fields: { headline: { boost: 3 }, body: {}, outlet: { type: 'keyword' }, words: { type: 'number' } },
  analyzer: 'english',
})
index.addAll([
  { id: 1, headline: 'Ice road opens', body: 'The ice road opened on Monday; the ice holds', outlet: 'Courier', words: 9 },
  { id: 2, headline: 'Harbor strike', body: 'No ice in the harbor, said the U.S. co-operation office', outlet: 'Veld Post', words: 10 },
  { id: 3, headline: 'Weather', body: 'Rain', outlet: 'Courier', words: 1 },
])

test('a word: its idf, and its frequency in each field', () => {
  const explanation = index.explain('ice', 1) as Explanation
  check(explanation)
  assert.is(explanation.value, index.search('ice').hits[0].score)
  const [idf, , saturated] = explanation.children as Explanation[]
  const [tf] = saturated.children as Explanation[]
  assert.ok(near(idf.value, Math.log(1 + (3 - 2 + 0.5) / 2.5)))
  assert.match(idf.description, /"ic\w*".* in 2 of 3 documents/)
  assert.equal(
    (tf.children as Explanation[]).map(({ description }) => description.split(',')[0]),
    ['1 in headline', '2 in body'],
  )
})

const described: readonly [query: string, description: RegExp][] = [
  ['roads', /^idf of "roads" \(stem "road"\): in 1 of 3 documents$/],
  ['road', /^idf of "road": in 1 of 3 documents$/],
  ['opening', /^idf of "opening" \(stem "open"\): in 1 of 3 documents$/],
  ['outlet:Courier', /^idf of "courier": in 2 of 3 documents$/],
  ['ice*', /^idf of the commonest word of its pattern or synonyms: in 2 of 3$/],
]
for (const [query, description] of described) {
  test(`says word and stem of ${query}`, () => {
    const [idf] = (index.explain(query, 1)?.children ?? []).filter((each) => each.description.startsWith('idf'))
    assert.match(idf.description, description)
  })
}

test('a phrase says its words, and one that is begun counts what may end it once', () => {
  const explanation = index.explain('"ice ro*"', 1) as Explanation
  check(explanation)
  const idf = explanation.children?.find((each) => each.how === 'sum') as Explanation
  assert.equal(
    idf.children?.map((each) => each.description),
    ['idf of "ice" (stem "ic"): in 2 of 3 documents', 'idf of the commonest word of its pattern or synonyms: in 1 of 3'],
  )
})

const queries = [
  '"ice ro*"',
  'ic* roads~1 o?en',
  '"the road"~3 NEAR(ice holds, 4)',
  '(ice | road)~0.3',
  '(ice road strike)~2',
  'ice^=2 road',
  'headline:* ice',
  'ice',
  'ice road',
  '+ice road^2',
  '"ice road"',
  'us',
  'co-operation',
  'outlet:courier',
  'ice outlet:courier words:[1 TO 9]',
  '*',
  'ice^0',
  'ice -strike',
]

for (const query of queries) {
  test(`adds up: ${query}`, () => {
    const { hits } = index.search(query)
    assert.ok(hits.length > 0)
    for (const { id, score } of hits) {
      const explanation = index.explain(query, id) as Explanation
      assert.is(explanation.value, score)
      check(explanation)
    }
  })
}

test('a document that does not match has no explanation', () => {
  assert.is(index.explain('ice', 3), undefined)
  assert.is(index.explain('ice -road', 1), undefined)
  assert.is(index.explain('', 3)?.value, 0)
})

test('with the options of the search', () => {
  const options = { boost: { headline: 10 }, filter: 'outlet:courier', fields: ['headline'] }
  const [hit] = index.search('ice', options).hits
  const explanation = index.explain('ice', hit.id, options) as Explanation
  assert.is(explanation.value, hit.score)
  check(explanation)
  assert.is(index.explain('ice', 2, options), undefined)
})

test('of a document that is not there', () => {
  throws(() => index.explain('ice', 99), 'E_ID_UNKNOWN', /1 is not "1"/)
  throws(() => index.explain('ice', '1'), 'E_ID_UNKNOWN')
  const other = Index.from<Article>(index.toBytes())
  other.remove(1)
  throws(() => other.explain('ice', 1), 'E_ID_UNKNOWN')
})

test('random questions: the first number is the score of the hit, to the last bit', () => {
  const seed = seedOf(process.env)
  console.log(`seed ${seed}; SEED=${seed} runs the same again`)
  const chance = chanceOf(seed)
  let explained = 0
  for (let round = 0; round < 20; round++) {
    const setting = settingOf(chance)
    const words = vocabularyOf(chance, 20)
    const analyzers = setting.fields.flatMap(({ analyzer }) => analyzer ?? [])
    const made = new Index<Document>({
      fields: Object.fromEntries(
        setting.fields.map(({ name, type, boost, b, analyzer }) => [name, type === 'text' ? { boost, b, analyzer } : { type }]),
      ),
      positions: setting.positions,
      exactForms: setting.exactForms,
    })
    const source = { setting, words, documents: [] as ReturnType<typeof documentOf>['plain'][], common: 0.7, typed: 0.25 }
    for (let id = 0; id < 60; id++) {
      const { given, plain } = documentOf(id, setting, words, 15, chance)
      made.add(given)
      source.documents.push(plain)
      if (id % 20 === 0) made.search('')
    }
    for (const each of [made, openIndex<Document>(made.toBytes(), { analyzers })]) {
      for (let i = 0; i < 60; i++) {
        const { asked, options } = questionOf(source, chance)
        for (const { id, score } of each.search(asked, { ...options, limit: 5 }).hits) {
          const explanation = each.explain(asked, id, { ...options, limit: 5 })
          assert.ok(explanation !== undefined, `seed ${seed}: ${JSON.stringify(asked)}`)
          assert.is(explanation?.value, score, `seed ${seed}: ${JSON.stringify(asked)} ${JSON.stringify(options)}`)
          check(explanation as Explanation)
          explained++
        }
      }
    }
  }
  assert.ok(explained > 1000, `${explained}`)
})

test.run()
