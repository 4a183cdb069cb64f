// French: Orama's stemmer, which agrees with Snowball's list more often than natural's.

import { stemmer } from '@orama/stemmers/french'
import { stopwords } from '@orama/stopwords/french'
import type { Analyzer } from '../analyzer.js'
import { accents, elision, language } from '../language.js'

// Articles and pronouns before a vowel.
const spelling = elision('l d j m t s n c qu jusqu lorsqu puisqu quoiqu presqu')
const restore = accents(`
  ilite ilité
  alite alité
  icite icité
  osite osité
  ivite ivité
  ieres ières
  iere ière
`)

/** French words under their stems; no stop words. */
export const french: Analyzer = /* @__PURE__ */ language({
  name: 'french',
  sample: 'ministres gouvernements économiques élections travailleurs parlaient',
  spelling,
  stem: (word) => stemmer(restore(word)),
})

/** French words that are everywhere, for `withoutWords`. */
export const frenchStopWords: readonly string[] = /* @__PURE__ */ stopwords.filter((word) => word !== '')
