// The best of several queries (disjunction-max): `(headline:tax | body:tax)~0.3`.

import type { Kind } from '../kind.js'
import type { DisMax, Query } from '../query.js'

/** The best of several queries. */
export const dismax: Kind<DisMax> = {
  properties: ['queries', 'tieBreaker'],
  check(value, check) {
    const queries = check.queries(value.get('queries'), 'queries')
    if (queries === undefined) throw check.bad('queries, an array of queries', undefined, 'Give the queries.')
    const tie = value.get('tieBreaker')
    if (tie !== undefined && !(typeof tie === 'number' && tie >= 0 && tie <= 1)) {
      throw check.bad('tieBreaker, a number from 0 to 1', tie, 'Leave it out for 0.')
    }
    return made(queries, tie as number | undefined)
  },
  normal({ queries, tieBreaker }, normal) {
    const list = queries.flatMap((each) => normal(each) ?? [])
    return list.length <= 1 ? list[0] : made(list, tieBreaker === 0 ? undefined : tieBreaker)
  },
  format: ({ queries, tieBreaker }, format) =>
    `(${queries.map((each) => format.item(each)).join(' | ')})${tieBreaker === undefined ? '' : `~${tieBreaker}`}`,
  compile({ queries, tieBreaker = 0 }, compile) {
    const of = queries.flatMap((each) => compile.query(each) ?? [])
    if (of.length === 0) return queries.length === 0 ? { node: 'none' } : undefined
    return of.length === 1 ? of[0] : { node: 'max', of, ...(tieBreaker > 0 && { tie: tieBreaker }) }
  },
}

function made(queries: readonly Query[], tieBreaker: number | undefined): DisMax {
  return { kind: 'dismax', queries, ...(tieBreaker !== undefined && { tieBreaker }) }
}
