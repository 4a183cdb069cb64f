// The English analyzer: the standard one's words, indexed under their stems.

import { acronymsOf } from './acronyms.js'
import type { Analyzer } from './analyzer.js'
import { digest } from './digest.js'
import { englishFunctionWords } from './function-words.js'
import { overrides } from './overrides.js'
import { porterStem } from './porter.js'
import { surface } from './surface.js'
import { tokenKinds } from './tokens.js'
import { tokenizeWords } from './words.js'

// A contraction keeps its apostrophe in the term, or `we're` would be `were`.
const contraction = /(?:n't|'(?:re|ll|ve|d|m))$/

/**
 * The stem of an English word in folded lower case: from the table of overrides where Porter's stemmer would merge what readers keep apart, else
 * Porter's. Digits and foreign letters stay as they are; `dont` gets the stem of `don't`.
 */
export function stemEnglish(word: string): string {
  const known = overrides.get(word)
  if (known !== undefined) return known
  if (!word.includes("'")) return porterStem(word)
  // `O'Brien` is also Obrien, `Qur'an` Quran, and `Shi'ites` Shiites.
  return contraction.test(word) ? word : stemEnglish(word.replaceAll("'", ''))
}

/** Words under their English stems; no stop words, as `to be or not to be` is a query; but beside others such words count for little. */
export const english: Analyzer = {
  name: 'english',
  version: 1,
  // Part of the fingerprint, so that no change of the table goes unnoticed by an index built before it.
  options: { overrides: digest(JSON.stringify([...overrides])) },
  tokenize: tokenizeWords,
  ignoresCase: true,
  normalize(raw, kind) {
    // Folded before stemming, so that `cafés`, `café` and `cafes` have one stem.
    const word = surface(raw, kind)
    // Only words have inflections; a tag is a name, and initials with dots are no word.
    const isStemmed = kind === tokenKinds.word || kind === tokenKinds.compound || kind === tokenKinds.acronym
    return { word, term: isStemmed ? stemEnglish(word) : word }
  },
  alternatives: acronymsOf,
  functionWords: englishFunctionWords,
}
