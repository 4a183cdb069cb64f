// Wall clocks of time zones: which instant a day begins there. What Intl knows of a zone, daylight saving included, decides.

/** A clock that shows what the clocks of a zone show; milliseconds since 1970, as if that were UTC. */
const formats = new Map<string, Intl.DateTimeFormat>()

/** The most zones that are kept at hand. */
const mostZones = 64

/** The clock of a zone by its IANA name, as `Europe/Berlin`. @throws RangeError where there is no such zone */
export function clockOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    if (formats.size >= mostZones) formats.clear()
    formats.set(zone, format)
  }
  return format
}

/** What the clocks of a zone show at an instant: milliseconds since 1970 as if that were UTC. */
export function wallOf(instant: number, zone: string | undefined): number {
  return zone === undefined ? instant : instant + offsetAt(instant, zone)
}

/**
 * The instant at which the clocks of a zone show `wall`: of two, when they are set back, the first; where they are set forward past it, the moment they
 * are.
 */
export function instantOf(wall: number, zone: string | undefined): number {
  if (zone === undefined || !Number.isFinite(wall)) return wall
  const before = offsetAt(wall - 86_400_000, zone)
  const after = offsetAt(wall + 86_400_000, zone)
  const first = wall - Math.max(before, after)
  if (offsetAt(first, zone) === Math.max(before, after)) return first
  const other = wall - Math.min(before, after)
  return offsetAt(other, zone) === Math.min(before, after) ? other : wall - before
}

function offsetAt(instant: number, zone: string): number {
  const clamped = Math.max(-8.64e15, Math.min(8.64e15, instant))
  const second = Math.floor(clamped / 1000) * 1000
  const shown = new Map(
    clockOf(zone)
      .formatToParts(Math.max(second, -8.64e15))
      .map(({ type, value }) => [type, value]),
  )
  const number = (type: Intl.DateTimeFormatPartTypes) => Number(shown.get(type))
  const year = shown.get('era')?.startsWith('B') === true ? 1 - number('year') : number('year')
  const wall = new Date(0)
  wall.setUTCFullYear(year, number('month') - 1, number('day'))
  wall.setUTCHours(number('hour'), number('minute'), number('second'))
  return wall.getTime() - second || 0
}
