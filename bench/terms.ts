// How fast is text turned into terms? Runs analysis.ts, which is a program of its own, and reads its table.

import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import type { Answer } from './questions.js'

const line = /^(?<name>\S.*?) {2,}(?<speed>[\d.]+) MB\/s +(?<ratio>[\d.]+) x/

/** Speeds; the ratio is to the first, a plain regular expression. */
export const terms: Answer = (_, tell) => {
  const { status, stdout } = spawnSync(process.execPath, [join('.cache', 'bench-analysis.mjs')], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (status !== 0) throw new Error(`Expected analysis.ts to end well; it ended with ${status}.`)
  const found = stdout.split('\n').flatMap((text): Record<string, string>[] => {
    const groups = line.exec(text)?.groups
    return groups === undefined ? [] : [groups]
  })
  if (found.length === 0) throw new Error(`Expected the table of analysis.ts; got ${stdout}`)
  const base = Number(found[0].speed)
  for (const { name, speed, ratio } of found.slice(1)) {
    tell({ corpus: 'news', name: `${name} / ${found[0].name}`, unit: 'MB/s', ours: Number(speed), theirs: base, ratio: Number(ratio) })
  }
}
