// Loops over postings make no objects: what a search allocates hangs on the query and its hits, not on how many postings it passes.
//
// Each row is asked of words that stand in 1 of 20 documents and of words that stand in every second one, in the same index, with nothing skipped; V8's
// sampling profiler says what was allocated, what was collected again included. What still grows, by document, is a number or two that one function
// gives another: V8 puts them on the heap where it cannot join the two, 12 or 16 bytes each, so rows say how many bytes a document may take.
// time-out: 300 s

import { type HeapProfiler, Session } from 'node:inspector'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { Index } from '../../src/index/index.js'
import { openIndex } from '../../src/reader/open.js'
import type { SearchOptions } from '../../src/search/options.js'
import { randomOf, seed } from '../random.js'

interface Article {
  id: number
  headline: string
  body: string
  words: number
  outlet: string
}

const random = randomOf(seed)
const documentCount = 12_000

/** Words of a list of each rarity: `ra rb rc` stand in 1 of 20 documents, `ca cb cc` in every second, `rx ry` and `cx cy` side by side. */
function articleOf(id: number): Article {
  const body: string[] = []
  const headline = ['news']
  for (const [sign, every] of [
    ['r', 20],
    ['c', 2],
  ] as const) {
    for (const letter of 'abc') {
      if (!random.oneIn(every)) continue
      body.push(`${sign}${letter}`)
      if (random.oneIn(3)) body.push('of', `${sign}${letter}`)
      if (random.oneIn(4)) headline.push(`${sign}${letter}`)
    }
    if (random.oneIn(every)) body.push(`${sign}x`, `${sign}y`)
  }
  for (let more = random.below(20); more > 0; more--) body.push(`f${random.below(500)}`)
  headline.push('today', 'again')
  return { id, headline: headline.join(' '), body: body.join(' '), words: random.below(1000), outlet: `outlet ${random.below(20)}` }
}

const made = new Index<Article>({
  fields: { headline: { boost: 2 }, body: {}, words: { type: 'number' }, outlet: { type: 'keyword' } },
  analyzer: 'standard',
})
made.addAll(Array.from({ length: documentCount }, (_, id) => articleOf(id)))
const index = openIndex<Article>(made.toBytes())

const whole: SearchOptions = { countUpTo: Number.POSITIVE_INFINITY }

/** Bytes by document, in bulk: less than the least object, of 12; by scorers: some numbers on the heap from one to the other. */
const inBulk = 6
const byScorers = 160

const rows: Record<string, [query: string, bytes: number, options?: SearchOptions]> = {
  'one word': ['Xa', inBulk],
  'one word in one field': ['body:Xa', inBulk],
  'any of two words': ['Xa Xb', inBulk],
  'any of three words': ['Xa Xb Xc', inBulk],
  'any of three words, the best only': ['Xa Xb Xc', inBulk, { countUpTo: 10 }],
  'all of two words': ['+Xa +Xb', inBulk],
  'all of three words': ['+Xa +Xb +Xc', inBulk],
  'words but for one': ['Xa Xb -Xc', inBulk],
  'words within a filter': ['Xa Xb', inBulk, { filter: 'words:[100 TO 800]' }],
  'a phrase': ['"Xx Xy"', byScorers],
  'a loose phrase': ['"Xx Xy"~3', byScorers],
  'a phrase that ends in a pattern': ['"Xx X*"', byScorers],
  'words near each other': ['NEAR(Xa Xb, 4)', byScorers],
  'some of several': ['(Xa Xb Xc)~2', byScorers],
  parentheses: ['(+Xa +Xb) (+Xc -Xx)', byScorers],
  'the best of several': ['(Xa | Xb)~0.3', byScorers],
  'a score by a number': ['Xa^log1p(words)', byScorers],
  'sorted by a number': ['Xa Xb', byScorers, { sort: ['words'] }],
  'sorted by a keyword': ['Xa Xb', byScorers, { sort: ['outlet'] }],
  'facets of keywords': ['Xa Xb', byScorers, { facets: ['outlet'] }],
  'facets of ranges': ['Xa Xb', byScorers, { facets: { words: { ranges: [{ to: 500 }, { from: 500 }] } } }],
  'one of each group': ['Xa Xb', byScorers, { collapse: 'outlet' }],
}

/** How many documents more a word of the longer lists stands in. */
const more = index.search('ca', whole).count - index.search('ra', whole).count

const session = new Session()
session.connect()

/** Bytes that a search allocates, by V8's samples of many. */
function allocated(query: string, options: SearchOptions): number {
  const sampling = { samplingInterval: 1024, includeObjectsCollectedByMajorGC: true, includeObjectsCollectedByMinorGC: true }
  const times = 10
  session.post('HeapProfiler.startSampling', sampling)
  for (let i = 0; i < times; i++) index.search(query, options)
  let bytes = 0
  const add = (node: HeapProfiler.SamplingHeapProfileNode): void => {
    bytes += node.selfSize
    for (const child of node.children) add(child)
  }
  // answered before `post` returns: the session is of this thread
  session.post('HeapProfiler.stopSampling', (_, { profile }) => add(profile.head))
  return bytes / times
}

/**
 * Bytes by document that the longer lists have more, of the least that was seen of both: code that is not compiled yet allocates numbers that compiled code
 * does not, so it is tried until it is `enough`, or 12 times.
 */
function growth(query: string, options: SearchOptions, enough: number): number {
  const [few, many] = ['r', 'c'].map((sign) => query.replaceAll('X', sign))
  let [leastOfMany, leastOfFew] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  const grown = () => (leastOfMany - leastOfFew) / more
  // what the shorter lists cost before their code is compiled must not hide what the longer ones cost
  for (let attempt = 0; attempt < 12 && (attempt < 2 || Math.abs(grown()) > enough); attempt++) {
    for (let i = 0; i < 120; i++) index.search(i % 3 === 0 ? many : few, options)
    leastOfMany = Math.min(leastOfMany, allocated(many, options))
    leastOfFew = Math.min(leastOfFew, allocated(few, options))
  }
  return grown()
}

for (const [name, [query, bytes, options]] of Object.entries(rows)) {
  test(`${name}: ${query}`, () => {
    const found = growth(query, { ...whole, ...options }, bytes)
    assert.ok(found <= bytes, `${found.toFixed(1)} bytes by document, at most ${bytes} (seed ${seed})`)
    if (process.env.SHOW) console.log(name, found.toFixed(1))
  })
}

test('an object made for each document is seen', () => {
  const kept: number[][] = []
  const filter = (document: Record<string, unknown>) => kept.push([Object.keys(document).length]) > 0
  const found = growth('Xa', { ...whole, filter }, inBulk)
  assert.ok(found > inBulk, `${found} bytes by document`)
})

test.run()
