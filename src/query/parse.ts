// Makes a query of what a person typed. It never throws for a string: what it cannot read it reports, and goes on.
//
// Grammar, loosest first; `{ }` is any number of times, `[ ]` once or not at all:
//
//   query    = { either }                            a b    either side is enough; with combineWith 'and' both are needed
//   either   = both { "OR" both }                    a OR b
//   both     = signed { "AND" signed }               a AND NOT b
//   signed   = { "NOT" | "+" | "-" } boosted         +a must be there, -a and NOT a must not
//   boosted  = single [ "^" number ]                 a^2 counts twice
//   single   = "*" | value | field ":" ( value | range )
//   value    = word | pattern | phrase | "(" query ")"   headline:(a b) looks for both words in headline;
//                                                 quotations:(text:a speaker:b) in the items of a nested property, one at a time
//   range    = "[" bound "TO" bound "]" | ">=" bound | "<=" bound        a bound is a number, a date, or * for none
//
//   pattern  = prefix "*" | word with "*" and "?" | word "~" [ "0" | "1" | "2" ]      econ*  w?man  minster~1
//
// + and - belong directly before what they sign; alone they are dashes. Operators are in capitals. A backslash takes its meaning from what
// follows it. A sign within AND and OR: `a AND -b` is `a AND NOT b`; + adds nothing there. `NOT NOT a` is `+a`.

import { checkOptions, quote, RostrumError } from '../errors.js'
import type { FieldType } from '../schema.js'
import { nothing } from './builders.js'
import { normalQuery } from './format.js'
import { lex, type Token } from './lexer.js'
import { queryLimits } from './limits.js'
import { plainQuery } from './plain.js'
import { type Problem, problemList } from './problems.js'
import type { Bool, Query } from './query.js'
import { isBlank, pieces } from './spaces.js'
import { spanBetween, spanOf, valueName } from './values.js'

/** Options of `parseQuery`. */
export interface ParseOptions {
  /** Names that may stand before a colon: with them, `http://x.y` is text. Default: the keys of `types`, or else any identifier. */
  fields?: readonly string[]
  /** Types by field name: with them, dates and numbers are read, and ranges of words reported. */
  types?: ReadonlyMap<string, FieldType>
  /** Names of nested properties: `quotations:(speaker:xi)` asks about one item of it. */
  nested?: readonly string[]
  /** Whether one of the items standing next to each other is enough (`or`, the default) or all are needed (`and`). */
  combineWith?: 'or' | 'and'
  /** Whether a word may start with `*`: it takes a look at every word of the index. Default false: such a word is searched as text. */
  leadingWildcards?: boolean
}

/** A query string as understood, and what was not. */
export interface Parsed {
  query: Query
  /** In order of their place; empty where all was understood. */
  problems: Problem[]
}

/** An item and its sign: 1 for +, -1 for - and NOT. Without a query it was reported and is left out. */
interface Item {
  query: Query | undefined
  sign: -1 | 0 | 1
}

/**
 * Reads a query string. A blank one asks for every document; one of which nothing could be read, for none. Linear; at most 8,192 code units,
 * 100 parentheses deep, 1,024 clauses: what is beyond is cut off and reported.
 *
 * @throws E_CONFIG for a misspelt option and E_QUERY for what is not a string; never for a string
 */
export function parseQuery(text: string, options: ParseOptions = {}): Parsed {
  checkOptions(options, ['fields', 'types', 'nested', 'combineWith', 'leadingWildcards'], 'parseQuery')
  const { fields, types, combineWith = 'or', leadingWildcards = false } = options
  if (combineWith !== 'or' && combineWith !== 'and') {
    throw new RostrumError('E_CONFIG', { expected: "combineWith, 'or' or 'and'", got: quote(combineWith), cure: "Leave it out for 'or'." })
  }
  if (typeof text !== 'string') {
    throw new RostrumError('E_QUERY', {
      expected: 'a query string',
      got: quote(text),
      cure: 'Give a string; checkQuery is for query objects.',
    })
  }
  const plain = plainQuery(text, combineWith)
  if (plain !== undefined) return { query: plain, problems: [] }
  const nested = new Set(options.nested)
  const { problems, report } = problemList()
  const names = fields ?? (types && [...types.keys()])
  const tokens = lex(cut(text), names && new Set(names), nested, leadingWildcards, report)
  let next = 0
  let depth = 0
  let clauses = 0
  let tooMany = false
  const read: Query | undefined = isBlank(text) ? { kind: 'all' } : sequence(undefined)
  const query = read && limited(read)
  problems.sort((a, b) => a.start - b.start || a.end - b.end)
  return { query: query ?? nothing(), problems }

  function cut(whole: string): string {
    if (whole.length <= queryLimits.text) return whole
    const last = whole.charCodeAt(queryLimits.text - 1)
    const end = last >= 0xd800 && last < 0xdc00 ? queryLimits.text - 1 : queryLimits.text
    report(
      'length',
      `Expected at most ${queryLimits.text} characters, got ${whole.length}. Shorten the query; the rest was ignored.`,
      end,
      whole.length,
    )
    return whole.slice(0, end)
  }

  /** Items up to the end or a closing parenthesis, which is left to the caller. */
  function sequence(field: string | undefined): Query | undefined {
    const items: Item[] = []
    while (next < tokens.length && tokens[next].token !== 'close') {
      if (passOperator()) continue
      items.push(either(field))
    }
    const kept = items.filter((item) => item.query !== undefined)
    if (kept.length === 1 && kept[0].sign >= 0) return kept[0].query
    const plain = combineWith === 'and' ? 1 : 0
    return bool(
      signedBy(kept, (sign) => (sign || plain) === 1),
      signedBy(kept, (sign) => (sign || plain) === 0),
      signedBy(kept, (sign) => sign === -1),
    )
  }

  function either(field: string | undefined): Item {
    const first = both(field)
    const items = chain('or', first, () => both(field))
    if (items.length === 1) return items[0]
    return {
      query: bool(
        [],
        items.map((item) => (item.sign < 0 ? bool([], [], [item.query as Query]) : item.query) as Query),
        [],
      ),
      sign: 0,
    }
  }

  function both(field: string | undefined): Item {
    const first = signed(field)
    const items = chain('and', first, () => signed(field))
    if (items.length === 1) return items[0]
    return {
      query: bool(
        signedBy(items, (sign) => sign >= 0),
        [],
        signedBy(items, (sign) => sign < 0),
      ),
      sign: 0,
    }
  }

  /** `first` and what `operator` joins to it, without what was left out (but one item at least). */
  function chain(operator: 'and' | 'or', first: Item, operand: () => Item): Item[] {
    const items = [first]
    while (next < tokens.length && tokens[next].token === operator) {
      const { start, end } = tokens[next++]
      while (passOperator());
      if (next >= tokens.length || tokens[next].token === 'close') dangling(start, end)
      else items.push(operand())
    }
    const kept = items.filter((item) => item.query !== undefined)
    return kept.length > 0 ? kept : [first]
  }

  /** Passes over an AND or OR that stands where an operand should. */
  function passOperator(): boolean {
    const token = tokens[next]
    if (token?.token !== 'and' && token?.token !== 'or') return false
    dangling(token.start, token.end)
    next++
    return true
  }

  function dangling(start: number, end: number): void {
    report(
      'operator',
      `Expected something on both sides of ${quote(text.slice(start, end))}, got nothing on one. Add it, or write the word in small letters; it was ignored.`,
      start,
      end,
    )
  }

  function signed(field: string | undefined): Item {
    let sign: Item['sign'] = 0
    for (; next < tokens.length; next++) {
      const { token, start, end } = tokens[next]
      if (token !== 'not' && token !== 'plus' && token !== 'minus') break
      const following = tokens[next + 1]
      const operand = following !== undefined && following.token !== 'close' && following.token !== 'and' && following.token !== 'or'
      if (!operand || (token !== 'not' && following.start !== end)) {
        report(
          'operator',
          `Expected something to act on after ${quote(text.slice(start, end))}, got nothing. Add it, or remove the operator; it was ignored.`,
          start,
          end,
        )
      } else if (token === 'plus') sign = sign === 0 ? 1 : sign
      else sign = sign < 0 ? 1 : -1
    }
    return { query: boosted(field), sign }
  }

  function boosted(field: string | undefined): Query | undefined {
    const token = tokens[next]
    // After an ignored sign there may be no operand left.
    if (token === undefined || token.token === 'close' || token.token === 'and' || token.token === 'or') return undefined
    next++
    const path = 'field' in token && token.field !== undefined && nested.has(token.field) ? token.field : undefined
    const outer = path === undefined ? field : undefined
    const inner = token.token === 'open' ? group(token, path === undefined ? (token.field ?? field) : undefined) : single(token, outer)
    const query: Query | undefined = path === undefined || inner === undefined ? inner : { kind: 'nested', path, query: inner }
    const following = tokens[next]
    if (following?.token !== 'boost') return query
    next++
    return query && { kind: 'boost', query, by: following.by }
  }

  /** A group, whose opening parenthesis has been read. */
  function group(open: Token, field: string | undefined): Query | undefined {
    if (depth === queryLimits.depth) {
      for (let nested = 1; nested > 0; next++) {
        if (tokens[next].token === 'open') nested++
        else if (tokens[next].token === 'close') nested--
      }
      report(
        'depth',
        `Expected at most ${queryLimits.depth} parentheses within each other, got more. Remove some; the innermost were ignored.`,
        open.start,
        tokens[next - 1].end,
      )
      return undefined
    }
    // One that stands at the end was put there for a missing one, which has been reported.
    if (tokens[next].token === 'close' && tokens[next].end > tokens[next].start) {
      report(
        'empty',
        'Expected words between the parentheses, got none. Write some, or remove the parentheses; they were ignored.',
        open.start,
        tokens[next].end,
      )
    }
    depth++
    const query = sequence(field)
    depth--
    next++
    return query
  }

  function single(token: Token, outer: string | undefined): Query | undefined {
    if (token.token === 'all') return counted(1, token) ? { kind: 'all' } : undefined
    if (token.token === 'range') return counted(pieces(`${token.from ?? ''} ${token.to ?? ''}`).length, token) ? range(token) : undefined
    if (token.token === 'prefix' || token.token === 'wildcard' || token.token === 'fuzzy') return pattern(token, outer)
    if (token.token !== 'word' && token.token !== 'phrase') return undefined
    const field = token.field === undefined || nested.has(token.field) ? outer : token.field
    if (isBlank(token.text)) {
      report(
        'empty',
        'Expected words between the quotes, got none. Write some, or remove the quotes; they were ignored.',
        token.start,
        token.end,
      )
      return undefined
    }
    if (!counted(pieces(token.text).length, token)) return undefined
    const type = field === undefined ? undefined : types?.get(field)
    if ((type === 'number' || type === 'date') && spanOf(type, token.text) === undefined) {
      report(
        'value',
        `Expected ${valueName(type)} in field ${quote(field)}, got ${quote(token.text)}. Correct it; it was ignored.`,
        token.start,
        token.end,
      )
      return undefined
    }
    const kind = token.token === 'word' ? 'term' : 'phrase'
    return field === undefined ? { kind, text: token.text } : { kind, text: token.text, field }
  }

  function pattern(token: Token & { token: 'prefix' | 'wildcard' | 'fuzzy' }, outer: string | undefined): Query | undefined {
    if (!counted(1, token)) return undefined
    const field = token.field === undefined || nested.has(token.field) ? outer : token.field
    const type = field === undefined ? undefined : types?.get(field)
    if (type === 'number' || type === 'date') {
      report(
        'value',
        `Expected ${valueName(type)} in field ${quote(field)}, got ${quote(text.slice(token.start, token.end))}. Write a range, as in [2016 TO 2017]; it was ignored.`,
        token.start,
        token.end,
      )
      return undefined
    }
    const { token: kind, text: word, edits } = token
    if (kind === 'fuzzy') return { kind, text: word, ...(field !== undefined && { field }), ...(edits !== undefined && { edits }) }
    return { kind, text: word, ...(field !== undefined && { field }) }
  }

  function range({ field, from, to, start, end }: Token & { token: 'range' }): Query | undefined {
    const type = nested.has(field) ? 'nested' : types?.get(field)
    if (type === 'text' || type === 'keyword' || type === 'nested') {
      report(
        'range',
        `Expected a number or date field before a range, got ${quote(field)}, a ${type} field. Name another field; it was ignored.`,
        start,
        end,
      )
      return undefined
    }
    const span = type === undefined ? undefined : spanBetween(type, from, to)
    if (span !== undefined && span.from > span.to) {
      report(
        'range',
        `Expected the lower bound first, got ${quote(text.slice(start, end))}. Turn the bounds round; as it stands it finds nothing.`,
        start,
        end,
      )
    }
    if (type !== undefined && span === undefined) {
      report(
        'value',
        `Expected ${valueName(type)} as each bound of ${quote(field)}, got ${quote(text.slice(start, end))}. Correct it; it was ignored.`,
        start,
        end,
      )
      return undefined
    }
    return { kind: 'range', field, ...(from !== undefined && { from }), ...(to !== undefined && { to }) }
  }

  /** Counts clauses; false, and reported once, where they become too many. */
  function counted(more: number, { start }: Token): boolean {
    clauses += Math.max(1, more)
    if (clauses <= queryLimits.clauses) return true
    if (!tooMany) {
      tooMany = true
      report(
        'clauses',
        `Expected at most ${queryLimits.clauses} words and ranges, got more. Remove some; the rest was ignored.`,
        start,
        Math.min(text.length, queryLimits.text),
      )
    }
    return false
  }

  /** The query within the limits of a query object: groups, operators and boosts nest deeper than parentheses do. */
  function limited(query: Query): Query | undefined {
    let tooDeep = false
    let tooHeavy = false
    const trimmed = trim(query, 1, 1)
    if (tooDeep)
      report(
        'depth',
        `Expected at most ${queryLimits.depth} groups within each other, got more. Remove some; the innermost were ignored.`,
        0,
        text.length,
      )
    if (tooHeavy)
      report(
        'boost',
        `Expected boosts within boosts to give at most ${queryLimits.boost}, got more. Lower them; the inner ones were ignored.`,
        0,
        text.length,
      )
    if (!tooDeep && !tooHeavy) return query
    return trimmed && normalQuery(trimmed)

    function trim(inner: Query, level: number, weight: number): Query | undefined {
      if (level > queryLimits.depth) {
        tooDeep = true
        return undefined
      }
      if (inner.kind === 'bool') {
        const list = (queries: readonly Query[] = []): Query[] => queries.flatMap((each) => trim(each, level + 1, weight) ?? [])
        return bool(list(inner.must), list(inner.should), list(inner.not))
      }
      if (inner.kind === 'nested') {
        const within = trim(inner.query, level + 1, weight)
        return within && { ...inner, query: within }
      }
      if (inner.kind !== 'boost') return inner
      if (weight * inner.by > queryLimits.boost) {
        tooHeavy = true
        return trim(inner.query, level, weight)
      }
      const boosted = trim(inner.query, level + 1, weight * inner.by)
      return boosted && { kind: 'boost', query: boosted, by: inner.by }
    }
  }
}

function signedBy(items: readonly Item[], wanted: (sign: Item['sign']) => boolean): Query[] {
  return items.filter((item) => wanted(item.sign)).map((item) => item.query as Query)
}

/** A bool of the lists that are not empty; undefined where all are. */
function bool(must: readonly Query[], should: readonly Query[], not: readonly Query[]): Bool | undefined {
  if (must.length + should.length + not.length === 0) return undefined
  return { kind: 'bool', ...(must.length > 0 && { must }), ...(should.length > 0 && { should }), ...(not.length > 0 && { not }) }
}
