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
  section: string | undefined
}

/** The first `count` of them. */
export async function wireArticles(count: number): Promise<Article[]> {
  const found: Article[] = []
  const file = createReadStream(newsFile)
  for await (const line of createInterface({ input: file.pipe(createGunzip()), crlfDelay: Number.POSITIVE_INFINITY })) {
    const { id, headline = '', body, date, outlet, section } = JSON.parse(line) as Record<string, string>
    const time = Date.parse(date ?? '')
    const published = Number.isNaN(time) ? undefined : new Date(time)
    found.push({ id, headline, body, snippet: body.slice(0, snippetLength), published, outlet, section })
    if (found.length === count) break
  }
  file.destroy()
  return found
}

/** Their index in the web profile, as bytes; `times` as many articles, where that is above 1, the others made of halves of two. */
export function wireIndex(documents: readonly Article[], times = 1): Uint8Array {
  return webProfile(plainIndex(documents, times), { deflate: nodeDeflate })
}

/** The same in the profile of every other index. */
export function plainIndex(documents: readonly Article[], times = 1): Uint8Array {
  const index = new Index<Article>({
    fields: { headline: { boost: 3 }, body: {}, published: { type: 'date' }, outlet: { type: 'keyword' }, section: { type: 'keyword' } },
    storeFields: ['headline', 'published', 'snippet'],
    analyzer: 'english',
    deflate: nodeDeflate,
  })
  for (let time = 0; time < times; time++) index.addAll(time === 0 ? documents : halves(documents, time))
  return index.toBytes()
}

/** The ids of an article and of those made of it, in the order of `plainIndex`. */
export function idsOf(id: string, times: number): string[] {
  return Array.from({ length: times }, (_, time) => (time === 0 ? id : `${id}-${time}`))
}

/** As many articles: the beginning of each, and the end of another one. */
function halves(documents: readonly Article[], time: number): Article[] {
  return documents.map((each, i) => {
    const other = documents[(i + 7919 * time) % documents.length]
    const body = each.body.slice(0, each.body.length >> 1) + other.body.slice(other.body.length >> 1)
    return { ...each, id: idsOf(each.id, time + 1)[time], body }
  })
}

/** UTF-8 bytes of what is indexed as text. */
export function wireSize(documents: readonly Article[]): number {
  return documents.reduce((sum, { headline, body }) => sum + Buffer.byteLength(headline) + Buffer.byteLength(body), 0)
}

/** Queries of the articles; of two words where no other shape is named. */
export function wireQueries(documents: readonly Article[], count: number, shape = 'or2'): string[] {
  const speaking = documents.map(({ id, headline, body }) => ({ id, headline, speaker: [], body }))
  return queriesOf({ name: 'news', source: '', boosts: {}, documents: speaking, textBytes: wireSize(documents) }, shapeNamed(shape), count)
}
