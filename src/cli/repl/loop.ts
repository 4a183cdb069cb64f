// The conversation: reads lines from a terminal or a pipe until the end, answering each.

import { createInterface, type Interface } from 'node:readline'
import { isRostrumError } from '../../errors.js'
import { messageText } from '../output.js'
import { isCommand, runCommand } from './commands.js'
import { complete } from './complete.js'
import { historySize, readHistory, writeHistory } from './history.js'
import { ask, type Session } from './session.js'

/** What stands before a line in a terminal. */
export const prompt = 'rostrum> '

/** Answers lines until end of input, Ctrl-D or `:quit`. In a terminal: a prompt, a history, Tab, and Ctrl-C that clears the line. */
export async function converse(session: Session, interactive: boolean): Promise<void> {
  const lines = interactive ? await terminalLines(session) : createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })
  if (interactive) lines.prompt()
  let left = false
  for await (const line of lines) {
    left = !answer(session, line)
    if (left) break
    if (interactive) lines.prompt()
  }
  lines.close()
  // After Ctrl-D the cursor still stands behind the prompt.
  if (interactive && !left) session.output.write('\n')
  if (interactive) await writeHistory((lines as Interface & { history?: string[] }).history ?? [])
}

/** Answers one line; what goes wrong is said and does not end the conversation. False where the line ends it. */
export function answer(session: Session, line: string): boolean {
  try {
    if (isCommand(line)) return runCommand(session, line)
    ask(session, line)
  } catch (error) {
    if (!isRostrumError(error)) throw error
    session.output.say(messageText(error.message, session.output))
  }
  return true
}

async function terminalLines({ index, output }: Session): Promise<Interface> {
  const lines = createInterface({
    input: process.stdin,
    output: process.stdout,
    prompt: output.colors.cyan(prompt),
    completer: (line: string) => complete(index, line),
    history: await readHistory(),
    historySize,
    removeHistoryDuplicates: true,
  })
  let pressed = false
  process.stdin.on('keypress', (_, key: { ctrl?: boolean; name?: string } | undefined) => {
    if (!(key?.ctrl && key.name === 'c')) pressed = false
  })
  lines.on('SIGINT', () => {
    if (pressed && lines.line === '') {
      lines.close()
      return
    }
    const hint = lines.line === '' ? output.colors.dim('(Ctrl-C again or Ctrl-D to leave)') : '^C'
    lines.write(null, { ctrl: true, name: 'e' })
    lines.write(null, { ctrl: true, name: 'u' })
    output.write(`${hint}\n`)
    pressed = true
    lines.prompt()
  })
  return lines
}
