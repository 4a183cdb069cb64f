// The child process of memory.ts: opens an index of one engine from a file and tells the bytes it holds, before and after searches.

import { readFileSync } from 'node:fs'
import MiniSearch from 'minisearch'
import { Index } from '../src/index/index.js'
import { collect } from './measure.js'
import { emptyIndex, emptyMini, termsOf } from './peers.js'

const [engine, path, asked] = process.argv.slice(2)
const { queries, fields } = JSON.parse(readFileSync(asked, 'utf8')) as { queries: string[]; fields: string[] }

// code and tables that any index needs are there before the first measurement
const tiny = { id: 'a', headline: 'Of a tiny thing', speaker: ['Someone'], body: queries.join(' ') }
const warm = emptyIndex({ headline: 1, body: 1 })
warm.add({ id: 'a', headline: tiny.headline, body: tiny.body })
const warmMini = emptyMini({ headline: 1, body: 1 })
warmMini.add(tiny)
for (const query of queries) {
  warm.search(query)
  warmMini.search(query)
}

const before = held()
const search = open()
const opened = held() - before
for (const query of queries) search(query)
const searched = held() - before
console.log(JSON.stringify({ opened, searched }))
search(queries[0])

function open(): (query: string) => unknown {
  if (engine === 'rostrum') {
    const index = Index.from(new Uint8Array(readFileSync(path)))
    return (query) => index.search(query)
  }
  const mini = MiniSearch.loadJSON(readFileSync(path, 'utf8'), { fields, tokenize: termsOf, processTerm: (term) => term })
  return (query) => mini.search(query)
}

/** Heap in use and everything outside of it, buffers among them. */
function held(): number {
  for (let i = 0; i < 4; i++) collect()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
