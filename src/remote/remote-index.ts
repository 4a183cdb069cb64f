// An index that stays where it is: the questions of a reader, answered by promises, from a few ranges each.

import type { Plan } from '../bytes/plan.js'
import { checkOptions, isRostrumError, quote, RostrumError } from '../errors.js'
import type { Query } from '../query/query.js'
import type { IndexInfo } from '../reader/info.js'
import type { Reader, Suggestions } from '../reader/reader.js'
import type { Results } from '../reader/results.js'
import type { SimilarOptions } from '../reader/similar.js'
import type { IndexStatistics } from '../reader/statistics.js'
import type { Trend, TrendOptions } from '../reader/trend.js'
import type { Correction } from '../search/corrections.js'
import type { Explanation } from '../search/explain.js'
import type { HighlightOptions } from '../search/highlight-options.js'
import type { Fragment } from '../search/html.js'
import type { LikeOptions } from '../search/like.js'
import type { SearchOptions } from '../search/options.js'
import type { SuggestOptions } from '../search/suggest-options.js'
import type { TermOptions, TermStatistics } from '../search/term-statistics.js'
import type { Id } from '../segment/ids.js'
import type { OpenOptions } from '../segment/segment.js'
import { drive } from './drive.js'
import type { Traffic } from './file.js'
import { type HttpOptions, httpOptionNames, httpSource } from './http.js'
import { type AnalyzerTable, languages } from './languages.js'
import { loadModules } from './modules.js'
import { type OpenFile, type OpenRequest, openFile } from './open.js'
import type { Source } from './source.js'
import { type BlockStore, cacheStorage } from './store.js'

/** What a remote index can be opened with. Those of HTTP are for an address, not for a source. */
export interface RemoteOptions extends OpenOptions, HttpOptions {
  /** Bytes of the file to keep in memory. Default 16 MiB; running searches may hold more. */
  cacheBytes?: number
  /** Bytes to ask for at first: the head should be among them. Default 65,536. */
  headBytes?: number
  /** The most bytes that one question may name. Default 64 MiB. */
  maxBytes?: number
  /** Where to keep what was fetched for use without a network: true for CacheStorage where there is one. Default false. */
  offline?: boolean | BlockStore
  /** Further languages by the name their analyzers have, loaded when an index asks for them; those of Rostrum are known. */
  languages?: AnalyzerTable
  /** Gives up opening. */
  signal?: AbortSignal
}

/** With any question. */
export interface Asking {
  /** Gives up: the promise is rejected with its reason; others who wait for the same bytes still get them. */
  signal?: AbortSignal
}

const optionNames = [...httpOptionNames, 'analyzers', 'deflate', 'cacheBytes', 'headBytes', 'maxBytes', 'offline', 'languages', 'signal']

/**
 * Opens an index at an address, or in a source, for reading. One request, where the head is within `headBytes`.
 * @throws E_NETWORK, E_RANGE_UNSUPPORTED, E_RANGE_MISMATCH, E_CONFIG, and all that `openIndex` throws; the reason of `signal`
 */
export async function openRemote<T extends object = Record<string, unknown>>(
  from: string | URL | Source,
  options: RemoteOptions = {},
): Promise<RemoteIndex<T>> {
  checkOptions(options, optionNames, 'opening a remote index')
  const { analyzers, deflate, offline = false, signal, languages: more, ...rest } = options
  const { cacheBytes = 16 * 2 ** 20, headBytes = 65_536, maxBytes = 64 * 2 ** 20, ...http } = rest
  for (const [name, value] of Object.entries({ cacheBytes, headBytes, maxBytes })) {
    if (!Number.isSafeInteger(value) || value < (name === 'headBytes' ? 64 : 0)) throw config(`${name}, a number of bytes`, value)
  }
  if (typeof offline !== 'boolean' && (typeof offline?.get !== 'function' || typeof offline.put !== 'function'))
    throw config('offline, true, false or a store with get and put', offline)
  const isAddress = typeof from === 'string' || from instanceof URL
  if (!isAddress && (typeof from?.read !== 'function' || typeof from.name !== 'string'))
    throw config('an address, or a source with name and read', from)
  const request: OpenRequest = {
    source: isAddress ? httpSource(from, http) : from,
    open: { ...(analyzers && { analyzers }), ...(deflate && { deflate }) },
    languages: { ...languages, ...more },
    cacheBytes,
    headBytes,
    store: typeof offline === 'boolean' ? (offline ? cacheStorage() : undefined) : offline,
    traffic: { requests: 0, bytes: 0 },
  }
  const file = await openFile<T>(request, signal, false)
  // later there may be no network to load it from; what fails is said by the question that needs it
  if (request.store !== undefined) loadModules().catch(() => undefined)
  return new RemoteIndex<T>(request, maxBytes, file)
}

/** An index read from afar. Its answers are those that `openIndex` gives for the whole file. */
export class RemoteIndex<T extends object = Record<string, unknown>> {
  readonly #request: OpenRequest
  readonly #maxBytes: number
  #current: OpenFile<T>
  /** The opening of the file that took its place; one for all who find it changed. */
  #reopening: Promise<void> | undefined
  /** What ends each question that runs. */
  readonly #running = new Set<AbortController>()
  #isClosed = false

  /** Made by `openRemote`. */
  constructor(request: OpenRequest, maxBytes: number, current: OpenFile<T>) {
    this.#request = request
    this.#maxBytes = maxBytes
    this.#current = current
  }

  /** How many documents can be found. */
  get count(): number {
    return this.#current.reader.count
  }

  /** What was asked of the source so far: a copy. */
  get traffic(): Traffic {
    return { ...this.#request.traffic }
  }

  /** As `Index.search`. @throws as it does, and E_NETWORK, E_RANGE_UNSUPPORTED, E_RANGE_MISMATCH, E_SOURCE_CHANGED, E_QUERY_LIMIT */
  async search(query: string | Query = '', options: SearchOptions & Asking = {}): Promise<Results<T>> {
    const { signal, own } = apart(options)
    return this.#ask((reader) => reader.searchPlan(query, own), signal)
  }

  /** As `Index.explain`. @throws as it and `search` do */
  async explain(query: string | Query, id: Id, options: SearchOptions & Asking = {}): Promise<Explanation | undefined> {
    const { signal, own } = apart(options)
    return this.#ask((reader) => reader.explainPlan(query, id, own), signal)
  }

  /** As `Index.has`. */
  async has(id: Id, { signal }: Asking = {}): Promise<boolean> {
    return this.#ask((reader) => reader.hasPlan(id), signal)
  }

  /** As `Index.get`. */
  async get(id: Id, { signal }: Asking = {}): Promise<Partial<T> | undefined> {
    return this.#ask((reader) => reader.getPlan(id), signal)
  }

  /** As `Index.suggest`. @throws as it and `search` do */
  async suggest(typed: string, options: SuggestOptions & Asking = {}): Promise<Suggestions> {
    const { signal, own } = apart(options)
    return this.#ask((reader) => reader.suggestPlan(typed, own), signal)
  }

  /** As `Index.didYouMean`. @throws as it and `search` do */
  async didYouMean(query: string, options: SuggestOptions & Asking = {}): Promise<Correction[]> {
    const { signal, own } = apart(options)
    return this.#ask((reader) => reader.didYouMeanPlan(query, own), signal)
  }

  /** As `Index.moreLikeThis`. @throws as it and `search` do */
  async moreLikeThis(options: LikeOptions & Asking): Promise<Query> {
    const { signal, own } = apart(options)
    return this.#ask((reader) => reader.moreLikeThisPlan(own), signal)
  }

  /** As `Index.similar`. @throws as it and `search` do */
  async similar(id: Id, options: SimilarOptions & Asking = {}): Promise<Results<T>> {
    const { signal, own } = apart(options)
    return this.#ask((reader) => reader.similarPlan(id, own), signal)
  }

  /** As `Index.trend`: reads columns whole. @throws as it and `search` do */
  async trend(query: string | Query, options: TrendOptions & Asking = {}): Promise<Trend> {
    const { signal, own } = apart(options)
    return this.#ask((reader) => reader.trendPlan(query, own), signal)
  }

  /** As `Index.termStatistics`. @throws as it and `search` do */
  async termStatistics(text: string, options: TermOptions & Asking = {}): Promise<TermStatistics[]> {
    const { signal, own } = apart(options)
    return this.#ask((reader) => reader.termStatisticsPlan(text, own), signal)
  }

  /** As `Index.stats`. Reads no range; the code for it is imported when first asked for. @throws E_NETWORK where that cannot be loaded, or after `close` */
  async stats({ signal }: Asking = {}): Promise<IndexStatistics> {
    return this.#ask((reader) => reader.statsPlan(), signal)
  }

  /** As `Index.highlight`. Reads no range; the code for it is imported when first asked for. @throws as it and `stats` do */
  async highlight(text: string, query: string | Query, options: HighlightOptions & Asking = {}): Promise<Fragment[]> {
    const { signal, own } = apart(options)
    return this.#ask((reader) => reader.highlightPlan(text, query, own), signal)
  }

  /** As `Index.info`. Reads nothing. */
  async info(): Promise<IndexInfo> {
    return this.#current.reader.info()
  }

  /**
   * Fetches what a search for `query` will need but the documents it finds: for when a word is half typed. With an empty one, for when a box has the focus, the
   * code that searches for words that are begun, and no part of the file. @throws as `search`
   */
  async prefetch(query: string | Query, options: SearchOptions & Asking = {}): Promise<void> {
    const { signal, own } = apart(options)
    return this.#ask((reader) => reader.warmPlan(query, own), signal)
  }

  /** Gives up what is running, and refuses what comes. */
  close(): void {
    this.#isClosed = true
    for (const controller of this.#running) controller.abort(closed())
  }

  /** Asks, and once more where the file was replaced meanwhile: an answer is of one file only. */
  async #ask<A>(planOf: (reader: Reader<T>) => Plan<A>, asked: AbortSignal | undefined): Promise<A> {
    if (this.#isClosed) throw closed()
    asked?.throwIfAborted()
    const controller = new AbortController()
    const stop = () => controller.abort(asked?.reason)
    asked?.addEventListener('abort', stop, { once: true })
    this.#running.add(controller)
    try {
      for (let isAgain = false; ; isAgain = true) {
        const current = this.#current
        try {
          return await drive(planOf(current.reader), current.file, { maxBytes: this.#maxBytes }, controller.signal)
        } catch (error) {
          if (isAgain || !isRostrumError(error) || error.code !== 'E_SOURCE_CHANGED') throw error
          await this.#reopen(current)
        }
      }
    } finally {
      this.#running.delete(controller)
      asked?.removeEventListener('abort', stop)
    }
  }

  /** Opens the file that took the place of `old`'s, unless that is done already. */
  async #reopen(old: OpenFile<T>): Promise<void> {
    if (this.#current !== old) return
    this.#reopening ??= openFile<T>(this.#request, undefined, true)
      .then((opened) => {
        this.#current = opened
      })
      .finally(() => {
        this.#reopening = undefined
      })
    await this.#reopening
  }
}

/** The signal among search options, and the others. */
function apart<O extends Asking>(options: O): { signal: AbortSignal | undefined; own: Omit<O, 'signal'> } {
  // whoever checks the options says what is wrong with null
  if (typeof options !== 'object' || options === null) return { signal: undefined, own: options }
  const { signal, ...own } = options
  return { signal, own }
}

function closed(): RostrumError {
  return new RostrumError('E_NETWORK', { expected: 'an open index', got: 'one that was closed', cure: 'Open it again by openRemote.' })
}

function config(expected: string, got: unknown): RostrumError {
  return new RostrumError('E_CONFIG', { expected, got: quote(got), cure: 'See the options of openRemote.' })
}
