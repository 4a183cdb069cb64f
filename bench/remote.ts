// What does a question cost over a wire? Round trips and bytes of searches of two words over an index on a server, counted by the source.

import { createReadStream, existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import { Index } from '../src/index/index.js'
import { webProfile } from '../src/index/web-profile.js'
import { nodeDeflate } from '../src/node/index.js'
import { openRemote, type RemoteIndex, type Source } from '../src/remote/index.js'
import { header } from '../src/segment/layout.js'
import { newsFile } from './corpus.js'
import { spread } from './measure.js'
import { queriesOf, shapeNamed } from './queries.js'
import type { Answer } from './questions.js'

/** UTF-8 characters of a body that are stored as its snippet. */
const snippetLength = 300

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

function openHeadLength(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(header.headLength, true)
}

interface Article {
  id: string
  headline: string
  body: string
  snippet: string
  published: Date | undefined
  outlet: string | undefined
}

async function articles(count: number): Promise<Article[]> {
  const found: Article[] = []
  const file = createReadStream(newsFile)
  for await (const line of createInterface({ input: file.pipe(createGunzip()), crlfDelay: Number.POSITIVE_INFINITY })) {
    const { id, headline = '', body, date, outlet } = JSON.parse(line) as Record<string, string>
    const time = Date.parse(date ?? '')
    const published = Number.isNaN(time) ? undefined : new Date(time)
    found.push({ id, headline, body, snippet: body.slice(0, snippetLength), published, outlet })
    if (found.length === count) break
  }
  file.destroy()
  return found
}

/** Cold: a new visitor, opening included. Warm: the index is open, its head is here, and nothing else. */
export const remote: Answer = async ({ options }, tell) => {
  if (!existsSync(newsFile)) return
  const documents = await articles(options.documents)
  const index = new Index<Article>({
    fields: { headline: { boost: 3 }, body: {}, published: { type: 'date' }, outlet: { type: 'keyword' } },
    storeFields: ['headline', 'published', 'snippet'],
    analyzer: 'english',
    deflate: nodeDeflate,
  })
  index.addAll(documents)
  const bytes = webProfile(index.toBytes(), { deflate: nodeDeflate })
  const size = documents.reduce((sum, { headline, body }) => sum + Buffer.byteLength(headline) + Buffer.byteLength(body), 0)
  const corpus = 'news'
  tell({
    corpus,
    name: `index of ${documents.length} articles`,
    unit: 'MB',
    ours: bytes.length / 1e6,
    theirs: size / 1e6,
    ratio: size / bytes.length,
  })
  const head = openHeadLength(bytes)
  tell({ corpus, name: 'its head', unit: 'KB', ours: head / 1024, goal: { atMost: 64 } })
  const speaking = documents.map(({ id, headline, body }) => ({ id, headline, speaker: [], body }))
  const queries = queriesOf(
    { name: 'news', source: '', boosts: {}, documents: speaking, textBytes: size },
    shapeNamed('or2'),
    options.queries,
  )

  const measure = async (ask: (index: RemoteIndex, query: string) => Promise<unknown>, isWarm: boolean) => {
    const trips: number[] = []
    const transferred: number[] = []
    for (const query of queries) {
      const source = countingSource(bytes)
      const opened = await openRemote(source)
      if (isWarm) Object.assign(source, { trips: 0, bytes: 0 })
      await ask(opened, query)
      trips.push(source.trips)
      transferred.push(source.bytes / 1024)
    }
    return { trips: spread(trips), kilobytes: spread(transferred) }
  }
  const search = (opened: RemoteIndex, query: string) => opened.search(query, { limit: 10 })
  const counted = (opened: RemoteIndex, query: string) =>
    opened.search(query, { limit: 10, facets: { outlet: {}, published: { interval: 'year' } } })
  for (const [name, ask, isWarm, mostTrips, mostKilobytes] of [
    ['two words, cold', search, false, 4, 150],
    ['two words, warm', search, true, 3, 100],
    ['with facets, cold', counted, false, 6, 600],
  ] as const) {
    const { trips, kilobytes } = await measure(ask, isWarm)
    tell({ corpus, name: `${name}: round trips`, unit: '', ours: trips.median, oursP95: trips.p95, goal: { atMost: mostTrips } })
    tell({ corpus, name: `${name}: bytes`, unit: 'KB', ours: kilobytes.median, oursP95: kilobytes.p95, goal: { atMost: mostKilobytes } })
  }
}
