// Synonyms, stop words, protected words and parts of compounds: what is found with them, in which order, and what is refused.

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { Index } from '../../src/index/index.js'
import { formatQuery } from '../../src/query/format.js'
import type { Query } from '../../src/query/query.js'
import type { VocabularyOptions } from '../../src/query/vocabulary.js'
import { openIndex } from '../../src/reader/open.js'
import { throws } from '../index/thrown.js'

const index = new Index<{ id: string; headline?: string; body: string }>({
  fields: { headline: { boost: 3 }, body: {} },
  analyzer: 'english',
  storeFields: ['body'],
})
for (const [id, body] of [
  ['car', 'A car stood by the road.'],
  ['auto', 'An automobile stood by the road.'],
  ['motor', 'A motor car stood by the road.'],
  ['parts', 'The motor of a red car stood still.'],
  ['un', 'The United Nations met on Monday.'],
  ['un short', 'The UN met on Monday.'],
  ['nations', 'Many nations united behind it on Monday.'],
  ['health', 'The health care of the poor was discussed.'],
  ['healthcare', 'The healthcare of the rich was discussed.'],
  ['care', 'Care for your health.'],
]) {
  index.add({ id, body })
}

const cars: VocabularyOptions = { synonyms: [['car', 'automobile', 'motor car']] }
const oneWay: VocabularyOptions = { synonyms: [{ from: 'vehicle', to: ['car', 'automobile'], weight: 0.5 }] }
const nations: VocabularyOptions = { synonyms: [['UN', 'United Nations']] }
const parts: VocabularyOptions = { decompound: (word) => (word === 'healthcare' ? ['health', 'care'] : []) }

const found: readonly [what: string, query: string, vocabulary: VocabularyOptions, ids: string, options?: object][] = [
  ['nothing of its own', 'automobile', {}, 'auto'],
  ['a synonym, behind what was typed', 'automobile', cars, 'auto car motor parts'],
  ['inflections too', 'automobiles', cars, 'auto car motor parts'],
  ['the other way', 'car', cars, 'car motor auto parts'],
  ['several words as a phrase', 'car', { synonyms: [['truck', 'motor car'], { from: 'truck', to: 'road' }] }, 'car motor parts'],
  ['a phrase is looked for side by side', 'truck', { synonyms: [['truck', 'motor car']] }, 'motor'],
  ['one-way from', 'vehicle', oneWay, 'car auto motor parts'],
  ['one-way to', 'car', oneWay, 'car motor parts'],
  ['several words typed, in another field', 'united nations', nations, '', { fields: ['headline'] }],
  ['several words typed', 'United Nations', nations, 'un nations un-short', { combineWith: 'and' }],
  ['several words typed, any', 'united nations', nations, 'un nations un-short'],
  ['one typed for several', 'UN', nations, 'un-short un'],
  ['among others', 'monday united nations', nations, 'un nations un-short', { combineWith: 'and' }],
  ['not across a quoted phrase', '"united nations"', nations, 'un'],
  ['not after a minus', 'monday -UN', nations, 'un nations'],
  ['in a field', 'body:automobile', cars, 'auto car motor parts'],
  ['in another field', 'headline:automobile', cars, ''],
  ['a protected word has no synonyms', 'automobile', { ...cars, protectedWords: ['automobile'] }, 'auto'],
  ['nor part in those of several', 'united nations', { ...nations, protectedWords: ['nations'] }, 'un nations'],
  ['stop words are left out', 'the car', { stopWords: ['THE'] }, 'car motor parts'],
  ['also where all are needed', 'the automobile monday', { stopWords: ['monday', 'the'] }, 'auto', { combineWith: 'and' }],
  ['unless they are all', 'the', { stopWords: ['the'] }, 'healthcare health un-short car auto un motor parts'],
  ['with a filter too', 'the', { stopWords: ['the'] }, 'un-short un', { filter: 'monday' }],
  ['not in quotes', '"the road"', { stopWords: ['the'] }, 'car auto motor'],
  ['not after a minus', 'road -the', { stopWords: ['the'] }, ''],
  [
    'a protected stop word stays',
    'united the',
    { stopWords: ['the'], protectedWords: ['the'] },
    'un nations healthcare health un-short car auto motor parts',
  ],
  ['parts of a compound as a phrase', 'healthcare', parts, 'healthcare health'],
  ['without parts', 'car', parts, 'car motor parts'],
  ['an object with a prototype property', 'constructor', { synonyms: [['constructor', '__proto__', 'car']] }, 'car motor parts'],
]

test('what a vocabulary finds, best first', () => {
  for (const [what, query, vocabulary, ids, options] of found) {
    const expected = ids.split(' ').filter((id) => id !== '')
    const got = index.search(query, { vocabulary, ...options }).hits.map(({ id }) => String(id).replace(' ', '-'))
    assert.equal(got, expected, `${what}: ${query}`)
  }
})

test('a sign beside a word is no word of several', () => {
  const scores = (text: string) => index.search({ kind: 'match', text }, { vocabulary: cars }).hits.map(({ id, score }) => [id, score])
  assert.equal(scores('& automobile'), scores('automobile'))
  assert.equal(scores('automobile &'), scores('automobile'))
  assert.is.not(
    JSON.stringify(scores('motor & car')),
    JSON.stringify(scores('motor car')),
    'a run of three is longer than any that is typed',
  )
})

test('words that are left out between others are typed too, however long other synonyms are', () => {
  const vocabulary = { synonyms: [['motor car', 'automobile']] }
  const longer = { synonyms: [...vocabulary.synonyms, ['a truck of any size', 'lorry']] }
  for (const given of [vocabulary, longer]) {
    assert.is(index.search('motor car', { vocabulary: given, combineWith: 'and' }).count, 3)
    assert.is(index.search({ kind: 'match', text: 'motor & car', operator: 'and' }, { vocabulary: given }).count, 2)
  }
})

test('a word alone in brackets stands beside the words around it, printed or not', () => {
  const term = (text: string) => ({ kind: 'term', text }) as const
  const query: Query = { kind: 'bool', should: [{ kind: 'bool', should: [{ kind: 'bool', must: [term('united')] }] }, term('nations')] }
  const options = { vocabulary: { synonyms: [['united nations', 'health']] } }
  assert.is(index.search(query, options).count, 4)
  assert.is(index.search(formatQuery(query), options).count, 4)
  assert.is(index.search('(united) nations', options).count, 4)
  const two: Query = { kind: 'bool', should: [{ kind: 'bool', should: [term('united'), term('road')] }, term('nations')] }
  assert.is(index.search(two, options).count, index.search(two).count, 'two in brackets are not side by side with the next')
})

test('synonyms have one rarity, and count 0.9 or what they are given', () => {
  const plain = index.search('car').hits[0].score
  const both = index.search('automobile', { vocabulary: cars })
  const automobile = both.hits.find(({ id }) => id === 'auto')?.score ?? 0
  const car = both.hits.find(({ id }) => id === 'car')?.score ?? 0
  assert.ok(Math.abs(car - 0.9 * plain) < 1e-9, `${car} is 0.9 of ${plain}`)
  assert.ok(Math.abs(automobile - plain) < 1e-9, 'the rare word is as common as its synonym')
  const half = index.search('vehicle', { vocabulary: oneWay }).hits.find(({ id }) => id === 'car')?.score ?? 0
  assert.ok(Math.abs(half - 0.5 * plain) < 1e-9)
})

test('hits say the word that stands in them, and highlights mark it', () => {
  const [hit] = index.search('vehicle', { vocabulary: { synonyms: [['vehicle', 'automobile']] }, highlight: ['body'] }).hits
  assert.equal(hit.matches, { body: ['automobile'] })
  assert.equal(hit.highlights?.body[0].marks, [[3, 13]])
})

test('an index opened from bytes takes another vocabulary, and explanations add up', () => {
  const reader = openIndex(index.toBytes())
  assert.is(reader.search('automobile').count, 1)
  const options = { vocabulary: cars }
  const [first] = reader.search('automobile road', options).hits
  assert.is(reader.explain('automobile road', first.id, options)?.value, first.score)
  assert.match(JSON.stringify(reader.explain('automobile', 'car', options)), /commonest word of its pattern or synonyms/)
})

test('a vocabulary is read once', () => {
  const vocabulary = { synonyms: [['automobile', 'truck']] }
  assert.is(index.search('truck', { vocabulary }).count, 1)
  vocabulary.synonyms.push(['truck', 'car'])
  assert.is(index.search('truck', { vocabulary }).count, 1)
  assert.is(index.search('truck', { vocabulary: { ...vocabulary } }).count, 4)
})

const refused: readonly [name: string, vocabulary: unknown, code?: 'E_QUERY_LIMIT', message?: RegExp][] = [
  ['null', null],
  ['an array', [['car', 'automobile']]],
  ['a misspelt part', { synonims: [] }, undefined, /Did you mean "synonyms"/],
  ['synonyms as a Map', { synonyms: new Map() }],
  ['a synonym that is text', { synonyms: ['car'] }],
  ['a group with a number', { synonyms: [['car', 1]] }],
  ['one-way without to', { synonyms: [{ from: 'car' }] }],
  ['one-way with another property', { synonyms: [{ from: 'car', to: 'auto', boost: 2 }] }],
  ['weight 0', { synonyms: [{ from: 'car', to: 'auto', weight: 0 }] }],
  ['weight 2', { synonyms: [{ from: 'car', to: 'auto', weight: 2 }] }],
  ['stop words as text', { stopWords: 'the' }],
  ['protected words with null', { protectedWords: [null] }],
  ['decompound as a table', { decompound: {} }],
  [
    'a decompound that throws',
    {
      decompound: () => {
        throw new Error('no dictionary')
      },
    },
    undefined,
    /no dictionary/,
  ],
  ['a decompound that gives text', { decompound: () => 'health care' }],
  ['65 synonyms', { synonyms: [['car', ...Array.from({ length: 65 }, (_, i) => `word${i}`)]] }, 'E_QUERY_LIMIT', /64/],
]

test('what is no vocabulary is refused', () => {
  for (const [name, vocabulary, code = 'E_CONFIG', message] of refused) {
    const error = throws(() => index.search('car', { vocabulary: vocabulary as VocabularyOptions }), code)
    if (message !== undefined) assert.match(error.message, message, name)
  }
})

test.run()
