// The conversation: reads lines from a terminal or a pipe until the end, answering each.

import { createInterface } from 'node:readline'
import { isRostrumError } from '../../errors.js'
import { messageText } from '../output.js'
import { isCommand, runCommand } from './commands.js'
import { Interrupted } from './engine.js'
import { ask, type Session } from './session.js'
import { openTerminal } from './terminal.js'

/** What stands before a line in a terminal. */
export const prompt = 'rostrum> '

/** Answers lines until end of input, Ctrl-D or `:quit`. In a terminal: a prompt, a history, Tab, Ctrl-R, and Ctrl-C that stops a search or clears the line. */
export async function converse(session: Session, interactive: boolean): Promise<void> {
  if (interactive) return inTerminal(session)
  const lines = createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })
  for await (const line of lines) if (!(await answer(session, line))) break
  lines.close()
}

async function inTerminal(session: Session): Promise<void> {
  const terminal = await openTerminal(session, session.output.colors.cyan(prompt))
  session.page = terminal.page
  for (let line = await terminal.read(); line !== undefined; line = await terminal.read()) {
    if (await answer(session, line)) continue
    await terminal.close()
    return
  }
  // after Ctrl-D the cursor still stands behind the prompt
  session.output.write('\n')
  await terminal.close()
}

/** Answers one line; what goes wrong is said and does not end the conversation. False where the line ends it. */
export async function answer(session: Session, line: string): Promise<boolean> {
  try {
    if (isCommand(line)) return await runCommand(session, line)
    await ask(session, line)
  } catch (error) {
    if (error instanceof Interrupted) session.output.say('Stopped.\n')
    else if (isRostrumError(error)) session.output.say(messageText(error.message, session.output))
    else throw error
  }
  return true
}
