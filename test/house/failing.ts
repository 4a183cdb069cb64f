// A test that fails, for the test of what is told of one.

import { test } from 'uvu'
import { RostrumError } from '../../src/errors.js'

const fault = { expected: 'a limit of 1 to 10', got: '11', cure: 'Ask for less.', details: { limit: 10 }, cause: new Error('the cause') }

test('one of ours', () => {
  throw new RostrumError('E_QUERY_LIMIT', fault)
})
test('no error at all', () => Promise.reject(undefined))
test('one that passes', () => {})
test.run()
