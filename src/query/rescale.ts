// What the score of a document is multiplied by: a function of one of its numbers or dates. The same for queries that are compiled and documents that are scored.

/** A function of a field's values; of several, of that which gives most. */
export type Rescale =
  | {
      readonly type: 'decay'
      readonly shape: 'gauss' | 'exp' | 'linear'
      /** The origin, both ends included; within it, and `offset` around it, it is 1. */
      readonly from: number
      readonly to: number
      readonly offset: number
      /** How far beyond that it is `decay`. Above 0. */
      readonly scale: number
      readonly decay: number
      /** Of documents without a value. */
      readonly missing: number
    }
  | { readonly type: 'value'; readonly modifier: 'none' | 'sqrt' | 'log1p'; readonly times: number; readonly missing: number }

/** The most that a function multiplies with. */
export const mostFactor = 1_000_000

/** What a document with these values is multiplied by: finite, at least 0. O(values). */
export function factorOf(by: Rescale, values: readonly number[]): number {
  if (values.length === 0) return by.missing
  let most = 0
  for (const value of values) most = Math.max(most, factorOfOne(by, value))
  return most
}

/** What a document with one value, or NaN for none, is multiplied by. */
export function factorOfOne(by: Rescale, value: number): number {
  if (Number.isNaN(value)) return by.missing
  return Math.min(mostFactor, by.type === 'decay' ? decayed(by, value) : modified(by, value))
}

/** The most that any document is multiplied by. */
export function mostOf(by: Rescale): number {
  const most = by.type === 'decay' ? 1 : by.modifier === 'log1p' ? Math.log1p(Number.MAX_VALUE) : mostFactor
  return Math.max(most, by.missing)
}

function decayed({ shape, from, to, offset, scale, decay }: Extract<Rescale, { type: 'decay' }>, value: number): number {
  const distance = Math.max(0, from - value, value - to) - offset
  if (distance <= 0) return 1
  const far = distance / scale
  if (shape === 'linear') return Math.max(0, 1 - far * (1 - decay))
  return decay ** (shape === 'gauss' ? far * far : far)
}

function modified({ modifier, times }: Extract<Rescale, { type: 'value' }>, value: number): number {
  const product = Math.max(0, value * times)
  return modifier === 'none' ? product : modifier === 'sqrt' ? Math.sqrt(product) : Math.log1p(product)
}
