// The options of a search that says nothing but how its words combine, as most are: checked once for a schema, and the same object each time.

import type { Schema } from '../schema.js'
import type { SearchModules } from './modules.js'
import { type CheckedOptions, checkSearchOptions, type SearchOptions } from './options.js'

const combinations = ['or', 'and'] as const

/** By schema, for each of `combinations`. */
const usual = new WeakMap<Schema, CheckedOptions[]>()

/** What `checkSearchOptions` gives for such options; undefined for any other. */
export function usualOptions(options: SearchOptions, schema: Schema, modules: SearchModules): CheckedOptions | undefined {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) return undefined
  for (const name in options) if (name !== 'combineWith') return undefined
  const { combineWith = 'or' } = options
  const place = combinations.indexOf(combineWith)
  if (place < 0) return undefined
  let known = usual.get(schema)
  if (known === undefined)
    usual.set(schema, (known = combinations.map((combineWith) => checkSearchOptions({ combineWith }, schema, modules))))
  return known[place]
}
