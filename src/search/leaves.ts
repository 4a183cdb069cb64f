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
      case 'constant':
      case 'scaled':
        rest.push(next.of)
    }
  }
  return leaves.reverse()
}

/** The dictionary keys of a leaf. */
export function keysOf(leaf: Leaf): readonly string[] {
  if (leaf.node === 'term') return [leaf.key]
  return leaf.lastKeys === undefined ? leaf.keys : [...leaf.keys.slice(0, -1), ...leaf.lastKeys]
}

/** Whether anything in the query gives a score above 0; where nothing does, order by date says more than order of arrival. */
export function scores(node: Node): boolean {
  switch (node.node) {
    case 'term':
    case 'phrase':
    case 'expand':
      return node.weight > 0
    case 'constant':
      return node.score > 0
    case 'max':
      return node.of.some(scores)
    case 'bool':
      return node.must.some(scores) || node.should.some(scores)
    case 'join':
    case 'scaled':
      return scores(node.of)
    default:
      return false
  }
}

/** Numbers of the fields whose columns the query reads. */
export function columnsOf(node: Node): number[] {
  switch (node.node) {
    case 'range':
    case 'exists':
      return [node.field]
    case 'scaled':
      return [node.field, ...columnsOf(node.of)]
    case 'max':
      return node.of.flatMap(columnsOf)
    case 'bool':
      return [...node.must, ...node.should, ...node.not].flatMap(columnsOf)
    case 'join':
    case 'constant':
      return columnsOf(node.of)
    default:
      return []
  }
}

/** Numbers of the fields of which the query asks whether they have a value. */
export function existsOf(node: Node): number[] {
  switch (node.node) {
    case 'exists':
      return [node.field]
    case 'max':
      return node.of.flatMap(existsOf)
    case 'bool':
      return [...node.must, ...node.should, ...node.not].flatMap(existsOf)
    case 'join':
    case 'scaled':
    case 'constant':
      return existsOf(node.of)
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
      case 'phrase':
        // any word may be the last one, and a glimpse knows no forms
        if (next.last !== undefined || next.isExact === true) return undefined
        break
      case 'term':
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
