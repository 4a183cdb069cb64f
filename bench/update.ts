// How long do additions between searches take? Each document added is found by the very next search, and added articles come one at a time.

import { Index } from '../src/index/index.js'
import { type BenchDocument, type Corpus, newsCorpus } from './corpus.js'
import { processorSeconds } from './measure.js'
import { emptyIndex, type IndexedDocument, indexedDocuments, pairOf } from './peers.js'
import { queriesOf, shapeNamed } from './queries.js'
import type { Answer } from './questions.js'
import { short } from './rows.js'

const alternations = 10_000

/** A run that takes longer than this is stopped, and its time for all is worked out from what was done. */
const mostSeconds = 12

/** The longest body of a brief, in UTF-16 code units: a headline and the first lines, as agencies send them. */
const briefLength = 300

/** Alternates on an index of the first documents, which is opened from its bytes. */
export const update: Answer = async ({ news: load, options }, tell) => {
  const news = await load()
  const { bytes } = pairOf(news)
  const { documents } = await newsCorpus(alternations, options.documents)
  const briefs = documents.map((document) => ({ ...document, body: document.body.slice(0, briefLength) }))
  const queries = queriesOf(news, shapeNamed('or2'), 200)
  // on another index, so that what is timed is compiled
  alternate(bytes, news, briefs.slice(0, 2000), queries, 2000)
  for (const [name, added, goal] of [
    ['briefs', briefs, { atMost: 2 }],
    ['whole articles', documents, undefined],
  ] as const) {
    const { seconds, processor, done, slowest } = alternate(bytes, news, added, queries)
    tell({
      corpus: news.name,
      name: `10,000 x (add 1, search), ${name}`,
      unit: 's',
      ours: (seconds / done) * alternations,
      ...(goal !== undefined && { goal }),
      note: `slowest step ${slowest.toFixed(1)} ms; of processor ${short((processor / done) * alternations)} s${done < alternations ? `; worked out from ${done}` : ''}`,
    })
    tell({ corpus: news.name, name: `of which searches, ${name}`, unit: 's', ours: searchAlone(bytes, queries) })
    const analysed = analyse(news, added)
    tell({ corpus: news.name, name: `of which analysis and sealing at once, ${name}`, unit: 's', ours: analysed })
  }
  for (const [name, run] of Object.entries(await inSlices(bytes, news, documents)))
    tell({ corpus: news.name, name: `longest block, ${name}`, unit: 'ms', ours: run, goal: { atMost: 10 } })
}

/** The longest time that calls in slices keep others from their turn, in milliseconds: adding as many again, and merging all. */
async function inSlices(bytes: Uint8Array, news: Corpus, added: readonly BenchDocument[]): Promise<Record<string, number>> {
  const index = Index.from<IndexedDocument>(bytes)
  const documents = indexedDocuments({ documents: added, boosts: news.boosts }).map((document, i) => ({ ...document, id: `added ${i}` }))
  return {
    addAllAsync: await longestBlock(() => index.addAllAsync(documents)),
    compactAsync: await longestBlock(() => index.compactAsync()),
  }
}

/** The longest time between two turns of the event loop while a call goes on. */
async function longestBlock(call: () => Promise<void>): Promise<number> {
  let last = performance.now()
  let longest = 0
  let isOver = false
  const turn = () => {
    const now = performance.now()
    longest = Math.max(longest, now - last)
    last = now
    if (!isOver) setImmediate(turn)
  }
  setImmediate(turn)
  await call()
  isOver = true
  return longest
}

/** What the same searches take without additions between them. */
function searchAlone(bytes: Uint8Array, queries: readonly string[]): number {
  const index = Index.from<IndexedDocument>(bytes)
  for (const query of queries) index.search(query)
  const from = performance.now()
  for (let i = 0; i < alternations; i++) index.search(queries[i % queries.length])
  return (performance.now() - from) / 1000
}

function alternate(bytes: Uint8Array, news: Corpus, added: readonly BenchDocument[], queries: readonly string[], times = alternations) {
  const index = Index.from<IndexedDocument>(bytes)
  const documents = indexedDocuments({ documents: added, boosts: news.boosts }).map((document, i) => ({ ...document, id: `added ${i}` }))
  for (const query of queries) index.search(query)
  const from = performance.now()
  const before = processorSeconds()
  let done = 0
  let slowest = 0
  while (done < times) {
    const started = performance.now()
    if (started - from > mostSeconds * 1000) break
    index.add(documents[done % documents.length])
    index.search(queries[done % queries.length])
    slowest = Math.max(slowest, performance.now() - started)
    done++
  }
  return { seconds: (performance.now() - from) / 1000, processor: processorSeconds() - before, done, slowest }
}

/** What adding the same documents takes without a search between them. */
function analyse(news: Corpus, added: readonly BenchDocument[]): number {
  const documents = indexedDocuments({ documents: added, boosts: news.boosts })
  const index = emptyIndex(news.boosts)
  const from = performance.now()
  index.addAll(documents)
  index.search('')
  return (performance.now() - from) / 1000
}
