// What a token that is asked of a field means there: a word, a phrase, a pattern, a range. What it cannot mean is reported.

import { quote } from '../errors.js'
import type { FieldType } from '../schema.js'
import type { Token } from './lexer.js'
import { shortened } from './limited.js'
import { queryLimits } from './limits.js'
import type { Report } from './problems.js'
import type { Query } from './query.js'
import { isBlank, pieces } from './spaces.js'
import { spanBetween, spanOf, valueName } from './values.js'

/** What tokens are read with. */
export interface LeafContext {
  /** The whole query string, for messages. */
  readonly text: string
  readonly types: ReadonlyMap<string, FieldType> | undefined
  readonly nested: ReadonlySet<string>
  /** Whether words can be asked for as they stand. */
  readonly exactForms: boolean
  readonly report: Report
}

type Leaf<K extends Token['token']> = Token & { token: K }

/** How many clauses a token is. */
export function clausesIn(token: Token): number {
  if (token.token === 'phrase' || token.token === 'near') return Math.min(pieces(token.text).length, queryLimits.phrase)
  if (token.token === 'word') return pieces(token.text).length
  return token.token === 'range' ? pieces(`${token.from ?? ''} ${token.to ?? ''}`).length : 1
}

/** The query of a token; `outer` is the field of the group that it stands in. Undefined where it was reported, or is none that stands alone. */
export function leafOf(token: Token, outer: string | undefined, context: LeafContext): Query | undefined {
  switch (token.token) {
    case 'all':
      return { kind: 'all' }
    case 'exists':
      return existing(token, context)
    case 'near':
      return near(token, outer, context)
    case 'range':
      return range(token, context)
    case 'prefix':
    case 'wildcard':
    case 'fuzzy':
      return pattern(token, outer, context)
    case 'word':
    case 'phrase':
      return words(token, outer, context)
    default:
      return undefined
  }
}

function words(token: Leaf<'word' | 'phrase'>, outer: string | undefined, context: LeafContext): Query | undefined {
  const { types, report } = context
  const { start, end } = token
  const field = fieldOf(token, outer, context)
  if (isBlank(token.text)) {
    report('empty', 'Expected words between the quotes, got none. Write some, or remove the quotes; they were ignored.', start, end)
    return undefined
  }
  const type = field === undefined ? undefined : types?.get(field)
  if ((type === 'number' || type === 'date') && spanOf(type, token.text) === undefined) {
    report(
      'value',
      `Expected ${valueName(type)} in field ${quote(field)}, got ${quote(token.text)}. Correct it; it was ignored.`,
      start,
      end,
    )
    return undefined
  }
  if (token.token === 'word') return { kind: 'term', text: token.text, ...(field !== undefined && { field }) }
  const text = shortened(token, report)
  const named = { text, ...(field !== undefined && { field }) }
  const { slop, exact } = token
  // the word that was begun is among those left out
  const prefix = text === token.text ? token.prefix : undefined
  if (exact === true && type === 'keyword') return { kind: 'exact', ...named }
  if (type !== undefined && type !== 'text')
    return prefix === true && type === 'keyword' ? { kind: 'prefix', ...named } : { kind: 'phrase', ...named }
  if (exact === true) {
    if (context.exactForms) return { kind: 'exact', ...named }
    report(
      'unsupported',
      `Expected an index with exact forms for = before quotes, got one without. Build it with { exactForms: true }; ${quote(token.text)} was searched in any form.`,
      start,
      end,
    )
  }
  return { kind: 'phrase', ...named, ...(slop !== undefined && { slop }), ...(prefix !== undefined && { prefix }) }
}

function existing({ field, start, end }: Leaf<'exists'>, { nested, report }: LeafContext): Query | undefined {
  if (!nested.has(field)) return { kind: 'exists', field }
  report('value', `Expected conditions in parentheses after ${quote(`${field}:`)}, got *. Write some; it was ignored.`, start, end)
  return undefined
}

function near(token: Leaf<'near'>, outer: string | undefined, context: LeafContext): Query | undefined {
  const { slop, start, end } = token
  const field = fieldOf(token, outer, context)
  const type = field === undefined ? undefined : context.types?.get(field)
  if (type === undefined || type === 'text')
    return { kind: 'near', text: shortened(token, context.report), ...(field !== undefined && { field }), slop }
  context.report(
    'value',
    `Expected a text field before NEAR, got ${quote(field)}, a ${type} field. Name another field; it was ignored.`,
    start,
    end,
  )
  return undefined
}

function pattern(token: Leaf<'prefix' | 'wildcard' | 'fuzzy'>, outer: string | undefined, context: LeafContext): Query | undefined {
  const { token: kind, text, edits, start, end } = token
  const field = fieldOf(token, outer, context)
  const type = field === undefined ? undefined : context.types?.get(field)
  if (type === 'number' || type === 'date') {
    context.report(
      'value',
      `Expected ${valueName(type)} in field ${quote(field)}, got ${quote(context.text.slice(start, end))}. Write a range, as in [2016 TO 2017]; it was ignored.`,
      start,
      end,
    )
    return undefined
  }
  if (kind === 'fuzzy') return { kind, text, ...(field !== undefined && { field }), ...(edits !== undefined && { edits }) }
  return { kind, text, ...(field !== undefined && { field }) }
}

function range(
  { field, from, to, above, below, start, end }: Leaf<'range'>,
  { text, types, nested, report }: LeafContext,
): Query | undefined {
  const type = nested.has(field) ? 'nested' : types?.get(field)
  if (type === 'text' || type === 'nested') {
    report(
      'range',
      `Expected a number, date or keyword field before a range, got ${quote(field)}, a ${type} field. Name another field; it was ignored.`,
      start,
      end,
    )
    return undefined
  }
  const span = type === undefined || type === 'keyword' ? undefined : spanBetween(type, from, to, above, below)
  if (span !== undefined && span.from > span.to) {
    report(
      'range',
      `Expected the lower bound first, got ${quote(text.slice(start, end))}. Turn the bounds round; as it stands it finds nothing.`,
      start,
      end,
    )
  }
  if (type !== undefined && type !== 'keyword' && span === undefined) {
    report(
      'value',
      `Expected ${valueName(type)} as each bound of ${quote(field)}, got ${quote(text.slice(start, end))}. Correct it; it was ignored.`,
      start,
      end,
    )
    return undefined
  }
  return {
    kind: 'range',
    field,
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(above && { above }),
    ...(below && { below }),
  }
}

/** The field that a token names; the name of a nested property names none. */
function fieldOf({ field }: { field?: string }, outer: string | undefined, { nested }: LeafContext): string | undefined {
  return field === undefined || nested.has(field) ? outer : field
}
