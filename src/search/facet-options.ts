// What can be counted of all matches, field by field; checked at the door.

import { checkOptions, didYouMean, quote, RostrumError } from '../errors.js'
import { spanBetween } from '../query/values.js'
import type { Field, Schema } from '../schema.js'

/** A range of a number or date field to count: from `from`, and before `to`. A date may be written (`2017-03`): it begins where what is written begins. */
export interface FacetRange {
  from?: number | string
  to?: number | string
  /** Its name in the answer. Default: none. */
  label?: string
}

/** What to count of a field. */
export interface FacetOptions {
  /** The field that is counted, where the facet goes by another name than it: one field can be counted in several ways. Default: the name. */
  field?: string
  /** Of keywords: how many values to give, those of most documents first. Default 10, at most 1,000. */
  limit?: number
  /** Of dates: day, week (from Monday), month or year, in UTC. Of numbers: the width. */
  interval?: 'day' | 'week' | 'month' | 'year' | number
  /** Of numbers and dates: ranges to count, in place of an interval. At most 100; they may overlap. */
  ranges?: readonly FacetRange[]
  /**
   * What was chosen: hits have any of these keywords, a date in any of these periods (`2017`, `2017-11`), or a value from `from` to `to`, both included as in
   * a range of a query. This facet is counted as if nothing of it were chosen, so that more can be. At most 1,000 periods.
   */
  selected?: readonly string[] | { from?: number | string; to?: number | string }
}

/** A facet, checked. */
export interface Facet {
  readonly name: string
  readonly field: Field
  readonly limit: number
  readonly interval: FacetOptions['interval']
  readonly ranges: readonly { from: number; to: number; label: string | undefined }[] | undefined
  readonly keywords: ReadonlySet<string> | undefined
  readonly spans: readonly { from: number; to: number }[] | undefined
}

const mostFacets = 20
const mostValues = 1000
const mostRanges = 100
const intervals = ['day', 'week', 'month', 'year']

/** Checks facets. @throws E_CONFIG, E_QUERY_FIELD */
export function checkFacets(given: Readonly<Record<string, FacetOptions | true>> | readonly string[], schema: Schema): Facet[] {
  if (typeof given !== 'object' || given === null)
    throw bad('facets, an object of options by field', given, 'Give for example { outlet: { limit: 10 } }.')
  const entries: readonly (readonly [string, FacetOptions | true])[] = Array.isArray(given)
    ? given.map((name): [string, true] => [name, true])
    : Object.entries(given as Readonly<Record<string, FacetOptions | true>>)
  if (entries.length > mostFacets) throw bad(`at most ${mostFacets} facets`, `${entries.length}`, 'Ask for the others in another search.')
  return entries.map(([name, options]) => facetOf(name, options === true ? {} : options, schema))
}

function facetOf(name: string, options: FacetOptions, schema: Schema): Facet {
  checkOptions(options, ['field', 'limit', 'interval', 'ranges', 'selected'], 'a facet')
  const { field: counted = name } = options
  const field = schema.field(counted)
  if (field === undefined || field.type === 'text') {
    const columns = schema.fields.filter(({ type }) => type !== 'text').map((each) => each.name)
    throw new RostrumError('E_QUERY_FIELD', {
      expected: 'a keyword, number or date field to count values of',
      got: quote(counted),
      cure: field === undefined ? didYouMean(String(counted), columns) : 'Index the same property as a keyword under another name.',
      details: { field: counted },
    })
  }
  const { limit = 10, ranges, selected } = options
  let { interval } = options
  if (!Number.isInteger(limit) || limit < 0 || limit > mostValues)
    throw bad(`limit of a facet, 0 to ${mostValues}`, limit, 'Leave it out for 10.')
  if (field.type === 'keyword') {
    if (interval !== undefined || ranges !== undefined)
      throw bad('limit or selected of a keyword field', Object.keys(options).join(', '), `${quote(field.name)} has no numbers.`)
  } else if (ranges === undefined) {
    interval ??= field.type === 'date' ? 'year' : undefined
    const isGood =
      field.type === 'date'
        ? intervals.includes(interval as string)
        : typeof interval === 'number' && interval > 0 && Number.isFinite(interval)
    if (!isGood) {
      const expected = field.type === 'date' ? `interval, one of ${intervals.join(', ')}` : 'interval, a number above 0, or ranges'
      throw bad(
        `${expected} for field ${quote(field.name)}`,
        interval,
        field.type === 'date' ? "Leave it out for 'year'." : 'Give for example { interval: 10 }.',
      )
    }
  } else if (!Array.isArray(ranges) || ranges.length === 0 || ranges.length > mostRanges) {
    throw bad(`ranges, 1 to ${mostRanges}`, ranges, 'Give for example [{ to: 10 }, { from: 10 }].')
  }
  return { name, field, limit, interval, ranges: ranges?.map((range) => rangeOf(range, field)), ...chosen(selected, field) }
}

function rangeOf(range: FacetRange, field: Field): { from: number; to: number; label: string | undefined } {
  checkOptions(range, ['from', 'to', 'label'], 'a range of a facet')
  const { from, to, label } = range
  const low = from === undefined ? Number.NEGATIVE_INFINITY : spanBetween(field.type, from, undefined)?.from
  const high = to === undefined ? Number.POSITIVE_INFINITY : spanBetween(field.type, to, undefined)?.from
  if (low === undefined || high === undefined || Number.isNaN(low) || Number.isNaN(high) || low > high)
    throw bad(
      `a range of field ${quote(field.name)}`,
      `${quote(from)} to ${quote(to)}`,
      'Give numbers, or dates as in a query; from is before to.',
    )
  return { from: low, to: high, label }
}

function chosen(selected: FacetOptions['selected'], field: Field): Pick<Facet, 'keywords' | 'spans'> {
  if (selected === undefined) return { keywords: undefined, spans: undefined }
  if (field.type === 'keyword') {
    if (!Array.isArray(selected) || !selected.every((value) => typeof value === 'string'))
      throw bad(`selected of field ${quote(field.name)}, an array of keywords`, selected, "Give for example ['Global Courier'].")
    return { keywords: selected.length === 0 ? undefined : new Set(selected), spans: undefined }
  }
  if (Array.isArray(selected) && field.type === 'date') return { keywords: undefined, spans: periods(selected, field) }
  if (typeof selected !== 'object' || selected === null || Array.isArray(selected))
    throw bad(`selected of field ${quote(field.name)}, { from, to }`, selected, 'Leave out either for no bound.')
  checkOptions(selected, ['from', 'to'], 'what is selected')
  const { from, to } = selected as { from?: number | string; to?: number | string }
  const span = spanBetween(field.type, from, to)
  if (span === undefined)
    throw bad(`selected of field ${quote(field.name)}`, `${quote(from)} to ${quote(to)}`, 'Give numbers, or dates as in a query.')
  return { keywords: undefined, spans: from === undefined && to === undefined ? undefined : [span] }
}

/** Periods as they are written, as spans; undefined for none. */
function periods(selected: readonly unknown[], field: Field): Facet['spans'] {
  if (selected.length > mostValues)
    throw bad(`selected of field ${quote(field.name)}, at most ${mostValues}`, selected.length, 'Give from and to.')
  const spans = selected.map((period) => {
    const span = typeof period === 'string' ? spanBetween(field.type, period, period) : undefined
    if (span === undefined) throw bad(`selected of field ${quote(field.name)}, periods`, period, "Give for example ['2017', '2018-03'].")
    return span
  })
  return spans.length === 0 ? undefined : spans
}

function bad(expected: string, got: unknown, cure: string): RostrumError {
  return new RostrumError('E_CONFIG', { expected, got: quote(got), cure })
}
