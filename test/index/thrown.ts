// What a call throws: its code, and a message that says what was expected, what came, and what to do.

import * as assert from 'uvu/assert'
import { type ErrorCode, RostrumError } from '../../src/errors.js'

/** Calls, and checks that it throws a RostrumError of this code whose message matches. */
export function throws(call: () => unknown, code: ErrorCode, message?: RegExp): RostrumError {
  let thrown: unknown
  try {
    call()
  } catch (error) {
    thrown = error
  }
  assert.ok(thrown !== undefined, `nothing was thrown; expected ${code}`)
  assert.instance(thrown, RostrumError)
  const error = thrown as RostrumError
  assert.is(error.code, code, error.message)
  assert.match(error.message, /^Expected .+, got .+\. .+/s)
  if (message !== undefined) assert.match(error.message, message)
  return error
}
