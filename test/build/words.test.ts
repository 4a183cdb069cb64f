// Tokens to numbers: against a plain map, over tokens of every length, kind and alphabet, in one segment after another.

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { Analyzer } from '../../src/analysis/analyzer.js'
import { dropped } from '../../src/analysis/token-table.js'
import { Tokens, tokenKinds } from '../../src/analysis/tokens.js'
import { tokenizeWords } from '../../src/analysis/words.js'
import { Vocabulary } from '../../src/build/words.js'
import { chanceOf, seedOf } from '../oracle/random.js'

const seed = seedOf(process.env)
console.log(`seed ${seed}; SEED=${seed} runs the same again`)

/** Plain words in small letters; a term is a word without its last letter; what begins with z is dropped. Keys hold no control characters. */
const analyzer: Analyzer = {
  name: 'test',
  version: 1,
  options: {},
  tokenize: () => {},
  normalize: (raw, kind) => {
    const shown = raw.replaceAll('\0', '\u2400')
    const word = kind === tokenKinds.word ? shown.replace(/[A-Z]/g, (letter) => letter.toLowerCase()) : `${kind}:${shown}`
    return { word: word.startsWith('z') ? '' : word, term: Array.from(word).slice(0, -1).join('') || word }
  },
}

function numbersOf(vocabulary: Vocabulary, raws: readonly (readonly [raw: string, kind: number])[]): number[] {
  const tokens = new Tokens()
  let text = ''
  for (const [i, [raw, kind]] of raws.entries()) {
    tokens.push(text.length, text.length + raw.length, i, kind)
    text += `${raw} `
  }
  return [...vocabulary.numbersOf(analyzer, text, tokens).subarray(0, raws.length)]
}

test('tokens are told apart by all their characters and their kind, but for capitals in plain words', () => {
  const chance = chanceOf(seed)
  const vocabulary = new Vocabulary()
  const letters = ['a', 'A', 'b', '@', '`', '[', '{', '\0', 'z', '1', 'é', '\u0161', '語', '\u{1f600}']
  for (let round = 0; round < 8; round++) {
    const words = vocabulary.begin()
    const numbers = new Map<string, number>()
    const raws = Array.from({ length: 12_000 }, (): [string, number] => {
      const length = chance.is(0.01) ? chance.int(60, 300) : chance.int(1, 12)
      const raw = Array.from({ length }, () => letters[chance.int(0, chance.is(0.8) ? 2 : letters.length - 1)]).join('')
      return [raw, chance.int(0, 2)]
    })
    const got = numbersOf(vocabulary, raws)
    for (const [i, [raw, kind]] of raws.entries()) {
      const { word, term } = analyzer.normalize(raw, kind)
      if (word === '') {
        assert.is(got[i], dropped)
        continue
      }
      const key = `${word} ${term}`
      const known = numbers.get(key)
      if (known === undefined) {
        assert.is(got[i], numbers.size, 'numbered in order')
        numbers.set(key, got[i])
        assert.is(words.pairWord[got[i]], word)
        assert.is(words.terms[words.pairTerm[got[i]]], term)
        assert.ok(vocabulary.pairsOf(term).includes(got[i]))
      } else assert.is(got[i], known)
    }
    assert.is(words.pairWord.length, numbers.size)
    assert.is(new Set(words.terms).size, words.terms.length)
  }
})

test('what the word tokenizer reads on its way tells tokens apart as a second look does', () => {
  const chance = chanceOf(seed)
  const pieces = [
    'a',
    'B',
    'cd',
    'EFGH',
    '7',
    '12',
    'é',
    'ß',
    '\u00ad',
    "'s",
    "'t",
    '.',
    ',',
    '-',
    '#',
    '@',
    'US',
    'WHO',
    '語',
    '\u{1f600}',
    ' ',
    ' ',
    ' ',
  ]
  // the same but for its name: nothing is known of what it does
  const other = { ...analyzer, ignoresCase: true, tokenize: (text: string, tokens: Tokens) => tokenizeWords(text, tokens) }
  const known = { ...other, tokenize: tokenizeWords }
  const [one, two] = [new Vocabulary(), new Vocabulary()]
  const [words, others] = [one.begin(), two.begin()]
  const tokens = new Tokens()
  for (let round = 0; round < 300; round++) {
    const text = Array.from({ length: 200 }, () => pieces[chance.int(0, pieces.length - 1)]).join('')
    tokenizeWords(text, tokens)
    const got = [...one.numbersOf(known, text, tokens).subarray(0, tokens.count)]
    assert.equal(got, [...two.numbersOf(other, text, tokens).subarray(0, tokens.count)])
  }
  assert.ok(words.pairWord.length > 1000)
  assert.equal(words, others)
})

test('a term of an earlier segment alone has no pairs', () => {
  const vocabulary = new Vocabulary()
  vocabulary.begin()
  numbersOf(vocabulary, [['road', tokenKinds.word]])
  assert.equal(vocabulary.pairsOf('roa'), [0])
  vocabulary.begin()
  assert.equal(vocabulary.pairsOf('roa'), [])
})

test.run()
