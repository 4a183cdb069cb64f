// Indonesian: Orama's stemmer; natural has none.

import { stemmer } from '@orama/stemmers/indonesian'
import { stopwords } from '@orama/stopwords/indonesian'
import type { Analyzer } from '../analyzer.js'
import { language } from '../language.js'

/** Indonesian words under their stems; no stop words. */
export const indonesian: Analyzer = /* @__PURE__ */ language({
  name: 'indonesian',
  sample: 'pemerintahan menteri perekonomian sekolahnya pemilihan pekerjaannya',
  stem: stemmer,
})

/** Indonesian words that are everywhere, for `withoutWords`. */
export const indonesianStopWords: readonly string[] = stopwords
