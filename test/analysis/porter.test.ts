// Porter's stemmer against natural's, which follows his paper with regular expressions: on real words, and on words put together of endings.

import { readFileSync } from 'node:fs'
import porter from 'natural/lib/natural/stemmers/porter_stemmer.js'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { porterStem } from '../../src/analysis/porter.js'
import { randomOf, seed } from '../random.js'

const parts =
  'ational tional enci anci izer abli bli alli entli eli ousli ization ation ator alism iveness fulness ousness aliti iviti biliti logi icate ative alize iciti ical ful ness al ance ence er ic able ible ant ement ment ent ou ism ate iti ous ive ize sion tion ed ing eed s es sses ies y ll e at bl iz tt ss zz yy xx by ay sy w x'.split(
    ' ',
  )
const letters = 'aaeeiioouuyybcdfghjklmnpqrstvwxz'.split('')

test('real words have the stems that natural gives them', () => {
  const text = ['seeds/stemmers/english.txt', 'README.md', 'LICENSE', 'src/segment/FORMAT.md']
    .map((path) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'))
    .join(' ')
  const words = new Set(text.toLowerCase().match(/[a-z]{3,40}/g))
  assert.ok(words.size > 1000)
  for (const word of words) assert.is(porterStem(word), porter.stem(word) || word, word)
})

test('so have words made of all endings', () => {
  const random = randomOf(seed)
  for (let i = 0; i < 60_000; i++) {
    let word = ''
    for (let left = 1 + random.below(5); left > 0; left--) word += random.pick(random.oneIn(2) ? parts : letters)
    if (word.length < 3 || word.length > 40) continue
    assert.is(porterStem(word), porter.stem(word) || word, `${word} (SEED=${seed})`)
  }
})

test('what is no word of 3 to 40 letters a to z is its own stem', () => {
  for (const word of ['', 'as', 'café', 'naïves', 'Running', '2nds', "o'briens", 'e'.repeat(41), `${'a'.repeat(38)}ing`])
    assert.is(porterStem(word), word)
})

test.run()
