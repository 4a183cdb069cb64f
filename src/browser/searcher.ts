// What a page asks: an index in memory, one in a worker, or one that is read by ranges; all answer, at once or later.

import type { SearchOptions } from '../index.js'
import type { Suggestions } from '../reader/reader.js'
import type { Results } from '../reader/results.js'
import type { Correction } from '../search/corrections.js'
import type { Id } from '../segment/ids.js'

/** A stored document, of any fields. */
export type StoredDocument = Readonly<Record<string, unknown>>

/** What `<rostrum-search>` needs of an index: an `Index`, a `Reader` and what `openRemote` gives all are one. */
export interface Searcher {
  search(query: string, options: SearchOptions): Results<StoredDocument> | Promise<Results<StoredDocument>>
  suggest(typed: string, options: { limit: number }): Suggestions | Promise<Suggestions>
  didYouMean(query: string): Correction[] | Promise<Correction[]>
  get(id: Id): StoredDocument | undefined | Promise<StoredDocument | undefined>
  info(): SearcherInfo | Promise<SearcherInfo>
}

/** What the element asks of what an index holds. */
export interface SearcherInfo {
  documentCount: number
  fields: readonly { name: string; type: string }[]
  storeFields: readonly string[]
}
