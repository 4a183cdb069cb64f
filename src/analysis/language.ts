// What analyzers of all languages have in common: words in lower case and folded, under stems; a file of languages/ says what is its own.

import { acronymsOf } from './acronyms.js'
import type { Analyzer, Normalized } from './analyzer.js'
import { digest } from './digest.js'
import { foldDiacritics, lowercase } from './fold.js'
import { bounded, joined, surface } from './surface.js'
import type { Tokens } from './tokens.js'
import { tokenKinds } from './tokens.js'
import { tokenizeWords } from './words.js'

/** What is a language's own. All functions get and give lower-case words in compatibility form, diacritics and all. */
export interface LanguageOptions {
  /** Its English name in lower case: the analyzer's. */
  name: string
  /** Words whose terms are in the fingerprint, so that another stemmer under the same name is noticed. */
  sample: string
  /** Raised whenever any text comes out differently. Default 1. */
  version?: number
  /** Lower case, where it is not everybody's. */
  lowercase?: (text: string) => string
  /** Makes spellings of a word one, or takes off what is no part of it; for word and stem. Default: as it is. */
  spelling?: (word: string) => string
  /** The stem of a word of 2 to 40 letters and marks. Diacritics are folded after it: stemmers need them. Default: the word. */
  stem?: (word: string) => string
  /** What is folded beside diacritics, in word and stem. */
  fold?: (word: string) => string
  /** Default: the word tokenizer. */
  tokenize?: (text: string, tokens: Tokens) => void
}

const stemmable = /^[\p{L}\p{M}]{2,40}$/u

/**
 * Makes the analyzer of a language: finds words as `standard` does and indexes them under their stems. No stop words (`withoutWords` drops them).
 * Numbers, acronyms, emoji, tags and mentions are as in every language.
 */
export function language(options: LanguageOptions): Analyzer {
  const { name, sample, version = 1, spelling, stem, fold = (word) => word, tokenize = tokenizeWords } = options
  const lower = options.lowercase ?? lowercase
  const plain = (word: string) => bounded(fold(foldDiacritics(word)))

  const stemOf = (spelt: string): string => {
    // `O'Brien` is also Obrien, `м'яч` мяч.
    const letters = spelt.replaceAll("'", '')
    if (stem === undefined || !stemmable.test(letters)) return plain(letters)
    return plain(stem(letters)) || plain(letters)
  }
  const normalize = (raw: string, kind: number): Normalized => {
    if (kind !== tokenKinds.word && kind !== tokenKinds.compound && kind !== tokenKinds.bigram) {
      const word = fold(surface(raw, kind))
      return { word, term: word }
    }
    const whole = joined(lower(raw), kind)
    const spelt = spelling === undefined ? whole : spelling(whole) || whole
    return { word: plain(spelt), term: kind === tokenKinds.bigram ? plain(spelt) : stemOf(spelt) }
  }
  const terms = sample.split(' ').map((word) => normalize(word, tokenKinds.word).term)
  return {
    name,
    version,
    options: { sample: digest(terms.join(' ')) },
    tokenize,
    normalize,
    alternatives: acronymsOf,
    ignoresCase: options.lowercase === undefined,
  }
}

/** Gives a `spelling` that takes an elided article or pronoun off: with `l d`, `l'état` is `état`. Expects straight apostrophes. */
export function elision(elided: string): (word: string) => string {
  const articles: ReadonlySet<string> = new Set(elided.split(' '))
  return (word) => {
    const at = word.indexOf("'")
    return at > 0 && articles.has(word.slice(0, at)) ? word.slice(at + 1) : word
  }
}

/**
 * Gives a function that puts back the accents that a stemmer wants in endings: of `ion ión`, `nacion` becomes `nación`. For languages whose accents
 * people often leave off: folding first and then putting back what is nearly sure makes one term of a word with and without them (the bench on
 * stemmers tells what that costs). Expects folded words; the first ending that fits counts.
 */
export function accents(endings: string): (word: string) => string {
  const pairs = endings
    .trim()
    .split('\n')
    .map((line) => line.trim().split(' '))
  return (word) => {
    const pair = pairs.find(([bare]) => word.endsWith(bare) && word.length > bare.length + 1)
    return pair === undefined ? word : word.slice(0, -pair[0].length) + pair[1]
  }
}
