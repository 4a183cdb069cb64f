// Patterns of a query become the terms whose words they describe: prefixes, wildcards, misspellings.
//
// Each term scores as if it had been typed, but all of one pattern have one rarity, that of the commonest among them, so that a rare word does not
// come before a common one just because it is rare (Lucene's blended terms); and what is further from what was typed counts for less.

import { normalized } from '../analysis/analyze.js'
import { type Analyzer, partsOf } from '../analysis/analyzer.js'
import { english } from '../analysis/english.js'
import { standard } from '../analysis/standard.js'
import { tokenKinds } from '../analysis/tokens.js'
import { encodeUtf8 } from '../bytes/cursor.js'
import { type Plan, together } from '../bytes/plan.js'
import type { Node, Pattern, PhraseNode } from '../query/node.js'
import { keywordKey, type Schema } from '../schema.js'
import { type Automaton, afterBytes, betweenAutomaton, prefixAutomaton, wildcardAutomaton } from '../segment/automata.js'
import { compareKeys, type RecordPlace } from '../segment/dictionary.js'
import type { ExpandedWord } from '../segment/entries.js'
import { type Expansion, expand, expandTerms } from '../segment/expand.js'
import { LevenshteinAutomaton } from '../segment/levenshtein.js'
import { isPattern, type PatternNode, type Resolved, somePart } from './patterns.js'
import type { View } from './view.js'

/** What a word found by a pattern counts for, beside 1 for the word as typed. */
export const expansionWeights = Object.freeze({
  /** a longer word than the prefix that was typed */
  prefix: 0.75,
  /** any word that a wildcard describes */
  wildcard: 1,
  /** by edits */
  fuzzy: [1, 0.5, 0.25] as readonly number[],
})

/** The most words that one pattern stands for. */
export const mostExpansions = 2048

/** The most words that all different patterns of a query stand for; each has an equal part of them, and one word at least. */
export const mostTogether = 4096

/** The most words that the pattern at the end of a phrase stands for: of each the positions are read. */
export const mostInPhrase = 512

/** Words that patterns are looked up among. */
export interface WordSource {
  readonly schema: Schema
  /** Whether the words of an expansion tell where the records of their terms lie. */
  readonly isPlaced?: boolean
  /** The words that an automaton accepts; after `head`, where that is given, the values of a keyword field. At most `limit` of each part. */
  expansions(automaton: Automaton, head: Uint8Array | undefined, limit: number): WordsFound[] | Plan<WordsFound[]>
}

/** A word, and where the record of its term lies where it is a segment's. */
type WordFound = Pick<ExpandedWord, 'word' | 'state' | 'isTerm'> & Partial<RecordPlace>

/** Some words, as an `Expansion` has them: one that stands there again follows itself. */
export interface WordsFound {
  readonly words: readonly WordFound[]
  readonly isComplete: boolean
}

/** The words of an index. */
export function wordsOf({ schema, segments }: View): WordSource {
  return {
    schema,
    isPlaced: segments.length === 1 && isReadOneWay(schema),
    expansions: (automaton, head, limit) =>
      together(
        segments.map(
          ({ segment }): Plan<Expansion> =>
            head === undefined ? expand(segment, automaton, limit) : expandTerms(segment, head, afterBytes(head, automaton), limit),
        ),
      ),
  }
}

/**
 * Whether one analyzer reads all texts, and makes its terms of the words as the dictionary has them: a word that is no term has one stem then, the one that
 * its entry leads to. Others look at the text as it was written (Danish `hauser` has the stem of `Häuser`, `haus` has its own).
 */
function isReadOneWay({ fields }: Schema): boolean {
  let only: Analyzer | undefined
  for (const { analyzer } of fields) {
    if (analyzer === undefined || analyzer === only) continue
    if (only !== undefined || (analyzer !== english && analyzer !== standard)) return false
    only = analyzer
  }
  return true
}

/** Puts the terms that patterns stand for in their place. Rounds: trie; dictionary blocks; none where there is no pattern. @throws E_CORRUPT */
export function* resolve(source: WordSource, node: Node): Plan<Resolved> {
  const patterns: PatternNode[] = []
  somePart(node, (part) => {
    if (isPattern(part)) patterns.push(part)
    return false
  })
  if (patterns.length === 0) return { node, places: undefined, truncated: false }
  const places = source.isPlaced === true ? new Map<string, RecordPlace>() : undefined
  // the same pattern again is looked up, and read, once
  const names = patterns.map((each) => (patterns.length === 1 ? '' : nameOf(each)))
  const distinct = [...new Set(names)]
  const limit = Math.max(1, Math.min(mostExpansions, Math.floor(mostTogether / distinct.length)))
  const found = yield* together(
    distinct.map((name) => {
      const each = patterns[names.indexOf(name)]
      return each.node === 'phrase' ? phraseOf(source, each, Math.min(limit, mostInPhrase), places) : termsOf(source, each, limit, places)
    }),
  )
  const replaced = new Map<Node, Node>(patterns.map((pattern, i) => [pattern, found[distinct.indexOf(names[i])].node]))
  return { node: replace(node, replaced), places, truncated: found.some(({ truncated }) => truncated) }
}

/** The same for patterns that mean the same. */
function nameOf(each: PatternNode): string {
  return JSON.stringify(each)
}

function replace(node: Node, replaced: ReadonlyMap<Node, Node>): Node {
  const all = (nodes: readonly Node[]) => nodes.map((each) => replace(each, replaced))
  switch (node.node) {
    case 'expand':
    case 'phrase':
      return replaced.get(node) ?? node
    case 'max':
      return { ...node, of: all(node.of) }
    case 'join':
    case 'constant':
    case 'scaled':
      return { ...node, of: replace(node.of, replaced) }
    case 'bool':
      return { ...node, must: all(node.must), should: all(node.should), not: all(node.not) }
    default:
      return node
  }
}

/** A word found, and its distance from what was typed: 0 for the same. */
interface Near {
  readonly word: string
  /** as its own term, where it is that somewhere, and as one that has another term */
  term: WordFound | undefined
  stem: WordFound | undefined
  readonly distance: number
}

type Places = Map<string, RecordPlace>

/** What stands in the place of a pattern. */
type Replaced = Pick<Resolved, 'node' | 'truncated'>

function notePlace(places: Places, key: string, found: WordFound | undefined): void {
  if (found?.offset !== undefined && found.length !== undefined && !places.has(key)) places.set(key, found as RecordPlace)
}

/** A phrase whose last word is a pattern: any of the terms may stand there. */
function* phraseOf(source: WordSource, phrase: PhraseNode & { last: Pattern }, limit: number, places?: Places): Plan<Replaced> {
  const pattern: PatternNode = { node: 'expand', pattern: phrase.last, fields: phrase.fields, weight: 1 }
  const { node, truncated } = yield* termsOf(source, pattern, limit, places)
  const terms = node.node === 'max' ? node.of : [node]
  const lastKeys = terms.flatMap((term) => (term.node === 'term' ? [term.key] : []))
  if (lastKeys.length === 0) return { node: { node: 'none' }, truncated }
  const { last: _, ...rest } = phrase
  return { node: { ...rest, lastKeys }, truncated }
}

function* termsOf(
  source: WordSource,
  { pattern, fields, weight }: Extract<Node, { node: 'expand' }>,
  limit: number,
  places?: Places,
): Plan<Replaced> {
  const { schema } = source
  const isKeyword = (field: number) => schema.fields[field].type === 'keyword'
  const texts = fields.filter((field) => !isKeyword(field))
  const parts: Node[] = []
  let truncated = false
  for (const numbers of [...(texts.length > 0 ? [texts] : []), ...fields.filter(isKeyword).map((field) => [field])]) {
    const head = isKeyword(numbers[0]) ? encodeUtf8(keywordKey(schema.fields[numbers[0]], '')) : undefined
    const automaton = automatonOf(pattern)
    const found = source.expansions(automaton, head, limit)
    const expansions = Array.isArray(found) ? found : yield* found
    const near = nearest(expansions, pattern, automaton, head?.length ?? 0)
    truncated ||= near.length > limit || expansions.some(({ isComplete }) => !isComplete)
    near.length = Math.min(near.length, limit)
    const node = head === undefined ? textNode(near, numbers, pattern, weight, schema, places) : keywordNode(near, numbers, pattern, weight)
    if (head !== undefined && places !== undefined) for (const { word, term } of near) notePlace(places, word, term)
    parts.push(node)
  }
  return { node: sum(parts), truncated }
}

/** Fields whose analyzers differ add their scores, as they do for a word. */
function sum(parts: readonly Node[]): Node {
  return parts.length === 1 ? parts[0] : { node: 'bool', must: [], should: parts, not: [] }
}

function automatonOf(pattern: Pattern): Automaton {
  if (pattern.type === 'prefix') return prefixAutomaton(pattern.text)
  if (pattern.type === 'between') return betweenAutomaton(pattern.from, pattern.to, pattern.above, pattern.below)
  return pattern.type === 'wildcard' ? wildcardAutomaton(pattern.parts) : new LevenshteinAutomaton(pattern.text, pattern.edits)
}

/** The words of all segments, nearest first, then by spelling; a keyword's without the `head` bytes that name its field. */
function nearest(expansions: readonly WordsFound[], pattern: Pattern, automaton: Automaton, head: number): Near[] {
  const near: Near[] = []
  // in one segment words come by spelling, and what is found again follows itself
  const words = expansions.length > 1 ? new Map<string, Near>() : undefined
  let isSorted = true
  let last: Near | undefined
  for (const { words: found } of expansions) {
    for (const each of found) {
      const { word, state, isTerm } = each
      const known = words === undefined ? (last?.word === word ? last : undefined) : words.get(word)
      if (known === undefined) {
        const distance = distanceOf(word, head, pattern, automaton, state)
        const own: Near = { word, term: isTerm ? each : undefined, stem: isTerm ? undefined : each, distance }
        isSorted &&= words === undefined && (last === undefined || last.distance <= distance)
        last = own
        near.push(own)
        words?.set(word, own)
      } else if (isTerm) known.term ??= each
      else known.stem ??= each
    }
  }
  return isSorted ? near : near.sort(inOrder)
}

function inOrder(a: Near, b: Near): number {
  return a.distance - b.distance || compareKeys(a.word, b.word)
}

/** `word` and `state` begin with the `head` bytes that name its field. */
function distanceOf(word: string, head: number, pattern: Pattern, automaton: Automaton, state: number): number {
  if (pattern.type === 'prefix') return (head === 0 ? word : word.slice(head)) === pattern.text ? 0 : 1
  return automaton instanceof LevenshteinAutomaton ? automaton.distance(state - head) : 0
}

function worth(pattern: Pattern, distance: number): number {
  if (pattern.type === 'wildcard' || pattern.type === 'between') return expansionWeights.wildcard
  if (pattern.type === 'fuzzy') return expansionWeights.fuzzy[distance]
  return distance === 0 ? 1 : expansionWeights.prefix
}

/** Terms in text fields: each word's term by the analyzer of the field. */
function textNode(
  near: readonly Near[],
  fields: readonly number[],
  pattern: Pattern,
  weight: number,
  schema: Schema,
  places: Places | undefined,
): Node {
  const groups = new Map<Analyzer, number[]>()
  for (const field of fields) {
    const { analyzer } = schema.fields[field]
    if (analyzer === undefined) continue
    const group = groups.get(analyzer)
    if (group === undefined) groups.set(analyzer, [field])
    else group.push(field)
  }
  const nodes: Node[] = []
  for (const [analyzer, numbers] of groups) {
    const terms = new Map<string, { worth: number; words: string[] }>()
    const take = (key: string, { word, distance }: Near, found: WordFound): void => {
      if (places !== undefined) notePlace(places, key, found)
      const known = terms.get(key)
      if (known === undefined) terms.set(key, { worth: worth(pattern, distance), words: [word] })
      else if (!known.words.includes(word)) known.words.push(word)
    }
    for (const each of near) {
      const { word, term, stem } = each
      if (term !== undefined) take(word, each, term)
      // only words have stems: tags, numbers and initials are their own terms
      if (stem !== undefined) for (const part of partsOf(analyzer)) take(normalized(part, word, tokenKinds.word).term, each, stem)
    }
    nodes.push(blended(terms, numbers, weight))
  }
  return sum(nodes)
}

function keywordNode(near: readonly Near[], fields: readonly number[], pattern: Pattern, weight: number): Node {
  const value = (key: string) => key.slice(key.lastIndexOf('\u0001') + 1)
  const terms = near.map(({ word, distance }): [string, { worth: number; words: string[] }] => [
    word,
    // a range asks for no word
    { worth: worth(pattern, distance), words: pattern.type === 'between' ? [] : [value(word)] },
  ])
  return blended(new Map(terms), fields, weight)
}

function blended(terms: ReadonlyMap<string, { worth: number; words: string[] }>, fields: readonly number[], weight: number): Node {
  if (terms.size === 0) return { node: 'none' }
  const blend = [...terms.keys()]
  const of = [...terms].map(([key, { worth: own, words }]): Node => ({ node: 'term', key, fields, weight: weight * own, words, blend }))
  return of.length === 1 ? of[0] : { node: 'max', of }
}
