// What a query becomes once it is analysed against a schema: dictionary keys and field numbers, nothing else.

import type { WildcardPart } from '../segment/automata.js'
import type { Rescale } from './rescale.js'

/** Which words of the dictionary are meant, in its own spelling: folded, lower-case. */
export type Pattern =
  | { readonly type: 'prefix'; readonly text: string }
  | { readonly type: 'wildcard'; readonly parts: readonly WildcardPart[] }
  /** values of a keyword field, by their bytes */
  | { readonly type: 'between'; readonly from?: string; readonly to?: string; readonly above?: boolean; readonly below?: boolean }
  /** within that many edits of `text`; swapped neighbours are one */
  | { readonly type: 'fuzzy'; readonly text: string; readonly edits: number }

/** A compiled query: what the search evaluates. */
export type Node =
  | { node: 'none' }
  /** every document, or every one of a level, score 0 */
  | { node: 'all'; level?: number }
  /** one posting list per field; a term that stands for a pattern, or for a synonym, has the rarity of the commonest of `blend` */
  | { node: 'term'; key: string; fields: readonly number[]; weight: number; words: readonly string[]; blend?: readonly string[] }
  /** the words that a pattern describes, the best of those that a document has; a search puts a `max` of terms in its place */
  | { node: 'expand'; pattern: Pattern; fields: readonly number[]; weight: number }
  | PhraseNode
  /** a number or date column between two bounds, both included; score 0 */
  | { node: 'range'; field: number; from: number; to: number }
  /** documents with a value in a field; score 0 */
  | { node: 'exists'; field: number }
  /** the documents of `of`, all with this score */
  | { node: 'constant'; of: Node; score: number }
  /** the documents of `of`, their score times a function of a column, the whole at most 10^12 */
  | { node: 'scaled'; of: Node; field: number; by: Rescale }
  /** matches any; the best score counts (readings of one word: `co-operation`, `cooperation`), and of the others `tie` times their sum */
  | { node: 'max'; of: readonly Node[]; tie?: number }
  /**
   * documents of level `to` that belong to those of level `from` which `of` finds: parents of items (the best item's score counts), or items of
   * parents (with their score); one of the two is 0
   */
  | { node: 'join'; from: number; to: number; of: Node }
  /** `atLeast` of `should` must match; without it one, where there is no `must`, else none */
  | { node: 'bool'; must: readonly Node[]; should: readonly Node[]; not: readonly Node[]; atLeast?: number }

/** `keys[i]` at `positions[i]`, relative to the first, in one field. */
export interface PhraseNode {
  node: 'phrase'
  keys: readonly string[]
  positions: readonly number[]
  fields: readonly number[]
  weight: number
  words: readonly string[]
  /** Of a synonym: the terms whose commonest lends it its rarity. */
  blend?: readonly string[]
  /** Whether only the forms `words` are meant, one for each key; there may be one key only then. */
  isExact?: boolean
  /** How many other words may stand between, in all. Default 0. */
  slop?: number
  /** Whether in any order; `positions` then count for nothing. */
  isUnordered?: boolean
  /** How often each key is asked for, where they are unordered: each stands there once. */
  times?: readonly number[]
  /** What may stand in place of the last key: before a search has looked, the words that are meant; then their terms. */
  last?: Pattern
  lastKeys?: readonly string[]
}
