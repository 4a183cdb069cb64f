// Searching is synchronous code that pauses to name the bytes it is about to read, or the code it is about to use; two drivers run it, here or over a wire.

import { Module } from './module.js'
import type { Resident } from './resident.js'

/** Bytes [start, end) of one segment. */
export interface Range {
  readonly resident: Resident
  readonly start: number
  /** exclusive */
  readonly end: number
}

/** What a plan waits for: bytes, or code. */
export type Need = Range | Module<unknown>

/** A computation that pauses to name what it is about to need. All its other work is synchronous. */
export type Plan<T> = Generator<readonly Need[], T, void>

/** Runs `plan`, awaiting what it names. */
export async function run<T>(plan: Plan<T>): Promise<T> {
  let step = plan.next()
  for (; !step.done; step = plan.next()) {
    await Promise.all(step.value.map((need) => (need instanceof Module ? need.load() : need.resident.load(need.start, need.end))))
    for (const need of step.value) verify(need)
  }
  return step.value
}

/** Runs `plan` on bytes and code that are already here. @throws E_CORRUPT where a checksum of the bytes named does not hold. */
export function runSync<T>(plan: Plan<T>): T {
  let step = plan.next()
  for (; !step.done; step = plan.next()) for (const need of step.value) verify(need)
  return step.value
}

function verify(need: Need): void {
  if (!(need instanceof Module)) need.resident.require(need.start, need.end)
}

/** Runs several plans as one: each round names what all of them are about to need. Their results, in order. */
export function* together<T>(plans: readonly Plan<T>[]): Plan<T[]> {
  const results: T[] = new Array(plans.length)
  let left = plans.map((plan, i) => ({ plan, i }))
  while (left.length > 0) {
    const needs: Need[] = []
    const more: typeof left = []
    for (const each of left) {
      const step = each.plan.next()
      if (step.done) results[each.i] = step.value
      else {
        for (const need of step.value) needs.push(need)
        more.push(each)
      }
    }
    left = more
    if (needs.length > 0) yield needs
  }
  return results
}
