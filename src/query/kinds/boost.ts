// A query that counts more or less than others: `climate^2`, `(carbon tax)^0.5`.

import type { Kind } from '../kind.js'
import { queryLimits } from '../limits.js'
import type { Node } from '../node.js'
import type { Boost } from '../query.js'

/** A query whose score is multiplied. */
export const boost: Kind<Boost> = {
  properties: ['query', 'by'],
  check(value, check) {
    const by = value.get('by')
    if (typeof by !== 'number' || !(by >= 0 && by <= Number.MAX_VALUE)) {
      throw check.bad('by, a finite number of at least 0', by, `Give a number from 0 to ${queryLimits.boost}.`)
    }
    return { kind: 'boost', query: check.boosted(value.get('query'), 'query', by), by }
  },
  normal(query, normal) {
    const inner = normal(query.query)
    return inner && { kind: 'boost', query: inner, by: query.by }
  },
  format: ({ query, by }, format) => `${format.operand(query)}^${by}`,
  compile({ query, by }, compile) {
    const node = compile.query(query)
    return node && scaled(node, by)
  },
}

/** The node with the weights of its words times `by`; ranges and `all` score 0 anyway. */
function scaled(node: Node, by: number): Node {
  if (node.node === 'term' || node.node === 'phrase' || node.node === 'expand') return { ...node, weight: node.weight * by }
  if (node.node === 'max') return { ...node, of: node.of.map((each) => scaled(each, by)) }
  if (node.node === 'constant') return { ...node, score: node.score * by }
  if (node.node === 'join' || node.node === 'scaled') return { ...node, of: scaled(node.of, by) }
  if (node.node !== 'bool') return node
  return { ...node, must: node.must.map((each) => scaled(each, by)), should: node.should.map((each) => scaled(each, by)) }
}
