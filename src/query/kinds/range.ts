// Numbers, dates or keywords between two bounds: `published:[2016 TO 2017-03]`, `words:>=300`, `published:>now-7d`.

import { foldKeyword } from '../../schema.js'
import { escapeBound, fieldPrefix } from '../escape.js'
import type { Kind } from '../kind.js'
import type { Pattern } from '../node.js'
import type { Range } from '../query.js'
import { isBlank } from '../spaces.js'
import { spanBetween, valueName } from '../values.js'

/** Values between two bounds. */
export const range: Kind<Range> = {
  properties: ['field', 'from', 'to', 'above', 'below'],
  check(value, check) {
    const field = check.field(value.get('field'))
    if (field === undefined)
      throw check.bad('field, the name of a number, date or keyword field', undefined, 'Name the field of the range.')
    if (field.type === 'text') throw check.badField('a number, date or keyword field for a range', field, 'Name another field.')
    const bound = (side: 'from' | 'to'): number | string | undefined => {
      const given = value.get(side)
      const expected = `${side}, ${valueName(field.type)} for field ${JSON.stringify(field.name)}`
      if (given === undefined) return undefined
      const isGood =
        typeof given === 'number'
          ? Number.isFinite(given) && field.type !== 'keyword'
          : typeof given === 'string' && check.text(given) !== '' && !isBlank(given)
      if (!isGood || (field.type !== 'keyword' && spanBetween(field.type, given as number | string, undefined) === undefined)) {
        throw check.bad(expected, given, 'Correct it, or leave it out for no bound on that side.')
      }
      // Text can say a date, but not milliseconds: 2017 would be a year.
      return typeof given === 'number' && field.type === 'date'
        ? isoDate(side === 'from' ? Math.ceil(given) : Math.floor(given))
        : (given as number | string)
    }
    const open = (side: 'above' | 'below'): boolean | undefined => {
      const given = value.get(side)
      if (given !== undefined && typeof given !== 'boolean') throw check.bad(`${side}, true or false`, given, 'Leave it out for false.')
      return given
    }
    return made(field.name, bound('from'), bound('to'), open('above'), open('below'))
  },
  normal: ({ field, from, to, above, below }) =>
    made(
      field,
      from === undefined ? undefined : String(from),
      to === undefined ? undefined : String(to),
      (above === true && from !== undefined) || undefined,
      (below === true && to !== undefined) || undefined,
    ),
  format: ({ field, from, to, above, below }) =>
    `${fieldPrefix(field)}${above ? '{' : '['}${escapeBound(from)} TO ${escapeBound(to)}${below ? '}' : ']'}`,
  compile({ field: name, from, to, above, below }, { schema, timeZone }) {
    const field = schema.field(name)
    if (field === undefined || field.type === 'text') return { node: 'none' }
    if (field.type === 'keyword') {
      const pattern: Pattern = {
        type: 'between',
        ...(from !== undefined && { from: foldKeyword(String(from)) }),
        ...(to !== undefined && { to: foldKeyword(String(to)) }),
        ...(above === true && { above }),
        ...(below === true && { below }),
      }
      return { node: 'expand', pattern, fields: [field.number], weight: 0 }
    }
    const span = spanBetween(field.type, from, to, above, below, timeZone)
    if (span === undefined || !(span.from <= span.to)) return { node: 'none' }
    return { node: 'range', field: field.number, from: span.from, to: span.to }
  },
}

function made(field: string, from?: number | string, to?: number | string, above?: boolean, below?: boolean): Range {
  return {
    kind: 'range',
    field,
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(above !== undefined && { above }),
    ...(below !== undefined && { below }),
  }
}

/** The instant as text, or as it is where no Date holds it. */
export function isoDate(milliseconds: number): number | string {
  return Math.abs(milliseconds) <= 8.64e15 ? new Date(milliseconds).toISOString() : milliseconds
}
