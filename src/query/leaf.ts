// What words and values become in a compiled query: the part that terms and phrases share.

import type { Analyzer } from '../analysis/analyzer.js'
import type { Reading } from '../analysis/query-words.js'
import { type Field, keywordKey } from '../schema.js'
import type { Check, Compile } from './kind.js'
import type { Node, PhraseNode } from './node.js'
import { isBlank } from './spaces.js'
import { textNode } from './text-node.js'
import { spanOf, valueName } from './values.js'

/** A text in a field, or in the fields searched where the query names none; `readings` is what an analyzer makes of it. Undefined where nothing is left of it. */
export function leaf(
  query: { text: string; field?: string },
  compile: Compile,
  readings: (analyzer: Analyzer, text: string) => readonly Reading[],
): Node | undefined {
  if (isBlank(query.text)) return undefined
  if (query.field === undefined) return textNode(compile.fields, query.text, readings)
  const field = compile.schema.field(query.field)
  if (field === undefined) return { node: 'none' }
  return field.type === 'text' ? textNode([field], query.text, readings) : valueNode(field, query.text, compile.timeZone)
}

/** Refuses a text that cannot be a value of its field: what is no date can never be found in a date field. */
export function checkValue(check: Check, text: string, field: Field | undefined): void {
  if (field !== undefined && (field.type === 'number' || field.type === 'date') && spanOf(field.type, text) === undefined) {
    throw check.bad(
      `text, ${valueName(field.type)} for field ${JSON.stringify(field.name)}`,
      text,
      'Correct the value, or name another field.',
    )
  }
}

/** The whole of `text` as a keyword, number or date. */
function valueNode(field: Field, text: string, timeZone: string | undefined): Node {
  if (field.type === 'keyword') {
    return { node: 'term', key: keywordKey(field, text), fields: [field.number], weight: 1, words: [text] }
  }
  const span = spanOf(field.type, text, timeZone)
  return span === undefined ? { node: 'none' } : { node: 'range', field: field.number, from: span.from, to: span.to }
}

/** A compiled phrase that other words may stand within; a single word stays as it is. */
export function spread(node: Node, slop: number, isUnordered: boolean): Node {
  if (node.node === 'phrase') return isUnordered ? unordered(node, slop) : slop > 0 ? { ...node, slop } : node
  if (node.node === 'max') return { ...node, of: node.of.map((each) => spread(each, slop, isUnordered)) }
  return node.node === 'bool' ? { ...node, should: node.should.map((each) => spread(each, slop, isUnordered)) } : node
}

/** The words of a phrase in any order, each once. */
function unordered(node: PhraseNode, slop: number): PhraseNode {
  const times = new Map<string, number>()
  for (const key of node.keys) times.set(key, (times.get(key) ?? 0) + 1)
  return {
    ...node,
    keys: [...times.keys()],
    times: [...times.values()],
    positions: [...times.keys()].map(() => 0),
    slop,
    isUnordered: true,
  }
}
