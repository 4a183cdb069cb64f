// How long does it take to build an index? One thread, from documents in memory to bytes, against MiniSearch.addAll.

import type { Corpus } from './corpus.js'
import { collect, processorSeconds } from './measure.js'
import { buildBytes, buildMini, keepPair } from './peers.js'
import type { Answer } from './questions.js'
import { short } from './rows.js'

/** Builds each corpus by both engines in turns, after a smaller build of each to warm up; the best counts, as the slow one cannot be run often. */
export const build: Answer = async ({ news, spoken, options }, tell) => {
  for (const corpus of [await news(), await spoken()]) {
    const sample: Corpus = { ...corpus, documents: corpus.documents.slice(0, 500) }
    buildBytes(sample)
    buildMini(sample)
    const ours: number[] = []
    const theirs: number[] = []
    const [oursProcessor, theirsProcessor]: number[][] = [[], []]
    const turns = Math.min(2, options.rounds)
    for (let turn = 0; turn < turns; turn++) {
      const [bytes, oursTime, oursSeconds] = timed(() => buildBytes(corpus))
      ours.push(oursTime)
      oursProcessor.push(oursSeconds)
      const [mini, theirsTime, theirsSeconds] = timed(() => buildMini(corpus))
      theirs.push(theirsTime)
      theirsProcessor.push(theirsSeconds)
      if (turn === turns - 1) keepPair(corpus, bytes, mini)
    }
    const [best, other] = [Math.min(...ours), Math.min(...theirs)]
    const processor = [Math.min(...oursProcessor), Math.min(...theirsProcessor)]
    const speed = (time: number) => `${(corpus.textBytes / 1e6 / time).toFixed(1)} MB/s`
    tell({
      corpus: corpus.name,
      name: 'build with positions / MiniSearch.addAll',
      unit: 's',
      ours: best,
      theirs: other,
      ratio: other / best,
      goal: { atLeast: 5 },
      note: `${speed(best)}, ${speed(other)}; best of ${turns}; of processor ${short(processor[0])} and ${short(processor[1])} s, ratio ${short(processor[1] / processor[0])}`,
    })
  }
}

function timed<R>(run: () => R): [R, seconds: number, processor: number] {
  collect()
  const from = performance.now()
  const before = processorSeconds()
  const result = run()
  return [result, (performance.now() - from) / 1000, processorSeconds() - before]
}
