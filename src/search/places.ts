// Where the words of a phrase stand for it, out of all the places where they stand: the same for a text that is read and for postings.

import type { PhraseNode } from '../query/node.js'
import { countOrdered, countUnordered, type Places } from './windows.js'

/**
 * The positions of each word of a phrase at which it is part of a match, ascending, without repetition; `words` are its words, the last with all that
 * may stand in its place. Linear in the positions, times the words.
 */
export function phrasePlaces(phrase: PhraseNode, words: readonly Places[]): number[][] {
  const found = words.map((): number[] => [])
  if (words.some(({ count }) => count === 0)) return found
  const { slop = 0, times = [], isUnordered } = phrase
  const note = (word: number, position: number): void => {
    const own = found[word]
    if (own.length === 0 || own[own.length - 1] < position) own.push(position)
  }
  if (isUnordered) {
    const next = words.map(() => 0)
    countUnordered(words, times, slop, (first, last) => {
      for (let w = 0; w < words.length; w++) {
        const { at, count } = words[w]
        while (next[w] < count && at[next[w]] < first) next[w]++
        for (; next[w] < count && at[next[w]] <= last; next[w]++) note(w, at[next[w]])
      }
    })
  } else if (slop > 0) {
    countOrdered(words, phrase.positions, slop, (chosen) => {
      for (let w = 0; w < words.length; w++) note(w, chosen[w])
    })
  } else exactly(phrase.positions, words, note)
  return found
}

/** Tells the places where each word stands at its offset. */
function exactly(offsets: readonly number[], words: readonly Places[], note: (word: number, position: number) => void): void {
  const next = words.map(() => 0)
  const [first] = words
  for (let i = 0; i < first.count; i++) {
    let isWhole = true
    for (let w = 1; w < words.length && isWhole; w++) {
      const { at, count } = words[w]
      const wanted = first.at[i] + offsets[w] - offsets[0]
      while (next[w] < count && at[next[w]] < wanted) next[w]++
      if (next[w] === count) return
      isWhole = at[next[w]] === wanted
    }
    if (isWhole) for (let w = 0; w < words.length; w++) note(w, first.at[i] + offsets[w] - offsets[0])
  }
}
