// What can go wrong, said once: every error carries a stable code, and says what was expected, what came, and the cure.

/** Stable codes of every error Rostrum throws; switch on these, never on messages. */
export type ErrorCode =
  | 'E_NOT_AN_INDEX' // the bytes are something else
  | 'E_CORRUPT' // a checksum or a structure does not hold
  | 'E_TRUNCATED' // fewer (or more) bytes than the header says
  | 'E_FORMAT_TOO_NEW'
  | 'E_FORMAT_TOO_OLD'
  | 'E_ANALYZER' // unknown analyzer, or another one of that name than the index was built with
  | 'E_CONFIG' // an unknown or ill-typed option
  | 'E_DOC_INVALID' // a document's value is not of its field's type
  | 'E_DOC_LIMIT' // a document, a field or an id is too large
  | 'E_ID_MISSING'
  | 'E_ID_INVALID'
  | 'E_ID_UNKNOWN'
  | 'E_DUPLICATE_ID'
  | 'E_QUERY' // a query object is not a query
  | 'E_QUERY_FIELD' // a query object names a field that is not there
  | 'E_QUERY_LIMIT' // too long, too deep, too many clauses
  | 'E_TIMEOUT' // a search took longer than it was given
  | 'E_INPUT' // an article file cannot be read as what it says it is
  | 'E_IO' // the file system said no
  | 'E_LOCKED' // somebody else writes to the folder
  | 'E_FENCED' // another writer has committed in between
  | 'E_WRITER_FAILED' // an earlier commit failed so that only opening anew helps
  | 'E_DISK_FULL'
  | 'E_READONLY' // opened without the right to write, or in a place without it
  | 'E_CLOSED'
  | 'E_SNAPSHOT_GONE' // writers removed the files of a commit while it was being opened
  | 'E_NETWORK' // no answer, or none that is whole: offline, refused, cut off, too slow; or a status such as 404
  | 'E_RANGE_UNSUPPORTED' // the server does not give parts of the file
  | 'E_RANGE_MISMATCH' // the server gave another part than was asked for
  | 'E_SOURCE_CHANGED' // the file was replaced while it was being read
  | 'E_USAGE' // the command line was not understood
  | 'E_LIMIT' // a size beyond what a segment can hold, or beyond what is loaded whole

/** The parts of an error's message. */
export interface Fault {
  /** What should have been there, without a full stop. */
  expected: string
  /** What was there instead, values quoted by `quote`. */
  got: string
  /** What the reader of the message can do about it. */
  cure: string
  /** Machine-readable particulars: position, field, limit. */
  details?: Readonly<Record<string, unknown>>
  cause?: unknown
}

/** The one error class: `code` says which, the message says expected, got and cure. */
export class RostrumError extends Error {
  readonly code: ErrorCode
  readonly expected: string
  readonly got: string
  readonly cure: string
  readonly details: Readonly<Record<string, unknown>>

  constructor(code: ErrorCode, fault: Fault) {
    super(`Expected ${fault.expected}, got ${fault.got}. ${fault.cure}`, fault.cause === undefined ? undefined : { cause: fault.cause })
    this.name = 'RostrumError'
    this.code = code
    this.expected = fault.expected
    this.got = fault.got
    this.cure = fault.cure
    this.details = fault.details ?? {}
  }
}

/** Tells whether `error` is a RostrumError, of this copy of the library or of another (ESM and CommonJS may both be loaded). */
export function isRostrumError(error: unknown): error is RostrumError {
  return error instanceof Error && error.name === 'RostrumError' && typeof (error as { code?: unknown }).code === 'string'
}

/** Names a value for a message in at most 80 characters, never throwing (getters, proxies, symbols included) and never looking deep. */
export function quote(value: unknown): string {
  let text: string
  try {
    if (typeof value === 'string') text = JSON.stringify(value.length > 80 ? value.slice(0, 80) : value)
    else if (typeof value === 'bigint') text = value < 2n ** 64n && value > -(2n ** 64n) ? `${value}n` : 'a large bigint'
    else if (value === null || ['number', 'boolean', 'undefined'].includes(typeof value)) text = String(value)
    else if (typeof value === 'symbol' || typeof value === 'function') text = `a ${typeof value}`
    else if (Array.isArray(value)) text = value.length === 0 ? 'an empty array' : `an array of ${value.length}`
    else if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) {
      const name = Object.prototype.toString.call(value).slice(8, -1)
      text = `${/^[AI]/.test(name) ? 'an' : 'a'} ${name} of ${value.byteLength} bytes`
    } else if (value instanceof Date) text = Number.isNaN(value.getTime()) ? 'an invalid Date' : value.toISOString()
    else {
      const names = Object.keys(value as object)
      text = names.length === 0 ? 'an object without properties' : `an object with ${names.slice(0, 5).join(', ')}`
    }
  } catch {
    text = 'a value that cannot be shown'
  }
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}

/** The candidate nearest to `name` by edit distance (transposition one edit), or undefined where none is within a third of its length. */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined
  let bestDistance = Math.max(1, Math.floor(name.length / 3)) + 1
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - name.length) >= bestDistance || name.length > 64) continue
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase())
    if (distance < bestDistance) {
      best = candidate
      bestDistance = distance
    }
  }
  return best
}

/** The most names that a message lists. */
const mostNames = 24

/** The cure for an unknown name: the nearest known one, and all of them; of very many the first, how many more, and `others`, how to see those. */
export function didYouMean(name: string, candidates: Iterable<string>, others = ''): string {
  const known = [...candidates]
  const near = nearest(name, known)
  const more = known.length > mostNames ? ` and ${known.length - mostNames} more${others === '' ? '' : `; ${others}`}` : ''
  const list = known.length > 0 ? `Known: ${known.slice(0, mostNames).join(', ')}${more}.` : 'None is known.'
  return near === undefined ? list : `Did you mean ${quote(near)}? ${list}`
}

/** Throws E_CONFIG where `options` is no object or has a key that is not in `known`: a misspelt option never passes silently. */
export function checkOptions(options: object, known: readonly string[], what: string): void {
  if (typeof options !== 'object' || options === null) {
    throw new RostrumError('E_CONFIG', {
      expected: `options of ${what}, an object`,
      got: quote(options),
      cure: 'Leave them out for the defaults.',
    })
  }
  for (const name of Object.keys(options)) {
    if (!known.includes(name)) {
      throw new RostrumError('E_CONFIG', {
        expected: `an option of ${what}`,
        got: quote(name),
        cure: didYouMean(name, known),
        details: { option: name },
      })
    }
  }
}

/** Optimal string alignment distance (Boytsov 2011): Levenshtein with a transposition of neighbours as one edit. O(a * b). */
function editDistance(a: string, b: string): number {
  let before: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const substitution = previous[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)
      let least = Math.min(substitution, previous[j] + 1, row[j - 1] + 1)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, before[j - 2] + 1)
      row.push(least)
    }
    before = previous
    previous = row
  }
  return previous[b.length]
}
