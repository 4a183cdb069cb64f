// What a program knows of words beside the analyzer: synonyms, words to leave out or alone, parts of compounds. It belongs to a search, not to an
// index: nothing has to be built again when it changes.

import { type Analyzer, partsOf } from '../analysis/analyzer.js'
import { distinct, queryPhrase, queryWord, type Reading } from '../analysis/query-words.js'
import { checkOptions, quote, RostrumError } from '../errors.js'
import { pieces } from './spaces.js'

/** One-way synonyms: who types one of `from` is also answered with `to`. */
export interface OneWay {
  from: string | readonly string[]
  to: string | readonly string[]
  /** What a match of `to` counts for beside 1 for what was typed. Default 0.9; above 0, at most 1. */
  weight?: number
}

/** Words of a search, as plain data but for the function. An object of them is read once, at its first search: to change something, give another. */
export interface VocabularyOptions {
  /** Texts that stand for each other, at 0.9, or one-way synonyms. Several words are a phrase on the side that is looked for. */
  synonyms?: readonly (readonly string[] | OneWay)[]
  /** Words left out of queries, unless nothing else is asked for, they are in quotes, or a minus is before them. Default none. */
  stopWords?: readonly string[]
  /** Words that are only what was typed: not left out, without synonyms or parts, at full weight. */
  protectedWords?: readonly string[]
  /** Gives the parts of a compound, in folded lower case as it comes; none for other words. The parts, as a phrase, count 0.8. */
  decompound?: (word: string) => readonly string[]
}

/** What a match of something else than was typed counts for, beside 1 for what was typed. */
export const vocabularyWeights = Object.freeze({ synonym: 0.9, parts: 0.8 })

/** The most synonyms that one word or phrase has; more are E_QUERY_LIMIT. */
export const mostSynonyms = 64

interface Rule {
  from: string
  to: string
  weight: number
}

/** What is looked for beside a text, and how many words the text has as it is written in the rules. */
interface Synonyms {
  readings: Reading[]
  words: number
}

/** What an analyzer makes of a vocabulary. */
interface Analysed {
  /** By terms. */
  synonyms: ReadonlyMap<string, Synonyms>
  /** As the dictionary has them. */
  stopWords: ReadonlySet<string>
  protectedWords: ReadonlySet<string>
}

/** A checked vocabulary, and what analyzers make of it. */
export class Vocabulary {
  /** Words of the longest text that has synonyms. */
  readonly longest: number
  readonly #rules: readonly Rule[]
  readonly #stopWords: readonly string[]
  readonly #protected: readonly string[]
  readonly #decompound: ((word: string) => readonly string[]) | undefined
  readonly #analysed = new Map<Analyzer, Analysed>()
  #keeping: Vocabulary | undefined

  /** `isKeeping` keeps stop words. */
  constructor(options: VocabularyOptions, isKeeping = false) {
    const { synonyms = [], stopWords = [], protectedWords = [], decompound } = options
    this.#rules = synonyms.flatMap(rulesOf)
    this.longest = this.#rules.reduce((longest, { from }) => Math.max(longest, pieces(from).length), 0)
    this.#stopWords = isKeeping ? [] : [...stopWords]
    this.#protected = [...protectedWords]
    this.#decompound = decompound
    if (this.#stopWords.length > 0) this.#keeping = new Vocabulary(options, true)
  }

  /** The same without stop words, where there are any. */
  get keeping(): Vocabulary {
    return this.#keeping ?? this
  }

  /** The readings of a typed word; none where it is left out. */
  readings(analyzer: Analyzer, text: string): readonly Reading[] {
    if (analyzer.languages !== undefined) return distinct(partsOf(analyzer).flatMap((part) => this.readings(part, text)))
    const { readings } = queryWord(analyzer, text)
    if (readings.length === 0) return readings
    const [main] = readings
    const isWord = main.words.length === 1
    const { synonyms, stopWords, protectedWords } = this.#of(analyzer)
    if (isWord && protectedWords.has(main.words[0])) return [{ ...main, weight: 1 }]
    if (isWord && stopWords.has(main.words[0])) return []
    const more = [...(synonyms.get(keyOf(main))?.readings ?? []), ...(isWord ? this.#parts(analyzer, main.words[0]) : [])]
    if (more.length === 0) return readings
    // one rarity for all: a rare synonym must not come first just because it is rare
    const singles = [main, ...more].filter(({ terms }) => terms.length === 1).map(({ terms }) => terms[0])
    const blend = isWord ? [...new Set(singles)] : undefined
    const blended = (reading: Reading): Reading => (blend === undefined ? reading : { ...reading, blend })
    return [blended(main), ...readings.slice(1).map((each) => (each.blend === undefined ? each : blended(each))), ...more.map(blended)]
  }

  /** The synonyms of several words typed one after another, as readings; none where there are none, or an outer word is nothing to the analyzer. */
  several(analyzer: Analyzer, typed: readonly string[]): readonly Reading[] {
    if (analyzer.languages !== undefined) return distinct(partsOf(analyzer).flatMap((part) => this.several(part, typed)))
    // `& police` is the word police, whose synonyms are asked for with it
    for (const outer of [typed[0], typed[typed.length - 1]]) if (queryPhrase(analyzer, outer).terms.length === 0) return []
    const phrase = queryPhrase(analyzer, typed.join(' '))
    const { synonyms, protectedWords } = this.#of(analyzer)
    if (phrase.words.some((word) => protectedWords.has(word))) return []
    const known = synonyms.get(keyOf(phrase))
    // what the analyzer drops between words is typed too: whether a synonym is found must not hang on how long the others are
    return known === undefined || typed.length > known.words ? [] : known.readings
  }

  #of(analyzer: Analyzer): Analysed {
    let known = this.#analysed.get(analyzer)
    if (known === undefined) {
      const words = (texts: readonly string[]) =>
        new Set(texts.map((text) => queryPhrase(analyzer, text).words).flatMap((each) => (each.length === 1 ? each : [])))
      known = { synonyms: this.#table(analyzer), stopWords: words(this.#stopWords), protectedWords: words(this.#protected) }
      this.#analysed.set(analyzer, known)
    }
    return known
  }

  #table(analyzer: Analyzer): Map<string, Synonyms> {
    const table = new Map<string, Synonyms>()
    for (const { from, to, weight } of this.#rules) {
      const typed = queryPhrase(analyzer, from)
      const meant = queryPhrase(analyzer, to)
      const key = keyOf(typed)
      // two spellings that the analyzer takes for one word need no synonym
      if (typed.terms.length === 0 || meant.terms.length === 0 || keyOf(meant) === key) continue
      const known = table.get(key) ?? { readings: [], words: 0 }
      table.set(key, known)
      known.words = Math.max(known.words, pieces(from).length)
      const list = known.readings
      if (list.some((reading) => keyOf(reading) === keyOf(meant))) continue
      if (list.length === mostSynonyms) {
        throw new RostrumError('E_QUERY_LIMIT', {
          expected: `at most ${mostSynonyms} synonyms of ${quote(from)}`,
          got: 'more',
          cure: 'Leave some out.',
          details: { limit: mostSynonyms },
        })
      }
      list.push({ ...meant, weight })
    }
    return table
  }

  #parts(analyzer: Analyzer, word: string): Reading[] {
    if (this.#decompound === undefined) return []
    let parts: unknown
    try {
      parts = this.#decompound(word)
    } catch (cause) {
      throw bad('decompound, a function that takes any word', `one that throws ${quote(cause instanceof Error ? cause.message : cause)}`)
    }
    if (!isTexts(parts)) throw bad('decompound, a function that gives an array of parts', quote(parts))
    const phrase = queryPhrase(analyzer, parts.join(' '))
    return phrase.terms.length < 2 || phrase.terms.length > 8 ? [] : [{ ...phrase, weight: vocabularyWeights.parts }]
  }
}

const checked = new WeakMap<VocabularyOptions, Vocabulary>()

/** Checks a vocabulary; one that was checked before is remembered. @throws E_CONFIG */
export function checkVocabulary(options: VocabularyOptions): Vocabulary {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) throw bad('vocabulary, an object', quote(options))
  const known = checked.get(options)
  if (known !== undefined) return known
  checkOptions(options, ['synonyms', 'stopWords', 'protectedWords', 'decompound'], 'vocabulary')
  const { synonyms = [], stopWords = [], protectedWords = [], decompound } = options
  if (!Array.isArray(synonyms)) throw bad('synonyms, an array', quote(synonyms))
  for (const each of synonyms) checkSynonyms(each)
  if (!isTexts(stopWords)) throw bad('stopWords, an array of words', quote(stopWords))
  if (!isTexts(protectedWords)) throw bad('protectedWords, an array of words', quote(protectedWords))
  if (decompound !== undefined && typeof decompound !== 'function') throw bad('decompound, a function', quote(decompound))
  const vocabulary = new Vocabulary(options)
  checked.set(options, vocabulary)
  return vocabulary
}

function checkSynonyms(each: unknown): void {
  if (isTexts(each)) return
  if (typeof each !== 'object' || each === null || Array.isArray(each)) throw bad('synonyms: arrays of texts, or { from, to }', quote(each))
  checkOptions(each, ['from', 'to', 'weight'], 'a synonym')
  const { from, to, weight = vocabularyWeights.synonym } = each as OneWay
  for (const [name, side] of [
    ['from', from],
    ['to', to],
  ] as const) {
    if (typeof side !== 'string' && !isTexts(side)) throw bad(`${name} of a synonym, a text or an array of them`, quote(side))
  }
  if (typeof weight !== 'number' || !(weight > 0 && weight <= 1)) throw bad('weight of a synonym, above 0 and at most 1', quote(weight))
}

function rulesOf(each: readonly string[] | OneWay): Rule[] {
  const { synonym } = vocabularyWeights
  if ('from' in each) {
    const { from, to, weight = synonym } = each
    return [from].flat().flatMap((typed) => [to].flat().map((meant) => ({ from: typed, to: meant, weight })))
  }
  return each.flatMap((from) => each.flatMap((to) => (to === from ? [] : [{ from, to, weight: synonym }])))
}

function keyOf({ terms }: { terms: readonly string[] }): string {
  return terms.join('\u0000')
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string')
}

function bad(expected: string, got: string): RostrumError {
  return new RostrumError('E_CONFIG', {
    expected,
    got,
    cure: "Give for example { synonyms: [['tv', 'television'], { from: 'uk', to: 'united kingdom' }] }.",
  })
}
