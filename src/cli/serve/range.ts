// Which bytes a request asks for (RFC 9110, section 14).

/** Bytes [start, end) of a file. */
export interface ByteRange {
  start: number
  end: number
}

/**
 * Reads a `Range` header over a file of `size` bytes: one range; `whole` where there is none, or it is not understood, as the RFC allows; `unsatisfiable`
 * where it lies behind the end.
 */
export function readRange(header: string | undefined, size: number): ByteRange | 'whole' | 'unsatisfiable' {
  const found = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '')
  if (found === null || (found[1] === '' && found[2] === '')) return 'whole'
  if (found[1] === '') {
    const length = Math.min(size, Number(found[2]))
    return length === 0 ? 'unsatisfiable' : { start: size - length, end: size }
  }
  const start = Number(found[1])
  const last = found[2] === '' ? Number.POSITIVE_INFINITY : Number(found[2])
  if (last < start) return 'whole'
  return start >= size ? 'unsatisfiable' : { start, end: Math.min(size, last + 1) }
}
