// What an index elsewhere is searched with: each part of the code is imported when it is first asked for, and is a file of its own beside this one.

import { elsewhere } from '../bytes/module.js'
import type { ReaderModules } from '../reader/modules.js'

/** One table for all indexes: what was loaded is here for the next one. */
export const modules: ReaderModules = {
  arrange: elsewhere('arrange', () => import('../search/arrange.js')),
  corrections: elsewhere('corrections', () => import('../search/corrections.js')),
  expansion: elsewhere('expansion', () => import('../search/expansion.js')),
  explain: elsewhere('explain', () => import('../search/explain.js')),
  highlight: elsewhere('highlight', () => import('../search/highlight.js')),
  highlightText: elsewhere('highlightText', () => import('../search/highlight-text.js')),
  language: elsewhere('language', () => import('../query/language.js')),
  like: elsewhere('like', () => import('../search/like.js')),
  nearDuplicates: elsewhere('nearDuplicates', () => import('../search/near-duplicates.js')),
  phrases: elsewhere('phrases', () => import('../search/phrases.js')),
  positions: elsewhere('positions', () => import('../search/token-positions.js')),
  similar: elsewhere('similar', () => import('../reader/similar.js')),
  statistics: elsewhere('statistics', () => import('../reader/statistics.js')),
  suggest: elsewhere('suggest', () => import('../search/suggest.js')),
  termStatistics: elsewhere('termStatistics', () => import('../search/term-statistics.js')),
  trend: elsewhere('trend', () => import('../reader/trend.js')),
  vocabulary: elsewhere('vocabulary', () => import('../query/vocabulary.js')),
}

/**
 * Begins to load what a page asks for while somebody types, and waits for nothing: one after another, when they are asked for, they would each cost a round trip.
 * What fails is tried again when it is needed.
 */
export function loadForTyping(): void {
  const { language, expansion, highlight, arrange, suggest, corrections } = modules
  for (const module of [language, expansion, highlight, arrange, suggest, corrections]) module.load().catch(() => {})
}

/** Loads all of it: for what is asked without a network, and for readers that answer at once. @throws E_NETWORK */
export async function loadModules(): Promise<ReaderModules> {
  await Promise.all(Object.values(modules).map((module) => module.load()))
  return modules
}
