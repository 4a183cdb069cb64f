// Options of a search that looks at every match: order, facets, groups, and where to go on; checked at the door.

import { checkOptions, quote, RostrumError } from '../errors.js'
import type { Field, Schema } from '../schema.js'
import { type Cursor, readCursor } from './cursor.js'
import { checkFacets, type Facet, type FacetOptions } from './facet-options.js'
import { checkSort, type Sort, type SortKey } from './sort.js'

/** How matches are arranged. With any of these every match is looked at, and `count` is exact. */
export interface ArrangeOptions {
  /** By what hits are ordered: `-published`, `['outlet', '-score']`, or keys in full. Equal ones come as they were added. Default: best first. */
  sort?: Sort | readonly Sort[]
  /** Where an earlier search with the same query and order ended (`after` of its results): hits go on from there. Not with `offset`. */
  after?: string
  /**
   * What to count of all matches, by keyword, number or date field: `{ outlet: { limit: 5 }, published: { interval: 'month' } }`, or names. Values that are
   * `selected` narrow the hits and the other facets. A name that is no field's says its `field`: `{ year: { field: 'published' } }`.
   */
  facets?: Readonly<Record<string, FacetOptions | true>> | readonly string[]
  /** A keyword, number or date field of whose values each is shown once, by its best hit; or with how many hits. What has no value is shown by itself. */
  collapse?: string | CollapseOptions
}

/** How hits with the same value are shown as one. */
export interface CollapseOptions {
  field: string
  /** How many hits of a value are given, the best in `hits`, the others in its `group`. Default 1, at most 10. */
  size?: number
}

/** How matches are arranged, checked. */
export interface Arrangement {
  readonly keys: readonly SortKey[]
  /** The order as text, which cursors carry. */
  readonly order: string
  readonly after: Cursor | undefined
  readonly facets: readonly Facet[]
  readonly collapse: { key: SortKey; size: number } | undefined
}

const score: SortKey = { field: undefined, descending: true, missingFirst: false, compare: () => 0 }

/** Checks how matches are to be arranged, where something asks for it. @throws E_CONFIG, E_QUERY_FIELD, E_QUERY_LIMIT */
export function checkArrangement(options: ArrangeOptions & { offset?: number }, schema: Schema, target: number): Arrangement {
  const { sort, after, facets, collapse, offset = 0 } = options
  const keys = sort === undefined ? [] : checkSort(sort, schema, target)
  const order = keys.map(({ field, descending }) => `${descending ? '-' : ''}${field?.name ?? 'score'}`).join()
  if (after !== undefined && offset > 0) throw bad('after without offset', `offset ${offset}`, 'A cursor says where to go on.')
  if (after !== undefined && collapse !== undefined) throw bad('after without collapse', 'both', 'Use offset with collapse.')
  return {
    keys,
    order,
    after: after === undefined ? undefined : readCursor(after, order, Math.max(1, keys.length)),
    facets: facets === undefined ? [] : checkFacets(facets, schema),
    collapse: collapse === undefined ? undefined : checkCollapse(collapse, schema, target),
  }
}

function checkCollapse(given: string | CollapseOptions, schema: Schema, target: number): { key: SortKey; size: number } {
  const { field, size = 1 } = typeof given === 'string' ? { field: given } : given
  if (typeof given !== 'string') checkOptions(given, ['field', 'size'], 'collapse')
  if (!Number.isInteger(size) || size < 1 || size > 10) throw bad('size of collapse, 1 to 10', size, 'Leave it out for 1.')
  const [key] = checkSort({ field, locale: false }, schema, target)
  if (key.field === undefined) throw bad('collapse of a keyword, number or date field', field, 'Name a field.')
  return { key, size }
}

/** The arrangement of a query: where no order is asked for, by score, or where nothing is scored the newest first. */
export function arrangedBy(arrangement: Arrangement, newest: Field | undefined): Arrangement {
  if (arrangement.keys.length > 0) return arrangement
  return { ...arrangement, keys: newest === undefined ? [score] : [{ ...score, field: newest }] }
}

/** The fields whose columns an arrangement reads. */
export function arrangedFields({ keys, facets, collapse }: Arrangement): Field[] {
  const fields = [...keys.map(({ field }) => field), ...facets.map(({ field }) => field), collapse?.key.field]
  return [...new Set(fields.flatMap((field) => field ?? []))]
}

function bad(expected: string, got: unknown, cure: string): RostrumError {
  return new RostrumError('E_CONFIG', { expected, got: quote(got), cure })
}
