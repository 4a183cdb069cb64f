// What a query becomes once it is analysed against a schema: dictionary keys and field numbers, nothing else.

/** A compiled query: what the search evaluates. */
export type Node =
  | { node: 'none' }
  /** every document, score 0 */
  | { node: 'all' }
  /** one posting list per field */
  | { node: 'term'; key: string; fields: readonly number[]; weight: number; words: readonly string[] }
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
  | { node: 'bool'; must: readonly Node[]; should: readonly Node[]; not: readonly Node[] }
