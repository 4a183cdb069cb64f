// Runs a plan over a wire: what a round names is fetched in parallel, and bytes are held until the plan is done.

import { Module } from '../bytes/module.js'
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
      const modules: Module<unknown>[] = []
      for (const need of step.value) {
        if (need instanceof Module) {
          modules.push(need)
          continue
        }
        const { resident, start, end } = need
        named += end - start
        const own = spans.get(resident)
        if (own === undefined) spans.set(resident, [{ start, end }])
        else own.push({ start, end })
      }
      if (named > maxBytes) throw tooMuch(maxBytes, named)
      const loading = modules.map((module) => until(signal, module.load()))
      for (const [resident, each] of spans) if (resident instanceof RemoteBlocks) loading.push(resident.loadAll(each, lease))
      await Promise.all(loading)
      signal?.throwIfAborted()
    }
    return step.value
  } finally {
    lease.release(file.pieces)
  }
}

/** The same, given up with the signal: what imports cannot be stopped. */
function until(signal: AbortSignal | undefined, loading: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
    loading.then(resolve, reject)
  })
}

function tooMuch(most: number, named: number): RostrumError {
  return new RostrumError('E_QUERY_LIMIT', {
    expected: `a question that reads at most ${most} bytes`,
    got: `one that reads ${named}`,
    cure: 'Ask for rarer words or longer starts of words, or raise maxBytes.',
    details: { limit: most },
  })
}
