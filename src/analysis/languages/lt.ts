// Lithuanian: Orama's stemmer; natural has none.

import { stemmer } from '@orama/stemmers/lithuanian'
import { stopwords } from '@orama/stopwords/lithuanian'
import type { Analyzer } from '../analyzer.js'
import { language } from '../language.js'

/** Lithuanian words under their stems; no stop words. */
export const lithuanian: Analyzer = /* @__PURE__ */ language({
  name: 'lithuanian',
  sample: 'ministrai vyriausybės mokyklose ekonominės rinkimai darbuotojų',
  stem: stemmer,
})

/** Lithuanian words that are everywhere, for `withoutWords`. */
export const lithuanianStopWords: readonly string[] = stopwords
