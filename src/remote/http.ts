// Ranges by HTTP: one plain GET for each, whose answer is checked before a byte of it is believed; tried again where that may help.

import { checkOptions, isRostrumError, quote, RostrumError } from '../errors.js'
import { changed, mismatch, networkFault, statusFault, unsupported } from './faults.js'
import type { Part, ReadOptions, Source } from './source.js'
import { lengthIn, startLength } from './start.js'

/** How a file is fetched. */
export interface HttpOptions {
  /** Default: that of the platform. */
  fetch?: typeof fetch
  /** Whether cookies are sent. Default 'omit'. */
  credentials?: 'omit' | 'same-origin' | 'include'
  /** Headers to send beside Range. With any of them, another origin is asked for leave first, which costs a round trip. */
  headers?: Readonly<Record<string, string>>
  /** The most bytes that are taken where a server gives the whole file in place of a part. Default 8 MiB, and 1 GiB where the whole file is asked for; 0 never takes it. */
  maxWholeBytes?: number
  /** Milliseconds for one answer, from asking to its last byte. Default 30,000. */
  timeout?: number
  /** Milliseconds without a byte after which an answer is given up. Default 10,000. */
  idleTimeout?: number
  /** Milliseconds to wait before each further try, of what another try may mend. Default [100, 400, 1600]; [] never tries again. */
  retryDelays?: readonly number[]
}

/** Names of the options above. */
export const httpOptionNames = ['fetch', 'credentials', 'headers', 'maxWholeBytes', 'timeout', 'idleTimeout', 'retryDelays'] as const

/** The longest that a server may make us wait by Retry-After, in milliseconds. */
const longestWait = 10_000

/** What there is before `end` where nobody knows how long the file is; before Infinity all of it. */
type Wanted = { start: number; end: number; exact: boolean; fresh: boolean }

/** A source of the file at `url`. Sends nothing yet. @throws E_CONFIG */
export function httpSource(url: string | URL, options: HttpOptions = {}): Source {
  checkOptions(options, httpOptionNames, 'fetching')
  const {
    fetch: ask = globalThis.fetch,
    credentials = 'omit',
    headers = {},
    maxWholeBytes = 8 * 2 ** 20,
    timeout = 30_000,
    idleTimeout = 10_000,
    retryDelays = [100, 400, 1600],
  } = options
  const name = String(url)
  if (typeof ask !== 'function') throw config('fetch, a function', quote(ask))
  for (const [option, value] of Object.entries({ maxWholeBytes, timeout, idleTimeout })) {
    if (typeof value !== 'number' || !(value >= 0)) throw config(`${option}, a number not below 0`, quote(value))
  }
  if (!Array.isArray(retryDelays) || !retryDelays.every((delay) => delay >= 0))
    throw config('retryDelays, milliseconds', quote(retryDelays))

  async function once({ start, end, exact, fresh }: Wanted, signal: AbortSignal | undefined): Promise<Part> {
    const clock = new Clock(signal, timeout, idleTimeout)
    try {
      const response = await ask(name, {
        // a whole file may be compressed on the way; where a part was asked for, browsers do not unpack it
        headers: end === Infinity ? headers : { ...headers, range: `bytes=${start}-${end - 1}`, 'accept-encoding': 'identity' },
        credentials,
        // Chromium lets nothing else of a file pass while it puts a part into its cache: the parts of one round would come one after another, and an old
        // beginning with new parts behind it.
        cache: fresh ? 'reload' : 'no-store',
        signal: clock.signal,
      })
      clock.tick()
      try {
        const expected = checkAnswer(response, { start, end, exact, fresh })
        const bytes = await readBody(response, expected.most, clock, response.status === 200)
        return expected.part(bytes)
      } catch (error) {
        // what is left of the body is not wanted, and is not downloaded
        clock.stop()
        throw error
      }
    } catch (error) {
      if (signal?.aborted) throw signal.reason
      if (clock.isLate) throw networkFault(name, clock.isLate, { timeout: true })
      throw isRostrumError(error) ? error : networkFault(name, failureText(error), {}, error)
    } finally {
      clock.end()
    }
  }

  /** What an answer of that status and those headers must be. @throws where it cannot be one */
  function checkAnswer(response: Response, wanted: Wanted): { most: number; part(bytes: Uint8Array): Part } {
    const { start, end, exact } = wanted
    const { status } = response
    const header = (key: string) => response.headers.get(key) ?? ''
    const length = /^\d+$/.test(header('content-length')) ? Number(header('content-length')) : undefined
    if (status === 200) {
      if ((length ?? 0) > maxWholeBytes) throw tooLarge(wanted, `all ${length} bytes`)
      return {
        most: maxWholeBytes,
        part(bytes) {
          const told = lengthIn(bytes)
          if (isPage(bytes)) throw page(name)
          // no index: opening it will say so, by its beginning
          if (told === undefined && bytes.length >= startLength) return { bytes, start: 0, total: bytes.length }
          if (bytes.length > maxWholeBytes || (told ?? 0) > maxWholeBytes) throw tooLarge(wanted, `more than ${maxWholeBytes} bytes`)
          if (told !== undefined && bytes.length > told) throw tooLong(name, told)
          return { bytes, start: 0, total: bytes.length }
        },
      }
    }
    if (status === 416) {
      if (/^bytes \*\/0$/.test(header('content-range'))) return { most: 0, part: () => ({ bytes: new Uint8Array(0), start, total: 0 }) }
      throw changed(name, `status 416: no bytes [${start}, ${end})`)
    }
    if (status !== 206) throw statusFault(name, status, waitOf(header('retry-after')))
    if (/^multipart\//i.test(header('content-type'))) throw mismatch(name, `bytes [${start}, ${end})`, header('content-type').slice(0, 60))
    const coding = header('content-encoding')
    if (coding !== '' && coding !== 'identity') {
      throw unsupported(
        name,
        `a part compressed by ${quote(coding)}`,
        'Switch compression off for this file: its parts are packed already.',
      )
    }
    const range = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(header('content-range'))
    if (range === null) {
      // another origin may hide the header: checksums will tell
      if (header('content-range') !== '' || end === Infinity)
        throw mismatch(name, `bytes [${start}, ${end})`, quote(header('content-range')))
      return { most: end - start, part: (bytes) => ({ bytes: whole(bytes, exact ? end - start : length, wanted), start }) }
    }
    const [from, to] = [Number(range[1]), Number(range[2]) + 1]
    if (end === Infinity && to > maxWholeBytes) throw tooLarge(wanted, `all ${to} bytes`)
    const total = range[3] === '*' ? undefined : Number(range[3])
    if (from !== start || to > end || (to < end && to !== total)) throw mismatch(name, `bytes [${start}, ${end})`, `bytes [${from}, ${to})`)
    if (exact && to < end) throw changed(name, `a file of ${total} bytes`)
    return { most: to - from, part: (bytes) => ({ bytes: whole(bytes, to - from, wanted), start, total }) }
  }

  function tooLarge({ end }: Wanted, got: string): RostrumError {
    if (end !== Infinity) return unsupported(name, `status 200 with ${got}`)
    const cure = 'Read the file by ranges, or raise maxWholeBytes.'
    return new RostrumError('E_LIMIT', {
      expected: `at most ${maxWholeBytes} bytes of ${quote(name)}`,
      got,
      cure,
      details: { limit: maxWholeBytes },
    })
  }

  function whole(bytes: Uint8Array, length: number | undefined, { start, end }: Wanted): Uint8Array {
    if (bytes.length > end - start) throw mismatch(name, `${end - start} bytes`, 'more')
    if (length !== undefined && bytes.length < length) throw networkFault(name, `${bytes.length} of ${length} bytes`)
    if (length !== undefined && bytes.length > length) throw mismatch(name, `${length} bytes`, 'more')
    return bytes
  }

  return {
    name,
    async read(start: number, end: number, { signal, fresh = false, exact = false }: ReadOptions): Promise<Part> {
      let isFresh = fresh
      for (let attempt = 0; ; attempt++) {
        signal?.throwIfAborted()
        try {
          return await once({ start, end, exact, fresh: isFresh }, signal)
        } catch (error) {
          if (!isRostrumError(error) || attempt >= retryDelays.length) throw error
          const isMixedUp = error.code === 'E_RANGE_MISMATCH' && !isFresh
          if (!isMixedUp && !(error.code === 'E_NETWORK' && error.details.retryable === true)) throw error
          // a cache may be what is wrong
          isFresh ||= isMixedUp
          await pause(Math.max(Number(error.details.wait ?? 0), retryDelays[attempt] * (1 + Math.random() / 4)), signal)
        }
      }
    },
  }
}

/** Watches over one answer: how long it takes, how long since its last byte, and whether it is still wanted. */
class Clock {
  /** Why it was given up, or ''. */
  isLate = ''
  readonly #controller = new AbortController()
  readonly #asked: AbortSignal | undefined
  readonly #idleTimeout: number
  readonly #whole: ReturnType<typeof setTimeout>
  #idle: ReturnType<typeof setTimeout> | undefined
  readonly #stop = () => this.stop()

  constructor(asked: AbortSignal | undefined, timeout: number, idleTimeout: number) {
    this.#asked = asked
    this.#idleTimeout = idleTimeout
    this.#whole = setTimeout(() => this.#late(`no whole answer in ${timeout} ms`), timeout)
    asked?.addEventListener('abort', this.#stop)
    if (asked?.aborted) this.stop()
    this.tick()
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  /** Something came. */
  tick(): void {
    clearTimeout(this.#idle)
    this.#idle = setTimeout(() => this.#late(`nothing for ${this.#idleTimeout} ms`), this.#idleTimeout)
  }

  stop(): void {
    this.#controller.abort()
  }

  end(): void {
    clearTimeout(this.#whole)
    clearTimeout(this.#idle)
    this.#asked?.removeEventListener('abort', this.#stop)
  }

  #late(why: string): void {
    this.isLate = why
    this.stop()
  }
}

/**
 * The body, up to one chunk beyond `most` bytes: who counts them sees that they are too many. Of one that is all of a file (`isAll`), no more than the file says
 * that it has, and of what is no index only the beginning: a few bytes may become any number by unpacking.
 */
async function readBody(response: Response, most: number, clock: Clock, isAll: boolean): Promise<Uint8Array> {
  const reader = response.body?.getReader()
  if (reader === undefined) return new Uint8Array(await response.arrayBuffer())
  const chunks: Uint8Array[] = []
  let [length, limit] = [0, most]
  let isKnown = !isAll
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return joined(chunks, length)
    clock.tick()
    chunks.push(value)
    length += value.length
    if (!isKnown && length >= startLength) {
      isKnown = true
      limit = Math.min(most, lengthIn(joined(chunks, length)) ?? 0)
    }
    if (length > limit) break
  }
  // what is left of it is not downloaded
  clock.stop()
  return joined(chunks, length)
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return bytes
}

/** Waits. Rejects with the reason of `signal` when it fires. */
export function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop)
      resolve()
    }, milliseconds)
    signal?.addEventListener('abort', stop, { once: true })
  })
}

function waitOf(retryAfter: string): number {
  return /^\d{1,6}$/.test(retryAfter) ? Math.min(longestWait, 1000 * Number(retryAfter)) : 0
}

/** Whether bytes are a web page: what many servers send for a file that is not there. */
function isPage(bytes: Uint8Array): boolean {
  const start = String.fromCharCode(...bytes.subarray(0, 64))
    .trimStart()
    .toLowerCase()
  return start.startsWith('<!doctype html') || start.startsWith('<html')
}

function page(name: string): RostrumError {
  return new RostrumError('E_NOT_AN_INDEX', {
    expected: `an index at ${quote(name)}`,
    got: 'a web page, status 200',
    cure: 'Check the address: the server answers with a page where it has no file.',
  })
}

function tooLong(name: string, told: number): RostrumError {
  return new RostrumError('E_TRUNCATED', {
    expected: `the ${told} bytes that ${quote(name)} says it has`,
    got: 'more',
    cure: 'Build the file again, or look for what adds to it on the way.',
  })
}

function config(expected: string, got: string): RostrumError {
  return new RostrumError('E_CONFIG', { expected, got, cure: 'Leave it out for the default.' })
}

function failureText(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 120) : 'no answer'
}
