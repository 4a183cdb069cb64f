// How long does it take to open an index? From its bytes, against MiniSearch.loadJSON; and until the first answer.

import MiniSearch from 'minisearch'
import { Index } from '../src/index/index.js'
import { openIndex } from '../src/reader/index.js'
import type { BenchDocument } from './corpus.js'
import { timeEach } from './measure.js'
import { pairOf, termsOf } from './peers.js'
import { queriesOf, shapeNamed } from './queries.js'
import type { Answer } from './questions.js'

/** Opens bytes that are in memory; the JSON is a string in memory. */
export const open: Answer = async ({ news, spoken, options }, tell) => {
  for (const corpus of [await news(), await spoken()]) {
    const { bytes, mini } = pairOf(corpus)
    const json = JSON.stringify(mini)
    const fields = Object.keys(corpus.boosts)
    const load = () => MiniSearch.loadJSON<BenchDocument>(json, { fields, tokenize: termsOf, processTerm: (term) => term })
    const [query] = queriesOf(corpus, shapeNamed('or2'), 1)
    const [from, fromReader, first] = timeEach(
      [() => Index.from(bytes), () => openIndex(bytes), () => Index.from(bytes).search(query)],
      Math.max(20, options.rounds),
    )
    const [theirs] = timeEach([load], Math.min(3, options.rounds))
    const row = { corpus: corpus.name, unit: 'ms' }
    tell({ ...row, name: 'Index.from', ours: from.median, oursP95: from.p95, goal: { atMost: 1 } })
    tell({
      ...row,
      name: 'Index.from / loadJSON, best of each',
      ours: from.best,
      theirs: theirs.best,
      ratio: theirs.best / from.best,
      goal: { atLeast: 500 },
    })
    tell({
      ...row,
      name: 'openIndex of rostrum/reader / loadJSON, best of each',
      ours: fromReader.best,
      theirs: theirs.best,
      ratio: theirs.best / fromReader.best,
    })
    tell({ ...row, name: 'Index.from and a first search', ours: first.median, oursP95: first.p95 })
  }
}
