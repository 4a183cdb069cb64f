// Dates and instants from what a document or a query holds: numbers of milliseconds since 1970, in UTC where no zone is given.

/** Both ends included, in milliseconds since 1970. */
export interface DateSpan {
  from: number
  to: number
}

const isoDate = /^(\d{4}|[+-]\d{6})(?:-(\d{2})(?:-(\d{2}))?)?$/
const isoInstant = /^(\d{4}|[+-]\d{6})-(\d{2})-(\d{2})[Tt ](\d{2}):?(\d{2})(?::?(\d{2})(?:[.,](\d{1,9}))?)? ?([Zz]|[+-]\d{2}(?::?\d{2})?)?$/
// RFC 2822, with the hyphens of RFC 850 and of old wire copy (`26-FEB-1987 15:01:01.79`) allowed for spaces.
const namedMonth =
  /^(?:[A-Za-z]{3,9},? +)?(\d{1,2})[ -]([A-Za-z]{3})[ -](\d{4}|\d{2})(?: +(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)?(?: *([+-]\d{4}|[A-Za-z]{1,3}))?(?: *\([^()]*\))?$/
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
// The zones that RFC 2822 names, in hours; any other name means nothing certain.
const zones: ReadonlyMap<string, number> = new Map([
  ['z', 0],
  ['ut', 0],
  ['utc', 0],
  ['gmt', 0],
  ['edt', -4],
  ['est', -5],
  ['cdt', -5],
  ['cst', -6],
  ['mdt', -6],
  ['mst', -7],
  ['pdt', -7],
  ['pst', -8],
])
const maxInstant = 8.64e15
const maxLength = 100

/**
 * Gives the instant that `value` is, in milliseconds since 1970, or undefined: a Date, a finite number of milliseconds within what a Date holds, or
 * text in ISO 8601 or RFC 2822. No local time and no guessing of order: without a zone it is UTC, and `12/04/2017` is undefined, as is 30 February.
 */
export function parseInstant(value: unknown): number | undefined {
  if (typeof value === 'number') return inRange(value)
  if (typeof value === 'string') {
    if (value.length > maxLength) return undefined
    const text = value.trim()
    return dateSpan(text)?.from ?? parseNamed(text)
  }
  return value instanceof Date ? inRange(value.getTime()) : undefined
}

/** Gives the whole year, month or day (UTC) that `text` names as ISO 8601, or the one instant where it has a time; else undefined. */
export function dateSpan(text: string): DateSpan | undefined {
  const date = isoDate.exec(text)
  if (date === null) {
    const instant = parseIso(text)
    return instant === undefined ? undefined : { from: instant, to: instant }
  }
  const [, year, month, day] = date
  const first = utc(Number(year), Number(month ?? 1), Number(day ?? 1))
  if (first === undefined || year === '-000000') return undefined
  const next = new Date(first)
  if (day !== undefined) next.setUTCDate(next.getUTCDate() + 1)
  else if (month !== undefined) next.setUTCMonth(next.getUTCMonth() + 1)
  else next.setUTCFullYear(next.getUTCFullYear() + 1)
  // Past the last day that a Date holds there is no next one.
  const end = Number.isNaN(next.getTime()) ? maxInstant : next.getTime() - 1
  return { from: first, to: end }
}

function parseIso(text: string): number | undefined {
  const parts = isoInstant.exec(text)
  if (parts === null || parts[1] === '-000000') return undefined
  const [, year, month, day, hour, minute, second, fraction, zone] = parts
  const offset = zone === undefined ? 0 : offsetOf(zone)
  return instant(utc(Number(year), Number(month), Number(day)), hour, minute, second, fraction, offset)
}

function parseNamed(text: string): number | undefined {
  const parts = namedMonth.exec(text)
  if (parts === null) return undefined
  const [, day, name, year, hour, minute, second, fraction, zone] = parts
  const month = months.indexOf(name.toLowerCase()) + 1
  const offset = zone === undefined ? 0 : offsetOf(zone)
  if (month === 0) return undefined
  // RFC 2822, 4.3: two digits below 50 are of this century.
  const century = year.length > 2 ? 0 : Number(year) < 50 ? 2000 : 1900
  return instant(utc(century + Number(year), month, Number(day)), hour ?? '0', minute ?? '0', second, fraction, offset)
}

function instant(
  day: number | undefined,
  hour: string,
  minute: string,
  second: string | undefined,
  fraction: string | undefined,
  offset: number | undefined,
): number | undefined {
  if (day === undefined || offset === undefined) return undefined
  const [hours, minutes, seconds] = [Number(hour), Number(minute), Number(second ?? 0)]
  const milliseconds = Number((fraction ?? '').slice(0, 3).padEnd(3, '0'))
  const isMidnight = hours === 24 && minutes === 0 && seconds === 0 && milliseconds === 0
  if ((hours > 23 && !isMidnight) || minutes > 59 || seconds > 59) return undefined
  return inRange(day + ((hours * 60 + minutes - offset) * 60 + seconds) * 1000 + milliseconds)
}

/** Minutes east of Greenwich. */
function offsetOf(zone: string): number | undefined {
  if (zone[0] !== '+' && zone[0] !== '-') {
    const hours = zones.get(zone.toLowerCase())
    return hours === undefined ? undefined : hours * 60
  }
  const digits = zone.slice(1).replace(':', '')
  const [hours, minutes] = [Number(digits.slice(0, 2)), Number(digits.slice(2) || 0)]
  if (hours > 23 || minutes > 59) return undefined
  return (hours * 60 + minutes) * (zone[0] === '-' ? -1 : 1)
}

/** The start of a day, or undefined where the calendar has no such day. Months count from 1. */
function utc(year: number, month: number, day: number): number | undefined {
  // Date.UTC takes years below 100 for the twentieth century.
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  const isDay = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return isDay ? date.getTime() : undefined
}

function inRange(milliseconds: number): number | undefined {
  // Adding 0 turns -0 into 0.
  return Math.abs(milliseconds) <= maxInstant ? Math.trunc(milliseconds) + 0 : undefined
}
