// The sealed segments of an index, the documents deleted from each, and the merges that keep them few.

import type { Deflate } from '../bytes/deflate.js'
import { finish, type Steps } from '../bytes/steps.js'
import { allModules } from '../reader/all-modules.js'
import { findDocument } from '../reader/reader.js'
import type { Schema } from '../schema.js'
import { askedSchema, countBits, countDeleted, hasBit, type ReadBy, requireParents, type View, viewOf } from '../search/view.js'
import type { Id } from '../segment/ids.js'
import { bytesToMerge, type MergeInput, mergeSteps } from '../segment/merge.js'
import { parentsOf, setBlock } from '../segment/parents.js'
import { openOwn, type Segment } from '../segment/segment.js'
import { deletedPart, mergeFrom } from './merge-policy.js'

/** A segment, and a bit per document of it that is deleted. */
export interface Sealed {
  readonly segment: Segment
  readonly deleted: Uint8Array | undefined
}

/** A sealed segment and what is deleted from it. Merging gives another; while it lasts, this one stays. */
interface Part {
  readonly segment: Segment
  /** A bit per document. Never changed once `isShared`. */
  deleted: Uint8Array | undefined
  /** Whether a view or a merge has these bits. */
  isShared: boolean
  /** Documents that can be found. */
  live: number
}

/** A merge under way. Whoever has time drives it on; it puts its segment in place by itself. */
export interface Merge {
  readonly steps: Steps<void>
  /** Bytes read, of `total`. */
  done: number
  readonly total: number
}

/** More segments than this are merged by a search, even while a call in slices could do it. */
const mostParts = 64

/** The sealed segments of an index. */
export class Parts {
  /** Counts changes. */
  version = 0
  /** The merge under way, if any. */
  merging: Merge | undefined
  readonly #schema: Schema
  readonly #deflate: Deflate
  #list: Part[] = []

  constructor(schema: Schema, deflate: Deflate) {
    this.#schema = schema
    this.#deflate = deflate
  }

  /** How many documents can be found. */
  get count(): number {
    return this.#list.reduce((sum, { live }) => sum + live, 0)
  }

  /** The bytes of the one segment without deletions, or undefined where there are more, or none. */
  get bytes(): Uint8Array | undefined {
    return this.#list.length === 1 && this.#list[0].deleted === undefined ? this.#list[0].segment.bytes : undefined
  }

  get isEmpty(): boolean {
    return this.#list.length === 0
  }

  /** Adds a segment behind the others. */
  push(segment: Segment, deleted: Uint8Array | undefined): void {
    if (segment.documentCount > 0) this.#list.push(partOf(segment, deleted))
    this.version++
  }

  /** Forgets all segments, and any merge of them. */
  clear(): void {
    this.#list = []
    this.version++
    this.merging = undefined
  }

  /** Whether a document has this id. O(segments * log documents). */
  has(id: Id): boolean {
    return this.#list.some((part) => findDocument(part, id) !== undefined)
  }

  /** Marks the document with this id, and its items, as deleted; tells whether there is one. */
  remove(id: Id): boolean {
    for (const part of this.#list) {
      const doc = findDocument(part, id)
      if (doc === undefined) continue
      const { segment } = part
      // views, and a merge under way, keep the bits they were made with
      if (part.deleted === undefined) part.deleted = new Uint8Array((segment.documentCount + 7) >>> 3)
      else if (part.isShared) part.deleted = part.deleted.slice()
      part.isShared = false
      requireParents(segment)
      setBlock(parentsOf(segment), part.deleted, doc)
      part.live--
      this.version++
      return true
    }
    return false
  }

  /** The schema by which queries are read, with documents behind the segments. */
  asked(more: ReadBy | undefined): Schema {
    const segments: ReadBy[] = this.#list.map(({ segment }) => segment)
    return askedSchema(this.#schema, more === undefined ? segments : [...segments, more])
  }

  /** The segments as they are now, and what is deleted from each. */
  sealed(): Sealed[] {
    for (const part of this.#list) part.isShared = true
    return this.#list.map(({ segment, deleted }) => ({ segment, deleted }))
  }

  /** What a search looks at, with documents behind it that are in none of the segments. */
  view(more: readonly Sealed[]): View {
    for (const part of this.#list) part.isShared = true
    const all = [...this.#list, ...more]
    return viewOf(
      this.#schema,
      all.map(({ segment }) => segment),
      all.map(({ deleted }) => deleted),
      allModules,
    )
  }

  /** Merges what the policy says, unless a call in slices is about to (`isBeingDone`). */
  maintain(isBeingDone: boolean): void {
    if (this.merging !== undefined || (isBeingDone && this.#list.length <= mostParts)) return
    for (let merge = this.nextMerge(); merge !== undefined; merge = this.nextMerge()) finish(merge.steps)
  }

  /** Merges everything into one segment, deleted space given back; drops a merge under way. */
  compact(): void {
    this.merging = undefined
    const merge = this.mergeAll()
    if (merge !== undefined) finish(merge.steps)
  }

  /** The merge under way, or else one that the policy asks for, or undefined. Deleted documents' space comes first. */
  nextMerge(): Merge | undefined {
    if (this.merging !== undefined) return this.merging
    for (let i = this.#list.length - 1; i >= 0; i--) {
      const { segment, deleted, live } = this.#list[i]
      const gone = segment.schema.nested.length === 0 ? segment.documentCount - live : countBits(deleted)
      if (gone > deletedPart * segment.documentCount) return this.#start(this.#list.slice(i, i + 1))
    }
    const from = mergeFrom(this.#list.map(({ segment }) => segment.documentCount))
    return from < 0 ? undefined : this.#start(this.#list.slice(from))
  }

  /** Begins a merge of everything, or gives undefined where there is one segment without deletions, or none. None may be under way. */
  mergeAll(): Merge | undefined {
    return this.isEmpty || this.bytes !== undefined ? undefined : this.#start([...this.#list])
  }

  #start(parts: readonly Part[]): Merge {
    const inputs = parts.map((part) => {
      part.isShared = true
      return { segment: part.segment, deleted: part.deleted }
    })
    const merge: Merge = {
      steps: this.#merge(parts, inputs, () => merge),
      done: 0,
      total: parts.reduce((sum, { segment }) => sum + bytesToMerge(segment), 0),
    }
    this.merging = merge
    return merge
  }

  /** Merges, and puts the new segment in the place of its parts, if they are all still there. */
  *#merge(parts: readonly Part[], inputs: readonly MergeInput[], self: () => Merge): Steps<void> {
    try {
      const steps = mergeSteps(inputs, this.#deflate)
      let step = steps.next()
      for (; step.done !== true; step = steps.next()) {
        self().done += step.value
        yield step.value
      }
      if (this.merging === self()) this.#replace(parts, inputs, openOwn(step.value, this.#schema, this.#deflate))
    } finally {
      if (this.merging === self()) this.merging = undefined
    }
  }

  #replace(parts: readonly Part[], inputs: readonly MergeInput[], segment: Segment): void {
    const at = this.#list.indexOf(parts[0])
    const merged = segment.documentCount === 0 ? [] : [partOf(segment, deletedSince(parts, inputs, segment.documentCount))]
    this.#list.splice(at, parts.length, ...merged)
    this.version++
  }
}

function partOf(segment: Segment, deleted: Uint8Array | undefined): Part {
  return { segment, deleted, isShared: true, live: segment.counts[0] - countDeleted(segment, deleted) }
}

/** Bits of the merged segment for documents that were deleted while it was made. */
function deletedSince(parts: readonly Part[], inputs: readonly MergeInput[], documentCount: number): Uint8Array | undefined {
  if (parts.every((part, i) => part.deleted === inputs[i].deleted)) return undefined
  const bits = new Uint8Array((documentCount + 7) >>> 3)
  let merged = 0
  for (const [i, { segment, deleted }] of parts.entries()) {
    for (let doc = 0; doc < segment.documentCount; doc++) {
      if (hasBit(inputs[i].deleted, doc)) continue
      if (hasBit(deleted, doc)) bits[merged >>> 3] |= 1 << (merged & 7)
      merged++
    }
  }
  return bits
}
