// What is typed in a query, and the readings it has.

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { english } from '../../src/analysis/english.js'
import { queryPhrase, queryPhraseReadings, queryPhrases, queryWord } from '../../src/analysis/query-words.js'
import { standard } from '../../src/analysis/standard.js'

/** A reading as `term@position … (word …) weight`, weight left off where it is 1 and words where they are the terms. */
function show({
  terms,
  words,
  positions,
  weight = 1,
}: {
  terms: readonly string[]
  words: readonly string[]
  positions: readonly number[]
  weight?: number
}): string {
  const main = terms.map((term, i) => `${term}@${positions[i]}`).join(' ')
  const surface = words.join(' ') === terms.join(' ') ? '' : ` (${words.join(' ')})`
  return `${main}${surface}${weight === 1 ? '' : ` ${weight}`}`
}

const rows: [text: string, readings: string[]][] = [
  ['minister', ['minist@0 (minister)']],
  ['co-operation', ['co@0 oper@1 (co operation)', 'cooperate@0 (cooperation)']],
  ['cooperation', ['cooperate@0 (cooperation)']],
  ['COVID-19', ['covid@0 19@1', 'covid19@0']],
  ['a-b-c-d-e', ['a@0 b@1 c@2 d@3 e@4']],
  ['well-known fact', ['well@0 known@1 fact@2']],
  ['U.S.-led', ['u.s.@0 led@1', 'usl@0 (usled)']],
  ['end.Next', ['end@0 next@1']],
  ['#MeToo', ['#metoo@0']],
  ['#climate_change', ['#climate_change@0']],
  ['@name_1', ['@name_1@0']],
  ['#covid-19', ['covid@0 19@1', 'covid19@0']],
  ['#1', ['1@0']],
  ['us', ['us@0', 'u.s.@0 0.1']],
  ['it', ['it@0 0.3', 'i.t.@0 0.1']],
  ['who', ['who@0 0.3', 'w.h.o.@0 0.1']],
  ['WHO', ['w.h.o.@0']],
  ['The', ['the@0 0.3']],
  ['against', ['against@0 0.3']],
  ['hadn\u2019t', ["hadn't@0 0.3"]],
  ['may', ['mai@0 (may)']],
  ['US', ['u.s.@0']],
  ['U.S.', ['u.s.@0']],
  ['US UK', ['us@0 uk@1', 'u.s.@0 uk@1']],
  ['the us', ['the@0 us@1']],
  ['N.A.T.O.', ['nato@0']],
  ["don't", ["don't@0 0.3"]],
  ['dont', ["don't@0 (dont)"]],
  ["O'Brien", ["obrien@0 (o'brien)"]],
  ["Macron's", ['macron@0']],
  ['1,000', ['1000@0']],
  ['北京', ['北@0 京@1']],
  ['👍🏽', ['👍@0']],
  ['a 🏽 b', ['a@0 b@2']],
  ['', []],
  ['--!?', []],
  ['\u0301', []],
]

test('a typed word has its readings, the main one first', () => {
  for (const [text, readings] of rows) assert.equal(queryWord(english, text).readings.map(show), readings, text)
})

test('the standard analyzer reads alike, unstemmed', () => {
  assert.equal(queryWord(standard, 'Co-operations').readings.map(show), ['co@0 operations@1', 'cooperations@0'])
  assert.equal(queryWord(standard, 'us').readings.map(show), ['us@0', 'u.s.@0 0.1'])
})

test('a quoted phrase is its words in order', () => {
  const phrases: [string, string][] = [
    ['the carbon tax', 'the@0 carbon@1 tax@2'],
    ['to be, or not', 'to@0 be@1 or@2 not@3'],
    ['well-known ministers', 'well@0 known@1 minist@2 (well known ministers)'],
    ['#MeToo now', 'metoo@0 now@1'],
    ['US TROOPS', 'us@0 troop@1 (us troops)'],
    ['US troops', 'u.s.@0 troop@1 (u.s. troops)'],
    ['US', 'u.s.@0'],
    ['us', 'us@0'],
    ['…', ''],
  ]
  for (const [text, expected] of phrases) assert.is(show(queryPhrase(english, text)), expected, text)
})

test('an analyzer without alternatives, and one that drops words', () => {
  const { alternatives: _, ...plain } = standard
  assert.equal(queryWord(plain, 'us').readings.map(show), ['us@0'])
  const dropping = {
    ...standard,
    normalize: (raw: string, kind: number) => (raw === 'the' ? { word: '', term: '' } : standard.normalize(raw, kind)),
  }
  assert.equal(queryWord(dropping, 'the').readings, [])
  assert.is(show(queryPhrase(dropping, 'over the moon')), 'over@0 moon@2')
  assert.is(show(queryPhrase(dropping, 'the moon')), 'moon@0')
})

test('a phrase of words that others may mean is read in both ways', () => {
  assert.equal(queryPhraseReadings(english, 'us troops'), [
    { terms: ['us', 'troop'], words: ['us', 'troops'], positions: [0, 1], weight: 1 },
    { terms: ['u.s.', 'troop'], words: ['u.s.', 'troops'], positions: [0, 1], weight: 0.1 },
  ])
  for (const text of ['us', 'carbon tax', 'US troops', '']) assert.equal(queryPhraseReadings(english, text), queryPhrases(english, text))
})

test.run()
