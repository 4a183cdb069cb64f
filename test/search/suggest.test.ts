// Suggestions and corrections: each finds what it says, by a search for all of its words; the commonest first; nothing that is right is put right.

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { Index } from '../../src/index/index.js'
import { openIndex } from '../../src/reader/open.js'
import { throws } from '../index/thrown.js'
import { textOf, vocabularyOf } from '../oracle/corpus.js'
import { chanceOf, seedOf } from '../oracle/random.js'

type Document = Record<string, unknown>

const index = new Index<Document>({ fields: { headline: {}, body: {}, outlet: { type: 'keyword' } }, analyzer: 'english' })
let id = 0
const add = (times: number, body: string, headline = '') => {
  for (let i = 0; i < times; i++) index.add({ id: id++, headline, body, outlet: 'Courier' })
}
add(1, 'the silk road of old')
add(2, 'a road to silk robes')
add(9, 'the roaring rockets')
add(300, 'the minister met the president of the united nations', 'Ministers meet')
add(80, 'carbon tax and climate, climates')
add(1, 'climat')
add(2, 'a monster')
add(1, 'a minster')
add(30, 'it is from a form')
add(20, 'the café of O’Brien')
index.remove(0)
add(1, 'the silk road of old')
index.toBytes()
add(3, 'removed roads only')
for (let i = 1; i <= 3; i++) index.remove(id - i)
add(2, 'rofl rofl rofl')
const reader = openIndex<Document>(index.toBytes())

const completions: readonly [typed: string, shown: string[]][] = [
  ['ro', ['roaring:9', 'rockets:9', 'road:3', 'robes:2', 'rofl:2']],
  ['silk ro', ['silk robes:2', 'silk road:3']],
  ['Silk  Ro', ['Silk  robes:2', 'Silk  road:3']],
  ['silk roc', []],
  ['minist', ['minister:300']],
  ['ministers', ['ministers:300']],
  ['MINIST', ['minister:300']],
  ['united na', ['united nations:300']],
  ['clima', ['climate:81']],
  ['caf', ['cafe:20']],
  ['o’br', ["o'brien:20"]],
  ['remov', []],
  ['absent word', []],
  ['road ', []],
  ['', []],
  ['...', []],
  ['a'.repeat(600), []],
  ['\u{1f680}', []],
]
for (const [typed, shown] of completions) {
  test(`completes ${JSON.stringify(typed.slice(0, 20))}`, () => {
    for (const each of [index, reader])
      assert.equal(
        each.suggest(typed).completions.map(({ text, count }) => `${text}:${count}`),
        shown,
      )
  })
}

const corrections: readonly [query: string, shown: string[]][] = [
  ['presidnet', ['president:1']],
  ['minsiter', ['minister:1']],
  ['carbom tax', ['carbon tax:1']],
  ['"carbom tax"', ['"carbon tax":1']],
  ['"tax carbom"', []],
  ['body:minsiter', ['body:minister:1']],
  ['headline:minsiter', ['headline:minister:1']],
  ['headline:carbom', []],
  ['+presidnet -carbom', ['+president -carbom:1']],
  ['presidnet NOT (carbom tx)', ['president NOT (carbom tx):1']],
  ['NEAR(presidnet untied, 5)', ['NEAR(president united, 5):2']],
  ['untied natoins', ['united nations:2']],
  ['outlet:courrier presidnet', []],
  ['outlet:courier presidnet', ['outlet:courier president:1']],
  ['presidnet carbom', []],
  ['minster', ['minister:1']],
  ['form', []],
  ['fomr', ['form:1']],
  ['president', []],
  ['monster', []],
  ['presid*', []],
  ['presidnet~', []],
  ['ab', []],
  ['20177', []],
  ['qqqqqq', []],
  ['', []],
  ['"', []],
]
for (const [query, shown] of corrections) {
  test(`puts right ${query}`, () => {
    for (const each of [index, reader])
      assert.equal(
        each.didYouMean(query).map(({ text, edits }) => `${text}:${edits}`),
        shown,
      )
  })
}

test('what was changed, and where', () => {
  const [{ changes, count }] = index.didYouMean('the "untied natoins" of presidnet')
  assert.is(count, 300)
  assert.equal(changes, [
    { from: 'untied', to: 'united', start: 5, end: 11 },
    { from: 'natoins', to: 'nations', start: 12, end: 19 },
    { from: 'presidnet', to: 'president', start: 24, end: 33 },
  ])
})

test('only of the fields asked for, as many as asked for', () => {
  assert.equal(
    index.suggest('m', { fields: ['headline'] }).completions.map(({ text }) => text),
    ['meet', 'minister'],
  )
  assert.equal(index.suggest('pres', { fields: ['headline'] }).completions, [])
  assert.equal(index.didYouMean('presidnet', { fields: ['headline'] }), [])
  assert.is(index.suggest('r', { limit: 2 }).completions.length, 2)
  assert.is(index.didYouMean('fomr', { limit: 1 }).length, 1)
})

test('where nothing is completed, what may have been meant', () => {
  assert.equal(
    index.suggest('presidnet').corrections.map(({ text }) => text),
    ['president'],
  )
  assert.equal(index.suggest('presid').corrections, [])
})

test('of the forms of a word the commonest, where the index keeps them', () => {
  const forms = new Index<Document>({ fields: { body: {} }, analyzer: 'english', exactForms: true })
  const bodies = ['united nations', 'the nations', 'a nation', 'climate', 'climates', 'climates change']
  for (const [i, body] of bodies.entries()) forms.add({ id: i, body })
  for (const each of [forms, openIndex<Document>(forms.toBytes())]) {
    assert.equal(each.suggest('na').completions, [{ text: 'nations', count: 3 }])
    assert.equal(each.suggest('united na').completions, [{ text: 'united nations', count: 1 }])
    assert.equal(each.suggest('cli').completions, [{ text: 'climates', count: 3 }])
  }
})

test('a query too long is not put right, one of many unknown words at once', () => {
  assert.equal(index.didYouMean('presidnet '.repeat(200)), [])
  assert.equal(index.didYouMean('presidnet minsiter carbom natoins untied tx'), [])
})

test('refuses', () => {
  throws(() => index.suggest(3 as never), 'E_CONFIG')
  throws(() => index.suggest('a', { limit: 0 }), 'E_CONFIG', /limit/)
  throws(() => index.suggest('a', { limit: 101 }), 'E_CONFIG')
  throws(() => index.didYouMean('a', { fields: ['outlet'] }), 'E_QUERY_FIELD')
  throws(() => index.didYouMean('a', { prefix: true } as never), 'E_CONFIG')
})

test('an empty index suggests nothing', () => {
  const empty = new Index<Document>({ fields: { body: {} } })
  assert.equal(empty.suggest('a'), { completions: [], corrections: [] })
  assert.equal(empty.didYouMean('presidnet'), [])
})

test('random texts: every suggestion finds as many as it says, by a search for all of its words', () => {
  const seed = seedOf(process.env)
  console.log(`seed ${seed}; SEED=${seed} runs the same again`)
  const chance = chanceOf(seed)
  let [completed, corrected] = [0, 0]
  for (let round = 0; round < 25; round++) {
    const words = vocabularyOf(chance, 20)
    const made = new Index<Document>({
      fields: { a: {}, b: { boost: 2 }, 'c.d': {} },
      analyzer: chance.of(['english', 'standard']),
      nested: chance.is(0.3) ? ['c'] : [],
      positions: chance.is(0.9),
    })
    for (let i = 0; i < 120; i++) {
      made.add({ id: i, a: textOf(words, chance, 4), b: [textOf(words, chance, 6), ''], c: [{ d: textOf(words, chance, 3) }] })
      if (i === 60) made.toBytes()
    }
    for (let i = 0; i < 30; i++) if (made.has(i * 3)) made.remove(i * 3)
    for (let i = 0; i < 25; i++) {
      const said = chance.is(0.5) ? `${chance.of(words)} ` : ''
      const word = chance.of(words)
      const fields = chance.is(0.3) ? ['a'] : undefined
      for (const { text, count } of made.suggest(said + word.slice(0, chance.int(1, word.length)), { fields, limit: 20 }).completions) {
        const plain = text.replace(/[^\p{L}\p{M}\p{N}\p{So}.,'’#@_ -]/gu, ' ')
        if (plain !== text) continue
        const found = made.search({ kind: 'match', text, operator: 'and' }, { fields, countUpTo: Number.POSITIVE_INFINITY })
        assert.is(found.count, count, `seed ${seed}: ${text}`)
        assert.ok(count > 0)
        completed++
      }
      const at = chance.int(0, Math.max(0, word.length - 2))
      const wrong = word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2)
      for (const { text, count, changes, edits } of made.didYouMean(said + wrong, { fields })) {
        const found = made.search(text, { fields, combineWith: 'and', countUpTo: Number.POSITIVE_INFINITY })
        assert.is(found.count, count, `seed ${seed}: ${text}`)
        assert.ok(count > 0 && edits > 0 && changes.length > 0)
        for (const { from, start, end } of changes) assert.is((said + wrong).slice(start, end), from)
        corrected++
      }
    }
  }
  assert.ok(completed > 300 && corrected > 20, `${completed} ${corrected}`)
})

test.run()
