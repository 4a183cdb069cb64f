// Which stretches of a text are shown: the rarest and most of what was asked for, together, in whole sentences.

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { Index } from '../../src/index/index.js'
import type { Query } from '../../src/query/query.js'
import { highlight } from '../../src/reader/highlight.js'
import type { Fragment } from '../../src/search/html.js'
import type { SearchOptions } from '../../src/search/options.js'
import { throws } from '../index/thrown.js'
import { chanceOf, seedOf } from '../oracle/random.js'

interface Article {
  id: number
  text: string | string[]
  other?: string
}

/** The fragment with its marks in brackets. */
function marked({ text, marks }: Fragment): string {
  let [shown, at] = ['', 0]
  for (const [from, to] of marks) {
    shown += `${text.slice(at, from)}[${text.slice(from, to)}]`
    at = to
  }
  return shown + text.slice(at)
}

/** Fragments of a text in an index in which `ice` is common and `carbon` is not. */
function fragmentsOf(text: string | string[], query: string | Query, highlight: SearchOptions['highlight']): string[] {
  const index = new Index<Article>({ fields: { text: {}, other: {} }, storeFields: ['text'], analyzer: 'english' })
  index.add({ id: 0, text, other: 'always' })
  for (let id = 1; id < 30; id++) index.add({ id, text: 'ice and snow' })
  const asked: Query = typeof query === 'string' ? { kind: 'match', text: query } : query
  const { hits } = index.search({ kind: 'bool', must: [{ kind: 'term', text: 'always', field: 'other' }], should: [asked] }, { highlight })
  return (hits[0].highlights?.text ?? []).map(marked)
}

const filler = (count: number) => 'Nothing much was said. '.repeat(count)

const table: readonly [
  name: string,
  text: string | string[],
  query: string | Query,
  highlight: SearchOptions['highlight'],
  shown: string[],
][] = [
  [
    'the whole sentence, and those behind it that fit',
    `${filler(9)}Mr. Voss said the carbon tax was dear. It was. ${filler(9)}`,
    'tax',
    { text: { length: 60 } },
    ['Mr. Voss said the carbon [tax] was dear. It was.'],
  ],
  [
    'the sentence before, at the end of a text',
    `${filler(9)}It was late. The carbon tax was lost.`,
    'tax',
    { text: { length: 60 } },
    ['Nothing much was said. It was late. The carbon [tax] was lost.'],
  ],
  [
    'the beginning of a sentence too long',
    `${filler(9)}The carbon tax ${'and so on '.repeat(30)}`,
    'tax',
    { text: { length: 40 } },
    ['The carbon [tax] and so on and so on and'],
  ],
  [
    'the end of a sentence too long',
    `${filler(9)}He spoke ${'and so on '.repeat(30)}of a tax. ${filler(9)}`,
    'tax',
    { text: { length: 40 } },
    ['and so on and so on and so on of a [tax].'],
  ],
  [
    'the middle of a sentence too long',
    `${'and so on '.repeat(30)}tax ${'and so on '.repeat(30)}`,
    'tax',
    { text: { length: 40 } },
    ['and so on [tax] and so on and so on and so'],
  ],
  [
    'a rare word before a common one',
    `An ice floe. ${filler(20)}The carbon price. ${filler(20)}More ice.`,
    'ice carbon',
    { text: { length: 30 } },
    ['The [carbon] price.'],
  ],
  [
    'two words together before the same two apart, both before one often',
    `Ice, ice, ice, ice. ${filler(9)}Ice and ${'so on and '.repeat(4)}carbon. ${filler(9)}Ice, carbon. ${filler(9)}`,
    'ice carbon',
    { text: { length: 60 } },
    ['[Ice], [carbon]. Nothing much was said. Nothing much was said.'],
  ],
  ['of one word, the first', `The tax. ${filler(20)}A tax.`, 'tax', { text: { length: 30 } }, ['The [tax]. Nothing much was']],
  [
    'two fragments, in the order of the text',
    `The tax was lost. ${filler(20)}The carbon price and the ice. ${filler(20)}An ice floe.`,
    'tax carbon ice',
    { text: { length: 40, count: 2 } },
    ['The [tax] was lost. Nothing much was said.', 'The [carbon] price and the [ice].'],
  ],
  [
    'as many as there are',
    `The tax. ${filler(20)}A tax.`,
    'tax',
    { text: { length: 24, count: 5 } },
    ['The [tax]. Nothing much', 'A [tax].'],
  ],
  ['no more of a text that is shown whole', 'A tax and a tax.', 'tax', { text: { count: 3 } }, ['A [tax] and a [tax].']],
  [
    'the best of several values',
    ['An ice floe.', 'The carbon price.', 'Nothing.', 'Ice again.'],
    'ice carbon',
    { text: { count: 2 } },
    ['An [ice] floe.', 'The [carbon] price.'],
  ],
  ['all values without a count', ['An ice floe.', 'Nothing.', 'Ice again.'], 'ice', { text: true }, ['An [ice] floe.', '[Ice] again.']],
  ['the beginning without a match', `${'It began. '.repeat(9)}`, 'absent', { text: { length: 25, count: 3 } }, ['It began. It began.']],
  [
    'what a pattern stands for as one thing',
    `Economy, economic, economists. ${filler(20)}Economic tax. ${filler(20)}`,
    {
      kind: 'bool',
      should: [
        { kind: 'prefix', text: 'econ' },
        { kind: 'term', text: 'tax' },
      ],
    },
    { text: { length: 40 } },
    ['[Economic] [tax]. Nothing much was said.'],
  ],
]
for (const [name, text, query, highlight, shown] of table) {
  test(`shows ${name}`, () => {
    assert.equal(fragmentsOf(text, query, highlight), shown)
  })
}

const refused: readonly [name: string, highlight: unknown][] = [
  ['count 0', { text: { count: 0 } }],
  ['count 21', { text: { count: 21 } }],
  ['count 1.5', { text: { count: 1.5 } }],
  ['length 5', { text: { length: 5 } }],
  ['an unknown option', { text: { lenght: 50 } }],
  ['options that are none', { text: 3 }],
  ['null', null],
  ['a number', 3],
]
for (const [name, highlight] of refused) {
  test(`refuses ${name}`, () => {
    throws(() => fragmentsOf('ice', 'ice', highlight as never), 'E_CONFIG')
  })
}

const pieces = [
  'tax',
  'carbon',
  'ice',
  'Mr.',
  'U.S.',
  'road.',
  'said!',
  'caf\u00e9',
  'cafe\u0301',
  '\u{1f469}\u{1f3fd}\u200d\u{1f680}',
  '\u5317\u4eac\u3002',
  '\u0301',
  'Word',
  'well-known',
  '(a.)',
]
const separators = [' ', ' ', ' ', '  ', '\n\n', '\r\n', '', '\u200d', '\u00a0']

test('what stands for a word as it is typed is one thing with it', () => {
  const text = `A tax, taxes, taxation. ${filler(20)}A tax on carbon. ${filler(20)}`
  const [{ text: shown }] = highlight(text, 'carbon tax', { prefix: true, length: 30 })
  assert.match(shown, /A tax on carbon/)
})

test('of a text of millions of code units the first million is read', () => {
  const text = `${'word '.repeat(190_000)}tax ${'word '.repeat(20_000)}tax carbon`
  const [first, ...others] = highlight(text, 'tax carbon', { length: 30, count: 3 })
  assert.equal(others, [])
  assert.match(marked(first), /\[tax\] word/)
  assert.is(highlight(text, 'tax carbon')[0].text.length, text.length)
})

test('random texts: fragments are of the text, apart, of whole characters, and have the marks that the whole text has there', () => {
  const seed = seedOf(process.env)
  console.log(`seed ${seed}; SEED=${seed} runs the same again`)
  const chance = chanceOf(seed)
  const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })
  let several = 0
  for (let round = 0; round < 600; round++) {
    let text = ''
    for (let i = chance.int(1, 120); i > 0; i--) text += chance.of(pieces) + chance.of(separators)
    const query = chance.of(['tax carbon', '"ice road"', 'caf* ice', 'NEAR(tax ice, 3) carbon', '\u4eac tax', 'wel* known'])
    const [{ marks }] = highlight(text, query, { analyzer: 'english' })
    const length = chance.of([20, 21, 40, 80, 240])
    const count = chance.of([1, 2, 3, 10])
    const starts = new Set([...segmenter.segment(text)].map(({ index }) => index)).add(text.length)
    const shown = highlight(text, query, { analyzer: 'english', length, count })
    const said = `seed ${seed}: ${query} in ${JSON.stringify(text)}, ${length}`
    assert.ok(shown.length >= 1 && shown.length <= count, said)
    if (shown.length > 1) several++
    let last = 0
    for (const { text: own, start, marks: found } of shown) {
      const end = start + own.length
      assert.ok(start >= last, said)
      assert.is(text.slice(start, end), own)
      assert.ok(starts.has(start) && starts.has(end), `${said}: ${start} ${end}`)
      assert.ok(own.length <= length + 64, `${said}: ${own.length}`)
      const inside = marks.filter(([from, to]) => from >= start && to <= end).map(([from, to]) => [from - start, to - start])
      // of a compound that the fragment cuts, a part may be marked by itself
      for (const [from, to] of found)
        assert.ok(
          marks.some((mark) => mark[0] <= start + from && mark[1] >= start + to),
          said,
        )
      for (const mark of inside)
        assert.ok(
          found.some(([from, to]) => from === mark[0] && to === mark[1]),
          said,
        )
      assert.is(found.length > 0, marks.length > 0, said)
      last = end
    }
  }
  assert.ok(several > 100, `${several}`)
})

test('fragments do not overlap, whatever the text', () => {
  const text = Array.from({ length: 400 }, (_, i) => (i % 7 === 0 ? 'tax' : i % 11 === 0 ? 'carbon.' : 'Word')).join(' ')
  for (const length of [20, 33, 60, 200, 1000]) {
    for (const count of [1, 2, 5, 20]) {
      const index = new Index<Article>({ fields: { text: {} }, storeFields: ['text'] })
      index.add({ id: 1, text })
      const [hit] = index.search('tax carbon', { highlight: { text: { length, count } } }).hits
      let last = 0
      const shown = hit.highlights?.text ?? []
      assert.ok(shown.length >= 1 && shown.length <= count)
      for (const fragment of shown) {
        assert.ok(fragment.start >= last, `${fragment.start} after ${last}`)
        assert.ok(fragment.marks.length > 0)
        assert.is(text.slice(fragment.start, fragment.start + fragment.text.length), fragment.text)
        assert.ok(fragment.text.length <= length + 1, `${fragment.text.length} of ${length}`)
        assert.is(fragment.text.trim(), fragment.text)
        last = fragment.start + fragment.text.length
      }
    }
  }
})

test.run()
