// Irish: Orama's stemmer; natural has none.

import { stemmer } from '@orama/stemmers/irish'
import { stopwords } from '@orama/stopwords/irish'
import type { Analyzer } from '../analyzer.js'
import { elision, language } from '../language.js'

/** Irish words under their stems; no stop words. */
export const irish: Analyzer = /* @__PURE__ */ language({
  name: 'irish',
  sample: 'aireachta rialtais scoileanna eacnamaíocha toghcháin oibrithe',
  spelling: elision('d m b'),
  stem: stemmer,
})

/** Irish words that are everywhere, for `withoutWords`. */
export const irishStopWords: readonly string[] = stopwords
