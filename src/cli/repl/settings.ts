// What `:set` changes: one row a setting, from which its help, its reading and its completion follow.

import { quote } from '../../errors.js'

/** What a conversation remembers between queries. */
export interface Settings {
  /** Hits a page. */
  limit: number
  /** Whether to tell how long a search takes. */
  time: boolean
  /** Fields searched where a query names none; all where empty. */
  fields: readonly string[]
  combineWith: 'or' | 'and'
  /** A query that hits must match as well; none where empty. */
  filter: string
  /** Keys of the order, as `sort` of a search has them; best first where empty. */
  sort: readonly string[]
  /** Within how many edits words stand for others. */
  fuzzy: 'auto' | 0 | 1 | 2
  /** Whether copies of one report are shown by the best of them. */
  copies: 'all' | 'once'
}

/** Settings as they are at first. */
export function startSettings(limit: number): Settings {
  return { limit, time: false, fields: [], combineWith: 'or', filter: '', sort: [], fuzzy: 0, copies: 'all' }
}

/** The most hits a page. */
const mostLimit = 1000

/** A setting by its name. */
export interface Setting {
  readonly name: string
  /** What may follow its name. */
  readonly usage: string
  readonly summary: string
  readonly example: string
  /** Its value as text. */
  show(settings: Settings): string
  /** Takes a value; gives what was expected where it is none. */
  read(settings: Settings, text: string): string | undefined
}

/** The settings, in the order of the help. */
export const settingRows: readonly Setting[] = [
  {
    name: 'limit',
    usage: 'N',
    summary: 'hits a page',
    example: '20',
    show: ({ limit }) => String(limit),
    read(settings, text) {
      const value = /^\d{1,4}$/.test(text) ? Number(text) : 0
      if (value < 1 || value > mostLimit) return `a number from 1 to ${mostLimit}`
      settings.limit = value
      return undefined
    },
  },
  {
    name: 'time',
    usage: 'on|off',
    summary: 'whether to tell how long a search takes',
    example: 'on',
    show: ({ time }) => (time ? 'on' : 'off'),
    read(settings, text) {
      if (text !== 'on' && text !== 'off') return 'on or off'
      settings.time = text === 'on'
      return undefined
    },
  },
  {
    name: 'words',
    usage: 'any|all',
    summary: 'whether one word of a query is enough, or all are needed',
    example: 'all',
    show: ({ combineWith }) => (combineWith === 'or' ? 'any' : 'all'),
    read(settings, text) {
      if (text !== 'any' && text !== 'all') return 'any or all'
      settings.combineWith = text === 'any' ? 'or' : 'and'
      return undefined
    },
  },
  {
    name: 'fuzzy',
    usage: 'off|auto|1|2',
    summary: 'whether misspelt words find what is meant, by how many letters',
    example: 'auto',
    show: ({ fuzzy }) => (fuzzy === 0 ? 'off' : String(fuzzy)),
    read(settings, text) {
      if (!['off', 'auto', '1', '2'].includes(text)) return 'off, auto, 1 or 2'
      settings.fuzzy = text === 'auto' ? 'auto' : text === '1' ? 1 : text === '2' ? 2 : 0
      return undefined
    },
  },
  {
    name: 'copies',
    usage: 'all|once',
    summary: 'whether each copy of one report is a hit, or the best of them',
    example: 'once',
    show: ({ copies }) => copies,
    read(settings, text) {
      if (text !== 'all' && text !== 'once') return 'all or once'
      settings.copies = text
      return undefined
    },
  },
  {
    name: 'fields',
    usage: 'NAME,...|all',
    summary: 'the fields searched where a query names none',
    example: 'headline',
    show: ({ fields }) => (fields.length === 0 ? 'all' : fields.join(',')),
    read(settings, text) {
      const names = text.split(/[\s,]+/).filter((name) => name !== '')
      if (names.length === 0) return 'names of fields, or all'
      settings.fields = names.length === 1 && names[0] === 'all' ? [] : names
      return undefined
    },
  },
]

/** Reads a setting; gives a complaint, or undefined where it was taken. */
export function readSetting(settings: Settings, row: Setting, text: string, before: string): string | undefined {
  const expected = row.read(settings, text)
  if (expected === undefined) return undefined
  return `Expected ${expected} after ${before}, got ${text === '' ? 'none' : quote(text)}. Write for example: ${before} ${row.example}`
}
