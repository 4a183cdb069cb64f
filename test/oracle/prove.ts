// Compares engine and oracle for as long as one likes: `node --import tsx test/oracle/prove.ts [comparisons]`; SEED= runs one scenario again.

import { leastHuge, runPlan, summaryOf } from './plan.js'
import { seedOf } from './random.js'

const wanted = Number(process.argv[2] ?? 200_000)
const seed = seedOf(process.env)
const start = performance.now()
const result = runPlan(seed, wanted)
for (const difference of result.differences) console.error(difference)
console.log(`seed ${seed}, ${((performance.now() - start) / 1000).toFixed(1)} s, ${result.differences.length} differences`)
console.log(summaryOf(result))
const isProof = result.differences.length === 0 && result.comparisons >= wanted && result.onHuge >= leastHuge * result.comparisons
process.exitCode = isProof ? 0 : 1
