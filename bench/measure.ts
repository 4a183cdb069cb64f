// How time is taken: contenders take turns on each query, the best of several rounds counts, then median and 95th percentile over queries.

/** Least, median and 95th percentile. */
export interface Spread {
  best: number
  median: number
  p95: number
}

/** The spread of some values. */
export function spread(values: ArrayLike<number>): Spread {
  const sorted = Float64Array.from(values).sort()
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))]
  return { best: sorted[0], median: at(0.5), p95: at(0.95) }
}

/**
 * Times every contender on every query, in microseconds: one round to warm up, then `rounds`, of which the best counts. Who goes first changes with
 * every query and round, so that a busy machine and the other's garbage burden all alike.
 */
export function takeTurns<Q>(queries: readonly Q[], contenders: readonly ((query: Q) => unknown)[], rounds: number): Spread[] {
  const best = contenders.map(() => new Float64Array(queries.length).fill(Number.POSITIVE_INFINITY))
  for (let round = 0; round <= rounds; round++) {
    queries.forEach((query, q) => {
      for (let turn = 0; turn < contenders.length; turn++) {
        const c = (turn + round + q) % contenders.length
        const from = performance.now()
        contenders[c](query)
        const time = (performance.now() - from) * 1000
        if (round > 0 && time < best[c][q]) best[c][q] = time
      }
    })
  }
  return best.map(spread)
}

/**
 * The same where a contender goes through all of the queries before the next does: for those of which one reads so much memory that whoever comes after it
 * begins with empty caches of the processor, as it would nowhere else.
 */
export function takeRounds<Q>(queries: readonly Q[], contenders: readonly ((query: Q) => unknown)[], rounds: number): Spread[] {
  const best = contenders.map(() => new Float64Array(queries.length).fill(Number.POSITIVE_INFINITY))
  for (let round = 0; round <= rounds; round++) {
    for (let turn = 0; turn < contenders.length; turn++) {
      const c = (turn + round) % contenders.length
      queries.forEach((query, q) => {
        const from = performance.now()
        contenders[c](query)
        const time = (performance.now() - from) * 1000
        if (round > 0 && time < best[c][q]) best[c][q] = time
      })
    }
  }
  return best.map(spread)
}

/** Runs every contender on the queries, in turns, until each has run for `milliseconds`: what is timed is then compiled, on both sides. */
export function warmUp<Q>(queries: readonly Q[], contenders: readonly ((query: Q) => unknown)[], milliseconds: number): void {
  const spent = contenders.map(() => 0)
  for (let q = 0; spent.some((time) => time < milliseconds); q++) {
    contenders.forEach((contender, c) => {
      if (spent[c] >= milliseconds) return
      const from = performance.now()
      contender(queries[q % queries.length])
      spent[c] += performance.now() - from
    })
  }
}

/** Times functions in turns, in milliseconds; the spread over `rounds`. Memory is collected before the first. */
export function timeEach(contenders: readonly (() => unknown)[], rounds: number): Spread[] {
  const times = contenders.map((): number[] => [])
  collect()
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < contenders.length; turn++) {
      const c = (turn + round) % contenders.length
      const from = performance.now()
      contenders[c]()
      times[c].push(performance.now() - from)
    }
  }
  return times.map(spread)
}

/** Collects garbage, where Node was started so. */
export function collect(): void {
  globalThis.gc?.()
}

/** Seconds of processor that the process has had, all its threads together: what a busy machine does not lengthen by making it wait. */
export function processorSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}
