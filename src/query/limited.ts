// Keeps a query string and what was read of it within the limits: what is beyond is left out and reported.

import { normalQuery } from './format.js'
import { queryLimits } from './limits.js'
import type { Report } from './problems.js'
import type { Bool, Query } from './query.js'
import { pieces } from './spaces.js'

/** The text, cut to the longest that is read. */
export function cut(whole: string, report: Report): string {
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

/** The text of a phrase, cut to the most words that one may have. */
export function shortened({ text, start, end }: { text: string; start: number; end: number }, report: Report): string {
  const words = pieces(text)
  if (words.length <= queryLimits.phrase) return text
  report(
    'length',
    `Expected at most ${queryLimits.phrase} words in a phrase, got ${words.length}. Shorten it; the first ${queryLimits.phrase} were searched.`,
    start,
    end,
  )
  return words.slice(0, queryLimits.phrase).join(' ')
}

/** The query within the limits of a query object: groups, operators and boosts nest deeper than parentheses do. */
export function limited(query: Query, length: number, report: Report): Query | undefined {
  let tooDeep = false
  let tooHeavy = false
  const trimmed = trim(query, 1, 1)
  if (tooDeep)
    report(
      'depth',
      `Expected at most ${queryLimits.depth} groups within each other, got more. Remove some; the innermost were ignored.`,
      0,
      length,
    )
  if (tooHeavy)
    report(
      'boost',
      `Expected boosts within boosts to give at most ${queryLimits.boost}, got more. Lower them; the inner ones were ignored.`,
      0,
      length,
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
      const kept = bool(list(inner.must), list(inner.should), list(inner.not))
      return kept && inner.minimumShouldMatch !== undefined ? { ...kept, minimumShouldMatch: inner.minimumShouldMatch } : kept
    }
    if (inner.kind === 'dismax') {
      const queries = inner.queries.flatMap((each) => trim(each, level + 1, weight) ?? [])
      return queries.length === 0 ? undefined : { ...inner, queries }
    }
    if (inner.kind === 'constant') {
      const kept = trim(inner.query, level + 1, 1)
      return kept && { ...inner, query: kept }
    }
    if (inner.kind === 'decay' || inner.kind === 'factor') {
      const kept = trim(inner.query, level + 1, weight)
      return kept && { ...inner, query: kept }
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

/** A bool of the lists that are not empty; undefined where all are. */
export function bool(must: readonly Query[], should: readonly Query[], not: readonly Query[]): Bool | undefined {
  if (must.length + should.length + not.length === 0) return undefined
  return { kind: 'bool', ...(must.length > 0 && { must }), ...(should.length > 0 && { should }), ...(not.length > 0 && { not }) }
}
