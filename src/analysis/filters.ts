// An analyzer of one's own, from functions on words.

import { checkOptions, quote, RostrumError } from '../errors.js'
import { acronymsOf } from './acronyms.js'
import type { Analyzer } from './analyzer.js'
import { surface } from './surface.js'
import { tokenKinds } from './tokens.js'
import { tokenizeWords } from './words.js'

/** Turns a word into another; the empty string drops it. Equal input must give equal output, for ever, at one version of the analyzer. */
export type WordFilter = (word: string) => string

/** What an analyzer is made of. */
export interface AnalyzerOptions {
  /** Stored in every index built with it. */
  name: string
  /** Raised whenever a filter gives something else; default 1. */
  version?: number
  /** Applied in order to words and compounds, already in folded lower case, to give their terms; default none. */
  filters?: readonly WordFilter[]
}

/**
 * Makes an analyzer that finds words as the standard one does and indexes them under what `filters` make of them: `stemEnglish`, a list of stop
 * words, a table of spellings. Numbers, emoji, tags and mentions stay as they are.
 *
 * @throws E_CONFIG on an unknown option, a name that is no string or a filter that is no function.
 */
export function analyzer(options: AnalyzerOptions): Analyzer {
  checkOptions(options, ['name', 'version', 'filters'], 'analyzer')
  const { name, version = 1, filters = [] } = options
  if (typeof name !== 'string' || name === '') {
    throw new RostrumError('E_CONFIG', { expected: 'the name of an analyzer', got: quote(name), cure: 'Name it; indexes store the name.' })
  }
  for (const filter of filters) {
    if (typeof filter !== 'function') {
      throw new RostrumError('E_CONFIG', {
        expected: 'a filter: a function from word to word',
        got: quote(filter),
        cure: 'Pass functions.',
      })
    }
  }
  return {
    name,
    version,
    options: {},
    tokenize: tokenizeWords,
    ignoresCase: true,
    normalize(raw, kind) {
      const word = surface(raw, kind)
      const isWord = kind === tokenKinds.word || kind === tokenKinds.compound || kind === tokenKinds.acronym
      return { word, term: isWord ? filters.reduce((term, filter) => (term === '' ? '' : filter(term)), word) : word }
    },
    alternatives: acronymsOf,
  }
}
