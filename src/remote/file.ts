// One file as it was opened: asks its source for parts, a few at a time, counts them, and notices where the file is another one by now.

import { quote, RostrumError } from '../errors.js'
import { changed, networkFault } from './faults.js'
import type { PieceCache } from './pieces.js'
import type { Part, ReadOptions, Source } from './source.js'
import type { BlockStore } from './store.js'

/** What was asked of the source, since it was opened. */
export interface Traffic {
  requests: number
  /** Bytes of parts that came. */
  bytes: number
}

/** The most parts that are asked for at once: those of ten documents, and a few. Over HTTP/1.1 browsers let six pass, and hold the others back themselves. */
const mostAtOnce = 12

/** A file of a source, and what is known of it. */
export class RemoteFile {
  readonly source: Source
  readonly pieces: PieceCache
  readonly store: BlockStore | undefined
  readonly traffic: Traffic
  /** Length in bytes, where known. */
  byteLength: number | undefined
  /** All of it, where the server gave it whole. */
  #whole: Uint8Array | undefined
  #running = 0
  readonly #waiting: (() => void)[] = []

  constructor(source: Source, pieces: PieceCache, store: BlockStore | undefined, traffic: Traffic) {
    this.source = source
    this.pieces = pieces
    this.store = store
    this.traffic = traffic
  }

  /**
   * Reads bytes [start, end), all of them; before the length is known, fewer where the file ends.
   * @throws E_NETWORK, E_RANGE_UNSUPPORTED, E_RANGE_MISMATCH, E_SOURCE_CHANGED
   */
  async read(start: number, end: number, { signal, fresh = false }: ReadOptions): Promise<Uint8Array> {
    if (this.#whole !== undefined && !fresh) return this.#whole.subarray(start, end)
    await this.#turn()
    let part: Part
    try {
      signal?.throwIfAborted()
      this.traffic.requests++
      part = await this.source.read(start, end, { signal, fresh, exact: this.byteLength !== undefined })
    } finally {
      // handed on, so that nobody who comes in between takes the place as well
      const next = this.#waiting.shift()
      if (next === undefined) this.#running--
      else next()
    }
    return this.#take(part, start, end)
  }

  #take({ bytes, start: from, total }: Part, start: number, end: number): Uint8Array {
    const { name } = this.source
    if (!(bytes instanceof Uint8Array) || !Number.isSafeInteger(from) || from > start || from < 0) {
      throw new RostrumError('E_CONFIG', {
        expected: 'a part { bytes, start } with the bytes that were asked for',
        got: `${quote(bytes)} from ${quote(from)}`,
        cure: `Mend read() of the source ${quote(name)}.`,
      })
    }
    this.traffic.bytes += bytes.length
    if (total !== undefined && this.byteLength !== undefined && total !== this.byteLength) {
      throw changed(name, `a file of ${total} bytes where there were ${this.byteLength}`)
    }
    this.byteLength ??= total
    const last = Math.min(end, this.byteLength ?? from + bytes.length)
    if (from + bytes.length < last) throw networkFault(name, `${bytes.length} bytes where there should be ${last - from}`)
    if (from === 0 && bytes.length === this.byteLength && bytes.length > end - start) this.#whole = bytes
    return bytes.subarray(start - from, Math.max(start, last) - from)
  }

  /** Waits until fewer than the most are running. */
  async #turn(): Promise<void> {
    if (this.#running < mostAtOnce) {
      this.#running++
      return
    }
    await new Promise<void>((resolve) => this.#waiting.push(resolve))
  }
}
