// Numbers or dates between two bounds: `published:[2016 TO 2017-03]`, `words:>=300`.

import { escapeBound, fieldPrefix } from '../escape.js'
import type { Kind } from '../kind.js'
import type { Range } from '../query.js'
import { isBlank } from '../spaces.js'
import { spanBetween, valueName } from '../values.js'

/** Numbers or dates between two bounds, both included. */
export const range: Kind<Range> = {
  properties: ['field', 'from', 'to'],
  check(value, check) {
    const field = check.field(value.get('field'))
    if (field === undefined) throw check.bad('field, the name of a number or date field', undefined, 'Name the field of the range.')
    if (field.type !== 'number' && field.type !== 'date') {
      throw check.badField('a number or date field for a range', field, 'Name another field.')
    }
    const bound = (side: 'from' | 'to'): number | string | undefined => {
      const given = value.get(side)
      const expected = `${side}, ${valueName(field.type)} for field ${JSON.stringify(field.name)}`
      if (given === undefined) return undefined
      const isGood =
        typeof given === 'number' ? Number.isFinite(given) : typeof given === 'string' && check.text(given) !== '' && !isBlank(given)
      if (!isGood || spanBetween(field.type, given as number | string, undefined) === undefined) {
        throw check.bad(expected, given, 'Correct it, or leave it out for no bound on that side.')
      }
      // Text can say a date, but not milliseconds: 2017 would be a year.
      return typeof given === 'number' && field.type === 'date'
        ? isoDate(side === 'from' ? Math.ceil(given) : Math.floor(given))
        : (given as number | string)
    }
    const from = bound('from')
    const to = bound('to')
    return { kind: 'range', field: field.name, ...(from !== undefined && { from }), ...(to !== undefined && { to }) }
  },
  normal: ({ field, from, to }) => ({
    kind: 'range',
    field,
    ...(from !== undefined && { from: String(from) }),
    ...(to !== undefined && { to: String(to) }),
  }),
  format: ({ field, from, to }) => `${fieldPrefix(field)}[${escapeBound(from)} TO ${escapeBound(to)}]`,
  compile({ field: name, from, to }, { schema }) {
    const field = schema.field(name)
    const span = field && spanBetween(field.type, from, to)
    if (field === undefined || span === undefined || !(span.from <= span.to)) return { node: 'none' }
    return { node: 'range', field: field.number, from: span.from, to: span.to }
  },
}

/** The instant as text, or as it is where no Date holds it. */
function isoDate(milliseconds: number): number | string {
  return Math.abs(milliseconds) <= 8.64e15 ? new Date(milliseconds).toISOString() : milliseconds
}
