// Cuts a query string into tokens: one loop over its code units, which always advances and never throws.

import { didYouMean, nearest, quote } from '../errors.js'
import { type ScannedFunction, scanBoost } from './boost-scan.js'
import { queryLimits } from './limits.js'
import { type ScannedNear, scanNear } from './near-scan.js'
import { scanPattern, unescaped } from './pattern-scan.js'
import { operators } from './plain.js'
import type { Report } from './problems.js'
import { type Bound, isExact, isQuote, scanBound, scanName, scanQuoted, skipRun, skipSpaces, skipWord } from './scan.js'
import { isShouted } from './shouted.js'
import { isSpace } from './spaces.js'

/** A piece of a query string; `start` and `end` are half-open UTF-16 offsets, the field's name included. */
export type Token = { start: number; end: number } & (
  | { token: 'word'; text: string; field?: string }
  | { token: 'phrase'; text: string; field?: string; slop?: number; prefix?: true; exact?: true }
  | { token: 'near'; text: string; field?: string; slop: number }
  | { token: 'exists'; field: string }
  | { token: 'prefix' | 'wildcard' | 'fuzzy'; text: string; field?: string; edits?: 0 | 1 | 2 }
  | { token: 'range'; field: string; from?: string; to?: string; above?: true; below?: true }
  | { token: 'open'; field?: string }
  | { token: 'boost' | 'constant'; by: number }
  | { token: 'function'; of: ScannedFunction }
  /** a number after ~: how many must match, or what the others count for */
  | { token: 'close'; tilde?: number }
  | { token: 'all' | 'and' | 'or' | 'bar' | 'not' | 'plus' | 'minus' }
)

const identifier = /^[\p{L}_][\p{L}\p{M}\p{N}_.-]*$/u
const letters = /^\p{L}+$/u

/** What may stand before a colon. */
export interface Names {
  /** Without it any identifier may. */
  readonly fields: ReadonlySet<string> | undefined
  /** Nested properties: in the parentheses after one, `speaker` means `quotations.speaker`. */
  readonly nested: ReadonlySet<string>
  /** Other names of fields. */
  readonly aliases?: ReadonlyMap<string, string>
  /** The nested property whose items are to be found: `speaker` means `quotations.speaker` wherever items have one. */
  readonly target?: string
}

/** The tokens of `text`, with as many `close` as `open`. Linear. Where not `leadingWildcards`, a word that starts with `*` is text. */
export function lex(text: string, names: Names, leadingWildcards: boolean, report: Report): Token[] {
  const { fields, nested, aliases, target } = names
  const shouted = isShouted(text)
  const tokens: Token[] = []
  const open: number[] = []
  /** By open parenthesis, the nested property whose items are spoken of. */
  const scopes: (string | undefined)[] = []
  const lastBracket = { ']': text.lastIndexOf(']'), '}': text.lastIndexOf('}') }
  const at = (i: number): number => (i < text.length ? text.charCodeAt(i) : 0x20)
  let i = 0
  while ((i = skipSpaces(text, i)) < text.length) {
    const c = text[i]
    if (c === '(') i = openAt(i, i, undefined)
    else if (c === ')') i = closeAt(i)
    else if (c === '+' || c === '-') i = signsAt(i)
    else if (c === '^') {
      const end = skipRun(text, i)
      report(
        'boost',
        `Expected a word, a phrase or a group before ^, got ${quote(text.slice(i, end))} alone. Put the boost directly after what it weighs, as in climate^2.`,
        i,
        end,
      )
      i = end
    } else if (isQuote(c)) i = phraseAt(i, i, undefined)
    else if (isExact(text, i)) i = exactAt(i, i, undefined)
    else i = wordOrFieldAt(i)
  }
  for (const start of open) {
    report(
      'parenthesis',
      'Expected a closing parenthesis, got the end of the query. Add ) where the group ends; it was taken to end here.',
      start,
      start + 1,
    )
    tokens.push({ token: 'close', start: text.length, end: text.length })
  }
  return tokens

  function openAt(start: number, parenthesis: number, field: string | undefined): number {
    open.push(parenthesis)
    scopes.push(field !== undefined && nested.has(field) ? field : scopes[scopes.length - 1])
    tokens.push(
      field === undefined ? { token: 'open', start, end: parenthesis + 1 } : { token: 'open', field, start, end: parenthesis + 1 },
    )
    return parenthesis + 1
  }

  function closeAt(start: number): number {
    if (open.length === 0) {
      report(
        'parenthesis',
        'Expected an opening parenthesis before this closing one, got none. Add ( where the group begins; it was ignored.',
        start,
        start + 1,
      )
      return start + 1
    }
    open.pop()
    scopes.pop()
    const tilde = tildeAt(start + 1)
    tokens.push({ token: 'close', ...(tilde.value !== undefined && { tilde: tilde.value }), start, end: tilde.end })
    return boostAt(tilde.end)
  }

  /** A run of + and -: signs of what follows directly, or else a dash between words. */
  function signsAt(start: number): number {
    let end = start
    while (text[end] === '+' || text[end] === '-') end++
    if (isSpace(at(end)) || text[end] === ')') {
      report(
        'operator',
        `Expected a word directly after ${text[end - 1]}, got a space. Remove the space, or the sign; it was ignored.`,
        start,
        end,
      )
    } else {
      for (let k = start; k < end; k++) tokens.push({ token: text[k] === '+' ? 'plus' : 'minus', start: k, end: k + 1 })
    }
    return end
  }

  /** A phrase; what opens it stands at `open`. Without a closing quote it goes to the end. */
  function phraseAt(start: number, open: number, field: string | undefined): number {
    const quoted = scanQuoted(text, open)
    if (!quoted.closed) unclosed(open)
    const tilde = tildeAt(quoted.end)
    const slop = slopOf(tilde.value, start, tilde.end)
    const last = quoted.closed ? quoted.end - 2 : quoted.end - 1
    const isPrefix = text[last] === '*' && text[last - 1] !== '\\' && quoted.text.length > 1 && !isSpace(at(last - 1))
    tokens.push({
      token: 'phrase',
      text: isPrefix ? quoted.text.slice(0, -1) : quoted.text,
      ...(field !== undefined && { field }),
      ...(slop > 0 && { slop }),
      ...(isPrefix && { prefix: true }),
      start,
      end: tilde.end,
    })
    return boostAt(tilde.end)
  }

  /** Words in quotes after an = sign, which stands at `sign`. */
  function exactAt(start: number, sign: number, field: string | undefined): number {
    const quoted = scanQuoted(text, sign + 1)
    if (!quoted.closed) unclosed(sign + 1)
    tokens.push({ token: 'phrase', text: quoted.text, ...(field !== undefined && { field }), exact: true, start, end: quoted.end })
    return boostAt(quoted.end)
  }

  function unclosed(open: number): void {
    report(
      'quote',
      'Expected a closing quote, got the end of the query. Add one where the phrase ends; it was taken to end here.',
      open,
      open + 1,
    )
  }

  /** A word, or a field with its value. */
  function wordOrFieldAt(start: number): number {
    const name = scanName(text, start)
    if (name === undefined) return wordAt(start, start, undefined)
    const direct = name.end
    const hasValue = direct < text.length && !isSpace(at(direct)) && text[direct] !== ')' && text[direct] !== '^'
    if (fields === undefined) {
      return hasValue && identifier.test(name.bare)
        ? valueAt(start, direct, fieldNamed(name.text) as string)
        : wordAt(start, start, undefined)
    }
    const field = fieldNamed(name.text)
    if (field === undefined) {
      // Not of http://x.y, 12:30 or `Trump: I will`, which are text and nothing else; but of `hedline:`, which is nearly a field.
      const isMeant = hasValue ? text[direct] !== '/' : name.text.length > 3 && nearest(name.text, namesHere(fields)) !== undefined
      if (isMeant && letters.test(name.bare)) {
        report(
          'unknown-field',
          `Expected a field before the colon, got ${quote(name.text)}. ${didYouMean(name.text, namesHere(fields))} It was searched as text.`,
          start,
          direct - 1,
        )
      }
      return wordAt(start, start, undefined)
    }
    const value = skipSpaces(text, direct)
    const next = text[value]
    const apart = value > direct
    const word = apart ? text.slice(value, skipWord(text, value)) : ''
    if (value >= text.length || next === ')' || next === '^' || (apart && (next === '+' || next === '-' || operators.has(word)))) {
      report(
        'value',
        `Expected a value after ${quote(text.slice(start, direct))}, got none. Put a word, a phrase or a group there; it was ignored.`,
        start,
        direct,
      )
      return direct
    }
    return valueAt(start, value, field)
  }

  /** The field of that name, which among the items of a nested property may be that of their own; undefined where there is none. */
  function fieldNamed(name: string): string | undefined {
    const scope = scopes[scopes.length - 1]
    const alias = fields?.has(name) ? undefined : aliases?.get(name)
    if (scope === undefined) {
      const own = `${target}.${name}`
      if (target !== undefined && fields?.has(own)) return own
      return alias ?? (fields === undefined || fields.has(name) || nested.has(name) ? name : undefined)
    }
    if (alias?.startsWith(`${scope}.`)) return alias
    const full = `${scope}.${name}`
    if (name.startsWith(`${scope}.`) && (fields === undefined || fields.has(name))) return name
    return fields === undefined || fields.has(full) ? full : undefined
  }

  function namesHere(all: ReadonlySet<string>): string[] {
    const scope = scopes[scopes.length - 1]
    if (scope === undefined) return [...all, ...(aliases?.keys() ?? []), ...nested]
    return [...all].filter((name) => name.startsWith(`${scope}.`)).map((name) => name.slice(scope.length + 1))
  }

  /** The value of `field`, which begins at `value`. */
  function valueAt(start: number, value: number, field: string): number {
    const c = text[value]
    if (c === '(') return openAt(start, value, field)
    if (isQuote(c)) return phraseAt(start, value, field)
    if (isExact(text, value)) return exactAt(start, value, field)
    if (c === '[' || c === '{') return rangeAt(start, value, field)
    if (c === '>' || c === '<') return comparisonAt(start, value, field)
    return wordAt(start, value, field)
  }

  function rangeAt(start: number, bracket: number, field: string): number {
    const from = boundAt(skipSpaces(text, bracket + 1))
    const between = skipSpaces(text, from.end)
    const to =
      text.startsWith('TO', between) && isSpace(at(between + 2))
        ? boundAt(skipSpaces(text, between + 2))
        : { text: undefined, end: between, good: false, closed: true }
    const last = skipSpaces(text, to.end)
    if (!from.good || !to.good || (text[last] !== ']' && text[last] !== '}')) {
      const closer = text[bracket] === '[' ? ']' : '}'
      const end = lastBracket[closer] > bracket ? text.indexOf(closer, bracket) + 1 : Math.max(skipRun(text, bracket), last)
      report(
        'range',
        `Expected a range like [2016 TO 2017] or [2016 TO *], got ${quote(text.slice(bracket, end))}. Write two bounds with TO between them; it was ignored.`,
        start,
        end,
      )
      return end
    }
    return pushRange(start, last + 1, field, from.text, to.text, text[bracket] === '{', text[last] === '}')
  }

  function comparisonAt(start: number, sign: number, field: string): number {
    const inclusive = text[sign + 1] === '='
    const bound = boundAt(skipSpaces(text, sign + (inclusive ? 2 : 1)))
    if (!bound.good) {
      report(
        'range',
        `Expected a number or a date after ${text.slice(sign, sign + (inclusive ? 2 : 1))}, got none. Write one directly after it; it was ignored.`,
        start,
        bound.end,
      )
      return bound.end
    }
    return text[sign] === '>'
      ? pushRange(start, bound.end, field, bound.text, undefined, !inclusive, false)
      : pushRange(start, bound.end, field, undefined, bound.text, false, !inclusive)
  }

  function pushRange(
    start: number,
    end: number,
    field: string,
    from: string | undefined,
    to: string | undefined,
    above: boolean,
    below: boolean,
  ): number {
    tokens.push({
      token: 'range',
      field,
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
      ...(above && from !== undefined && { above }),
      ...(below && to !== undefined && { below }),
      start,
      end,
    })
    return boostAt(end)
  }

  function boundAt(start: number): Bound {
    const bound = scanBound(text, start)
    if (!bound.closed) unclosed(start)
    return bound
  }

  /** A word that begins at `from`; `start` is where its field's name does. */
  function wordAt(start: number, from: number, field: string | undefined): number {
    const end = skipWord(text, from)
    const raw = text.slice(from, end)
    const operator = shouted ? undefined : operators.get(raw)
    if (operator !== undefined && field === undefined && text[end] !== '^') {
      tokens.push({ token: operator, start, end })
      return end
    }
    if (raw === '*') return starAt(start, end, field)
    if (raw === '|' && field === undefined) {
      tokens.push({ token: 'bar', start, end })
      return end
    }
    if (raw === 'NEAR' && text[end] === '(') {
      const found = scanNear(text, end)
      if (found !== undefined) return nearAt(start, found, field)
    }
    const shape = scanPattern(text, from, end, leadingWildcards)
    if (shape !== undefined && shape.fault === undefined) {
      const { token, edits } = shape
      if (shape.isFar)
        report('unsupported', `Expected at most 2 edits after ~, got ${quote(raw)}. Write ~1 or ~2; it was read as ~2.`, start, end)
      tokens.push({
        token,
        text: shape.text,
        ...(field !== undefined && { field }),
        ...(edits !== undefined && { edits }),
        start,
        end,
      })
      return boostAt(end)
    }
    if (shape?.fault !== undefined) report('unsupported', `${shape.fault}; it was searched as text.`, start, end)
    const word = unescaped(raw)
    if (raw.length > 1 && (raw[0] === '!' || (raw[0] === '-' && field !== undefined && !(raw[1] >= '0' && raw[1] <= '9')))) {
      report(
        'unsupported',
        `Expected a minus before the word or its field, got ${quote(text.slice(start, end))}. Write -word or -field:word to leave documents out; it was searched as text.`,
        start,
        end,
      )
    }
    tokens.push(field === undefined ? { token: 'word', text: word, start, end } : { token: 'word', text: word, field, start, end })
    return boostAt(end)
  }

  function starAt(start: number, end: number, field: string | undefined): number {
    if (field !== undefined) {
      tokens.push({ token: 'exists', field, start, end })
      return boostAt(end)
    }
    tokens.push({ token: 'all', start, end })
    return boostAt(end)
  }

  function nearAt(start: number, { text: words, distance, end }: ScannedNear, field: string | undefined): number {
    const slop = slopOf(distance, start, end)
    tokens.push({ token: 'near', text: words, ...(field !== undefined && { field }), slop, start, end })
    return boostAt(end)
  }

  /** The number after a ~ at `start`; a ~ without one is passed over and reported. */
  function tildeAt(start: number): { value: number | undefined; end: number } {
    if (text[start] !== '~') return { value: undefined, end: start }
    let end = start + 1
    while ((text[end] >= '0' && text[end] <= '9') || (text[end] === '.' && text[end + 1] >= '0' && text[end + 1] <= '9')) end++
    if (end === start + 1) {
      report('value', 'Expected a number directly after ~, got none. Write one, as in "carbon tax"~3; ~ was ignored.', start, end)
      return { value: undefined, end }
    }
    return { value: Number(text.slice(start + 1, end)), end }
  }

  function slopOf(value: number | undefined, start: number, end: number): number {
    if (value === undefined) return 0
    const slop = Math.min(queryLimits.slop, Math.floor(value))
    if (slop !== value)
      report(
        'value',
        `Expected a whole number of at most ${queryLimits.slop} words between, got ${value}. Write one; it was read as ${slop}.`,
        start,
        end,
      )
    return slop
  }

  /** A boost directly after what was read, if there is one. */
  function boostAt(start: number): number {
    if (text[start] !== '^') return start
    const { token, end } = scanBoost(text, start, report)
    if (token !== undefined) tokens.push(token)
    return end
  }
}
