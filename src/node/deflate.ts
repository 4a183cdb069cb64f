// Deflate by node:zlib, for stored fields.

import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { Deflate } from '../bytes/deflate.js'

/** node:zlib's deflate-raw at its default level: pass it as `deflate` to `new Index` or `Index.from`. Its bytes differ from those of the portable one. */
export const nodeDeflate: Deflate = {
  deflate: (bytes) => deflateRawSync(bytes),
  // room for one byte more than is due, so that a block that is too long shows and none is inflated without end
  inflate: (bytes, length) => inflateRawSync(bytes, { maxOutputLength: length + 1 }),
}
