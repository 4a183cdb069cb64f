// Where a query's words stand in a text: read by the field's analyzer, token by token. Linear in the text.

import { normalized, readTokens } from '../analysis/analyze.js'
import { type Analyzer, partsOf } from '../analysis/analyzer.js'
import { TokenTable } from '../analysis/token-table.js'
import { Tokens } from '../analysis/tokens.js'
import type { PhraseNode } from '../query/node.js'
import type { Field } from '../schema.js'
import { wordEnd } from './boundaries.js'
import type { Clause } from './clauses.js'
import { phrasePlaces } from './places.js'

/** A stretch of a text that stands for something asked for. */
export interface Match {
  readonly start: number
  readonly end: number
  readonly asked: number
}

/** What is looked for in the texts of one field. */
export interface Wanted {
  readonly field: Field
  readonly clauses: readonly Clause[]
  /** What is looked for by the analyzers that have been needed. */
  readonly parts: Map<Analyzer, Roles>
}

/** What the terms of an analyzer are in a query, by their number in its table. */
interface Roles {
  readonly terms: TermTable
  readonly roles: ReadonlyMap<number, readonly Role[]>
}

/** A clause that has a term; of a phrase, as which of its words. */
interface Role {
  readonly clause: number
  readonly part: number
}

/** Code units of a value that are read; what is beyond is not marked, so that a hit costs a bounded time. */
const mostRead = 1_000_000

/** What is looked for in a field. */
export function wantedIn(field: Field, clauses: readonly Clause[]): Wanted {
  return { field, clauses: clauses.filter(({ leaf }) => leaf.fields.includes(field.number)), parts: new Map() }
}

/**
 * The matches in a text, by start, then end. `named` is what the document says of its language; where it says nothing to a multilingual analyzer, the
 * text is read in every language. Linear in the text, of which the first million code units are read.
 */
export function findMatches(wanted: Wanted, whole: string, named: unknown): Match[] {
  const { field, clauses } = wanted
  const text = whole.length <= mostRead ? whole : whole.slice(0, wordEnd(whole, mostRead, 0))
  if (clauses.length === 0 || text === '') return []
  const analyzer = field.analyzer as Analyzer
  const own = analyzer.languages?.named(named)
  const matches: Match[] = []
  for (const part of own === undefined ? partsOf(analyzer) : [own]) {
    let roles = wanted.parts.get(part)
    if (roles === undefined) wanted.parts.set(part, (roles = rolesOf(part, clauses)))
    read(part, roles, clauses, text, matches)
  }
  let isSorted = true
  for (let i = 1; i < matches.length && isSorted; i++) isSorted = before(matches[i - 1], matches[i]) <= 0
  return isSorted ? matches : matches.sort(before)
}

function before(a: Match, b: Match): number {
  return a.start - b.start || a.end - b.end
}

/** The tokens of a phrase's word in a text. */
interface Occurrences {
  readonly at: number[]
  readonly tokens: number[]
  count: number
}

/** Columns that stand ready; taken while in use, since an analyzer may analyse in turn. */
const spare: Tokens[] = []

function read(analyzer: Analyzer, { terms, roles }: Roles, clauses: readonly Clause[], text: string, matches: Match[]): void {
  const tokens = spare.pop() ?? new Tokens()
  /** by clause that is a phrase, the tokens of each of its words */
  const phrases: Occurrences[][] = []
  readTokens(analyzer, text, tokens)
  const numbers = terms.table.numbersOf(text, tokens)
  const { count, start, end, position } = tokens
  for (let i = 0; i < count; i++) {
    const found = roles.get(numbers[i])
    if (found === undefined) continue
    for (const { clause, part } of found) {
      const { leaf, asked } = clauses[clause]
      if (leaf.node === 'term') {
        matches.push({ start: start[i], end: end[i], asked })
        continue
      }
      phrases[clause] ??= leaf.keys.map(() => ({ at: [], tokens: [], count: 0 }))
      const own = phrases[clause][part]
      if (leaf.isExact === true && normalized(analyzer, text.slice(start[i], end[i]), tokens.kind[i]).word !== leaf.words[part]) continue
      own.at.push(position[i])
      own.tokens.push(i)
      own.count++
    }
  }
  phrases.forEach((words, clause) => {
    const { leaf, asked } = clauses[clause]
    for (const words_ of words) order(words_, position)
    phrasePlaces(leaf as PhraseNode, words).forEach((places, w) => {
      const { at, tokens: own } = words[w]
      let next = 0
      for (const place of places) {
        while (at[next] < place) next++
        for (; at[next] === place; next++) matches.push({ start: start[own[next]], end: end[own[next]], asked })
      }
    })
  })
  if (start.length <= 65_536) spare.push(tokens)
}

/** By position: a stacked compound comes after words that stand behind it. */
function order({ at, tokens }: Occurrences, position: Uint32Array): void {
  for (let i = 1; i < at.length; i++) {
    if (at[i] >= at[i - 1]) continue
    tokens.sort((a, b) => position[a] - position[b] || a - b)
    tokens.forEach((token, k) => {
      at[k] = position[token]
    })
    return
  }
}

/** The terms of an analyzer that texts have had, numbered; shared by all searches. */
class TermTable {
  readonly #numbers = new Map<string, number>()
  readonly table: TokenTable

  constructor(analyzer: Analyzer) {
    this.table = new TokenTable(analyzer, (_, term) => this.number(term))
  }

  number(term: string): number {
    let number = this.#numbers.get(term)
    if (number === undefined) this.#numbers.set(term, (number = this.#numbers.size))
    return number
  }

  get isFull(): boolean {
    return this.table.count > mostRemembered || this.#numbers.size > mostRemembered
  }
}

/** Tokens that are remembered between searches; with more, the next search begins anew. */
const mostRemembered = 1 << 15

const tables = new WeakMap<Analyzer, TermTable>()

function rolesOf(analyzer: Analyzer, clauses: readonly Clause[]): Roles {
  let terms = tables.get(analyzer)
  if (terms === undefined || terms.isFull) tables.set(analyzer, (terms = new TermTable(analyzer)))
  const roles = new Map<number, Role[]>()
  const add = (key: string, role: Role): void => {
    const number = (terms as TermTable).number(key)
    const known = roles.get(number)
    if (known === undefined) roles.set(number, [role])
    else known.push(role)
  }
  clauses.forEach(({ leaf }, clause) => {
    if (leaf.node === 'term') {
      add(leaf.key, { clause, part: 0 })
      return
    }
    const last = leaf.keys.length - 1
    leaf.keys.forEach((key, part) => {
      if (leaf.lastKeys === undefined || part < last) add(key, { clause, part })
    })
    for (const key of leaf.lastKeys ?? []) add(key, { clause, part: last })
  })
  return { terms, roles }
}
