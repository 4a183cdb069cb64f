// Days, weeks, months and years as numbers that ascend with time: where an instant falls, and where a period begins. UTC, proleptic Gregorian.

/** Periods that dates can be counted by. */
export type Period = 'day' | 'week' | 'month' | 'year'

const day = 86_400_000

/** The number of the period that an instant falls in. */
export function periodOf(instant: number, period: Period): number {
  const days = Math.floor(instant / day)
  if (period === 'day') return days
  // day 0 was a Thursday
  if (period === 'week') return Math.floor((days + 3) / 7)
  const date = new Date(instant)
  const year = date.getUTCFullYear()
  return period === 'year' ? year : year * 12 + date.getUTCMonth()
}

/** The instant that a period begins with. */
export function startOf(number: number, period: Period): number {
  if (period === 'day') return number * day
  if (period === 'week') return (number * 7 - 3) * day
  const [year, month] = period === 'year' ? [number, 0] : [Math.floor(number / 12), ((number % 12) + 12) % 12]
  // Date.UTC takes years below 100 for those of the last century
  const date = new Date(0)
  date.setUTCFullYear(year, month, 1)
  return date.getTime()
}

/** A period as a query has it: `2017-11`, `2017`, `2017-11-06` for a day and for the Monday of a week. */
export function periodName(number: number, period: Period): string {
  const [date] = new Date(startOf(number, period)).toISOString().split('T')
  if (period === 'year') return date.slice(0, -6)
  return period === 'month' ? date.slice(0, -3) : date
}
