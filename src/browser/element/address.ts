// What is asked, as it stands in the address of the page: `?q=silk+road&outlet=Global+Courier&from=2017-01-01`.

/** What is asked, and what is shown. */
export interface Asked {
  query: string
  /** Chosen values by facet field. */
  chosen: ReadonlyMap<string, readonly string[]>
  /** Dates as `YYYY-MM-DD`; empty for none. */
  from: string
  to: string
  /** `relevance`, `newest` or `oldest`. */
  sort: Sort
  /** The id of the article that is open, as it is typed; empty for none. */
  article: string
  tab: 'articles' | 'said'
}

/** Orders of hits. */
export type Sort = 'relevance' | 'newest' | 'oldest'

/** A facet whose values may stand in an address, under its name. */
export interface Choosable {
  readonly name: string
  /** Its values are years. */
  readonly isYears?: boolean
}

/** Whether a value may be chosen of a facet. */
function isChoice({ isYears = false }: Choosable, value: string): boolean {
  return !isYears || /^\d{4}$/.test(value)
}

/** Nothing asked. */
export const nothingAsked: Asked = { query: '', chosen: new Map(), from: '', to: '', sort: 'relevance', article: '', tab: 'articles' }

/** How many filters are on: chosen values, and dates as one. */
export function filterCount({ chosen, from, to }: Asked): number {
  return [...chosen.values()].flat().length + Number(from !== '' || to !== '')
}

/** What is asked without its filters. */
export const noFilters: Pick<Asked, 'chosen' | 'from' | 'to'> = { chosen: new Map(), from: '', to: '' }

const longest = 500
const sorts: readonly string[] = ['relevance', 'newest', 'oldest']

/** Whether a text is a day that there is: `2025-02-31` would be one of March. */
function isDay(text: string): boolean {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

/** Reads an address; whatever is not understood is left out. `facets` are those that may be chosen from. */
export function readAddress(search: string, facets: readonly Choosable[]): Asked {
  const given = new URLSearchParams(search)
  const text = (name: string) => (given.get(name) ?? '').slice(0, longest)
  const date = (name: string) => (isDay(text(name)) ? text(name) : '')
  const chosen = new Map<string, string[]>()
  for (const facet of facets) {
    const values = given.getAll(facet.name).map((value) => value.slice(0, longest))
    const choices = [...new Set(values)].filter((value) => isChoice(facet, value)).slice(0, 50)
    if (choices.length > 0) chosen.set(facet.name, choices)
  }
  const sort = text('sort')
  return {
    query: text('q'),
    chosen,
    from: date('from'),
    to: date('to'),
    sort: sorts.includes(sort) ? (sort as Sort) : 'relevance',
    article: text('article'),
    tab: text('tab') === 'said' ? 'said' : 'articles',
  }
}

/** Writes an address over another one, of which what is not ours stays. */
export function writeAddress(search: string, { query, chosen, from, to, sort, article, tab }: Asked, facets: readonly Choosable[]): string {
  const given = new URLSearchParams(search)
  for (const name of ['q', 'from', 'to', 'sort', 'article', 'tab', ...facets.map((facet) => facet.name)]) given.delete(name)
  if (query !== '') given.set('q', query)
  if (tab !== 'articles') given.set('tab', tab)
  for (const [name, values] of chosen) for (const value of values) given.append(name, value)
  if (from !== '') given.set('from', from)
  if (to !== '') given.set('to', to)
  if (sort !== 'relevance') given.set('sort', sort)
  if (article !== '') given.set('article', article)
  const text = given.toString()
  return text === '' ? '' : `?${text}`
}
