// How long do additions between searches take? Each document added is found by the very next search, and added articles come one at a time.

import { Index } from '../src/index/index.js'
import { type BenchDocument, type Corpus, newsCorpus } from './corpus.js'
import { emptyIndex, type IndexedDocument, indexedDocuments, pairOf } from './peers.js'
import { queriesOf, shapeNamed } from './queries.js'
import type { Answer } from './questions.js'

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
  for (const [name, added, goal] of [
    ['briefs', briefs, { atMost: 2 }],
    ['whole articles', documents, undefined],
  ] as const) {
    const { seconds, done, slowest } = alternate(bytes, news, added, queries)
    tell({
      corpus: news.name,
      name: `10,000 x (add 1, search), ${name}`,
      unit: 's',
      ours: (seconds / done) * alternations,
      ...(goal !== undefined && { goal }),
      note: `slowest step ${slowest.toFixed(1)} ms${done < alternations ? `; worked out from ${done}` : ''}`,
    })
    const analysed = analyse(news, added)
    tell({ corpus: news.name, name: `of which analysis and sealing at once, ${name}`, unit: 's', ours: analysed })
  }
}

function alternate(bytes: Uint8Array, news: Corpus, added: readonly BenchDocument[], queries: readonly string[]) {
  const index = Index.from<IndexedDocument>(bytes)
  const documents = indexedDocuments({ documents: added, boosts: news.boosts }).map((document, i) => ({ ...document, id: `added ${i}` }))
  for (const query of queries) index.search(query)
  const from = performance.now()
  let done = 0
  let slowest = 0
  while (done < alternations) {
    const started = performance.now()
    if (started - from > mostSeconds * 1000) break
    index.add(documents[done % documents.length])
    index.search(queries[done % queries.length])
    slowest = Math.max(slowest, performance.now() - started)
    done++
  }
  return { seconds: (performance.now() - from) / 1000, done, slowest }
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
