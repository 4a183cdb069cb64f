// Questions in several steps, asked of indexes that answer at once or by promises: written once, and driven as the answers come.

import type { Query } from '../query/query.js'
import type { Results } from '../reader/results.js'
import type { LikeOptions } from '../search/like.js'
import type { SearchOptions } from '../search/options.js'

/** An index that `quotations` and `speakers` can ask; `R` is what a search gives: results, or a promise of them. */
export interface Searchable<R extends Results<object> | Promise<Results<object>> = Results<object> | Promise<Results<object>>> {
  search(query: string | Query, options: SearchOptions): R
  /** Without it nobody can tell what speakers speak about. */
  moreLikeThis?(options: LikeOptions): Query | Promise<Query>
}

/** Steps to an answer: each names what was asked, and goes on with what came. */
export type Steps<T> = Generator<readonly unknown[], T, readonly unknown[]>

/** Waits for answers, in a plan of steps. */
export function* all<A>(asked: readonly (A | Promise<A>)[]): Steps<readonly A[]> {
  // the driver gives back one answer for each question
  return (yield asked) as readonly A[]
}

/** Takes the steps: at once, as long as no answer is a promise. */
export function take<T>(steps: Steps<T>): T | Promise<T> {
  let step = steps.next([])
  while (!step.done) {
    if (step.value.some((answer) => answer instanceof Promise)) return takeLater(steps, step.value)
    step = steps.next(step.value)
  }
  return step.value
}

async function takeLater<T>(steps: Steps<T>, asked: readonly unknown[]): Promise<T> {
  let step = steps.next(await Promise.all(asked))
  while (!step.done) step = steps.next(await Promise.all(step.value))
  return step.value
}
