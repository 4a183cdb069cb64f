// Who speaks: names by how often they are quoted, with since when and about what.

import { checkOptions, quote, RostrumError } from '../errors.js'
import type { Query } from '../query/query.js'
import type { Results } from '../reader/results.js'
import type { SearchOptions } from '../search/options.js'
import { all, type Searchable, type Steps, take } from './answers.js'
import { filterOf, hitOf, type QuotationHit, type QuotationSearchOptions } from './quotation-search.js'

/** Which speakers to give, and what to tell of them. */
export interface SpeakerOptions
  extends Pick<QuotationSearchOptions, 'reportedBy' | 'outlet' | 'published' | 'kind' | 'minConfidence' | 'signal'> {
  /** What they are to have spoken about: a query over their quotations. Default: anything. */
  query?: string
  /** How many, the most quoted. 1 to 1000; default 10. */
  limit?: number
  /** How many words to tell what each speaks about with, 0 to 20. Default 5; none where the index cannot tell (`moreLikeThis`). */
  about?: number
}

/** A speaker. */
export interface Speaker {
  /** The fullest name that articles have. */
  name: string
  speakerKind: 'person' | 'organization'
  /** Quotations. */
  count: number
  /** When the first and the last of them was published; absent where no article has a date. */
  since?: string
  until?: string
  /** The words that the last of them have often and articles rarely have, the most telling first. */
  about: string[]
  /** The last of them. */
  latest: QuotationHit
}

/** Speakers found. */
export interface Speakers {
  /** The most quoted first; of equal counts in the order of code points. */
  speakers: Speaker[]
  /** How many more there are. */
  others: number
}

const names = ['query', 'limit', 'about', 'reportedBy', 'outlet', 'published', 'kind', 'minConfidence', 'signal']

/** Of how many quotations the words are weighed. */
const sample = 10

/**
 * Tells who speaks in an index of `newsSchema`: those of whose names a word begins with the last word of `prefix` and others are its other words; all for the empty one. Three searches, and
 * one look at the dictionary for each speaker. An index that answers by promises gives a promise.
 * @throws as `quotations`
 */
export function speakers(index: Searchable<Results<object>>, prefix?: string, options?: SpeakerOptions): Speakers
export function speakers(index: Searchable<Promise<Results<object>>>, prefix?: string, options?: SpeakerOptions): Promise<Speakers>
export function speakers(index: Searchable, prefix?: string, options?: SpeakerOptions): Speakers | Promise<Speakers>
export function speakers(index: Searchable, prefix = '', options: SpeakerOptions = {}): Speakers | Promise<Speakers> {
  return take(find(index, prefix, options))
}

function* find(index: Searchable, prefix: string, options: SpeakerOptions): Steps<Speakers> {
  checkOptions(options, names, 'speakers')
  if (typeof prefix !== 'string') throw bad('the beginning of a name', prefix, 'Give a string; the empty one for all.')
  const { query = '', limit = 10, about = 5, signal, ...others } = options
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000) throw bad('limit, 1 to 1000', limit, 'Leave it out for 10.')
  if (!Number.isInteger(about) || about < 0 || about > 20) throw bad('about, 0 to 20', about, 'Leave it out for 5.')
  // those without a name, as `a spokesman`, have none to count
  const must: Query[] = [{ kind: 'exists', field: 'quotations.name' }, ...nameBegins(prefix)]
  const filter = yield* filterOf(index, others)
  if (filter !== undefined) must.push(filter)
  const base: SearchOptions & { signal?: AbortSignal } = {
    target: 'quotations',
    fields: ['quotations.text'],
    combineWith: 'and',
    ...(signal && { signal }),
  }
  const [{ facets }] = yield* all([
    index.search(query, { ...base, limit: 0, filter: { kind: 'bool', must }, facets: { 'quotations.name': { limit } } }),
  ])
  const counted = facets?.['quotations.name'] ?? { values: [], others: 0 }
  if (counted.values.length === 0) return { speakers: [], others: 0 }
  must.push({
    kind: 'bool',
    should: counted.values.map(({ value }): Query => ({ kind: 'term', field: 'quotations.name', text: String(value) })),
  })
  const field = 'quotations.name'
  // names that differ in case only are one to the filter, and two groups
  const each: SearchOptions = { ...base, limit: 2 * counted.values.length, filter: { kind: 'bool', must } }
  const [first, last] = yield* all([
    index.search(query, { ...each, sort: 'published', collapse: field }),
    index.search(query, { ...each, sort: '-published', collapse: { field, size: about > 0 ? sample : 1 } }),
  ])
  const since = new Map(first.hits.map((hit) => [hit.group?.value, hitOf(hit).published]))
  const groups = new Map(last.hits.map((hit) => [hit.group?.value, [hit, ...(hit.group?.hits ?? [])].map(hitOf)]))
  const found = counted.values.flatMap(({ value, count }) => {
    const latest = groups.get(value)
    return latest === undefined ? [] : [{ name: String(value), count, latest, since: since.get(value) }]
  })
  const words = about === 0 ? [] : yield* tellingWords(index, found, about, signal)
  return {
    speakers: found.map(({ name, count, latest: [latest], since: first }, i) => ({
      name,
      speakerKind: latest.speakerKind === 'organization' ? 'organization' : 'person',
      count,
      ...(first !== undefined && { since: first }),
      ...(latest.published !== undefined && { until: latest.published }),
      about: words[i] ?? [],
      latest,
    })),
    others: counted.others,
  }
}

/** Of each speaker the words that tell most of what was said, without the speaker's own name. */
function* tellingWords(
  index: Searchable,
  found: readonly { name: string; latest: readonly QuotationHit[] }[],
  about: number,
  signal: AbortSignal | undefined,
): Steps<string[][]> {
  const { moreLikeThis } = index
  if (moreLikeThis === undefined) return []
  const queries = yield* all(
    found.map(({ latest, name }) =>
      moreLikeThis.call(index, {
        text: latest.map(({ text }) => text).join('\n'),
        fields: ['body'],
        maxTerms: about + name.split(' ').length,
        ...(signal && { signal }),
      }),
    ),
  )
  return queries.map((query, i) => {
    const own = found[i].name.toLowerCase().split(' ')
    const words = query.kind === 'bool' ? (query.should ?? []).flatMap((each) => (each.kind === 'term' ? [each.text] : [])) : []
    return words.filter((word) => !own.includes(word)).slice(0, about)
  })
}

/** Names with all words of `prefix`, the last of which may be the beginning of one. */
function nameBegins(prefix: string): Query[] {
  const field = 'quotations.speaker'
  const words = prefix.trim().split(/\s+/u)
  const last = words.pop() ?? ''
  const whole = words.map((text): Query => ({ kind: 'match', field, text, operator: 'and' }))
  return last === '' ? whole : [...whole, { kind: 'prefix', field, text: last }]
}

function bad(expected: string, got: unknown, cure: string): RostrumError {
  return new RostrumError('E_CONFIG', { expected, got: quote(got), cure })
}
