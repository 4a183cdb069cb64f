// Writing to a terminal: nothing controls it, lines keep to its width, marks stay on their words.

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { type AnyHit, explanationText, hitText, passageOf, problemText } from '../../src/cli/hits.js'
import { byteSize, columnWidth, counted, grouped, jsonLine, lineRanges, visible, wrap, wrapMarked } from '../../src/cli/output.js'
import { progressLine, startProgress } from '../../src/cli/progress.js'
import { recorder } from './program.js'

const shown: [given: string, visible: string][] = [
  ['plain – “text” 北京 😀', 'plain – “text” 北京 😀'],
  ['\u001b[31mred\u001b[0m', '␛[31mred␛[0m'],
  ['\u001b]0;title\u0007', '␛]0;title␇'],
  ['\u009b31m', '�31m'],
  ['a\0b', 'a␀b'],
  ['a\r\nb\tc\u2028d', 'a  b c d'],
  ['\u007f\b', '␡␈'],
  ['\u202eevil\u2066\u200f', '�evil��'],
  ['\ud800 lone \udc00', '� lone �'],
]
for (const [given, expected] of shown) {
  test(`shows ${JSON.stringify(given)}`, () => {
    assert.is(visible(given), expected)
    assert.is(visible(given).length, given.length, 'offsets stay')
  })
}

test('line feeds stay where asked, and nothing else', () => {
  assert.is(visible('a\nb\r\n\u001b', { keepLines: true }), 'a\nb \n␛')
})

test('every code unit alone is shown without control', () => {
  const units = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code)).join('\n')
  assert.not.match(visible(units).replaceAll('\n', ''), /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c]/u)
})

test('a line of JSON holds no control, and the same value', () => {
  const value = { text: '\u001b[31m\u009b\u007f\u2028\u202e\n', n: 1 }
  const line = jsonLine(value)
  assert.not.match(line.slice(0, -1), /[\u0000-\u001f\u007f-\u009f\u2028\u202e]/)
  assert.equal(JSON.parse(line), value)
})

const wrapped: [text: string, width: number, lines: string[]][] = [
  ['one two three', 7, ['one two', 'three']],
  ['one two three', 100, ['one two three']],
  ['abcdefghij', 4, ['abcd', 'efgh', 'ij']],
  ['a\n\nb', 10, ['a', '', 'b']],
  ['', 10, ['']],
  ['北京大学', 4, ['北京', '大学']],
  ['😀😀😀', 4, ['😀😀', '😀']],
  ['x'.repeat(8), 1, [...'xxxxxxxx']],
  ['北', 1, ['北']],
]
for (const [text, width, lines] of wrapped) {
  test(`wraps ${JSON.stringify(text)} to ${width}`, () => {
    assert.equal(
      lineRanges(text, width).map(([start, end]) => text.slice(start, end)),
      lines,
    )
    assert.is(wrap(text, width), lines.join('\n'))
  })
}

test('lines hold all words, none wider than asked', () => {
  const text = Array.from({ length: 200 }, (_, i) => 'x'.repeat(1 + ((i * 7) % 11))).join(' ')
  for (let width = 11; width < 40; width++) {
    const lines = wrap(text, width).split('\n')
    assert.is(lines.join(' '), text)
    for (const line of lines) assert.ok(columnWidth(line) <= width)
  }
})

test('marks stay on their words over line ends', () => {
  const mark = (text: string): string => `<${text}>`
  const text = 'the carbon tax was passed'
  const marks: [number, number][] = [
    [4, 14],
    [19, 25],
  ]
  assert.is(wrapMarked(text, marks, mark, 100), 'the <carbon tax> was <passed>')
  assert.is(wrapMarked(text, marks, mark, 10, '> '), '> the\n> <carbon>\n> <tax> was\n> <passed>')
  for (let width = 6; width < 30; width++) {
    const plain = wrapMarked(text, marks, (part) => part, width)
    assert.is(plain.replaceAll('\n', ' '), text)
  }
})

test('numbers for people', () => {
  assert.equal([0, 12, 999, 1000, 27077, 1234567].map(grouped), ['0', '12', '999', '1,000', '27,077', '1,234,567'])
  assert.equal([0, 999, 1000, 41300, 60.2e6, 1.5e9].map(byteSize), ['0 B', '999 B', '1.0 KB', '41.3 KB', '60.2 MB', '1.50 GB'])
  assert.equal([counted(1, 'document'), counted(2000, 'document')], ['1 document', '2,000 documents'])
})

test('a bar tells share, speed and time left', () => {
  assert.is(progressLine('Reading', 50e6, 100e6, 5), 'Reading  [############------------]  50 %  10.0 MB/s  0:05 left')
  assert.is(progressLine('Reading', 100e6, 100e6, 70), 'Reading  [########################] 100 %  1.4 MB/s  0:00 left')
  assert.is(progressLine('Reading', 0, 6e9, 1), 'Reading  [------------------------]   0 %  0.0 MB/s')
  assert.is(progressLine('Reading', 5e6, undefined, 1), 'Reading  5.0 MB  5.0 MB/s')
})

test('a bar is silent where nobody watches', () => {
  for (const [watched, quiet] of [
    [false, false],
    [true, true],
  ]) {
    const output = recorder({ showsProgress: watched })
    const bar = startProgress(output, 'Reading', quiet)
    for (let i = 0; i < 1000; i++) bar.update(i, 1000)
    bar.clear()
    assert.is(output.said, '')
  }
})

const hit: AnyHit = {
  id: 'x\u001b1',
  score: 1.234,
  document: {
    headline: 'Storm\u001b[2J closes harbour',
    outlet: 'The\nLamp',
    published: '2017-11-02T10:30:00.000Z',
    body: 'A storm closed the harbour. More.',
  },
  matches: { body: ['storm'] },
  highlights: {
    headline: [{ text: 'Storm\u001b[2J closes harbour', start: 0, marks: [[0, 5]] }],
    body: [{ text: 'A storm closed', start: 0, marks: [[2, 7]] }],
  },
}

test('a hit shows headline, facts and the marked passage', () => {
  assert.is(
    hitText(7, hit, recorder()),
    ' 7. *Storm*␛[2J closes harbour\n    The Lamp · 2017-11-02 10:30 · 1.23 · x␛1\n    A *storm* closed …\n',
  )
  const plain = hitText(7, hit, recorder({ color: true })).replace(/\u001b\[\d+m/g, '')
  assert.is(plain, ' 7. Storm␛[2J closes harbour\n    The Lamp · 2017-11-02 10:30 · 1.23 · x␛1\n    A storm closed …\n')
})

test('a passage has one space where its text has many, and its marks stay', () => {
  const spaced: AnyHit = {
    ...hit,
    highlights: {
      body: [
        {
          text: 'A\n    storm \t closed\n\n\nit',
          start: 0,
          marks: [
            [6, 11],
            [14, 20],
          ],
        },
      ],
    },
  }
  assert.match(hitText(1, spaced, recorder()), /\n {4}A \*storm\* \*closed\* it/)
})

test('a hit of any documents shows what there is', () => {
  const bare = { id: 5, score: 0, document: {}, matches: {} }
  assert.is(hitText(1, bare, recorder()), ' 1. 5\n    5\n')
  const titled = {
    id: 5,
    score: 2,
    document: { title: 'T', note: 'a b' },
    matches: {},
    highlights: { note: [{ text: 'a b', start: 0, marks: [[2, 3]] as [number, number][] }] },
  }
  assert.is(hitText(1, titled, recorder()), ' 1. T\n    2.00 · 5\n    a *b*\n')
})

const name = (marks: [number, number][]) => [{ text: 'Ann Lee', start: 0, marks }]
const text = (marks: [number, number][]) => [{ text: 'Ice is dear', start: 0, marks }]
const turn = { id: 'h', score: 1, matches: {}, nested: { path: 'turns', index: 0 }, parent: { headline: 'Debate' } }
const said = { speaker: 'Ann Lee', text: 'Ice is dear.', url: 'https://a.example/very/long#t=1' }
const article = { id: 'a', score: 1, matches: {}, document: { headline: 'Debate', speaker: ['Ann Lee'], body: 'Ice is dear.' } }
const { headline: _, ...untitled } = article.document
const passages: [name: string, hit: AnyHit, shown: string | undefined, lines: RegExp][] = [
  [
    'speaker and words match: the words',
    { ...turn, document: said, highlights: { 'turns.speaker': name([[4, 7]]), 'turns.text': text([[0, 3]]) } },
    'Ice is dear …',
    /\n {4}Ann \*Lee\*:\n {4}\*Ice\* is dear …\n$/,
  ],
  [
    'the speaker alone matches: what was said',
    { ...turn, document: said, highlights: { 'turns.speaker': name([[4, 7]]), 'turns.text': text([]) } },
    'Ice is dear …',
    /\n {4}Ann \*Lee\*:\n {4}Ice is dear …\n$/,
  ],
  [
    'the words alone match: who says them is told',
    { ...turn, document: said, highlights: { 'turns.speaker': name([]), 'turns.text': text([[0, 3]]) } },
    'Ice is dear …',
    /\n {4}Ann Lee:\n {4}\*Ice\* is dear …\n$/,
  ],
  [
    'the speaker of an article matches: how its body begins',
    { ...article, highlights: { headline: text([]), speaker: name([[4, 7]]), body: text([]) } },
    'Ice is dear …',
    /\n {4}Ann \*Lee\*:\n {4}Ice is dear …\n$/,
  ],
  [
    'a body is not shown twice where the headline is taken from it',
    { ...article, document: untitled, highlights: { speaker: name([[4, 7]]), body: text([]) } },
    undefined,
    /\n {4}Ann \*Lee\*:\n$/,
  ],
]
for (const [title, found, shown, lines] of passages) {
  test(`the passage of a hit: ${title}`, () => {
    assert.is(passageOf(found)?.text, shown)
    assert.match(hitText(1, found, recorder()), lines)
  })
}

test('a problem points at its place', () => {
  const problem = { message: 'Expected x,\u001b got y.', start: 2, end: 4, code: 'quote' as const }
  assert.is(problemText('北京ab', problem, '> ', recorder()), '      ^^\nExpected x,␛ got y.\n')
})

test('an explanation of any depth is a tree of lines', () => {
  let deep = { value: 1, description: 'leaf' } as { value: number; description: string; children?: (typeof deep)[] }
  for (let i = 0; i < 50000; i++) deep = { value: 1, description: 'node', children: [deep] }
  assert.is(explanationText(deep).split('\n').length, 50002)
  assert.is(
    explanationText({
      value: 3,
      description: 'sum',
      children: [
        { value: 1, description: 'a' },
        { value: 2, description: 'b' },
      ],
    }),
    '3.0000  sum\n  1.0000  a\n  2.0000  b\n',
  )
})

test.run()
