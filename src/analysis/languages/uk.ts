// Ukrainian: natural's stemmer; there is no list to hold it against.

import { stopwords } from '@orama/stopwords/ukrainian'
import stemmer from 'natural/lib/natural/stemmers/porter_stemmer_uk.js'
import type { Analyzer } from '../analyzer.js'
import { language } from '../language.js'

/** Ukrainian words under their stems; no stop words. */
export const ukrainian: Analyzer = /* @__PURE__ */ language({
  name: 'ukrainian',
  sample: 'міністрами уряду школах економічна працювали вибори',
  stem: (word) => stemmer.stem(word),
})

/** Ukrainian words that are everywhere, for `withoutWords`. */
export const ukrainianStopWords: readonly string[] = stopwords
