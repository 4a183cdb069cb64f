// What a search can be told of the fragments that it marks; checked at the door.

import { checkOptions, quote } from '../errors.js'
import type { Field, Schema } from '../schema.js'
import { bad, checkNames, type FragmentOptions, type FragmentShape, type SearchOptions } from './options.js'
import { shapeOf } from './shape.js'

/** Checks what is to be marked, and what the fragments are to be like; `text` are the fields that true stands for. @throws E_CONFIG, E_QUERY_FIELD */
export function checkFragments(
  { highlight, fragmentLength = 240 }: Pick<SearchOptions, 'highlight' | 'fragmentLength'>,
  text: readonly Field[],
  target: number,
  schema: Schema,
): readonly FragmentShape[] {
  const shape = shapeOf({ length: fragmentLength }, 'fragmentLength')
  const stored = (field: Field) => schema.storeFields.includes(field.name)
  if (highlight === undefined || highlight === false) return []
  if (highlight === true) return text.filter(stored).map((field) => ({ field, ...shape }))
  if (typeof highlight !== 'object' || highlight === null)
    throw bad('highlight, true, field names, or options by field name', highlight, "Give for example ['body'] or { body: { count: 2 } }.")
  const own = Array.isArray(highlight) ? undefined : (highlight as Readonly<Record<string, FragmentOptions | true>>)
  const fields = checkNames(own === undefined ? (highlight as readonly string[]) : Object.keys(own), schema, 'highlight')
  for (const field of fields) {
    if (field.level !== target && field.level !== 0)
      throw bad('highlight of a field of what is found', field.name, `Search with { target: ${quote(schema.nested[field.level - 1])} }.`)
    if (!stored(field)) {
      throw bad(
        `highlight of a stored field (${schema.storeFields.map(quote).join(', ') || 'none is stored'})`,
        field.name,
        'Name it in storeFields when the index is built.',
      )
    }
  }
  return fields.map((field) => {
    const wanted = own?.[field.name] ?? true
    if (wanted === true) return { field, ...shape }
    checkOptions(wanted, ['count', 'length'], 'fragments')
    return { field, ...shapeOf({ length: shape.length, ...wanted }, 'length') }
  })
}
