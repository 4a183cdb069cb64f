// Turkish: Orama's stemmer; natural has none.

import { stemmer } from '@orama/stemmers/turkish'
import { stopwords } from '@orama/stopwords/turkish'
import type { Analyzer } from '../analyzer.js'
import { lowercase } from '../fold.js'
import { language } from '../language.js'

/** The dotless i and the dotted one are two letters; both become `i` when diacritics are folded, after the stem was found by its vowels. */
function lower(text: string): string {
  return lowercase(text.normalize('NFKC').replaceAll('\u0130', 'i').replaceAll('I', '\u0131'))
}

/** An apostrophe parts a name from its endings: `Türkiye'nin`. */
function spelling(word: string): string {
  const at = word.indexOf("'")
  return at > 0 ? word.slice(0, at) : word
}

/** Turkish words under their stems; no stop words. */
export const turkish: Analyzer = /* @__PURE__ */ language({
  name: 'turkish',
  sample: 'bakanlar hükümetin okullarda ekonomik seçimlerin ışıkları',
  lowercase: lower,
  spelling,
  stem: stemmer,
})

/** Turkish words that are everywhere, for `withoutWords`. */
export const turkishStopWords: readonly string[] = stopwords
