// What Tab offers: commands after a colon, else the fields of the index.

import type { AnyIndex } from '../open.js'
import { replCommands } from './commands.js'

/** Completes the last word of `line`; gives the completions and the part of the line that they replace, as node:readline asks for. */
export function complete(index: AnyIndex, line: string): [string[], string] {
  if (line.startsWith(':')) {
    const found = replCommands.map(({ name, usage }) => `:${name}${usage === '' ? '' : ' '}`).filter((name) => name.startsWith(line))
    return [found, line]
  }
  const start = Math.max(line.lastIndexOf(' '), line.lastIndexOf('('), line.lastIndexOf('+'), line.lastIndexOf('-')) + 1
  const word = line.slice(start)
  const names = index.info().fields.map(({ name }) => `${name}:`)
  return [names.filter((name) => name.startsWith(word)), word]
}
