// The code that not every search needs: a reader in memory comes with all of it, one that searches from afar loads each part when it is first asked for.

import type { Module } from '../bytes/module.js'
import type { checkQuery, compileQuery, isAllStopWords, parseQuery, widened } from '../query/language.js'
import type { checkVocabulary } from '../query/vocabulary.js'
import type { arrange, arrangedBy, arrangedFields, checkArrangement } from './arrange.js'
import type { resolve, wordsOf } from './expansion.js'
import type { checkFragments, highlightedOf, highlightValues } from './highlight.js'
import type { checkNearDuplicates, nearGroups } from './near-duplicates.js'
import type { findWords, openPhrase, phraseCursor } from './phrases.js'
import type { tokenPositions } from './token-positions.js'

/** By what it is for. Functions are named one by one: whole modules as types would stand in the package's declarations. */
export interface SearchModules {
  /** Sorting, facets, groups, and going on from a cursor. */
  readonly arrange: Module<{
    arrange: typeof arrange
    arrangedBy: typeof arrangedBy
    arrangedFields: typeof arrangedFields
    checkArrangement: typeof checkArrangement
  }>
  /** Words that patterns describe. */
  readonly expansion: Module<{ resolve: typeof resolve; wordsOf: typeof wordsOf }>
  /** Fragments with matches marked. */
  readonly highlight: Module<{
    checkFragments: typeof checkFragments
    highlightedOf: typeof highlightedOf
    highlightValues: typeof highlightValues
  }>
  /** The query language, and queries of all kinds. */
  readonly language: Module<{
    checkQuery: typeof checkQuery
    compileQuery: typeof compileQuery
    isAllStopWords: typeof isAllStopWords
    parseQuery: typeof parseQuery
    widened: typeof widened
  }>
  readonly nearDuplicates: Module<{ checkNearDuplicates: typeof checkNearDuplicates; nearGroups: typeof nearGroups }>
  /** Words in order. */
  readonly phrases: Module<{ findWords: typeof findWords; openPhrase: typeof openPhrase; phraseCursor: typeof phraseCursor }>
  /** At which tokens matches stand. */
  readonly positions: Module<{ tokenPositions: typeof tokenPositions }>
  readonly vocabulary: Module<{ checkVocabulary: typeof checkVocabulary }>
}
