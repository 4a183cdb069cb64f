// Lines typed earlier, kept under the XDG state directory; a conversation without a history is no error.

import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'

/** How many lines are kept. */
export const historySize = 500

const longestLine = 2000

function historyPath(): string {
  const { XDG_STATE_HOME } = process.env
  const state = XDG_STATE_HOME?.startsWith('/') ? XDG_STATE_HOME : join(homedir(), '.local', 'state')
  return join(state, 'rostrum', 'history')
}

/** The lines typed earlier, newest first; none where they cannot be read. */
export async function readHistory(): Promise<string[]> {
  const text = await readFile(historyPath(), 'utf8').catch(() => '')
  const lines = text.split('\n').filter((line) => line !== '')
  return lines.slice(-historySize).reverse()
}

/** Keeps lines, newest first, readable by their writer alone; quietly does nothing where that is not possible. */
export async function writeHistory(lines: readonly string[]): Promise<void> {
  const kept = lines.filter((line) => line !== '' && line.length <= longestLine).slice(0, historySize)
  if (kept.length === 0) return
  const path = historyPath()
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    await writeFile(path, `${kept.reverse().join('\n')}\n`, { mode: 0o600 })
  } catch {
    // A read-only home is no reason to trouble anybody.
  }
}
