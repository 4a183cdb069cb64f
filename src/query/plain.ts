// Reads a query string of nothing but words, as nearly all are: what parseQuery would make of it, without its tokens (bench: search).

import { queryLimits } from './limits.js'
import type { PlainQuery } from './plain-compile.js'
import type { Term } from './query.js'

/** Words that are operators, in capitals only. */
export const operators: ReadonlyMap<string, 'and' | 'or' | 'not'> = new Map([
  ['AND', 'and'],
  ['OR', 'or'],
  ['NOT', 'not'],
])

/** The query of ASCII letters, digits and spaces without operators; undefined where there is anything else, or nothing. Linear. */
export function plainQuery(text: string, combineWith: 'or' | 'and'): PlainQuery | undefined {
  if (text.length > queryLimits.text) return undefined
  const terms: Term[] = []
  for (let at = 0; at < text.length; ) {
    const start = at
    while (at < text.length && isPlain(text.charCodeAt(at))) at++
    if (at > start) {
      const word = text.slice(start, at)
      if (operators.has(word)) return undefined
      terms.push({ kind: 'term', text: word })
    } else if (text.charCodeAt(at) === 0x20) at++
    else return undefined
  }
  if (terms.length <= 1 || terms.length > queryLimits.clauses) return terms.length === 1 ? terms[0] : undefined
  return combineWith === 'and' ? { kind: 'bool', must: terms } : { kind: 'bool', should: terms }
}

function isPlain(unit: number): boolean {
  const lower = unit | 0x20
  return (lower >= 0x61 && lower <= 0x7a && unit < 0x7b) || (unit >= 0x30 && unit <= 0x39)
}
