// All of the news as an index for a host: headline, date and the beginning of each body stored, in the web profile.

import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import { Index } from '../src/index/index.js'
import { webProfile } from '../src/index/web-profile.js'
import { nodeDeflate } from '../src/node/index.js'
import { newsFile } from './corpus.js'
import { queriesOf, shapeNamed } from './queries.js'

/** UTF-8 characters of a body that are stored as its snippet. */
const snippetLength = 300

/** An article of the wire. */
export interface Article {
  id: string
  headline: string
  body: string
  snippet: string
  published: Date | undefined
  outlet: string | undefined
}

/** The first `count` of them. */
export async function wireArticles(count: number): Promise<Article[]> {
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

/** Their index, as bytes. */
export function wireIndex(documents: readonly Article[]): Uint8Array {
  const index = new Index<Article>({
    fields: { headline: { boost: 3 }, body: {}, published: { type: 'date' }, outlet: { type: 'keyword' } },
    storeFields: ['headline', 'published', 'snippet'],
    analyzer: 'english',
    deflate: nodeDeflate,
  })
  index.addAll(documents)
  return webProfile(index.toBytes(), { deflate: nodeDeflate })
}

/** UTF-8 bytes of what is indexed as text. */
export function wireSize(documents: readonly Article[]): number {
  return documents.reduce((sum, { headline, body }) => sum + Buffer.byteLength(headline) + Buffer.byteLength(body), 0)
}

/** Queries of two words of the articles. */
export function wireQueries(documents: readonly Article[], count: number): string[] {
  const speaking = documents.map(({ id, headline, body }) => ({ id, headline, speaker: [], body }))
  return queriesOf({ name: 'news', source: '', boosts: {}, documents: speaking, textBytes: wireSize(documents) }, shapeNamed('or2'), count)
}
