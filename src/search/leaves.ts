// The terms and phrases of a compiled query: what has to be looked up, and what can be marked in a text.

import type { Node } from '../query/node.js'

/** A leaf that has postings. */
export type Leaf = Extract<Node, { node: 'term' | 'phrase' }>

/** All terms and phrases; those under `not` only where `negated` asks for them. */
export function leavesOf(node: Node, negated: boolean): Leaf[] {
  const leaves: Leaf[] = []
  const rest: Node[] = [node]
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    switch (next.node) {
      case 'term':
      case 'phrase':
        leaves.push(next)
        break
      case 'max':
        rest.push(...next.of)
        break
      case 'bool':
        rest.push(...next.must, ...next.should, ...(negated ? next.not : []))
        break
      case 'join':
        rest.push(next.of)
    }
  }
  return leaves.reverse()
}

/** The dictionary keys of a leaf. */
export function keysOf(leaf: Leaf): readonly string[] {
  return leaf.node === 'term' ? [leaf.key] : leaf.keys
}

/** Whether anything in the query gives a score above 0; where nothing does, order by date says more than order of arrival. */
export function scores(node: Node): boolean {
  return leavesOf(node, false).some((leaf) => leaf.weight > 0)
}

/** Numbers of the fields whose columns the query reads. */
export function columnsOf(node: Node): number[] {
  switch (node.node) {
    case 'range':
      return [node.field]
    case 'max':
      return node.of.flatMap(columnsOf)
    case 'bool':
      return [...node.must, ...node.should, ...node.not].flatMap(columnsOf)
    case 'join':
      return columnsOf(node.of)
    default:
      return []
  }
}

/** The most keys that a glimpse is taken for. */
const mostKeys = 64

/**
 * The dictionary keys that are all a search for the node reads of an index, beside ids and stored fields; undefined where it may read more: columns,
 * other entries of the dictionary, other levels.
 */
export function onlyKeys(node: Node): string[] | undefined {
  if (!scores(node)) return undefined
  const rest: Node[] = [node]
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    switch (next.node) {
      case 'term':
      case 'phrase':
      case 'none':
        break
      case 'max':
        rest.push(...next.of)
        break
      case 'bool':
        rest.push(...next.must, ...next.should, ...next.not)
        break
      default:
        return undefined
    }
  }
  const keys = [...new Set(leavesOf(node, true).flatMap(keysOf))]
  return keys.length <= mostKeys ? keys : undefined
}
