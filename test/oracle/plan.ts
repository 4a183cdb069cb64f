// Which scenarios a run of comparisons is made of: many small indexes, some whose lists fill blocks of 128, a few with thousands of documents.

import type { Perturbation } from './oracle.js'
import { type Outcome, runScenario, type Size } from './scenario.js'

/** Sizes and the share of the comparisons that each takes. */
const sizes: readonly { share: number; size: Size }[] = [
  { share: 0.42, size: { documents: 30, longest: 12, rounds: 8, questions: 25, words: 400, common: 0.5 } },
  { share: 0.4, size: { documents: 400, longest: 20, rounds: 6, questions: 60, words: 200, common: 0.5 } },
  { share: 0.1, size: { documents: 6000, longest: 14, rounds: 3, questions: 400, words: 50, common: 0.8 } },
  { share: 0.08, size: { documents: 15_000, longest: 14, rounds: 2, questions: 300, words: 40, common: 0.85 } },
]

/** What a run found. */
export interface PlanResult {
  comparisons: number
  scenarios: number
  /** Comparisons in which a word was in more than `longList` documents of a field. */
  onLong: number
  /** Comparisons in which a word was in more than `hugeList` documents of a field. */
  onHuge: number
  /** Comparisons in which the engine skipped documents that could not win. */
  skipped: number
  /** The most segments an index had. */
  segments: number
  differences: string[]
}

/** Runs scenarios until `wanted` comparisons are made, or `most` differences found. */
export function runPlan(seed: number, wanted: number, perturbed: Perturbation = {}, most = 5): PlanResult {
  const result: PlanResult = { comparisons: 0, scenarios: 0, onLong: 0, onHuge: 0, skipped: 0, segments: 0, differences: [] }
  const spent = sizes.map(() => 0)
  while (result.comparisons < wanted && result.differences.length < most) {
    // the size that is most behind its share
    let behind = 0
    sizes.forEach(({ share }, i) => {
      if (spent[i] / share < spent[behind] / sizes[behind].share) behind = i
    })
    const outcome: Outcome = runScenario((seed + result.scenarios) >>> 0, sizes[behind].size, perturbed)
    result.scenarios++
    result.comparisons += outcome.comparisons
    spent[behind] += Math.max(1, outcome.comparisons)
    result.onLong += outcome.onLong
    result.onHuge += outcome.onHuge
    result.skipped += outcome.skipped
    result.segments = Math.max(result.segments, outcome.segments)
    result.differences.push(...outcome.differences)
  }
  return result
}
