// Queries combined: `+must should -not`, `(a OR b) AND c`.

import { nothing } from '../builders.js'
import type { Kind } from '../kind.js'
import type { Node } from '../node.js'
import type { Bool, Query } from '../query.js'
import { compileList } from '../sequence.js'

/** Queries combined. */
export const bool: Kind<Bool> = {
  properties: ['must', 'should', 'not', 'minimumShouldMatch'],
  check(value, check) {
    const least = value.get('minimumShouldMatch')
    if (least !== undefined && !(Number.isInteger(least) && (least as number) >= 0)) {
      throw check.bad('minimumShouldMatch, a whole number of at least 0', least, 'Leave it out for one, or none beside must.')
    }
    const lists = (['must', 'should', 'not'] as const).map((name) => check.queries(value.get(name), name))
    return made(lists[0], lists[1], lists[2], least as number | undefined)
  },
  normal(query, normal) {
    const list = (queries: readonly Query[] = []): Query[] => queries.flatMap((each) => normal(each) ?? [])
    const must = list(query.must)
    const should = list(query.should)
    const not = list(query.not)
    const least = leastOf(query, must.length)
    if (least !== undefined) {
      if (least > should.length) return nothing()
      const some = should.length === 1 ? should[0] : made([], should, [], least === 1 ? undefined : least)
      return must.length + not.length === 0 ? some : made([...must, some], [], not)
    }
    if (must.length + should.length === 1 && not.length === 0) return must[0] ?? should[0]
    if (must.length + should.length + not.length === 0) return isEmpty(query) ? nothing() : undefined
    return made(must, should, not)
  },
  format({ must = [], should = [], not = [], minimumShouldMatch }, format) {
    if (minimumShouldMatch !== undefined) return `(${should.map((each) => format.item(each)).join(' ')})~${minimumShouldMatch}`
    if (must.length === 0 && not.length === 0 && should.length > 1) return should.map((each) => format.item(each)).join(' OR ')
    return [
      ...must.map((each) => `+${format.item(each)}`),
      ...should.map((each) => format.item(each)),
      ...not.map((each) => `-${format.item(each)}`),
    ].join(' ')
  },
  compile(query, compile) {
    const must = compileList(query.must ?? [], compile, 'must')
    const not = (query.not ?? []).flatMap((each) => compile.literally(each) ?? [])
    const least = leastOf(query, must.length)
    if (least !== undefined) {
      // each word counts for itself here
      const several = (query.should ?? []).flatMap((each) => compile.query(each) ?? [])
      return combined([...must, least === 1 ? combined([], several, []) : severalOf(several, least)], [], not)
    }
    const should = compileList(query.should ?? [], compile, 'should')
    if (must.length + should.length + not.length === 0) return isEmpty(query) ? { node: 'none' } : undefined
    return combined(must, should, not)
  },
}

/** A bool with the lists that hold something. */
function made(must: readonly Query[] = [], should: readonly Query[] = [], not: readonly Query[] = [], least?: number): Bool {
  return {
    kind: 'bool',
    ...(must.length > 0 && { must }),
    ...(should.length > 0 && { should }),
    ...(not.length > 0 && { not }),
    ...(least !== undefined && { minimumShouldMatch: least }),
  }
}

/** How many of `should` must match, where that is not what it is without being said. */
function leastOf({ minimumShouldMatch: least }: Bool, musts: number): number | undefined {
  return least === undefined || least === 0 || (least === 1 && musts === 0) ? undefined : least
}

/** Several of some nodes: they are not taken apart or put together, for each counts. */
function severalOf(should: readonly Node[], atLeast: number): Node {
  const possible = should.filter((node) => node.node !== 'none')
  return possible.length < atLeast ? { node: 'none' } : { node: 'bool', must: [], should: possible, not: [], atLeast }
}

function isEmpty({ must = [], should = [], not = [] }: Bool): boolean {
  return must.length + should.length + not.length === 0
}

/** The simplest node that finds and scores the same: bools within bools are opened, equal words counted once with their weights added. */
function combined(musts: readonly Node[], shoulds: readonly Node[], nots: readonly Node[]): Node {
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
