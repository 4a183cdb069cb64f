// Runs a plan over a wire: what a round names is fetched in parallel, and held until the plan is done.

import type { Plan } from '../bytes/plan.js'
import type { Resident } from '../bytes/resident.js'
import { RostrumError } from '../errors.js'
import { RemoteBlocks, type Span } from './blocks.js'
import type { RemoteFile } from './file.js'
import { Lease } from './pieces.js'

/** The most that a question may cost. */
export interface Limits {
  /** Bytes that it names, over all its rounds. */
  readonly maxBytes: number
}

/** Runs `plan` on segments of `file`. @throws what the plan throws, what fetching throws, the reason of `signal`; E_QUERY_LIMIT */
export async function drive<T>(plan: Plan<T>, file: RemoteFile, { maxBytes }: Limits, signal: AbortSignal | undefined): Promise<T> {
  const lease = new Lease(signal)
  let named = 0
  try {
    signal?.throwIfAborted()
    let step = plan.next()
    for (; !step.done; step = plan.next()) {
      const spans = new Map<Resident, Span[]>()
      for (const { resident, start, end } of step.value) {
        named += end - start
        const own = spans.get(resident)
        if (own === undefined) spans.set(resident, [{ start, end }])
        else own.push({ start, end })
      }
      if (named > maxBytes) throw tooMuch(maxBytes, named)
      await Promise.all(
        [...spans].map(([resident, each]) => (resident instanceof RemoteBlocks ? resident.loadAll(each, lease) : undefined)),
      )
      signal?.throwIfAborted()
    }
    return step.value
  } finally {
    lease.release(file.pieces)
  }
}

function tooMuch(most: number, named: number): RostrumError {
  return new RostrumError('E_QUERY_LIMIT', {
    expected: `a question that reads at most ${most} bytes`,
    got: `one that reads ${named}`,
    cure: 'Ask for rarer words or longer starts of words, or raise maxBytes.',
    details: { limit: most },
  })
}
