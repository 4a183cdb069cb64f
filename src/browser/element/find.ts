// What a tab of the element shows: articles, or what was said in them; asked for a page at a time, and made into items of the list.

import type { Problem } from '../../query/problems.js'
import type { Hit } from '../../reader/results.js'
import type { FacetOptions } from '../../search/facet-options.js'
import type { FacetResult } from '../../search/facets.js'
import type { StoredDocument } from '../searcher.js'
import { type Asked, filterCount } from './address.js'
import type { Connection } from './connection.js'
import { type HitSurroundings, hitItem } from './hit-list.js'
import { dateFieldOf, type FacetField, type Interval, limit, optionsOf, selectionOf } from './options.js'
import { saidItem } from './said-list.js'

/** One item of the list, and what it is of. */
export interface FoundItem {
  id: string | number
  element: HTMLLIElement
}

/** A page of what was found. */
export interface Found {
  items: FoundItem[]
  count: number
  countIsExact: boolean
  /** What of the query was not understood. */
  problems: readonly Problem[]
  /** By name, as in the address. */
  facets: Readonly<Record<string, FacetResult>>
  /** The name of the facet of dates. */
  date: string | undefined
}

/** What is asked of a tab. */
export interface Finding {
  index: Connection
  asked: Asked
  fields: readonly FacetField[]
  interval: Interval
  offset: number
  /** How many hits are wanted. */
  most?: number
  around: HitSurroundings
}

/** A page of the tab that is chosen. @throws as `search` */
export function find(finding: Finding): Promise<Found> {
  return finding.asked.tab === 'said' ? findSaid(finding) : findArticles(finding)
}

/** Those of some corrections that find anything in the tab and with the filters of what is asked; all of them find something in all articles. @throws as `search` */
export async function thatFind(queries: readonly string[], finding: Finding): Promise<string[]> {
  const { asked } = finding
  if (asked.tab === 'articles' && filterCount(asked) === 0) return [...queries]
  const useful: string[] = []
  for (const query of queries) {
    // from the second hit on, so that only facets with a choice are counted
    const { count } = await find({ ...finding, asked: { ...asked, query }, offset: 1, most: 0 })
    if (count > 0) useful.push(query)
  }
  return useful
}

async function findArticles({ index, asked, fields, interval, offset, most = limit, around }: Finding): Promise<Found> {
  const date = dateFieldOf(index.info)
  const { searcher, signal } = await index.turn()
  const options = optionsOf(asked, fields, date, interval, offset)
  const wanted = { ...options, limit: most, ...signal }
  const { hits, count, countIsExact, problems = [], facets = {} } = await searcher.search(asked.query, wanted)
  const named = new Map(fields.map(({ name, field }) => [field, name]))
  return {
    items: hits.map((hit: Hit<StoredDocument>) => ({ id: hit.id, element: hitItem(hit, around) })),
    count,
    countIsExact,
    problems,
    facets: Object.fromEntries(Object.entries(facets).map(([field, result]) => [named.get(field) ?? field, result])),
    date,
  }
}

/** Columns of quotations that can be chosen of, by the names of our facets. */
const saidColumns = ['speaker', 'outlet', 'section'] as const

async function findSaid({ index, asked, fields, interval, offset, most = limit, around }: Finding): Promise<Found> {
  const [{ quotations }, { searcher, signal }] = await Promise.all([import('../../news/quotation-search.js'), index.turn()])
  const names = new Set(fields.map(({ name }) => name))
  const counted: Partial<Record<(typeof saidColumns)[number] | 'published', FacetOptions>> = {}
  for (const name of saidColumns) {
    const facet = names.has(name) ? selectionOf(asked, name, offset) : undefined
    if (facet !== undefined) counted[name] = facet
  }
  const { from, to, sort } = asked
  const hasDates = dateFieldOf(index.info) === 'published'
  if (hasDates && (offset === 0 || from !== '' || to !== ''))
    counted.published = { interval, selected: { ...(from !== '' && { from }), ...(to !== '' && { to }) } }
  const {
    hits,
    count,
    countIsExact,
    problems,
    facets = {},
  } = await quotations(searcher, asked.query, {
    limit: most,
    offset,
    prefix: true,
    facets: counted,
    ...(sort !== 'relevance' && hasDates && { sort: sort === 'newest' ? '-published' : 'published' }),
    ...signal,
  })
  return {
    items: hits.map((hit) => ({ id: hit.id, element: saidItem(hit, around) })),
    count,
    countIsExact,
    problems,
    facets: facets as Readonly<Record<string, FacetResult>>,
    date: hasDates ? 'published' : undefined,
  }
}
