// Queries combined: `+must should -not`, `(a OR b) AND c`.

import { nothing } from '../builders.js'
import { combined } from '../combined.js'
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
