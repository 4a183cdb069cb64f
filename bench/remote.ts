// What does a question cost over a wire? Round trips and bytes of searches of two words over an index on a server, counted by the source.

import { existsSync } from 'node:fs'
import { openRemote, type RemoteIndex, type Source } from '../src/remote/index.js'
import { header } from '../src/segment/layout.js'
import { newsFile } from './corpus.js'
import { spread } from './measure.js'
import type { Answer } from './questions.js'
import { wireArticles, wireIndex, wireQueries, wireSize } from './wire.js'

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

/** Cold: a new visitor, opening included. Warm: the index is open, its head is here, and nothing else. */
export const remote: Answer = async ({ options }, tell) => {
  if (!existsSync(newsFile)) return
  const documents = await wireArticles(options.documents)
  const bytes = wireIndex(documents)
  // what half of it costs tells what more would
  const halfBytes = wireIndex(documents.slice(0, documents.length >> 1))
  const size = wireSize(documents)
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
  const queries = wireQueries(documents, options.queries)

  const measure = async (file: Uint8Array, ask: (index: RemoteIndex, query: string) => Promise<unknown>, isWarm: boolean) => {
    const trips: number[] = []
    const transferred: number[] = []
    for (const query of queries) {
      const source = countingSource(file)
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
    const { trips, kilobytes } = await measure(bytes, ask, isWarm)
    tell({ corpus, name: `${name}: round trips`, unit: '', ours: trips.median, oursP95: trips.p95, goal: { atMost: mostTrips } })
    tell({ corpus, name: `${name}: bytes`, unit: 'KB', ours: kilobytes.median, oursP95: kilobytes.p95, goal: { atMost: mostKilobytes } })
    const half = await measure(halfBytes, ask, isWarm)
    const perByte = (kilobytes.median - half.kilobytes.median) / (bytes.length - halfBytes.length)
    const note = `on a straight line through ${(halfBytes.length / 1e6).toFixed(0)} and ${(bytes.length / 1e6).toFixed(0)} MB`
    tell({
      corpus,
      name: `${name}: bytes of an index of 1 GB, estimated`,
      unit: 'KB',
      ours: kilobytes.median + perByte * (1e9 - bytes.length),
      note,
    })
  }
}
