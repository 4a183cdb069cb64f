// Cuts: where sentences end and where they do not, and never within what people see as one character.

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { characterEnd, characterStart, endsSentence, sentenceEnd, sentenceStart, wordEnd, wordStart } from '../../src/search/boundaries.js'
import { chanceOf, seedOf } from '../oracle/random.js'

/** Texts with a bar at each end of a sentence within. */
const sentences: readonly string[] = [
  'The ice road opened.| It closed again!| Why?| Nobody knew.',
  'Mr. Voss met Dr. Lee in St. Arne.| They talked.',
  'J. R. Smith of the U.S. Senate spoke.| He left.',
  'Shares of Koerner Inc. fell 3.5 percent to No. 42 today.| More news follows.',
  '“We were told nothing.”| The firm said so.',
  '“Nothing?” he asked.| “Nothing!” she cried.',
  'It ended (for now.)| Then came spring.',
  'He waited… and waited.| The end.',
  'A headline without a stop|\n\nThe text begins here.',
  'a line that was\nwrapped goes on.|\nA new one begins.',
  'In 2017.| In 17. Mai und danach.| Neu.',
  '北京大学开学。|学生来了！|他们是谁？|我们。',
  '「はい。」と言った。|終わり。',
  'Кто он?| Никто. не знает.',
  'what e.g. this is.| Or that.',
  'The end of www.example.org.| Visit it.',
  'first.Second has no space.| Third.',
  '.|',
  '',
  '   ',
]
for (const shown of sentences) {
  test(`sentences: ${JSON.stringify(shown)}`, () => {
    const text = shown.replaceAll('|', '')
    let found = ''
    for (let at = 0; at < text.length; at++) found += `${at > 0 && endsSentence(text, at) ? '|' : ''}${text[at]}`
    assert.is(found, shown.replace(/\|$/, ''))
  })
}

test('the sentence around a place, as far as told', () => {
  const text = 'First one here. The second is longer. Third.'
  const at = text.indexOf('second')
  assert.is(sentenceStart(text, at, 0), 16)
  assert.is(sentenceStart(text, at, 18), undefined)
  assert.is(sentenceStart(text, 3, 0), 0)
  assert.is(sentenceStart('  First.', 4, 0), 2)
  assert.is(sentenceEnd(text, at, text.length), 37)
  assert.is(sentenceEnd(text, at, 30), undefined)
  assert.is(sentenceEnd(text, 40, text.length), text.length)
})

test('words', () => {
  const text = 'one two three'
  assert.is(wordStart(text, 1, 10), 4)
  assert.is(wordStart(text, 4, 10), 4)
  assert.is(wordStart(text, 0, 10), 0)
  assert.is(wordEnd(text, 6, 0), 3)
  assert.is(wordEnd(text, 7, 0), 7)
  assert.is(wordEnd(text, 13, 0), 13)
  assert.is(wordStart('\u{1f680}'.repeat(9), 3, 18), 4)
  assert.is(wordEnd('\u{1f680}'.repeat(9), 3, 0), 2)
})

const pieces = [
  'a',
  'b',
  ' ',
  'e\u0301',
  '\u0301',
  '\u{1f469}\u{1f3fd}\u200d\u{1f680}',
  '\u{1f1e6}',
  '\u200d',
  '\u5317',
  '\uac00',
  '\u11a8',
  '\r\n',
  '\u0e33',
  '\ufe0f',
]

test('characters are those of the platform’s own segmenter', () => {
  const chance = chanceOf(seedOf(process.env))
  const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })
  for (let round = 0; round < 300; round++) {
    let text = ''
    for (let i = chance.int(0, 30); i > 0; i--) text += chance.of(pieces)
    const starts = [...segmenter.segment(text)].map(({ index }) => index).concat(text.length)
    for (let at = 0; at <= text.length; at++) {
      const before = starts.filter((start) => start <= at).at(-1)
      const after = starts.find((start) => start >= at)
      assert.is(characterStart(text, at), before, `${JSON.stringify(text)} ${at}`)
      assert.is(characterEnd(text, at), after, `${JSON.stringify(text)} ${at}`)
    }
  }
})

test('a character of 100,000 marks is cut, at once', () => {
  const text = `a${'\u0301'.repeat(100_000)}`
  assert.ok(characterStart(text, 50_000) > 49_000)
  assert.ok(characterEnd(text, 50_000) < 51_000)
})

test.run()
