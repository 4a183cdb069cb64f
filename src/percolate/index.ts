// The entry `rostrum/percolate`: stored queries, asked of each new document.

export { type ErrorCode, isRostrumError, RostrumError } from '../errors.js'
export type { FieldName, IndexOptions } from '../index/options.js'
export type { Problem } from '../query/problems.js'
export type { Query } from '../query/query.js'
export type { Id } from '../segment/ids.js'
export { type Percolator, percolator, type StoredQuery } from './percolator.js'
