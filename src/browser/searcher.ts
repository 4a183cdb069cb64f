// What a page asks: an index in memory, one in a worker, or one that is read by ranges; all answer, at once or later.

import type { SearchOptions } from '../index.js'
import type { Suggestions } from '../reader/reader.js'
import type { Results } from '../reader/results.js'
import type { Correction } from '../search/corrections.js'
import type { HighlightOptions } from '../search/highlight-options.js'
import type { Fragment } from '../search/html.js'
import type { Id } from '../segment/ids.js'

/** A stored document, of any fields. */
export type StoredDocument = Readonly<Record<string, unknown>>

/** What `<rostrum-search>` needs of an index: an `Index`, a `Reader` and what `openRemote` gives all are one. */
export interface Searcher {
  /** An index that has `prefetch` may be given a `signal` among the options. */
  search(query: string, options: SearchOptions & { signal?: AbortSignal }): Results<StoredDocument> | Promise<Results<StoredDocument>>
  suggest(typed: string, options: { limit: number }): Suggestions | Promise<Suggestions>
  didYouMean(query: string): Correction[] | Promise<Correction[]>
  get(id: Id): StoredDocument | undefined | Promise<StoredDocument | undefined>
  highlight(text: string, query: string, options: HighlightOptions): Fragment[] | Promise<Fragment[]>
  /** Fetches what a search will need; an index in memory needs nothing. */
  prefetch?(query: string): Promise<void>
  /** Lets it go, when the element that opened it needs it no more. */
  close?(): void
  info(): SearcherInfo | Promise<SearcherInfo>
}

/** What the element asks of what an index holds. */
export interface SearcherInfo {
  documentCount: number
  fields: readonly { name: string; type: string }[]
  storeFields: readonly string[]
  nested?: readonly { path: string; documentCount: number }[]
}
