// What Tab offers: commands after a colon, what a command takes behind it, else fields, words and keywords of the index with their counts.

import { readdir } from 'node:fs/promises'
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
  if (completes === 'columns') {
    const { fields } = await engine.ask('info')
    return starting(fields.filter(({ type }) => type !== 'text').map(({ name }) => `${name} `))
  }
  if (completes === 'words') return [await wordsOf(engine, word), word]
  if (completes === 'query') return ofQuery(engine, text)
  if (completes === 'files') return [await filesOf(text), text]
  return [[], word]
}

/** How many values, words or files Tab shows. */
const most = 30

async function ofQuery(engine: Engine, line: string): Promise<[string[], string]> {
  const { fields } = await engine.ask('info')
  // a value may have spaces: it begins at the last field's name
  const named = /(^|[\s(+-])([^\s:()"]+):("?)([^":]*)$/.exec(line)
  const field = named === null ? undefined : fields.find(({ name, type }) => name === named[2] && type === 'keyword')
  if (named !== null && field !== undefined) return [await valuesOf(engine, field.name, named[4]), `${named[3]}${named[4]}`]
  const start =
    Math.max(line.lastIndexOf(' '), line.lastIndexOf('('), line.lastIndexOf('+'), line.lastIndexOf('-'), line.lastIndexOf(':')) + 1
  const word = line.slice(start)
  const isValue = line[start - 1] === ':'
  const names = isValue ? [] : fields.map(({ name }) => `${name}:`).filter((name) => name.startsWith(word))
  return [names.length > 0 || word === '' ? names : await wordsOf(engine, word), word]
}

async function wordsOf(engine: Engine, word: string): Promise<string[]> {
  if (word === '') return []
  const { completions } = await engine.ask('suggest', word, { limit: most })
  return counted(completions.map(({ text, count }) => ({ value: text, count })))
}

async function valuesOf(engine: Engine, field: string, begun: string): Promise<string[]> {
  const { facets } = await engine.ask('search', '*', { limit: 0, facets: { [field]: { limit: 1000 } } })
  const start = begun.toLowerCase()
  const values = (facets?.[field].values ?? []).filter(({ value }) => String(value).toLowerCase().startsWith(start))
  return counted(values.slice(0, most).map(({ value, count }) => ({ value: quoted(String(value)), count })))
}

/** Several are shown with their counts; one is taken as it is. */
function counted(values: readonly { value: string; count: number }[]): string[] {
  return values.length === 1 ? [`${values[0].value} `] : values.map(({ value, count }) => `${value}  (${count})`)
}

/** A value as a query has it. */
function quoted(value: string): string {
  return `"${value.replace(/(["\\])/g, '\\$1')}"`
}

/** Files and folders whose path starts so. */
async function filesOf(begun: string): Promise<string[]> {
  const folder = begun.slice(0, begun.lastIndexOf('/') + 1)
  const entries = await readdir(folder === '' ? '.' : folder, { withFileTypes: true }).catch(() => [])
  return entries
    .map((entry) => `${folder}${entry.name}${entry.isDirectory() ? '/' : ''}`)
    .filter((path) => path.startsWith(begun))
    .slice(0, most)
}
