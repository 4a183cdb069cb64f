// The entry `rostrum/browser`: an index in a worker, so that a page never waits for a search, and indexes that a browser keeps.

export { type ErrorCode, isRostrumError, RostrumError } from '../errors.js'
export type { Hit, Results } from '../reader/results.js'
export { escapeHtml, type Fragment, toHtml } from '../search/html.js'
export type { SearchOptions } from '../search/options.js'
export type { Port, SentOptions } from './messages.js'
export { forget, openSaved, save } from './saved.js'
export { openInWorker, WorkerIndex, type WorkerOptions } from './worker-index.js'
