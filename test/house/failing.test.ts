// A test that fails says why: uvu would leave out what one of our errors says.

import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { test } from 'uvu'
import * as assert from 'uvu/assert'

test('code, what was expected, what there was, the cure, the particulars, the cause and the place are told', () => {
  const file = fileURLToPath(new URL('./failing.ts', import.meta.url))
  const { stdout, status } = spawnSync(process.execPath, ['--import', 'tsx', file], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
  })
  assert.is(status, 1)
  for (const said of [
    'FAIL  "one of ours"',
    'Expected a limit of 1 to 10, got 11. Ask for less.',
    'code: E_QUERY_LIMIT',
    'expected: a limit of 1 to 10',
    'got: 11',
    'cure: Ask for less.',
    'details: { limit: 10 }',
    'cause: Error: the cause',
    'test/house/failing.ts:9',
    'FAIL  "no error at all"',
    'thrown: undefined',
  ])
    assert.ok(stdout.includes(said), `${said} in\n${stdout}`)
  assert.match(stdout, /Total: {5}3\n {2}Passed: {4}1\n/)
})

test.run()
