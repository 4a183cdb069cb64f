// Checks query objects from outside: what comes back is a fresh copy of plain data that every other part of this folder may trust.

import { didYouMean, isRostrumError, quote, RostrumError } from '../errors.js'
import type { Schema } from '../schema.js'
import type { Check } from './kind.js'
import { kinds } from './kinds.js'
import { queryLimits } from './limits.js'
import type { Query } from './query.js'
import { pieces } from './spaces.js'

/**
 * Checks a query object against a schema and copies it, reading each property once. Milliseconds that bound a date field become ISO 8601.
 *
 * @throws E_QUERY where it is not a query, E_QUERY_FIELD where a field is not there or of the wrong type, E_QUERY_LIMIT where it is too deep (or
 * holds itself), has too many clauses, too long a text, or too great a boost
 */
export function checkQuery(value: unknown, schema: Schema): Query {
  let depth = 0
  let clauses = 0
  let weight = 1
  const path: string[] = []
  /** The nested property whose items are spoken of. */
  let scope: string | undefined

  const at = (): string => (path.length === 0 ? '' : ` at ${path.length > 6 ? `${path.slice(0, 6).join('.')}…` : path.join('.')}`)
  const bad: Check['bad'] = (expected, got, cure) =>
    new RostrumError('E_QUERY', { expected: expected + at(), got: shown(got), cure, details: { path: path.join('.') } })
  const tooMuch = (expected: string, got: string, cure: string, limit: number): RostrumError =>
    new RostrumError('E_QUERY_LIMIT', { expected, got: got + at(), cure, details: { limit, path: path.join('.') } })

  function count(more: number): void {
    clauses += more
    if (clauses > queryLimits.clauses) {
      throw tooMuch(`at most ${queryLimits.clauses} clauses`, 'more', 'Ask for fewer words, or in several queries.', queryLimits.clauses)
    }
  }

  function query(inner: unknown, place: string): Query {
    if (place !== '') path.push(place)
    if (depth === queryLimits.depth) {
      const cure = 'Flatten it: and(a, b, c) instead of and(a, and(b, c)).'
      throw tooMuch(`a query at most ${queryLimits.depth} deep`, 'a deeper one, or one that holds itself', cure, queryLimits.depth)
    }
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) {
      throw bad('a query object', inner, 'Make one with the builders, as term(text) or and(a, b); parseQuery reads query strings.')
    }
    const properties = new Map<string, unknown>(Object.entries(inner))
    const name = properties.get('kind')
    if (typeof name !== 'string' || !Object.hasOwn(kinds, name)) {
      throw bad('kind, the kind of a query', name, didYouMean(String(typeof name === 'string' ? name : ''), Object.keys(kinds)))
    }
    const kind = kinds[name as Query['kind']]
    for (const property of properties.keys()) {
      if (property !== 'kind' && !kind.properties.includes(property)) {
        throw bad(`a property of a ${name} query`, property, didYouMean(property, ['kind', ...kind.properties]))
      }
    }
    depth++
    const before = clauses
    const copy = kind.check(properties, check)
    // What holds no text, such as * or a range without bounds, is a clause too, so that nothing comes free.
    if (clauses === before) count(1)
    depth--
    if (place !== '') path.pop()
    return copy
  }

  const check: Check = {
    schema,
    bad,
    badField: (expected, field, cure) =>
      new RostrumError('E_QUERY_FIELD', {
        expected: expected + at(),
        got: `${quote(field.name)}, a ${field.type} field`,
        cure,
        details: { field: field.name, path: path.join('.') },
      }),
    boosted(inner, place, by) {
      const outer = weight
      weight *= by
      if (weight > queryLimits.boost) {
        throw tooMuch(
          `boosts of at most ${queryLimits.boost} in all`,
          quote(weight),
          'Lower them: only their proportions matter.',
          queryLimits.boost,
        )
      }
      const copy = query(inner, place)
      weight = outer
      return copy
    },
    queries(list, place) {
      if (list === undefined) return undefined
      if (!Array.isArray(list)) throw bad(`${place}, an array of queries`, list, 'Put the query into an array.')
      // Each is a clause at least: a long list is refused before it is walked.
      if (list.length > queryLimits.clauses) count(list.length)
      const copies: Query[] = []
      for (let i = 0; i < list.length; i++) copies.push(query(list[i], `${place}[${i}]`))
      return copies
    },
    text(given) {
      if (typeof given !== 'string') throw bad('text, a string', given, 'Give the words to look for.')
      if (given.length > queryLimits.text) {
        throw tooMuch(`text of at most ${queryLimits.text} characters`, `${given.length}`, 'Shorten it.', queryLimits.text)
      }
      count(Math.max(1, pieces(given).length))
      return given
    },
    phrase(given) {
      const text = check.text(given)
      const words = pieces(text).length
      if (words > queryLimits.phrase) {
        throw tooMuch(`a phrase of at most ${queryLimits.phrase} words`, `${words}`, 'Ask for a part of it.', queryLimits.phrase)
      }
      return text
    },
    path(given) {
      if (typeof given !== 'string') throw bad('path, the name of a nested property', given, 'Name one that the schema nests.')
      if (scope === undefined && schema.nested.includes(given)) return given
      throw new RostrumError('E_QUERY_FIELD', {
        expected: scope === undefined ? `path, the name of a nested property${at()}` : `no nested query within one${at()}`,
        got: quote(given),
        cure: scope === undefined ? didYouMean(given, schema.nested) : 'Nesting is one level deep.',
        details: { field: given, path: path.join('.') },
      })
    },
    within(outer, inner, place) {
      scope = outer
      const copy = query(inner, place)
      scope = undefined
      return copy
    },
    field(given) {
      if (given === undefined) return undefined
      if (typeof given !== 'string') throw bad("field, a field's name", given, 'Leave it out for all text fields.')
      const found = schema.field(given)
      const isWithin = (name: string): boolean => scope === undefined || name.startsWith(`${scope}.`)
      if (found === undefined || !isWithin(given)) {
        const names = schema.fields.map((field) => field.name).filter(isWithin)
        throw new RostrumError('E_QUERY_FIELD', {
          expected: `field, the name of a field${scope === undefined ? '' : ` of ${quote(scope)}`}${at()}`,
          got: quote(given),
          cure: didYouMean(given, names),
          details: { field: given, path: path.join('.') },
        })
      }
      return found
    },
  }

  try {
    return query(value, '')
  } catch (error) {
    if (isRostrumError(error)) throw error
    // A getter or a proxy of the caller's threw.
    throw new RostrumError('E_QUERY', {
      expected: 'a query object of plain data',
      got: 'one that throws when it is read',
      cure: 'Give plain data.',
      cause: error,
    })
  }
}

/** A value for a message; lists and objects only by name, for they may be as large as they like. */
function shown(value: unknown): string {
  if (typeof value !== 'object' || value === null || value instanceof Date) return quote(value)
  return Array.isArray(value) ? `an array of ${value.length}` : 'an object'
}
