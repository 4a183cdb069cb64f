// Opens bytes that are all here, with all of the code.

import type { OpenOptions } from '../segment/segment.js'
import { allModules } from './all-modules.js'
import { type Reader, readerOfBytes } from './reader.js'

/**
 * Opens an index for reading, without copying its bytes, which must not change while it is in use. Reads the head: O(1) in the documents.
 * @throws E_NOT_AN_INDEX, E_TRUNCATED, E_CORRUPT, E_FORMAT_TOO_NEW, E_FORMAT_TOO_OLD, E_ANALYZER
 */
export function openIndex<T extends object = Record<string, unknown>>(bytes: Uint8Array, options: OpenOptions = {}): Reader<T> {
  return readerOfBytes<T>(bytes, options, allModules)
}
