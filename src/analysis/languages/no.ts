// Norwegian: natural's stemmer: both candidates agree with Snowball's list alike.

import { stopwords } from '@orama/stopwords/norwegian'
import stemmer from 'natural/lib/natural/stemmers/porter_stemmer_no.js'
import type { Analyzer } from '../analyzer.js'
import { language } from '../language.js'

/** Norwegian words under their stems; no stop words. */
export const norwegian: Analyzer = /* @__PURE__ */ language({
  name: 'norwegian',
  sample: 'regjeringen ministrene økonomiske skolene arbeidere endringer',
  // As Swedes and Germans write it.
  stem: (word) => stemmer.stem(word.replaceAll('ä', 'æ').replaceAll('ö', 'ø')),
})

/** Norwegian words that are everywhere, for `withoutWords`. */
export const norwegianStopWords: readonly string[] = stopwords
