// Long work in small steps: a generator that stops between pieces, so that one code is run to its end at once, or with pauses for others.

/** Work that stops after each small piece, well below a millisecond where it can, and gives the bytes of input dealt with since it last stopped. */
export type Steps<T> = Generator<number, T, void>

/** Runs work to its end. */
export function finish<T>(steps: Steps<T>): T {
  let step = steps.next()
  while (step.done !== true) step = steps.next()
  return step.value
}

/** Values sorted in one piece. */
const run = 1024

/** Values merged in one piece. */
const piece = 8192

/** Sorts in place by a total order: short runs by the engine's own sort, then merged two by two (bottom-up merge sort). O(n log n). */
export function* sort(values: Uint32Array, compare: (a: number, b: number) => number): Steps<void> {
  const { length } = values
  for (let start = 0; start < length; start += run) {
    values.subarray(start, start + run).sort(compare)
    if (length > run) yield 0
  }
  let [from, to] = [values, length > run ? new Uint32Array(length) : values]
  for (let width = run; width < length; width *= 2) {
    for (let start = 0, done = 0; start < length; start += 2 * width) {
      const middle = Math.min(length, start + width)
      const end = Math.min(length, start + 2 * width)
      for (let at = start, left = start, right = middle; at < end; at++) {
        to[at] = left < middle && (right === end || compare(from[left], from[right]) <= 0) ? from[left++] : from[right++]
        if (++done % piece === 0) yield 0
      }
    }
    ;[from, to] = [to, from]
  }
  if (from !== values) values.set(from)
}
