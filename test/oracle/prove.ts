// Compares engine and oracle for as long as one likes: `node --import tsx test/oracle/prove.ts [comparisons]`; SEED= runs one scenario again.

import { runPlan } from './plan.js'
import { seedOf } from './random.js'
import { hugeList, longList } from './scenario.js'

const wanted = Number(process.argv[2] ?? 200_000)
const seed = seedOf(process.env)
const start = performance.now()
const result = runPlan(seed, wanted)
for (const difference of result.differences) console.error(difference)
console.log(
  `seed ${seed}: ${result.comparisons} comparisons over ${result.scenarios} indexes in ${((performance.now() - start) / 1000).toFixed(1)} s, ` +
    `${result.onLong} on lists over ${longList}, ${result.onHuge} over ${hugeList}, ${result.skipped} that skipped documents, ${result.differences.length} differences`,
)
process.exitCode = result.differences.length === 0 && result.comparisons >= wanted ? 0 : 1
