// Documents added and not yet sealed. Few of them stay so: a search takes a glimpse of them, which costs less than sealing and merging.

import { Accumulator } from '../build/accumulator.js'
import type { CheckedDocument } from '../build/document.js'
import type { Vocabulary } from '../build/words.js'
import type { Deflate } from '../bytes/deflate.js'
import type { Steps } from '../bytes/steps.js'
import type { Schema } from '../schema.js'
import type { Id } from '../segment/ids.js'
import { parentsOf, setBlock } from '../segment/parents.js'
import { openOwn, type Segment } from '../segment/segment.js'
import { deletedPart } from './merge-policy.js'
import type { Sealed } from './parts.js'

/** The most tokens a tail keeps before it is sealed: bounds memory while many documents are added. */
const mostTokens = 6_000_000

/** A read of everything seals a tail of as many documents (items are not counted): fewer stay in it. */
export const fewDocuments = 64

/** A search for a few terms lets a tail grow further, to so many documents or tokens: it encodes their postings there anew. */
const mostGlimpsed = { documents: 4096, tokens: 524_288 }

/** Documents on their way into a segment. */
export class Tail {
  readonly #schema: Schema
  readonly #deflate: Deflate
  readonly #accumulator: Accumulator
  /** Documents that can be found, by id. */
  readonly #ids = new Map<Id, number>()
  readonly #deleted: number[] = []

  /** `vocabulary` is that of the tails before, to which nothing is added any more. */
  constructor(schema: Schema, deflate: Deflate, vocabulary: Vocabulary) {
    this.#schema = schema
    this.#deflate = deflate
    this.#accumulator = new Accumulator(schema, deflate, vocabulary)
  }

  /** Documents that will be found. */
  get count(): number {
    return this.#ids.size
  }

  /** Documents taken in, removed ones and items among them. */
  get documentCount(): number {
    return this.#accumulator.count
  }

  /** As of a segment. */
  get languages(): readonly string[] | undefined {
    return this.#accumulator.languages
  }

  /** Whether there is nothing to seal. */
  get isEmpty(): boolean {
    return this.#accumulator.count === 0
  }

  /** Whether it is time to seal. */
  get isFull(): boolean {
    return this.#accumulator.tokenCount > mostTokens
  }

  /** Whether a read of everything seals it: there are many documents, or so many are removed that a merge is to give their space back. */
  get isMany(): boolean {
    const count = this.#ids.size + this.#deleted.length
    return count >= fewDocuments || this.#deleted.length > deletedPart * count
  }

  /** Whether even a search for a few terms seals it. */
  get isTooMany(): boolean {
    if (!this.isMany) return false
    if (this.#deleted.length > 0) return true
    return this.#accumulator.count >= mostGlimpsed.documents || this.#accumulator.tokenCount >= mostGlimpsed.tokens
  }

  has(id: Id): boolean {
    return this.#ids.has(id)
  }

  /** Takes a document in. One that is rejected leaves everything as it was; `before` runs where it is not. @throws E_ANALYZER */
  add(document: CheckedDocument, before: () => void): void {
    this.#accumulator.add(document)
    before()
    // the last of its items and itself
    this.#ids.set(document.id, this.#accumulator.count - 1)
  }

  /** Removes a document; tells whether there is one. */
  remove(id: Id): boolean {
    const doc = this.#ids.get(id)
    if (doc === undefined) return false
    this.#ids.delete(id)
    this.#deleted.push(doc)
    return true
  }

  /** What a search for these dictionary keys needs of it. */
  glimpse(keys: readonly string[]): Sealed {
    const segment = this.#accumulator.glimpse(keys)
    return { segment, deleted: this.#deletedOf(segment) }
  }

  /** A segment of it as it is now; it stays. */
  copy(): Sealed {
    const segment = openOwn(this.#accumulator.seal(), this.#schema, this.#deflate)
    return { segment, deleted: this.#deletedOf(segment) }
  }

  /** Makes a segment; `deleted` gives a bit per document of it that was removed until then. May be begun anew where it failed. */
  *seal(): Steps<{ segment: Segment; deleted: () => Uint8Array | undefined }> {
    const segment = openOwn(yield* this.#accumulator.sealSteps(), this.#schema, this.#deflate)
    return { segment, deleted: () => this.#deletedOf(segment) }
  }

  #deletedOf(segment: Segment): Uint8Array | undefined {
    if (this.#deleted.length === 0) return undefined
    const parents = parentsOf(segment)
    const bits = new Uint8Array((segment.documentCount + 7) >>> 3)
    for (const doc of this.#deleted) setBlock(parents, bits, doc)
    return bits
  }
}
