// Documents added and not yet sealed: they can be removed, and told apart by id, but not searched.

import { Accumulator } from '../build/accumulator.js'
import type { CheckedDocument } from '../build/document.js'
import type { Vocabulary } from '../build/words.js'
import type { Deflate } from '../bytes/deflate.js'
import type { Steps } from '../bytes/steps.js'
import type { Schema } from '../schema.js'
import type { Id } from '../segment/ids.js'
import { parentsOf, setBlock } from '../segment/parents.js'
import { openOwn, type Segment } from '../segment/segment.js'

/** The most tokens a tail keeps before it is sealed: bounds memory while many documents are added. */
const mostTokens = 6_000_000

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

  /** Whether there is nothing to seal. */
  get isEmpty(): boolean {
    return this.#accumulator.count === 0
  }

  /** Whether it is time to seal. */
  get isFull(): boolean {
    return this.#accumulator.tokenCount > mostTokens
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
