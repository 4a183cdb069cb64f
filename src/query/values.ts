// How a value written in a query reads in a number or date field.

import { dateSpan } from '../analysis/dates.js'
import type { FieldType } from '../schema.js'

/** Two numbers, both included. */
export interface Span {
  from: number
  to: number
}

/** What `text` covers in a field of `type`: a number itself, a day its milliseconds; undefined where it is neither a number nor a date. */
export function spanOf(type: FieldType, text: string): Span | undefined {
  if (type === 'date') return dateSpan(text.trim())
  const number = /\S/.test(text) ? Number(text) : Number.NaN
  return type === 'number' && Number.isFinite(number) ? { from: number, to: number } : undefined
}

/**
 * What the two bounds of a range cover, an absent one being infinite; undefined where one cannot be read.
 * A number is itself: in a date field, milliseconds.
 */
export function spanBetween(type: FieldType, from: number | string | undefined, to: number | string | undefined): Span | undefined {
  const low = from === undefined ? Number.NEGATIVE_INFINITY : typeof from === 'number' ? from : spanOf(type, from)?.from
  const high = to === undefined ? Number.POSITIVE_INFINITY : typeof to === 'number' ? to : spanOf(type, to)?.to
  return low === undefined || high === undefined ? undefined : { from: low, to: high }
}

/** What is expected of a value in a field of `type`, for messages. */
export function valueName(type: FieldType): string {
  return type === 'date' ? 'a date like 2017, 2017-03 or 2017-03-31' : 'a number'
}
