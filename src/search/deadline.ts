// When a search is given up: looked at once a window of documents, so that it costs nothing.

import { RostrumError } from '../errors.js'

/** A moment after which `check` throws. */
export class Deadline {
  readonly #end: number
  readonly #milliseconds: number
  #steps = 0

  constructor(milliseconds: number) {
    this.#milliseconds = milliseconds
    this.#end = Date.now() + milliseconds
  }

  /** Once a window, or a round of bytes. @throws E_TIMEOUT */
  check(): void {
    if (Date.now() <= this.#end) return
    throw new RostrumError('E_TIMEOUT', {
      expected: `an answer within ${this.#milliseconds} ms (timeoutMs)`,
      got: 'none so far',
      cure: 'Narrow the query, or allow more time.',
      details: { timeoutMs: this.#milliseconds },
    })
  }

  /** Once a document. @throws E_TIMEOUT */
  step(): void {
    if ((++this.#steps & 255) === 0) this.check()
  }
}
