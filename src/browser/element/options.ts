// What is asked, as options of a search.

import type { SearchOptions } from '../../index.js'
import type { FacetOptions } from '../../search/facet-options.js'
import type { FacetResult } from '../../search/facets.js'
import type { SearcherInfo } from '../searcher.js'
import type { Asked, Sort } from './address.js'
import type { Labels } from './labels.js'
import { node, refill } from './nodes.js'

/** Hits a page. */
export const limit = 10

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

/** A field whose values can be chosen, and its name: in the address, as a title. */
export interface FacetField {
  name: string
  field: string
}

/** Who speaks, in an index that holds quotations. */
const quoted: FacetField = { name: 'speaker', field: 'quotations.name' }

/** Whether anything was said that can be searched. */
export function hasSaid(info: SearcherInfo | undefined): boolean {
  const has = info?.nested?.some(({ path, documentCount }) => path === 'quotations' && documentCount > 0) ?? false
  return has && (info?.fields.some(({ name }) => name === 'quotations.text') ?? false)
}

/** The fields whose values can be chosen: those named, or who speaks and the keyword fields of documents. */
export function facetFieldsOf(named: string | null, info: SearcherInfo | undefined): readonly FacetField[] {
  const isKeyword = (field: string) => info?.fields.some(({ name, type }) => name === field && type === 'keyword') ?? false
  const hasQuoted = isKeyword(quoted.field) && !isKeyword(quoted.name)
  if (named === null) {
    const fields = info?.fields.filter(({ name, type }) => type === 'keyword' && !name.includes('.')) ?? []
    return [...(hasQuoted ? [quoted] : []), ...fields.map(({ name }) => ({ name, field: name }))]
  }
  const names = named.split(/\s+/).filter((name) => name !== '')
  return names.map((name) => (name === quoted.name && hasQuoted ? quoted : { name, field: name }))
}

/** How a field is counted, and what of it is chosen; undefined where neither is needed. Only the first page brings counts. */
export function selectionOf({ chosen }: Asked, name: string, offset: number): FacetOptions | undefined {
  const selected = chosen.get(name) ?? []
  return offset === 0 || selected.length > 0 ? { limit: mostValues, selected } : undefined
}

/** The options of a page of hits from `offset` on; `date` is the field that hits are counted and sorted by. Only the first page brings counts. */
export function optionsOf(
  asked: Asked,
  fields: readonly FacetField[],
  date: string | undefined,
  interval: Interval,
  offset: number,
): SearchOptions {
  const facets = new Map<string, FacetOptions>()
  for (const { name, field } of fields) {
    const facet = selectionOf(asked, name, offset)
    if (facet !== undefined) facets.set(field, facet)
  }
  const { from, to, sort } = asked
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
