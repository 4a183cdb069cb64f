// Whether a query has patterns, which only then are looked up.

import { imported } from '../bytes/module.js'
import { type Plan, type Range, together } from '../bytes/plan.js'
import type { Node, Pattern, PhraseNode } from '../query/node.js'
import type { RecordPlace } from '../segment/dictionary.js'
import { keysOf, leavesOf } from './leaves.js'
import { dictionaryRanges } from './terms.js'
import type { View } from './view.js'

/** A query without patterns. */
export interface Resolved {
  node: Node
  /** Where the records of terms lie that patterns stand for, where that is known: of an index of one segment. */
  places: ReadonlyMap<string, RecordPlace> | undefined
  /** Whether a pattern describes more words than it may stand for: `mostExpansions`, `mostInPhrase`, its part of `mostTogether`. */
  truncated: boolean
}

/**
 * The query with the terms of an index in place of its patterns. Rounds: as of `resolve`; none where there is no pattern. What the query's other words, and `moreKeys`,
 * are looked up in comes with them, so that `prepare` finds it here. @throws E_CORRUPT
 */
export function* resolved(view: View, node: Node, moreKeys: readonly string[] = []): Plan<Resolved> {
  if (!hasPatterns(node)) return { node, places: undefined, truncated: false }
  const { resolve, wordsOf } = yield* imported(view.modules.expansion)
  const ranges = dictionaryRanges(view, () => [...leavesOf(node, true).flatMap(keysOf), ...moreKeys])
  if (ranges.length === 0) return yield* resolve(wordsOf(view), node)
  const [found] = yield* together([resolve(wordsOf(view), node), brought(ranges)])
  return found as Resolved
}

/** Nothing comes of it but that bytes are here. */
function* brought(ranges: readonly Range[]): Plan<undefined> {
  yield ranges
  return undefined
}

/** Whether any part of a query is a pattern. */
export function hasPatterns(node: Node): boolean {
  return somePart(node, isPattern)
}

/** Whether a part of a query without parts of its own passes; looks at them in order until one does. */
export function somePart(node: Node, passes: (part: Node) => boolean): boolean {
  switch (node.node) {
    case 'max':
      return anyPart(node.of, passes)
    case 'join':
    case 'constant':
    case 'scaled':
      return somePart(node.of, passes)
    case 'bool':
      return anyPart(node.must, passes) || anyPart(node.should, passes) || anyPart(node.not, passes)
    default:
      return passes(node)
  }
}

function anyPart(nodes: readonly Node[], passes: (part: Node) => boolean): boolean {
  for (let i = 0; i < nodes.length; i++) if (somePart(nodes[i], passes)) return true
  return false
}

/** A part of a query that other terms are put in place of: a word, or a phrase, whose last word is a pattern. */
export type PatternNode = Extract<Node, { node: 'expand' }> | (PhraseNode & { last: Pattern })

/** Whether a part of a query is a pattern, or a phrase that ends in one. */
export function isPattern(node: Node): node is PatternNode {
  return node.node === 'expand' || (node.node === 'phrase' && node.last !== undefined)
}
