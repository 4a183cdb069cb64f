// Runs the command line, as a program or within this process, and makes folders of articles for it.

import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import picocolors from 'picocolors'
import type { Output } from '../../src/cli/output.js'
import { run } from '../../src/cli/run.js'

/** The entry of the command line. */
export const mainPath = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))

/** Arguments of Node that come before it: the sources are read as they are, in threads too. */
export const nodeArguments = ['--import', import.meta.resolve('tsx'), '--import', new URL('./threads.mjs', import.meta.url).href]

/** What a run of a program gave. */
export interface Run {
  code: number | null
  stdout: string
  stderr: string
}

/** An output into strings. */
export function recorder({
  color = false,
  width = 100,
  isTerminal = false,
  showsProgress = false,
} = {}): Output & { written: string; said: string } {
  return {
    written: '',
    said: '',
    write(text) {
      this.written += text
    },
    say(text) {
      this.said += text
    },
    colors: picocolors.createColors(color),
    width,
    isTerminal,
    showsProgress,
  }
}

/** Runs `rostrum` within this process, as in a pipe: twenty times as fast as a new one. Not for what reads standard input. */
export async function runHere(args: readonly string[]): Promise<Run> {
  const output = recorder()
  const code = await run(args, output)
  return { code, stdout: output.written, stderr: output.said }
}

/** Runs `rostrum` as a program with arguments; `input` is its standard input. */
export function rostrum(args: readonly string[], { input = '', env = {} }: { input?: string; env?: Record<string, string> } = {}): Run {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...nodeArguments, mainPath, ...args], {
    input,
    encoding: 'utf8',
    env: { ...process.env, ROSTRUM_DEBUG: '', XDG_STATE_HOME: '/nonexistent', ...env },
    maxBuffer: 64 * 1024 * 1024,
  })
  return { code: status, stdout, stderr: withoutNpm(stderr) }
}

/** npm's own warnings, where the tests run under it, are none of ours. */
export function withoutNpm(text: string): string {
  return text
    .split('\n')
    .filter((line) => !line.startsWith('npm warn'))
    .join('\n')
}

/** A new folder, and how to write into it and be rid of it. */
export function workshop(): {
  path: (name: string) => string
  write: (name: string, data: string | Uint8Array) => string
  remove: () => void
} {
  const root = mkdtempSync(join(tmpdir(), 'rostrum-'))
  const path = (name: string) => join(root, name)
  return {
    path,
    write(name, data) {
      writeFileSync(path(name), data)
      return path(name)
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  }
}

/** Three articles as JSON Lines. */
export const threeArticles = `${[
  { id: 'a', headline: 'Harbour reopens', outlet: 'The Lamp', date: '2017-11-02', body: 'The harbour is open again. Ships came at dawn.' },
  { id: 'b', headline: 'Storm closes harbour', outlet: 'The Lamp', date: '2017-10-30', body: 'A storm closed the harbour on Monday.' },
  { id: 3, outlet: 'Coast', speakers: ['Ada Byron'], body: 'We measured the tide. It was high, said the master.' },
]
  .map((article) => JSON.stringify(article))
  .join('\n')}\n`
