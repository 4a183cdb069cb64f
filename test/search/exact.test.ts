// Words as they are written: found, counted, marked and placed by occurrence, in segments of their own and merged; refused where forms are not kept.
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { Index } from '../../src/index/index.js'
import { exact, phrase } from '../../src/query/builders.js'
import { openIndex } from '../../src/reader/open.js'
import { throws } from '../index/thrown.js'

const documents = [
  { id: 1, headline: 'Police report', body: 'He reported a crime. It was reported twice; a report followed.' },
  { id: 2, headline: 'Reports', body: 'The paper reports what police reported.' },
  { id: 3, headline: 'Weather', body: 'Police reporting was late.' },
]

function indexOf(exactForms: boolean): Index<(typeof documents)[0]> {
  return new Index({ fields: { headline: {}, body: {} }, storeFields: ['headline', 'body'], analyzer: 'english', exactForms })
}

/** Query, ids found, how often in the body of the first. */
const rows: [string, number[], number][] = [
  ['="reported"', [1, 2], 2],
  ['="Reported"', [1, 2], 2],
  ['="report"', [1], 1],
  ['="reporting"', [3], 1],
  ['headline:="reports"', [2], 0],
  ['="police reported"', [2], 2],
  ['="police report"', [1], 0],
  ['="police reports"', [], 0],
  ['="late"', [3], 1],
  ['="lately"', [], 0],
  ['reports -="reports"', [1, 3], 3],
]

const parts = indexOf(true)
for (const document of documents) {
  parts.add(document)
  // what is looked at is sealed
  parts.get(0)
}
const whole = indexOf(true)
whole.addAll(documents)
const reader = openIndex<(typeof documents)[0]>(whole.toBytes())

for (const [name, index] of [
  ['in parts', parts],
  ['merged', reader],
] as const) {
  for (const [query, ids, count] of rows) {
    test(`${query}, ${name}`, () => {
      const { hits, problems } = index.search(query, { positions: ['body'], highlight: ['body'] })
      assert.equal(problems, [])
      assert.equal(hits.map(({ id }) => id).sort(), ids)
      if (hits.length === 0) return
      assert.is(hits[0].positions?.body.length, count)
      assert.is(hits[0].highlights?.body.flatMap(({ marks }) => marks).length, count)
      for (const { id, score } of hits) assert.ok(Math.abs((index.explain(query, id)?.value ?? 0) - score) < 1e-12)
    })
  }
}

test('an index without exact forms says so, and how to have them', () => {
  const plain = indexOf(false)
  plain.addAll(documents)
  const { hits, problems } = plain.search('="reported"')
  assert.equal(
    problems.map(({ code }) => code),
    ['unsupported'],
  )
  assert.match(problems[0].message, /exactForms: true/)
  assert.is(hits.length, plain.search(phrase('reported')).hits.length)
  throws(() => plain.search(exact('reported')), 'E_QUERY', /exactForms: true/)
  assert.is(whole.search(exact('reported')).count, 2)
})

test.run()
