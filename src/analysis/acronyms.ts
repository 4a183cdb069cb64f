// Acronyms and the function words they collide with: `US` is a country, `us` is a pronoun, and `NATO` is `N.A.T.O.`.

import type { Alternative } from './analyzer.js'

/** Function words that initials may spell; such initials keep their dots as a term: `U.S.` is `u.s.`, never `us`. */
const functionWords: ReadonlySet<string> = new Set('am an as at be by do go he if in is it me my no of on or so to up us we who'.split(' '))

/** How much a match of the acronym counts for a query of the function word, and of the hour for one of the verb, whichever was typed. */
const acronymWeight = 0.1

const alternatives: ReadonlyMap<string, readonly Alternative[]> = new Map([
  ...['us', 'it', 'who', 'am'].map((word): [string, Alternative[]] => [word, [{ term: dotted(word), weight: acronymWeight }]]),
  // `9 am` is written as often as `9 a.m.`, where nobody writes `us` for the country
  [dotted('am'), [{ term: 'am', weight: acronymWeight }]],
])
const none: readonly Alternative[] = []

/** Tells whether the capitals from `start` to `end` are an acronym that would collide with a function word: `US`, `IT`, `WHO`. */
export function collides(text: string, start: number, end: number): boolean {
  const first = text.charCodeAt(start)
  const second = text.charCodeAt(start + 1)
  if (end - start === 2) return (first === 0x55 && second === 0x53) || (first === 0x49 && second === 0x54)
  return first === 0x57 && second === 0x48 && text.charCodeAt(start + 2) === 0x4f
}

/** The word of an acronym whose letters, lower-cased and without dots, are `letters`: dotted where it would be a function word. */
export function acronymWord(letters: string): string {
  return functionWords.has(letters) ? dotted(letters) : letters
}

/** What else `term` may stand for, at a low weight: people type `us` for `U.S.`, and write it for themselves; `9 am` is 9 a.m. */
export function acronymsOf(term: string): readonly Alternative[] {
  return alternatives.get(term) ?? none
}

function dotted(letters: string): string {
  return Array.from(letters, (letter) => letter + '.').join('')
}
