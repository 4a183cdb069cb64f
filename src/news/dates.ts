// Reads the dates of newswire, as people and machines write them, into UTC; what has two readings is called ambiguous, never guessed.

/** A date as it was read. */
export interface DateReading {
  /** Milliseconds since 1970 in UTC; undefined where the text is no date, or has two readings. */
  time: number | undefined
  /** The same in ISO 8601, as precise as the text was: year, month, day or millisecond. Empty where `time` is undefined. */
  iso: string
  /** Whether the text is a date with two readings (`03/04/2017`). */
  ambiguous: boolean
}

const unreadable: DateReading = { time: undefined, iso: '', ambiguous: false }
const twoReadings: DateReading = { time: undefined, iso: '', ambiguous: true }

/** Longer texts are not dates. */
const maxLength = 100
/** The end of the year 9999: beyond it ISO 8601 takes another form. */
const lastTime = 253402300799999

const months = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december']
const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
const ordinals = ['st', 'nd', 'rd', 'th']
const openings = ['on', 'at', 'posted', 'published', 'updated', 'date', 'the']

/** Minutes east of UTC. Names that stand for several zones (IST, ET, and the single letters of the wires) are left out, and read as UTC. */
const zones = new Map([
  ['est', -300],
  ['edt', -240],
  ['cst', -360],
  ['cdt', -300],
  ['mst', -420],
  ['mdt', -360],
  ['pst', -480],
  ['pdt', -420],
  ['bst', 60],
  ['cet', 60],
  ['cest', 120],
  ['eet', 120],
  ['eest', 180],
  ['msk', 180],
  ['jst', 540],
  ['kst', 540],
])

/**
 * Reads a date: ISO 8601, RFC 2822, `November 2nd, 2017`, `2 Nov 2017`, `26-FEB-1987 15:01:01.79`, `2017/11/02`, `28/09/2016`, a year, seconds or
 * milliseconds since 1970. No zone is UTC; two digits of a year are 1970 to 2069; what follows the date and its time is left alone. Linear.
 */
export function readDate(given: string | number): DateReading {
  if (typeof given === 'number') return fromNumber(given)
  if (given.length > maxLength) return unreadable
  const tokens = scan(given)
  if (tokens.length === 1 && tokens[0].digits >= 10) return fromNumber(tokens[0].number)
  const cursor = { tokens, at: 0 }
  skipOpening(cursor)
  const early = readTime(cursor)
  if (early !== undefined) skipOpening(cursor)
  const day = readDay(cursor)
  if (day === 'ambiguous') return twoReadings
  if (day === undefined) return unreadable
  return reading(day, early ?? day.clock ?? (day.day === undefined ? undefined : readLaterTime(cursor)))
}

interface Token {
  /** Lower case; empty for a number. */
  word: string
  number: number
  /** How many digits a number has; 0 for a word or a sign. */
  digits: number
}

interface Cursor {
  tokens: readonly Token[]
  at: number
}

interface Day {
  year: number
  /** From 1. */
  month?: number
  day?: number
  /** A time that stood between day and year. */
  clock?: number
}

const nothing: Token = { word: '', number: Number.NaN, digits: 0 }

/** Parts numbers, words and signs; white space parts, and is dropped. */
function scan(text: string): Token[] {
  const tokens: Token[] = []
  for (let i = 0; i < text.length; ) {
    const start = i
    while (i < text.length && isDigit(text.charCodeAt(i))) i++
    if (i > start) {
      tokens.push({ word: '', number: Number(text.slice(start, i)), digits: i - start })
      continue
    }
    while (i < text.length && isLetter(text.charCodeAt(i))) i++
    if (i > start) tokens.push({ word: text.slice(start, i).toLowerCase(), number: Number.NaN, digits: 0 })
    else if (text[i++].trim() !== '') tokens.push({ word: text[i - 1], number: Number.NaN, digits: 0 })
  }
  return tokens
}

function peek(cursor: Cursor, ahead = 0): Token {
  return cursor.tokens[cursor.at + ahead] ?? nothing
}

/** Steps over `signs` (single characters); tells the first of them. */
function skip(cursor: Cursor, signs: string): string {
  const first = peek(cursor).word
  while (peek(cursor).word.length === 1 && signs.includes(peek(cursor).word)) cursor.at++
  return first.length === 1 && signs.includes(first) ? first : ''
}

function skipOpening(cursor: Cursor): void {
  for (;;) {
    const { word } = peek(cursor)
    if (word === '') return
    if (!openings.includes(word) && !'.,:-|'.includes(word) && !isPrefixOf(word, weekdays)) return
    cursor.at++
  }
}

function readDay(cursor: Cursor): Day | 'ambiguous' | undefined {
  const first = peek(cursor)
  const month = monthOf(first.word)
  if (month !== undefined) return readMonthFirst(cursor, month)
  if (first.digits === 8) cursor.at++
  if (first.digits === 8) return compactDay(first.number)
  if (first.digits === 4) return readYearFirst(cursor, first.number)
  if (first.digits === 1 || first.digits === 2) return readDayFirst(cursor, first.number)
  return undefined
}

/** `Nov. 2nd, 2017`, `November 2017`, and `Nov 2 10:00:00 +0000 2017` as C's ctime has it. */
function readMonthFirst(cursor: Cursor, month: number): Day | undefined {
  cursor.at++
  skip(cursor, '.,-/')
  const second = peek(cursor)
  if (second.digits === 4) {
    cursor.at++
    return { year: second.number, month }
  }
  if (second.digits !== 1 && second.digits !== 2) return undefined
  cursor.at++
  if (ordinals.includes(peek(cursor).word)) cursor.at++
  skip(cursor, '.,-/')
  const clock = readTime(cursor)
  skip(cursor, '.,')
  const year = readYear(cursor)
  return year === undefined ? undefined : { year, month, day: second.number, clock }
}

/** `20171102` */
function compactDay(number: number): Day {
  return { year: Math.floor(number / 10000), month: Math.floor(number / 100) % 100, day: number % 100 }
}

/** `2017-11-02`, `2017/11/2`, `2017 Nov 2`, `2017-11`, `2017`; the last two only where nothing follows. */
function readYearFirst(cursor: Cursor, year: number): Day | undefined {
  cursor.at++
  if (cursor.at === cursor.tokens.length) return { year }
  skip(cursor, '-/.,')
  const second = peek(cursor)
  const month = monthOf(second.word) ?? (second.digits === 1 || second.digits === 2 ? second.number : undefined)
  if (month === undefined) return undefined
  cursor.at++
  skip(cursor, '-/.,')
  const third = peek(cursor)
  if (third.digits === 1 || third.digits === 2) {
    cursor.at++
    return { year, month, day: third.number }
  }
  return cursor.at === cursor.tokens.length ? { year, month } : undefined
}

/** `2 November 2017`, `2nd of Nov., 2017`, `26-FEB-1987`, and numbers alone: `28/09/2016`, `9/28/16`, `2.11.2017`. */
function readDayFirst(cursor: Cursor, first: number): Day | 'ambiguous' | undefined {
  cursor.at++
  if (ordinals.includes(peek(cursor).word)) cursor.at++
  if (peek(cursor).word === 'of') cursor.at++
  const sign = skip(cursor, '-/.,')
  const second = peek(cursor)
  cursor.at++
  const month = monthOf(second.word)
  if (month !== undefined) {
    skip(cursor, '-/.,')
    const year = readYear(cursor)
    return year === undefined ? undefined : { year, month, day: first }
  }
  if (second.digits === 0 || second.digits > 2 || sign === '' || sign === ',' || skip(cursor, sign) === '') return undefined
  const { digits } = peek(cursor)
  const year = readYear(cursor)
  if (year === undefined) return undefined
  return readNumbers(first, second.number, year, sign, digits)
}

/** Points part day, month, year wherever they are used; strokes and hyphens part either order, hyphens with two digits of a year any order. */
function readNumbers(first: number, second: number, year: number, sign: string, yearDigits: number): Day | 'ambiguous' | undefined {
  const dayFirst = { year, month: second, day: first }
  if (sign === '.' || first === second) return dayFirst
  if (second > 12) return first > 12 ? undefined : { year, month: first, day: second }
  if (first <= 12 || (sign === '-' && yearDigits === 2)) return 'ambiguous'
  return dayFirst
}

function readYear(cursor: Cursor): number | undefined {
  skip(cursor, "'’")
  const { digits, number } = peek(cursor)
  if (digits !== 4 && digits !== 2) return undefined
  cursor.at++
  if (digits === 4) return number
  return number < 70 ? 2000 + number : 1900 + number
}

/** A time after the date, behind `T`, `at`, a comma or nothing. */
function readLaterTime(cursor: Cursor): number | undefined {
  skip(cursor, ',|-–—')
  const compact = peek(cursor).word === 't' && peek(cursor, 1)
  if (compact && (compact.digits === 6 || compact.digits === 4)) {
    cursor.at += 2
    const seconds = compact.digits === 6 ? compact.number : compact.number * 100
    return clockOf(cursor, Math.floor(seconds / 10000), Math.floor(seconds / 100) % 100, seconds % 100, 0)
  }
  while (['t', 'at', ',', '('].includes(peek(cursor).word) || isPrefixOf(peek(cursor).word, weekdays)) cursor.at++
  return readTime(cursor)
}

/** `15:01:01.79`, `10:30 a.m. EDT`, `3 pm`, in milliseconds of the UTC day of the date (negative or beyond it with a zone); undefined where no time stands. */
function readTime(cursor: Cursor): number | undefined {
  const { at } = cursor
  const hour = peek(cursor)
  if (hour.digits !== 1 && hour.digits !== 2) return undefined
  cursor.at++
  let minute = 0
  let second = 0
  let fraction = 0
  const hasMinute = peek(cursor).word === ':' && peek(cursor, 1).digits === 2
  if (hasMinute) {
    minute = peek(cursor, 1).number
    cursor.at += 2
    if (peek(cursor).word === ':' && peek(cursor, 1).digits === 2) {
      second = peek(cursor, 1).number
      cursor.at += 2
      const part = peek(cursor, 1)
      if ((peek(cursor).word === '.' || peek(cursor).word === ',') && part.digits > 0 && part.digits !== 4) {
        fraction = Math.floor((part.number / 10 ** part.digits) * 1000)
        cursor.at += 2
      }
    }
  }
  const half = readHalf(cursor)
  if (!hasMinute && half === undefined) cursor.at = at
  if (!hasMinute && half === undefined) return undefined
  if (half !== undefined && (hour.number < 1 || hour.number > 12)) return undefined
  const hours = half === undefined ? hour.number : (hour.number % 12) + half
  return clockOf(cursor, hours, minute, second, fraction)
}

/** 0 for `am` and `a.m.`, 12 for `pm` and `p.m.`. */
function readHalf(cursor: Cursor): number | undefined {
  const { word } = peek(cursor)
  const dotted = (word === 'a' || word === 'p') && peek(cursor, 1).word === '.' && peek(cursor, 2).word === 'm'
  if (!dotted && word !== 'am' && word !== 'pm') return undefined
  cursor.at += dotted ? 3 : 1
  if (dotted) skip(cursor, '.')
  return word[0] === 'p' ? 12 : 0
}

function clockOf(cursor: Cursor, hour: number, minute: number, second: number, fraction: number): number | undefined {
  const zone = readZone(cursor)
  if (hour > 23 || minute > 59 || second > 60) return undefined
  return ((hour * 60 + minute - zone) * 60 + second) * 1000 + fraction
}

function readZone(cursor: Cursor): number {
  if (peek(cursor).word === '(') cursor.at++
  const name = peek(cursor).word
  const named = zones.get(name)
  if (named !== undefined || name === 'z' || name === 'utc' || name === 'gmt') cursor.at++
  if (named !== undefined) return named
  const sign = peek(cursor).word
  const offset = peek(cursor, 1)
  if ((sign !== '+' && sign !== '-' && sign !== '−') || (offset.digits !== 2 && offset.digits !== 4)) return 0
  cursor.at += 2
  let minutes = offset.digits === 2 ? offset.number * 60 : Math.floor(offset.number / 100) * 60 + (offset.number % 100)
  if (offset.digits === 2 && peek(cursor).word === ':' && peek(cursor, 1).digits === 2) {
    minutes += peek(cursor, 1).number
    cursor.at += 2
  }
  return sign === '+' ? minutes : -minutes
}

function reading({ year, month, day }: Day, clock: number | undefined): DateReading {
  if (year < 1000 || (month !== undefined && (month < 1 || month > 12))) return unreadable
  const midnight = Date.UTC(year, (month ?? 1) - 1, day ?? 1)
  if (day !== undefined && new Date(midnight).getUTCDate() !== day) return unreadable
  const time = midnight + (clock ?? 0)
  const iso = new Date(time).toISOString()
  if (clock !== undefined) return { time, iso, ambiguous: false }
  const length = day === undefined ? (month === undefined ? 4 : 7) : 10
  return { time, iso: iso.slice(0, length), ambiguous: false }
}

/** A year, a day (`20171102`), or what clocks count: seconds below 10^11 (the year 5138), else milliseconds. */
function fromNumber(given: number): DateReading {
  if (Number.isInteger(given) && given >= 1000 && given <= 9999) return reading({ year: given }, undefined)
  if (Number.isInteger(given) && given >= 1e7 && given < 1e8) return reading(compactDay(given), undefined)
  const time = Math.abs(given) < 1e11 ? given * 1000 : given
  if (!(Math.abs(given) >= 1e8) || !(Math.abs(time) <= lastTime)) return unreadable
  const whole = Math.floor(time)
  return { time: whole, iso: new Date(whole).toISOString(), ambiguous: false }
}

function monthOf(word: string): number | undefined {
  const index = word === 'sept' ? 8 : indexOfPrefix(word, months)
  return index < 0 ? undefined : index + 1
}

function isPrefixOf(word: string, names: readonly string[]): boolean {
  return indexOfPrefix(word, names) >= 0
}

/** Three letters are enough: `nov`, `thu`. */
function indexOfPrefix(word: string, names: readonly string[]): number {
  return word.length < 3 ? -1 : names.findIndex((name) => name.startsWith(word))
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}

function isLetter(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122)
}
