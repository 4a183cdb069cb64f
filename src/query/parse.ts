// Makes a query of what a person typed. It never throws for a string: what it cannot read it reports, and goes on.
//
// Grammar, loosest first; `{ }` is any number of times, `[ ]` once or not at all:
//
//   query    = { best }                              a b    either side is enough; with combineWith 'and' both are needed
//   best     = either { "|" either }                 a | b  the better score counts
//   either   = both { "OR" both }                    a OR b
//   both     = signed { "AND" signed }               a AND NOT b
//   signed   = { "NOT" | "+" | "-" } boosted         +a must be there, -a and NOT a must not
//   boosted  = single [ "^" number | "^=" number | "^" function ]   a^2 counts twice, a^=2 scores 2, a^gauss(published, 30d) less with age
//   function = name "(" field { "," [ name "=" ] value } ")"       gauss, exp, linear: scale, origin, offset, decay; none, sqrt, log1p: times; missing
//   single   = "*" | value | field ":" ( value | range | "*" )      author:* has any value
//   value    = word | pattern | phrase | group        quotations:(text:a speaker:b): in one item of a nested property
//   pattern  = prefix "*" | word with "*" and "?" | word "~" [ "0" | "1" | "2" ]      econ*  w?man  minster~1
//   phrase   = quote words [ "*" ] quote [ "~" number ] | "NEAR(" words [ "," number ] ")"   "silk ro*"  "carbon tax"~3
//            | "=" quote words quote               ="reported": in that form only
//   group    = "(" query ")" [ "~" number ]          (a b c)~2: two of them; (a | b)~0.3: what the others count for
//   range    = ( "[" | "{" ) bound "TO" bound ( "]" | "}" ) | ( ">" | ">=" | "<" | "<=" ) bound
//              { and } leave the bound out; it is a number, a date, a keyword, now-7d, or * for none
// + and - belong directly before what they sign; alone they are dashes. Operators are in capitals. A backslash takes its meaning from what
// follows it. A sign within AND and OR: `a AND -b` is `a AND NOT b`; + adds nothing there. `NOT NOT a` is `+a`.

import { checkOptions, quote, RostrumError } from '../errors.js'
import type { FieldType } from '../schema.js'
import { nothing } from './builders.js'
import { lex, type Names, type Token } from './lexer.js'
import { bool, cut, limited } from './limited.js'
import { queryLimits } from './limits.js'
import { type Item, itemGroups } from './one-item.js'
import { plainQuery } from './plain.js'
import { type Problem, problemList } from './problems.js'
import type { Query } from './query.js'
import { scanName } from './scan.js'
import { isBlank } from './spaces.js'
import { scaledBy } from './token-function.js'
import { clausesIn, leafOf } from './token-leaf.js'

/** Options of `parseQuery`. */
export interface ParseOptions {
  /** Names that may stand before a colon: with them, `http://x.y` is text. Default: the keys of `types`, or else any identifier. */
  fields?: readonly string[]
  /** Types by field name: with them, dates and numbers are read, and ranges of words reported. */
  types?: ReadonlyMap<string, FieldType>
  /** Names of nested properties: `quotations:(speaker:xi)` asks about one item of it. */
  nested?: readonly string[]
  /** Other names of fields. Where one stands for a field of items, conditions next to it that name fields items have are asked of one item with it. */
  aliases?: ReadonlyMap<string, string>
  /** The nested property whose items are to be found: names of their fields need no path. */
  target?: string
  /** Whether one of the items standing next to each other is enough (`or`, the default) or all are needed (`and`). */
  combineWith?: 'or' | 'and'
  /** Whether a word may start with `*`: it takes a look at every word of the index. Default false: such a word is searched as text. */
  leadingWildcards?: boolean
  /** Whether the index keeps exact forms, which `="reported"` asks for; false reports it and asks for the phrase. Default true. */
  exactForms?: boolean
}

const optionNames = ['fields', 'types', 'nested', 'aliases', 'target', 'combineWith', 'leadingWildcards', 'exactForms']

/** A query string as understood, and what was not. */
export interface Parsed {
  query: Query
  /** In order; empty where all was understood. */
  problems: Problem[]
}

/**
 * Reads a query string. A blank one asks for every document; one of which nothing could be read, for none. Linear; at most 8,192 code units,
 * 100 parentheses deep, 1,024 clauses: what is beyond is cut off and reported.
 *
 * @throws E_CONFIG for a misspelt option and E_QUERY for what is not a string; never for a string
 */
export function parseQuery(text: string, options: ParseOptions = {}): Parsed {
  checkOptions(options, optionNames, 'parseQuery')
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
  const known = fields ?? (types && [...types.keys()])
  const { aliases, target } = options
  const names: Names = { fields: known && new Set(known), nested, ...(aliases && { aliases }), ...(target !== undefined && { target }) }
  const tokens = lex(cut(text, report), names, leadingWildcards, report)
  const groups = itemGroups(types, nested)
  const context = { text, types, nested, exactForms: options.exactForms ?? true, report }
  let next = 0
  let depth = 0
  let clauses = 0
  let tooMany = false
  const read: Query | undefined = isBlank(text) ? { kind: 'all' } : sequence(undefined)
  const query = read && limited(read, text.length, report)
  problems.sort((a, b) => a.start - b.start || a.end - b.end)
  return { query: query ?? nothing(), problems }

  /** Items up to the end or a closing parenthesis, which is left to the caller. */
  function sequence(field: string | undefined): Query | undefined {
    const items: Item[] = []
    while (next < tokens.length && tokens[next].token !== 'close') {
      if (passOperator()) continue
      items.push(alternatives(field))
    }
    const kept = groups.together(items.filter((item) => item.query !== undefined))
    if (kept.length === 1 && kept[0].sign >= 0) return kept[0].query
    const plain = combineWith === 'and' ? 1 : 0
    return bool(
      signedBy(kept, (sign) => (sign || plain) === 1),
      signedBy(kept, (sign) => (sign || plain) === 0),
      signedBy(kept, (sign) => sign === -1),
    )
  }

  /** What stands between bars: the best of it counts. */
  function alternatives(field: string | undefined): Item {
    const items = chain('bar', either(field), () => either(field))
    if (items.length === 1) return items[0]
    const queries = items.map((item) => (item.sign < 0 ? bool([], [], [item.query as Query]) : item.query) as Query)
    const query: Query = { kind: 'dismax', queries }
    groups.either(query, items)
    return { query, sign: 0 }
  }

  function either(field: string | undefined): Item {
    const first = both(field)
    const items = chain('or', first, () => both(field))
    if (items.length === 1) return items[0]
    const query = bool(
      [],
      items.map((item) => (item.sign < 0 ? bool([], [], [item.query as Query]) : item.query) as Query),
      [],
    )
    groups.either(query as Query, items)
    return { query, sign: 0 }
  }

  function both(field: string | undefined): Item {
    const first = signed(field)
    const items = groups.together(chain('and', first, () => signed(field)))
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
  function chain(operator: 'and' | 'or' | 'bar', first: Item, operand: () => Item): Item[] {
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
    if (token?.token !== 'and' && token?.token !== 'or' && token?.token !== 'bar') return false
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
      const operand =
        following !== undefined &&
        following.token !== 'close' &&
        following.token !== 'and' &&
        following.token !== 'or' &&
        following.token !== 'bar'
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
    if (token === undefined || token.token === 'close' || token.token === 'and' || token.token === 'or' || token.token === 'bar')
      return undefined
    next++
    const path = 'field' in token && token.field !== undefined && nested.has(token.field) ? token.field : undefined
    const outer = path === undefined ? field : undefined
    const inner = token.token === 'open' ? group(token, path === undefined ? (token.field ?? field) : undefined) : single(token, outer)
    const query: Query | undefined = path === undefined || inner === undefined ? inner : { kind: 'nested', path, query: inner }
    if ('field' in token && token.field !== undefined && path === undefined) groups.named(query, token.field, isAlias(token))
    const following = tokens[next]
    if (following?.token !== 'boost' && following?.token !== 'constant' && following?.token !== 'function') return query
    next++
    if (query === undefined) return undefined
    if (following.token === 'function') return scaledBy(query, following, context)
    const weighted: Query =
      following.token === 'boost' ? { kind: 'boost', query, by: following.by } : { kind: 'constant', query, score: following.by }
    groups.weighted(weighted, query)
    return weighted
  }

  /** Whether the field of a token was named by another name than its own. */
  function isAlias({ start }: Token): boolean {
    const written = aliases && scanName(text, start)?.text
    return written !== undefined && aliases?.has(written) === true && !names.fields?.has(written)
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
    const close = tokens[next++]
    return close.token === 'close' && close.tilde !== undefined && query !== undefined ? several(query, close.tilde, close) : query
  }

  /** A group with a number after ~: how many of its items must match, or, of those between bars, what the others count for. */
  function several(query: Query, number: number, { start, end }: Token): Query {
    if (query.kind === 'dismax' && query.tieBreaker === undefined && number <= 1)
      return number === 0 ? query : { ...query, tieBreaker: number }
    const isPlain = query.kind === 'bool' && query.not === undefined && query.minimumShouldMatch === undefined
    const items = isPlain ? (query.must === undefined ? query.should : query.should === undefined ? query.must : undefined) : undefined
    if (items !== undefined && Number.isInteger(number) && number > 0 && number <= items.length) {
      return number === 1 ? { kind: 'bool', should: items } : { kind: 'bool', should: items, minimumShouldMatch: number }
    }
    report(
      'value',
      `Expected after ~ how many of the words in the parentheses must match, or between bars a number up to 1, got ${number}. Correct it; it was ignored.`,
      start,
      end,
    )
    return query
  }

  function single(token: Token, outer: string | undefined): Query | undefined {
    return counted(clausesIn(token), token) ? leafOf(token, outer, context) : undefined
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
}

function signedBy(items: readonly Item[], wanted: (sign: Item['sign']) => boolean): Query[] {
  return items.filter((item) => wanted(item.sign)).map((item) => item.query as Query)
}
