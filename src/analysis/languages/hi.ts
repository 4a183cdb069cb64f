// Hindi: Orama's stemmer; natural has none.

import { stemmer } from '@orama/stemmers/indian'
import { stopwords } from '@orama/stopwords/indian'
import type { Analyzer } from '../analyzer.js'
import { language } from '../language.js'

/** Hindi words under their stems; no stop words. */
export const hindi: Analyzer = /* @__PURE__ */ language({
  name: 'hindi',
  sample: 'सरकारों मंत्रियों विद्यालयों चुनावों लड़कियाँ किताबें',
  stem: stemmer,
})

/** Hindi words that are everywhere, for `withoutWords`. */
export const hindiStopWords: readonly string[] = stopwords
