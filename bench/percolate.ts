// What does it take to tell which of 10,000 stored queries find a new article? Beside asking each of them of an index of the one article.

import { Index } from '../src/index/index.js'
import { percolator, type StoredQuery } from '../src/percolate/index.js'
import { type BenchDocument, type Corpus, newsCorpus } from './corpus.js'
import { spread } from './measure.js'
import { queriesOf, shapeNamed } from './queries.js'
import type { Answer } from './questions.js'

const fields = { headline: { boost: 3 }, body: {} }
const count = 10_000
/** Milliseconds an article, in the middle of all. */
const goal = { atMost: 5 }

/** What people watch for: several words together and phrases most of all. A shape, how many of a hundred, and how its words are written. */
const mix: readonly [shape: string, percent: number, write: (words: string) => string][] = [
  ['and2', 24, (words) => `+${words.replaceAll(' ', ' +')}`],
  ['and3', 12, (words) => `+${words.replaceAll(' ', ' +')}`],
  ['phrase', 24, (words) => `"${words}"`],
  ['or1', 8, (words) => words],
  ['or2', 6, (words) => words],
  ['headline1', 5, (words) => `headline:${words}`],
  ['and2', 5, (words) => `+${words.replace(' ', ' -')}`],
  ['and2', 4, (words) => `NEAR(${words}, 5)`],
  ['or1', 4, (words) => `${words.slice(0, Math.max(4, words.length - 2))}*`],
  ['or1', 4, (words) => `${words.slice(0, 1)}${words.slice(2)}~1`],
  ['or1', 2, (words) => `${words.slice(0, 3)}*${words.slice(-1)}`],
  ['or3', 2, (words) => `(${words})~2`],
]

/** Times `match` on articles that follow those the queries were drawn from, and checks its answers. */
export const percolate: Answer = async ({ news: load, options }, tell) => {
  const news = await load()
  const queries = storedQueries(news)
  const stored = percolator<BenchDocument>({ fields, analyzer: 'english' }, queries)
  const { documents } = await newsCorpus(400, options.documents)
  for (const document of documents.slice(200)) stored.match(document)
  const times: number[] = []
  const sizes: number[] = []
  for (const document of documents.slice(0, 200)) {
    let best = Number.POSITIVE_INFINITY
    for (let round = 0; round < options.rounds; round++) {
      const from = performance.now()
      sizes.push(stored.match(document).length)
      best = Math.min(best, performance.now() - from)
    }
    times.push(best)
  }
  const each: number[] = []
  for (const document of documents.slice(0, 5)) {
    const index = new Index<BenchDocument>({ fields, analyzer: 'english' })
    index.add(document)
    index.toBytes()
    const from = performance.now()
    const found = queries.filter(({ query }) => index.search(query, { limit: 0 }).count > 0).map(({ id }) => id)
    each.push(performance.now() - from)
    if (found.join() !== stored.match(document).join()) throw new Error(`Expected the answer of brute force for ${document.id}.`)
  }
  const { median, p95 } = spread(times)
  const brute = spread(each)
  const matches = spread(sizes)
  tell({
    corpus: news.name,
    name: `${count.toLocaleString('en-US')} queries, one article / one by one`,
    unit: 'ms',
    ours: median,
    oursP95: p95,
    theirs: brute.median,
    goal,
    note: `${matches.median} match (${matches.p95}); ${(brute.median / median).toFixed(0)} times faster; the same answers`,
  })
}

/** Queries of that mix, drawn from a corpus. */
export function storedQueries(news: Corpus): StoredQuery[] {
  const queries = mix.flatMap(([shape, percent, write], i) => queriesOf(news, shapeNamed(shape), (count * percent) / 100, 3 + i).map(write))
  return queries.map((query, id) => ({ id, query }))
}
