// `rostrum info`: what an index file holds, read from its head.

import { type Command, exitCodes, usage } from '../command.js'
import { openFile } from '../open.js'
import { byteSize, grouped, jsonLine, visible } from '../output.js'

/** Tells what an index file holds. */
export const info: Command = {
  name: 'info',
  summary: 'Tell what an index file holds.',
  usage: 'INDEX',
  options: [{ name: 'json', summary: 'as one line of JSON' }],

  async run(given, output) {
    const [path, more] = given.words
    if (path === undefined || more !== undefined)
      throw usage('one index file', path === undefined ? 'none' : 'several', 'Write: rostrum info INDEX')
    const index = await openFile(path)
    const facts = index.info()
    if (given.has('json')) output.write(jsonLine({ file: path, ...facts }))
    else output.write(infoText(facts))
    return exitCodes.found
  },
}

/** Facts about an index as lines: a name and its value, fields as a table of their own. */
export function infoText(facts: object): string {
  let text = ''
  for (const [name, value] of Object.entries(facts)) {
    if (value === undefined) continue
    const label = `${words(name)}:`.padEnd(16)
    if (!Array.isArray(value)) text += `${label}${valueText(name, value)}\n`
    else if (value.some((item) => typeof item === 'object')) text += `${label}\n${tableText(value)}`
    else text += `${label}${visible(value.join(', '))}\n`
  }
  return text
}

/** Rows of objects as aligned columns. */
export function tableText(rows: readonly object[]): string {
  const cells = rows.map((row) =>
    Object.entries(row).map(([name, value], i) =>
      i === 0 ? valueText(name, value) : `${words(name).toLowerCase()} ${valueText(name, value)}`,
    ),
  )
  const columns = Math.max(0, ...cells.map((row) => row.length))
  const widths = Array.from({ length: columns }, (_, i) => Math.max(...cells.map((row) => row[i]?.length ?? 0)))
  return cells
    .map(
      (row) =>
        `  ${row
          .map((cell, i) => cell.padEnd(widths[i]))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('')
}

function valueText(name: string, value: unknown): string {
  if (typeof value !== 'number') return visible(typeof value === 'string' ? value : JSON.stringify(value))
  return /bytes?(Length)?$/i.test(name) ? byteSize(value) : Number.isInteger(value) ? grouped(value) : String(value)
}

/** `documentCount` as `Document count`. */
function words(name: string): string {
  const parted = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return parted.charAt(0).toUpperCase() + parted.slice(1)
}
