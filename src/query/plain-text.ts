// What a query asks for as one text, where it is nothing but words or a phrase: what may be a headline.

import type { Query } from './query.js'

/** The words of a query as they were typed, where it is a word, a phrase, or any or all of some words, in any field or in `field`; undefined for all else. */
export function plainText(query: Query, field: string): string | undefined {
  if (query.kind === 'term' || query.kind === 'match') return isIn(query.field, field) ? query.text : undefined
  if (query.kind === 'phrase') {
    const isLoose = (query.slop ?? 0) > 0 || query.prefix === true
    return isLoose || !isIn(query.field, field) ? undefined : query.text
  }
  if (query.kind !== 'bool' || query.minimumShouldMatch !== undefined) return undefined
  const { must = [], should = [], not = [] } = query
  const words = must.length > 0 ? must : should
  if (not.length > 0 || (must.length > 0 && should.length > 0) || words.length === 0) return undefined
  if (words.length === 1) return plainText(words[0], field)
  const texts: string[] = []
  for (const word of words) {
    if (word.kind !== 'term' || !isIn(word.field, field)) return undefined
    texts.push(word.text)
  }
  return texts.join(' ')
}

function isIn(asked: string | undefined, field: string): boolean {
  return asked === undefined || asked === field
}
