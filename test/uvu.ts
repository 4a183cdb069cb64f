// uvu, as tests import it (`paths` in tsconfig.json): what is thrown is told in full. uvu takes `details` of any error for lines of its own, which those
// of a RostrumError are not, and loses the whole error over it; what a hook throws, it loses as well.

import { inspect } from 'node:util'
import type * as Uvu from '../node_modules/uvu/index.js'

// by its file: its name is this file's
const original = (await import(new URL('../node_modules/uvu/dist/index.mjs', import.meta.url).href)) as typeof Uvu

/** Notes a test, as uvu's. */
export const test: Uvu.Test = telling(original.test)

/** The same tests and hooks, whose errors are such as uvu can tell. */
function telling(of: Uvu.Test): Uvu.Test {
  const told =
    (call: Uvu.Callback): Uvu.Callback =>
    async (context) => {
      try {
        await call(context)
      } catch (error) {
        throw tellable(error)
      }
    }
  const hook =
    (when: string, call: Uvu.Callback): Uvu.Callback =>
    async (context) => {
      try {
        await call(context)
      } catch (error) {
        process.stderr.write(`${when} failed: ${inspect(error)}\n`)
        throw error
      }
    }
  const before = Object.assign((call: Uvu.Callback) => of.before(hook('before', call)), {
    each: (call: Uvu.Callback) => of.before.each(hook('before each', call)),
  })
  const after = Object.assign((call: Uvu.Callback) => of.after(hook('after', call)), {
    each: (call: Uvu.Callback) => of.after.each(hook('after each', call)),
  })
  const made = (name: string, call: Uvu.Callback) => of(name, told(call))
  return Object.assign(made, {
    only: (name: string, call: Uvu.Callback) => of.only(name, told(call)),
    skip: of.skip,
    run: of.run,
    before,
    after,
  })
}

/** An error that uvu tells: with the code, what was expected, what there was instead, the cure and the particulars of one of ours. */
function tellable(thrown: unknown): Error {
  if (!(thrown instanceof Error)) return new Error(`thrown: ${inspect(thrown)}`)
  const { details, code, expected, got, cure, cause } = thrown as Error & Record<string, unknown>
  if (typeof details !== 'object' || details === null) return thrown
  const lines = Object.entries({ code, expected, got, cure, details, cause })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : inspect(value)}`)
  const { name, message, stack } = thrown
  return Object.assign(new Error(message), { name, stack, details: lines.join('\n') })
}
