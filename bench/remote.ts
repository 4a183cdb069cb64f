// What does a question cost over a wire? Round trips and bytes of searches of two words over an index on a server, counted by the source.

import { existsSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { openIndex, type Results, type SearchOptions } from '../src/reader/index.js'
import { openRemote, type Source } from '../src/remote/index.js'
import { header } from '../src/segment/layout.js'
import { newsFile } from './corpus.js'
import { spread } from './measure.js'
import type { Answer } from './questions.js'
import { positionSkipsOf, type Skips, skipsOf } from './skips.js'
import { type Article, idsOf, plainIndex, wireArticles, wireIndex, wireQueries, wireSize } from './wire.js'

/** A source in memory that counts bytes, and how often somebody had to wait: what is asked for at once is one trip. */
export function countingSource(bytes: Uint8Array): Source & { trips: number; bytes: number; requests: number } {
  let running = 0
  const source = {
    name: 'counted',
    trips: 0,
    bytes: 0,
    requests: 0,
    async read(start: number, end: number) {
      if (running++ === 0) source.trips++
      source.requests++
      // long enough for whatever else is asked for in the same round
      await new Promise((resolve) => setTimeout(resolve, 1))
      running--
      const part = bytes.slice(start, end)
      source.bytes += part.length
      return { bytes: part, start, total: bytes.length }
    },
  }
  return source
}

/** Cold: a new visitor, opening included. Warm: the index is open, its head is here, and nothing else. */
export const remote: Answer = async ({ options }, tell) => {
  if (!existsSync(newsFile)) return
  const documents = await wireArticles(options.documents)
  const corpus = 'news'
  const queries = wireQueries(documents, options.queries)
  const { times } = options
  const bytes = wireIndex(documents, times)
  const size = wireSize(documents) * times
  const of = times === 1 ? '' : `, ${times} times`
  tell({
    corpus,
    name: `index of ${documents.length} articles${of}`,
    unit: 'MB',
    ours: bytes.length / 1e6,
    theirs: size / 1e6,
    ratio: size / bytes.length,
  })
  // the goals are those of the news once
  const goal = (most: number) => (times === 1 ? { goal: { atMost: most } } : {})
  tell({ corpus, name: `its head${of}`, unit: 'KB', ours: headLength(bytes) / 1024, ...goal(64) })

  const local = openIndex<Article>(bytes)
  const compared: string[] = []
  for (const { name, queries: shape, mostTrips, mostKilobytes, isWarm, search } of cases) {
    const trips: number[] = []
    const transferred: number[] = []
    for (const query of shape === undefined ? queries : wireQueries(documents, options.queries, shape)) {
      const source = countingSource(bytes)
      const opened = await openRemote<Article>(source, { maxBytes: 2 ** 30 })
      if (isWarm) Object.assign(source, { trips: 0, bytes: 0 })
      const question = shape === 'phrase' ? `"${query}"` : query
      const result = await opened.search(question, search)
      trips.push(source.trips)
      transferred.push(source.bytes / 1024)
      compared.push(...differences(result, local.search(question, search), question))
      opened.close()
    }
    const [rounds, kilobytes] = [spread(trips), spread(transferred)]
    const least = (most: number | undefined) => (most === undefined ? {} : goal(most))
    tell({ corpus, name: `${name}: round trips${of}`, unit: '', ours: rounds.median, oursP95: rounds.p95, ...least(mostTrips) })
    tell({ corpus, name: `${name}: bytes${of}`, unit: 'KB', ours: kilobytes.median, oursP95: kilobytes.p95, ...least(mostKilobytes) })
  }
  if (compared.length > 0) throw new Error(`Remote and local answers differ: ${compared.slice(0, 5).join('; ')}`)
  if (times > 1) {
    const numbers = new Map(documents.flatMap(({ id }, i) => idsOf(id, times).map((own, time) => [own, time * documents.length + i])))
    const tellSkips = (name: string, { whole, withSkips }: Skips) => {
      const [ours, theirs] = [whole, withSkips].map((sum) => sum / options.queries / 1024)
      tell({ corpus, name: `${name}, and with skips${of}`, unit: 'KB', ours, theirs, ratio: theirs / ours })
    }
    const numberOf = (id: string) => numbers.get(id) as number
    tellSkips('both of two words: bytes of lists', skipsOf(bytes, wireQueries(documents, options.queries, 'and2'), true, numberOf))
    tellSkips(
      'five words with stop words: bytes of lists',
      skipsOf(bytes, wireQueries(documents, options.queries, 'stop5'), false, numberOf),
    )
    tellSkips('phrase: bytes of positions', positionSkipsOf(bytes, wireQueries(documents, options.queries, 'phrase')))
    return
  }

  const exact = openIndex<Article>(plainIndex(documents))
  const overlaps = queries.map((query) => overlap(local.search(query).hits, exact.search(query).hits))
  const goals = { goal: { atLeast: 0.97 } }
  tell({
    corpus,
    name: 'first ten that exact BM25F has too',
    unit: '',
    ours: overlaps.reduce((a, b) => a + b, 0) / overlaps.length,
    ...goals,
  })
}

/** What is searched for, and what it may cost for all of the news. */
const cases: readonly {
  name: string
  queries?: 'and2' | 'stop5' | 'phrase'
  search: SearchOptions
  isWarm: boolean
  mostTrips?: number
  mostKilobytes?: number
}[] = [
  { name: 'two words, cold', search: {}, isWarm: false, mostTrips: 4, mostKilobytes: 150 },
  { name: 'two words, warm', search: {}, isWarm: true, mostTrips: 3, mostKilobytes: 100 },
  {
    name: 'two facets and years, cold',
    search: { facets: { outlet: {}, section: {}, published: { interval: 'year' } } },
    isWarm: false,
    mostTrips: 6,
    mostKilobytes: 600,
  },
  { name: 'both of two words, warm', queries: 'and2', search: { combineWith: 'and' }, isWarm: true },
  { name: 'five words with stop words, warm', queries: 'stop5', search: {}, isWarm: true },
  { name: 'phrase, warm', queries: 'phrase', search: {}, isWarm: true },
]

function headLength(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(header.headLength, true)
}

/** Which parts of two answers are not the same. */
function differences(remote: Results<Article>, local: Results<Article>, query: string): string[] {
  return (['hits', 'count', 'countIsExact', 'facets'] as const)
    .filter((part) => !isDeepStrictEqual(remote[part], local[part]))
    .map((part) => `${part} of ${query}`)
}

/** The part of the hits that are among the others; 1 where there are none. */
function overlap(hits: readonly { id: unknown }[], others: readonly { id: unknown }[]): number {
  const ids = new Set(others.map(({ id }) => id))
  return others.length === 0 ? 1 : hits.filter(({ id }) => ids.has(id)).length / others.length
}
