// The code that not every question needs.

import type { Module } from '../bytes/module.js'
import type { checkSuggestOptions, correct, typedWords } from '../search/corrections.js'
import type { explain, explainHeadline } from '../search/explain.js'
import type { checkHighlightOptions, highlightText } from '../search/highlight-text.js'
import type { checkLike, likeQuery, textFields, textsOf } from '../search/like.js'
import type { SearchModules } from '../search/modules.js'
import type { complete } from '../search/suggest.js'
import type { termStatistics } from '../search/term-statistics.js'
import type { similarTo } from './similar.js'
import type { statisticsOf } from './statistics.js'
import type { trendOf } from './trend.js'

/** By what it is for. */
export interface ReaderModules extends SearchModules {
  readonly corrections: Module<{ checkSuggestOptions: typeof checkSuggestOptions; correct: typeof correct; typedWords: typeof typedWords }>
  readonly explain: Module<{ explain: typeof explain; explainHeadline: typeof explainHeadline }>
  /** Marks in any text. */
  readonly highlightText: Module<{ checkHighlightOptions: typeof checkHighlightOptions; highlightText: typeof highlightText }>
  readonly like: Module<{
    checkLike: typeof checkLike
    likeQuery: typeof likeQuery
    textFields: typeof textFields
    textsOf: typeof textsOf
  }>
  readonly similar: Module<{ similarTo: typeof similarTo }>
  readonly statistics: Module<{ statisticsOf: typeof statisticsOf }>
  readonly suggest: Module<{ checkSuggestOptions: typeof checkSuggestOptions; complete: typeof complete }>
  readonly termStatistics: Module<{ termStatistics: typeof termStatistics }>
  readonly trend: Module<{ trendOf: typeof trendOf }>
}
