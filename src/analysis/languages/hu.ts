// Hungarian: Orama's stemmer; natural has none.

import { stemmer } from '@orama/stemmers/hungarian'
import { stopwords } from '@orama/stopwords/hungarian'
import type { Analyzer } from '../analyzer.js'
import { language } from '../language.js'

/** Hungarian words under their stems; no stop words. */
export const hungarian: Analyzer = /* @__PURE__ */ language({
  name: 'hungarian',
  sample: 'kormányok miniszterek gazdasági iskolákban választások házakat',
  stem: stemmer,
})

/** Hungarian words that are everywhere, for `withoutWords`. */
export const hungarianStopWords: readonly string[] = stopwords
