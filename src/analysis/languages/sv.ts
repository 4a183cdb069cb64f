// Swedish: natural's stemmer: both candidates agree with Snowball's list alike.

import { stopwords } from '@orama/stopwords/swedish'
import stemmer from 'natural/lib/natural/stemmers/porter_stemmer_sv.js'
import type { Analyzer } from '../analyzer.js'
import { language } from '../language.js'

/** Swedish words under their stems; no stop words. */
export const swedish: Analyzer = /* @__PURE__ */ language({
  name: 'swedish',
  sample: 'regeringen ministrarna ekonomiska skolorna arbetare ändringar',
  stem: (word) => stemmer.stem(word),
})

/** Swedish words that are everywhere, for `withoutWords`. */
export const swedishStopWords: readonly string[] = stopwords
