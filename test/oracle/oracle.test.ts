// The engine against the brute force: 200,000 random questions about random indexes, and proof that a wrong formula would be seen.
// time-out: 1500 s

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { Perturbation } from './oracle.js'
import { leastHuge, runPlan, summaryOf } from './plan.js'
import { seedOf } from './random.js'

const seed = seedOf(process.env)
console.log(`seed ${seed}; SEED=${seed} runs the same again`)

/** Set COMPARISONS to make fewer, while working on something else. */
const wanted = Number(process.env.COMPARISONS ?? 200_000)

test(`engine and oracle agree on ${wanted} questions`, () => {
  const result = runPlan(seed, wanted)
  console.log(summaryOf(result))
  const { comparisons, onHuge, onOwn, onNested, skipped, segments, differences } = result
  assert.is(differences.join('\n'), '')
  assert.ok(comparisons >= wanted)
  assert.ok(onHuge >= leastHuge * comparisons, `${onHuge} on huge lists`)
  assert.ok(onOwn >= 0.01 * comparisons, `${onOwn} with the oracle's own analysis`)
  assert.ok(onNested >= 0.01 * comparisons, `${onNested} about items`)
  assert.ok(skipped >= 0.05 * comparisons, `${skipped} skipped documents`)
  assert.ok(segments > 4, `${segments} segments`)
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
