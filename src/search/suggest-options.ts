// What suggesting can be told; checked once, at the door.

import { checkOptions, quote, RostrumError } from '../errors.js'
import type { Schema } from '../schema.js'
import type { SearchModules } from './modules.js'
import { type CheckedOptions, checkSearchOptions } from './options.js'

/** Options of suggestions and corrections. */
export interface SuggestOptions {
  /** How many to give. 1 to 100. Default 10; of corrections, 3. */
  limit?: number
  /** Names of the text fields whose words count. Default: all text fields of the documents. */
  fields?: readonly string[]
}

/** The options, checked and complete: as of a search that needs all words. @throws E_CONFIG, E_QUERY_FIELD */
export function checkSuggestOptions(
  text: string,
  options: SuggestOptions,
  fallback: number,
  schema: Schema,
  modules: SearchModules,
): CheckedOptions {
  checkOptions(options, ['limit', 'fields'], 'suggest')
  if (typeof text !== 'string') throw bad('what was typed, a string', text, 'Give a string.')
  const { limit = fallback, fields } = options
  if (!Number.isInteger(limit) || limit < 1 || limit > 100)
    throw bad('limit, a whole number from 1 to 100', limit, `Leave it out for ${fallback}.`)
  return checkSearchOptions({ limit, fields, combineWith: 'and' }, schema, modules)
}

function bad(expected: string, got: unknown, cure: string): RostrumError {
  return new RostrumError('E_CONFIG', { expected, got: quote(got), cure })
}
