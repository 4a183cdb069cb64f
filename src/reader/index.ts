// The entry `rostrum/reader`: the reading half alone, for pages that open a prebuilt index.

export type { Inflate } from '../bytes/inflate.js'
export { type ErrorCode, isRostrumError, RostrumError } from '../errors.js'
export type { Problem } from '../query/problems.js'
export type { Query } from '../query/query.js'
export type { OneWay, VocabularyOptions } from '../query/vocabulary.js'
export type { Explanation } from '../search/explain.js'
export { escapeHtml, type Fragment, toHtml } from '../search/html.js'
export type { FragmentOptions, SearchOptions } from '../search/options.js'
export type { Id } from '../segment/ids.js'
export type { OpenOptions } from '../segment/segment.js'
export { type IndexInfo, openIndex, Reader } from './reader.js'
export type { Hit, Results } from './results.js'
