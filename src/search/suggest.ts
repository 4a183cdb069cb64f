// What somebody who types is about to ask: the last word completed out of the dictionary, the commonest first, so that all of it finds something.

import { normalized, readTokens } from '../analysis/analyze.js'
import { type Analyzer, partsOf } from '../analysis/analyzer.js'
import { Tokens, tokenKinds } from '../analysis/tokens.js'
import { type Plan, together } from '../bytes/plan.js'
import type { Node } from '../query/node.js'
import type { Field } from '../schema.js'
import { type Automaton, prefixAutomaton } from '../segment/automata.js'
import { expand } from '../segment/expand.js'
import { countAmong, countable, countOf, documentsOf } from './counting.js'
import type { View } from './view.js'

export { checkSuggestOptions } from './suggest-options.js'

/** A text that finds something. */
export interface Suggestion {
  /** What was typed, its last word completed: in the dictionary's spelling, lower-case and without diacritics. */
  text: string
  /** Documents with all of its words, removed ones left out. */
  count: number
}

/** Makes a query of words: all of them, a phrase, or one in its very form. */
export type Ask = (kind: 'all' | 'phrase' | 'exact', text: string) => Node

/** Where suggestions are looked for. */
export interface SuggestContext {
  readonly view: View
  readonly fields: readonly Field[]
  /** By field number. */
  readonly boosts: readonly number[]
  readonly ask: Ask
}

/** Words of the dictionary that are looked at. */
const mostWords = 1 << 14

/**
 * Of those, the ones with the longest posting lists are counted: some for each that is wanted; beside other words, which decide more the rarer they are,
 * as many as bound the work.
 */
const counted = { times: 3, least: 32, most: 256, work: 200_000 }

/** The most words of one stem that are compared. */
const mostForms = 8

/** The longest text that is completed, and the most words in it. */
const longest = { text: 512, words: 64 }

/** Completions that are tried as a phrase. */
const mostPhrases = 32

/**
 * Completes the last word of what was typed: those with most documents that have all of the words, those in which they are a phrase first. Of the words of
 * one stem, the one that most documents have where exact forms are kept, else the shortest as a rule. None where what was typed ends in no word, or is longer than 512 code units or 64 words. Rounds: those of an expansion and of two searches.
 */
export function* complete(context: SuggestContext, typed: string, limit: number): Plan<Suggestion[]> {
  const { view, fields, boosts, ask } = context
  const analyzer = fields[0]?.analyzer
  const last = analyzer && lastWord(analyzer, typed)
  if (analyzer === undefined || last === undefined) return []
  const before = typed.slice(0, last.start)
  if (typed.length > longest.text || before.split(/\s+/u).length > longest.words) return []
  // what is joined to the last word (`co-` of `co-op`) is asked for with it
  const head = /\S*$/u.exec(before)?.[0] ?? ''
  const others = ask('all', before.slice(0, before.length - head.length))
  const isAlone = others.node === 'none'
  let among: number[][] | undefined
  let candidates = Math.max(counted.least, counted.times * limit)
  if (!isAlone) {
    const beside = yield* countable(view, [others], boosts)
    among = documentsOf(beside.nodes[0], beside.scoring)
    const documents = among.reduce((sum, docs) => sum + docs.length, 0)
    if (documents === 0) return []
    candidates = Math.max(candidates, Math.min(counted.most, Math.floor(counted.work / documents)))
  }
  const found = yield* commonest(view, prefixAutomaton(last.word), mostForms * candidates)
  const words = distinctStems(found, analyzer, candidates)
  const { nodes, scoring } = yield* countable(
    view,
    words.map(({ word }) => ask('all', head + word)),
    boosts,
  )
  const hits: Completion[] = []
  words.forEach(({ word, forms }, i) => {
    const count = among === undefined ? countOf(nodes[i], scoring) : countAmong(nodes[i], scoring, among)
    if (count > 0) hits.push({ word, forms, count, together: 0 })
  })
  hits.sort(byCount)
  if (among !== undefined && view.schema.positions) {
    const tried = hits.slice(0, mostPhrases)
    const phrases = yield* countable(
      view,
      tried.map(({ word }) => ask('phrase', before + word)),
      boosts,
    )
    for (const [i, each] of tried.entries()) each.together = countAmong(phrases.nodes[i], phrases.scoring, among)
    hits.sort((a, b) => b.together - a.together || byCount(a, b))
  }
  hits.length = Math.min(hits.length, limit)
  const spelt = view.schema.exactForms ? yield* commonestForms(context, hits) : hits.map(({ word }) => word)
  return hits.map(({ count }, i) => ({ text: before + spelt[i], count }))
}

/** Of each, the form that most documents have, where the index knows. Rounds: those of a search. */
function* commonestForms({ view, boosts, ask }: SuggestContext, hits: readonly Completion[]): Plan<string[]> {
  const forms = hits.flatMap((hit) => hit.forms.slice(0, mostForms))
  const { nodes, scoring } = yield* countable(
    view,
    forms.map((word) => ask('exact', word)),
    boosts,
  )
  const counts = new Map(forms.map((word, i) => [word, countOf(nodes[i], scoring)]))
  const countFor = (word: string) => counts.get(word) ?? 0
  return hits.map((hit) => hit.forms.slice(0, mostForms).reduce((best, word) => (countFor(word) > countFor(best) ? word : best), hit.word))
}

/** A word that completes, in how many documents with the others, and in how many right behind them. */
interface Completion {
  readonly word: string
  readonly forms: readonly string[]
  readonly count: number
  together: number
}

function byCount(a: Completion, b: Completion): number {
  return b.count - a.count || (a.word < b.word ? -1 : 1)
}

/** The word at the end of a text, in the dictionary's spelling; undefined where it ends in none. */
function lastWord(analyzer: Analyzer, text: string): { start: number; word: string } | undefined {
  const [part] = partsOf(analyzer)
  const tokens = new Tokens()
  readTokens(part, text, tokens)
  let found = -1
  for (let i = 0; i < tokens.count; i++) {
    const kind = tokens.kind[i]
    const isStacked = kind === tokenKinds.compound || kind === tokenKinds.tag || kind === tokenKinds.mention || kind === tokenKinds.spelling
    if (tokens.end[i] === text.length && !isStacked && (found < 0 || tokens.start[i] > tokens.start[found])) found = i
  }
  if (found < 0) return undefined
  const { word } = normalized(part, text.slice(tokens.start[found]), tokens.kind[found])
  return word === '' ? undefined : { start: tokens.start[found], word }
}

/** A word of the dictionary, and the bytes of its posting lists: a measure of its frequency that is there before they are read. */
export interface SizedWord {
  readonly word: string
  readonly size: number
  /** The state in which the automaton accepted it, of the first segment that has it. */
  readonly state: number
}

/**
 * The words that an automaton accepts, those with the longest lists first, then by spelling; about `most`, with all that are as long as the last.
 * Rounds: trie; dictionary blocks.
 */
export function* commonest(view: View, automaton: Automaton, most: number): Plan<SizedWord[]> {
  const expansions = yield* together(view.segments.map(({ segment }) => expand(segment, automaton, mostWords)))
  const sizes = new Map<string, SizedWord>()
  for (const { words } of expansions) {
    for (const { word, length, state } of words) sizes.set(word, { word, size: (sizes.get(word)?.size ?? 0) + length, state })
  }
  let words = [...sizes.values()]
  if (words.length > most) {
    const ordered = Float64Array.from(words, ({ size }) => size).sort()
    const least = ordered[ordered.length - most]
    words = words.filter(({ size }) => size >= least)
  }
  return words.sort((a, b) => b.size - a.size || (a.word < b.word ? -1 : 1))
}

/** Of words in order, one of each stem with all of its forms, `most` at most. */
function distinctStems(words: readonly SizedWord[], analyzer: Analyzer, most: number): { word: string; forms: string[] }[] {
  const [part] = partsOf(analyzer)
  const byStem = new Map<string, string[]>()
  for (const { word } of words) {
    const { term } = normalized(part, word, tokenKinds.word)
    const known = byStem.get(term)
    if (known !== undefined) known.push(word)
    else if (byStem.size < most) byStem.set(term, [word])
  }
  return [...byStem.values()].map((forms) => ({ word: shortest(forms), forms }))
}

/** The shortest of the words of a stem; but `climate` rather than `climat`, which is more likely a slip, or of another language. */
function shortest(forms: readonly string[]): string {
  const first = forms.reduce((best, word) => (word.length < best.length || (word.length === best.length && word < best) ? word : best))
  return forms.includes(`${first}e`) ? `${first}e` : first
}
