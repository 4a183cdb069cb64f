// All of the code, for readers in memory: what they are asked they answer at once.

import { here } from '../bytes/module.js'
import * as language from '../query/language.js'
import * as vocabulary from '../query/vocabulary.js'
import * as arrange from '../search/arrange.js'
import * as corrections from '../search/corrections.js'
import * as expansion from '../search/expansion.js'
import * as explain from '../search/explain.js'
import * as highlight from '../search/highlight.js'
import * as highlightText from '../search/highlight-text.js'
import * as like from '../search/like.js'
import * as nearDuplicates from '../search/near-duplicates.js'
import * as phrases from '../search/phrases.js'
import * as suggest from '../search/suggest.js'
import * as termStatistics from '../search/term-statistics.js'
import * as positions from '../search/token-positions.js'
import type { ReaderModules } from './modules.js'
import * as similar from './similar.js'
import * as statistics from './statistics.js'
import * as trend from './trend.js'

/** What `openIndex`, an `Index` and a percolator search with. */
export const allModules: ReaderModules = {
  arrange: here(arrange),
  corrections: here(corrections),
  expansion: here(expansion),
  explain: here(explain),
  highlight: here(highlight),
  highlightText: here(highlightText),
  language: here(language),
  like: here(like),
  nearDuplicates: here(nearDuplicates),
  phrases: here(phrases),
  positions: here(positions),
  similar: here(similar),
  statistics: here(statistics),
  suggest: here(suggest),
  termStatistics: here(termStatistics),
  trend: here(trend),
  vocabulary: here(vocabulary),
}
