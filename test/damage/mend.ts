// What a hostile file has: damage under checksums that hold.

import { crc32 } from '../../src/bytes/crc32.js'
import { header, sectionRow } from '../../src/segment/layout.js'
import { saltOf } from '../../src/segment/salt.js'
import { headSum } from '../../src/segment/write.js'

/** Makes every checksum of a segment hold again. */
export function mend(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const headLength = view.getUint32(header.headLength, true)
  const size = 2 ** bytes[header.blockShift]
  const salt = saltOf(bytes.slice(header.fileId, header.fileId + 16))
  const sums = header.size + sectionRow * bytes[header.sectionCount]
  for (let block = 0; headLength + block * size < bytes.length && sums + 4 * block + 4 <= headLength; block++) {
    const start = headLength + block * size
    view.setUint32(sums + 4 * block, (crc32(bytes, start, Math.min(bytes.length, start + size)) ^ salt(block)) >>> 0, true)
  }
  if (headLength <= bytes.length) view.setUint32(header.headSum, headSum(bytes, headLength), true)
}
