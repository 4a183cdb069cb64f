// The options of a search that says nothing but how its words combine, as most are: checked once for a schema, and the same object each time.

import type { Schema } from '../schema.js'
import { type CheckedOptions, checkSearchOptions, type SearchOptions } from './options.js'

const combinations = ['or', 'and'] as const

/** By schema, for each of `combinations`. */
const usual = new WeakMap<Schema, CheckedOptions[]>()

/** What `checkSearchOptions` gives. @throws as it does */
export function checkUsualOptions(options: SearchOptions, schema: Schema): CheckedOptions {
  return usualOf(options, schema) ?? checkSearchOptions(options, schema)
}

function usualOf(options: SearchOptions, schema: Schema): CheckedOptions | undefined {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) return undefined
  for (const name in options) if (name !== 'combineWith') return undefined
  const { combineWith = 'or' } = options
  const place = combinations.indexOf(combineWith)
  if (place < 0) return undefined
  let known = usual.get(schema)
  if (known === undefined) usual.set(schema, (known = combinations.map((combineWith) => checkSearchOptions({ combineWith }, schema))))
  return known[place]
}
