// A document with some fields changed: what is stored of it, and what is given.

import { quote, RostrumError } from '../errors.js'
import type { Schema } from '../schema.js'
import type { Id } from '../segment/ids.js'

/** What an index has kept of a document. */
export interface Kept<T> {
  readonly stored: Partial<T>
  /** By nested property, what is stored of its items. */
  readonly items: ReadonlyMap<string, readonly object[]>
}

/**
 * The document `id` as it is stored, with the properties of `partial` in the place of its own.
 * @throws E_DOC_INVALID where `partial` is no object or has another id; E_CONFIG where an indexed field is neither stored nor given, or given in part
 */
export function updated<T>(id: Id, { stored, items }: Kept<T>, partial: Partial<T>, schema: Schema): T {
  if (typeof partial !== 'object' || partial === null || Array.isArray(partial)) {
    throw new RostrumError('E_DOC_INVALID', {
      expected: 'the fields to change, a plain object',
      got: quote(partial),
      cure: "Give for example { headline: 'Corrected' }.",
    })
  }
  const given = new Map<string, unknown>(Object.entries(partial))
  const own = given.get(schema.idField)
  if (own !== undefined && own !== id) {
    throw new RostrumError('E_DOC_INVALID', {
      expected: `${quote(id)}, the id of the document, or none`,
      got: quote(own),
      cure: 'An id cannot be changed: remove the document and add another.',
      details: { field: schema.idField },
    })
  }
  const known = new Map<string, unknown>(Object.entries(stored))
  for (const [path, each] of items) if (each.length > 0 && !known.has(path)) known.set(path, each)
  for (const [name, value] of given) {
    const whole = firstStep(name)
    const isStoredWhole = schema.nested.includes(whole) || (schema.storeFields.includes(whole) && !schema.storeFields.includes(name))
    // `author.name` beside a stored `author` would be found and not be shown; items are read below their property only
    if (whole !== name && isStoredWhole) {
      throw notKnown(`${quote(whole)}, which is stored whole`, `${quote(name)}, a part of it`, `Give ${quote(whole)} whole.`, name)
    }
    for (const path of [...known.keys()]) if (firstStep(path) === name) known.delete(path)
    known.set(name, value)
  }
  for (const { name, level } of schema.fields) {
    const whole = firstStep(name)
    if (given.has(name) || given.has(whole)) continue
    const item = level === 0 ? '' : `${schema.nested[level - 1]}.`
    const kept = [name, whole, item + firstStep(name.slice(item.length))]
    if (kept.some((each) => schema.storeFields.includes(each))) continue
    throw notKnown(
      `field ${quote(name)} among the stored ones, or in what is given`,
      'neither',
      'Name it in storeFields, or use replace(document) with the whole document.',
      name,
    )
  }
  known.set(schema.idField, id)
  return Object.fromEntries(known) as T
}

/** The property that a path begins with. */
function firstStep(path: string): string {
  const dot = path.indexOf('.')
  return dot < 0 ? path : path.slice(0, dot)
}

function notKnown(expected: string, got: string, cure: string, field: string): RostrumError {
  return new RostrumError('E_CONFIG', { expected, got, cure, details: { field } })
}
