// Spanish: natural's stemmer: both candidates agree with Snowball's list but for a word in thousands.

import { stopwords } from '@orama/stopwords/spanish'
import stemmer from 'natural/lib/natural/stemmers/porter_stemmer_es.js'
import type { Analyzer } from '../analyzer.js'
import { foldDiacritics } from '../fold.js'
import { accents, language } from '../language.js'

// Endings that stand for nearly all words that have them; those that change the stem most often.
const restore = accents(`
  ndera nderá
  iamos íamos
  erias erías
  iran irán
  iria iría
  rian rían
  ecio eció
  eria ería
  ogia ogía
  ogias ogías
  ndio ndió
  tira tirá
  afia afía
  tio tió
  ion ión
`)

/** Spanish words under their stems, which people find who type no accents, too; no stop words. */
export const spanish: Analyzer = /* @__PURE__ */ language({
  name: 'spanish',
  sample: 'naciones hablaban gobierno ministros económicas trabajadores',
  stem: (word) => stemmer.stem(restore(foldDiacritics(word))),
})

/** Spanish words that are everywhere, for `withoutWords`. */
export const spanishStopWords: readonly string[] = stopwords
