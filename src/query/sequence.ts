// Queries that stand next to each other in a bool: where the words of several are typed for one thing that has synonyms, these are asked for as well.

import type { Compile } from './kind.js'
import { leaf } from './leaf.js'
import type { Node } from './node.js'
import type { Query, Term } from './query.js'

/** The nodes of a list of `must` or `should`, without those of which nothing is left. Linear, times the words of the longest synonym. */
export function compileList(given: readonly Query[], compile: Compile, list: 'must' | 'should'): Node[] {
  const longest = compile.vocabulary?.longest ?? 0
  if (longest < 2) return given.flatMap((each) => compile.query(each) ?? [])
  const queries = given.map(onlyClause)
  const nodes: Node[] = []
  for (let i = 0; i < queries.length; ) {
    const several = longestAt(queries, i, longest, compile)
    const end = several?.end ?? i + 1
    const plain = queries.slice(i, end).flatMap((each) => compile.query(each) ?? [])
    if (several === undefined) for (const node of plain) nodes.push(node)
    else if (plain.length === 0) nodes.push(several.node)
    else {
      const typed: Node =
        list === 'must' ? { node: 'bool', must: plain, should: [], not: [] } : { node: 'bool', must: [], should: plain, not: [] }
      nodes.push(either(plain.length === 1 ? plain[0] : typed, several.node, compile))
    }
    i = end
  }
  return nodes
}

/** What is alone in its brackets stands beside the words around it, as it does where the query is printed. */
function onlyClause(query: Query): Query {
  let only = query
  while (only.kind === 'bool' && only.minimumShouldMatch === undefined && (only.not ?? []).length === 0) {
    const { must = [], should = [] } = only
    if (must.length + should.length !== 1) break
    only = must[0] ?? should[0]
  }
  return only
}

/** The better of both; their sum where fields of several levels are searched, whose parts are joined each for itself. */
function either(typed: Node, synonyms: Node, { fields }: Compile): Node {
  const isOneLevel = fields.every(({ level }) => level === fields[0].level)
  return isOneLevel ? { node: 'max', of: [typed, synonyms] } : { node: 'bool', must: [], should: [typed, synonyms], not: [] }
}

/** The synonyms of the most words from `start` on that have any together. */
function longestAt(queries: readonly Query[], start: number, longest: number, compile: Compile): { node: Node; end: number } | undefined {
  const { vocabulary } = compile
  const first = queries[start]
  if (vocabulary === undefined || first.kind !== 'term') return undefined
  const words: Term[] = [first]
  while (words.length < longest) {
    const next = queries[start + words.length]
    if (next?.kind !== 'term' || next.field !== first.field) break
    words.push(next)
  }
  for (; words.length > 1; words.pop()) {
    const typed = words.map((word) => word.text)
    const { field } = first
    if (field !== undefined && compile.schema.field(field)?.type !== 'text') return undefined
    const node = leaf({ text: typed.join(' '), ...(field !== undefined && { field }) }, compile, (analyzer) =>
      vocabulary.several(analyzer, typed),
    )
    if (node !== undefined && node.node !== 'none') return { node, end: start + words.length }
  }
  return undefined
}
