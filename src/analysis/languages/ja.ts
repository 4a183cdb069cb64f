// Japanese: characters and bigrams, as only a dictionary could tell words.

import { stopwords } from '@orama/stopwords/japanese'
import type { Analyzer } from '../analyzer.js'
import { tokenizeBigrams } from '../bigrams.js'
import { language } from '../language.js'

/** Japanese characters, alone and two by two. */
export const japanese: Analyzer = /* @__PURE__ */ language({ name: 'japanese', sample: '政 府 ガイド', tokenize: tokenizeBigrams })

/** Japanese words that are everywhere, for `withoutWords`. */
export const japaneseStopWords: readonly string[] = stopwords
