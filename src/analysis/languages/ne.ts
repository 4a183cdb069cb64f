// Nepali: Orama's stemmer; natural has none.

import { stemmer } from '@orama/stemmers/nepali'
import { stopwords } from '@orama/stopwords/nepali'
import type { Analyzer } from '../analyzer.js'
import { language } from '../language.js'

/** Nepali words under their stems; no stop words. */
export const nepali: Analyzer = /* @__PURE__ */ language({
  name: 'nepali',
  sample: 'सरकारले मन्त्रीहरू विद्यालयमा चुनावहरू किताबहरू नेपालको',
  stem: stemmer,
})

/** Nepali words that are everywhere, for `withoutWords`. */
export const nepaliStopWords: readonly string[] = stopwords
