// Reads what may follow a `^`: a number, a constant score, or a function of a field: `^2`, `^=2`, `^gauss(published, 30d)`.

import { quote } from '../errors.js'
import type { Token } from './lexer.js'
import { queryLimits } from './limits.js'
import type { Report } from './problems.js'
import { isQuote, scanQuoted, skipRun, skipSpaces } from './scan.js'
import { isSpace } from './spaces.js'

/** A function of a field, as it is written: its name, the field, and what else it is given, by name; of a decay, the second is `scale`. */
export interface ScannedFunction {
  readonly name: string
  readonly field: string
  readonly given: ReadonlyMap<string, string>
}

/** The functions of a number or date by how far it is from an origin, and of a number itself. */
export const decayShapes: readonly string[] = ['gauss', 'exp', 'linear']
/** Of a number: itself, its square root, the natural logarithm of one more. */
export const modifiers: readonly string[] = ['none', 'sqrt', 'log1p']

const number = /^(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i
/** More than any function takes. */
const mostGiven = 8

/** The token of what stands after the `^` at `start`, and where it ends; what cannot be read is reported. Linear. */
export function scanBoost(text: string, start: number, report: Report): { token: Token | undefined; end: number } {
  const end = skipRun(text, start)
  const isConstant = text[start + 1] === '='
  const written = text.slice(start + (isConstant ? 2 : 1), end)
  if (text[end] === '(' && (decayShapes.includes(written) || modifiers.includes(written))) {
    const found = functionAt(text, end, written)
    if (found !== undefined) return { token: { token: 'function', of: found.of, start, end: found.end }, end: found.end }
  }
  const by = number.test(written) ? Number(written) : Number.NaN
  if (by <= queryLimits.boost) return { token: { token: isConstant ? 'constant' : 'boost', by, start, end }, end }
  report(
    'boost',
    `Expected a number from 0 to ${queryLimits.boost} after ^, got ${quote(written)}. Write one, as in climate^2, or a function, as in climate^gauss(published, 30d); it was ignored.`,
    start,
    end,
  )
  return { token: undefined, end }
}

/** What stands in the parentheses at `open`: undefined where it is no list of values, the first a field. */
function functionAt(text: string, open: number, name: string): { of: ScannedFunction; end: number } | undefined {
  const given = new Map<string, string>()
  let field: string | undefined
  let at = open + 1
  while (given.size < mostGiven) {
    at = skipSpaces(text, at)
    let key = field === undefined ? 'field' : 'scale'
    const first = valueAt(text, at)
    let value = first.text
    at = skipSpaces(text, first.end)
    if (text[at] === '=' && field !== undefined) {
      key = value
      const second = valueAt(text, skipSpaces(text, at + 1))
      value = second.text
      at = skipSpaces(text, second.end)
    }
    if (value === '' || given.has(key)) return undefined
    if (field === undefined) field = value
    else given.set(key, value)
    if (text[at] === ')') return { of: { name, field, given }, end: at + 1 }
    if (text[at] !== ',') return undefined
    at++
  }
  return undefined
}

function valueAt(text: string, start: number): { text: string; end: number } {
  if (start < text.length && isQuote(text[start])) return scanQuoted(text, start)
  let end = start
  while (end < text.length && !isSpace(text.charCodeAt(end)) && !',()='.includes(text[end])) end++
  return { text: text.slice(start, end), end }
}
