// What a check of a segment finds: problems in a list, each with its cure, and the end of a step where one is too much.

import { isRostrumError } from '../errors.js'

/** Something in a segment that does not hold. */
export interface SegmentProblem {
  /** A code of `RostrumError`. */
  code: string
  /** One or two sentences: what was expected, and what stands there. */
  message: string
  /** What to do about it. */
  cure: string
}

const mostProblems = 100

/** A problem that ends its step. */
export class Fault extends Error {}

/** What can be done about damage. */
const cureOfDamage = 'Fetch the file again, or build it again.'

/** What was found so far. */
export class Problems {
  readonly list: SegmentProblem[]
  readonly #prefix: string
  #more = 0

  constructor(list: SegmentProblem[] = [], prefix = '') {
    this.list = list
    this.#prefix = prefix
  }

  /** Those of a part, in the same list. */
  of(prefix: string): Problems {
    return new Problems(this.list, prefix)
  }

  add(message: string, code = 'E_CORRUPT', cure = cureOfDamage): void {
    if (this.list.length < mostProblems) this.list.push({ code, message: this.#prefix + message, cure })
    else this.list[mostProblems] = { code: 'E_CORRUPT', message: `There are ${++this.#more} more problems.`, cure: cureOfDamage }
  }

  /** Adds a sentence unless `holds`. */
  expect(holds: boolean, message: () => string): void {
    if (!holds) this.add(message())
  }

  /** Runs a step; what it throws is a problem, and the end of the step. */
  attempt<T>(what: string, step: () => T): T | undefined {
    try {
      return step()
    } catch (error) {
      if (error instanceof Fault) this.add(error.message)
      else if (isRostrumError(error)) this.add(error.message, error.code, error.cure)
      else this.add(`Reading ${what} failed unexpectedly: ${error instanceof Error ? error.message : String(error)}.`)
      return undefined
    }
  }
}
