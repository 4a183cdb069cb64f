// Whether a query has patterns, which only then are looked up.

import { imported } from '../bytes/module.js'
import type { Plan } from '../bytes/plan.js'
import type { Node, Pattern, PhraseNode } from '../query/node.js'
import type { RecordPlace } from '../segment/dictionary.js'
import type { View } from './view.js'

/** A query without patterns. */
export interface Resolved {
  node: Node
  /** Where the records of terms lie that patterns stand for, where that is known: of an index of one segment. */
  places: ReadonlyMap<string, RecordPlace> | undefined
  /** Whether a pattern describes more words than it may stand for: `mostExpansions`, `mostInPhrase`, its part of `mostTogether`. */
  truncated: boolean
}

/** The query with the terms of an index in place of its patterns. Rounds: as of `resolve`; none where there is no pattern. @throws E_CORRUPT */
export function* resolved(view: View, node: Node): Plan<Resolved> {
  if (!hasPatterns(node)) return { node, places: undefined, truncated: false }
  const { resolve, wordsOf } = yield* imported(view.modules.expansion)
  return yield* resolve(wordsOf(view), node)
}

/** Whether any part of a query is a pattern. */
export function hasPatterns(node: Node): boolean {
  switch (node.node) {
    case 'expand':
      return true
    case 'phrase':
      return isOpen(node)
    case 'max':
      return node.of.some(hasPatterns)
    case 'join':
    case 'constant':
    case 'scaled':
      return hasPatterns(node.of)
    case 'bool':
      return node.must.some(hasPatterns) || node.should.some(hasPatterns) || node.not.some(hasPatterns)
    default:
      return false
  }
}

/** Whether the last word of a phrase is a pattern. */
export function isOpen(node: PhraseNode): node is PhraseNode & { last: Pattern } {
  return node.last !== undefined
}
