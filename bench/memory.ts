// What memory does an opened index take? Heap and buffers in a process of its own, after searches, against the bytes; and MiniSearch's.

import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pairOf } from './peers.js'
import { queriesOf, shapeNamed } from './queries.js'
import type { Answer } from './questions.js'

/** Bytes held, as `resident.ts` measures them. */
interface Held {
  opened: number
  searched: number
}

/** Opens what was built in a child process each. */
export const memory: Answer = async ({ news, spoken }, tell) => {
  const folder = join('.cache', 'memory')
  mkdirSync(folder, { recursive: true })
  for (const corpus of [await news(), await spoken()]) {
    const { bytes, mini } = pairOf(corpus)
    const paths = { ours: join(folder, 'index'), theirs: join(folder, 'index.json'), queries: join(folder, 'queries.json') }
    writeFileSync(paths.ours, bytes)
    writeFileSync(paths.theirs, JSON.stringify(mini))
    const queries = [...queriesOf(corpus, shapeNamed('or2'), 100), ...queriesOf(corpus, shapeNamed('stop5'), 20)]
    writeFileSync(paths.queries, JSON.stringify({ queries, fields: Object.keys(corpus.boosts) }))
    const ours = held('rostrum', paths.ours, paths.queries)
    const theirs = held('minisearch', paths.theirs, paths.queries)
    const row = { corpus: corpus.name, unit: 'MB' }
    const compare = (name: string, mine: number, other: number, ratio: number, goal?: { atMost: number }) =>
      tell({ ...row, name, ours: mine / 1e6, theirs: other / 1e6, ratio, ...(goal && { goal }) })
    compare('memory of an opened index / its bytes', ours.opened, bytes.length, ours.opened / bytes.length, { atMost: 1.2 })
    compare('the same after 120 searches / its bytes', ours.searched, bytes.length, ours.searched / bytes.length, { atMost: 1.2 })
    compare('opened / MiniSearch, loaded', ours.opened, theirs.opened, ours.opened / theirs.opened)
  }
  rmSync(folder, { recursive: true })
}

function held(engine: string, path: string, queries: string): Held {
  const { stdout, status } = spawnSync(
    process.execPath,
    ['--expose-gc', '--max-old-space-size=4096', join('.cache', 'bench-memory.mjs'), engine, path, queries],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
  )
  if (status !== 0) throw new Error(`Expected the memory of ${engine}; its process ended with ${status}.`)
  return JSON.parse(stdout) as Held
}
