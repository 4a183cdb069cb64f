// A function of a field after a `^`, made a query; what cannot be meant is reported and left out.

import { didYouMean, quote } from '../errors.js'
import type { FieldType } from '../schema.js'
import { decayShapes } from './boost-scan.js'
import { faultOf } from './kinds/decay.js'
import { factorFault } from './kinds/factor.js'
import type { Token } from './lexer.js'
import type { Query } from './query.js'
import type { LeafContext } from './token-leaf.js'

/** `query` with its score multiplied as `token` says. */
export function scaledBy(query: Query, { of, start, end }: Token & { token: 'function' }, { types, report, text }: LeafContext): Query {
  const { name, field } = of
  const isDecay = decayShapes.includes(name)
  const type = types?.get(field)
  const wrong = (message: string): Query => {
    report('value', `${message} Correct it; ${quote(text.slice(start, end))} was ignored.`, start, end)
    return query
  }
  if (types !== undefined && type === undefined)
    return wrong(`Expected a field in ${name}(), got ${quote(field)}. ${didYouMean(field, [...types.keys()])}`)
  if (type !== undefined && type !== 'number' && !(isDecay && type === 'date'))
    return wrong(`Expected a ${isDecay ? 'date or number' : 'number'} field in ${name}(), got ${quote(field)}, a ${type} field.`)
  const known = isDecay ? ['scale', 'origin', 'offset', 'decay', 'missing'] : ['times', 'missing']
  const values = new Map<string, unknown>()
  for (const [key, value] of of.given) {
    if (!known.includes(key)) return wrong(`Expected ${known.join(', ')} in ${name}(), got ${quote(key)}.`)
    values.set(key, ['decay', 'missing', 'times'].includes(key) ? Number(value) : value)
  }
  const fault = isDecay ? faultOf(values, { type: type ?? guessed(values), name: field }) : factorFault(values)
  if (fault !== undefined) return wrong(`Expected in ${name}() ${fault.expected}, got ${quote(of.given.get(fault.property))}.`)
  const kept = Object.fromEntries([...values])
  if (isDecay) return { kind: 'decay', query, field, ...kept, ...(name !== 'gauss' && { shape: name }) } as Query
  return { kind: 'factor', query, field, ...kept, ...(name !== 'none' && { modifier: name }) } as Query
}

/** What type of field is meant, where nobody says: one of dates where its distances are times. */
function guessed(values: ReadonlyMap<string, unknown>): FieldType {
  return Number.isNaN(Number(values.get('scale'))) || !values.has('origin') || Number.isNaN(Number(values.get('origin')))
    ? 'date'
    : 'number'
}
