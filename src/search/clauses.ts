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
  let leaves: Leaf[] | undefined
  const rest: Node[] = [node]
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    switch (next.node) {
      case 'term':
      case 'phrase':
        add(next, count++)
        break
      case 'max':
        leaves = alternatives(next)
        if (leaves === undefined) rest.push(...next.of)
        else {
          for (const each of leaves) add(each, count)
          count++
        }
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

/** The leaves of what is nothing but alternatives, in each other or not; undefined where there are other parts. */
function alternatives(node: Node): Leaf[] | undefined {
  const leaves: Leaf[] = []
  const rest: Node[] = [node]
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    if (next.node === 'max') rest.push(...next.of)
    else if (next.node === 'term' || next.node === 'phrase') leaves.push(next)
    else if (next.node !== 'none') return undefined
  }
  return leaves
}
