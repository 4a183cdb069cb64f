// Finnish: Orama's stemmer; natural has none.

import { stemmer } from '@orama/stemmers/finnish'
import { stopwords } from '@orama/stopwords/finnish'
import type { Analyzer } from '../analyzer.js'
import { language } from '../language.js'

/** Finnish words under their stems; no stop words. */
export const finnish: Analyzer = /* @__PURE__ */ language({
  name: 'finnish',
  sample: 'hallitukset ministerien taloudellisten kouluissa vaaleihin työntekijät',
  stem: stemmer,
})

/** Finnish words that are everywhere, for `withoutWords`. */
export const finnishStopWords: readonly string[] = stopwords
