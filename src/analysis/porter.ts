// The Porter stemmer, fed only what it was made for.

import porter from 'natural/lib/natural/stemmers/porter_stemmer.js'

// natural's stemmer takes time quadratic in the length of some non-words, and no English word is so long.
const stemmable = /^[a-z]{3,40}$/

/** The Porter stem of a lower-case English word; `word` itself where it is not made of 3 to 40 letters a to z. Never empty. */
export function porterStem(word: string): string {
  return stemmable.test(word) ? porter.stem(word) || word : word
}
