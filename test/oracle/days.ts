// What dates of a query mean, from its documentation: which milliseconds a day of a time zone, or one counted from now, has. The clocks of a zone are
// known as stretches of time between two moments at which they are set, and looked through from the first.

/** Milliseconds, both included. */
export interface Days {
  from: number
  to: number
}

/** A stretch of time in which the clocks of a zone differ from those of UTC by `offset` milliseconds. */
interface Stretch {
  from: number
  to: number
  offset: number
}

const hour = 3_600_000
const day = 24 * hour
const [first, last] = [Date.UTC(2008, 0), Date.UTC(2032, 0)]
const known = new Map<string, readonly Stretch[]>()

/** How far the clocks of a zone are from those of UTC, as Intl writes it out: `GMT+5:45`. */
function offsetsOf(zone: string): (instant: number) => number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
  return (instant) => {
    const parts = /GMT(?:([+-])(\d+):(\d+))?/.exec(format.format(instant))
    if (parts === null) throw new Error(`no offset of ${zone} in ${format.format(instant)}`)
    const [, sign, hours = '0', minutes = '0'] = parts
    return (sign === '-' ? -1 : 1) * (Number(hours) * hour + Number(minutes) * 60_000)
  }
}

function stretchesOf(zone: string): readonly Stretch[] {
  const found = known.get(zone)
  if (found !== undefined) return found
  const offsetAt = offsetsOf(zone)
  const stretches: Stretch[] = [{ from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY, offset: offsetAt(first) }]
  for (let at = first; at < last; at += day) {
    const next = offsetAt(at + day)
    const before = stretches[stretches.length - 1]
    if (next === before.offset) continue
    let [low, high] = [at, at + day]
    while (high - low > 1000) {
      const middle = low + 1000 * Math.floor((high - low) / 2000)
      if (offsetAt(middle) === before.offset) low = middle
      else high = middle
    }
    before.to = high
    stretches.push({ from: high, to: Number.POSITIVE_INFINITY, offset: next })
  }
  known.set(zone, stretches)
  return stretches
}

/** The first moment at which the clocks of a zone show `wall`, or later where they never show it; what they show is written as if they were UTC's. */
function firstShown(wall: number, zone: string): number {
  for (const { from, to, offset } of stretchesOf(zone)) if (wall < to + offset) return Math.max(from, wall - offset)
  throw new Error(`${wall} is never`)
}

/** What the clocks of a zone show at a moment, as if they were UTC's. */
function shownAt(moment: number, zone: string): number {
  const { offset } = stretchesOf(zone).find(({ from, to }) => moment >= from && moment < to) as Stretch
  return moment + offset
}

/** A year, month or day is all of its milliseconds in the zone; a time is one, in the zone where it names none itself. `now` is the moment of the question. */
export function daysOf(text: string, zone: string, now: number): Days {
  if (text.startsWith('now')) return daysFromNow(text, zone, now)
  const parts = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(text.trim())
  if (parts === null) {
    const isOwn = /Z$|[+-]\d\d:\d\d$/.test(text)
    const moment = isOwn ? Date.parse(text) : firstShown(Date.parse(`${text}Z`), zone)
    return { from: moment, to: moment }
  }
  const [, year, month, date] = parts
  const from = Date.UTC(Number(year), month === undefined ? 0 : Number(month) - 1, date === undefined ? 1 : Number(date))
  return between(from, stepped(from, date !== undefined ? 'd' : month !== undefined ? 'M' : 'y', 1), zone)
}

/** From when the clocks of a zone first show one thing until before they first show another. */
function between(from: number, to: number, zone: string): Days {
  return { from: firstShown(from, zone), to: firstShown(to, zone) - 1 }
}

const lengths: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: hour, d: day, w: 7 * day }

/** So many units on; months and years keep the day, or have their last where they have no such day. */
function stepped(wall: number, unit: string, count: number): number {
  if (lengths[unit] !== undefined) return wall + count * lengths[unit]
  const date = new Date(wall)
  const month = date.getUTCMonth() + count * (unit === 'y' ? 12 : 1)
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), month + 1, 0)).getUTCDate()
  return Date.UTC(date.getUTCFullYear(), month, Math.min(date.getUTCDate(), lastDay)) + (wall - Math.floor(wall / day) * day)
}

/** `now`, a distance from it (months and years by the calendar of the zone, all else as time passes), or the whole unit that this is in. */
function daysFromNow(text: string, zone: string, now: number): Days {
  const [, sign, count = '0', unit = 's', whole] = /^now(?:([+-])(\d+)(\w))?(?:\/(\w))?$/.exec(text) ?? []
  const distance = Number(`${sign ?? ''}${count}`)
  const moment =
    lengths[unit] !== undefined ? now + distance * lengths[unit] : firstShown(stepped(shownAt(now, zone), unit, distance), zone)
  if (whole === undefined) return { from: moment, to: moment }
  const wall = shownAt(moment, zone)
  if (whole === 's' || whole === 'm' || whole === 'h') {
    const from = moment - (wall - Math.floor(wall / lengths[whole]) * lengths[whole])
    return { from, to: from + lengths[whole] - 1 }
  }
  const midnight = Math.floor(wall / day) * day
  const date = new Date(midnight)
  if (whole === 'd') return between(midnight, midnight + day, zone)
  // Sunday is 0
  const monday = midnight - ((date.getUTCDay() + 6) % 7) * day
  if (whole === 'w') return between(monday, monday + 7 * day, zone)
  const begun = Date.UTC(date.getUTCFullYear(), whole === 'M' ? date.getUTCMonth() : 0)
  return between(begun, stepped(begun, whole, 1), zone)
}

/** Runs something at a moment that stands still. */
export function atMoment<T>(moment: number, run: () => T): T {
  const { now } = Date
  Date.now = () => moment
  try {
    return run()
  } finally {
    Date.now = now
  }
}
