// Conditions on items that stand next to each other in a query string: those that name fields by an alias, and what belongs to them, are asked of one item.

import type { FieldType } from '../schema.js'
import type { Query } from './query.js'

/** A query and its sign: 1 for +, -1 for - and NOT. Without a query it was reported and is left out. */
export interface Item {
  query: Query | undefined
  sign: -1 | 0 | 1
}

/** What is known of the queries of one string, to put together those of one item. */
export interface ItemGroups {
  /** Takes down that `query` was asked of `field`, and whether by an alias. */
  named(query: Query | undefined, field: string, isAlias: boolean): void
  /** Takes down that `query` is `inner` with another weight. */
  weighted(query: Query, inner: Query): void
  /** Takes down that `query` is made of `parts`, of which any is enough: it is asked of an item where all of them are. */
  either(query: Query, parts: readonly Item[]): void
  /**
   * The items with those of one nested property as one, which all of them must match: what names a field of it by alias, and what names a field
   * that its items have as well as the documents.
   */
  together(items: Item[]): Item[]
}

/** Knows nothing yet; `types` are those of all fields, `nested` the nested properties. */
export function itemGroups(types: ReadonlyMap<string, FieldType> | undefined, nested: ReadonlySet<string>): ItemGroups {
  /** By query, the field of the documents that it is asked of. */
  const fields = new Map<Query, string>()
  /** By query, the nested property whose items it is asked of. */
  const paths = new Map<Query, string>()
  return {
    named(query, field, isAlias) {
      if (query === undefined) return
      const path = isAlias ? [...nested].find((each) => field.startsWith(`${each}.`)) : undefined
      if (path !== undefined) paths.set(query, path)
      else if (!isAlias && isOnly(query, field)) fields.set(query, field)
    },
    weighted(query, inner) {
      const path = paths.get(inner)
      const field = fields.get(inner)
      if (path !== undefined) paths.set(query, path)
      else if (field !== undefined) fields.set(query, field)
    },
    either(query, parts) {
      const path = pathOf(parts[0])
      if (path !== undefined && parts.every((part) => part.sign >= 0 && pathOf(part) === path)) paths.set(query, path)
    },
    together(items) {
      const path = items.map(pathOf).find((each) => each !== undefined)
      if (path === undefined) return items
      const isOwn = (item: Item) => pathOf(item) === path || ownField(item, path) !== undefined
      const own = items.filter(isOwn)
      if (own.length === 1 || own.every(({ sign }) => sign < 0)) return items
      const asked = (isWanted: boolean) => own.filter(({ sign }) => sign >= 0 === isWanted).map((item) => ofItems(item, path))
      const [must, not] = [asked(true), asked(false)]
      const query: Query = { kind: 'nested', path, query: { kind: 'bool', must, ...(not.length > 0 && { not }) } }
      paths.set(query, path)
      const sign = own.some((item) => item.sign > 0) ? 1 : 0
      const first = items.findIndex(isOwn)
      return items.flatMap((item, i) => (i === first ? [{ query, sign }] : isOwn(item) ? [] : [item]))
    },
  }

  function pathOf({ query }: Item): string | undefined {
    return query && paths.get(query)
  }

  /** The field of items that was asked of, or that has the name of the field of documents that was. */
  function ownField({ query }: Item, path: string): string | undefined {
    const field = query && fields.get(query)
    if (field?.startsWith(`${path}.`)) return field
    return field !== undefined && types?.has(`${path}.${field}`) ? `${path}.${field}` : undefined
  }

  /** The query as it is asked of items of `path`. */
  function ofItems(item: Item, path: string): Query {
    const query = item.query as Query
    const field = ownField(item, path)
    if (field !== undefined) return withField(query, field)
    return query.kind === 'nested' && query.path === path ? query.query : query
  }
}

/** Whether all of a query is asked of one field. The parser bounds the depth. */
function isOnly(query: Query, field: string): boolean {
  switch (query.kind) {
    case 'bool': {
      const { must = [], should = [], not = [] } = query
      return [...must, ...should, ...not].every((each) => isOnly(each, field))
    }
    case 'dismax':
      return query.queries.every((each) => isOnly(each, field))
    case 'boost':
    case 'constant':
      return isOnly(query.query, field)
    case 'all':
    case 'nested':
    case 'decay':
    case 'factor':
      return false
    default:
      return query.field === field
  }
}

/** A query that is asked of one field, asked of another. */
function withField(query: Query, field: string): Query {
  switch (query.kind) {
    case 'bool': {
      const { must, should, not } = query
      const list = (queries: readonly Query[]) => queries.map((each) => withField(each, field))
      return { ...query, ...(must && { must: list(must) }), ...(should && { should: list(should) }), ...(not && { not: list(not) }) }
    }
    case 'dismax':
      return { ...query, queries: query.queries.map((each) => withField(each, field)) }
    case 'boost':
    case 'constant':
      return { ...query, query: withField(query.query, field) }
    case 'all':
    case 'nested':
    case 'decay':
    case 'factor':
      return query
    default:
      return { ...query, field }
  }
}
