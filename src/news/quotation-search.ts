// Searching what was said: quotations ranked by their own words, each with the article it stands in.

import { checkOptions, didYouMean, quote, RostrumError } from '../errors.js'
import type { Problem } from '../query/problems.js'
import type { Query } from '../query/query.js'
import type { Hit, Results } from '../reader/results.js'
import type { FacetOptions } from '../search/facet-options.js'
import type { FacetResult } from '../search/facets.js'
import type { Fragment } from '../search/html.js'
import type { SearchOptions } from '../search/options.js'
import type { Sort, SortOptions } from '../search/sort.js'
import type { Id } from '../segment/ids.js'
import { all, type Searchable, type Steps, take } from './answers.js'
import type { NewsQuotation } from './quoted.js'
import type { NewsDocument } from './schema.js'
import { speakerFilter } from './speaker-filter.js'

/** What quotations can be counted and ordered by; speakers are those who have a name. */
export type QuotationColumn = 'speaker' | 'reportedBy' | 'kind' | 'confidence' | 'outlet' | 'section' | 'published'

/** Which quotations to find, and how many. */
export interface QuotationSearchOptions
  extends Pick<SearchOptions, 'limit' | 'offset' | 'after' | 'combineWith' | 'prefix' | 'fuzzy' | 'vocabulary' | 'timeZone' | 'countUpTo'> {
  /**
   * Who speaks: all words of a name, in any order, or any of several names. Of a full name also what is attributed to its first or last word alone,
   * where most speakers in the index who are called so in full have this name.
   */
  speaker?: string | readonly string[]
  /** The agency or paper that passes the words on, its whole name, or any of several. */
  reportedBy?: string | readonly string[]
  /** The article's outlet, or any of several. */
  outlet?: string | readonly string[]
  /** When the article was published: a day, month or year (`2017-11`), or bounds, both included; as in a query, `now-7d` among them. */
  published?: string | { from?: number | string; to?: number | string }
  /** `direct`, `mixed` or `indirect`, or any of several. Default: all. */
  kind?: NewsQuotation['kind'] | readonly NewsQuotation['kind'][]
  /** How sure the speaker must be, 0 to 1. Default: any, and quotations without a speaker. */
  minConfidence?: number
  /** By a column or `score`: `-published`, or several. Default: best first; where nothing is scored, newest first. */
  sort?: Sort | readonly Sort[]
  /**
   * What to count of all that is found: `['speaker', 'outlet']`, or with options, as `{ published: { interval: 'month' } }`: the timeline of what is found.
   * A name that is no column's says its column as `field`: `{ year: { field: 'published' } }`.
   */
  facets?:
    | Readonly<Partial<Record<QuotationColumn, FacetOptions | true>> & Record<string, FacetOptions | true | undefined>>
    | readonly QuotationColumn[]
  /** About how many UTF-16 code units the marked fragment has. Default: the whole quotation. */
  fragmentLength?: number
  /** Gives up; only for an index that answers by promises. */
  signal?: AbortSignal
}

/** A quotation found, with what its article says of itself. */
export interface QuotationHit extends Omit<NewsQuotation, 'name' | 'url'>, Pick<NewsDocument, 'headline' | 'derivedHeadline' | 'author'> {
  /** The article's. */
  id: Id
  /** Which of the article's quotations it is, in the order of the text, from 0. */
  index: number
  score: number
  outlet?: string
  /** As it is stored: ISO 8601. */
  published?: string
  section?: string
  /** The article's address; of a turn of a transcript, that of its second. */
  url?: string
  /** The words with what matches marked: one fragment, for `toHtml`. */
  highlights: Fragment[]
}

/** The quotations found. */
export interface QuotationResults extends Pick<Results, 'count' | 'countIsExact' | 'truncated' | 'after'> {
  /** Best first, or as `sort` says. */
  hits: QuotationHit[]
  /** By column or name, where `facets` were asked for. */
  facets?: Record<string, FacetResult>
  /** What in the query string was not understood. */
  problems: Problem[]
}

const columns: Readonly<Record<QuotationColumn, string>> = {
  speaker: 'quotations.name',
  reportedBy: 'quotations.reportedBy',
  kind: 'quotations.kind',
  confidence: 'quotations.confidence',
  outlet: 'outlet',
  section: 'section',
  published: 'published',
}

const passed = ['limit', 'offset', 'after', 'combineWith', 'prefix', 'fuzzy', 'vocabulary', 'timeZone', 'countUpTo', 'signal'] as const
const own = ['speaker', 'reportedBy', 'outlet', 'published', 'kind', 'minConfidence', 'sort', 'facets', 'fragmentLength'] as const

/** A value no longer than a fragment comes whole. */
const whole = 1_000_000

/**
 * Finds what was said, in an index of `newsSchema`: the quotations that match `query` by their own words, the best first. In a query string `speaker:`,
 * `reportedBy:` and `kind:` are the quotation's, `headline:`, `outlet:` and the like its article's. An index that answers by promises gives a promise.
 * @throws E_CONFIG, E_QUERY_FIELD, E_QUERY_LIMIT for bad options and for an index without quotations; what `index.search` throws
 */
export function quotations(index: Searchable<Results<object>>, query?: string | Query, options?: QuotationSearchOptions): QuotationResults
export function quotations(
  index: Searchable<Promise<Results<object>>>,
  query?: string | Query,
  options?: QuotationSearchOptions,
): Promise<QuotationResults>
export function quotations(
  index: Searchable,
  query?: string | Query,
  options?: QuotationSearchOptions,
): QuotationResults | Promise<QuotationResults>
export function quotations(
  index: Searchable,
  query: string | Query = '',
  options: QuotationSearchOptions = {},
): QuotationResults | Promise<QuotationResults> {
  return take(search(index, query, options))
}

function* search(index: Searchable, query: string | Query, options: QuotationSearchOptions): Steps<QuotationResults> {
  checkOptions(options, [...passed, ...own], 'quotations')
  const { sort, facets, fragmentLength = whole } = options
  const filter = yield* filterOf(index, options)
  const asked: SearchOptions = {
    ...Object.fromEntries(passed.flatMap((name) => (options[name] === undefined ? [] : [[name, options[name]]]))),
    target: 'quotations',
    fields: ['quotations.text'],
    highlight: { 'quotations.text': { length: fragmentLength } },
    ...(filter !== undefined && { filter }),
    ...(sort !== undefined && { sort: sortOf(sort) }),
    ...(facets !== undefined && { facets: facetsOf(facets) }),
  }
  const [results] = yield* all([index.search(query, asked)])
  const { hits, count, countIsExact, truncated, after, problems } = results
  const found: QuotationResults = { hits: hits.map(hitOf), count, countIsExact, truncated, problems }
  if (after !== undefined) found.after = after
  if (results.facets !== undefined) found.facets = results.facets
  return found
}

/** What hits must have beside what the query says. */
export function* filterOf(index: Searchable, options: QuotationSearchOptions): Steps<Query | undefined> {
  const { speaker, reportedBy, outlet, published, kind, minConfidence } = options
  const must: Query[] = []
  if (speaker !== undefined) {
    const names = texts(speaker, 'speaker')
    const filters: Query[] = []
    for (const name of names) filters.push(yield* speakerFilter(index, name, options.signal))
    must.push(anyOf(filters))
  }
  for (const [name, value] of [['reportedBy', reportedBy] as const, ['outlet', outlet] as const, ['kind', kind] as const]) {
    if (value !== undefined) must.push(anyOf(texts(value, name).map((text): Query => ({ kind: 'term', field: columns[name], text }))))
  }
  if (published !== undefined) must.push(publishedFilter(published))
  if (minConfidence !== undefined) {
    if (typeof minConfidence !== 'number' || !(minConfidence >= 0 && minConfidence <= 1))
      throw bad('minConfidence, a number from 0 to 1', minConfidence, 'Leave it out for any.')
    must.push({ kind: 'range', field: columns.confidence, from: minConfidence })
  }
  return must.length === 0 ? undefined : { kind: 'bool', must }
}

function publishedFilter(published: NonNullable<QuotationSearchOptions['published']>): Query {
  if (typeof published === 'string') return { kind: 'range', field: 'published', from: published, to: published }
  if (typeof published !== 'object' || published === null)
    throw bad('published, a date or { from, to }', published, "Give for example '2017-11' or { from: '2017' }.")
  checkOptions(published, ['from', 'to'], 'published')
  const { from, to } = published
  return { kind: 'range', field: 'published', ...(from !== undefined && { from }), ...(to !== undefined && { to }) }
}

function texts(given: string | readonly string[], option: string): readonly string[] {
  const list: readonly unknown[] = Array.isArray(given) ? given : [given]
  return list.map((text) => {
    if (typeof text !== 'string') throw bad(`${option}, a text or several`, text, 'Leave it out for any.')
    return text
  })
}

function anyOf(queries: readonly Query[]): Query {
  return queries.length === 1 ? queries[0] : { kind: 'bool', should: queries }
}

function sortOf(sort: Sort | readonly Sort[]): Sort[] {
  const keys = Array.isArray(sort) ? (sort as readonly Sort[]) : [sort as Sort]
  return keys.map((key) => {
    if (typeof key !== 'string')
      return typeof key === 'object' && key !== null ? { ...key, field: fieldOf((key as SortOptions).field) } : key
    return key.startsWith('-') ? `-${fieldOf(key.slice(1))}` : fieldOf(key)
  })
}

function fieldOf(column: string): string {
  if (column === 'score') return column
  const known = new Map<string, string>(Object.entries(columns))
  const field = known.get(column)
  if (field === undefined) throw bad('a column of quotations, or score', column, didYouMean(String(column), [...known.keys(), 'score']))
  return field
}

function facetsOf(facets: NonNullable<QuotationSearchOptions['facets']>): Record<string, FacetOptions | true> {
  if (typeof facets !== 'object' || facets === null) throw bad('facets, columns', facets, "Give for example ['speaker'].")
  const list: readonly (readonly [string, FacetOptions | true | undefined])[] = Array.isArray(facets)
    ? facets.map((name) => [String(name), true] as const)
    : Object.entries(facets)
  return Object.fromEntries(
    list.map(([name, options = true]) => {
      const given = options === true ? {} : options
      const column: unknown = typeof given === 'object' && given !== null && given.field !== undefined ? given.field : name
      return [name, { ...given, field: fieldOf(column === 'score' ? '' : String(column)) }]
    }),
  )
}

/** A quotation of an item that was found, and of the document it stands in. */
export function hitOf({ id, score, nested, document, parent = {}, highlights }: Hit<object>): QuotationHit {
  // stored values are what newsDocument made, or somebody else's, who is then answered with their own
  const { name: _, ...item } = document as NewsQuotation
  const { headline, derivedHeadline, author, outlet, published, section, url } = parent as Partial<NewsDocument>
  const hit: QuotationHit = { id, index: nested?.index ?? 0, score, ...item, highlights: highlights?.['quotations.text'] ?? [] }
  for (const [name, value] of Object.entries({ headline, derivedHeadline, author, outlet, published, section }))
    if (value !== undefined) Object.assign(hit, { [name]: value })
  if (hit.url === undefined && url !== undefined) hit.url = url
  return hit
}

function bad(expected: string, got: unknown, cure: string): RostrumError {
  return new RostrumError('E_CONFIG', { expected, got: quote(got), cure })
}
