// How often something is written about, month by month: matches by period, beside all documents of the period.

import type { Plan } from '../bytes/plan.js'
import { quote, RostrumError } from '../errors.js'
import type { Query } from '../query/query.js'
import type { Schema } from '../schema.js'
import type { FacetValue } from '../search/facets.js'
import type { SearchOptions } from '../search/options.js'
import { type Period, periodName, periodOf, startOf } from '../search/periods.js'
import type { Results } from './results.js'

/** What a trend is made of. */
export interface TrendOptions
  extends Omit<
    SearchOptions,
    'limit' | 'offset' | 'sort' | 'after' | 'facets' | 'collapse' | 'highlight' | 'positions' | 'nearDuplicates'
  > {
  /** A date field. Default: the first. */
  field?: string
  /** In UTC; weeks begin on Monday. Default `month`. */
  interval?: Period
}

/** One period. */
export interface TrendPoint {
  /** Its name: `2017-11`, `2017`, or the first day. */
  value: string
  /** Where it begins, and where the next one does: milliseconds. */
  from: number
  to: number
  /** Documents that match. */
  count: number
  /** All documents of the period, with the same filter. */
  total: number
}

/** How often something is written about. */
export interface Trend {
  /** From the first period that has a document to the last, those without one among them. */
  points: TrendPoint[]
  /** Documents that match, those without a date among them. */
  count: number
}

/** The most periods between the first and the last. */
const mostPoints = 20_000

/** Counts by period. Looks at every document. */
export function* trendOf(
  search: (query: string | Query, options: SearchOptions) => Plan<Results>,
  query: string | Query,
  { field, interval = 'month', ...options }: TrendOptions,
  schema: Schema,
): Plan<Trend> {
  const name = field ?? schema.fields.find(({ type }) => type === 'date')?.name
  if (name === undefined || schema.field(name)?.type !== 'date') {
    throw new RostrumError('E_QUERY_FIELD', {
      expected: 'a date field to count by',
      got: quote(name),
      cure: 'Index one, { type: "date" }, and name it as field.',
      details: { field: name },
    })
  }
  const counting: SearchOptions = { ...options, limit: 0, facets: { [name]: { interval } } }
  const { facets, count } = yield* search(query, counting)
  const { target, filter, timeoutMs, timeZone } = options
  const everything: SearchOptions = {
    limit: 0,
    facets: { [name]: { interval } },
    ...(target !== undefined && { target }),
    ...(filter !== undefined && { filter }),
    ...(timeoutMs !== undefined && { timeoutMs }),
    ...(timeZone !== undefined && { timeZone }),
  }
  const all = yield* search({ kind: 'all' }, everything)
  const totals = byPeriod(all.facets?.[name].values ?? [], interval)
  const counts = byPeriod(facets?.[name].values ?? [], interval)
  const numbers = [...totals.keys()]
  const [first, last] = [numbers[0] ?? 0, numbers[numbers.length - 1] ?? -1]
  if (last - first >= mostPoints) {
    throw new RostrumError('E_QUERY_LIMIT', {
      expected: `at most ${mostPoints} periods`,
      got: `${last - first + 1}`,
      cure: 'Ask for a wider interval, or filter by date.',
      details: { limit: mostPoints, actual: last - first + 1 },
    })
  }
  const points: TrendPoint[] = []
  for (let number = first; number <= last; number++) {
    points.push({
      value: periodName(number, interval),
      from: startOf(number, interval),
      to: startOf(number + 1, interval),
      count: counts.get(number) ?? 0,
      total: totals.get(number) ?? 0,
    })
  }
  return { points, count }
}

/** Counts by the number of the period, ascending. */
function byPeriod(values: readonly FacetValue[], interval: Period): Map<number, number> {
  return new Map(values.map(({ from, count }) => [periodOf(from as number, interval), count]))
}
