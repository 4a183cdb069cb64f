// What changes of an index are refused with.

import { quote, RostrumError } from '../errors.js'
import type { Id } from '../segment/ids.js'

/** The error for an id that no document has. */
export function unknownId(id: Id): RostrumError {
  return new RostrumError('E_ID_UNKNOWN', {
    expected: 'the id of a document in the index',
    got: quote(id),
    cure: 'Ask has(id) first; ids keep their type: 1 is not "1".',
  })
}

/** The error for what cannot be gone through as documents. */
export function notDocuments(got: unknown): RostrumError {
  return new RostrumError('E_DOC_INVALID', {
    expected: 'documents, an array or another iterable',
    got: quote(got),
    cure: 'Use add(document) for one.',
  })
}
