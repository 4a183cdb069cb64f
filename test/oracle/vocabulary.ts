// What a vocabulary means, from its documentation: the whole list of synonyms is gone through for every word.

import type { Analyzer } from '../../src/analysis/analyzer.js'
import { queryPhrase, type Reading } from '../../src/analysis/query-words.js'
import type { VocabularyOptions } from '../../src/query/vocabulary.js'

/** A reading, and the terms whose commonest lends it its rarity, if not its own. */
export type Spoken = Reading & { like?: readonly string[] }

const same = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((term, i) => term === b[i])

/** All that `typed` is also answered with; where so many words as `count` were typed, more than any text has that is the same, nothing. */
export function synonymsOf({ synonyms = [] }: VocabularyOptions, analyzer: Analyzer, typed: readonly string[], count = 1): Spoken[] {
  const found: Spoken[] = []
  let longest = 0
  const take = (from: string, to: string, weight: number): void => {
    const phrase = queryPhrase(analyzer, to)
    if (!same(queryPhrase(analyzer, from).terms, typed) || phrase.terms.length === 0 || same(phrase.terms, typed)) return
    longest = Math.max(longest, from.split(/\s+/).filter((word) => word !== '').length)
    if (!found.some(({ terms }) => same(terms, phrase.terms))) found.push({ ...phrase, weight })
  }
  for (const each of synonyms) {
    if ('from' in each) for (const from of [each.from].flat()) for (const to of [each.to].flat()) take(from, to, each.weight ?? 0.9)
    else for (const from of each) for (const to of each) take(from, to, 0.9)
  }
  return count > longest ? [] : found
}

/** How many words the longest text has that is typed for another. */
export function longestTyped({ synonyms = [] }: VocabularyOptions): number {
  const texts = synonyms.flatMap((each) => ('from' in each ? [each.from].flat() : [...each]))
  return Math.max(0, ...texts.map((text) => text.split(/\s+/).filter((word) => word !== '').length))
}

/** The readings of a word; none where it is left out. `readings` is what it means without a vocabulary. */
export function spoken(vocabulary: VocabularyOptions, analyzer: Analyzer, readings: readonly Reading[]): Spoken[] {
  if (readings.length === 0) return []
  const [main] = readings
  const isOne = main.terms.length === 1
  const [word] = main.words
  if (isOne && isAmong(vocabulary.protectedWords, analyzer, word)) return [{ ...main, weight: 1 }]
  if (isOne && isAmong(vocabulary.stopWords, analyzer, word)) return []
  const more = synonymsOf(vocabulary, analyzer, main.terms)
  const parts = isOne ? queryPhrase(analyzer, (vocabulary.decompound?.(word) ?? []).join(' ')) : undefined
  if (parts !== undefined && parts.terms.length > 1) more.push({ ...parts, weight: 0.8 })
  if (more.length === 0) return [...readings]
  const like = [main, ...more].flatMap(({ terms }) => (terms.length === 1 ? terms : []))
  const as = (reading: Spoken): Spoken => (isOne ? { ...reading, like } : reading)
  return [as(main), ...readings.slice(1).map((each) => (each.blend === undefined ? each : as(each))), ...more.map(as)]
}

/** Whether a word, as the dictionary has it, is in a list. */
export function isAmong(list: readonly string[] = [], analyzer: Analyzer, word: string): boolean {
  return list.some((each) => same(queryPhrase(analyzer, each).words, [word]))
}
