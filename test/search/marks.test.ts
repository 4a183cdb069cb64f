// Marks against a reading by brute force, and positions out of the postings against those in the text.

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { analyze, type Token } from '../../src/analysis/analyze.js'
import type { Analyzer } from '../../src/analysis/analyzer.js'
import { english } from '../../src/analysis/english.js'
import { queryPhrase, queryWord } from '../../src/analysis/query-words.js'
import { standard } from '../../src/analysis/standard.js'
import { tokenKinds } from '../../src/analysis/tokens.js'
import { Index } from '../../src/index/index.js'
import type { Query } from '../../src/query/query.js'
import { highlight } from '../../src/reader/highlight.js'
import { openIndex } from '../../src/reader/open.js'
import { toHtml } from '../../src/search/html.js'
import { throws } from '../index/thrown.js'
import { ownAnalyzer } from '../oracle/corpus.js'
import { type Chance, chanceOf, seedOf } from '../oracle/random.js'

/** Tokens of a text that a query marks; slow, and without what the engine is made of beside the analyzer. */
function marked(query: Query, tokens: readonly Token[], analyzer: Analyzer): Set<Token> {
  switch (query.kind) {
    case 'bool':
      return union([...(query.must ?? []), ...(query.should ?? [])].map((each) => marked(each, tokens, analyzer)))
    case 'dismax':
      return union(query.queries.map((each) => marked(each, tokens, analyzer)))
    case 'boost':
    case 'constant':
      return marked(query.query, tokens, analyzer)
    case 'match':
      return union(query.text.split(' ').map((word) => reading(word, tokens, analyzer)))
    case 'term':
      return reading(query.text, tokens, analyzer)
    case 'phrase':
    case 'near': {
      const { terms, positions, words } = queryPhrase(analyzer, query.text)
      const last = query.kind === 'phrase' && query.prefix === true ? words[words.length - 1] : undefined
      const slots = terms.map((term, i): ((token: Token) => boolean) => {
        const any = last === undefined || i < terms.length - 1 ? undefined : termsOf((word) => word.startsWith(last), tokens, analyzer)
        return (token) => (any === undefined ? token.term === term : any.has(token.term))
      })
      if (slots.length === 0) return new Set()
      if (slots.length === 1 || query.kind === 'phrase' || query.ordered === true) return ordered(slots, positions, query.slop ?? 0, tokens)
      return unordered(terms, query.slop, tokens)
    }
    case 'exact': {
      const { terms, positions, words } = queryPhrase(analyzer, query.text)
      if (terms.length === 0) return new Set()
      const slots = terms.map((term, i) => (token: Token) => token.term === term && token.word === words[i])
      return ordered(slots, positions, 0, tokens)
    }
    case 'prefix':
      return withTerms(
        termsOf((word) => word.startsWith(query.text), tokens, analyzer),
        tokens,
      )
    case 'wildcard': {
      const pattern = new RegExp(
        `^${query.text
          .replace(/[.+^${}()|[\]\\]/g, '\\$&')
          .replaceAll('*', '.*')
          .replaceAll('?', '.')}$`,
        'su',
      )
      return withTerms(
        termsOf((word) => pattern.test(word), tokens, analyzer),
        tokens,
      )
    }
    case 'fuzzy':
      return withTerms(
        termsOf((word) => distance(query.text, word) <= (query.edits as number), tokens, analyzer),
        tokens,
      )
    default:
      return new Set()
  }
}

function union(sets: readonly Set<Token>[]): Set<Token> {
  return new Set(sets.flatMap((each) => [...each]))
}

function reading(text: string, tokens: readonly Token[], analyzer: Analyzer): Set<Token> {
  return union(
    queryWord(analyzer, text).readings.map(({ terms, positions }) =>
      ordered(
        terms.map((term) => (token: Token) => token.term === term),
        positions,
        0,
        tokens,
      ),
    ),
  )
}

/** Terms of the words of a text that are meant: a word's own, or its stem's. */
function termsOf(isMeant: (word: string) => boolean, tokens: readonly Token[], analyzer: Analyzer): Set<string> {
  const words = tokens.filter(({ word }) => isMeant(word))
  return new Set(words.map(({ word, term }) => (word === term ? word : analyzer.normalize(word, tokenKinds.word).term)))
}

function withTerms(terms: ReadonlySet<string>, tokens: readonly Token[]): Set<Token> {
  return new Set(tokens.filter(({ term }) => terms.has(term)))
}

/** From each first word, the nearest further ones at their distance or beyond, where what is between is within the slop. */
function ordered(
  slots: readonly ((token: Token) => boolean)[],
  offsets: readonly number[],
  slop: number,
  tokens: readonly Token[],
): Set<Token> {
  const found = new Set<Token>()
  for (const first of tokens.filter(slots[0])) {
    const chosen = [first.position]
    for (let s = 1; s < slots.length; s++) {
      const least = chosen[s - 1] + offsets[s] - offsets[s - 1]
      chosen.push(Math.min(...tokens.filter((token) => slots[s](token) && token.position >= least).map(({ position }) => position)))
    }
    if (!(chosen[slots.length - 1] - chosen[0] <= offsets[slots.length - 1] - offsets[0] + slop)) continue
    slots.forEach((slot, s) => {
      for (const token of tokens) if (slot(token) && token.position === chosen[s]) found.add(token)
    })
  }
  return found
}

/** Every stretch that begins with one of the words and has all of them, as often as they are asked for, within the slop. */
function unordered(terms: readonly string[], slop: number, tokens: readonly Token[]): Set<Token> {
  const found = new Set<Token>()
  const ours = tokens.filter(({ term }) => terms.includes(term)).sort((a, b) => a.position - b.position)
  for (const { position: from } of ours) {
    const inside = ours.filter(({ position }) => position >= from && position <= from + slop + terms.length - 1)
    const ends = [...new Set(inside.map(({ position }) => position))]
    const has = (to: number) =>
      terms.every(
        (term) =>
          inside.filter((token) => token.term === term && token.position <= to).length >= terms.filter((each) => each === term).length,
      )
    const end = ends.find(has)
    if (end !== undefined) for (const token of inside) if (token.position <= end) found.add(token)
  }
  return found
}

/** Optimal string alignment by characters, by its definition. */
function distance(a: string, b: string): number {
  const [x, y] = [[...a], [...b]]
  const at = Array.from({ length: x.length + 1 }, (_, i) => Array.from({ length: y.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)))
  for (let i = 1; i <= x.length; i++) {
    for (let j = 1; j <= y.length; j++) {
      at[i][j] = Math.min(at[i - 1][j] + 1, at[i][j - 1] + 1, at[i - 1][j - 1] + (x[i - 1] === y[j - 1] ? 0 : 1))
      if (i > 1 && j > 1 && x[i - 1] === y[j - 2] && x[i - 2] === y[j - 1]) at[i][j] = Math.min(at[i][j], at[i - 2][j - 2] + 1)
    }
  }
  return at[x.length][y.length]
}

const words =
  'tax taxes taxed tan axt carbon carbons ice icy road roads minister ministers minstrel the US us U.S. co-operation cooperation well-known 1,000 1000 café cafe\u0301 ' +
  "O'Brien don't #MeToo \u{1f680} \u{1f469}\u{1f3fd}\u200d\u{1f680} 北京大学 สวัสดี किताब Straße"
const all = words.split(' ')
/** Of a round. */
let vocabulary = all
const separators = [' ', ' ', ' ', ', ', '. ', '\n\n', '-', '\u0301 ', '\u200d', '\u2019s ', '\r\n', '']

function textOf(chance: Chance, most: number): string {
  let text = ''
  for (let i = chance.int(0, most); i > 0; i--) text += chance.of(vocabulary) + chance.of(separators)
  return text
}

function queryOf(chance: Chance, depth: number): Query {
  const word = () => chance.of(vocabulary)
  const typed = () => english.normalize(word().replace(/[^\p{L}\p{M}]/gu, '') || 'tax', tokenKinds.word).word
  const several = () => Array.from({ length: chance.int(2, 3) }, word).join(' ')
  const list = () => Array.from({ length: chance.int(1, 3) }, () => queryOf(chance, depth - 1))
  switch (chance.int(-1, depth > 0 ? 11 : 7)) {
    case -1:
      return { kind: 'exact', text: chance.is(0.5) ? word() : several() }
    case 0:
      return { kind: 'term', text: word() }
    case 1:
      return { kind: 'match', text: several() }
    case 2:
      return { kind: 'phrase', text: several(), slop: chance.int(0, 3) }
    case 3:
      return { kind: 'near', text: several(), slop: chance.int(0, 4), ordered: chance.is(0.3) }
    case 4:
      return { kind: 'prefix', text: typed().slice(0, chance.int(1, 3)) }
    case 5:
      return { kind: 'wildcard', text: `${typed().slice(0, 1)}${chance.of(['*', '?*', '*s', '?', '*e?'])}` }
    case 6:
      return { kind: 'fuzzy', text: typed(), edits: chance.of([0, 1, 2]) }
    case 7:
      return { kind: 'phrase', text: several(), prefix: true }
    case 8:
      return { kind: 'boost', query: queryOf(chance, depth - 1), by: chance.of([0, 2]) }
    case 9:
      return { kind: 'dismax', queries: list() }
    default:
      return { kind: 'bool', must: list(), should: list(), not: list() }
  }
}

/** Ranges of the tokens, grown to whole characters, one where they overlap. */
function rangesOf(found: ReadonlySet<Token>, text: string): [number, number][] {
  const starts = [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)].map(({ index }) => index).concat(text.length)
  const ranges: [number, number][] = []
  for (const { start, end } of [...found].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const from = starts.filter((each) => each <= start).at(-1) as number
    const to = starts.find((each) => each >= end) as number
    const last = ranges[ranges.length - 1]
    if (last !== undefined && from < last[1]) last[1] = Math.max(last[1], to)
    else ranges.push([from, to])
  }
  return ranges
}

test('random texts and queries: marks are what a reading by brute force finds, of any text and of hits; positions too', () => {
  const seed = seedOf(process.env)
  console.log(`seed ${seed}; SEED=${seed} runs the same again`)
  const chance = chanceOf(seed)
  let marks = 0
  for (let round = 0; round < 500; round++) {
    vocabulary = Array.from({ length: 8 }, () => chance.of(all))
    const analyzer = chance.of([standard, english, english, ownAnalyzer])
    const text = textOf(chance, chance.of([3, 12, 40]))
    const query = queryOf(chance, 2)
    const said = `seed ${seed}: ${JSON.stringify(query)} in ${JSON.stringify(text)} by ${analyzer.name}`
    const tokens = analyze(analyzer, text)
    const found = marked(query, tokens, analyzer)
    const expected = rangesOf(found, text)
    marks += expected.length
    assert.equal(highlight(text, query, { analyzer }), [{ text, start: 0, marks: expected }], said)

    const index = new Index<Record<string, unknown>>({ fields: { text: {}, other: {} }, storeFields: ['text'], analyzer, exactForms: true })
    index.add({ id: 0, text, other: 'always' })
    const asked: Query = { kind: 'bool', must: [{ kind: 'term', text: 'always', field: 'other' }], should: [query] }
    const options = { highlight: { text: { length: 100_000 } }, positions: ['text'] }
    const [hit] = index.search(asked, options).hits
    if (text !== '') assert.equal(hit.highlights?.text, [{ text, start: 0, marks: expected }], said)
    const positions = [...new Set([...found].map(({ position }) => position))].sort((a, b) => a - b)
    assert.equal(hit.positions, { text: positions }, said)
    assert.equal(index.highlight(text, query), highlight(text, query, { analyzer }))
  }
  assert.ok(marks > 500, `${marks}`)
})

const table: readonly [name: string, text: string, query: string | Query, options: Parameters<typeof highlight>[2], shown: string[]][] = [
  [
    'a query string',
    'The ice road opens',
    '"ice road" open',
    { analyzer: 'english' },
    ['The <mark>ice</mark> <mark>road</mark> <mark>opens</mark>'],
  ],
  ['words that the default does not stem', 'ice roads', 'road', {}, ['ice roads']],
  ['its own field, and no other', 'ice road', 'body:ice headline:road', { field: 'body' }, ['<mark>ice</mark> road']],
  ['the form that is written', 'He reported reports', '="reported"', { analyzer: 'english' }, ['He <mark>reported</mark> reports']],
  ['an excluded word not', 'ice road', 'ice -road', {}, ['<mark>ice</mark> road']],
  ['a begun word by the words of the text', 'economy and eco', 'econ*', {}, ['<mark>economy</mark> and eco']],
  ['a misspelt one too', 'the minister', 'minster~', {}, ['the <mark>minister</mark>']],
  ['as one types', 'a minister', 'minis', { prefix: true }, ['a <mark>minister</mark>']],
  ['what is nearly so', 'a minister', 'minster', { fuzzy: 'auto' }, ['a <mark>minister</mark>']],
  ['synonyms', 'an automobile', 'car', { vocabulary: { synonyms: [['car', 'automobile']] } }, ['an <mark>automobile</mark>']],
  ['nothing', 'ice', 'snow', {}, ['ice']],
  ['an empty text', '', 'ice', {}, ['']],
  [
    'fragments',
    `Ice here. ${'More words follow. '.repeat(9)}Ice there.`,
    'ice',
    { length: 20, count: 2 },
    ['<mark>Ice</mark> here. More words', '<mark>Ice</mark> there.'],
  ],
  ['text as HTML', '<b>ice</b>', 'ice', {}, ['&lt;b&gt;<mark>ice</mark>&lt;/b&gt;']],
]
for (const [name, text, query, options, shown] of table) {
  test(`any text: ${name}`, () => {
    assert.equal(
      highlight(text, query, options).map((each) => toHtml(each)),
      shown,
    )
  })
}

test('any text by the analyzer of a field, of items too', () => {
  const index = new Index<Record<string, unknown>>({
    fields: { body: { analyzer: 'english' }, title: { boost: 0 }, 'quotations.text': { analyzer: 'english' } },
    nested: ['quotations'],
  })
  for (const each of [index, openIndex(index.toBytes())]) {
    const shown = (query: string, field?: string) => each.highlight('The roads', query, { field }).map((one) => toHtml(one))
    assert.equal(shown('road'), ['The <mark>roads</mark>'])
    assert.equal(shown('road', 'title'), ['The roads'])
    assert.equal(shown('roads', 'title'), ['The <mark>roads</mark>'])
    assert.equal(shown('quotations:(text:road)', 'quotations.text'), ['The <mark>roads</mark>'])
    assert.equal(shown('title:road OR body:roads'), ['The <mark>roads</mark>'])
    throws(() => each.highlight('ice', 'ice', { field: 'bodi' }), 'E_QUERY_FIELD', /body/)
    throws(() => each.highlight(3 as never, 'ice'), 'E_CONFIG')
    throws(() => each.highlight('ice', 'ice', { lenght: 3 } as never), 'E_CONFIG', /length/)
    throws(() => each.highlight('ice', 'ice', { length: 3 }), 'E_CONFIG')
  }
})

test('positions: of values, of several segments, of items; refused where there are none', () => {
  const index = new Index<Record<string, unknown>>({ fields: { body: {}, 'q.text': {} }, nested: ['q'], analyzer: 'english' })
  index.add({ id: 1, body: ['ice road', 'the ice roads'], q: [{ text: 'no' }, { text: 'thin ice' }] })
  index.toBytes()
  index.add({ id: 2, body: 'road, road; ice' })
  const positions = (query: string) => index.search(query, { positions: ['body'] }).hits.map((hit) => [hit.id, hit.positions?.body])
  assert.equal(
    new Map(positions('body:road') as [number, number[]][]),
    new Map([
      [1, [1, 104]],
      [2, [0, 1]],
    ]),
  )
  assert.equal(positions('body:"ice road"'), [[1, [0, 1, 103, 104]]])
  assert.equal(
    index.search('ice', { target: 'q', positions: ['q.text'] }).hits.map((hit) => hit.positions),
    [{ 'q.text': [1] }],
  )
  assert.is(index.search('ice').hits[0].positions, undefined)
  throws(() => index.search('ice', { positions: ['q.text'] }), 'E_CONFIG', /target/)
  throws(() => index.search('ice', { positions: ['boddy'] }), 'E_QUERY_FIELD', /body/)
  const without = new Index<Record<string, unknown>>({ fields: { body: {} }, positions: false })
  without.add({ id: 1, body: 'ice' })
  throws(() => without.search('ice', { positions: ['body'] }), 'E_CONFIG', /positions/)
})

test('a list of many blocks', () => {
  const index = new Index<Record<string, unknown>>({ fields: { body: {} } })
  for (let id = 0; id < 1000; id++) index.add({ id, body: `${'x '.repeat(id % 7)}ice ${id % 3 === 0 ? 'road' : 'snow'}` })
  const same = openIndex(index.toBytes())
  for (const { id, positions } of same.search('"ice road"', { limit: 1000, positions: ['body'] }).hits) {
    const first = (id as number) % 7
    assert.equal(positions, { body: [first, first + 1] })
  }
})

test.run()
