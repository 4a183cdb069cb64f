// French: Orama's stemmer, which agrees with Snowball's list more often than natural's.

import { stemmer } from '@orama/stemmers/french'
import { stopwords } from '@orama/stopwords/french'
import type { Analyzer } from '../analyzer.js'
import { foldDiacritics } from '../fold.js'
import { accents, elision, language } from '../language.js'

// Articles and pronouns before a vowel.
const spelling = elision('l d j m t s n c qu jusqu lorsqu puisqu quoiqu presqu')
// Endings that stand for nearly all words that have them; those that change the stem most often.
const restore = accents(`
  erent èrent
  dite dité
  lite lité
  eres ères
  cite cité
  nite nité
  site sité
  vite vité
  ees ées
  ere ère
  ee ée
`)

/** French words under their stems, which people find who type no accents, too; no stop words. */
export const french: Analyzer = /* @__PURE__ */ language({
  name: 'french',
  sample: 'ministres gouvernements économiques élections travailleurs parlaient',
  spelling,
  stem: (word) => stemmer(restore(foldDiacritics(word))),
})

/** French words that are everywhere, for `withoutWords`. */
export const frenchStopWords: readonly string[] = /* @__PURE__ */ stopwords.filter((word) => word !== '')
