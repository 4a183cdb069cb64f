// Commands that count: values of fields, matches by period as bars, words of the index.

import { quote } from '../../errors.js'
import type { FacetOptions, FacetResult } from '../../index.js'
import { columnWidth, grouped, jsonLine, visible } from '../output.js'
import { complain, type ReplCommand } from './command.js'
import { type Session, searchOptions } from './session.js'

/** Commands that count. */
export const countCommands: readonly ReplCommand[] = [
  { name: 'facets', usage: 'FIELD...', summary: 'which values the matches have, and how often', completes: 'columns', run: facets },
  {
    name: 'histogram',
    usage: 'FIELD [PERIOD]',
    summary: 'matches by day, week, month or year, or by width of a number',
    completes: 'columns',
    run: histogram,
  },
  {
    name: 'words',
    usage: 'PREFIX',
    summary: 'words of the index that start so, and in how many documents they are',
    completes: 'words',
    run: words,
  },
]

const periods: readonly string[] = ['day', 'week', 'month', 'year']

async function facets(session: Session, rest: string): Promise<boolean> {
  const { fields: known, nested = [] } = await session.engine.ask('info')
  const fields = known.filter(({ type }) => type !== 'text')
  const ofDocuments = fields.filter(({ name, type }) => type === 'keyword' && !nested.some(({ path }) => name.startsWith(`${path}.`)))
  const names = rest === '' ? ofDocuments.map(({ name }) => name) : rest.split(/[\s,]+/)
  if (names.length === 0) return complain(session, 'Expected fields after :facets, got none, and the index has no keyword fields.')
  const options: [string, FacetOptions][] = names.map((name) => {
    const type = fields.find((field) => field.name === name)?.type
    return [name, type === 'number' ? { interval: 10 } : type === 'date' ? { interval: 'year' } : { limit: session.settings.limit }]
  })
  const found = await counted(session, Object.fromEntries(options))
  if (session.json) {
    session.output.write(jsonLine({ query: session.query, facets: found }))
    return true
  }
  for (const [name, result] of Object.entries(found))
    session.output.write(`${session.output.colors.bold(visible(name))}\n${barsText(session, result)}`)
  return true
}

async function histogram(session: Session, rest: string): Promise<boolean> {
  const fields = (await session.engine.ask('info')).fields.filter(({ type }) => type === 'date' || type === 'number')
  const [name = fields.find(({ type }) => type === 'date')?.name, given] = rest === '' ? [] : rest.split(/\s+/)
  if (name === undefined) return complain(session, 'Expected a date or number field after :histogram, got none, and the index has none.')
  const isNumber = fields.find((field) => field.name === name)?.type === 'number'
  const interval = isNumber ? Number(given ?? 10) : (given ?? 'month')
  if (isNumber ? !((interval as number) > 0) : !periods.includes(interval as string)) {
    const expected = isNumber ? 'a width above 0' : periods.join(', ')
    return complain(
      session,
      `Expected ${expected} after :histogram ${name}, got ${quote(given)}. Write for example: :histogram ${name} ${isNumber ? 10 : 'month'}`,
    )
  }
  const { [name]: result } = await counted(session, { [name]: { interval: interval as FacetOptions['interval'] } })
  if (session.json) session.output.write(jsonLine({ query: session.query, field: name, interval, ...result }))
  else session.output.write(barsText(session, result))
  return true
}

async function words(session: Session, rest: string): Promise<boolean> {
  if (rest === '') return complain(session, 'Expected the start of a word after :words, got none. Write for example: :words econ')
  const { completions } = await session.engine.ask('suggest', rest, { limit: Math.min(100, Math.max(20, session.settings.limit)) })
  if (session.json) for (const each of completions) session.output.write(jsonLine(each))
  else if (completions.length === 0) session.output.write('No words.\n')
  else
    session.output.write(
      barsText(session, { values: completions.map(({ text, count }) => ({ value: text, count })), others: 0, missing: 0 }),
    )
  return true
}

async function counted(session: Session, options: Record<string, FacetOptions>): Promise<Record<string, FacetResult>> {
  const { facets: found } = await session.engine.ask('search', session.query, { ...searchOptions(session), limit: 0, facets: options })
  return found ?? {}
}

const longestName = 40
const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉']

/** Values with their counts as bars, the longest as wide as there is room. */
function barsText({ output }: Session, { values, others, missing }: FacetResult): string {
  if (values.length === 0) return `  ${missing > 0 ? `${grouped(missing)} without a value` : 'Nothing to count.'}\n`
  const names = values.map(({ value }) => cut(visible(String(value))))
  const width = Math.max(...names.map(columnWidth))
  const digits = Math.max(...values.map(({ count }) => grouped(count).length))
  const most = Math.max(1, ...values.map(({ count }) => count))
  const room = Math.max(4, Math.min(50, output.width - width - digits - 6))
  const lines = values.map(({ count }, i) => {
    const parts = Math.round((8 * room * count) / most)
    const bar = '█'.repeat(parts >>> 3) + eighths[parts & 7]
    const name = names[i] + ' '.repeat(width - columnWidth(names[i]))
    return `  ${name}  ${grouped(count).padStart(digits)} ${output.colors.cyan(bar)}`.trimEnd()
  })
  if (others > 0) lines.push(`  ${output.colors.dim(`and ${grouped(others)} more`)}`)
  if (missing > 0) lines.push(`  ${output.colors.dim(`${grouped(missing)} without a value`)}`)
  return `${lines.join('\n')}\n`
}

function cut(text: string): string {
  const characters = [...(text === '' ? '(empty)' : text)]
  return characters.length <= longestName ? characters.join('') : `${characters.slice(0, longestName - 1).join('')}…`
}
