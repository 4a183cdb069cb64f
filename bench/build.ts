// How long does it take to build an index? One thread, from documents in memory to bytes, against MiniSearch.addAll.

import type { Corpus } from './corpus.js'
import { collect } from './measure.js'
import { buildBytes, buildMini, keepPair } from './peers.js'
import type { Answer } from './questions.js'

/** Builds each corpus by both engines in turns, after a smaller build of each to warm up; the best counts, as the slow one cannot be run often. */
export const build: Answer = async ({ news, spoken, options }, tell) => {
  for (const corpus of [await news(), await spoken()]) {
    const sample: Corpus = { ...corpus, documents: corpus.documents.slice(0, 500) }
    buildBytes(sample)
    buildMini(sample)
    const ours: number[] = []
    const theirs: number[] = []
    const turns = Math.min(2, options.rounds)
    for (let turn = 0; turn < turns; turn++) {
      const [bytes, oursTime] = timed(() => buildBytes(corpus))
      ours.push(oursTime)
      const [mini, theirsTime] = timed(() => buildMini(corpus))
      theirs.push(theirsTime)
      if (turn === turns - 1) keepPair(corpus, bytes, mini)
    }
    const [best, other] = [Math.min(...ours), Math.min(...theirs)]
    const speed = (time: number) => `${(corpus.textBytes / 1e6 / time).toFixed(1)} MB/s`
    tell({
      corpus: corpus.name,
      name: 'build with positions / MiniSearch.addAll',
      unit: 's',
      ours: best,
      theirs: other,
      ratio: other / best,
      goal: { atLeast: 5 },
      note: `${speed(best)}, ${speed(other)}; best of ${turns}`,
    })
  }
}

function timed<R>(run: () => R): [R, number] {
  collect()
  const from = performance.now()
  const result = run()
  return [result, (performance.now() - from) / 1000]
}
