// The mutable index: a list of sealed segments, a tail that is not yet one, and the documents deleted from each.

import type { Analyzer } from '../analysis/analyzer.js'
import { fingerprint } from '../analysis/analyzers.js'
import { Accumulator } from '../build/accumulator.js'
import { checkDocument, checkId } from '../build/document.js'
import { checkDeflate, type Deflate, portableDeflate } from '../bytes/deflate.js'
import { checkOptions, quote, RostrumError } from '../errors.js'
import type { Query } from '../query/query.js'
import { findDocument, type IndexInfo, Reader } from '../reader/reader.js'
import type { Results } from '../reader/results.js'
import { defineSchema, type FieldOptions, type Schema } from '../schema.js'
import type { Explanation } from '../search/explain.js'
import type { SearchOptions } from '../search/options.js'
import { countBits, viewOf } from '../search/view.js'
import type { Id } from '../segment/ids.js'
import { merge } from '../segment/merge.js'
import { type OpenOptions, openSegment, type Segment } from '../segment/segment.js'
import { deletedPart, mergeFrom } from './merge-policy.js'

/** Names of fields of `T`: its properties, and paths of one dot into objects and arrays of objects. */
export type FieldName<T> = string extends keyof T
  ? string
  : { [K in keyof T & string]: K | `${K}.${Inner<NonNullable<T[K]>>}` }[keyof T & string]

type Inner<V> = V extends readonly (infer Item)[]
  ? Inner<Item>
  : V extends string | number | boolean | bigint | symbol | Date | null | undefined
    ? never
    : keyof V & string

/** What an index is made with. */
export interface IndexOptions<T extends object = Record<string, unknown>> {
  /** Fields by name or path (`author.name`); arrays are multi-valued. At most 31. */
  fields: { readonly [K in FieldName<T>]?: FieldOptions }
  /** Properties given back with each hit, any JSON values and dates; needed for highlights. Default: none. */
  storeFields?: readonly (string extends keyof T ? string : (keyof T & string) | FieldName<T>)[]
  /** The property that holds a document's id, a string or finite number. Default `id`. */
  idField?: string extends keyof T ? string : keyof T & string
  /** Analyzer of text fields that name none: `'standard'` (the default), `'english'`, or a value. */
  analyzer?: string | Analyzer
  /** Whether to keep word positions, which phrases need. Default true. */
  positions?: boolean
  /** How stored fields are compressed. Default: fflate. */
  deflate?: Deflate
}

/** The most tokens a tail keeps before it is sealed: bounds memory while many documents are added. */
const mostTailTokens = 6_000_000

interface Part {
  segment: Segment
  deleted: Uint8Array | undefined
}

/** What opening an index to be added to can be given. */
export interface FromOptions extends OpenOptions {
  /** Default: fflate. */
  deflate?: Deflate
}

/** A full-text index of documents of type `T`. Synchronous; everything added is found by the next search. */
export class Index<T extends object = Record<string, unknown>> {
  readonly #schema: Schema
  readonly #deflate: Deflate
  readonly #analyzers: readonly Analyzer[]
  #parts: Part[] = []
  #tail: Accumulator | undefined
  /** Documents of the tail by id. */
  readonly #tailIds = new Map<Id, number>()
  #tailDeleted: number[] = []
  #reader: Reader<T> | undefined

  /** Makes an empty index. @throws E_CONFIG, E_ANALYZER */
  constructor(options: IndexOptions<NoInfer<T>>) {
    if (typeof options !== 'object' || options === null) {
      throw new RostrumError('E_CONFIG', {
        expected: 'options of an index',
        got: quote(options),
        cure: 'Give for example { fields: { headline: { boost: 3 }, body: {} } }.',
      })
    }
    const opened = opening.get(options)
    if (opened !== undefined) {
      this.#schema = opened.segment.schema
      this.#deflate = opened.deflate
      this.#analyzers = opened.analyzers
      if (opened.segment.documentCount > 0) this.#parts.push({ segment: opened.segment, deleted: undefined })
      return
    }
    checkOptions(options, ['fields', 'storeFields', 'idField', 'analyzer', 'positions', 'deflate'], 'an index')
    const { deflate = portableDeflate, ...schema } = options
    this.#schema = defineSchema(schema as Parameters<typeof defineSchema>[0])
    checkDeflate(deflate)
    this.#deflate = deflate
    const values = [options.analyzer, ...Object.values<FieldOptions | undefined>(options.fields).map((field) => field?.analyzer)]
    this.#analyzers = values.filter((analyzer): analyzer is Analyzer => typeof analyzer === 'object')
    // one that throws would do so only when documents are sealed, too late
    for (const analyzer of this.#analyzers) fingerprint(analyzer)
  }

  /**
   * Opens an index from the bytes that `toBytes` gave, without copying them; they must not change while it is in use. It can be added to.
   * O(1) in the documents.
   * @throws E_NOT_AN_INDEX, E_TRUNCATED, E_CORRUPT, E_FORMAT_TOO_NEW, E_FORMAT_TOO_OLD, E_ANALYZER
   */
  static from<T extends object = Record<string, unknown>>(bytes: Uint8Array, options: FromOptions = {}): Index<T> {
    const token = {} as IndexOptions<T>
    opening.set(token, {
      segment: openSegment(bytes, options),
      deflate: options.deflate ?? portableDeflate,
      analyzers: options.analyzers ?? [],
    })
    return new Index<T>(token)
  }

  /** How many documents can be found. */
  get count(): number {
    const sealed = this.#parts.reduce((sum, { segment, deleted }) => sum + segment.documentCount - countBits(deleted), 0)
    return sealed + this.#tailIds.size
  }

  /**
   * Adds a document. One that is rejected leaves the index as it was.
   * @throws E_ID_MISSING, E_ID_INVALID, E_DUPLICATE_ID, E_DOC_INVALID, E_DOC_LIMIT, E_ANALYZER
   */
  add(document: T): void {
    const checked = checkDocument(document, this.#schema)
    if (this.has(checked.id)) {
      throw new RostrumError('E_DUPLICATE_ID', {
        expected: 'an id that is not in the index',
        got: quote(checked.id),
        cure: 'Use replace(document) to put a newer one in its place.',
        details: { id: checked.id },
      })
    }
    this.#append(checked)
  }

  /** Adds documents in order. Stops at the first that is rejected: those before it stay, and the error's `details.index` tells which. @throws as `add` */
  addAll(documents: Iterable<T>): void {
    if (typeof documents?.[Symbol.iterator] !== 'function') {
      throw new RostrumError('E_DOC_INVALID', {
        expected: 'documents, an array or another iterable',
        got: quote(documents),
        cure: 'Use add(document) for one.',
      })
    }
    let index = 0
    for (const document of documents) {
      try {
        this.add(document)
      } catch (error) {
        if (!(error instanceof RostrumError)) throw error
        const { code, expected, got, cure, details } = error
        throw new RostrumError(code, { expected, got, cure, details: { ...details, index }, cause: error })
      }
      index++
    }
  }

  /** Removes a document. @throws E_ID_UNKNOWN where there is none of that id. */
  remove(id: Id): void {
    if (!this.#remove(checkId(id, this.#schema.idField))) {
      throw new RostrumError('E_ID_UNKNOWN', {
        expected: 'the id of a document in the index',
        got: quote(id),
        cure: 'Ask has(id) first; ids keep their type: 1 is not "1".',
      })
    }
  }

  /** Puts a document in the place of the one with its id, or adds it where there is none. @throws as `add`, but for E_DUPLICATE_ID */
  replace(document: T): void {
    const checked = checkDocument(document, this.#schema)
    this.#append(checked, () => this.#remove(checked.id))
  }

  /** Whether a document has this id. O(segments * log documents). */
  has(id: Id): boolean {
    return this.#tailIds.has(id) || this.#parts.some((part) => findDocument(part, id) !== undefined)
  }

  /** The stored fields of a document, or undefined where there is none of that id. */
  get(id: Id): Partial<T> | undefined {
    return this.#read().get(id)
  }

  /**
   * Finds the best documents for a query, a string or plain data. A query string never throws: see `problems`.
   * @throws E_CONFIG or E_QUERY_LIMIT for bad options; E_QUERY, E_QUERY_FIELD, E_QUERY_LIMIT for a bad query object; E_CORRUPT
   */
  search(query: string | Query = '', options: SearchOptions = {}): Results<T> {
    return this.#read().search(query, options)
  }

  /** Tells why a document has its score: a tree whose numbers add up, or undefined where it does not match. @throws E_ID_UNKNOWN */
  explain(query: string | Query, id: Id, options: SearchOptions = {}): Explanation | undefined {
    return this.#read().explain(query, id, options)
  }

  /** What the index is made of. */
  info(): IndexInfo {
    return this.#read().info()
  }

  /** The index as one segment: save it, send it, open it with `Index.from`. Merges what is in parts: O(bytes). The bytes must not be changed. */
  toBytes(): Uint8Array {
    this.#seal()
    const [only] = this.#parts
    if (this.#parts.length === 1 && only.deleted === undefined) return only.segment.bytes
    if (this.#parts.length === 0) return new Accumulator(this.#schema, this.#deflate).seal()
    this.#mergeParts(0)
    return this.#parts.length === 0 ? this.toBytes() : this.#parts[0].segment.bytes
  }

  #append(checked: ReturnType<typeof checkDocument>, before?: () => void): void {
    this.#tail ??= new Accumulator(this.#schema, this.#deflate)
    const number = this.#tail.count
    this.#tail.add(checked)
    before?.()
    this.#tailIds.set(checked.id, number)
    this.#reader = undefined
    if (this.#tail.tokenCount > mostTailTokens) this.#seal()
  }

  #remove(id: Id): boolean {
    const inTail = this.#tailIds.get(id)
    if (inTail !== undefined) {
      this.#tailIds.delete(id)
      this.#tailDeleted.push(inTail)
      this.#reader = undefined
      return true
    }
    for (const part of this.#parts) {
      const doc = findDocument(part, id)
      if (doc === undefined) continue
      // readers keep the bits they were made with
      const deleted = part.deleted?.slice() ?? new Uint8Array((part.segment.documentCount + 7) >>> 3)
      deleted[doc >>> 3] |= 1 << (doc & 7)
      part.deleted = deleted
      this.#reader = undefined
      return true
    }
    return false
  }

  #read(): Reader<T> {
    this.#seal()
    if (this.#reader !== undefined) return this.#reader
    this.#maintain()
    this.#reader = new Reader<T>(
      viewOf(
        this.#schema,
        this.#parts.map(({ segment }) => segment),
        this.#parts.map(({ deleted }) => deleted),
      ),
    )
    return this.#reader
  }

  /** Makes a segment of the tail. */
  #seal(): void {
    const tail = this.#tail
    // without documents: the first was rejected
    if (tail === undefined || tail.count === 0) return
    const segment = this.#open(tail.seal())
    const deleted = this.#tailDeleted.length === 0 ? undefined : new Uint8Array((segment.documentCount + 7) >>> 3)
    for (const doc of this.#tailDeleted) (deleted as Uint8Array)[doc >>> 3] |= 1 << (doc & 7)
    this.#parts.push({ segment, deleted })
    this.#tail = undefined
    this.#tailIds.clear()
    this.#tailDeleted = []
    this.#reader = undefined
  }

  /** Gives deleted documents' space back, and merges where the policy says so. */
  #maintain(): void {
    for (let i = this.#parts.length - 1; i >= 0; i--) {
      const { segment, deleted } = this.#parts[i]
      if (countBits(deleted) > deletedPart * segment.documentCount) this.#mergeParts(i, i + 1)
    }
    const from = mergeFrom(this.#parts.map((part) => part.segment.documentCount))
    if (from >= 0) this.#mergeParts(from)
  }

  #mergeParts(from: number, to = this.#parts.length): void {
    const merged = this.#open(merge(this.#parts.slice(from, to), this.#deflate))
    this.#parts.splice(from, to - from, ...(merged.documentCount === 0 ? [] : [{ segment: merged, deleted: undefined }]))
    this.#reader = undefined
  }

  #open(bytes: Uint8Array): Segment {
    return openSegment(bytes, { analyzers: this.#analyzers, deflate: this.#deflate })
  }
}

/** How `Index.from` hands an opened segment to the constructor without making it public. */
const opening = new WeakMap<object, { segment: Segment; deflate: Deflate; analyzers: readonly Analyzer[] }>()
