// Korean: syllables, alone and two by two, as particles are written together with their words.

import type { Analyzer } from '../analyzer.js'
import { tokenizeBigrams } from '../bigrams.js'
import { language } from '../language.js'

/** Korean syllables, alone and two by two. */
export const korean: Analyzer = /* @__PURE__ */ language({ name: 'korean', sample: '정부 경제', tokenize: tokenizeBigrams })

/** Korean syllables that are everywhere, for `withoutWords`. */
export const koreanStopWords: readonly string[] = '그 이 저 것 수 등 및 또 는 은 가 를 을 의 에 와 과 도'.split(' ')
