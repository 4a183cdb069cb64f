// Romanian: Orama's stemmer; natural has none.

import { stemmer } from '@orama/stemmers/romanian'
import { stopwords } from '@orama/stopwords/romanian'
import type { Analyzer } from '../analyzer.js'
import { language } from '../language.js'

// With a cedilla where old keyboards had no comma; the stemmer knows the cedilla.
const cedilla = (word: string): string => word.replaceAll('ș', 'ş').replaceAll('ț', 'ţ')

/** Romanian words under their stems; no stop words. */
export const romanian: Analyzer = /* @__PURE__ */ language({
  name: 'romanian',
  sample: 'miniștrilor guvernele economice școlile alegerilor lucrătorii',
  stem: (word) => stemmer(cedilla(word)),
})

/** Romanian words that are everywhere, for `withoutWords`. */
export const romanianStopWords: readonly string[] = stopwords
