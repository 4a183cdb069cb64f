// Which scenarios a run of comparisons is made of: many small indexes, some whose lists fill blocks of 128, and some with lists of thousands of documents.

import { runNested } from './nested-scenario.js'
import type { Perturbation } from './oracle.js'
import { hugeList, longList, type Outcome, runScenario, type Size } from './scenario.js'

/** Sizes and the share of the comparisons that each takes. */
const sizes: readonly { share: number; size: Size }[] = [
  {
    share: 0.4,
    size: { documents: 30, longest: 12, rounds: 8, questions: 25, words: 400, common: 0.5, first: [0.1, 0.4, 0.7], isStored: true },
  },
  {
    share: 0.02,
    size: {
      documents: 300,
      longest: 20,
      rounds: 4,
      questions: 60,
      words: 400,
      common: 0.5,
      first: [0.4, 0.7],
      isStored: true,
      isOwnAnalysis: true,
    },
  },
  {
    share: 0.2,
    size: { documents: 400, longest: 20, rounds: 6, questions: 60, words: 200, common: 0.5, first: [0.1, 0.4, 0.7], isStored: true },
  },
  {
    share: 0.05,
    size: { documents: 6000, longest: 14, rounds: 3, questions: 400, words: 50, common: 0.8, first: [0.1, 0.4, 0.7], isStored: false },
  },
  {
    share: 0.33,
    size: {
      documents: 9000,
      longest: 24,
      rounds: 3,
      questions: 600,
      words: 30,
      common: 0.95,
      first: [0.7, 0.9],
      isStored: false,
      isHuge: true,
    },
  },
]

/** The share of comparisons about documents with items. */
const nestedShare = 0.02

/** What a run found. */
export interface PlanResult {
  comparisons: number
  scenarios: number
  /** Comparisons in which a word was in more than `longList` documents of a field. */
  onLong: number
  /** Comparisons in which a word was in more than `hugeList` documents of a field. */
  onHuge: number
  /** Comparisons for which the oracle did its own analysis. */
  onOwn: number
  /** Comparisons about documents and their items. */
  onNested: number
  /** Comparisons in which the engine skipped documents that could not win. */
  skipped: number
  /** The most segments an index had. */
  segments: number
  differences: string[]
}

/** The least share of comparisons that have a huge list. */
export const leastHuge = 0.3

/** What a run was, in a line. */
export function summaryOf({ comparisons, scenarios, segments, onLong, onHuge, onOwn, onNested, skipped }: PlanResult): string {
  const share = (count: number) => `${count} (${((100 * count) / comparisons).toFixed(1)} %)`
  return (
    `${comparisons} comparisons over ${scenarios} indexes of up to ${segments} segments: ${share(onHuge)} on lists over ${hugeList} documents, ` +
    `${share(onLong)} over ${longList}; ${share(skipped)} skipped documents; ${share(onOwn)} with the oracle's own analysis, ${share(onNested)} about items`
  )
}

/** Runs scenarios until `wanted` comparisons are made, or `most` differences found; tells after each how far it is. */
export function runPlan(
  seed: number,
  wanted: number,
  perturbed: Perturbation = {},
  most = 5,
  onProgress: (soFar: PlanResult) => void = () => {},
): PlanResult {
  const result: PlanResult = {
    comparisons: 0,
    scenarios: 0,
    onLong: 0,
    onHuge: 0,
    onOwn: 0,
    onNested: 0,
    skipped: 0,
    segments: 0,
    differences: [],
  }
  const spent = sizes.map(() => 0)
  const isPerturbed = Object.keys(perturbed).length > 0
  while (result.comparisons < wanted && result.differences.length < most) {
    onProgress(result)
    if (!isPerturbed && result.onNested < nestedShare * result.comparisons) {
      const seedHere = (seed + result.scenarios++) >>> 0
      try {
        const compared = runNested(seedHere, 12, 25)
        result.comparisons += compared
        result.onNested += compared
      } catch (error) {
        result.differences.push(error instanceof Error ? error.message : String(error))
      }
      continue
    }
    // the size that is most behind its share
    let behind = 0
    sizes.forEach(({ share }, i) => {
      if (spent[i] / share < spent[behind] / sizes[behind].share) behind = i
    })
    const outcome: Outcome = runScenario((seed + result.scenarios) >>> 0, sizes[behind].size, perturbed)
    result.scenarios++
    result.comparisons += outcome.comparisons
    // of the indexes made for huge lists, only questions that meet one count towards their share
    spent[behind] += Math.max(1, sizes[behind].size.isHuge ? outcome.onHuge : outcome.comparisons)
    result.onLong += outcome.onLong
    result.onHuge += outcome.onHuge
    if (sizes[behind].size.isOwnAnalysis) result.onOwn += outcome.comparisons
    result.skipped += outcome.skipped
    result.segments = Math.max(result.segments, outcome.segments)
    result.differences.push(...outcome.differences)
  }
  return result
}
