// The mutable index: sealed segments, a tail that is not yet one, and the ways to change, keep and ask it.

import { fingerprint } from '../analysis/analyzers.js'
import { Accumulator } from '../build/accumulator.js'
import { type CheckedDocument, checkDocument, checkId } from '../build/document.js'
import { Vocabulary } from '../build/words.js'
import { checkDeflate, type Deflate, portableDeflate } from '../bytes/deflate.js'
import { finish, type Steps } from '../bytes/steps.js'
import { checkOptions } from '../errors.js'
import type { Query } from '../query/query.js'
import { allModules } from '../reader/all-modules.js'
import { Reader } from '../reader/reader.js'
import type { Results } from '../reader/results.js'
import { defineSchema, type FieldOptions, type Schema } from '../schema.js'
import type { Explanation } from '../search/explain.js'
import type { SearchOptions } from '../search/options.js'
import type { View } from '../search/view.js'
import type { Id } from '../segment/ids.js'
import { openOwn } from '../segment/segment.js'
import { documentsOf } from './documents.js'
import { storedItems } from './items.js'
import { openedOf, optionsOf } from './opened.js'
import type { AddOptions, AddProgress, CompactOptions, CompactProgress, FromOptions, IndexOptions } from './options.js'
import { type Merge, Parts, type Sealed } from './parts.js'
import { notDocuments, notOptions, numbered, takenId, unknownId } from './refusals.js'
import { Slices } from './slices.js'
import { Tail } from './tail.js'
import { updated } from './update.js'
import { openForChange } from './web-profile.js'

export type { FieldName, FromOptions, IndexOptions } from './options.js'

/** The segments of an index, everything sealed; one without documents where there is none and there must `always` be one. */
export let sealedOf: <T extends object>(index: Index<T>, always?: boolean) => Sealed[]

/** A full-text index of documents of type `T`. Synchronous; everything added is found by the next search. */
export class Index<T extends object = Record<string, unknown>> {
  static {
    sealedOf = (index, always) => index.#sealed(always)
  }

  readonly #schema: Schema
  readonly #deflate: Deflate
  readonly #parts: Parts
  readonly #vocabulary = new Vocabulary()
  #tail: Tail | undefined
  /** A tail whose documents wait to be sealed, or are being sealed. */
  #aside: Tail | undefined
  #sealing: Steps<void> | undefined
  /** Calls in slices that are under way. */
  #calls = 0
  #reader: Reader<T> | undefined
  /** What the reader sees, once all of it was asked for. */
  #view: View | undefined
  #version = 0

  /** Makes an empty index. @throws E_CONFIG, E_ANALYZER */
  constructor(options: IndexOptions<NoInfer<T>>) {
    if (typeof options !== 'object' || options === null) throw notOptions(options)
    const opened = openedOf(options)
    if (opened !== undefined) {
      this.#schema = opened.segments[0].schema
      this.#deflate = opened.deflate
      this.#parts = new Parts(this.#schema, this.#deflate)
      for (const [i, segment] of opened.segments.entries()) this.#parts.push(segment, opened.deleted[i])
      return
    }
    checkOptions(
      options,
      ['fields', 'storeFields', 'nested', 'aliases', 'idField', 'analyzer', 'positions', 'lengths', 'exactForms', 'deflate'],
      'an index',
    )
    const { deflate = portableDeflate, ...schema } = options
    this.#schema = defineSchema(schema as Parameters<typeof defineSchema>[0])
    checkDeflate(deflate)
    this.#deflate = deflate
    const values = [options.analyzer, ...Object.values<FieldOptions | undefined>(options.fields).map((field) => field?.analyzer)]
    // one that throws would do so only when documents are sealed, too late
    for (const analyzer of values) if (typeof analyzer === 'object') fingerprint(analyzer)
    this.#parts = new Parts(this.#schema, this.#deflate)
  }

  /**
   * Opens an index from the bytes that `toBytes` gave, or of several segments in one file, without copying them; they must not change while it is in
   * use. It can be added to.
   * O(1) in the documents.
   * @throws E_NOT_AN_INDEX, E_TRUNCATED, E_CORRUPT, E_FORMAT_TOO_NEW, E_FORMAT_TOO_OLD, E_ANALYZER
   */
  static from<T extends object = Record<string, unknown>>(bytes: Uint8Array, options: FromOptions = {}): Index<T> {
    return new Index<T>(optionsOf<T>({ ...openForChange(bytes, options), deflate: options.deflate ?? portableDeflate }))
  }

  /** How many documents can be found. */
  get count(): number {
    return this.#parts.count + (this.#aside?.count ?? 0) + (this.#tail?.count ?? 0)
  }

  /**
   * Adds a document. One that is rejected leaves the index as it was.
   * @throws E_ID_MISSING, E_ID_INVALID, E_DUPLICATE_ID, E_DOC_INVALID, E_DOC_LIMIT, E_ANALYZER
   */
  add(document: T): void {
    this.#add(document, false)
  }

  /** Adds documents in order. Stops at the first that is rejected: those before it stay, and the error's `details.index` tells which. @throws as `add` */
  addAll(documents: Iterable<T>): void {
    if (typeof documents?.[Symbol.iterator] !== 'function') throw notDocuments(documents)
    let index = 0
    for (const document of documents) this.#addNumbered(document, index++)
  }

  /**
   * Adds documents in order, as they come, and makes them searchable, in slices of about 3 ms: in between, timers, events and other calls have their
   * turn. Only the analysis of one huge document takes longer. The index can be used between slices as at any other time, by other calls of this kind
   * too: a search finds every document added so far (and seals those that are not yet sealed, at once), what is added meanwhile goes in between.
   * Rejects with the error of the first document that is refused (as `addAll`), with what the source throws, or, between documents, with the reason of
   * `signal`; the documents before it stay.
   */
  async addAllAsync(documents: Iterable<T> | AsyncIterable<T>, options: AddOptions = {}): Promise<void> {
    const progress: AddProgress = { documents: 0, phase: 'adding' }
    const slices = new Slices(options, 'addAllAsync', () => ({ ...progress }))
    const isSource =
      typeof (documents as Iterable<T>)?.[Symbol.iterator] === 'function' ||
      typeof (documents as AsyncIterable<T>)?.[Symbol.asyncIterator] === 'function'
    if (!isSource) throw notDocuments(documents)
    await this.#inSlices(slices, async () => {
      slices.check()
      for await (const document of documents) {
        slices.check()
        this.#addNumbered(document, progress.documents, true)
        progress.documents++
        await slices.drive(() => this.#nextWork(this.#tail?.isFull === true))
        if (slices.isOver) await slices.pause()
      }
      slices.check()
      progress.phase = 'sealing'
      await slices.drive(() => this.#nextWork(this.#tail?.isMany === true))
    })
  }

  /** Removes a document. @throws E_ID_UNKNOWN where there is none of that id. */
  remove(id: Id): void {
    if (!this.#remove(checkId(id, this.#schema.idField))) throw unknownId(id)
  }

  /** Puts a document in the place of the one with its id, or adds it where there is none. @throws as `add`, but for E_DUPLICATE_ID */
  replace(document: T): void {
    const checked = checkDocument(document, this.#schema)
    this.#append(checked, () => this.#remove(checked.id))
  }

  /**
   * Changes some fields of a document: those of `partial` replace what is stored, whole (all items of a nested property); null or undefined takes one
   * away. The document is then the one added last. What is not stored is not known: where a field is indexed, neither stored nor given, nothing is
   * changed.
   * @throws E_ID_UNKNOWN; E_CONFIG where an indexed field is neither stored nor given; E_DOC_INVALID where `partial` has another id; as `replace`
   */
  update(id: Id, partial: Partial<T>): void {
    const stored = this.get(checkId(id, this.#schema.idField))
    if (stored === undefined) throw unknownId(id)
    this.replace(updated<T>(id, { stored, items: storedItems(this.#whole(), id) }, partial, this.#schema))
  }

  /** Removes all documents; fields and options stay. Calls in slices that are under way go on with what is to come. */
  clear(): void {
    this.#parts.clear()
    this.#tail = undefined
    this.#aside = undefined
    this.#sealing = undefined
    this.#reader = undefined
  }

  /** Whether a document has this id. O(segments * log documents). */
  has(id: Id): boolean {
    return this.#tail?.has(id) === true || this.#aside?.has(id) === true || this.#parts.has(id)
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

  /** The query of the words that tell most of a document or text. @throws E_CONFIG, E_ID_UNKNOWN, E_QUERY_FIELD where no text is stored */
  readonly moreLikeThis: Reader<T>['moreLikeThis'] = (options) => this.#read().moreLikeThis(options)

  /** Finds the documents most like the one of this id, itself left out. @throws as `moreLikeThis` and `search` */
  readonly similar: Reader<T>['similar'] = (id, options) => this.#read().similar(id, options)

  /** How often something is written about, by day, week, month or year, beside all documents. @throws as `search`; E_QUERY_FIELD without a date field */
  readonly trend: Reader<T>['trend'] = (query, options) => this.#read().trend(query, options)

  /** How often the words of a text are there, in any of their forms, by field. @throws E_CONFIG, E_QUERY_FIELD, E_QUERY_LIMIT */
  readonly termStatistics: Reader<T>['termStatistics'] = (text, options) => this.#read().termStatistics(text, options)

  /** What the index holds, and where its bytes are. */
  readonly stats: Reader<T>['stats'] = () => this.#read().stats()

  /** Tells why a document has its score: a tree whose numbers add up, or undefined where it does not match. @throws E_ID_UNKNOWN */
  explain(query: string | Query, id: Id, options: SearchOptions = {}): Explanation | undefined {
    return this.#read().explain(query, id, options)
  }

  /** Marks what a query asks for in any text, as if it were the value of a field of the only document. @throws as `search` */
  readonly highlight: Reader<T>['highlight'] = (text, query, options) => this.#read().highlight(text, query, options)

  /** Completes what somebody types so that it finds something; where it cannot be, tells what may have been meant. @throws as `search` */
  readonly suggest: Reader<T>['suggest'] = (typed, options) => this.#read().suggest(typed, options)

  /** What may have been meant by a query string in which words are misspelt, the likeliest first; each finds something. @throws as `search` */
  readonly didYouMean: Reader<T>['didYouMean'] = (query, options) => this.#read().didYouMean(query, options)

  /** What the index is made of. */
  readonly info: Reader<T>['info'] = () => this.#read().info()

  /**
   * The documents that can be found, in the order of addition: id and stored fields. Those that are there at the moment of the call: what is added,
   * changed or removed while they are gone through makes no difference.
   */
  documents(): IterableIterator<Partial<T>> {
    this.#read()
    return documentsOf<T>(this.#whole())
  }

  /** Merges everything into one segment, and gives the space of removed documents back. Reads and writes every byte. */
  compact(): void {
    this.#seal(true)
    this.#parts.compact()
  }

  /**
   * As `compact`, in slices of about 3 ms; the index can be used in between. What is added or removed meanwhile is there when it ends, but not merged.
   * Rejects with the reason of `signal`, or E_CORRUPT; the index is then as it was.
   */
  async compactAsync(options: CompactOptions = {}): Promise<void> {
    let mine: Merge | undefined
    let begun = false
    let progress: CompactProgress = { done: 0, total: 0 }
    const slices = new Slices(options, 'compactAsync', () => progress)
    await this.#inSlices(slices, async () => {
      slices.check()
      let sealed = false
      await slices.drive(() => {
        const sealing = this.#nextSealing(!sealed)
        if (sealing !== undefined) return sealing
        sealed = true
        // one under way may belong to another call
        if (!begun && this.#parts.merging !== undefined) return this.#parts.merging.steps
        if (!begun) mine = this.#parts.mergeAll()
        begun = true
        if (mine === undefined || this.#parts.merging !== mine) return undefined
        progress = { done: Math.min(mine.done, mine.total), total: mine.total }
        return mine.steps
      })
      progress = { done: progress.total, total: progress.total }
    }).catch((error: unknown) => {
      if (mine !== undefined && this.#parts.merging === mine) this.#parts.merging = undefined
      throw error
    })
  }

  /** The index as one segment: save it, send it, open it with `Index.from`. Merges what is in parts: O(bytes). The bytes must not be changed. */
  toBytes(): Uint8Array {
    this.compact()
    return this.#parts.bytes ?? new Accumulator(this.#schema, this.#deflate).seal()
  }

  #sealed(always = false): Sealed[] {
    this.#seal(true)
    const sealed = this.#parts.sealed()
    if (sealed.length > 0 || !always) return sealed
    const empty = new Accumulator(this.#schema, this.#deflate).seal()
    return [{ segment: openOwn(empty, this.#schema, this.#deflate), deleted: undefined }]
  }

  #addNumbered(document: T, index: number, later = false): void {
    try {
      this.#add(document, later)
    } catch (error) {
      throw numbered(error, index)
    }
  }

  #add(document: T, later: boolean): void {
    const checked = checkDocument(document, this.#schema)
    if (this.has(checked.id)) throw takenId(checked.id)
    this.#append(checked, () => {}, later)
  }

  /** Puts a document behind the others; a full tail is sealed, unless a call in slices does so `later`. */
  #append(checked: CheckedDocument, before: () => void, later = false): void {
    this.#tail ??= new Tail(this.#schema, this.#deflate, this.#vocabulary)
    this.#tail.add(checked, before)
    this.#reader = undefined
    if (!later && this.#tail.isFull) this.#seal(true)
  }

  #remove(id: Id): boolean {
    this.#reader = undefined
    return this.#tail?.remove(id) === true || this.#aside?.remove(id) === true || this.#parts.remove(id)
  }

  /**
   * The reader of this moment, which does no more than it is asked for: a tail of few documents is not sealed, and a search for a few terms seals a
   * larger one neither.
   */
  #read(): Reader<T> {
    this.#settle(this.#tail?.isTooMany === true)
    if (this.#reader !== undefined && this.#version === this.#parts.version) return this.#reader
    this.#version = this.#parts.version
    this.#view = undefined
    return (this.#reader = new Reader<T>(
      {
        schema: this.#schema,
        asked: () => this.#parts.asked(this.#tail),
        whole: () => this.#whole(),
        ready: () => this.#view ?? (this.#tail === undefined ? this.#whole() : undefined),
        glimpse: (keys) => this.#view ?? this.#parts.view(this.#tail === undefined ? [] : [this.#tail.glimpse(keys)]),
      },
      allModules,
    ))
  }

  #whole(): View {
    if (this.#tail?.isMany === true) {
      this.#settle(true)
      this.#version = this.#parts.version
      this.#view = undefined
    }
    return (this.#view ??= this.#parts.view(this.#tail === undefined ? [] : [this.#tail.copy()]))
  }

  /** Seals what is aside, and the tail where asked; forgets one without documents; merges. */
  #settle(sealTail: boolean): void {
    if (this.#tail?.count === 0) this.#tail = undefined
    const { version } = this.#parts
    this.#seal(sealTail)
    if (this.#reader === undefined || version !== this.#parts.version || this.#version !== version) this.#parts.maintain(this.#calls > 0)
  }

  /** Makes segments of what is not yet in one. */
  #seal(ofTail: boolean): void {
    for (let steps = this.#nextSealing(ofTail); steps !== undefined; steps = this.#nextSealing(ofTail)) finish(steps)
  }

  /** The sealing under way, or else that of the tail where asked and there is something to seal. */
  #nextSealing(ofTail: boolean): Steps<void> | undefined {
    if (this.#aside === undefined && ofTail && this.#tail?.isEmpty === false) {
      this.#aside = this.#tail
      this.#tail = undefined
    }
    if (this.#aside === undefined) return undefined
    return (this.#sealing ??= this.#sealAside(this.#aside))
  }

  *#sealAside(tail: Tail): Steps<void> {
    try {
      const part = yield* tail.seal()
      if (this.#aside !== tail) return
      this.#parts.push(part.segment, part.deleted())
      this.#aside = undefined
    } finally {
      if (this.#aside === tail || this.#aside === undefined) this.#sealing = undefined
    }
  }

  /** What is to be sealed or merged next, by whoever has time. */
  #nextWork(sealTail: boolean): Steps<void> | undefined {
    return this.#nextSealing(sealTail) ?? this.#parts.nextMerge()?.steps
  }

  /** Runs a call in slices; where it fails and no other call is under way, a merge half done is dropped. */
  async #inSlices<P>(slices: Slices<P>, work: () => Promise<void>): Promise<void> {
    this.#calls++
    try {
      await work()
      slices.tell()
    } finally {
      this.#calls--
      if (this.#calls === 0) this.#parts.merging = undefined
    }
  }
}
