// Pieces of files in memory, verified: bounded in bytes, the one longest unused goes first; what a running search looks at stays.

import type { Chunk } from '../bytes/resident.js'

/** Blocks [first, last] of a segment, one after another in one buffer. */
export interface Piece extends Chunk {
  readonly owner: PieceOwner
  readonly first: number
  readonly last: number
  /** How many leases hold it. */
  pins: number
}

/** Whose blocks they are; is told when a piece goes. */
export interface PieceOwner {
  forget(piece: Piece): void
}

/** All pieces of an index, in the order of their last use. */
export class PieceCache {
  readonly #pieces = new Set<Piece>()
  readonly #budget: number
  #bytes = 0

  /** `budget`: the most bytes that stay when no search holds them. */
  constructor(budget: number) {
    this.#budget = budget
  }

  /** Bytes in memory. */
  get byteLength(): number {
    return this.#bytes
  }

  add(piece: Piece): void {
    this.#pieces.add(piece)
    this.#bytes += piece.bytes.length
  }

  /** Notes that it is used. */
  touch(piece: Piece): void {
    if (this.#pieces.delete(piece)) this.#pieces.add(piece)
  }

  /** Lets go of what is beyond the budget. */
  shrink(): void {
    if (this.#bytes <= this.#budget) return
    for (const piece of this.#pieces) {
      if (piece.pins > 0) continue
      this.#pieces.delete(piece)
      this.#bytes -= piece.bytes.length
      piece.owner.forget(piece)
      if (this.#bytes <= this.#budget) return
    }
  }
}

/** What one search holds until it is done, and what ends it before. */
export class Lease {
  /** Rejected with the reason of the signal when it fires; undefined where there is none. */
  readonly stopped: Promise<never> | undefined
  readonly #held = new Set<Piece>()
  #forget = () => {}

  constructor(signal?: AbortSignal) {
    if (signal === undefined) return
    this.stopped = new Promise((_, reject) => {
      const stop = () => reject(signal.reason)
      if (signal.aborted) stop()
      signal.addEventListener('abort', stop, { once: true })
      this.#forget = () => signal.removeEventListener('abort', stop)
    })
    // it may fire while nothing is awaited
    this.stopped.catch(() => {})
  }

  /** Keeps a piece in memory. */
  hold(piece: Piece): void {
    if (this.#held.has(piece)) return
    this.#held.add(piece)
    piece.pins++
  }

  /** Lets all of them go. */
  release(cache: PieceCache): void {
    this.#forget()
    for (const piece of this.#held) piece.pins--
    this.#held.clear()
    cache.shrink()
  }
}
