// Serbian: Orama's stemmer; natural has none.

import { stemmer } from '@orama/stemmers/serbian'
import { stopwords } from '@orama/stopwords/serbian'
import type { Analyzer } from '../analyzer.js'
import { language } from '../language.js'

/** Serbian words under their stems; no stop words. */
export const serbian: Analyzer = /* @__PURE__ */ language({
  name: 'serbian',
  sample: 'министарствима vlade školama економске избора radnici',
  stem: stemmer,
})

/** Serbian words that are everywhere, for `withoutWords`. */
export const serbianStopWords: readonly string[] = stopwords
