// How a value written in a query reads in a number or date field.

import { dateSpan } from '../analysis/dates.js'
import type { FieldType } from '../schema.js'
import { instantOf, wallOf } from './time-zone.js'

/** Two numbers, both included. */
export interface Span {
  from: number
  to: number
}

/**
 * What `text` covers in a field of `type`: a number itself, a day its milliseconds, `now-7d` one; undefined where it is neither a number nor a date.
 * Days, and times without a zone of their own, are those of the time zone `zone`; without it, of UTC.
 */
export function spanOf(type: FieldType, text: string, zone?: string): Span | undefined {
  if (type === 'date') return relativeSpan(text.trim(), zone) ?? zoned(text.trim(), zone)
  const number = /\S/.test(text) ? Number(text) : Number.NaN
  return type === 'number' && Number.isFinite(number) ? { from: number, to: number } : undefined
}

/**
 * What the two bounds of a range cover, an absent one being infinite; undefined where one cannot be read. A number is itself: in a date field,
 * milliseconds. A bound that is left out (`above`, `below`) is left out whole: after 2016 is from 2017 on.
 */
export function spanBetween(
  type: FieldType,
  from: number | string | undefined,
  to: number | string | undefined,
  above = false,
  below = false,
  zone?: string,
): Span | undefined {
  const read = (bound: number | string) => (typeof bound === 'number' ? { from: bound, to: bound } : spanOf(type, bound, zone))
  const low = from === undefined ? undefined : read(from)
  const high = to === undefined ? undefined : read(to)
  if ((from !== undefined && low === undefined) || (to !== undefined && high === undefined)) return undefined
  return {
    from: low === undefined ? Number.NEGATIVE_INFINITY : above ? nextAbove(low.to) : low.from,
    to: high === undefined ? Number.POSITIVE_INFINITY : below ? -nextAbove(-high.from) : high.to,
  }
}

const floats = new DataView(new ArrayBuffer(8))

/** The least number greater than `value`. */
function nextAbove(value: number): number {
  if (value === 0) return Number.MIN_VALUE
  floats.setFloat64(0, value)
  floats.setBigInt64(0, floats.getBigInt64(0) + (value > 0 ? 1n : -1n))
  return floats.getFloat64(0)
}

/** A date with a time and a zone of its own. */
const ownZone = /[Tt ]\d{2}[\d:.,]* ?(?:[Zz]|[+-]\d{2}(?::?\d{2})?)$/

function zoned(text: string, zone: string | undefined): Span | undefined {
  const span = dateSpan(text)
  if (span === undefined || zone === undefined || ownZone.test(text)) return span
  // the last of the milliseconds of a day is the one before the next day
  return span.from === span.to
    ? pointed(instantOf(span.from, zone))
    : { from: instantOf(span.from, zone), to: instantOf(span.to + 1, zone) - 1 }
}

const relative = /^now(?:([+-])(\d{1,6})([smhdwMy]))?(?:\/([smhdwMy]))?$/
const units: ReadonlyMap<string, number> = new Map([
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
  ['w', 7 * 86_400_000],
])

/**
 * The instant that `now`, `now-7d` or `now+1M` names: seconds, minutes, hours, days, weeks, months (M) or years from this moment, a month that has no such
 * day counting by its last; or all of the day, week (from Monday), month ... around it, of which `now/d` and `now-1M/M` tell the unit.
 */
function relativeSpan(text: string, zone: string | undefined): Span | undefined {
  const parts = relative.exec(text)
  if (parts === null) return undefined
  const [, sign, count = '0', unit = 's', whole] = parts
  const distance = Number(count) * (sign === '-' ? -1 : 1)
  const milliseconds = units.get(unit)
  const now = Date.now()
  const instant = milliseconds !== undefined ? now + distance * milliseconds : instantOf(moved(wallOf(now, zone), unit, distance), zone)
  if (Number.isNaN(new Date(instant).getTime())) return undefined
  if (whole === undefined) return pointed(instant)
  const wall = wallOf(instant, zone)
  const start = startOf(wall, whole)
  const length = units.get(whole)
  // an hour that clocks show twice, as they are set back, is there twice
  if (length !== undefined && length <= 3_600_000) return { from: instant - (wall - start), to: instant - (wall - start) + length - 1 }
  const end = length === undefined ? moved(start, whole, 1) : start + length
  return Number.isNaN(end) ? undefined : { from: instantOf(start, zone), to: instantOf(end, zone) - 1 }
}

function pointed(instant: number): Span {
  return { from: instant, to: instant }
}

/** So many months or years on: the same day, or the last where there is no such day, so that a month after the 31st is never two. */
function moved(wall: number, unit: string, distance: number): number {
  const date = new Date(wall)
  const day = date.getUTCDate()
  date.setUTCDate(1)
  if (unit === 'M') date.setUTCMonth(date.getUTCMonth() + distance)
  else date.setUTCFullYear(date.getUTCFullYear() + distance)
  const month = date.getUTCMonth()
  date.setUTCDate(day)
  return date.getUTCMonth() === month ? date.getTime() : date.setUTCDate(0)
}

/** When the second, day, month ... began that a clock is in. */
function startOf(wall: number, unit: string): number {
  const date = new Date(wall)
  if (unit === 'M') return Date.UTC(date.getUTCFullYear(), date.getUTCMonth())
  if (unit === 'y') return Date.UTC(date.getUTCFullYear(), 0)
  const length = units.get(unit) as number
  // 1970 began on a Thursday
  const monday = unit === 'w' ? 4 * 86_400_000 : 0
  return Math.floor((wall - monday) / length) * length + monday
}

const time = /^(\d{1,9}(?:\.\d{1,9})?)([smhdw])$/

/** How far a distance in a field of `type` is: of dates in milliseconds, `30d` included; undefined where it is none, or below 0. */
export function distanceOf(type: FieldType, given: number | string): number | undefined {
  const parts = type === 'date' && typeof given === 'string' ? time.exec(given) : null
  const isNumber = typeof given === 'number' || (typeof given === 'string' && given.trim() !== '')
  const distance = parts !== null ? Number(parts[1]) * (units.get(parts[2]) as number) : isNumber ? Number(given) : Number.NaN
  return distance >= 0 && distance <= 1e15 ? distance : undefined
}

/** What is expected of a value in a field of `type`, for messages. */
export function valueName(type: FieldType): string {
  return type === 'date' ? 'a date like 2017, 2017-03, 2017-03-31 or now-7d' : type === 'keyword' ? 'a value' : 'a number'
}
