// A bounded memory of a function's answers, so that stemming is paid once for a word and not once for each time it is asked.

/** Gives `answer`, remembering at least the last `limit` distinct keys asked for and at most twice as many. */
export function memoise<T>(limit: number, answer: (key: string) => T): (key: string) => T {
  // Two generations: when the young one is full it becomes the old one, and what is asked for again moves back.
  let young = new Map<string, T>()
  let old = new Map<string, T>()
  return (key) => {
    let value = young.get(key)
    if (value !== undefined) return value
    value = old.get(key) ?? answer(key)
    if (young.size >= limit) {
      old = young
      young = new Map()
    }
    young.set(key, value)
    return value
  }
}
