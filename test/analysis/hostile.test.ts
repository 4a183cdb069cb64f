// Inputs meant to break a tokenizer, and the properties that hold of every input.

import fc from 'fast-check'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { analyze } from '../../src/analysis/analyze.js'
import { english } from '../../src/analysis/english.js'
import { standard } from '../../src/analysis/standard.js'
import { Tokens, tokenKinds } from '../../src/analysis/tokens.js'
import { maxTokenBytes, tokenizeWords } from '../../src/analysis/words.js'
import { seed } from '../random.js'

const encoder = new TextEncoder()
// Text made of what the rules are about, so that they meet in every order.
const pieces = fc.constantFrom(
  ...[
    "'",
    '’',
    "'s",
    "s'",
    '-',
    '‐',
    '–',
    '.',
    ',',
    '#',
    '@',
    '_',
    '*',
    ' ',
    '\n',
    '\0',
    '\u00ad',
    '\u200d',
    '\u200b',
    '\ufeff',
    '\ufe0f',
    '\u20e3',
  ],
  ...[
    '\u0301',
    '\ud83d',
    '\udc4d',
    '👍',
    '🏽',
    '🇫',
    '👩',
    '1',
    '000',
    '3',
    'a',
    'S',
    'é',
    'İ',
    'ﬁ',
    'ﷺ',
    '北',
    'が',
    'ไ',
    '한',
    'ة',
    'й',
    '𝐀',
    'US',
    'IT',
  ],
  ...['WHO', 'U.S.', 'word', 'TRUMP', 'don’t', 'covid-19', 'Ministers'],
)
const texts = fc.oneof(
  fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)), maxLength: 40 }),
)

fc.configureGlobal({ seed })

test('offsets lie in the text, split no pair, and ascend', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const tokens = new Tokens()
      tokenizeWords(text, tokens)
      let lastEnd = 0
      let next = 0
      for (let i = 0; i < tokens.count; i++) {
        const [start, end, position, kind] = [tokens.start[i], tokens.end[i], tokens.position[i], tokens.kind[i]]
        assert.ok(start < end && end <= text.length)
        assert.not.ok(splitsPair(text, start) || splitsPair(text, end))
        const isNew = position === next && start >= lastEnd
        const isStacked = position < next && kind !== tokenKinds.word && kind !== tokenKinds.number && kind !== tokenKinds.emoji
        assert.ok(isNew || isStacked, `${JSON.stringify(text)}: token ${i}`)
        if (isNew) {
          next++
          lastEnd = end
        }
      }
    }),
    { numRuns: 2000 },
  )
})

test('a plain word analysed alone is the same word', () => {
  fc.assert(
    fc.property(texts, (text) => {
      for (const token of analyze(english, text)) {
        const alone = text.slice(token.start, token.end)
        // In capitals that collide with a pronoun the neighbours decide.
        if (token.kind !== tokenKinds.word || /^(?:US|IT|WHO)$/.test(alone)) continue
        const [first] = analyze(english, alone)
        assert.equal([first?.word, first?.term, first?.start, first?.end], [token.word, token.term, 0, alone.length], JSON.stringify(text))
      }
    }),
    { numRuns: 2000 },
  )
})

test('words and terms hold no lone surrogate, space, control or capital, and at most 255 bytes', () => {
  fc.assert(
    fc.property(texts, (text) => {
      for (const { word, term } of [...analyze(english, text), ...analyze(standard, text)]) {
        for (const part of [word, term]) {
          assert.not.match(part, /\p{Surrogate}/u, JSON.stringify(text))
          assert.not.match(part, /[\p{Cc}\s\u00ad\ufeffA-Z]/u, JSON.stringify(text))
          assert.ok(encoder.encode(part).length <= maxTokenBytes)
        }
      }
    }),
    { numRuns: 2000 },
  )
})

test('a word is found again by its own dictionary form', () => {
  fc.assert(
    fc.property(texts, (text) => {
      for (const { word, term, kind } of analyze(english, text)) {
        if (kind !== tokenKinds.word || word.includes("'") || !/^[\p{L}\p{M}]+$/u.test(word)) continue
        // A Lao ligature comes apart, and each Lao letter is a word.
        if (/\p{Script=Lao}/u.test(word)) continue
        const [again] = analyze(english, word)
        assert.equal(again?.term, term, JSON.stringify([text, word]))
      }
    }),
    { numRuns: 1000 },
  )
})

test('a token of 10 MB is cut into pieces of 255 bytes, and none is lost', () => {
  for (const [unit, count] of [
    ['x', 255],
    ['é', 127],
    ['한', 85],
    ['𐐨', 63],
  ] as const) {
    const text = unit.repeat(10_000_000 / unit.length)
    const tokens = new Tokens()
    tokenizeWords(text, tokens)
    assert.is(tokens.count, Math.ceil(text.length / (count * unit.length)), unit)
    assert.is(tokens.start[0], 0)
    for (let i = 1; i < tokens.count; i++) {
      if (tokens.start[i] !== tokens.end[i - 1] || tokens.position[i] !== i) assert.unreachable(`gap at token ${i}`)
    }
    assert.is(tokens.end[tokens.count - 1], text.length)
    assert.is(tokens.end[0], count * unit.length)
  }
})

test('long runs of anything end', () => {
  const units = [
    '.',
    "'",
    "a'",
    "'s",
    'a.',
    'a-',
    '-',
    '1,',
    '1,000',
    '1.',
    '#',
    '@',
    '#a',
    '_',
    '\u00ad',
    '\u0301',
    '\u200d',
    '👩\u200d',
    '🇫',
    '\ud800',
    '\udc00',
  ]
  for (const unit of [
    ...units,
    'US ',
    'US,1 ',
    'US WHO ',
    '\ufe0f',
    '*',
    '1\ufe0f\u20e3',
    '北',
    '\0',
    '\ufeff',
    'a\u00ad',
    "a'b",
    'a‑',
    'ไ\u0e49',
  ]) {
    const text = unit.repeat(100_000)
    const tokens = new Tokens()
    tokenizeWords(text, tokens)
    for (let i = 0; i < tokens.count; i++) {
      if (tokens.end[i] > text.length || tokens.start[i] >= tokens.end[i]) assert.unreachable(`${JSON.stringify(unit)}, token ${i}`)
    }
  }
})

test('marks, nothing, and what is no text', () => {
  const marks = analyze(english, `a${'\u0301'.repeat(300)} b`)
  assert.equal(
    marks.map(({ word }) => word),
    ['a', 'b'],
  )
  assert.equal(analyze(english, '\u0301\u0302'), [])
  assert.equal(analyze(english, '\ufeff'), [])
  assert.equal(analyze(english, '\ud800\udc00\udc00\ud800'.slice(1, 4)), [])
  assert.equal(
    analyze(english, 'a\ud800b\udc00c').map(({ word }) => word),
    ['a', 'b', 'c'],
  )
  assert.equal(
    analyze(english, 'İstanbul ISTANBUL').map(({ word }) => word),
    ['istanbul', 'istanbul'],
  )
  const grown = analyze(english, 'ﷺ'.repeat(85))
  assert.is(grown.length, 1)
  assert.ok(encoder.encode(grown[0].word).length <= maxTokenBytes)
})

test('columns are emptied before and grow as needed', () => {
  const tokens = new Tokens()
  tokenizeWords('a '.repeat(5000), tokens)
  assert.is(tokens.count, 5000)
  tokenizeWords('b', tokens)
  assert.is(tokens.count, 1)
  assert.is(tokens.position[0], 0)
})

function splitsPair(text: string, i: number): boolean {
  return i > 0 && i < text.length && /[\ud800-\udbff]/.test(text[i - 1]) && /[\udc00-\udfff]/.test(text[i])
}

test.run()
