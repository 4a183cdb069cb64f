// A document that is rejected leaves nothing behind: the bytes are those of an index that never saw it.

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { Analyzer } from '../../src/analysis/analyzer.js'
import { standard } from '../../src/analysis/standard.js'
import type { Tokens } from '../../src/analysis/tokens.js'
import type { ErrorCode } from '../../src/errors.js'
import { Index } from '../../src/index/index.js'
import { throws } from './thrown.js'

type Document = Record<string, unknown>

/** The standard analyzer, failing in some way on texts that hold `boom`. */
function failing(fail: Partial<Analyzer>): Analyzer {
  return { ...standard, name: 'failing', ...fail }
}

const tokenizeOr = (bad: (text: string, tokens: Tokens) => void) =>
  failing({
    tokenize(text, tokens) {
      standard.tokenize(text, tokens)
      if (text.includes('boom')) bad(text, tokens)
    },
  })

const normalizeOr = (bad: () => unknown) =>
  failing({ normalize: (raw, kind) => (raw === 'boom' ? (bad() as ReturnType<Analyzer['normalize']>) : standard.normalize(raw, kind)) })

const fail = () => {
  throw new TypeError('mine')
}

const analyzers: readonly [name: string, analyzer: Analyzer, message: RegExp][] = [
  ['tokenize throws', tokenizeOr(fail), /mine/],
  ['normalize throws', normalizeOr(fail), /mine/],
  ['a token beyond the text', tokenizeOr((text, tokens) => tokens.push(0, text.length + 1, 9, 0)), /half-open/],
  ['an empty token', tokenizeOr((_, tokens) => tokens.push(1, 1, 9, 0)), /half-open/],
  ['a token the wrong way round', tokenizeOr((_, tokens) => tokens.push(2, 1, 9, 0)), /half-open/],
  ['normalize gives null', normalizeOr(() => null), /two strings/],
  ['normalize gives a string', normalizeOr(() => 'boom'), /two strings/],
  ['normalize gives numbers', normalizeOr(() => ({ word: 1, term: 2 })), /two strings/],
  [
    'tokens without end',
    tokenizeOr((_, tokens) => {
      for (;;) tokens.push(0, 1, 0, 0)
    }),
    /more than \d+ tokens/,
  ],
  ['a negative offset', tokenizeOr((_, tokens) => tokens.push(-1, 2, 9, 0)), /half-open/],
  ['offsets that are no numbers', tokenizeOr((_, tokens) => tokens.push(Number.NaN, Number.NaN, 9, 0)), /half-open/],
  ['a position far away', tokenizeOr((_, tokens) => tokens.push(0, 1, 4_000_000_000, 0)), /positions from 0/],
  [
    'positions that go back',
    tokenizeOr((_, tokens) => {
      tokens.push(0, 1, 900, 0)
      tokens.push(1, 2, 3, 0)
    }),
    /do not go back/,
  ],
  [
    'a count of more tokens than there are',
    tokenizeOr((_, tokens) => {
      tokens.count = 1e9
    }),
    /at most \d+ tokens/,
  ],
  [
    'a count that is no number',
    tokenizeOr((_, tokens) => {
      tokens.count = Number.NaN
    }),
    /NaN/,
  ],
  ['normalize gives a word without end', normalizeOr(() => ({ word: 'a'.repeat(5000), term: 'a' })), /1024/],
  ['normalize gives control characters', normalizeOr(() => ({ word: '\u0001a', term: 'a' })), /control/],
  ['normalize gives no term', normalizeOr(() => ({ word: 'boom' })), /two strings/],
]

const rejected: readonly [name: string, document: Document, code: ErrorCode][] = [
  ['a bad last field', { id: 'bad', title: 'entirely new words', body: 'more new words', when: 'yesterday' }, 'E_DOC_INVALID'],
  ['a bad value in the middle', { id: 'bad', title: ['fresh', {}, 'stale'], body: 'never read' }, 'E_DOC_INVALID'],
  ['an id that is there', { id: 1, title: 'another first' }, 'E_DUPLICATE_ID'],
  ['a bad id', { id: Number.NaN, title: 'fresh' }, 'E_ID_INVALID'],
  ['something that cannot be stored', { id: 'bad', title: 'fresh', other: 5n }, 'E_DOC_INVALID'],
]

function made(analyzer: Analyzer): Index<Document> {
  return new Index<Document>({ fields: { title: {}, body: {}, when: { type: 'date' } }, storeFields: ['title', 'other'], analyzer })
}

/** Builds twice, once with the attempt at `place` of three: before everything, after a document, after a search. */
function compare(analyzer: Analyzer, attempt: (index: Index<Document>) => void): void {
  for (const place of [0, 1, 2]) {
    const [tried, untouched] = [true, false].map((isTried) => {
      const index = made(analyzer)
      const at = (here: number) => {
        if (isTried && here === place) attempt(index)
      }
      at(0)
      index.add({ id: 1, title: 'first title', body: ['one', 'two'], other: { a: 1 } })
      at(1)
      index.search('first')
      index.add({ id: 2, title: 'second title', when: 0 })
      index.search('second')
      at(2)
      index.add({ id: 3, title: 'third title', body: 'three' })
      return index
    })
    assert.is(tried.count, 3)
    assert.is(tried.search('new fresh stale another words').count, 0)
    assert.is(tried.search('title').count, 3)
    assert.is(tried.info().segmentCount, untouched.info().segmentCount)
    assert.is(tried.info().deletedCount, 0)
    assert.equal(tried.search('title first'), untouched.search('title first'))
    assert.ok(Buffer.from(tried.toBytes()).equals(untouched.toBytes()), `equal bytes, attempt ${place}`)
  }
}

for (const [name, document, code] of rejected) {
  test(`${name}`, () => {
    compare(standard, (index) => {
      if (code === 'E_DUPLICATE_ID' && !index.has(1)) return
      throws(() => index.add(document), code)
      if (code !== 'E_DUPLICATE_ID') throws(() => index.replace(document), code)
    })
  })
}

for (const [name, analyzer, message] of analyzers) {
  test(`an analyzer: ${name}`, () => {
    compare(analyzer, (index) => {
      throws(() => index.add({ id: 'bad', title: 'fresh words', body: ['new', 'stale boom'] }), 'E_ANALYZER', message)
      if (index.has(1)) throws(() => index.replace({ id: 1, title: 'another', body: 'stale boom' }), 'E_ANALYZER', message)
    })
  })
}

test('an analyzer that throws at what is asked', () => {
  const index = made(normalizeOr(fail))
  index.add({ id: 1, title: 'first' })
  throws(() => index.search({ kind: 'term', text: 'boom' }), 'E_ANALYZER', /mine/)
  throws(() => index.search('boom'), 'E_ANALYZER', /mine/)
  assert.is(index.search('first').count, 1)
})

test('an analyzer that fails only when a document is shown, or at its alternatives', () => {
  let isTired = false
  const tired = failing({ tokenize: (text, tokens) => (isTired && text.includes('words') ? fail() : standard.tokenize(text, tokens)) })
  const index = made(tired)
  index.add({ id: 1, title: 'first words' })
  isTired = true
  throws(() => index.search('first', { highlight: ['title'] }), 'E_ANALYZER', /mine/)
  assert.is(index.search('first').count, 1)
  for (const alternatives of [() => [{ term: 1, weight: 1 }] as never, () => null as never, () => [{ term: 'a', weight: 2 }]]) {
    let isAsked = false
    const odd = made(failing({ alternatives: (term) => (isAsked ? alternatives() : (standard.alternatives?.(term) ?? [])) }))
    odd.add({ id: 1, title: 'first' })
    isAsked = true
    throws(() => odd.search('first'), 'E_ANALYZER')
  }
})

test('an analyzer that throws at everything is refused at once', () => {
  throws(() => made(failing({ tokenize: fail })), 'E_ANALYZER', /mine/)
  throws(() => made(failing({ normalize: () => null as never })), 'E_ANALYZER')
})

test('addAll keeps what came before the bad one, and nothing of it', () => {
  const index = made(standard)
  throws(
    () =>
      index.addAll([
        { id: 1, title: 'a' },
        { id: 2, title: {} },
        { id: 3, title: 'c' },
      ]),
    'E_DOC_INVALID',
  )
  const plain = made(standard)
  plain.add({ id: 1, title: 'a' })
  assert.ok(Buffer.from(index.toBytes()).equals(plain.toBytes()))
})

test('a getter that changes the index meanwhile', () => {
  const index = made(standard)
  const meddling = (id: number) => ({
    id: 1,
    get title() {
      if (!index.has(id)) index.add({ id, title: 'inner' })
      return 'outer'
    },
  })
  index.add(meddling(2))
  assert.equal([1, 2].map((id) => index.get(id)?.title).join(), 'outer,inner')
  index.remove(1)
  throws(() => index.add(meddling(1)), 'E_DUPLICATE_ID')
  assert.is(index.get(1)?.title, 'inner')
  assert.is(index.count, 2)
})

test.run()
