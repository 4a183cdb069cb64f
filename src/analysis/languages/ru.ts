// Russian: Orama's stemmer, which agrees with Snowball's list wholly, natural's not.

import { stemmer } from '@orama/stemmers/russian'
import { stopwords } from '@orama/stopwords/russian'
import type { Analyzer } from '../analyzer.js'
import { language } from '../language.js'

/** Russian words under their stems; no stop words. */
export const russian: Analyzer = /* @__PURE__ */ language({
  name: 'russian',
  sample: 'министрами правительства школах экономическая выборы ёлками',
  // Makes `ё` an `е`, as newspapers do; the word in the dictionary keeps it.
  stem: stemmer,
})

/** Russian words that are everywhere, for `withoutWords`. */
export const russianStopWords: readonly string[] = stopwords
