// What is asked, as options of a search.

import type { SearchOptions } from '../../index.js'
import type { FacetOptions } from '../../search/facet-options.js'
import type { Asked, Sort } from './address.js'
import type { Labels } from './labels.js'
import { node, refill } from './nodes.js'

/** Hits a page. */
const limit = 10

/** How many values of a field are shown. */
const mostValues = 8

/** The options of a page of hits from `offset` on; `date` is the field that hits are counted and sorted by. Only the first page brings counts. */
export function optionsOf(
  { chosen, from, to, sort }: Asked,
  fields: readonly string[],
  date: string | undefined,
  offset: number,
): SearchOptions {
  const facets = new Map<string, FacetOptions>()
  for (const field of fields) {
    const selected = chosen.get(field) ?? []
    if (offset === 0 || selected.length > 0) facets.set(field, { limit: mostValues, selected })
  }
  const selected = { ...(from !== '' && { from }), ...(to !== '' && { to }) }
  if (date !== undefined && (offset === 0 || from !== '' || to !== '')) facets.set(date, { interval: 'year', selected })
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
