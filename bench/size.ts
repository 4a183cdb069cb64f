// How many bytes is it? With and without positions, raw and gzipped, against the text and MiniSearch's JSON.

import { gzipSync } from 'node:zlib'
import { bytesOf } from './corpus.js'
import { buildBytes, pairOf } from './peers.js'
import type { Answer } from './questions.js'

/** Sizes in MB. */
export const size: Answer = async ({ news, spoken }, tell) => {
  for (const corpus of [await news(), await spoken()]) {
    const { documents, textBytes, name } = corpus
    const { bytes, mini } = pairOf(corpus)
    const json = Buffer.from(JSON.stringify(mini))
    const plain = buildBytes({ documents, boosts: { body: 1 } })
    const bare = buildBytes(corpus, false)
    const zipped = { ours: gzipSync(bare).length, positions: gzipSync(bytes).length, theirs: gzipSync(json).length }
    const compare = (title: string, ours: number, theirs: number, goal?: number) =>
      tell({
        corpus: name,
        name: title,
        unit: 'MB',
        ours: ours / 1e6,
        theirs: theirs / 1e6,
        ratio: ours / theirs,
        ...(goal !== undefined && { goal: { atMost: goal } }),
      })
    compare('bytes with positions / text', bytes.length, textBytes, 0.4)
    compare('bytes with positions / MiniSearch JSON', bytes.length, json.length, 0.4)
    compare('body alone, with positions / its text', plain.length, bytesOf(documents, ['body']), 0.33)
    compare('bytes without positions / text', bare.length, textBytes)
    compare('without positions, gzip / MiniSearch JSON, gzip', zipped.ours, zipped.theirs, 0.45)
    compare('with positions, gzip / MiniSearch JSON, gzip', zipped.positions, zipped.theirs)
  }
}
