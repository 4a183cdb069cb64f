// What is asked, as options of a search.

import type { SearchOptions } from '../../index.js'
import type { FacetOptions } from '../../search/facet-options.js'
import type { FacetResult } from '../../search/facets.js'
import type { SearcherInfo } from '../searcher.js'
import type { Asked, Sort } from './address.js'
import type { Labels } from './labels.js'
import { node, refill } from './nodes.js'

/** Hits a page. */
const limit = 10

/** How many values of a field are shown. */
const mostValues = 8

/** How many hits can be shown in all: a search gives no others. */
export const mostHits = 10_000

/** How fine dates are counted. */
export type Interval = 'year' | 'month'

/** The most years whose months are counted. */
const fewYears = 3

/** How fine dates should be counted, as far as the years tell that an answer has. */
export function intervalOf({ values }: FacetResult, now: Interval): Interval {
  if (now !== 'year' || values.length === 0) return now
  const years = Number(values[values.length - 1].value) - Number(values[0].value) + 1
  return years <= fewYears ? 'month' : 'year'
}

/** The date that hits are counted and sorted by: the first one that documents have. */
export function dateFieldOf(info: SearcherInfo | undefined): string | undefined {
  return info?.fields.find(({ name, type }) => type === 'date' && !name.includes('.'))?.name
}

/** The fields whose values can be chosen: those named, or the keyword fields of documents. */
export function facetFieldsOf(named: string | null, info: SearcherInfo | undefined): readonly string[] {
  if (named !== null) return named.split(/\s+/).filter((name) => name !== '')
  const fields = info?.fields.filter(({ name, type }) => type === 'keyword' && !name.includes('.')) ?? []
  return fields.map(({ name }) => name)
}

/** The options of a page of hits from `offset` on; `date` is the field that hits are counted and sorted by. Only the first page brings counts. */
export function optionsOf(
  { chosen, from, to, sort }: Asked,
  fields: readonly string[],
  date: string | undefined,
  interval: Interval,
  offset: number,
): SearchOptions {
  const facets = new Map<string, FacetOptions>()
  for (const field of fields) {
    const selected = chosen.get(field) ?? []
    if (offset === 0 || selected.length > 0) facets.set(field, { limit: mostValues, selected })
  }
  const selected = { ...(from !== '' && { from }), ...(to !== '' && { to }) }
  if (date !== undefined && (offset === 0 || from !== '' || to !== '')) facets.set(date, { interval, selected })
  return {
    limit,
    offset,
    highlight: true,
    prefix: true,
    ...(facets.size > 0 && { facets: Object.fromEntries(facets) }),
    ...(sort !== 'relevance' && date !== undefined && { sort: sort === 'newest' ? `-${date}` : date }),
  }
}

/** Fills the choice of an order. */
export function fillSort(select: HTMLSelectElement, labels: Labels): void {
  const orders: [Sort, string][] = [
    ['relevance', labels.byRelevance],
    ['newest', labels.newestFirst],
    ['oldest', labels.oldestFirst],
  ]
  refill(select, ...orders.map(([value, text]) => node('option', { value }, text)))
}
