// What a text becomes in a compiled query: a term or phrase for each way the fields' analyzers read it.

import type { Analyzer } from '../analysis/analyzer.js'
import type { Reading } from '../analysis/query-words.js'
import type { Field } from '../schema.js'
import type { Node, PhraseNode } from './node.js'

/** One node for each way the fields' analyzers read the text; fields whose analyzers agree share one, so that their frequencies add up before saturation. */
export function textNode(
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
