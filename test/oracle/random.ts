// Chance that can be repeated: a seeded generator (mulberry32) and what the oracle's tests draw with it.

/** Draws numbers and choices; equal seeds draw equally. */
export interface Chance {
  /** A number in [0, 1). */
  next(): number
  /** A whole number in [from, to], both included. */
  int(from: number, to: number): number
  /** Whether something of this probability happens. */
  is(probability: number): boolean
  /** One of a list. */
  of<T>(list: readonly T[]): T
}

/** Chance from a seed, a whole number of 32 bits. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    next,
    int: (from, to) => from + Math.floor(next() * (to - from + 1)),
    is: (probability) => next() < probability,
    of: (list) => list[Math.floor(next() * list.length)],
  }
}

/** The list in another order. */
export function shuffled<T>(list: readonly T[], chance: Chance): T[] {
  const order = [...list]
  for (let i = order.length - 1; i > 0; i--) {
    const k = chance.int(0, i)
    const kept = order[i]
    order[i] = order[k]
    order[k] = kept
  }
  return order
}

/** One of a list, the first most often: the frequency of a rank falls as 1 / rank (Zipf). */
export function zipf<T>(list: readonly T[], chance: Chance): T {
  return list[Math.min(list.length - 1, Math.floor(list.length ** chance.next()) - 1)]
}

/** The seed to run with: `SEED=` of the environment, or else 1. */
export function seedOf(environment: Readonly<Record<string, string | undefined>>): number {
  const given = Number(environment.SEED)
  return environment.SEED !== undefined && Number.isInteger(given) ? given >>> 0 : 1
}
