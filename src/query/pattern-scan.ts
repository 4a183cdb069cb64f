// Tells whether a word of a query string is a pattern: `econ*`, `w?man`, `minster~1`. Linear in the word.

import { quote } from '../errors.js'
import { mostWildcardSteps, wildcardSteps } from '../segment/automata.js'
import { wildcardParts } from './pattern.js'

/** A pattern as written. With a `fault`, what should be told of it: it cannot be asked for. */
export interface ScannedPattern {
  token: 'prefix' | 'wildcard' | 'fuzzy'
  text: string
  /** Of a fuzzy word; undefined for as many as its length allows. */
  edits?: 0 | 1 | 2
  /** Whether more edits were asked for. */
  isFar?: boolean
  fault?: string
}

/** What a `?` is part of where it stands within a web address or the like: then it is text. */
const address = /[/:=&@]/

/**
 * The pattern in [start, end) of a query string, undefined where it is a plain word. A `?` at the end of a word is punctuation, but before a closing
 * parenthesis, or where the word has another wildcard; one at its start is text, and so is every `?` of a web address.
 */
export function scanPattern(text: string, start: number, end: number, leadingWildcards: boolean): ScannedPattern | undefined {
  const tilde = tildeOf(text, start, end)
  let stars = 0
  let marks = 0
  let pattern = ''
  let last = end
  if (text[end] !== ')') while (last > start && text[last - 1] === '?' && text[last - 2] !== '\\') last--
  const isAddress = address.test(text.slice(start, end))
  const stop = tilde < 0 ? end : tilde
  for (let k = start; k < stop; k++) {
    const c = text[k]
    if (c === '\\' && k + 1 < stop) {
      const escaped = text[++k]
      pattern += escaped === '*' || escaped === '?' || escaped === '\\' ? `\\${escaped}` : escaped
    } else if (c === '*') {
      stars++
      pattern += c
    } else if (c === '?') {
      const counts = !isAddress && k > start && (k < last || stars + marks > 0)
      if (counts) marks++
      pattern += counts ? c : '\\?'
    } else pattern += c === '\\' ? '\\\\' : c
  }
  if (tilde >= 0) {
    const digits = text.slice(tilde + 1, end)
    const edits = digits === '' ? undefined : (Math.min(2, Number(digits)) as 0 | 1 | 2)
    const word = unescaped(text.slice(start, tilde))
    const fault =
      stars + marks > 0
        ? `Expected a word without wildcards before ~, got ${quote(text.slice(start, end))}. Remove ~ or the wildcards`
        : undefined
    return { token: 'fuzzy', text: word, edits, isFar: digits !== '' && Number(digits) > 2, fault }
  }
  if (stars + marks === 0) return undefined
  if (stars === 1 && marks === 0 && pattern.endsWith('*') && pattern.length > 1) {
    return { token: 'prefix', text: unescaped(text.slice(start, end - 1)) }
  }
  return { token: 'wildcard', text: pattern, fault: faultOf(pattern, text.slice(start, end), leadingWildcards) }
}

function faultOf(pattern: string, raw: string, leadingWildcards: boolean): string | undefined {
  const parts = wildcardParts(pattern)
  if (!parts.some((part) => 'text' in part))
    return `Expected a letter beside the wildcards, got ${quote(raw)}. Write * alone for all documents`
  if (!leadingWildcards && pattern[0] === '*')
    return `Expected a letter before the first wildcard, got ${quote(raw)}. Ask with { leadingWildcards: true }`
  if (wildcardSteps(parts) > mostWildcardSteps)
    return `Expected at most ${mostWildcardSteps} letters after the first wildcard, got ${quote(raw)}. Shorten it`
  return undefined
}

/** Where a trailing ~ with nothing but digits behind it stands, after a word; -1 where there is none. */
function tildeOf(text: string, start: number, end: number): number {
  let k = end
  while (k > start && text[k - 1] >= '0' && text[k - 1] <= '9') k--
  if (k <= start + 1 || text[k - 1] !== '~') return -1
  let slashes = 0
  while (k - 2 - slashes >= start && text[k - 2 - slashes] === '\\') slashes++
  return slashes % 2 === 0 ? k - 1 : -1
}

/** A word without its backslashes; one at the very end stands for itself. */
export function unescaped(raw: string): string {
  let word = ''
  for (let k = 0; k < raw.length; k++) {
    if (raw[k] === '\\' && k + 1 < raw.length) k++
    word += raw[k]
  }
  return word
}
