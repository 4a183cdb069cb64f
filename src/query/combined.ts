// Compiled queries put together: what may, what must, and what must not match.

import type { Node } from './node.js'

/** The simplest node that finds and scores the same: bools within bools are opened, equal words counted once with their weights added. */
export function combined(musts: readonly Node[], shoulds: readonly Node[], nots: readonly Node[]): Node {
  const must: Node[] = []
  const should: Node[] = []
  const not: Node[] = []
  for (const node of musts) {
    if (node.node === 'none') return node
    if (node.node === 'bool' && node.should.length === 0) {
      append(must, node.must)
      append(not, node.not)
    } else must.push(node)
  }
  for (const node of shoulds) {
    if (node.node === 'bool' && node.must.length === 0 && node.not.length === 0 && node.atLeast === undefined) append(should, node.should)
    else if (node.node !== 'none') should.push(node)
  }
  if (must.length === 0 && shoulds.length > 0 && should.length === 0) return { node: 'none' }
  for (const node of nots) {
    if (node.node === 'all') return { node: 'none' }
    if (node.node === 'bool' && node.must.length === 0 && node.not.length === 0 && node.atLeast === undefined) append(not, node.should)
    else if (node.node !== 'none') not.push(node)
  }
  // Every document, score 0: adds nothing to other conditions.
  const conditions: Node[] = must.filter((node) => node.node !== 'all')
  const isAnything = conditions.length === 0 && (must.length > 0 || should.length === 0)
  if (isAnything) conditions.push({ node: 'all' })
  const needed = merged(conditions)
  const wanted = merged(conditions.length > 0 ? should.filter((node) => node.node !== 'all') : should)
  if (not.length === 0 && needed.length === 1 && wanted.length === 0) return needed[0]
  if (not.length === 0 && needed.length === 0 && wanted.length === 1) return wanted[0]
  return { node: 'bool', must: needed, should: wanted, not }
}

/** Terms of the same word in the same fields made one: a word typed a thousand times costs one posting list. Linear. */
function merged(nodes: readonly Node[]): Node[] {
  if (areDistinct(nodes)) return [...nodes]
  const places = new Map<string, number>()
  const kept: Node[] = []
  for (const node of nodes) {
    // a term that stands for another has the rarity of its group
    const signature = node.node === 'term' ? `${node.fields.join()} ${node.key} ${node.blend?.join('\u0000') ?? ''}` : undefined
    const place = signature === undefined ? undefined : places.get(signature)
    const same = place === undefined ? undefined : kept[place]
    if (node.node === 'term' && place !== undefined && same?.node === 'term') {
      kept[place] = { ...same, weight: same.weight + node.weight, words: [...new Set([...same.words, ...node.words])] }
      continue
    }
    if (signature !== undefined) places.set(signature, kept.length)
    kept.push(node)
  }
  return kept
}

/** Whether no two of a few nodes are of the same word; of many, that is left open. */
function areDistinct(nodes: readonly Node[]): boolean {
  if (nodes.length > 16) return false
  for (let i = 1; i < nodes.length; i++) {
    const node = nodes[i]
    if (node.node !== 'term') continue
    for (let k = 0; k < i; k++) {
      const other = nodes[k]
      if (other.node === 'term' && other.key === node.key) return false
    }
  }
  return true
}

function append(list: Node[], more: readonly Node[]): void {
  for (const node of more) list.push(node)
}
