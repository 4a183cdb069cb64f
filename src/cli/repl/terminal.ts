// A terminal to converse in: lines with a history, Tab, Ctrl-R through what was typed before, Ctrl-C, and long texts by screenfuls.

import { createInterface, type Interface } from 'node:readline'
import { PassThrough } from 'node:stream'
import { complete } from './complete.js'
import { historySize, readHistory, writeHistory } from './history.js'
import { type KeySearch, startKeySearch } from './key-search.js'
import type { Session } from './session.js'

/** Lines from a terminal, and texts onto it. */
export interface Terminal {
  /** Shows the prompt and gives the next line; undefined at the end. */
  read(): Promise<string | undefined>
  /** Shows a text that is longer than the screen a screenful at a time. */
  page(text: string): Promise<void>
  /** Gives the terminal back and keeps the history. */
  close(): Promise<void>
}

/** What readline is given for the keys: they pass through here, where Ctrl-R takes them away. */
class Keys extends PassThrough {
  readonly isTTY = true
  setRawMode(isRaw: boolean): this {
    process.stdin.setRawMode(isRaw)
    return this
  }
}

type Waiting = (line: string | undefined) => void

/** Takes the terminal over. */
export async function openTerminal(session: Session, prompt: string): Promise<Terminal> {
  const { output } = session
  const keys = new Keys()
  const lines = createInterface({
    input: keys,
    output: process.stdout,
    terminal: true,
    prompt,
    completer: (line: string, done: (error: Error | null, result: [string[], string]) => void) => {
      // while a search is under way there is nothing to complete from
      if (session.engine.isBusy) done(null, [[], line])
      else
        complete(session.engine, line).then(
          (found) => done(null, found),
          () => done(null, [[], line]),
        )
    },
    history: await readHistory(),
    historySize,
    removeHistoryDuplicates: true,
  }) as Interface & { history?: string[] }
  const queue: string[] = []
  let waiting: Waiting | undefined
  let isOver = false
  let search: KeySearch | undefined
  /** Takes the keys while a long text is shown. */
  let pager: ((key: string) => void) | undefined
  let isLastInterrupt = false

  const give = (line: string | undefined) => {
    const asked = waiting
    waiting = undefined
    asked?.(line)
  }
  lines.on('line', (line) => {
    // a window that is closed leaves no time for it
    void writeHistory(lines.history ?? [])
    if (waiting === undefined) queue.push(line)
    else give(line)
  })
  lines.on('close', () => {
    isOver = true
    give(undefined)
  })
  lines.on('SIGINT', () => {
    if (session.engine.isBusy) {
      session.engine.interrupt()
      return
    }
    if (isLastInterrupt && lines.line === '') {
      lines.close()
      return
    }
    const hint = lines.line === '' ? output.colors.dim('(Ctrl-C again or Ctrl-D to leave)') : '^C'
    lines.write(null, { ctrl: true, name: 'e' })
    lines.write(null, { ctrl: true, name: 'u' })
    output.write(`${hint}\n`)
    isLastInterrupt = true
    lines.prompt()
  })

  const take = (chunk: Buffer) => {
    const text = chunk.toString('utf8')
    if (text !== '\u0003') isLastInterrupt = false
    if (pager !== undefined) pager(text)
    else if (search !== undefined) search.take(text)
    else if (text === '\u0012' && waiting !== undefined) {
      search = startKeySearch(
        lines.history ?? [],
        (text) => process.stdout.write(text),
        (line, rest) => {
          search = undefined
          // the line that was begun is replaced, and what the search did not want is typed on
          lines.write(null, { ctrl: true, name: 'e' })
          lines.write(null, { ctrl: true, name: 'u' })
          lines.prompt()
          if (line !== '') lines.write(line)
          if (rest !== '') keys.write(rest)
        },
      )
    } else keys.write(chunk)
  }
  process.stdin.on('data', take)
  process.stdin.on('end', () => keys.end())

  return {
    read() {
      const next = queue.shift()
      if (next !== undefined) return Promise.resolve(next)
      if (isOver) return Promise.resolve(undefined)
      return new Promise((resolve) => {
        waiting = resolve
        lines.prompt()
      })
    },
    async page(text) {
      const rows = text.split('\n')
      const height = Math.max(5, (process.stdout.rows || 24) - 1)
      for (let at = 0; at < rows.length; ) {
        const end = rows.length - at <= height + 1 ? rows.length : at + height
        output.write(rows.slice(at, end).join('\n'))
        at = end
        if (at >= rows.length) return
        const left = output.colors.dim(`(${rows.length - at} more lines: Space or Enter goes on, q stops)`)
        output.write(`\n${left}`)
        const key = await new Promise<string>((resolve) => {
          pager = resolve
        })
        pager = undefined
        output.write('\r\u001b[K')
        if (/^[q\u0003\u0004\u001b]/.test(key)) return
      }
    },
    async close() {
      process.stdin.off('data', take)
      process.stdin.pause()
      lines.close()
      await writeHistory(lines.history ?? [])
    },
  }
}
