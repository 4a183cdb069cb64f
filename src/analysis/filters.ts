// An analyzer of one's own, from functions on words.

import { checkOptions, quote, RostrumError } from '../errors.js'
import type { Analyzer } from './analyzer.js'
import { fingerprint, resolveOne } from './analyzers.js'
import { standard } from './standard.js'
import type { Tokens } from './tokens.js'
import { tokenKinds } from './tokens.js'

/** Turns a word into another; the empty string drops it. Equal input must give equal output, for ever, at one version of the analyzer. */
export type WordFilter = (word: string) => string

/** What an analyzer is made of. */
export interface AnalyzerOptions {
  /** Stored in every index built with it. */
  name: string
  /** Raised whenever a filter gives something else; default 1. */
  version?: number
  /** Applied in order to the terms that `like` gives words and compounds; by default that is the word in folded lower case. Default none. */
  filters?: readonly WordFilter[]
  /** The analyzer of one language that finds words and gives the filters their terms: `german`, to go on where it ends. Default `standard`. */
  like?: Analyzer
  /**
   * Finds tokens in place of that of `like`: empties `tokens` and pushes `(start, end, position, kind)` for each, half-open UTF-16 offsets, in order of
   * position; a token that repeats another has its position. At most 16 for each code unit. Linear in the text.
   */
  tokenize?: (text: string, tokens: Tokens) => void
}

/**
 * Makes an analyzer that finds words as `like` does, the standard one by default, and indexes them under what `filters` make of them: `stemEnglish`, a list of stop
 * words, a table of spellings. Numbers, emoji, tags and mentions stay as they are.
 *
 * @throws E_CONFIG on an unknown option, a name that is no string, or a filter or tokenizer that is no function; E_ANALYZER where `like` is none, or multilingual.
 */
export function analyzer(options: AnalyzerOptions): Analyzer {
  checkOptions(options, ['name', 'version', 'filters', 'like', 'tokenize'], 'analyzer')
  const { name, version = 1, filters = [] } = options
  const like = resolveOne(options.like === undefined ? standard : options.like)
  const { tokenize = like.tokenize } = options
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
  if (typeof tokenize !== 'function') {
    throw new RostrumError('E_CONFIG', {
      expected: 'tokenize, a function that puts the tokens of a text into columns',
      got: quote(tokenize),
      cure: 'Leave it out for words.',
    })
  }
  return {
    name,
    version,
    options: like === standard ? {} : { like: fingerprint(like) },
    tokenize,
    ignoresCase: like.ignoresCase === true,
    normalize(raw, kind) {
      const { word, term: own } = like.normalize(raw, kind)
      const isWord = kind === tokenKinds.word || kind === tokenKinds.compound || kind === tokenKinds.acronym
      return { word, term: isWord ? filters.reduce((term, filter) => (term === '' ? '' : filter(term)), own) : own }
    },
    ...(like.alternatives && { alternatives: like.alternatives }),
    ...(like.functionWords && { functionWords: like.functionWords }),
  }
}
