// What of a query can be marked in a text: its terms and phrases, those that stand for one word of it together, and what each is worth.

import type { Node } from '../query/node.js'
import { leafIdf, type Scoring } from './evaluate.js'
import type { Leaf } from './leaves.js'

/** A term or phrase that a text may be marked with. */
export interface Clause {
  readonly leaf: Leaf
  /** What was asked for, from 0: readings of one word and what a pattern stands for are one thing. */
  readonly asked: number
  /** What a fragment with it is worth: weight times rarity, or weight alone. */
  readonly worth: number
}

/** The clauses of a query, those that are excluded left out. Linear in its parts. */
export function clausesOf(node: Node, scoring?: Scoring): Clause[] {
  const clauses: Clause[] = []
  let count = 0
  const add = (leaf: Leaf, asked: number): void => {
    const rarity = scoring === undefined ? 1 : leafIdf(leaf, scoring.prepared)
    clauses.push({ leaf, asked, worth: leaf.weight * rarity })
  }
  const rest: Node[] = [node]
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    switch (next.node) {
      case 'term':
      case 'phrase':
        add(next, count++)
        break
      case 'max':
        if (next.of.every(isLeaf)) {
          for (const each of next.of) if (isLeaf(each)) add(each, count)
          count++
        } else rest.push(...next.of)
        break
      case 'bool':
        rest.push(...next.must, ...next.should)
        break
      case 'join':
      case 'constant':
      case 'scaled':
        rest.push(next.of)
    }
  }
  return clauses
}

function isLeaf(node: Node): node is Leaf {
  return node.node === 'term' || node.node === 'phrase'
}
