// Headlines in capitals, in which AND, OR and NOT are words.

import { operators } from './plain.js'
import { pieces } from './spaces.js'

/** So many words in capitals side by side are a headline, not words between operators. */
const wordsOfHeadline = 4

const syntax = /[+()"\u201c-\u201f:^~[\]{}|*?\\=]|(?:^|\s)-[^\s-]|\p{Ll}/u
const capital = /\p{Lu}/u

/**
 * Whether a text is a headline in capitals, so that AND, OR and NOT are words in it: no small letter, no sign of the query language, and four words side
 * by side without one of the three. Linear.
 */
export function isShouted(text: string): boolean {
  if (syntax.test(text)) return false
  let inRow = 0
  for (const word of pieces(text)) {
    if (operators.has(word)) inRow = 0
    else if (capital.test(word) && ++inRow === wordsOfHeadline) return true
  }
  return false
}
