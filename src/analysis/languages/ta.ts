// Tamil: Orama's stemmer; natural has none.

import { stemmer } from '@orama/stemmers/tamil'
import { stopwords } from '@orama/stopwords/tamil'
import type { Analyzer } from '../analyzer.js'
import { language } from '../language.js'

/** Tamil words under their stems; no stop words. */
export const tamil: Analyzer = /* @__PURE__ */ language({
  name: 'tamil',
  sample: 'அமைச்சர்கள் அரசாங்கத்தின் பள்ளிகளில் தேர்தல்கள் புத்தகங்கள் வீடுகளில்',
  stem: stemmer,
})

/** Tamil words that are everywhere, for `withoutWords`. */
export const tamilStopWords: readonly string[] = stopwords
