// The blocks of a segment that are here: fetched in runs, each at most once at a time, verified before anybody sees them.

import { type BlockChecks, type Chunk, checkBlock, type Resident } from '../bytes/resident.js'
import { corrupt } from '../bytes/varint.js'
import { isRostrumError } from '../errors.js'
import type { RemoteFile } from './file.js'
import { Lease, type Piece, type PieceOwner } from './pieces.js'
import { partKey, tryGet, tryPut } from './store.js'

/** Bytes [start, end) of a segment. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** A run of blocks on its way, and the searches that wait for it. */
interface Flight {
  readonly first: number
  readonly last: number
  readonly leases: Set<Lease>
  /** Those who wait; when the last one gives up, so does the flight. */
  waiting: number
  readonly controller: AbortController
  readonly done: Promise<void>
}

/** Gaps up to so many bytes between runs are fetched too: a request costs more than they do. */
const smallGap = 4096

/** The most runs of one round: gaps grow until there are no more. */
const mostRuns = 24

/** A segment in a remote file. */
export class RemoteBlocks implements Resident, PieceOwner {
  readonly byteLength: number
  readonly isWhole = false
  readonly #file: RemoteFile
  /** file offset of the segment */
  readonly #origin: number
  readonly #checks: BlockChecks
  readonly #fileId: string
  readonly #blocks = new Map<number, Piece>()
  readonly #pieces = new Set<Piece>()
  readonly #flights = new Map<number, Flight>()
  /** Tells why a block does not hold: that the file is another one now, or that it is damaged. */
  readonly #explain: (fault: Error) => Promise<Error>

  constructor(
    file: RemoteFile,
    origin: number,
    byteLength: number,
    checks: BlockChecks,
    fileId: string,
    explain: (fault: Error) => Promise<Error>,
  ) {
    this.#file = file
    this.#origin = origin
    this.byteLength = byteLength
    this.#checks = checks
    this.#fileId = fileId
    this.#explain = explain
  }

  /** Nothing stays by itself: a search must name all that it reads, so that it is held. */
  has(): boolean {
    return false
  }

  require(start: number, end: number): void {
    if (start < 0 || end > this.byteLength || start > end) throw corrupt(`a range within ${this.byteLength} bytes`, `[${start}, ${end})`)
    if (end > this.#checks.start && start < end) this.chunk(start, end)
  }

  async load(start: number, end: number): Promise<void> {
    // held for ever: who asks in this way never says when it is done
    await this.loadAll([{ start, end }], new Lease())
  }

  chunk(start: number, end: number): Chunk {
    const covers = (piece: Piece | undefined) =>
      piece !== undefined && piece.start <= start && piece.start + piece.bytes.length >= Math.min(end, this.byteLength)
    const piece = this.#blocks.get(this.#blockOf(start))
    if (piece !== undefined && covers(piece)) return piece
    for (const each of this.#pieces) if (covers(each)) return each
    throw corrupt(`bytes [${start}, ${end}) among those that were asked for`, 'others')
  }

  damagedBlocks(): number[] {
    return []
  }

  /** Keeps blocks that came with the head: those of `bytes`, which start at segment offset `start`, that are whole. They may be of another file: then they are left. */
  seed(bytes: Uint8Array, start: number): void {
    const first = Math.max(0, Math.ceil((start - this.#checks.start) / 2 ** this.#checks.shift))
    let last = first - 1
    while (last + 1 < this.#checks.sums.length && this.#end(last + 1) <= start + bytes.length) last++
    if (last < first) return
    const own = bytes.slice(this.#start(first) - start, this.#end(last) - start)
    if (this.#isSound(own, first, last)) this.#keep(own, first, last)
  }

  /** Brings spans into memory and holds them by `lease`; each lies in one chunk then. @throws as `RemoteFile.read`, and E_CORRUPT; what ends the lease */
  async loadAll(spans: readonly Span[], lease: Lease): Promise<void> {
    const missing = new Set<number>()
    const flights = new Set<Flight>()
    const inside = spans.filter(({ start, end }) => end > this.#checks.start && start < end)
    for (const { start, end } of inside) {
      if (start < 0 || end > this.byteLength) throw corrupt(`a range within ${this.byteLength} bytes`, `[${start}, ${end})`)
      for (let block = this.#blockOf(start); block <= this.#blockOf(end - 1); block++) {
        const piece = this.#blocks.get(block)
        const flight = this.#flights.get(block)
        if (piece !== undefined) {
          lease.hold(piece)
          this.#file.pieces.touch(piece)
        } else if (flight !== undefined) flights.add(flight)
        else missing.add(block)
      }
    }
    for (const [first, last] of this.#runs(missing)) flights.add(this.#launch(first, last))
    await Promise.all([...flights].map((flight) => this.#wait(flight, lease)))
    for (const { start, end } of inside) this.#gather(start, end, lease)
  }

  forget(piece: Piece): void {
    this.#pieces.delete(piece)
    for (let block = piece.first; block <= piece.last; block++) {
      if (this.#blocks.get(block) !== piece) continue
      this.#blocks.delete(block)
      // a search may still hold it as part of another
      for (const other of this.#pieces) if (other.first <= block && block <= other.last) this.#blocks.set(block, other)
    }
  }

  /** Missing blocks as runs, over small gaps too; what is on its way or here is not fetched for a gap's sake. */
  #runs(missing: ReadonlySet<number>): [number, number][] {
    const sorted = [...missing].sort((a, b) => a - b)
    for (let gap = Math.floor(smallGap / 2 ** this.#checks.shift); ; gap = 2 * gap + 1) {
      const runs: [number, number][] = []
      for (const block of sorted) {
        const run = runs[runs.length - 1]
        if (run !== undefined && block - run[1] - 1 <= gap && this.#isFree(run[1] + 1, block)) run[1] = block
        else runs.push([block, block])
      }
      if (runs.length <= mostRuns || gap > sorted[sorted.length - 1]) return runs
    }
  }

  #isFree(from: number, to: number): boolean {
    for (let block = from; block < to; block++) if (this.#flights.has(block) || this.#blocks.has(block)) return false
    return true
  }

  #launch(first: number, last: number): Flight {
    const controller = new AbortController()
    const done = this.#fetch(first, last, controller.signal, () => flight)
    const flight: Flight = { first, last, leases: new Set(), waiting: 0, controller, done }
    // each who waits hears of it; this one is for when nobody is left
    flight.done.catch(() => {})
    for (let block = first; block <= last; block++) this.#flights.set(block, flight)
    return flight
  }

  /** Fetches a run into memory; failures are not remembered. */
  async #fetch(first: number, last: number, signal: AbortSignal, flight: () => Flight): Promise<void> {
    try {
      const stored = this.#file.store === undefined ? [] : await this.#fromStore(first, last)
      const runs: [number, number][] = []
      for (let block = first; block <= last; block++) {
        if (stored[block - first] !== undefined) continue
        const run = runs[runs.length - 1]
        if (run !== undefined && run[1] === block - 1) run[1] = block
        else runs.push([block, block])
      }
      const isWhole = runs.length === 1 && runs[0][0] === first && runs[0][1] === last
      const fetched = await Promise.all(runs.map(([from, to]) => this.#fromNetwork(from, to, signal)))
      const bytes = isWhole ? fetched[0] : new Uint8Array(this.#end(last) - this.#start(first))
      if (!isWhole) {
        stored.forEach((own, i) => {
          if (own !== undefined) bytes.set(own, this.#start(first + i) - this.#start(first))
        })
        runs.forEach(([from], i) => {
          bytes.set(fetched[i], this.#start(from) - this.#start(first))
        })
      }
      const piece = this.#keep(bytes, first, last)
      for (const lease of flight().leases) lease.hold(piece)
    } finally {
      this.#land(flight())
    }
    this.#file.pieces.shrink()
  }

  #land(flight: Flight): void {
    for (let block = flight.first; block <= flight.last; block++) if (this.#flights.get(block) === flight) this.#flights.delete(block)
  }

  async #fromStore(first: number, last: number): Promise<(Uint8Array | undefined)[]> {
    const blocks = Array.from({ length: last - first + 1 }, (_, i) => first + i)
    return Promise.all(
      blocks.map(async (block) => {
        const bytes = await tryGet(this.#file.store, this.#key(block))
        return bytes !== undefined && bytes.length === this.#end(block) - this.#start(block) && this.#isSound(bytes, block, block)
          ? bytes
          : undefined
      }),
    )
  }

  async #fromNetwork(first: number, last: number, signal: AbortSignal): Promise<Uint8Array> {
    const [start, end] = [this.#origin + this.#start(first), this.#origin + this.#end(last)]
    let fresh = false
    for (;;) {
      // copied where it is a view: the words of a chunk start at a multiple of 4
      const got = await this.#file.read(start, end, { signal, fresh })
      const bytes = got.byteOffset === 0 && got.buffer.byteLength === got.length ? got : got.slice()
      try {
        this.#verify(bytes, first, last)
      } catch (error) {
        if (!isRostrumError(error)) throw error
        if (fresh) throw await this.#explain(error)
        // a cache on the way may have mixed up parts of two files
        fresh = true
        continue
      }
      if (this.#file.store !== undefined) {
        for (let block = first; block <= last; block++) {
          tryPut(
            this.#file.store,
            this.#key(block),
            bytes.subarray(this.#start(block) - this.#start(first), this.#end(block) - this.#start(first)),
          )
        }
      }
      return bytes
    }
  }

  /** Waits for a flight, which goes on for others when the lease is ended. */
  async #wait(flight: Flight, lease: Lease): Promise<void> {
    flight.leases.add(lease)
    flight.waiting++
    try {
      await (lease.stopped === undefined ? flight.done : Promise.race([flight.done, lease.stopped]))
    } catch (error) {
      flight.leases.delete(lease)
      throw error
    } finally {
      if (--flight.waiting === 0) {
        // who comes now starts another one
        this.#land(flight)
        flight.controller.abort()
      }
    }
  }

  /** Sees to it that a span lies in one piece, which `lease` holds. */
  #gather(start: number, end: number, lease: Lease): void {
    const [first, last] = [this.#blockOf(start), this.#blockOf(end - 1)]
    for (const piece of this.#pieces) {
      if (piece.first > first || piece.last < last) continue
      lease.hold(piece)
      return
    }
    const bytes = new Uint8Array(this.#end(last) - this.#start(first))
    for (let block = first; block <= last; block++) {
      const piece = this.#blocks.get(block) as Piece
      bytes.set(
        piece.bytes.subarray(this.#start(block) - piece.start, this.#end(block) - piece.start),
        this.#start(block) - this.#start(first),
      )
    }
    lease.hold(this.#keep(bytes, first, last))
  }

  #keep(bytes: Uint8Array, first: number, last: number): Piece {
    const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >>> 2)
    const piece: Piece = { bytes, words, start: this.#start(first), owner: this, first, last, pins: 0 }
    this.#pieces.add(piece)
    this.#file.pieces.add(piece)
    for (let block = first; block <= last; block++) this.#blocks.set(block, piece)
    return piece
  }

  #isSound(bytes: Uint8Array, first: number, last: number): boolean {
    try {
      this.#verify(bytes, first, last)
      return true
    } catch (error) {
      if (!isRostrumError(error)) throw error
      return false
    }
  }

  #verify(bytes: Uint8Array, first: number, last: number): void {
    for (let block = first; block <= last; block++) {
      checkBlock(this.#checks, block, bytes, this.#start(block) - this.#start(first), this.#end(block) - this.#start(first))
    }
  }

  #key(block: number): string {
    return partKey(this.#file.source.name, `${this.#fileId}-${block}`)
  }

  #blockOf(at: number): number {
    return Math.max(0, Math.floor((at - this.#checks.start) / 2 ** this.#checks.shift))
  }

  #start(block: number): number {
    return this.#checks.start + block * 2 ** this.#checks.shift
  }

  #end(block: number): number {
    return Math.min(this.byteLength, this.#start(block + 1))
  }
}
