// The bytes of a glimpse: pieces that lie where others keep them, as one segment. Nothing is copied, and nothing verified: they have never left this process.

import type { Chunk, Resident } from '../bytes/resident.js'

/** Pieces of bytes, one behind the other in a segment. */
export class Patchwork implements Resident {
  readonly isWhole = true
  byteLength = 0
  readonly #pieces: Chunk[] = []

  /** Puts `bytes` behind the others. Those at a multiple of 4 in their buffer can be read as words. */
  put(bytes: Uint8Array): void {
    const start = this.byteLength
    const isWords = bytes.byteOffset % 4 === 0
    const words = isWords ? new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >>> 2) : noWords
    this.#pieces.push({ bytes, words, start })
    this.byteLength = start + bytes.length
  }

  /** Leaves bytes out that nobody reads. */
  skip(count: number): void {
    this.byteLength += count
  }

  has(): boolean {
    return true
  }

  require(): void {}

  async load(): Promise<void> {}

  /** The piece that `start` lies in. O(log pieces). */
  chunk(start: number): Chunk {
    const pieces = this.#pieces
    let low = 0
    let high = pieces.length
    while (high - low > 1) {
      const middle = (low + high) >>> 1
      if (pieces[middle].start <= start) low = middle
      else high = middle
    }
    return pieces[low]
  }

  damagedBlocks(): number[] {
    return []
  }
}

const noWords = new Uint32Array(0)
