// Random numbers from a seed, so that every failure can be played again: `SEED=7 node --import tsx test/...`.

/** The seed of this run: of the environment, or else 1. */
export const seed = Number(process.env.SEED ?? 1)

/** A source of random numbers. */
export interface Random {
  /** A whole number from 0 to below `limit`. */
  below(limit: number): number
  /** Whether a one-in-`n` chance came true. */
  oneIn(n: number): boolean
  pick<T>(items: readonly T[]): T
}

/** Mulberry32 (Ettinger 2017). */
export function randomOf(start: number): Random {
  let state = start >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return { below, oneIn: (n) => below(n) === 0, pick: (items) => items[below(items.length)] }
}
