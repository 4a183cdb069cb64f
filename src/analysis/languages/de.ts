// German: Orama's stemmer: natural's agrees with Snowball's list alike, but brings stop words of all languages along, fifty times its size.

import { stemmer } from '@orama/stemmers/german'
import { stopwords } from '@orama/stopwords/german'
import type { Analyzer } from '../analyzer.js'
import { language } from '../language.js'

// `Mueller` is `Müller` where umlauts could not be typed; after vowels and q, `ue` is two letters: `Abenteuer`, `Quelle`.
const digraph = /ae|oe|(?<![aeiouyäöüq])ue/g
const umlauts = (word: string): string => word.replace(digraph, (pair) => (pair === 'ae' ? 'ä' : pair === 'oe' ? 'ö' : 'ü'))

/** German words under their stems; no stop words. */
export const german: Analyzer = /* @__PURE__ */ language({
  name: 'german',
  sample: 'regierungen häuser wirtschaftliche schulen wahlen mädchens',
  stem: (word) => stemmer(umlauts(word)),
})

/** German words that are everywhere, for `withoutWords`. */
export const germanStopWords: readonly string[] = stopwords
