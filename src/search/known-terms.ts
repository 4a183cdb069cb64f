// Terms that earlier searches have looked up in a segment, bounded: most queries are of words that others have asked for (bench: search).

import type { TermEntry } from '../segment/postings.js'
import type { Segment } from '../segment/segment.js'

/** A term found in a segment, with its record, file bytes [start, end); of a key that the segment does not have, null. */
export type KnownTerm = FoundTerm | null

/** A term's record, decoded, and where it lies. */
export interface FoundTerm {
  readonly entry: TermEntry
  readonly start: number
  readonly end: number
}

/** At least so many of the keys last asked for are remembered, at most twice as many. */
const remembered = 1024
/** A longer key is nobody's word. */
const longestKey = 64

/** What was looked up in one segment. */
export class KnownTerms {
  // two generations: when the young one is full it becomes the old one, and what is asked for again moves back
  #young = new Map<string, KnownTerm>()
  #old: ReadonlyMap<string, KnownTerm> = new Map()

  /** A term that was looked up; undefined where nothing is known of the key. */
  get(key: string): KnownTerm | undefined {
    const young = this.#young.get(key)
    if (young !== undefined) return young
    const old = this.#old.get(key)
    if (old !== undefined) this.set(key, old)
    return old
  }

  /** Remembers what was found. */
  set(key: string, term: KnownTerm): void {
    if (key.length > longestKey) return
    if (this.#young.size >= remembered) {
      this.#old = this.#young
      this.#young = new Map()
    }
    this.#young.set(key, term)
  }
}

const known = new WeakMap<Segment, KnownTerms>()

/** The terms known of a segment, for as long as it is held. */
export function knownTerms(segment: Segment): KnownTerms {
  let terms = known.get(segment)
  if (terms === undefined) known.set(segment, (terms = new KnownTerms()))
  return terms
}
