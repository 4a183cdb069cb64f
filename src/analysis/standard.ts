// The standard analyzer: words as they are, in lower case and folded; for any language, and for fields where forms must not meet.

import { acronymsOf } from './acronyms.js'
import type { Analyzer } from './analyzer.js'
import { surface } from './surface.js'
import { tokenizeWords } from './words.js'

/** Lower-cases and folds; no stemming, no stop words. The term is the word. */
export const standard: Analyzer = {
  name: 'standard',
  version: 1,
  options: {},
  tokenize: tokenizeWords,
  ignoresCase: true,
  normalize(raw, kind) {
    const word = surface(raw, kind)
    return { word, term: word }
  },
  alternatives: acronymsOf,
}
