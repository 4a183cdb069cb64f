// Queries that count from now, without it: what they ask of a date is left at there being one, so that a document that will match is not missed.

import type { Query } from '../query/query.js'
import type { Schema } from '../schema.js'

/**
 * The query with `exists` in place of conditions that count from now (`published:>now-7d`); the same object where there are none. What is under `not` is
 * changed too: there it asks for more, so only what is not under it may be taken from the answer. Linear.
 */
export function withoutNow(query: Query, schema: Schema): Query {
  return changed(query) as Query

  function changed(part: unknown): unknown {
    if (typeof part !== 'object' || part === null) return part
    if (Array.isArray(part)) {
      const all = part.map(changed)
      return all.some((each, i) => each !== part[i]) ? all : part
    }
    const { kind, field } = part as { kind?: string; field?: string }
    const isLeaf = kind !== 'decay' && kind !== 'factor' && kind !== 'exists'
    if (field !== undefined && isLeaf && schema.field(field)?.type === 'date')
      return Object.values(part).some((value) => typeof value === 'string' && value.trim().startsWith('now'))
        ? { kind: 'exists', field }
        : part
    const entries = Object.entries(part).map(([name, value]): [string, unknown] => [name, changed(value)])
    return entries.some(([name, value]) => value !== (part as Record<string, unknown>)[name]) ? Object.fromEntries(entries) : part
  }
}
