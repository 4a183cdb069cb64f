// What the two bulk algorithms share: terms as weighted lists with bounds, and the tally of what was found.

import type { Classes } from '../segment/norms.js'
import { PostingCursor } from '../segment/posting-cursor.js'
import type { Deadline } from './deadline.js'
import type { Top } from './top.js'
import type { FieldTables } from './view.js'

// Lists and terms that nobody uses are kept, some of them. Where none is alive, the engine forgets at its next full collection how they look in memory, and
// with it all the code compiled for them: searches then took several times as long for a while (bench: update).
const mostSpare = 64
const spareLists: TermList[] = []
const spareTerms: BulkTerm[] = []
const noNorms = new Uint8Array(0)
const noCursor = PostingCursor.none()

/** One posting list of a term, a field's, and what the search of one segment knows of it. A class, so that all have one shape in memory. */
export class TermList {
  cursor: PostingCursor
  norms: Classes
  normsStart = 0
  /** What one unit of frequency counts for, by length class. */
  weights: Float64Array
  /** The largest weighted frequency of a block, by its bound byte, as a part of `scale`. */
  bounds: Float64Array
  scale = 1
  /** Number of its term in the query. */
  term = 0
  /** Stands for it in the masks of documents; 0 where nobody asks. */
  bit = 0
  /** Whether it is its term's longest list. */
  isMain = false
  /** Most it can add to a document's weighted frequency, in the whole segment and in this window. */
  most = 0
  bound = 0
  /** How little leaving it unread risks for what reading it costs: lists are made lazy in this order. */
  cost = 0
  lazy = false
  lazyOverall = false
  /** Documents that were new in it, in this window. */
  taken = 0

  private constructor(cursor: PostingCursor, { norms, weights, bounds }: FieldTables) {
    this.cursor = cursor
    this.norms = norms
    this.weights = weights
    this.bounds = bounds
  }

  /** A list before its first document. */
  static of(cursor: PostingCursor, tables: FieldTables, term: number, bit: number): TermList {
    const list = spareLists.pop() ?? new TermList(cursor, tables)
    list.cursor = cursor
    list.norms = tables.norms
    list.normsStart = tables.normsStart
    list.weights = tables.weights
    list.bounds = tables.bounds
    list.scale = tables.scale
    list.term = term
    list.bit = bit
    list.lazy = false
    list.lazyOverall = false
    return list
  }

  /** Leaves it to others: it must not be used again. */
  release(): void {
    // they may be the last that is held of an index; the cursor is another search's next
    this.norms = noNorms
    this.cursor = noCursor
    if (spareLists.length < mostSpare) spareLists.push(this)
  }
}

/** A term of the query in one segment. */
export class BulkTerm {
  /** Its lists, the longest last. */
  lists: TermList[]
  /** idf * (k1 + 1) * boost */
  weight: number
  /** Documents of its longest list. */
  df: number
  /** Sum of its lazy lists' bounds in this window. */
  lazyBound = 0
  /** Most that the term adds to a document of this window; -1 once it has been added. */
  most = 0
  /** Where its read lists' share waits for its lazy lists', by slot of the window. */
  partial: Float64Array | undefined = undefined

  private constructor(lists: TermList[], weight: number, df: number) {
    this.lists = lists
    this.weight = weight
    this.df = df
  }

  /** A term of these lists. */
  static of(lists: TermList[], weight: number, df: number): BulkTerm {
    const term = spareTerms.pop() ?? new BulkTerm(lists, weight, df)
    term.lists = lists
    term.weight = weight
    term.df = df
    term.partial = undefined
    return term
  }

  /** Leaves it and its lists to others: they must not be used again. */
  release(): void {
    for (let i = 0; i < this.lists.length; i++) this.lists[i].release()
    this.lists = noLists
    if (spareTerms.length < mostSpare) spareTerms.push(this)
  }
}

const noLists: TermList[] = []

/** What a search has found so far, over its segments. */
export interface Tally {
  readonly top: Top
  /** Documents counted. */
  count: number
  /** Once so many are counted, what cannot enter the top is skipped, and the count is a lower bound. */
  readonly countUpTo: number
  isExact: boolean
}

/** Which documents of a segment may be found: a bit set forbids. */
export interface Bits {
  readonly forbidden: Uint8Array | undefined
  /** Number of the segment's first document in the index. */
  readonly base: number
  readonly documentCount: number
  readonly deadline?: Deadline | undefined
}

/**
 * By what `unsaturated` is multiplied to give the largest weighted frequency that a block can hold (FORMAT.md §5): its bound byte is a saturation under the
 * schema's boost and the segment's own lengths, so it is undone, weighted by the query's boost, and widened by the largest ratio between the two normalisations.
 */
export function boundScale(builtBoost: number, boost: number, k1: number, b: number, builtMean: number, mean: number): number {
  // the quotient of two lines in the length is largest at an end: a length of 1, or one without end
  const widest = Math.max(1, (1 - b + b / builtMean) / (1 - b + b / mean), b > 0 ? mean / builtMean : 1)
  return (boost * widest * k1) / (builtBoost > 0 ? builtBoost : 1)
}

/** By bound byte, the multiple of k1 that has its saturation; a full byte says nothing of how much, only that saturation is near. */
export const unsaturated = Float64Array.from({ length: 256 }, (_, byte) => (byte < 254 ? byte / (254 - byte) : 1e200))

/** Whether a document that scores at most `bound` might enter above `threshold`: bounds are sums in floating point, so they get a little slack. */
export function mayEnter(bound: number, threshold: number): boolean {
  return bound * (1 + 1e-6) + 1e-9 > threshold
}

/** The threshold for a segment: where a later segment was searched before it, a tie goes to this one's documents, so it is set just below. */
export function thresholdFor(top: Top, beforeOthers: boolean): number {
  return beforeOthers ? top.threshold - 2 ** -37 : top.threshold
}
