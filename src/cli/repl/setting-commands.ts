// Commands that change how queries are answered.

import { didYouMean, quote } from '../../errors.js'
import { counted } from '../output.js'
import { complain, type ReplCommand } from './command.js'
import { again, type Session } from './session.js'
import { readSetting, type Setting, settingRows } from './settings.js'

/** Commands about settings. */
export const settingCommands: readonly ReplCommand[] = [
  {
    name: 'filter',
    usage: 'QUERY',
    summary: 'only hits that match this as well; without a query, all again',
    completes: 'query',
    run: filter,
  },
  {
    name: 'sort',
    usage: 'FIELD [desc]...',
    summary: 'the order of hits: columns, or score; alone, best first again',
    completes: 'columns',
    run: sort,
  },
  { name: 'set', usage: 'NAME VALUE', summary: 'a setting; alone, all of them', completes: 'settings', run: set },
  { name: 'limit', usage: 'N', summary: 'how many hits a page has', run: limit },
  { name: 'time', usage: 'on|off', summary: 'whether to tell how long a search takes', run: time },
]

async function filter(session: Session, rest: string): Promise<boolean> {
  const before = session.settings.filter
  session.settings.filter = rest
  try {
    await again(session)
  } catch (error) {
    // a filter that cannot be read must not spoil what is asked next
    session.settings.filter = before
    throw error
  }
  return true
}

async function sort(session: Session, rest: string): Promise<boolean> {
  const before = session.settings.sort
  const keys: string[] = []
  for (const word of rest.split(/[\s,]+/).filter((each) => each !== '')) {
    const last = keys.length - 1
    if (word === 'desc' && last >= 0) keys[last] = `-${keys[last].replace(/^-/, '')}`
    else if (word !== 'asc' || last < 0) keys.push(word)
  }
  session.settings.sort = keys
  try {
    await again(session)
  } catch (error) {
    session.settings.sort = before
    throw error
  }
  return true
}

async function set(session: Session, rest: string): Promise<boolean> {
  const { settings, output } = session
  if (rest === '') {
    const width = Math.max(...settingRows.map(({ name }) => name.length))
    for (const row of settingRows) output.write(`  ${row.name.padEnd(width)}  ${row.show(settings).padEnd(10)}  ${row.summary}\n`)
    return true
  }
  const [name] = rest.split(/\s+/, 1)
  const row = settingRows.find((each) => each.name === name)
  const names = settingRows.map((each) => each.name)
  if (row === undefined) return complain(session, `Expected a setting after :set, got ${quote(name)}. ${didYouMean(name, names)}`)
  return take(session, row, rest.slice(name.length).trim(), `:set ${name}`)
}

function take(session: Session, row: Setting, text: string, before: string): boolean {
  const complaint = readSetting(session.settings, row, text, before)
  if (complaint !== undefined) return complain(session, complaint)
  session.output.say(`${row.name} ${row.show(session.settings)}\n`)
  return true
}

async function limit(session: Session, rest: string): Promise<boolean> {
  const complaint = rest === '' ? undefined : readSetting(session.settings, rowOf('limit'), rest, ':limit')
  if (complaint !== undefined) return complain(session, complaint)
  session.output.say(`${counted(session.settings.limit, 'hit')} a page\n`)
  return true
}

async function time(session: Session, rest: string): Promise<boolean> {
  return take(session, rowOf('time'), rest === '' ? (session.settings.time ? 'off' : 'on') : rest, ':time')
}

function rowOf(name: string): Setting {
  return settingRows.find((row) => row.name === name) as Setting
}
