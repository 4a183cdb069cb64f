// Code that not every search needs: here from the start, or loaded when a plan first names it.

import { RostrumError } from '../errors.js'
import type { Plan } from './plan.js'

/** A part of the code. `T` is what it exports. */
export class Module<T> {
  #code: T | undefined
  readonly #name: string
  readonly #import: (() => Promise<T>) | undefined

  /** Made by `here`, `absent` or `elsewhere`. */
  constructor(name: string, code: T | undefined, load: (() => Promise<T>) | undefined) {
    this.#name = name
    this.#code = code
    this.#import = load
  }

  /** Whether it can be used without being named before. */
  get isHere(): boolean {
    return this.#code !== undefined
  }

  /** What it exports, once it is here. */
  get code(): T {
    if (this.#code === undefined) throw new Error(`The module ${this.#name} is not here.`)
    return this.#code
  }

  /** Loads it; what failed is tried again the next time. @throws E_NETWORK */
  async load(): Promise<void> {
    if (this.#code !== undefined || this.#import === undefined) return
    try {
      this.#code = await this.#import()
    } catch (error) {
      throw new RostrumError('E_NETWORK', {
        expected: `the module ${this.#name}, in a file beside the script that searches`,
        got: error instanceof Error ? error.message : String(error),
        cure: 'Publish all files of a release together, and load the page again where another release took its place.',
        details: { module: this.#name },
        cause: error,
      })
    }
  }
}

/** A module that came with the code that uses it. */
export function here<T>(code: T): Module<T> {
  return new Module('', code, undefined)
}

/** A module that nothing asks for where it stands. */
export function absent(name: string): Module<never> {
  return new Module<never>(name, undefined, undefined)
}

/** A module that is imported when it is first named. */
export function elsewhere<T>(name: string, load: () => Promise<T>): Module<T> {
  return new Module(name, undefined, load)
}

/** What a module exports, in a plan: a round of its own where it is not here yet. */
export function* imported<T>(module: Module<T>): Plan<T> {
  if (!module.isHere) yield [module]
  return module.code
}
