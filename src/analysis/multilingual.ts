// An analyzer for documents in several languages: each is read in its own, a query in those that there are.

import { checkOptions, quote, RostrumError } from '../errors.js'
import type { Analyzer } from './analyzer.js'
import { fingerprint, resolveOne } from './analyzers.js'

/** What a multilingual analyzer is made of. */
export interface MultilingualOptions {
  /** Analyzers by the code of their language (`de`, `pt-BR`), in any case. */
  analyzers: Readonly<Record<string, Analyzer>>
  /** The property of a document that names its language: a code, which may be longer than those of `analyzers` (`de-AT`), or an analyzer's name. Default: none. */
  field?: string
  /** Guesses the code of the language of a text that does not name it, for example `detectLanguage`. Default: nothing is guessed. */
  detect?: (text: string) => string | undefined
  /** The code of the language of documents that say nothing. Default: the first of `analyzers`. */
  fallback?: string
  /** Stored in every index built with it. Default `multilingual`. */
  name?: string
  /** Raised whenever `detect` gives something else. Default 1. */
  version?: number
}

const names = ['analyzers', 'field', 'detect', 'fallback', 'name', 'version'] as const

/**
 * Makes an analyzer of several. Words of all languages share one dictionary, so that a name is one word in all of them. A query is read in the languages
 * that documents of the index were read in.
 *
 * @throws E_CONFIG for a bad option; E_ANALYZER for what is no analyzer, or is multilingual itself
 */
export function multilingual(options: MultilingualOptions): Analyzer {
  checkOptions(options, names, 'a multilingual analyzer')
  const { analyzers, field, detect, name = 'multilingual', version = 1 } = options
  if (typeof analyzers !== 'object' || analyzers === null || Object.keys(analyzers).length === 0) {
    throw fault('analyzers by language code', analyzers, 'Give for example { analyzers: { en: english, de: german } }.')
  }
  const byCode = new Map<string, Analyzer>()
  for (const [code, given] of Object.entries(analyzers)) byCode.set(code.toLowerCase(), resolveOne(given))
  if (field !== undefined && (typeof field !== 'string' || field === ''))
    throw fault('field, the name of a property', field, "Give for example 'language'.")
  if (detect !== undefined && typeof detect !== 'function')
    throw fault('detect, a function from text to language code', detect, 'Leave it out.')
  if (typeof name !== 'string' || name === '') throw fault('the name of an analyzer', name, 'Name it; indexes store the name.')
  const fallback = (options.fallback ?? [...byCode.keys()][0]).toLowerCase()
  const last = byCode.get(fallback)
  if (last === undefined) throw fault('fallback, a code among those of analyzers', fallback, `Known: ${[...byCode.keys()].join(', ')}.`)

  const all = [...new Set(byCode.values())]
  const byName = new Map(all.map((each) => [each.name, each]))
  const named = (value: unknown): Analyzer | undefined => {
    if (typeof value !== 'string') return undefined
    const code = value.trim().toLowerCase().replaceAll('_', '-')
    for (let end = code.length; end > 0; end = code.lastIndexOf('-', end - 1)) {
      const found = byCode.get(code.slice(0, end))
      if (found !== undefined) return found
    }
    return byName.get(code)
  }
  const prints = [...byCode].map(([code, each]) => [code, each.name, fingerprint(each)])
  return {
    name,
    version,
    options: { languages: prints, fallback, detect: detect !== undefined, ...(field !== undefined && { field }) },
    tokenize: (text, tokens) => last.tokenize(text, tokens),
    normalize: (raw, kind) => last.normalize(raw, kind),
    ...(last.alternatives && { alternatives: (term: string) => last.alternatives?.(term) ?? [] }),
    languages: { field, all, named, guess: (text) => (detect === undefined ? undefined : named(detect(text))) ?? last },
  }
}

function fault(expected: string, got: unknown, cure: string): RostrumError {
  return new RostrumError('E_CONFIG', { expected, got: quote(got), cure })
}
