// Searching is synchronous code that pauses to name the bytes it is about to read; two drivers run it, here or over a wire.

import type { Resident } from './resident.js'

/** Bytes [start, end) of one segment. */
export interface Range {
  readonly resident: Resident
  readonly start: number
  /** exclusive */
  readonly end: number
}

/** A computation that pauses to name the bytes it is about to read. All its other work is synchronous. */
export type Plan<T> = Generator<readonly Range[], T, void>

/** Runs `plan`, awaiting the bytes it names. */
export async function run<T>(plan: Plan<T>): Promise<T> {
  let step = plan.next()
  for (; !step.done; step = plan.next()) {
    await Promise.all(step.value.map((range) => range.resident.load(range.start, range.end)))
    for (const range of step.value) range.resident.require(range.start, range.end)
  }
  return step.value
}

/** Runs `plan` on bytes that are already here. @throws E_CORRUPT where a checksum of the bytes named does not hold. */
export function runSync<T>(plan: Plan<T>): T {
  let step = plan.next()
  for (; !step.done; step = plan.next()) {
    for (const range of step.value) range.resident.require(range.start, range.end)
  }
  return step.value
}

/** Runs several plans as one: each round names what all of them are about to read. Their results, in order. */
export function* together<T>(plans: readonly Plan<T>[]): Plan<T[]> {
  const results: T[] = new Array(plans.length)
  let left = plans.map((plan, i) => ({ plan, i }))
  while (left.length > 0) {
    const ranges: Range[] = []
    const more: typeof left = []
    for (const each of left) {
      const step = each.plan.next()
      if (step.done) results[each.i] = step.value
      else {
        for (const range of step.value) ranges.push(range)
        more.push(each)
      }
    }
    left = more
    if (ranges.length > 0) yield ranges
  }
  return results
}
