// Thai: characters with the signs on them, alone and two by two, as only a dictionary could tell words.

import type { Analyzer } from '../analyzer.js'
import { tokenizeBigrams } from '../bigrams.js'
import { language } from '../language.js'

/** Thai characters with the signs on them, alone and two by two. */
export const thai: Analyzer = /* @__PURE__ */ language({ name: 'thai', sample: 'รัฐบาล น้ำ', tokenize: tokenizeBigrams })

/** Thai signs that are everywhere, for `withoutWords`. */
export const thaiStopWords: readonly string[] = 'ๆ ฯ'.split(' ')
