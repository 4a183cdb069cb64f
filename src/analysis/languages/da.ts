// Danish: Orama's stemmer; natural has none.

import { stemmer } from '@orama/stemmers/danish'
import { stopwords } from '@orama/stopwords/danish'
import type { Analyzer } from '../analyzer.js'
import { language } from '../language.js'

/** Danish words under their stems; no stop words. */
export const danish: Analyzer = /* @__PURE__ */ language({
  name: 'danish',
  sample: 'regeringen ministrene økonomiske skolerne arbejdere ændringer',
  // As Swedes and Germans write it.
  stem: (word) => stemmer(word.replaceAll('ä', 'æ').replaceAll('ö', 'ø')),
})

/** Danish words that are everywhere, for `withoutWords`. */
export const danishStopWords: readonly string[] = stopwords
