// Who is meant by a name: quotations of a speaker called so, and those of its first or last word alone where it is the name that most have who are.

import type { Query } from '../query/query.js'
import { foldKeyword } from '../schema.js'
import type { SearchOptions } from '../search/options.js'
import { all, type Searchable, type Steps } from './answers.js'

/** How many names with a word of the one that is asked for are weighed. */
const mostNames = 1000

/** The quotations of a speaker. Of a name of one word, of all who have it; else one search more, for who else has its first or last word. */
export function* speakerFilter(index: Searchable, name: string, signal?: AbortSignal): Steps<Query> {
  const named: Query = { kind: 'match', field: 'quotations.speaker', text: name, operator: 'and' }
  const words = foldKeyword(name).split(' ')
  if (words.length < 2) return named
  const ends = [...new Set([words[0], words[words.length - 1]])]
  const options: SearchOptions & { signal?: AbortSignal } = {
    target: 'quotations',
    limit: 0,
    filter: { kind: 'bool', should: ends.map((text): Query => ({ kind: 'term', field: 'quotations.speaker', text })) },
    facets: { 'quotations.name': { limit: mostNames } },
    ...(signal && { signal }),
  }
  const [{ facets }] = yield* all([index.search('', options)])
  const known = (facets?.['quotations.name'].values ?? []).map(({ value, count }) => ({
    words: foldKeyword(String(value)).split(' '),
    count,
  }))
  const aliases = ends.filter((end) => {
    let [own, others] = [0, 0]
    for (const { words: theirs, count } of known) {
      if (theirs.length < 2 || (theirs[0] !== end && theirs[theirs.length - 1] !== end)) continue
      if (words.every((word) => theirs.includes(word))) own += count
      else others += count
    }
    return own > others && known.some(({ words: theirs }) => theirs.length === 1 && theirs[0] === end)
  })
  if (aliases.length === 0) return named
  return { kind: 'bool', should: [named, ...aliases.map((text): Query => ({ kind: 'term', field: 'quotations.name', text }))] }
}
