// Documents with a value in a field, whatever it is: `author:*`.

import { fieldPrefix } from '../escape.js'
import type { Kind } from '../kind.js'
import type { Exists } from '../query.js'

/** A value in a field. */
export const exists: Kind<Exists> = {
  properties: ['field'],
  check(value, check) {
    const field = check.field(value.get('field'))
    if (field === undefined) throw check.bad('field, the name of a field', undefined, 'Name the field.')
    return { kind: 'exists', field: field.name }
  },
  normal: ({ field }) => ({ kind: 'exists', field }),
  format: ({ field }) => `${fieldPrefix(field)}*`,
  compile({ field: name }, { schema }) {
    const field = schema.field(name)
    return field === undefined ? { node: 'none' } : { node: 'exists', field: field.number }
  },
}
