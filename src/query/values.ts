// How a value written in a query reads in a number or date field.

import { dateSpan } from '../analysis/dates.js'
import type { FieldType } from '../schema.js'

/** Two numbers, both included. */
export interface Span {
  from: number
  to: number
}

/** What `text` covers in a field of `type`: a number itself, a day its milliseconds, `now-7d` one; undefined where it is neither a number nor a date. */
export function spanOf(type: FieldType, text: string): Span | undefined {
  if (type === 'date') return relativeSpan(text.trim()) ?? dateSpan(text.trim())
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
): Span | undefined {
  const read = (bound: number | string) => (typeof bound === 'number' ? { from: bound, to: bound } : spanOf(type, bound))
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

const relative = /^now(?:([+-])(\d{1,6})([smhdwMy]))?$/
const units: ReadonlyMap<string, number> = new Map([
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
  ['w', 7 * 86_400_000],
])

/** The instant that `now`, `now-7d` or `now+1M` names: seconds, minutes, hours, days, weeks, months (M) or years from this moment. */
function relativeSpan(text: string): Span | undefined {
  const parts = relative.exec(text)
  if (parts === null) return undefined
  const [, sign, count = '0', unit = 's'] = parts
  const distance = Number(count) * (sign === '-' ? -1 : 1)
  const then = new Date()
  const milliseconds = units.get(unit)
  if (milliseconds !== undefined) then.setTime(then.getTime() + distance * milliseconds)
  else if (unit === 'M') then.setUTCMonth(then.getUTCMonth() + distance)
  else then.setUTCFullYear(then.getUTCFullYear() + distance)
  const instant = then.getTime()
  return Number.isNaN(instant) ? undefined : { from: instant, to: instant }
}

/** What is expected of a value in a field of `type`, for messages. */
export function valueName(type: FieldType): string {
  return type === 'date' ? 'a date like 2017, 2017-03, 2017-03-31 or now-7d' : type === 'keyword' ? 'a value' : 'a number'
}
