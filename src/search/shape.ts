// What fragments of a text are to be like, checked.

import { quote, RostrumError } from '../errors.js'

/** What fragments are to be like. */
export interface Shape {
  /** How many of a field at most; one of each value where undefined. */
  readonly count: number | undefined
  /** About how many UTF-16 code units each has; Infinity for the whole of a text. */
  readonly length: number
}

/** The most fragments of a field: each costs a look at all of its matches. */
const mostFragments = 20

/** Checks what fragments are to be like; `name` is what the caller calls their length. @throws E_CONFIG */
export function shapeOf(given: { readonly count?: number; readonly length: number }, name: string): Shape {
  const { count, length } = given
  if (length !== Number.POSITIVE_INFINITY && (!Number.isInteger(length) || length < 20))
    throw bad(`${name}, a whole number of at least 20`, length, 'Leave it out for the default.')
  if (count !== undefined && (!Number.isInteger(count) || count < 1 || count > mostFragments))
    throw bad(`count, a whole number from 1 to ${mostFragments}`, count, 'Leave it out for one of each value.')
  return { count, length }
}

function bad(expected: string, got: unknown, cure: string): RostrumError {
  return new RostrumError('E_CONFIG', { expected, got: quote(got), cure })
}
