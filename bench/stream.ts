// What does it take to build from a large file? The command line over all of the news, in a process of its own: memory at its highest, and speed.

import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { newsFile } from './corpus.js'
import type { Answer } from './questions.js'
import { zipfDocuments } from './zipf.js'

/** Told by the child as it ends. */
const tellMemory = `process.on('exit', () => require('fs').writeSync(2, 'maxRSS ' + process.resourceUsage().maxRSS + '\\n'))`

/** How often it builds: the most memory taken differs by a tenth, as garbage is collected earlier or later. */
const turns = 3

/** Builds three times. */
export const stream: Answer = (_, tell) => {
  const folder = join('.cache', 'stream')
  mkdirSync(folder, { recursive: true })
  const source = existsSync(newsFile) ? newsFile : madeUp(folder)
  const preload = join(folder, 'tell.cjs')
  writeFileSync(preload, tellMemory)
  const target = join(folder, 'news.rostrum')
  const args = ['--require', `./${preload}`, join('.cache', 'bench-cli.mjs'), 'build', source, '-o', target, '--json']
  const runs = Array.from({ length: turns }, () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1 << 26 })
    if (status !== 0) throw new Error(`Expected an index of ${source}; got ${stderr}`)
    const { seconds, documents } = JSON.parse(stdout) as { seconds: number; documents: number }
    return { seconds, documents, memory: Number(/maxRSS (\d+)/.exec(stderr)?.[1]) / 1024 }
  })
  const { documents } = runs[0]
  const seconds = Math.min(...runs.map((run) => run.seconds))
  const memory = runs.map((run) => run.memory).sort((a, b) => a - b)
  const textBytes = source.endsWith('.gz') ? gunzipSync(readFileSync(source)).length : statSync(source).size
  const highest = memory[memory.length - 1]
  const corpus = source === newsFile ? 'all news' : 'made up'
  const what = `${documents} documents, ${(textBytes / 1e6).toFixed(0)} MB of JSON Lines, stored fields included; ${turns} builds: ${memory.map((each) => each.toFixed(0)).join(', ')} MiB`
  tell({ corpus, name: 'rostrum build, memory at its highest', unit: 'MiB', ours: highest, goal: { atMost: 600 }, note: what })
  tell({
    corpus,
    name: 'rostrum build, speed',
    unit: 'MB/s',
    ours: textBytes / 1e6 / seconds,
    note: `${seconds.toFixed(1)} s, the best of ${turns}`,
  })
  tell({
    corpus,
    name: 'index with stored fields / JSON Lines',
    unit: 'MB',
    ours: statSync(target).size / 1e6,
    theirs: textBytes / 1e6,
    ratio: statSync(target).size / textBytes,
  })
  rmSync(folder, { recursive: true })
}

function madeUp(folder: string): string {
  const path = join(folder, 'zipf.jsonl')
  const lines = zipfDocuments(27_000, 3).map(({ id, headline, speaker, body }) => JSON.stringify({ id, headline, speakers: speaker, body }))
  writeFileSync(path, `${lines.join('\n')}\n`)
  return path
}
