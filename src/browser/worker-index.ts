// The page's side of an index in a worker: the questions of a remote index, sent as messages; without a worker, asked here.

import { checkOptions, isRostrumError, quote, RostrumError } from '../errors.js'
import type { RemoteIndex } from '../remote/index.js'
import { askAhead, type SentAnswer } from './ahead.js'
import { type Asked, type Known, listen, type Method, type Port, receivedError, type SentOptions, type Told } from './messages.js'

/** What an index in a worker can be opened with. */
export interface WorkerOptions extends SentOptions {
  /** The worker, what makes it, or the address of its file: one that runs the shipped file, or calls `serveIndex`. Default: the shipped file, `rostrum/browser/worker`. */
  worker?: Port | (() => Port) | string | URL
  /** Is told, once, that there is no worker and why. Default: console.warn, once a page. */
  warn?: (message: string) => void
  /** Gives up opening. */
  signal?: AbortSignal
}

const sentNames = ['credentials', 'headers', 'maxWholeBytes', 'timeout', 'idleTimeout', 'retryDelays'] as const
const optionNames = [...sentNames, 'cacheBytes', 'headBytes', 'maxBytes', 'offline', 'whole', 'worker', 'warn', 'signal']

/** Milliseconds for a worker's first word: a file that a policy forbids may never say that it failed. */
const patience = 10_000

/** Whoever waits for an answer. */
interface Waiting {
  resolve(value: unknown): void
  reject(error: unknown): void
}

/**
 * Opens the index at `url` in a worker, read by ranges, or whole with `whole: true`. Where no worker can be had (a policy, a file: page, Node without one), it is
 * opened here, and a warning says so once.
 * @throws as `openRemote`; E_CONFIG for options that cannot be sent
 */
export async function openInWorker<T extends object = Record<string, unknown>>(
  url: string | URL,
  options: WorkerOptions = {},
): Promise<WorkerIndex<T>> {
  checkOptions(options, optionNames, 'opening in a worker')
  const { worker = shippedWorker(), warn = consoleWarn, signal, ...sent } = options
  const address = new URL(url, pageAddress()).href
  let line: Line
  let ahead: Promise<SentAnswer | undefined> | undefined
  try {
    const port = portOf(worker)
    if (typeof port?.postMessage !== 'function') throw new TypeError(`Expected a worker, got ${quote(port)}`)
    line = new Line(port)
    if (typeof Worker !== 'undefined' && port instanceof Worker) ahead = askAhead(address, sent, signal)
    await line.ready
  } catch (error) {
    warn(`rostrum: no worker (${error instanceof Error ? error.message : String(error)}); searching in the page's own thread.`)
    ahead?.then((answer) => answer?.body.cancel())
    ahead = undefined
    line = await localLine()
  }
  const first = await ahead
  await line.send({ open: { url: address, options: sent, ...(first && { first }) } }, signal, first && [first.body])
  return new WorkerIndex<T>(line)
}

/** An index in a worker: as `RemoteIndex`. */
export class WorkerIndex<T extends object = Record<string, unknown>> {
  readonly #line: Line

  /** Made by `openInWorker`. */
  constructor(line: Line) {
    this.#line = line
  }

  /** How many documents can be found, as of the last answer. */
  get count(): number {
    return this.#line.known.count
  }

  /** What was fetched, as of the last answer. */
  get traffic(): Known['traffic'] {
    return { ...this.#line.known.traffic }
  }

  /** As `Index.search`. */
  readonly search: RemoteIndex<T>['search'] = (query, options) => this.#ask('search', [query], options)

  /** As `Index.suggest`. */
  readonly suggest: RemoteIndex<T>['suggest'] = (typed, options) => this.#ask('suggest', [typed], options)

  /** As `Index.didYouMean`. */
  readonly didYouMean: RemoteIndex<T>['didYouMean'] = (query, options) => this.#ask('didYouMean', [query], options)

  /** As `Index.similar`. */
  readonly similar: RemoteIndex<T>['similar'] = (id, options) => this.#ask('similar', [id], options)

  /** As `Index.trend`. */
  readonly trend: RemoteIndex<T>['trend'] = (query, options) => this.#ask('trend', [query], options)

  /** As `Index.termStatistics`. */
  readonly termStatistics: RemoteIndex<T>['termStatistics'] = (text, options) => this.#ask('termStatistics', [text], options)

  /** As `Index.stats`. */
  readonly stats: RemoteIndex<T>['stats'] = (options) => this.#ask('stats', [], options)

  /** As `Index.moreLikeThis`. */
  readonly moreLikeThis: RemoteIndex<T>['moreLikeThis'] = (options) => this.#ask('moreLikeThis', [], options)

  /** As `Index.highlight`. */
  readonly highlight: RemoteIndex<T>['highlight'] = (text, query, options) => this.#ask('highlight', [text, query], options)

  /** As `Index.explain`. */
  readonly explain: RemoteIndex<T>['explain'] = (query, id, options) => this.#ask('explain', [query, id], options)

  /** As `Index.has`. */
  readonly has: RemoteIndex<T>['has'] = (id, options) => this.#ask('has', [id], options)

  /** As `Index.get`. */
  readonly get: RemoteIndex<T>['get'] = (id, options) => this.#ask('get', [id], options)

  /** As `Index.info`. */
  readonly info: RemoteIndex<T>['info'] = () => this.#ask('info', [], {})

  /** As `RemoteIndex.prefetch`. */
  readonly prefetch: RemoteIndex<T>['prefetch'] = (query, options) => this.#ask('prefetch', [query], options)

  /** Gives up what is running, and ends the worker. */
  close(): void {
    this.#line.end(closed())
  }

  async #ask<A>(method: Method, args: readonly unknown[], options: object | undefined): Promise<A> {
    const { signal, ...own } = (options ?? {}) as { signal?: AbortSignal }
    return (await this.#line.send({ method, args: [...args, own] }, signal)) as A
  }
}

/** A request without its number. */
type Numbered<M> = M extends { id: number } ? Omit<M, 'id'> : never

/** Requests to a port and the answers to them, by number. */
class Line {
  known: Known = { count: 0, traffic: { requests: 0, bytes: 0 } }
  /** Settled by the first word of the other side, or that it failed. */
  readonly ready: Promise<void>
  readonly #port: Port & { terminate?(): unknown }
  readonly #waiting = new Map<number, Waiting>()
  #next = 0
  #ended: Error | undefined

  constructor(port: Port) {
    this.#port = port
    this.ready = new Promise((resolve, reject) => {
      const timer = setTimeout(() => fail('it said nothing'), patience)
      const fail = (why: string) => {
        clearTimeout(timer)
        reject(new Error(why))
        this.end(stopped(why))
      }
      listen(port, (message) => {
        const told = message as Told
        if (!('ready' in told)) return this.#take(told)
        clearTimeout(timer)
        resolve()
      })
      if (port.on !== undefined) {
        port.on('error', (error) => fail(error instanceof Error ? error.message : String(error)))
        port.on('exit', () => fail('it ended'))
      } else port.addEventListener?.('error', ({ message }) => fail(message || 'its file could not be loaded: name it by worker'))
    })
    // it may fail later, when nobody waits for it
    this.ready.catch(() => {})
  }

  /** Sends a request and waits for its answer. */
  send(request: Numbered<Asked>, signal: AbortSignal | undefined, transfer: Transferable[] = []): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason)
      if (this.#ended !== undefined) return reject(this.#ended)
      const id = this.#next++
      const stop = () => {
        this.#waiting.delete(id)
        this.#port.postMessage({ id, abort: true })
        reject(signal?.reason)
      }
      signal?.addEventListener('abort', stop, { once: true })
      const forget = () => signal?.removeEventListener('abort', stop)
      this.#waiting.set(id, {
        resolve(value) {
          forget()
          resolve(value)
        },
        reject(error) {
          forget()
          reject(error)
        },
      })
      try {
        // what is given away is given to workers of a page
        if (transfer.length === 0) this.#port.postMessage({ id, ...request })
        else (this.#port as Worker).postMessage({ id, ...request }, transfer)
      } catch (error) {
        this.#waiting.delete(id)
        forget()
        reject(unsendable(error))
      }
    })
  }

  /** Ends the worker; whoever waits is told why. */
  end(why: Error): void {
    this.#ended ??= why
    for (const { reject } of this.#waiting.values()) reject(why)
    this.#waiting.clear()
    this.#port.terminate?.()
  }

  #take(told: Exclude<Told, { ready: true }>): void {
    const waiting = this.#waiting.get(told.id)
    this.#waiting.delete(told.id)
    if ('error' in told) waiting?.reject(receivedError(told.error))
    else {
      this.known = told.known
      waiting?.resolve(told.value)
    }
  }
}

/** A line to this thread: the same messages, by nobody's wire. */
async function localLine(): Promise<Line> {
  const { serveIndex } = await import('./host.js')
  const { port1, port2 } = new MessageChannel()
  const here = new Line(started(port1))
  serveIndex(started(port2))
  await here.ready
  return here
}

/** A channel's end that delivers messages, closed where a worker would be ended. */
function started(port: MessagePort): Port {
  port.start()
  return {
    postMessage: (message) => port.postMessage(message),
    addEventListener: (type, listener) => port.addEventListener(type, listener as EventListener),
    ...{ terminate: () => port.close() },
  }
}

function pageAddress(): string | undefined {
  return (globalThis as { location?: { href: string } }).location?.href
}

/** Where the shipped file lies: beside this one; undefined where a script has no address of its own. */
function shippedWorker(): string | undefined {
  // spelt out, so that bundlers find the file
  return import.meta.url === undefined ? undefined : new URL('./worker.js', import.meta.url).href
}

function portOf(worker: WorkerOptions['worker']): Port {
  if (typeof worker === 'function') return worker()
  if (typeof worker === 'object' && !(worker instanceof URL)) return worker
  if (worker === undefined) throw new Error('no file is named for it')
  return workerOf(new URL(worker, pageAddress()).href)
}

/** A file as a worker of this page; by a policy of Trusted Types called `rostrum`, where pages must name one. */
function workerOf(url: string): Port {
  if (typeof Worker === 'undefined') throw new Error('there are none here')
  const { trustedTypes } = globalThis as { trustedTypes?: Policies }
  if (trustedTypes === undefined) return new Worker(url, { type: 'module' })
  policy ??= trustedTypes.createPolicy('rostrum', { createScriptURL: (text) => text })
  return new Worker(policy.createScriptURL(url) as string, { type: 'module' })
}

/** What is used of Trusted Types. */
interface Policies {
  createPolicy(name: string, rules: { createScriptURL(text: string): string }): Policy
}

interface Policy {
  createScriptURL(text: string): unknown
}

let policy: Policy | undefined

let hasWarned = false

/** Once: what forbids one worker forbids the next. */
function consoleWarn(message: string): void {
  const { console: own } = globalThis as { console?: { warn(text: string): void } }
  if (hasWarned) return
  hasWarned = true
  own?.warn(message)
}

function closed(): RostrumError {
  return new RostrumError('E_NETWORK', { expected: 'an open index', got: 'one that was closed', cure: 'Open it again by openInWorker.' })
}

function stopped(why: string): RostrumError {
  return new RostrumError('E_NETWORK', { expected: 'an answer of the worker', got: `none: ${why}`, cure: 'Open it again by openInWorker.' })
}

function unsendable(error: unknown): Error {
  if (isRostrumError(error)) return error
  return new RostrumError('E_CONFIG', {
    expected: 'options of plain data, which can be sent to a worker',
    got: error instanceof Error ? error.message : String(error),
    cure: 'Leave out functions and values of classes.',
    cause: error,
  })
}
