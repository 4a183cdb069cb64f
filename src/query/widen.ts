// Words of a query string that also stand for others: those nearly so, and, as it is typed, those the last one begins.

import type { FieldType } from '../schema.js'
import { unescaped } from './pattern-scan.js'
import type { Query, Term } from './query.js'
import { isSpace } from './spaces.js'

/** What the words of a query string stand for beside themselves. */
export interface Widening {
  /** Within how many edits; 0 for none. */
  readonly fuzzy: 'auto' | 0 | 1 | 2
  /** Whether the last word, where no space follows it, is also the start of others. */
  readonly prefix: boolean
}

/** A word with what else it stands for. Made here alone: plain data from outside cannot have it. */
export interface WideTerm extends Term {
  readonly also: readonly Query[]
}

/** The most words of one query that are widened, the first of them: each is looked up among all words. */
export const mostWidened = 32

/** Words of letters: a number or an acronym that is nearly so is another. */
const plainWord = /^[\p{L}\p{M}'\u2019-]{3,}$/u

/** The query of a string with its words widened: those not in quotes, not excluded, and not of other than text fields. Linear. */
export function widened(query: Query, text: string, { fuzzy, prefix }: Widening, types: ReadonlyMap<string, FieldType>): Query {
  const last = prefix ? lastWord(text) : undefined
  if (fuzzy === 0 && last === undefined) return query
  let left = mostWidened
  const list = (queries: readonly Query[]): Query[] => queries.map(widen)
  return widen(query)

  // the parser bounds the depth
  function widen(inner: Query): Query {
    switch (inner.kind) {
      case 'term':
        return wide(inner)
      case 'bool':
        return { ...inner, ...(inner.must && { must: list(inner.must) }), ...(inner.should && { should: list(inner.should) }) }
      case 'dismax':
        return { ...inner, queries: list(inner.queries) }
      case 'boost':
      case 'constant':
      case 'decay':
      case 'factor':
      case 'nested':
        return { ...inner, query: widen(inner.query) }
      default:
        return inner
    }
  }

  function wide(word: Term): Term | WideTerm {
    const { text: own, field } = word
    if (left === 0 || (field !== undefined && types.get(field) !== 'text')) return word
    const named = { text: own, ...(field !== undefined && { field }) }
    const also: Query[] = []
    if (last?.endsWith(own) && isHead(last.slice(0, last.length - own.length))) also.push({ kind: 'prefix', ...named })
    if (fuzzy !== 0 && plainWord.test(own)) also.push({ kind: 'fuzzy', ...named, ...(fuzzy !== 'auto' && { edits: fuzzy }) })
    if (also.length === 0) return word
    left--
    return { ...word, also }
  }
}

/** What a string ends with after its last space or parenthesis, without backslashes; undefined where that is nothing. */
function lastWord(text: string): string | undefined {
  let start = text.length
  while (start > 0 && !isSpace(text.charCodeAt(start - 1)) && text[start - 1] !== '(') start--
  return start === text.length ? undefined : unescaped(text.slice(start))
}

/** Whether this may stand before a word: a field, a sign, or nothing. */
function isHead(text: string): boolean {
  return text === '' || text === '+' || text.endsWith(':')
}
