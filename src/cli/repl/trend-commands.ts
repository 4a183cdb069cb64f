// Commands that tell how often: the last query month by month beside all documents, and the words of a text.

import { quote } from '../../errors.js'
import type { Trend } from '../../index.js'
import { columnWidth, counted, grouped, jsonLine, type Output, visible } from '../output.js'
import { complain, type ReplCommand } from './command.js'
import { type Session, searchOptions } from './session.js'

/** Commands that tell how often. */
export const trendCommands: readonly ReplCommand[] = [
  {
    name: 'trend',
    usage: '[PERIOD]',
    summary: 'of all documents of each day, week, month or year, how many match',
    run: trend,
  },
  { name: 'terms', usage: 'TEXT', summary: 'how often its words are there, in any form, by field', completes: 'words', run: terms },
]

const periods = ['day', 'week', 'month', 'year'] as const
/** More months than these are shown as years, where no period is asked for. */
const mostMonths = 60
const widest = 40

async function trend(session: Session, rest: string): Promise<boolean> {
  const { engine, query, json, output } = session
  const asked = periods.find((each) => each === rest)
  if (rest !== '' && asked === undefined)
    return complain(session, `Expected ${periods.join(', ')} after :trend, got ${quote(rest)}. Write for example: :trend year`)
  const { sort: _, ...options } = searchOptions(session)
  let interval = asked ?? 'month'
  let found = await engine.ask('trend', query, { ...options, interval })
  if (asked === undefined && found.points.length > mostMonths) {
    interval = 'year'
    found = await engine.ask('trend', query, { ...options, interval })
  }
  if (json) for (const point of found.points) output.write(jsonLine({ query, interval, ...point }))
  else output.write(found.points.length === 0 ? 'No dates to count by.\n' : trendText(found, output))
  return true
}

/** A line a period, its bar as long as its part of all documents is great. */
function trendText({ points, count }: Trend, output: Output): string {
  const part = (own: number, total: number) => (total === 0 ? 0 : own / total)
  const most = Math.max(...points.map((point) => part(point.count, point.total)))
  const digits = Math.max(...points.map((point) => grouped(point.count).length))
  const more = Math.max(...points.map((point) => grouped(point.total).length))
  const room = Math.max(4, Math.min(widest, output.width - digits - more - 30))
  const lines = points.map((point) => {
    const share = part(point.count, point.total)
    const bar = '█'.repeat(most === 0 ? 0 : Math.round((room * share) / most))
    const numbers = `${grouped(point.count).padStart(digits)} of ${grouped(point.total).padStart(more)}`
    return `  ${point.value}  ${numbers}  ${(100 * share).toFixed(1).padStart(5)} % ${output.colors.cyan(bar)}`.trimEnd()
  })
  return `${lines.join('\n')}\n${output.colors.dim(counted(count, 'document'))}\n`
}

async function terms(session: Session, rest: string): Promise<boolean> {
  if (rest === '') return complain(session, 'Expected words after :terms, got none. Write for example: :terms silk road')
  const { engine, json, output } = session
  const found = await engine.ask('termStatistics', rest)
  if (json) for (const each of found) output.write(jsonLine(each))
  else if (found.length === 0) output.write('No words.\n')
  const width = Math.max(0, ...found.map(({ word }) => columnWidth(visible(word))))
  for (const { word, documents, occurrences, fields } of json ? [] : found) {
    const where = Object.entries(fields).map(([name, own]) => `${visible(name)} ${grouped(own.documents)}`)
    const name = visible(word) + ' '.repeat(width - columnWidth(visible(word)))
    output.write(
      `  ${name}  ${grouped(occurrences)} times in ${counted(documents, 'document')}${where.length > 0 ? `: ${where.join(', ')}` : ''}\n`,
    )
  }
  return true
}
