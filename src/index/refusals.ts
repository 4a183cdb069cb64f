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

/** The error for an id that a document has already. */
export function takenId(id: Id): RostrumError {
  return new RostrumError('E_DUPLICATE_ID', {
    expected: 'an id that is not in the index',
    got: quote(id),
    cure: 'Use replace(document) to put a newer one in its place.',
    details: { id },
  })
}

/** The error for options of an index that are none. */
export function notOptions(got: unknown): RostrumError {
  return new RostrumError('E_CONFIG', {
    expected: 'options of an index',
    got: quote(got),
    cure: 'Give for example { fields: { headline: { boost: 3 }, body: {} } }.',
  })
}

/** An error of one of several documents, with the number of that document; what is no error of ours stays as it is. */
export function numbered(error: unknown, index: number): unknown {
  if (!(error instanceof RostrumError)) return error
  const { code, expected, got, cure, details } = error
  return new RostrumError(code, { expected, got, cure, details: { ...details, index }, cause: error })
}
