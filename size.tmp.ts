import { Index } from './src/index.js'
import { openSegment } from './src/segment/segment.js'
import { createReadStream, writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import { nodeDeflate } from './src/node/index.js'
const limit = Number(process.argv[2]) * 1e6
const index = new Index({ fields: { headline: { boost: 3 }, body: {}, published: { type: 'date' }, outlet: { type: 'keyword' } }, storeFields: ['headline', 'published', 'snippet'] } as never)
let bytes = 0, n = 0, batch: any[] = []
let first
for await (const line of createInterface({ input: createReadStream('../shared/data/news/wire.jsonl.gz').pipe(createGunzip()) })) {
  const d = JSON.parse(line)
  if (!first) { first = d; console.log(Object.keys(d), line.slice(0, 600)) }
  bytes += Buffer.byteLength((d.headline ?? '') + d.body)
  n++
  batch.push({ id: d.id, headline: d.headline, body: d.body, published: Number.isNaN(Date.parse(d.date)) ? undefined : new Date(d.date), outlet: d.outlet, snippet: d.body.slice(0, 200) })
  if (batch.length === 5000) { index.addAll(batch); batch = [] }
  if (bytes > limit) break
}
index.addAll(batch)
const out = index.toBytes()
console.log(n, bytes, out.length)
writeFileSync('/tmp/w/remote100.idx', out)
