// Words and terms in the order of the dictionary: against a plain sort of their bytes.

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { dictionaryOrder } from '../../src/build/order.js'
import { Vocabulary } from '../../src/build/words.js'
import { finish } from '../../src/bytes/steps.js'
import { chanceOf, seedOf } from '../oracle/random.js'

const seed = seedOf(process.env)
console.log(`seed ${seed}; SEED=${seed} runs the same again`)

type Pair = readonly [word: string, term: string]

/** Keys with their roles, in the order of their bytes; words before terms, those of several terms by term. */
function sorted(pairs: readonly Pair[]): string[] {
  const rows = new Map<string, readonly [key: string, isTerm: number, term: string]>()
  for (const [word, term] of pairs) {
    rows.set(`term ${term}`, [term, 1, term])
    if (word !== term) rows.set(`word ${word} ${term}`, [word, 0, term])
  }
  const compare = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b))
  return [...rows.values()]
    .sort((a, b) => compare(a[0], b[0]) || a[1] - b[1] || compare(a[2], b[2]))
    .map(([key, isTerm, term]) => `${key} ${isTerm} ${term}`)
}

function ordered(pairs: readonly Pair[]): string[] {
  const vocabulary = new Vocabulary()
  const words = vocabulary.begin()
  for (const [word, term] of pairs) vocabulary.number(vocabulary.pair(word, term))
  const { terms, pairWord, pairTerm } = words
  return Array.from(finish(dictionaryOrder(words)), (entry) => {
    if (entry < terms.length) return `${terms[entry]} 1 ${terms[entry]}`
    const pair = entry - terms.length
    return `${pairWord[pair]} 0 ${terms[pairTerm[pair]]}`
  })
}

const rows: readonly (readonly [name: string, pairs: readonly Pair[]])[] = [
  ['nothing', []],
  ['one', [['a', 'a']]],
  [
    'a word of several terms that is a term itself',
    [
      ['us', 'us'],
      ['us', 'u.s.'],
      ['us', 'zz'],
      ['u.s.', 'us'],
    ],
  ],
  [
    'starts of each other',
    [
      ['international', 'intern'],
      ['internationally', 'intern'],
      ['internat', 'internat'],
      ['inter', 'inter'],
      ['internation', 'x'],
    ],
  ],
  [
    'zeros, letters of several bytes, the second plane',
    [
      ['ab', 'ab'],
      ['ab\0', 'ab\0'],
      ['ab\0\0c', 'ab\0\0c'],
      ['\uffee', '\uffee'],
      ['\u{1f600}', '\u{1f600}'],
      ['abcdefg\u{1f600}', 'abcdefg\u{1f601}'],
      ['abcdefg\uffee', 'café'],
      ['cafe', 'cafe'],
    ],
  ],
]

for (const [name, pairs] of rows) test(`dictionary order: ${name}`, () => assert.equal(ordered(pairs), sorted(pairs)))

test('dictionary order of random words', () => {
  const chance = chanceOf(seed)
  const letters = ['a', 'b', 'c', '\0', 'é', 'я', '語', '\uffee', '\u{1f600}', '\u{10000}']
  const word = () =>
    Array.from({ length: chance.int(1, 12) }, () => letters[chance.int(0, chance.is(0.7) ? 1 : letters.length - 1)]).join('')
  const pairs = Array.from({ length: 20_000 }, (): Pair => {
    const own = word()
    return [own, chance.is(0.5) ? own : word()]
  })
  assert.equal(ordered(pairs), sorted(pairs))
})

test.run()
