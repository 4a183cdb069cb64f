// What marking any text can be told beside the query; checked once, at the door.

import { checkOptions, quote, RostrumError } from '../errors.js'
import type { Field, Schema } from '../schema.js'
import type { SearchModules } from './modules.js'
import { type CheckedOptions, checkSearchOptions, type SearchOptions } from './options.js'
import { type Shape, shapeOf } from './shape.js'

/** Options of marking any text; those of a search mean what they mean there. */
export interface HighlightOptions extends Pick<SearchOptions, 'vocabulary' | 'leadingWildcards' | 'prefix' | 'fuzzy'> {
  /** The text field whose analyzer reads the text, and which the text is a value of: words asked for in other fields are not marked. Default: the first. */
  field?: string
  /** About how many UTF-16 code units a fragment has, at least 20. Default: the whole text is one. */
  length?: number
  /** At most how many fragments, in the order of the text. 1 to 20. Default 1. */
  count?: number
  /** What the text's document says of its language, where the analyzer is of several. Default: it is read in all of them. */
  language?: string
}

/** Options, checked and complete. */
export interface CheckedHighlight {
  readonly field: Field
  readonly shape: Shape
  readonly language: string | undefined
  /** Those that the query is compiled with. */
  readonly search: CheckedOptions
}

/** Checks the text and the options. @throws E_CONFIG, E_QUERY_FIELD */
export function checkHighlightOptions(text: string, options: HighlightOptions, schema: Schema, modules: SearchModules): CheckedHighlight {
  checkOptions(options, ['field', 'length', 'count', 'language', 'vocabulary', 'leadingWildcards', 'prefix', 'fuzzy'], 'highlight')
  if (typeof text !== 'string') throw new RostrumError('E_CONFIG', { expected: 'a text to mark', got: quote(text), cure: 'Give a string.' })
  const { field: name, length = Number.POSITIVE_INFINITY, count = 1, language, ...asked } = options
  const shape = shapeOf({ count, length }, 'length')
  const field = schema.fields.find(({ type, name: own }) => type === 'text' && (name === undefined || name === own))
  // an unknown name is refused as one of fields to search
  const own = field?.name ?? String(name)
  const target = field === undefined || field.level === 0 ? undefined : schema.nested[field.level - 1]
  const search = checkSearchOptions({ fields: [own], boost: { [own]: 1 }, target, ...asked }, schema, modules)
  return { field: field as Field, shape, language, search }
}
