// Orders that a search can be told: by columns, by score, and on from a hit. In a segment every key is a number; between segments values are compared.

import { encodeUtf8 } from '../bytes/cursor.js'
import { didYouMean, quote, RostrumError } from '../errors.js'
import type { Field, Schema } from '../schema.js'
import type { KeywordColumn } from '../segment/keywords.js'
import type { Segment } from '../segment/segment.js'

/** One key of an order. */
export interface SortOptions {
  /** A keyword, number or date field, or `score`. */
  field: string
  /** Default `asc`, for the score `desc`. Of several values of a document, the least counts in ascending order and the greatest in descending. */
  order?: 'asc' | 'desc'
  /** Where documents without a value go, whatever the order. Default `last`. */
  missing?: 'first' | 'last'
  /** By which language's rules keywords are put in order (BCP 47); false for the order of their code points. Default `en`, numbers within them by value. */
  locale?: string | false
}

/** A field's name, with a minus before it for descending order, or a key in full. */
export type Sort = string | SortOptions

/** A key of an order, checked. */
export interface SortKey {
  /** Undefined for the score. */
  readonly field: Field | undefined
  readonly descending: boolean
  readonly missingFirst: boolean
  /** Compares keywords. */
  readonly compare: (a: string, b: string) => number
}

/** The value of a key in a document; undefined where it has none. */
export type KeyValue = number | string | undefined

/** The most keys. */
const mostKeys = 8

/** Checks an order. @throws E_CONFIG, E_QUERY_FIELD */
export function checkSort(given: Sort | readonly Sort[], schema: Schema, target: number): SortKey[] {
  const list = Array.isArray(given) ? (given as readonly Sort[]) : [given as Sort]
  if (list.length === 0 || list.length > mostKeys)
    throw bad(`sort, 1 to ${mostKeys} keys`, list, "Give for example ['-published', 'score'].")
  return list.map((each) => keyOf(typeof each === 'string' ? spelt(each) : each, schema, target))
}

function spelt(text: string): SortOptions {
  return text.startsWith('-') ? { field: text.slice(1), order: 'desc' } : { field: text }
}

function keyOf(given: SortOptions, schema: Schema, target: number): SortKey {
  if (typeof given !== 'object' || given === null)
    throw bad('a key of sort', given, "Give for example '-published' or { field: 'outlet' }.")
  for (const name of Object.keys(given)) {
    if (!['field', 'order', 'missing', 'locale'].includes(name))
      throw bad('an option of sort', name, 'Known: field, order, missing, locale.')
  }
  const { field: name, missing = 'last', locale = 'en' } = given
  const { order = name === 'score' ? 'desc' : 'asc' } = given
  if (order !== 'asc' && order !== 'desc') throw bad("order, 'asc' or 'desc'", order, "Leave it out for 'asc'.")
  if (missing !== 'first' && missing !== 'last') throw bad("missing, 'first' or 'last'", missing, "Leave it out for 'last'.")
  const base = { descending: order === 'desc', missingFirst: missing === 'first', compare: collation(locale) }
  const field = schema.field(name)
  if (field === undefined && name === 'score') return { ...base, field: undefined }
  const columns = schema.fields.filter(({ type }) => type !== 'text').map((each) => each.name)
  if (field === undefined || field.type === 'text') {
    throw new RostrumError('E_QUERY_FIELD', {
      expected: 'a keyword, number or date field to sort by, or score',
      got: quote(name),
      cure:
        field === undefined ? didYouMean(String(name), [...columns, 'score']) : 'Index the same property as a keyword under another name.',
      details: { field: name },
    })
  }
  if (field.level !== 0 && field.level !== target) {
    throw bad('sort by a field of what is found', name, `Search with { target: ${quote(schema.nested[field.level - 1])} }.`)
  }
  return { ...base, field }
}

const collations = new Map<string, (a: string, b: string) => number>()

/** Compares by a language's rules, and by code points where these see no difference. */
function collation(locale: unknown): (a: string, b: string) => number {
  if (locale === false) return compareCodePoints
  if (typeof locale !== 'string') throw bad('locale, a language or false', locale, "Leave it out for 'en'.")
  const known = collations.get(locale)
  if (known !== undefined) return known
  let collator: Intl.Collator
  try {
    collator = new Intl.Collator(locale, { numeric: true })
  } catch {
    throw bad('locale, a language like en or de-AT', locale, "Leave it out for 'en'.")
  }
  const compare = (a: string, b: string) => collator.compare(a, b) || compareCodePoints(a, b)
  if (collations.size < 64) collations.set(locale, compare)
  return compare
}

function compareCodePoints(a: string, b: string): number {
  if (a === b) return 0
  const [x, y] = [encodeUtf8(a), encodeUtf8(b)]
  for (let i = 0; i < x.length && i < y.length; i++) if (x[i] !== y[i]) return x[i] - y[i]
  return x.length - y.length
}

/** Ranks of a keyword column's values in an order: by ordinal, the place. */
export interface Ranks {
  /** By ordinal. */
  readonly of: Float64Array
  /** The ordinals, by place. */
  readonly ordinals: readonly number[]
  /** Where a value stands among them; between two places where it is not one of them. O(log values). */
  place(value: string): number
}

const ranked = new WeakMap<Segment, Map<number, Map<SortKey['compare'], Ranks>>>()

/** The ranks of the values of a segment's column. O(n log n) in the values, the first time. */
export function ranksOf(segment: Segment, field: number, column: KeywordColumn, compare: SortKey['compare']): Ranks {
  let columns = ranked.get(segment)
  if (columns === undefined) ranked.set(segment, (columns = new Map()))
  let orders = columns.get(field)
  if (orders === undefined) columns.set(field, (orders = new Map()))
  let own = orders.get(compare)
  if (own === undefined) {
    if (orders.size >= 8) orders.clear()
    orders.set(compare, (own = rank(column, compare)))
  }
  return own
}

function rank(column: KeywordColumn, compare: SortKey['compare']): Ranks {
  const values = Array.from({ length: column.valueCount }, (_, ordinal) => column.value(ordinal))
  const order = values.map((_, ordinal) => ordinal)
  // the column is in the order of code points already
  if (compare !== compareCodePoints) order.sort((a, b) => compare(values[a], values[b]))
  const of = new Float64Array(values.length)
  for (const [place, ordinal] of order.entries()) of[ordinal] = place
  return {
    of,
    ordinals: order,
    place(value) {
      let low = 0
      let high = order.length
      while (low < high) {
        const middle = (low + high) >>> 1
        if (compare(values[order[middle]], value) < 0) low = middle + 1
        else high = middle
      }
      return low < order.length && values[order[low]] === value ? low : low - 0.5
    },
  }
}

/** Compares two values of a key: negative where `a` comes first. */
export function compareValues(a: KeyValue, b: KeyValue, { descending, missingFirst, compare }: SortKey): number {
  if (a === undefined || b === undefined) return a === b ? 0 : (a === undefined) === missingFirst ? -1 : 1
  const difference = typeof a === 'string' ? compare(a, String(b)) : a - Number(b)
  return descending ? -difference : difference
}

/** Makes numbers of a key that compare as the values do: smaller first, missing where they belong. NaN is missing. */
export function sortNumber(value: number, { descending, missingFirst }: SortKey): number {
  if (Number.isNaN(value)) return missingFirst ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  return descending ? -value : value
}

function bad(expected: string, got: unknown, cure: string): RostrumError {
  return new RostrumError('E_CONFIG', { expected, got: quote(got), cure })
}
