// The id of a segment, made from its content, and the salt it gives each block's checksum: a block of another file or place does not pass (FORMAT.md §2).

import { crc32 } from '../bytes/crc32.js'

/** Sixteen bytes from the head (its id still zero) and the plain sums of the blocks: equal content, equal id. Not cryptographic. */
export function fileIdOf(head: Uint8Array, sums: Uint32Array): Uint8Array {
  const id = new Uint8Array(16)
  const view = new DataView(id.buffer)
  const headSum = crc32(head)
  for (let lane = 0; lane < 4; lane++) {
    let hash = mix(headSum ^ Math.imul(lane + 1, 0x9e3779b1))
    for (let i = 0; i < sums.length; i++) hash = mix(Math.imul(hash, 0x85ebca6b) ^ sums[i] ^ lane)
    view.setUint32(4 * lane, hash, true)
  }
  return id
}

/** The salt of each block, from a file id. */
export function saltOf(fileId: Uint8Array): (block: number) => number {
  const seed = crc32(fileId)
  return (block) => mix(seed ^ Math.imul(block + 1, 0x9e3779b1))
}

/** The last mix of MurmurHash3 (Appleby 2011): every bit of the input moves every bit of the output. */
function mix(hash: number): number {
  hash ^= hash >>> 16
  hash = Math.imul(hash, 0x85ebca6b)
  hash ^= hash >>> 13
  hash = Math.imul(hash, 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
