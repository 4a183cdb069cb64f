// A query whose documents count the more the greater a number of theirs is: `climate^log1p(views)`.

import { escapeBound } from '../escape.js'
import type { Kind, Properties } from '../kind.js'
import type { Factor, Query } from '../query.js'
import { mostFactor } from '../rescale.js'

/** A query whose score is multiplied by a number of the document. */
export const factor: Kind<Factor> = {
  properties: ['query', 'field', 'modifier', 'times', 'missing'],
  check(value, check) {
    const field = check.field(value.get('field'))
    if (field === undefined) throw check.bad('field, the name of a number field', undefined, 'Name one.')
    if (field.type !== 'number') throw check.badField('a number field to boost by', field, 'Name another field, or ask for a decay.')
    const wrong = factorFault(value)
    if (wrong !== undefined) throw check.bad(wrong.expected, value.get(wrong.property), 'Correct it, or leave it out.')
    return made(value, check.boosted(value.get('query'), 'query', 1))
  },
  normal(query, normal) {
    const inner = normal(query.query)
    const { modifier = 'none' } = query
    return inner && made(new Map(Object.entries({ ...query, modifier: modifier === 'none' ? undefined : modifier })), inner)
  },
  format({ query, field, modifier = 'none', times, missing }, format) {
    const more = `${times === undefined ? '' : `, times=${times}`}${missing === undefined ? '' : `, missing=${missing}`}`
    return `${format.operand(query)}^${modifier}(${escapeBound(field)}${more})`
  },
  compile({ query, field: name, modifier = 'none', times = 1, missing = 1 }, compile) {
    const of = compile.query(query)
    const field = compile.schema.field(name)
    if (of === undefined || of.node === 'none' || field === undefined) return of
    return { node: 'scaled', of, field: field.number, by: { type: 'value', modifier, times, missing } }
  },
}

/** What is wrong with the numbers of a factor; undefined where all is well. */
export function factorFault(value: Properties): { property: string; expected: string } | undefined {
  const modifier = value.get('modifier')
  if (modifier !== undefined && modifier !== 'none' && modifier !== 'sqrt' && modifier !== 'log1p')
    return { property: 'modifier', expected: "modifier, 'none', 'sqrt' or 'log1p'" }
  for (const property of ['times', 'missing']) {
    const given = value.get(property)
    if (given !== undefined && !(typeof given === 'number' && given >= 0 && given <= mostFactor))
      return { property, expected: `${property}, a number from 0 to ${mostFactor}` }
  }
  return undefined
}

function made(value: Properties, query: Query): Factor {
  const found: Record<string, unknown> = { kind: 'factor', query }
  for (const name of ['field', 'modifier', 'times', 'missing']) if (value.get(name) !== undefined) found[name] = value.get(name)
  return found as unknown as Factor
}
