// How many documents match each of several queries: their terms are looked up together, and scores are left aside.

import type { Plan } from '../bytes/plan.js'
import type { Node } from '../query/node.js'
import { noMoreDocuments } from '../segment/layout.js'
import { type Scoring, scorerOf, scoringOf } from './evaluate.js'
import { resolved } from './patterns.js'
import { prepare } from './terms.js'
import { hasBit, type View } from './view.js'

/** Queries made ready to be counted. */
export interface Countable {
  readonly nodes: readonly Node[]
  readonly scoring: Scoring
}

/** Looks up what some queries need. Rounds: as of a search. @throws E_CORRUPT */
export function* countable(view: View, asked: readonly Node[], boosts: readonly number[]): Plan<Countable> {
  const { node } = yield* resolved(view, { node: 'bool', must: [], should: asked, not: [] })
  const prepared = yield* prepare(view, node)
  return { nodes: node.node === 'bool' ? node.should : [], scoring: scoringOf(prepared, boosts) }
}

/** The documents of `node`, those deleted left out, up to `most`; by segment, ascending. O(documents). */
export function documentsOf(node: Node, scoring: Scoring, most = Number.POSITIVE_INFINITY): number[][] {
  let left = most
  return scoring.prepared.segments.map((segment) => {
    const docs: number[] = []
    if (left <= 0) return docs
    const { deleted } = segment.view
    const scorer = scorerOf(node, segment, scoring)
    for (let doc = scorer.next(); doc !== noMoreDocuments && left > 0; doc = scorer.next()) {
      if (hasBit(deleted, doc)) continue
      docs.push(doc)
      left--
    }
    return docs
  })
}

/** How many documents match, those deleted left out, up to `most`. */
export function countOf(node: Node, scoring: Scoring, most?: number): number {
  return documentsOf(node, scoring, most).reduce((sum, docs) => sum + docs.length, 0)
}

/** How many of some documents match. O(those documents). */
export function countAmong(node: Node, scoring: Scoring, among: readonly (readonly number[])[]): number {
  let count = 0
  scoring.prepared.segments.forEach((segment, s) => {
    if (among[s].length === 0) return
    const scorer = scorerOf(node, segment, scoring)
    for (const doc of among[s]) if ((scorer.doc < doc ? scorer.advance(doc) : scorer.doc) === doc) count++
  })
  return count
}
