// Dutch: Orama's stemmer, which agrees with Snowball's list wholly, natural's not.

import { stemmer } from '@orama/stemmers/dutch'
import { stopwords } from '@orama/stopwords/dutch'
import type { Analyzer } from '../analyzer.js'
import { language } from '../language.js'

/** Dutch words under their stems; no stop words. */
export const dutch: Analyzer = /* @__PURE__ */ language({
  name: 'dutch',
  sample: 'regeringen ministers economische scholen verkiezingen werkten',
  stem: stemmer,
})

/** Dutch words that are everywhere, for `withoutWords`. */
export const dutchStopWords: readonly string[] = stopwords
