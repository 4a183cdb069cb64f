// Chinese: characters and bigrams, as only a dictionary could tell words.

import { stopwords } from '@orama/stopwords/mandarin'
import type { Analyzer } from '../analyzer.js'
import { tokenizeBigrams } from '../bigrams.js'
import { language } from '../language.js'

/** Chinese characters, alone and two by two. */
export const chinese: Analyzer = /* @__PURE__ */ language({ name: 'chinese', sample: '政 府 经济', tokenize: tokenizeBigrams })

/** Chinese words that are everywhere, for `withoutWords`. */
export const chineseStopWords: readonly string[] = stopwords
