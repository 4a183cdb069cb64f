// Long work beside other work: slices of a few milliseconds, between which timers, events and other requests have their turn.

import type { Steps } from '../bytes/steps.js'
import { checkOptions, quote, RostrumError } from '../errors.js'

/** How work in slices is watched and stopped. `P` is what it tells of its progress. */
export interface SliceOptions<P> {
  /** Called after each slice, and once at the end. What it throws stops the work as an abort does. */
  onProgress?: (progress: P) => void
  /** Stops the work: the promise rejects with the signal's reason. */
  signal?: AbortSignal
  /** Milliseconds after which a slice ends, at the next small step; 0 pauses after every step. Default 3. */
  chunkMs?: number
}

/** Runs work in slices. One is made for each call; several may take turns. */
export class Slices<P> {
  readonly #options: SliceOptions<P>
  readonly #chunkMs: number
  readonly #progress: () => P
  #start = performance.now()

  /** `what` names the call in errors. @throws E_CONFIG */
  constructor(options: SliceOptions<P>, what: string, progress: () => P) {
    if (typeof options !== 'object' || options === null) throw wrong(`options of ${what}`, options)
    checkOptions(options, ['onProgress', 'signal', 'chunkMs'], what)
    const { onProgress, signal, chunkMs = 3 } = options
    if (onProgress !== undefined && typeof onProgress !== 'function') throw wrong('onProgress, a function', onProgress)
    if (signal !== undefined && typeof signal?.aborted !== 'boolean') throw wrong('signal, of an AbortController', signal)
    if (typeof chunkMs !== 'number' || !(chunkMs >= 0)) throw wrong('chunkMs, a number of milliseconds', chunkMs)
    this.#options = options
    this.#chunkMs = chunkMs
    this.#progress = progress
  }

  /** Does what `next` gives, step by step, until it gives nothing more. What it gives may change with every step. */
  async drive(next: () => Steps<unknown> | undefined): Promise<void> {
    let isBegun = false
    for (let steps = next(); steps !== undefined; steps = next()) {
      // before a step, not behind it: what is done cannot be stopped any more
      if (isBegun && this.isOver) {
        await this.pause()
        isBegun = false
      } else {
        steps.next()
        isBegun = true
      }
    }
  }

  /** Whether the slice is at its end. */
  get isOver(): boolean {
    return performance.now() - this.#start >= this.#chunkMs
  }

  /** Lets others work, and begins the next slice. @throws what the signal was aborted with */
  async pause(): Promise<void> {
    this.tell()
    this.check()
    await othersTurn()
    this.check()
    this.#start = performance.now()
  }

  /** Tells of the progress. */
  tell(): void {
    this.#options.onProgress?.(this.#progress())
  }

  /** @throws what the signal was aborted with */
  check(): void {
    const { signal } = this.#options
    if (signal?.aborted) throw signal.reason
  }
}

/** Comes back when all else that waits has had a turn. A message arrives at once, a timer after four milliseconds or, in a hidden page, a second. */
function othersTurn(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof MessageChannel === 'undefined') {
      setTimeout(resolve, 0)
      return
    }
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(undefined)
  })
}

function wrong(expected: string, got: unknown): RostrumError {
  return new RostrumError('E_CONFIG', { expected, got: quote(got), cure: 'Leave it out for the default.' })
}
