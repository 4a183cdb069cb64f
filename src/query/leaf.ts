// What words and values become in a compiled query: the part that terms and phrases share.

import type { Analyzer } from '../analysis/analyzer.js'
import type { Reading } from '../analysis/query-words.js'
import { type Field, keywordKey } from '../schema.js'
import type { Check, Compile } from './kind.js'
import type { Node, PhraseNode } from './node.js'
import { isBlank } from './spaces.js'
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

/** One node for each way the fields' analyzers read the text; fields whose analyzers agree share one, so that their frequencies add up before saturation. */
function textNode(
  fields: readonly Field[],
  text: string,
  readings: (analyzer: Analyzer, text: string) => readonly Reading[],
): Node | undefined {
  const alike = alikeNumbers(fields)
  if (alike !== undefined && fields[0].analyzer !== undefined) {
    const found = readings(fields[0].analyzer, text)
    return found.length === 0 ? undefined : readingsNode(found, alike)
  }
  const texts = fields.filter((field) => field.type === 'text')
  if (texts.length === 0) return { node: 'none' }
  const [{ level }] = texts
  if (texts.some((field) => field.level !== level)) {
    // a word that stands in a document and a word that stands in an item of it are two things to count
    const levels = [...new Set(texts.map((field) => field.level))]
    const nodes = levels.flatMap(
      (each) =>
        textNode(
          texts.filter((field) => field.level === each),
          text,
          readings,
        ) ?? [],
    )
    return nodes.length <= 1 ? nodes[0] : { node: 'bool', must: [], should: nodes, not: [] }
  }
  const byAnalyzer = new Map<Analyzer | undefined, Field[]>()
  for (const field of texts) {
    const group = byAnalyzer.get(field.analyzer)
    if (group === undefined) byAnalyzer.set(field.analyzer, [field])
    else group.push(field)
  }
  const byReadings = new Map<string, { found: readonly Reading[]; numbers: number[] }>()
  for (const [analyzer, group] of byAnalyzer) {
    const found = analyzer === undefined ? [] : readings(analyzer, text)
    if (found.length === 0) continue
    const signature = JSON.stringify(found)
    const same = byReadings.get(signature)
    const numbers = group.map((field) => field.number)
    if (same === undefined) byReadings.set(signature, { found, numbers })
    else same.numbers.push(...numbers)
  }
  const nodes = [...byReadings.values()].map(({ found, numbers }) =>
    readingsNode(
      found,
      numbers.sort((a, b) => a - b),
    ),
  )
  if (nodes.length <= 1) return nodes[0]
  return { node: 'bool', must: [], should: nodes, not: [] }
}

/** Numbers of text fields that have one analyzer and one level, as nearly all do; undefined for others. */
export function alikeNumbers(fields: readonly Field[]): number[] | undefined {
  if (fields.length === 0) return undefined
  const numbers: number[] = []
  const { analyzer, level } = fields[0]
  for (let i = 0; i < fields.length; i++) {
    const field = fields[i]
    if (field.type !== 'text' || field.analyzer !== analyzer || field.level !== level) return undefined
    numbers.push(field.number)
  }
  return numbers
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

function readingsNode(readings: readonly Reading[], fields: readonly number[]): Node {
  if (readings.length === 1 && readings[0].terms.length === 1) {
    const { terms, words, weight } = readings[0]
    return { node: 'term', key: terms[0], fields, weight, words }
  }
  const nodes = readings.map(({ terms, words, positions: places, weight, blend }): Node => {
    if (terms.length === 1) {
      const [key] = terms
      return blend === undefined ? { node: 'term', key, fields, weight, words } : { node: 'term', key, fields, weight, words, blend }
    }
    const positions = places.map((position) => position - places[0])
    const phrase: PhraseNode = { node: 'phrase', keys: terms, positions, fields, weight, words }
    return blend === undefined ? phrase : { ...phrase, blend }
  })
  return nodes.length === 1 ? nodes[0] : { node: 'max', of: nodes }
}
