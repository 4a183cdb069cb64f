// More documents like one: its best words are asked for, and it is left out itself.

import type { Plan } from '../bytes/plan.js'
import type { Query } from '../query/query.js'
import { type LikeOptions, likeNames } from '../search/like.js'
import { deepestHit, type SearchOptions } from '../search/options.js'
import type { Id } from '../segment/ids.js'
import type { Results } from './results.js'

export type { LikeOptions } from '../search/like.js'

/** Which words to look for, and how to search. */
export type SimilarOptions = Omit<LikeOptions, 'id' | 'text'> & Omit<SearchOptions, 'fields'>

/** What can be searched, and tell what a document is about. */
interface Searched<T> {
  moreLikeThisPlan(options: LikeOptions): Plan<Query>
  searchPlan(query: Query, options: SearchOptions): Plan<Results<T>>
  explainPlan(query: Query, id: Id, options: SearchOptions): Plan<unknown>
}

/** The documents most like the one of this id. */
export function* similarTo<T>(index: Searched<T>, id: Id, options: SimilarOptions): Plan<Results<T>> {
  const like: Record<string, unknown> = { id }
  const search: SearchOptions = {}
  for (const [name, value] of Object.entries(options)) {
    if ((likeNames as readonly string[]).includes(name)) like[name] = value
    else (search as Record<string, unknown>)[name] = value
  }
  like.id = id
  const query = yield* index.moreLikeThisPlan(like)
  const { limit = 10, offset = 0 } = search
  const isRoomy = Number.isInteger(limit) && Number.isInteger(offset) && limit >= 0 && offset >= 0 && limit + offset < deepestHit
  // one more, for the document itself, which is among the best; what is out of bounds is refused as it is
  const results = yield* index.searchPlan(query, isRoomy ? { ...search, limit: limit + offset + 1, offset: 0 } : search)
  const others = results.hits.filter((hit) => hit.id !== id)
  const isAmong =
    others.length < results.hits.length ||
    (results.count > results.hits.length && (yield* index.explainPlan(query, id, search)) !== undefined)
  const hits = isRoomy ? others.slice(offset, offset + limit) : others
  return { ...results, hits, count: results.count - (isAmong ? 1 : 0) }
}
