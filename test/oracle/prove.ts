// Compares engine and oracle for as long as one likes: `node --import tsx test/oracle/prove.ts [comparisons]`; SEED= runs one scenario again.

import { leastHuge, runPlan, summaryOf } from './plan.js'
import { seedOf } from './random.js'

const wanted = Number(process.argv[2] ?? 200_000)
const seed = seedOf(process.env)
const start = performance.now()
let told = 0
const result = runPlan(seed, wanted, {}, 5, ({ comparisons, differences }) => {
  for (; told < differences.length; told++) console.error(differences[told])
  if (process.stderr.isTTY) process.stderr.write(`\r${comparisons} of ${wanted}, ${differences.length} differences `)
})
for (const difference of result.differences.slice(told)) console.error(difference)
console.log(`seed ${seed}, ${((performance.now() - start) / 1000).toFixed(1)} s, ${result.differences.length} differences`)
console.log(summaryOf(result))
const isProof = result.differences.length === 0 && result.comparisons >= wanted && result.onHuge >= leastHuge * result.comparisons
process.exitCode = isProof ? 0 : 1
