// Stored queries, asked of each new document: which of them does it answer? The search turned round.
//
// A query is kept under the rarest of its words that a document cannot do without (cover.ts). The words of a document lead to the queries that may match;
// those for which a word is all there is to ask match, the others are asked of a segment of this one document. (Lucene calls it a monitor, Elasticsearch
// percolation.)

import { Accumulator } from '../build/accumulator.js'
import { checkDocument, checkId } from '../build/document.js'
import { Vocabulary } from '../build/words.js'
import { portableDeflate } from '../bytes/deflate.js'
import { runSync } from '../bytes/plan.js'
import { checkOptions, quote, RostrumError } from '../errors.js'
import type { IndexOptions } from '../index/options.js'
import type { Problem } from '../query/problems.js'
import type { Query } from '../query/query.js'
import { QuestionReader, type ReadQuestion } from '../reader/question.js'
import { defineSchema, type Schema } from '../schema.js'
import { checkSearchOptions, type SearchOptions } from '../search/options.js'
import { askedSchema } from '../search/view.js'
import type { Id } from '../segment/ids.js'
import { openOwn, type Segment } from '../segment/segment.js'
import { Article } from './article.js'
import { modules } from './modules.js'
import { withoutNow } from './now.js'
import { type Asked, Shelf } from './shelf.js'

const optionNames = [
  'target',
  'fields',
  'boost',
  'combineWith',
  'vocabulary',
  'leadingWildcards',
  'prefix',
  'fuzzy',
  'timeZone',
  'filter',
] as const

/** A query to be kept. */
export interface StoredQuery {
  /** A string or finite number; keeps its type. */
  id: Id
  query: string | Query
  /** As of a search: those that change what matches. */
  options?: Pick<SearchOptions, Exclude<(typeof optionNames)[number], 'filter'>> & { filter?: string | Query }
}

/** A query as it was read. */
interface Read {
  readonly id: Id
  readonly question: ReadQuestion
  readonly timeless: ReadQuestion
  readonly options: SearchOptions
}

/** Removed queries whose places are kept before all places are given anew. */
const fewRemoved = 1000

/** The most languages, or sets of them, that queries are kept ready for. */
const mostShelves = 64

/** Stored queries over documents of type `T`. Made by `percolator`. */
export class Percolator<T extends object = Record<string, unknown>> {
  readonly #schema: Schema
  readonly #questions: QuestionReader
  readonly #vocabulary = new Vocabulary()
  #read: (Read | undefined)[] = []
  readonly #numbers = new Map<Id, number>()
  /** By the languages that a document was read in, where fields have several: queries are read in the same. */
  readonly #shelves = new Map<string, Shelf>()

  /** Made by `percolator`. */
  constructor(options: IndexOptions<NoInfer<T>>) {
    const { deflate: _, ...schema } = options
    this.#schema = defineSchema({ ...(schema as Parameters<typeof defineSchema>[0]), storeFields: [] })
    this.#questions = new QuestionReader(this.#schema, modules)
    if (!this.#schema.fields.some(({ analyzer }) => analyzer?.languages !== undefined)) this.#shelves.set('', new Shelf(this.#schema))
  }

  /** How many queries are kept. */
  get count(): number {
    return this.#numbers.size
  }

  /**
   * Keeps a query, and gives what of a query string was not understood. Linear in its words.
   * @throws E_DUPLICATE_ID, E_ID_INVALID; E_CONFIG for bad options; E_QUERY, E_QUERY_FIELD, E_QUERY_LIMIT for a bad query object
   */
  add({ id, query, options = {} }: StoredQuery): Problem[] {
    checkId(id, 'id')
    if (this.#numbers.has(id)) {
      throw new RostrumError('E_DUPLICATE_ID', {
        expected: 'an id that no stored query has',
        got: quote(id),
        cure: 'Remove the other one first.',
        details: { id },
      })
    }
    checkOptions(options, optionNames, 'a stored query')
    if (typeof options.filter === 'function') {
      throw new RostrumError('E_CONFIG', {
        expected: 'filter of a stored query, a query string or object',
        got: 'a function',
        cure: 'Ask it of the documents that match.',
      })
    }
    const own = { ...options }
    const question = runSync(this.#questions.read(query, checkSearchOptions(own, this.#schema, modules)))
    const { query: timeless, filter } = question
    const read: Read = {
      id,
      question,
      timeless: {
        ...question,
        query: withoutNow(timeless, this.#schema),
        filter: filter && { ...filter, query: withoutNow(filter.query, this.#schema) },
      },
      options: own,
    }
    const number = this.#read.length
    for (const shelf of this.#shelves.values()) shelf.keep(number, this.#askedOf(read, shelf.schema))
    this.#numbers.set(id, number)
    this.#read.push(read)
    return [...question.problems, ...(filter?.problems ?? [])]
  }

  /** Forgets a query. @throws E_ID_UNKNOWN */
  remove(id: Id): void {
    const number = this.#numbers.get(id)
    if (number === undefined) {
      throw new RostrumError('E_ID_UNKNOWN', {
        expected: 'the id of a stored query',
        got: quote(id),
        cure: 'Ids keep their type: 1 is not "1".',
      })
    }
    this.#numbers.delete(id)
    this.#read[number] = undefined
    for (const shelf of this.#shelves.values()) shelf.forget(number)
    const removed = this.#read.length - this.#numbers.size
    if (removed > fewRemoved && removed > this.#numbers.size) this.#renew()
  }

  /** Whether a query with this id is kept. */
  has(id: Id): boolean {
    return this.#numbers.has(id)
  }

  /**
   * The ids of the queries that find the document, in the order in which they were added: those that would find it in an index of its own. Nothing is
   * remembered of it. Linear in its text, and in the queries that have a word of it; the first document of a language takes as long as adding all queries.
   * @throws E_ID_MISSING, E_ID_INVALID, E_DOC_INVALID, E_DOC_LIMIT, E_ANALYZER
   */
  match(document: T): Id[] {
    const accumulator = new Accumulator(this.#schema, portableDeflate, this.#vocabulary)
    accumulator.add(checkDocument(document, this.#schema))
    const segment = openOwn(accumulator.seal(), this.#schema, portableDeflate)
    const shelf = this.#shelfOf(segment)
    return shelf.match(new Article(segment, shelf.schema)).map((number) => (this.#read[number] as Read).id)
  }

  #shelfOf(segment: Segment): Shelf {
    const languages = segment.languages?.join(' ') ?? ''
    let shelf = this.#shelves.get(languages)
    if (shelf === undefined) {
      if (this.#shelves.size >= mostShelves) this.#shelves.clear()
      shelf = this.#filled(new Shelf(askedSchema(this.#schema, [segment])))
      this.#shelves.set(languages, shelf)
    }
    return shelf
  }

  #filled(shelf: Shelf): Shelf {
    for (const [number, read] of this.#read.entries()) if (read !== undefined) shelf.keep(number, this.#askedOf(read, shelf.schema))
    return shelf
  }

  #askedOf({ question, timeless, options }: Read, schema: Schema): Asked {
    const checked = checkSearchOptions(options, schema, modules)
    const isTimeless = timeless.query === question.query && timeless.filter?.query === question.filter?.query
    return {
      timeless,
      options: checked,
      compile: (read) => this.#questions.compile(read, checked, schema).node,
      whole: isTimeless ? undefined : question,
    }
  }

  /** Gives places anew, without those of removed queries. */
  #renew(): void {
    this.#read = this.#read.filter((each) => each !== undefined)
    for (const [number, read] of this.#read.entries()) this.#numbers.set((read as Read).id, number)
    for (const [languages, { schema }] of this.#shelves) this.#shelves.set(languages, this.#filled(new Shelf(schema)))
  }
}

/**
 * Keeps queries for documents of the fields that an index with these `options` has; what it stores is not kept.
 * @throws E_CONFIG, E_ANALYZER; as `Percolator.add`
 */
export function percolator<T extends object = Record<string, unknown>>(
  options: IndexOptions<NoInfer<T>>,
  queries: Iterable<StoredQuery> = [],
): Percolator<T> {
  const made = new Percolator<T>(options)
  for (const query of queries) made.add(query)
  return made
}
