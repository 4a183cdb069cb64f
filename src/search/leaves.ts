// The terms and phrases of a compiled query: what has to be looked up, and what can be marked in a text.

import type { Node } from '../query/node.js'

/** A leaf that has postings. */
export type Leaf = Extract<Node, { node: 'term' | 'phrase' }>

/** All terms and phrases; those under `not` only where `negated` asks for them. */
export function leavesOf(node: Node, negated: boolean): Leaf[] {
  const leaves: Leaf[] = []
  // a pattern that is asked for several times is one node, of very many terms
  const seen = new Set<Node>()
  const rest: Node[] = [node]
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    switch (next.node) {
      case 'term':
      case 'phrase':
        leaves.push(next)
        break
      case 'max':
        if (!seen.has(next)) rest.push(...next.of)
        seen.add(next)
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

/** Puts the numbers of the fields whose columns the query reads into `columns`, and of those it asks of whether they have a value into `existing`. */
export function fieldsRead(node: Node, columns: number[], existing: number[]): void {
  switch (node.node) {
    case 'range':
      columns.push(node.field)
      break
    case 'exists':
      columns.push(node.field)
      existing.push(node.field)
      break
    case 'scaled':
      columns.push(node.field)
      fieldsRead(node.of, columns, existing)
      break
    case 'join':
    case 'constant':
      fieldsRead(node.of, columns, existing)
      break
    case 'max':
      for (const each of node.of) fieldsRead(each, columns, existing)
      break
    case 'bool':
      for (const each of node.must) fieldsRead(each, columns, existing)
      // the same pattern again is the same node
      for (const each of node.should.length > 64 ? new Set(node.should) : node.should) fieldsRead(each, columns, existing)
      for (const each of node.not) fieldsRead(each, columns, existing)
  }
}

/** The most keys that a glimpse is taken for. */
const mostKeys = 64

/**
 * The dictionary keys that are all a search for the node reads of an index, beside ids and stored fields; undefined where it may read more: columns,
 * other entries of the dictionary, other levels. Those of `more` are among them.
 */
export function onlyKeys(node: Node, more: readonly string[] = []): string[] | undefined {
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
  const keys = [...new Set([...leavesOf(node, true).flatMap(keysOf), ...more])]
  return keys.length <= mostKeys ? keys : undefined
}
