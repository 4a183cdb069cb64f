// An index for reading by ranges: made of one that is built as usual, when it is put on a host.

import { RostrumError } from '../errors.js'
import { type OpenSegments, openSegments } from '../segment/container.js'
import { mergeForWeb, webInput } from '../segment/merge.js'
import type { FromOptions } from './options.js'

/**
 * The bytes of the same index in the web profile, for `openRemote`: what a search reads lies together, in small blocks. Answers are the same. It can be
 * opened everywhere, but not added to or merged. Reads and writes every byte.
 * @throws E_CONFIG where lengths are exact or it is of the web profile already, and as `Index.from`
 */
export function webProfile(bytes: Uint8Array, options: FromOptions = {}): Uint8Array {
  const { segments, deleted } = openSegments(bytes, options)
  if (segments[0].schema.lengths === 'exact') {
    throw new RostrumError('E_CONFIG', {
      expected: 'an index whose lengths are bytes',
      got: 'exact lengths',
      cure: "Build it without lengths: 'exact'.",
    })
  }
  return mergeForWeb(
    segments.map((segment, i) => ({ segment, deleted: deleted[i] })),
    options.deflate,
  )
}

/** Opens an index that may be changed. @throws E_CONFIG where it is of the web profile, and as `Index.from` */
export function openForChange(bytes: Uint8Array, options: FromOptions): OpenSegments {
  const opened = openSegments(bytes, options)
  if (opened.segments.some(({ isWeb }) => isWeb)) throw webInput()
  return opened
}
