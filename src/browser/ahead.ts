// The first request for an index that a worker will open, sent by the page while the worker's own file is on its way: a round trip less before the first results.

import type { SentOptions } from './messages.js'

/** An answer as it is sent to a worker, which checks it as one of its own. */
export interface SentAnswer {
  /** The range that was asked for; null for the whole file. */
  range: string | null
  status: number
  headers: [name: string, value: string][]
  body: ReadableStream<Uint8Array<ArrayBuffer>>
}

/**
 * Asks what the worker will ask first, by a plain GET of the page's own. Settled by the head of the answer; undefined where something is wrong with it, or with the
 * request, so that the worker asks, and says so; and where this browser cannot send a stream to a worker.
 */
export async function askAhead(url: string, options: SentOptions, signal: AbortSignal | undefined): Promise<SentAnswer | undefined> {
  const { whole = false, headBytes = 65_536, credentials = 'omit', headers = {}, idleTimeout = 10_000 } = options
  const controller = new AbortController()
  const stop = () => controller.abort()
  const timer = setTimeout(stop, idleTimeout)
  try {
    if (!sendsStreams()) return undefined
    signal?.addEventListener('abort', stop)
    const range = whole ? null : `bytes=0-${headBytes - 1}`
    // as `httpSource` has it
    const asked = { headers: { ...headers, ...(range !== null && { range }) }, credentials, cache: 'no-store' } as const
    const given = await fetch(url, { ...asked, signal: controller.signal })
    const { status, body } = given
    if (status === (whole ? 200 : 206) && body !== null) return { range, status, headers: [...given.headers], body }
    stop()
  } catch {
    // the worker will see
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', stop)
  }
  return undefined
}

let canSend: boolean | undefined

/** Whether streams may be sent to workers, as not in all browsers. */
function sendsStreams(): boolean {
  if (canSend === undefined) {
    const { port1 } = new MessageChannel()
    const stream = new ReadableStream()
    try {
      port1.postMessage(stream, [stream])
      canSend = true
    } catch {
      canSend = false
    }
    port1.close()
  }
  return canSend
}

/** A `fetch` whose first answer is one that is here, where that is what is asked for. */
export function withAnswer({ body, range, ...head }: SentAnswer): typeof fetch {
  let isHere = true
  return async (address, asked) => {
    const { headers, signal, cache } = asked ?? {}
    if (!isHere) return fetch(address, asked)
    isHere = false
    if (new Headers(headers).get('range') !== range || cache === 'reload') {
      void body.cancel()
      return fetch(address, asked)
    }
    // ended by the signal as an answer from the network is
    return new Response(body.pipeThrough(new TransformStream(), signal ? { signal } : {}), head)
  }
}
