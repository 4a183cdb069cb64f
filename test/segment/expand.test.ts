// Words by automaton: what the walk of the trie and the dictionary finds is what trying every word finds, whatever the automaton.

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { type Range, runSync } from '../../src/bytes/plan.js'
import { finish } from '../../src/bytes/steps.js'
import { isRostrumError } from '../../src/errors.js'
import { type Automaton, exactAutomaton, prefixAutomaton } from '../../src/segment/automata.js'
import { checkSegment } from '../../src/segment/check.js'
import { compareKeys, readBlock, roles } from '../../src/segment/dictionary.js'
import { expand } from '../../src/segment/expand.js'
import { sections, trieBlocks, trieDepth } from '../../src/segment/layout.js'
import { LevenshteinAutomaton } from '../../src/segment/levenshtein.js'
import { openSegment, rangeOf, type Segment } from '../../src/segment/segment.js'
import { blocksFor, writeTrie } from '../../src/segment/trie.js'
import { mend } from '../damage/mend.js'
import { type Random, randomOf, seed } from '../random.js'
import { sealed } from './content.js'

const random = randomOf(seed)
const letters = ['a', 'b', 'c', 'd', 'e', 's', 't', '\u00e6', '\u0434', '\u6c37', '\u{1f9ca}']

function wordOf(from: Random): string {
  const length = 1 + from.below(from.pick([3, 6, 12]))
  return Array.from({ length }, () => letters[Math.min(from.below(letters.length), from.below(letters.length))]).join('')
}

/** Some words share stems: those of `plain` are terms as well, those of `stemmed` of other ones. */
const words = [...new Set(Array.from({ length: 3000 }, () => wordOf(random)))]
const bytes = sealed(
  words.map((word, id) => ({ id, plain: word, stemmed: `${word} ${word}s`, tag: word })),
  { fields: { plain: {}, stemmed: { analyzer: 'english' }, tag: { type: 'keyword' } } },
)
const segment = openSegment(bytes)
const small = openSegment(sealed([{ id: 1, body: 'ice iced ices road' }], { fields: { body: {} } }))

function allWords(of: Segment): { word: string; offset: number }[] {
  const { start, end, resident } = rangeOf(of, sections.dictionary)
  const found: { word: string; offset: number }[] = []
  for (let block = 0; block < of.dictionary.blockCount; block++) {
    const { dictionary } = of
    const chunk = resident.chunk(start, end)
    const places = [start + dictionary.startOf(block), start + dictionary.endOf(block)] as const
    for (const { key, role, offset } of readBlock(chunk, ...places, dictionary.recordOffset(block)))
      if ((role & roles.word) !== 0) found.push({ word: key, offset })
  }
  return found
}

function accepts(automaton: Automaton, word: string): boolean {
  let state = automaton.start
  for (const byte of new TextEncoder().encode(word)) state = automaton.step(state, byte)
  return automaton.isMatch(state)
}

/** Optimal string alignment by its definition. */
function distance(a: string, b: string): number {
  const [x, y] = [[...a], [...b]]
  const table = Array.from({ length: x.length + 1 }, (_, i) =>
    Array.from({ length: y.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
  )
  for (let i = 1; i <= x.length; i++) {
    for (let j = 1; j <= y.length; j++) {
      table[i][j] = Math.min(table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + (x[i - 1] === y[j - 1] ? 0 : 1))
      if (i > 1 && j > 1 && x[i - 1] === y[j - 2] && x[i - 2] === y[j - 1]) table[i][j] = Math.min(table[i][j], table[i - 2][j - 2] + 1)
    }
  }
  return table[x.length][y.length]
}

const every = allWords(segment)

test('the segment has a trie, and words of all kinds', () => {
  assert.ok(segment.dictionary.blockCount >= trieBlocks && segment.sections.has(sections.wordTrie))
  assert.not.ok(small.sections.has(sections.wordTrie))
  assert.equal(checkSegment(bytes).problems, [])
  assert.ok(every.length > 3000 && every.every(({ word }) => !word.startsWith('\u0001')))
})

/** The same as it would be over a wire, where no tree is made of its dictionary. */
const whole = segment.resident
const elsewhere: Segment = {
  ...segment,
  resident: {
    byteLength: whole.byteLength,
    isWhole: false,
    has: (start, end) => whole.has(start, end),
    require: (start, end) => whole.require(start, end),
    load: (start, end) => whole.load(start, end),
    chunk: (start, end) => ({ ...whole.chunk(start, end), bytes: bytes.subarray(start, end), start }),
    damagedBlocks: () => whole.damagedBlocks(),
  },
}
const withoutTrie: Segment = { ...segment, sections: new Map([...segment.sections].filter(([id]) => id !== sections.wordTrie)) }

function compare(automaton: Automaton, expected: (word: string) => boolean, what: string): void {
  for (const of of [segment, elsewhere, withoutTrie]) {
    const { words: got, isComplete } = runSync(expand(of, automaton, 1e6))
    assert.ok(isComplete, what)
    assert.equal(
      got.map(({ word, offset }) => ({ word, offset })),
      every.filter(({ word }) => expected(word)),
      what,
    )
    for (const { state } of got) assert.ok(automaton.isMatch(state))
  }
}

const some = [...Array.from({ length: 30 }, () => random.pick(words)), ...Array.from({ length: 15 }, () => wordOf(random)), 'nowhere', 'x']

test(`exact words (seed ${seed})`, () => {
  for (const text of some) compare(exactAutomaton(text), (word) => word === text, text)
})

test(`prefixes (seed ${seed})`, () => {
  for (const text of ['', ...some, ...some.map((word) => word.slice(0, 2)), ...some.map((word) => word.slice(0, -1))].filter(
    (t) => !/[\ud800-\udbff]$/.test(t),
  ))
    compare(prefixAutomaton(text), (word) => word.startsWith(text), text)
})

for (const edits of [0, 1, 2]) {
  test(`words within ${edits} edits (seed ${seed})`, () => {
    for (const text of some) {
      const automaton = new LevenshteinAutomaton(text, edits)
      compare(automaton, (word) => distance(word, text) <= edits, `${text}~${edits}`)
      for (const { word, state } of runSync(expand(segment, automaton, 50)).words)
        assert.is(automaton.distance(state), distance(word, text))
    }
  })
}

const pairs: [a: string, b: string, distance: number][] = [
  ['minster', 'minister', 1],
  ['minsiter', 'minister', 1],
  ['ab', 'ba', 1],
  ['ca', 'abc', 3],
  ['', 'ab', 2],
  ['\u6c37\u9053', '\u9053\u6c37', 1],
  ['\u{1f9ca}', '\u{1f9cb}', 1],
  ['\u00e6', 'ae', 2],
  ['caf\u00e9', 'cafe', 1],
]
for (const [a, b, edits] of pairs) {
  test(`${a} is ${edits} from ${b}`, () => {
    assert.is(distance(a, b), edits)
    for (const most of [0, 1, 2]) {
      assert.is(accepts(new LevenshteinAutomaton(a, most), b), edits <= most)
      assert.is(accepts(new LevenshteinAutomaton(b, most), a), edits <= most)
    }
  })
}

test('what is no UTF-8 is not accepted', () => {
  const automaton = new LevenshteinAutomaton('\u00e6b', 2)
  for (const given of [[0x80], [0xff], [0xc3], [0xc3, 0x62], [0xe6, 0xb0], [0xf8, 0x80]]) {
    let state = automaton.start
    for (const byte of given) state = automaton.step(state, byte)
    assert.not.ok(automaton.isMatch(state), String(given))
  }
})

test('limits cut, and say so', () => {
  const all = runSync(expand(segment, prefixAutomaton(''), 1e6)).words
  assert.equal(runSync(expand(segment, prefixAutomaton(''), 10)), { words: all.slice(0, 10), isComplete: false })
  assert.equal(runSync(expand(segment, prefixAutomaton(''), all.length)).isComplete, true)
  const few = runSync(expand(elsewhere, prefixAutomaton(''), 1e6, 3))
  assert.not.ok(few.isComplete)
  assert.ok(few.words.length > 0 && few.words.length < all.length)
  assert.equal(
    runSync(expand(small, prefixAutomaton('ice'), 10)).words.map(({ word }) => word),
    ['ice', 'iced', 'ices'],
  )
})

test(`of many words the first, whatever else has stems among them (seed ${seed})`, () => {
  for (const text of some) {
    for (const automaton of [new LevenshteinAutomaton(text, 1), new LevenshteinAutomaton(text, 2), prefixAutomaton(text.slice(0, 1))]) {
      const all = runSync(expand(segment, automaton, 1e6)).words
      for (const limit of [1, 2, 3, 5]) {
        const { words: got, isComplete } = runSync(expand(segment, automaton, limit))
        assert.equal(got, all.slice(0, limit), `${text}, ${limit} words`)
        assert.is(isComplete, all.length <= limit, `${text}, ${limit} words`)
      }
    }
  }
})

test('a walk reads few blocks', () => {
  for (const [automaton, most, rounds] of [
    [exactAutomaton(every[700].word), 1, 2],
    // without the trie
    [prefixAutomaton((every.find(({ word }) => /^[a-z]{6}/.test(word)) as { word: string }).word.slice(0, 4)), 4, 1],
  ] as const) {
    const plan = expand(elsewhere, automaton, 1e6)
    const sizes: number[] = []
    for (let step = plan.next(); step.done !== true; step = plan.next()) {
      const ranges = step.value as readonly Range[]
      for (const { resident, start, end } of ranges) resident.require(start, end)
      sizes.push(ranges.reduce((sum, { start, end }) => sum + end - start, 0))
    }
    assert.is(sizes.length, rounds)
    assert.ok(sizes[rounds - 1] < 1500 * most, String(sizes))
  }
})

function trieOf(of: Segment): Uint8Array<ArrayBuffer> {
  const { start, end, resident } = rangeOf(of, sections.dictionary)
  return finish(writeTrie(of.dictionary, resident.chunk(start, end), start))
}

test('the trie of the section is that of its words', () => {
  const { start, end } = rangeOf(segment, sections.wordTrie)
  assert.equal(trieOf(segment), bytes.slice(start, end))
  const firsts = new Set(every.map(({ word }) => new TextEncoder().encode(word)[0]))
  const seen: number[] = []
  blocksFor(trieOf(segment), segment.dictionary, { ...prefixAutomaton(''), step: (_, byte) => -seen.push(byte) }, 1e6)
  assert.equal(
    seen,
    [...firsts].sort((a, b) => a - b),
  )
  assert.ok(trieDepth > 1 && every.every((each, i) => i === 0 || compareKeys(every[i - 1].word, each.word) <= 0))
})

test(`a damaged trie is refused or leads to other blocks, never further (seed ${seed})`, () => {
  const good = trieOf(segment)
  let refused = 0
  for (let round = 0; round < 3000; round++) {
    const trie = good.slice(0, random.oneIn(4) ? random.below(good.length) : good.length)
    for (let i = 0; i <= random.below(3) && trie.length > 0; i++)
      trie[random.below(trie.length)] = random.pick([0, 1, 2, 3, 0x7f, 0x80, 0xff, random.below(256)])
    try {
      const blocks = blocksFor(trie, segment.dictionary, prefixAutomaton(''), 1e6)
      assert.ok(blocks.every((block, i) => block < segment.dictionary.blockCount && (i === 0 || block > blocks[i - 1])))
    } catch (error) {
      if (!isRostrumError(error) || error.code !== 'E_CORRUPT') throw error
      refused++
    }
  }
  assert.ok(refused > 300, String(refused))
})

test('checking finds a trie that is not that of the dictionary', () => {
  const { start } = rangeOf(segment, sections.wordTrie)
  const changed = bytes.slice()
  changed[start + 1] ^= 4
  mend(changed)
  assert.ok(checkSegment(changed).problems.some(({ message }) => message.includes('trie of words is')))
})

test.run()
