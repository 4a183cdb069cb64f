// Greek: Orama's stemmer; natural has none.

import { stemmer } from '@orama/stemmers/greek'
import { stopwords } from '@orama/stopwords/greek'
import type { Analyzer } from '../analyzer.js'
import { language } from '../language.js'

/** Greek words under their stems; no stop words. */
export const greek: Analyzer = /* @__PURE__ */ language({
  name: 'greek',
  sample: 'υπουργοί κυβερνήσεις σχολεία οικονομικές εκλογές εργαζόμενους',
  stem: stemmer,
})

/** Greek words that are everywhere, for `withoutWords`. */
export const greekStopWords: readonly string[] = stopwords
