// Results without near duplicates: more hits are looked at than are given, and what says the same as a better one stands beside it.

import type { Analyzer } from '../analysis/analyzer.js'
import type { Problem } from '../query/problems.js'
import type { Schema } from '../schema.js'
import type { SearchModules } from '../search/modules.js'
import type { CheckedNearDuplicates } from '../search/near-duplicates.js'
import { type CheckedOptions, deepestHit } from '../search/options.js'
import type { FoundList } from '../search/search.js'
import { decodeStored } from '../segment/record.js'
import { type Results, resultsOf } from './results.js'

/** The same options, for as many hits as are looked at. */
export function widely(options: CheckedOptions): CheckedOptions {
  const { limit, offset } = options
  return { ...options, offset: 0, limit: limit === 0 ? 0 : Math.min(deepestHit, Math.max(100, 5 * (limit + offset))) }
}

/** The hits that are wanted of those that were looked at. Linear in their texts. */
export function distinctOf<T>(
  list: FoundList,
  problems: Problem[],
  schema: Schema,
  options: CheckedOptions,
  { field, similarity }: CheckedNearDuplicates,
  modules: SearchModules,
): Results<T> {
  const place = schema.stored(options.target).indexOf(field.name)
  const texts = list.found.map(({ record }) => {
    const stored = decodeStored(record[place])
    return (Array.isArray(stored) ? stored.flat() : [stored]).filter((value) => value !== null && value !== undefined).join('\n')
  })
  const groups = modules.nearDuplicates.code
    .nearGroups(texts, field.analyzer as Analyzer, similarity)
    .slice(options.offset, options.offset + options.limit)
  const results = resultsOf<T>({ ...list, found: groups.map(({ first }) => list.found[first]) }, problems, schema, options, modules)
  // it tells where the hits that were looked at end
  delete results.after
  for (const [i, { others }] of groups.entries()) {
    if (others.length === 0) continue
    results.hits[i].duplicates = others.map(({ place: other, similarity: own }) => {
      const { id, score, item } = list.found[other]
      return { id, score, similarity: own, ...(item && { index: item.index }) }
    })
  }
  return results
}
