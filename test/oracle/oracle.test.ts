// The engine against the brute force: 20,000 random questions about random indexes, and proof that a wrong formula would be seen.
// time-out: 300 s

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { Perturbation } from './oracle.js'
import { runPlan } from './plan.js'
import { seedOf } from './random.js'
import { hugeList, longList } from './scenario.js'

const seed = seedOf(process.env)
console.log(`seed ${seed}; SEED=${seed} runs the same again`)

test('engine and oracle agree on 20,000 questions', () => {
  const { comparisons, onLong, onHuge, skipped, scenarios, segments, differences } = runPlan(seed, 20_000)
  console.log(
    `${comparisons} comparisons over ${scenarios} indexes of up to ${segments} segments, ${onLong} on lists over ${longList}, ${onHuge} over ${hugeList}, ${skipped} that skipped documents`,
  )
  assert.is(differences.join('\n'), '')
  assert.ok(comparisons >= 20_000)
  assert.ok(onLong >= 1000, `${onLong} on long lists`)
  assert.ok(onHuge >= 500, `${onHuge} on huge lists`)
  assert.ok(skipped >= 1000, `${skipped} skipped documents`)
  assert.ok(segments > 2, `${segments} segments`)
})

const perturbations: readonly [name: string, perturbed: Perturbation][] = [
  ['another k1', { k1: 1.2001 }],
  ['another b', { b: 0.0001 }],
  ['another gap between values', { gap: 0 }],
  ['statistics without deleted documents', { liveStatistics: true }],
  ['lengths as they are', { exactLengths: true }],
  ['BM25 field by field', { fieldByField: true }],
]

for (const [name, perturbed] of perturbations) {
  // a seed of their own: whether a rare difference shows must not be a matter of luck
  test(`${name} is seen as a difference`, () => {
    assert.ok(runPlan(4, 3000, perturbed, 1).differences.length > 0)
  })
}

test.run()
