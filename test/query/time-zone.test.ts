// Days of a time zone: where they begin and end, also when clocks are set; what now, its roundings and times without a zone mean there.
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { Index } from '../../src/index/index.js'
import { instantOf } from '../../src/query/time-zone.js'
import { spanBetween, spanOf } from '../../src/query/values.js'
import { atMoment } from '../oracle/days.js'

/** Date, zone, first and last millisecond. */
const rows: [string, string | undefined, string, string][] = [
  ['2017-01-01', undefined, '2017-01-01T00:00:00.000Z', '2017-01-01T23:59:59.999Z'],
  ['2017-01-01', 'UTC', '2017-01-01T00:00:00.000Z', '2017-01-01T23:59:59.999Z'],
  ['2017-01-01', 'Europe/Berlin', '2016-12-31T23:00:00.000Z', '2017-01-01T22:59:59.999Z'],
  // clocks are set forward: 23 hours; back: 25
  ['2017-03-26', 'Europe/Berlin', '2017-03-25T23:00:00.000Z', '2017-03-26T21:59:59.999Z'],
  ['2017-10-29', 'Europe/Berlin', '2017-10-28T22:00:00.000Z', '2017-10-29T22:59:59.999Z'],
  ['2017', 'America/New_York', '2017-01-01T05:00:00.000Z', '2018-01-01T04:59:59.999Z'],
  ['2017-03', 'Asia/Kathmandu', '2017-02-28T18:15:00.000Z', '2017-03-31T18:14:59.999Z'],
  // no midnight there, and a day that there was not
  ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z', '2018-11-05T01:59:59.999Z'],
  ['2011-12-30', 'Pacific/Apia', '2011-12-30T10:00:00.000Z', '2011-12-30T09:59:59.999Z'],
  // two midnights: the first
  ['2017-11-05', 'America/Havana', '2017-11-05T04:00:00.000Z', '2017-11-06T04:59:59.999Z'],
  ['2017-07-01T12:00', 'Europe/Berlin', '2017-07-01T10:00:00.000Z', '2017-07-01T10:00:00.000Z'],
  ['2017-07-01T12:00Z', 'Europe/Berlin', '2017-07-01T12:00:00.000Z', '2017-07-01T12:00:00.000Z'],
  ['2017-07-01T12:00:00.5-05:00', 'Europe/Berlin', '2017-07-01T17:00:00.500Z', '2017-07-01T17:00:00.500Z'],
  ['2017-10-29T02:30', 'Europe/Berlin', '2017-10-29T00:30:00.000Z', '2017-10-29T00:30:00.000Z'],
]

for (const [text, zone, from, to] of rows) {
  test(`${text} in ${zone}`, () => {
    const span = spanOf('date', text, zone)
    assert.equal(
      [span?.from, span?.to].map((at) => new Date(at as number).toISOString()),
      [from, to],
    )
  })
}

test('now is rounded to the units of the zone', () => {
  const kiritimati = spanOf('date', 'now/d', 'Pacific/Kiritimati')
  const utc = spanOf('date', 'now/d')
  for (const span of [kiritimati, utc]) {
    assert.is((span?.to ?? 0) - (span?.from ?? 0), 86_400_000 - 1)
    assert.ok((span?.from ?? Infinity) <= Date.now() && Date.now() <= (span?.to ?? 0))
  }
  assert.is((utc?.from ?? 1) % 86_400_000, 0)
  assert.is(((kiritimati?.from ?? 1) + 14 * 3_600_000) % 86_400_000, 0)
  const week = spanOf('date', 'now-1w/w', 'UTC')
  assert.is(new Date(week?.from ?? 0).getUTCDay(), 1)
  const month = spanOf('date', 'now/M', 'Europe/Berlin')
  assert.is(month?.from, instantOf(new Date(month?.from ?? 0).setUTCHours(24, 0, 0, 0), 'Europe/Berlin'))
  const year = spanOf('date', 'now/y')
  assert.is(new Date(year?.from ?? 0).toISOString().slice(4), '-01-01T00:00:00.000Z')
  assert.is(spanOf('date', 'now/x'), undefined)
  assert.is(spanBetween('date', 'now-1d/d', 'now/d', false, true)?.to, (utc?.from ?? 0) - 2 ** -12)
})

test('months and years on from now: the same day, or the last; an hour that clocks show twice is the one of the two that it is', () => {
  const rows: [now: string, text: string, zone: string | undefined, from: string, to?: string][] = [
    ['2018-03-31T10:00:00Z', 'now-1M', undefined, '2018-02-28T10:00:00.000Z'],
    ['2018-03-31T10:00:00Z', 'now-1M/M', undefined, '2018-02-01T00:00:00.000Z', '2018-02-28T23:59:59.999Z'],
    ['2018-03-31T23:30:00Z', 'now-1M/M', 'Europe/Berlin', '2018-02-28T23:00:00.000Z', '2018-03-31T21:59:59.999Z'],
    ['2016-02-29T10:00:00Z', 'now+1y', undefined, '2017-02-28T10:00:00.000Z'],
    ['2016-02-29T10:00:00Z', 'now+4y', undefined, '2020-02-29T10:00:00.000Z'],
    ['2017-10-29T01:30:15Z', 'now/m', 'Europe/Berlin', '2017-10-29T01:30:00.000Z', '2017-10-29T01:30:59.999Z'],
    ['2017-10-29T00:30:15Z', 'now/h', 'Europe/Berlin', '2017-10-29T00:00:00.000Z', '2017-10-29T00:59:59.999Z'],
    ['2017-10-29T00:30:15Z', 'now/h', 'Asia/Kathmandu', '2017-10-29T00:15:00.000Z', '2017-10-29T01:14:59.999Z'],
  ]
  for (const [now, text, zone, from, to = from] of rows) {
    const span = atMoment(Date.parse(now), () => spanOf('date', text, zone))
    assert.equal(
      [span?.from, span?.to].map((at) => new Date(at as number).toISOString()),
      [from, to],
      `${text} at ${now} in ${zone}`,
    )
  }
})

test('a search asks for the days of its zone', () => {
  const index = new Index({ fields: { body: {}, published: { type: 'date' } } })
  index.add({ id: 1, body: 'a', published: '2016-12-31T23:30:00Z' })
  const found = (query: string, timeZone?: string) => index.search(query, { ...(timeZone !== undefined && { timeZone }) }).count
  for (const [query, here, there] of [
    ['published:2017', 0, 1],
    ['published:2017-01-01', 0, 1],
    ['published:[2017-01-01 TO 2017-01-01]', 0, 1],
    ['published:{2017-01-01 TO *]', 0, 0],
    ['published:>=2017-01-01T00:30', 0, 1],
    ['published:<now/d', 1, 1],
  ] as const) {
    assert.is(found(query), here, query)
    assert.is(found(query, 'Europe/Berlin'), there, `${query} there`)
  }
})

test.run()
