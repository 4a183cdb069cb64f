// Arabic: Orama's stemmer; natural has none.

import { stemmer } from '@orama/stemmers/arabic'
import { stopwords } from '@orama/stopwords/arabic'
import type { Analyzer } from '../analyzer.js'
import { language } from '../language.js'

// Vowel signs, the superscript alef and the tatweel that stretches a line; forms of alef, and of ya, that are one letter to who types.
const signs = /[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]/g
const alefs = /[\u0622\u0623\u0625\u0671]/g
const spelling = (word: string): string => word.replace(signs, '').replace(alefs, '\u0627').replaceAll('\u0649', '\u064a')
// A ta marbuta is typed as ha, too; the stemmer must see it.
const fold = (word: string): string => word.replaceAll('\u0629', '\u0647')

/** Arabic words under their stems; no stop words. */
export const arabic: Analyzer = /* @__PURE__ */ language({
  name: 'arabic',
  sample: 'الوزراء الحكومات المدارس والاقتصادية الانتخابات يكتبون',
  spelling,
  stem: stemmer,
  fold,
})

/** Arabic words that are everywhere, for `withoutWords`. */
export const arabicStopWords: readonly string[] = stopwords
