// Reads a query string of nothing but words, as nearly all are: what parseQuery would make of it, without its tokens (bench: search).

import { queryLimits } from './limits.js'
import type { Query, Term } from './query.js'
import { operators } from './scan.js'
import { pieces } from './spaces.js'

/** The query of ASCII letters, digits and spaces without operators; undefined where there is anything else, or nothing. Linear. */
export function plainQuery(text: string, combineWith: 'or' | 'and'): Query | undefined {
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

/** So many words in capitals side by side are a headline, not words between operators. */
const wordsOfHeadline = 4

const syntax = /[+()"\u201c-\u201f:^~[\]{}|*?\\=]|(?:^|\s)-[^\s-]|\p{Ll}/u
const capital = /\p{Lu}/u

/**
 * Whether a text is a headline in capitals, so that AND, OR and NOT are words in it: no small letter, no sign of the query language, and four words side
 * by side without one of the three. Linear.
 */
export function isShouted(text: string): boolean {
  if (syntax.test(text)) return false
  let inRow = 0
  for (const word of pieces(text)) {
    if (operators.has(word)) inRow = 0
    else if (capital.test(word) && ++inRow === wordsOfHeadline) return true
  }
  return false
}
