// What can be wrong with an answer, as errors with a cure; which of them another try may mend.

import { quote, RostrumError } from '../errors.js'

/** No answer, or none that is whole. `details.retryable` tells whether it may do to ask again later. */
export function networkFault(name: string, got: string, details: Readonly<Record<string, unknown>> = {}, cause?: unknown): RostrumError {
  return new RostrumError('E_NETWORK', {
    expected: `bytes of ${quote(name)}`,
    got,
    cure: 'Try again when there is a connection. If it stays so, check that the server allows this page to read the file (CORS) and does not compress it.',
    details: { retryable: true, ...details },
    cause,
  })
}

/** A status that is not an answer; the server wants `wait` milliseconds before the next try. */
export function statusFault(name: string, status: number, wait: number): RostrumError {
  const isMissing = status === 404 || status === 410
  const isForbidden = status === 401 || status === 403 || status === 407
  return new RostrumError('E_NETWORK', {
    expected: `bytes of ${quote(name)}`,
    got: `status ${status}`,
    cure: isMissing
      ? 'Check the address: the server has no such file.'
      : isForbidden
        ? "Allow the file to be read; where it wants cookies, open it with credentials: 'include'."
        : 'Try again later, or look at what the server says of it.',
    details: { status, retryable: isTransient(status), wait },
  })
}

/** Whether a status may be another one soon. */
function isTransient(status: number): boolean {
  return status === 408 || status === 425 || status === 429 || status === 500 || (status >= 502 && status <= 504)
}

/** The server does not give parts of the file. */
export function unsupported(name: string, got: string, cure?: string): RostrumError {
  return new RostrumError('E_RANGE_UNSUPPORTED', {
    expected: `a part of ${quote(name)}, status 206`,
    got,
    cure: cure ?? 'Put the file on a server that answers range requests, or raise maxWholeBytes to load it whole.',
  })
}

/** The server gave another part than was asked for. */
export function mismatch(name: string, expected: string, got: string): RostrumError {
  return new RostrumError('E_RANGE_MISMATCH', {
    expected: `${expected} of ${quote(name)}`,
    got,
    cure: 'Look for a cache or proxy between here and the server that mixes up ranges.',
  })
}

/** The file is not the one that was opened. */
export function changed(name: string, got: string, cause?: unknown): RostrumError {
  return new RostrumError('E_SOURCE_CHANGED', {
    expected: `the file ${quote(name)} as it was opened`,
    got,
    cure: 'Open it again. Give each build an address of its own, so that readers of the old one are not disturbed.',
    cause,
  })
}
