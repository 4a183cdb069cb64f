// What a query becomes once it is analysed against a schema: dictionary keys and field numbers, nothing else.

import type { WildcardPart } from '../segment/automata.js'

/** Which words of the dictionary are meant, in its own spelling: folded, lower-case. */
export type Pattern =
  | { readonly type: 'prefix'; readonly text: string }
  | { readonly type: 'wildcard'; readonly parts: readonly WildcardPart[] }
  /** within that many edits of `text`; swapped neighbours are one */
  | { readonly type: 'fuzzy'; readonly text: string; readonly edits: number }

/** A compiled query: what the search evaluates. */
export type Node =
  | { node: 'none' }
  /** every document, or every one of a level, score 0 */
  | { node: 'all'; level?: number }
  /** one posting list per field; a term that stands for a pattern has the rarity of the commonest of `blend`, its own key among them */
  | { node: 'term'; key: string; fields: readonly number[]; weight: number; words: readonly string[]; blend?: readonly string[] }
  /** the words that a pattern describes, the best of those that a document has; a search puts a `max` of terms in its place */
  | { node: 'expand'; pattern: Pattern; fields: readonly number[]; weight: number }
  /** `keys[i]` at `positions[i]`, relative to the first, in one field */
  | {
      node: 'phrase'
      keys: readonly string[]
      positions: readonly number[]
      fields: readonly number[]
      weight: number
      words: readonly string[]
    }
  /** a number or date column between two bounds, both included; score 0 */
  | { node: 'range'; field: number; from: number; to: number }
  /** matches any; the best score counts (readings of one word: `co-operation`, `cooperation`) */
  | { node: 'max'; of: readonly Node[] }
  /**
   * documents of level `to` that belong to those of level `from` which `of` finds: parents of items (the best item's score counts), or items of
   * parents (with their score); one of the two is 0
   */
  | { node: 'join'; from: number; to: number; of: Node }
  | { node: 'bool'; must: readonly Node[]; should: readonly Node[]; not: readonly Node[] }
