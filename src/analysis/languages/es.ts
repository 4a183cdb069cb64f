// Spanish: natural's stemmer: both candidates agree with Snowball's list but for a word in thousands.

import { stopwords } from '@orama/stopwords/spanish'
import stemmer from 'natural/lib/natural/stemmers/porter_stemmer_es.js'
import type { Analyzer } from '../analyzer.js'
import { accents, language } from '../language.js'

const restore = accents(`
  cion ción
  sion sión
  xion xión
  gion gión
  tion tión
  logia logía
  logias logías
  arian arían
  erian erían
  irian irían
  iamos íamos
`)

/** Spanish words under their stems; no stop words. */
export const spanish: Analyzer = /* @__PURE__ */ language({
  name: 'spanish',
  sample: 'naciones hablaban gobierno ministros económicas trabajadores',
  stem: (word) => stemmer.stem(restore(word)),
})

/** Spanish words that are everywhere, for `withoutWords`. */
export const spanishStopWords: readonly string[] = stopwords
