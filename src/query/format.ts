// Prints queries as text that parses to them, and brings them into the one form in which they do.

import { RostrumError } from '../errors.js'
import { nothing } from './builders.js'
import type { Format } from './kind.js'
import { kindOf } from './kinds.js'
import { queryLimits } from './limits.js'
import type { Query } from './query.js'

/**
 * Prints a query as a person would type it: `headline:climate +"carbon tax" -opinion^2`.
 *
 * `parseQuery(formatQuery(query)).query` deep-equals `normalQuery(query)`, and so `query` itself where a query string gave it, as long as the text
 * stays within the limit of 8,192 characters.
 *
 * @throws E_QUERY_LIMIT for a query nested deeper than 100
 */
export function formatQuery(query: Query): string {
  return print(normalQuery(query))
}

/**
 * Brings a query into normal form, in which a query string can say it:
 * - a match is the bool of its words, `should` or, with `operator: 'and'`, `must`; of one word, that term;
 * - a bool with one `must` or one `should` and nothing else is that query; lists without queries are left out;
 * - blank texts, and bools of nothing else, are left out; a bool without queries is `-*`, which finds nothing, and so is a query of which nothing is left;
 * - the bounds of a range are strings; milliseconds of a date must have gone through `checkQuery`, which writes them as ISO 8601.
 *
 * What the parser gives is in normal form.
 *
 * @throws E_QUERY_LIMIT for a query nested deeper than 100
 */
export function normalQuery(query: Query): Query {
  let depth = 0
  const normal = (inner: Query): Query | undefined => {
    if (depth === queryLimits.depth) {
      throw new RostrumError('E_QUERY_LIMIT', {
        expected: `a query at most ${queryLimits.depth} deep`,
        got: 'a deeper one, or one that holds itself',
        cure: 'Flatten it: and(a, b, c) instead of and(a, and(b, c)).',
        details: { limit: queryLimits.depth },
      })
    }
    depth++
    const result = kindOf(inner).normal(inner, normal)
    depth--
    return result
  }
  return normal(query) ?? nothing()
}

const format: Format = {
  item: (query) => (query.kind === 'bool' && query.minimumShouldMatch === undefined ? `(${print(query)})` : print(query)),
  operand: (query) => (['bool', 'boost', 'constant', 'decay', 'factor'].includes(query.kind) ? `(${print(query)})` : print(query)),
}

function print(query: Query): string {
  return kindOf(query).format(query, format)
}
