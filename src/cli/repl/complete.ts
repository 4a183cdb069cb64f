// What Tab offers: commands after a colon, what a command takes behind it, else fields of the index.

import type { ReplCommand } from './command.js'
import { replCommands } from './commands.js'
import type { Engine } from './engine.js'
import { settingRows } from './settings.js'

/** Completes the last word of `line`; gives the completions and the part of the line that they replace, as node:readline asks for. */
export async function complete(engine: Engine, line: string): Promise<[string[], string]> {
  const named = /^:(\S+)\s+(.*)$/.exec(line)
  if (named !== null) {
    const command = replCommands.find(({ name, short }) => name === named[1] || short === named[1])
    return behind(engine, command?.completes, named[2])
  }
  if (line.startsWith(':')) {
    const found = replCommands.map(({ name, usage }) => `:${name}${usage === '' ? '' : ' '}`).filter((name) => name.startsWith(line))
    return [found, line]
  }
  return ofQuery(engine, line)
}

async function behind(engine: Engine, completes: ReplCommand['completes'], text: string): Promise<[string[], string]> {
  const word = text.slice(text.lastIndexOf(' ') + 1)
  const starting = (names: readonly string[]): [string[], string] => [names.filter((name) => name.startsWith(word)), word]
  if (completes === 'settings') return starting(settingRows.map(({ name }) => `${name} `))
  if (completes === 'fields') return starting((await engine.ask('info')).fields.map(({ name }) => `${name} `))
  if (completes === 'query') return ofQuery(engine, text)
  return [[], word]
}

async function ofQuery(engine: Engine, line: string): Promise<[string[], string]> {
  const start = Math.max(line.lastIndexOf(' '), line.lastIndexOf('('), line.lastIndexOf('+'), line.lastIndexOf('-')) + 1
  const word = line.slice(start)
  const { fields } = await engine.ask('info')
  return [fields.map(({ name }) => `${name}:`).filter((name) => name.startsWith(word)), word]
}
