// The standard analyzer: words as they are, in lower case and folded; for any language, and for fields where forms must not meet.

import { acronymsOf } from './acronyms.js'
import type { Analyzer, Normalized } from './analyzer.js'
import { memoise } from './memo.js'
import { surface } from './surface.js'
import { tokenKinds } from './tokens.js'
import { tokenizeWords } from './words.js'

/** How many distinct tokens of each kind an analyzer remembers, and at most twice as many: a newspaper's vocabulary (bench/analysis.ts). */
export const memoSize = 50_000

const normalizers = Object.values(tokenKinds).map((kind) =>
  memoise(memoSize, (raw): Normalized => {
    const word = surface(raw, kind)
    return { word, term: word }
  }),
)

/** Lower-cases and folds; no stemming, no stop words. The term is the word. */
export const standard: Analyzer = {
  name: 'standard',
  version: 1,
  options: {},
  tokenize: tokenizeWords,
  ignoresCase: true,
  normalize: (raw, kind) => normalizers[kind](raw),
  alternatives: acronymsOf,
}
