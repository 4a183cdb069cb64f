// A query whose documents count the less the further a date or number of theirs is from an origin: `climate^gauss(published, 30d)`.

import type { Field } from '../../schema.js'
import { escapeBound } from '../escape.js'
import type { Kind, Properties } from '../kind.js'
import type { Decay } from '../query.js'
import { mostFactor } from '../rescale.js'
import { distanceOf, spanBetween, valueName } from '../values.js'
import { isoDate } from './range.js'

/** A query whose score decays. */
export const decay: Kind<Decay> = {
  properties: ['query', 'field', 'scale', 'origin', 'offset', 'decay', 'shape', 'missing'],
  check(value, check) {
    const field = check.field(value.get('field'))
    if (field === undefined) throw check.bad('field, the name of a date or number field', undefined, 'Name one.')
    if (field.type !== 'date' && field.type !== 'number')
      throw check.badField('a date or number field to decay by', field, 'Name another field.')
    const wrong = faultOf(value, field)
    if (wrong !== undefined) throw check.bad(wrong.expected, value.get(wrong.property), 'Correct it.')
    const origin = value.get('origin')
    const copy = made(value, check.boosted(value.get('query'), 'query', 1))
    // text can say a date, but not milliseconds
    return typeof origin === 'number' && field.type === 'date' ? { ...copy, origin: isoDate(origin) } : copy
  },
  normal(query, normal) {
    const inner = normal(query.query)
    return inner && made(new Map(Object.entries(texts(query))), inner)
  },
  format({ query, field, scale, shape = 'gauss', ...others }, format) {
    const more = (['origin', 'offset', 'decay', 'missing'] as const).flatMap((name) =>
      others[name] === undefined ? [] : `, ${name}=${escapeBound(others[name])}`,
    )
    return `${format.operand(query)}^${shape}(${escapeBound(field)}, ${escapeBound(scale)}${more.join('')})`
  },
  compile({ query, field: name, scale, origin, offset = 0, decay: most = 0.5, shape = 'gauss', missing = 1 }, compile) {
    const of = compile.query(query)
    const field = compile.schema.field(name)
    if (of === undefined || of.node === 'none' || field === undefined) return of
    const start = origin ?? (field.type === 'date' ? 'now' : undefined)
    const span = start === undefined ? undefined : spanBetween(field.type, start, start, false, false, compile.timeZone)
    const [far, near] = [distanceOf(field.type, scale), distanceOf(field.type, offset)]
    if (span === undefined || far === undefined || near === undefined) return of
    return {
      node: 'scaled',
      of,
      field: field.number,
      by: { type: 'decay', shape, ...span, offset: near, scale: far, decay: most, missing },
    }
  },
}

/** What is wrong with the numbers of a decay; undefined where all is well. */
export function faultOf(
  value: Properties,
  { type, name }: Pick<Field, 'type' | 'name'>,
): { property: string; expected: string } | undefined {
  const isBetween = (property: string, least: number, most: number) => {
    const given = value.get(property)
    return given === undefined || (typeof given === 'number' && given >= least && given <= most)
  }
  const distance = (property: string) => distanceOf(type, value.get(property) as number | string)
  const far = value.get('scale') === undefined ? undefined : distance('scale')
  const like = type === 'date' ? "milliseconds or a time like '30d'" : 'a number'
  if (far === undefined || far <= 0) return { property: 'scale', expected: `scale above 0, ${like}` }
  if (value.get('offset') !== undefined && distance('offset') === undefined)
    return { property: 'offset', expected: `offset of at least 0, ${like}` }
  const origin = value.get('origin')
  const isGood = (typeof origin === 'number' && Number.isFinite(origin)) || typeof origin === 'string'
  const needs = origin !== undefined || type === 'number'
  if (needs && (!isGood || spanBetween(type, origin as string, undefined) === undefined))
    return { property: 'origin', expected: `origin, ${valueName(type)} for field ${JSON.stringify(name)}` }
  if (!isBetween('decay', 1e-9, 1 - 1e-9)) return { property: 'decay', expected: 'decay, a number between 0 and 1' }
  const shape = value.get('shape')
  if (shape !== undefined && shape !== 'gauss' && shape !== 'exp' && shape !== 'linear')
    return { property: 'shape', expected: "shape, 'gauss', 'exp' or 'linear'" }
  return isBetween('missing', 0, mostFactor) ? undefined : { property: 'missing', expected: `missing, a number from 0 to ${mostFactor}` }
}

/** Numbers that a text says as well. */
function texts({ query: _, kind: __, ...query }: Decay): Record<string, unknown> {
  return {
    ...query,
    scale: String(query.scale),
    ...(query.origin !== undefined && { origin: String(query.origin) }),
    ...(query.offset !== undefined && { offset: String(query.offset) }),
    ...(query.shape === 'gauss' && { shape: undefined }),
  }
}

function made(value: Properties, query: Decay['query']): Decay {
  const found: Record<string, unknown> = { kind: 'decay', query }
  for (const name of ['field', 'scale', 'origin', 'offset', 'decay', 'shape', 'missing']) {
    if (value.get(name) !== undefined) found[name] = value.get(name)
  }
  return found as unknown as Decay
}
