// Dates in prose (`on the evening of Thursday the 2nd of November, 2017`), read by chrono-node; loaded only for what our own reader cannot read.

import { strict } from 'chrono-node/en'
import type { ParsedArticle } from './article.js'

/** Longer texts are not dates; chrono's patterns are not linear in theory. */
const maxLength = 200

/** Any moment will do: what needs one (`yesterday`) is not read. */
const reference = new Date(0)

/** Reads the date of an article that was given in prose, and takes back the problem; only where day, month and year are all said. */
export function withProseDate(parsed: ParsedArticle): ParsedArticle {
  const { article, origin } = parsed
  const reading = article?.publishedText === undefined ? undefined : readProseDate(article.publishedText)
  if (article === undefined || reading === undefined) return parsed
  return { article: { ...article, published: reading.iso, publishedTime: reading.time }, origin }
}

/** The first whole date in a text, in UTC where it names no zone: to the day, or to the millisecond where it tells the hour. */
export function readProseDate(text: string): { time: number; iso: string } | undefined {
  // Numbers alone have two readings: chrono would guess.
  if (text.length > maxLength || !/[a-z]{3}/i.test(text)) return undefined
  const start = strict
    .parse(text, { instant: reference, timezone: 0 })
    .find(({ start }) => ['day', 'month', 'year'].every((part) => start.isCertain(part as 'day')))?.start
  if (start === undefined || /\d\s*[/.-]\s*\d{1,2}\s*[/.-]/.test(text)) return undefined
  const part = (name: 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'millisecond' | 'timezoneOffset') => start.get(name) ?? 0
  const year = part('year')
  if (year < 1000 || year > 9999) return undefined
  const midnight = Date.UTC(year, part('month') - 1, part('day'))
  if (!start.isCertain('hour')) return { time: midnight, iso: new Date(midnight).toISOString().slice(0, 10) }
  const minutes = part('hour') * 60 + part('minute') - part('timezoneOffset')
  const time = midnight + (minutes * 60 + part('second')) * 1000 + part('millisecond')
  return { time, iso: new Date(time).toISOString() }
}
