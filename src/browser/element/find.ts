// What a tab of the element shows: articles, or what was said in them; asked for a page at a time, and made into items of the list.

import type { Problem } from '../../query/problems.js'
import type { Hit } from '../../reader/results.js'
import type { FacetOptions } from '../../search/facet-options.js'
import type { FacetResult } from '../../search/facets.js'
import type { Searcher, StoredDocument } from '../searcher.js'
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
  /** Whether some hits are better than others. */
  isScored: boolean
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

/**
 * What may have been meant: those corrections that find anything in the tab and with the filters of what is asked; all of them find something in all articles.
 * It is given up where it is not `isWanted` any longer. @throws as `search`
 */
export async function meant(searcher: Searcher, finding: Finding, isWanted: () => boolean): Promise<string[]> {
  const { asked } = finding
  const queries = (await searcher.didYouMean(asked.query)).map(({ text }) => text)
  if (asked.tab === 'articles' && filterCount(asked) === 0) return queries
  const useful: string[] = []
  for (const query of queries) {
    if (!isWanted()) return []
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
  return {
    items: hits.map((hit: Hit<StoredDocument>) => ({ id: hit.id, element: hitItem(hit, around) })),
    count,
    countIsExact,
    problems,
    facets,
    date,
    isScored: hasScores(asked, hits),
  }
}

/** Whether hits are ordered by how well they match; of none, or in another order, whether they might be. */
function hasScores({ query, sort }: Asked, hits: readonly { score: number }[]): boolean {
  return hits.length === 0 || sort !== 'relevance' ? query.trim() !== '' : hits.some(({ score }) => score > 0)
}

/** Columns of quotations that can be chosen of, by the names of our facets. */
const saidColumns: readonly string[] = ['speaker', 'outlet', 'section']

async function findSaid({ index, asked, fields, interval, offset, most = limit, around }: Finding): Promise<Found> {
  const [{ quotations }, { searcher, signal }] = await Promise.all([import('../../news/quotation-search.js'), index.turn()])
  const hasDates = dateFieldOf(index.info) === 'published'
  const counted: Record<string, FacetOptions> = {}
  for (const each of fields) {
    const { name, isYears } = each
    const facet = (isYears ? hasDates : saidColumns.includes(name)) ? selectionOf(asked, each, offset) : undefined
    // by the column of quotations that has its name
    if (facet !== undefined) counted[name] = isYears ? facet : { ...facet, field: name }
  }
  const { from, to, sort } = asked
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
    facets,
    date: hasDates ? 'published' : undefined,
    isScored: hasScores(asked, hits),
  }
}
