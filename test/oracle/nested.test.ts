// Nested documents against their brute force; more of the same are among the questions of oracle.test.ts.
// time-out: 240 s

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { runNested } from './nested-scenario.js'
import { seedOf } from './random.js'

const seed = seedOf(process.env)
console.log(`seed ${seed}; SEED=${seed} runs the same again`)

test('engine and brute force agree on questions about documents and their items', () => {
  let comparisons = 0
  for (let i = 0; i < 10; i++) comparisons += runNested(seed * 1000 + i, 12, 25)
  for (let i = 0; i < 2; i++) comparisons += runNested(seed * 1000 + 100 + i, 120, 12)
  console.log(`${comparisons} comparisons`)
  assert.ok(comparisons > 3000)
})

test.run()
