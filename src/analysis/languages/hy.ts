// Armenian: Orama's stemmer; natural has none.

import { stemmer } from '@orama/stemmers/armenian'
import { stopwords } from '@orama/stopwords/armenian'
import type { Analyzer } from '../analyzer.js'
import { language } from '../language.js'

/** Armenian words under their stems; no stop words. */
export const armenian: Analyzer = /* @__PURE__ */ language({
  name: 'armenian',
  sample: 'նախարարները կառավարության դպրոցներում տնտեսական ընտրությունները աշխատողներ',
  stem: stemmer,
})

/** Armenian words that are everywhere, for `withoutWords`. */
export const armenianStopWords: readonly string[] = stopwords
