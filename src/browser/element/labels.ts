// Every word that the element says itself, so that a page can say it in its own language.

import { isRostrumError } from '../../errors.js'
import type { Problem } from '../../query/problems.js'
import type { Asked } from './address.js'

/** The element's words. Numbers come formatted. */
export interface Labels {
  search: string
  placeholder: string
  clear: string
  results: string
  filters: string
  /** As `filters`, where some are on. */
  filtered: (count: string) => string
  clearFilters: string
  suggestions: string
  sort: string
  byRelevance: string
  newestFirst: string
  oldestFirst: string
  more: string
  back: string
  read: string
  original: string
  loading: string
  searching: string
  offline: string
  failed: string
  /** Why, in words for a reader: `error` has a `code`, where it is one of ours. */
  reason: (error: unknown) => string
  /** Above the message that tells who keeps the page what to mend. */
  details: string
  /** An article was asked for that there is not. */
  gone: string
  retry: string
  empty: string
  found: (count: string, isExact: boolean, query: string) => string
  /** How many documents there are, where nothing is asked and they have no date. */
  all: (count: string) => string
  newest: (count: string) => string
  /** As `newest`, where the oldest are wanted first. */
  oldest: (count: string) => string
  shown: (shown: string, count: string) => string
  /** `query` is empty where there are only filters. */
  nothing: (query: string) => string
  advice: string
  /** What of the query was not understood, and how it was taken. */
  problem: (problem: Problem) => string
  didYouMean: string
  from: string
  to: string
  reset: string
  articles: string
  said: string
  /** How many quotations there are, where nothing is asked. */
  allSaid: (count: string) => string
  newestSaid: (count: string) => string
  oldestSaid: (count: string) => string
  reportedBy: (name: string) => string
  unknownSpeaker: string
  /** The link to the second of a recording at which it is said. */
  listen: (time: string) => string
  untitled: string
  others: (count: string) => string
  /** The title of a facet. */
  facet: (field: string) => string
}

/** English. */
export const english: Labels = {
  search: 'Search',
  placeholder: 'Search the archive',
  clear: 'Clear the search',
  results: 'Results',
  filters: 'Filters',
  filtered: (count) => `Filters (${count})`,
  clearFilters: 'Take all filters away',
  suggestions: 'Suggestions',
  sort: 'Sort',
  byRelevance: 'Best match',
  newestFirst: 'Newest first',
  oldestFirst: 'Oldest first',
  more: 'Load more',
  back: 'Back to the results',
  read: 'Read here',
  original: 'Read at its source',
  loading: 'Loading the index …',
  searching: 'Searching …',
  offline: 'You are offline. What was read before can still be searched.',
  failed: 'The index could not be read.',
  reason: reasonOf,
  details: 'Details',
  gone: 'That article is not in the index.',
  retry: 'Try again',
  empty: 'The index holds no documents.',
  found: (count, isExact, query) => `${isExact ? '' : 'More than '}${count} ${count === '1' ? 'result' : 'results'} for ${query}`,
  all: (count) => `${count} ${count === '1' ? 'document' : 'documents'}`,
  newest: (count) => `${count} ${count === '1' ? 'document' : 'documents'}, newest first`,
  oldest: (count) => `${count} ${count === '1' ? 'document' : 'documents'}, oldest first`,
  shown: (shown, count) => `${shown} of ${count} shown`,
  nothing: (query) => (query === '' ? 'Nothing found.' : `Nothing found for ${query}.`),
  advice: 'Check the spelling, try fewer or other words, or take a filter away.',
  problem: ({ message }) => message,
  didYouMean: 'Did you mean',
  from: 'From',
  to: 'To',
  reset: 'All dates',
  articles: 'Articles',
  said: 'Said',
  allSaid: (count) => `${count} ${count === '1' ? 'quotation' : 'quotations'}`,
  newestSaid: (count) => `${count} ${count === '1' ? 'quotation' : 'quotations'}, newest first`,
  oldestSaid: (count) => `${count} ${count === '1' ? 'quotation' : 'quotations'}, oldest first`,
  reportedBy: (name) => `reported by ${name}`,
  unknownSpeaker: 'Speaker not named',
  listen: (time) => `At ${time}`,
  untitled: 'Untitled',
  others: (count) => `and ${count} more`,
  facet: (field) => field.charAt(0).toUpperCase() + field.slice(1),
}

/** How many were found, and of all of them in which order they come; `shown` are in the list. */
export function countText(
  labels: Labels,
  { query, tab, sort }: Pick<Asked, 'query' | 'tab' | 'sort'>,
  { count, countIsExact }: { count: number; countIsExact: boolean },
  shown: number,
  language: string,
): string {
  const number = (value: number) => value.toLocaleString(language)
  const asked = query.trim() === '' ? '' : `“${query.trim()}”`
  if (count === 0) return labels.nothing(asked)
  const { all, allSaid, newest, newestSaid, oldest, oldestSaid } = labels
  const ofAll = tab === 'said' ? { relevance: allSaid, newest: newestSaid, oldest: oldestSaid } : { relevance: all, newest, oldest }
  const found = asked === '' ? ofAll[sort](number(count)) : labels.found(number(count), countIsExact, asked)
  return shown < count ? `${found}. ${labels.shown(number(shown), number(count))}` : found
}

/** A language that numbers and dates can be written in: the one that is given, unless the platform does not understand it. */
export function languageOf(given: string | undefined): string {
  try {
    return Intl.getCanonicalLocales(given ?? '')[0] ?? 'en'
  } catch {
    return 'en'
  }
}

/** Why an index could not be read, in English. */
function reasonOf(error: unknown): string {
  if (!isRostrumError(error)) return error instanceof Error ? error.message : String(error)
  const { code, details, message } = error
  if (details.status === 404 || details.status === 410) return 'Its file is not there.'
  if (details.status === 401 || details.status === 403) return 'Its file may not be read.'
  if (code === 'E_NETWORK') return 'Its server does not answer. Try again in a while.'
  if (code === 'E_SOURCE_CHANGED') return 'It has just been replaced. Try again.'
  if (code === 'E_RANGE_UNSUPPORTED' || code === 'E_RANGE_MISMATCH') return 'Its server does not give out parts of it.'
  if (code === 'E_CORRUPT' || code === 'E_TRUNCATED') return 'Its file is damaged.'
  return message
}
