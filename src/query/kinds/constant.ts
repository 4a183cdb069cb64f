// A query whose documents all have one score: `outlet:reuters^=2`.

import type { Kind } from '../kind.js'
import { queryLimits } from '../limits.js'
import type { Constant } from '../query.js'

/** A query with one score for all. */
export const constant: Kind<Constant> = {
  properties: ['query', 'score'],
  check(value, check) {
    const score = value.get('score')
    if (typeof score !== 'number' || !(score >= 0 && score <= queryLimits.boost)) {
      throw check.bad(`score, a number from 0 to ${queryLimits.boost}`, score, 'Give one.')
    }
    return { kind: 'constant', query: check.boosted(value.get('query'), 'query', 1), score }
  },
  normal(query, normal) {
    const inner = normal(query.query)
    return inner && { kind: 'constant', query: inner, score: query.score }
  },
  format: ({ query, score }, format) => `${format.operand(query)}^=${score}`,
  compile({ query, score }, compile) {
    const of = compile.query(query)
    return of === undefined || of.node === 'none' ? of : { node: 'constant', of, score }
  },
}
