// Compiles what plain words are read as, without the kinds that a query can have besides.

import type { Analyzer } from '../analysis/analyzer.js'
import { queryWord } from '../analysis/query-words.js'
import { combined } from './combined.js'
import type { CompileContext } from './kind.js'
import { atLevel } from './level.js'
import type { Node } from './node.js'
import type { Bool, Query, Term } from './query.js'
import { textNode } from './text-node.js'

/** Every document, or any or all of some words in the fields that are searched: what `plainQuery` gives, and a blank query. */
export type PlainQuery = Extract<Query, { kind: 'all' }> | Term | Bool

/** As `compileQuery`, for a query of plain words and no vocabulary. Linear in its words, times the analyzers of the fields. */
export function compilePlain(
  query: PlainQuery,
  { schema, fields, target = 0 }: Pick<CompileContext, 'schema' | 'fields' | 'target'>,
): Node {
  const word = (each: Query): Node | [] => textNode(fields, (each as Term).text, readings) ?? []
  let node: Node
  if (query.kind === 'all') node = { node: 'all' }
  else if (query.kind === 'term') node = textNode(fields, query.text, readings) ?? { node: 'none' }
  else {
    const must = (query.must ?? []).flatMap(word)
    const should = (query.should ?? []).flatMap(word)
    node = must.length + should.length === 0 ? { node: 'none' } : combined(must, should, [])
  }
  return atLevel(node, schema, target)
}

function readings(analyzer: Analyzer, text: string) {
  return queryWord(analyzer, text).readings
}
