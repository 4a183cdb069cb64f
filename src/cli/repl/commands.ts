// What a line that begins with a colon does: one row a command, from which the help and the completion follow.

import { didYouMean, quote } from '../../errors.js'
import { complain, type ReplCommand } from './command.js'
import { compareCommand } from './compare-command.js'
import { countCommands } from './count-commands.js'
import { hitCommands } from './hit-commands.js'
import { indexCommands } from './index-commands.js'
import { saidCommands } from './said-commands.js'
import type { Session } from './session.js'
import { settingCommands } from './setting-commands.js'
import { trendCommands } from './trend-commands.js'

/** Every command, in the order of the help. */
export const replCommands: readonly ReplCommand[] = [
  { name: 'help', short: 'h', usage: '[COMMAND]', summary: 'this list, and how to ask', run: help },
  ...hitCommands,
  ...saidCommands,
  ...countCommands,
  ...trendCommands,
  compareCommand,
  ...settingCommands,
  ...indexCommands,
  { name: 'quit', short: 'q', usage: '', summary: 'leave; also :q, exit, Ctrl-D', run: async () => false },
]

/** Runs a line that begins with a colon, or the words `exit` and `quit`; false ends the conversation. */
export async function runCommand(session: Session, line: string): Promise<boolean> {
  const text = line.trim().replace(/^:\s*/, '')
  const [given] = text.split(/\s+/, 1)
  const name = given === 'exit' ? 'quit' : given
  const command = replCommands.find((each) => each.name === name || each.short === name)
  if (command !== undefined) return command.run(session, text.slice(given.length).trim())
  const names = replCommands.map((each) => each.name)
  return complain(
    session,
    `Expected a command after ":", got ${quote(given)}. ${text === '' ? 'Say :help for the list.' : didYouMean(given, names, ':help lists all')}`,
  )
}

/** Tells whether a line is for `runCommand`; anything else is a query. */
export function isCommand(line: string): boolean {
  return line.startsWith(':') || line.trim() === 'exit' || line.trim() === 'quit'
}

async function help(session: Session, rest: string): Promise<boolean> {
  const { output } = session
  const name = rest.replace(/^:/, '')
  const wanted = replCommands.filter((each) => name === '' || each.name === name || each.short === name)
  if (wanted.length === 0) {
    const names = replCommands.map((each) => each.name)
    return complain(session, `Expected a command after :help, got ${quote(name)}. ${didYouMean(name, names, ':help lists all')}`)
  }
  const rows = wanted.map(({ name: own, usage, summary }) => ({ left: `:${own} ${usage}`.trimEnd(), summary }))
  const width = Math.max(...rows.map(({ left }) => left.length))
  output.write(rows.map(({ left, summary }) => `  ${left.padEnd(width)}  ${summary}\n`).join(''))
  if (name !== '') return true
  output.write(
    '\nAnything else is a query:\n' +
      '  words, "a phrase", headline:word, +must, -not, (a OR b) AND c, word^2, econ*, w?man, minster~1,\n' +
      '  published:2017-11, published:[2017-01-01 TO *]; an empty line lists the newest documents.\n' +
      'Tab completes, Ctrl-R searches the lines typed before, Ctrl-C stops a search.\n',
  )
  return true
}
