// What is asked, as options of a search.

import type { SearchOptions } from '../../index.js'
import type { FacetOptions } from '../../search/facet-options.js'
import type { FacetResult, FacetValue } from '../../search/facets.js'
import type { SearcherInfo } from '../searcher.js'
import type { Asked, Choosable, Sort } from './address.js'
import type { Labels } from './labels.js'
import { node, refill } from './nodes.js'

/** Hits a page. */
export const limit = 10

/** How many values of a facet are shown, and where more of them are wanted. */
const mostValues = { usual: 8, wide: 100 }

/** How many hits can be shown in all: a search gives no others. */
export const mostHits = 10_000

/** How fine dates are counted. */
export type Interval = 'year' | 'month'

/** The most years whose months are counted, and how many they may become before years are counted again: not every letter typed should count anew. */
const fewYears = { year: 3, month: 10 }

/** How fine dates should be counted, as far as the periods tell that an answer has. */
export function intervalOf(dates: FacetResult | undefined, now: Interval): Interval {
  const { values = [] } = dates ?? {}
  if (values.length === 0) return now
  const yearOf = ({ value }: FacetValue) => Number(String(value).split('-')[0])
  return yearOf(values[values.length - 1]) - yearOf(values[0]) < fewYears[now] ? 'month' : 'year'
}

/** The date that hits are counted and sorted by: the first one that documents have. */
export function dateFieldOf(info: SearcherInfo | undefined): string | undefined {
  return info?.fields.find(({ name, type }) => type === 'date' && !name.includes('.'))?.name
}

/** A field whose values can be chosen, and its name: in the address, as a title. */
export interface FacetField extends Choosable {
  readonly field: string
  /** More values are wanted than are shown at first. */
  readonly isWide?: boolean
}

/** Who speaks, in an index that holds quotations. */
const quoted: FacetField = { name: 'speaker', field: 'quotations.name' }

/** Whether anything was said that can be searched. */
export function hasSaid(info: SearcherInfo | undefined): boolean {
  const has = info?.nested?.some(({ path, documentCount }) => path === 'quotations' && documentCount > 0) ?? false
  return has && (info?.fields.some(({ name }) => name === 'quotations.text') ?? false)
}

/** The name of the facet of years, where no field of the index has it. */
const yearName = 'year'

/** The facets whose values can be chosen: those named, or who speaks, the keyword fields of documents, and the years of their date; `wide` are those of which more values are wanted. */
export function facetFieldsOf(named: string | null, info: SearcherInfo | undefined, wide: ReadonlySet<string>): readonly FacetField[] {
  return facetsOf(named, info).map((facet) => (wide.has(facet.name) ? { ...facet, isWide: true } : facet))
}

function facetsOf(named: string | null, info: SearcherInfo | undefined): readonly FacetField[] {
  const isKeyword = (field: string) => info?.fields.some(({ name, type }) => name === field && type === 'keyword') ?? false
  const hasQuoted = isKeyword(quoted.field) && !isKeyword(quoted.name)
  const date = dateFieldOf(info)
  const hasYears = date !== undefined && !info?.fields.some(({ name }) => name === yearName)
  const years: FacetField[] = hasYears ? [{ name: yearName, field: date, isYears: true }] : []
  if (named === null) {
    const fields = info?.fields.filter(({ name, type }) => type === 'keyword' && !name.includes('.')) ?? []
    return [...(hasQuoted ? [quoted] : []), ...fields.map(({ name }) => ({ name, field: name })), ...years]
  }
  const names = named.split(/\s+/).filter((name) => name !== '')
  const special = [...(hasQuoted ? [quoted] : []), ...years]
  return names.map((name) => special.find((each) => each.name === name) ?? { name, field: name })
}

/** How a facet is counted, and what of it is chosen; undefined where neither is needed. Only the first page brings counts. */
export function selectionOf({ chosen }: Asked, { name, field, isYears, isWide }: FacetField, offset: number): FacetOptions | undefined {
  const selected = chosen.get(name) ?? []
  if (offset > 0 && selected.length === 0) return undefined
  return isYears ? { field, selected } : { field, limit: isWide ? mostValues.wide : mostValues.usual, selected }
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
  for (const each of fields) {
    const facet = selectionOf(asked, each, offset)
    if (facet !== undefined) facets.set(each.name, facet)
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

/** The order that hits come in: where nothing is scored, the newest first; where they have no date, there is no other than the index's own. */
export function orderOf({ sort }: Asked, isScored: boolean, date: string | undefined): Sort {
  if (date === undefined) return 'relevance'
  return sort === 'relevance' && !isScored ? 'newest' : sort
}

/** Shows an order as chosen; the best match is none where nothing is scored, and none can be chosen of what has no dates. */
export function showSort(select: HTMLSelectElement, order: Sort, isScored: boolean, hasDates: boolean): void {
  select.value = order
  select.options[0].hidden = select.options[0].disabled = !isScored
  const label = select.closest('label')
  if (label !== null) label.hidden = !hasDates
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
