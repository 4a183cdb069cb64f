// The worker's side: opens an index, and answers what is asked of it by messages.

import { httpSource, openRemote, type RemoteIndex, type Source } from '../remote/index.js'
import { type Asked, listen, type Method, methods, type Port, type SentOptions, sentError } from './messages.js'

/** Which argument of a method is its options, among which a signal can be; others take none. */
const optionsAt: Readonly<Partial<Record<Method, number>>> = {
  search: 1,
  suggest: 1,
  didYouMean: 1,
  explain: 2,
  has: 1,
  get: 1,
  prefetch: 1,
}

/**
 * Answers `openInWorker` at the other end of `port`: `self` in a worker of a page, as the shipped file does, or `parentPort` in one of Node's worker_threads.
 */
export function serveIndex(port: Port): void {
  const running = new Map<number, AbortController>()
  let index: Promise<RemoteIndex> | undefined

  async function answer(message: Exclude<Asked, { abort: true }>): Promise<void> {
    const { id } = message
    const controller = new AbortController()
    running.set(id, controller)
    try {
      if ('open' in message) index = open(message.open.url, message.open.options, controller.signal)
      if (index === undefined) throw new Error('Nothing was opened.')
      const opened = await index
      const value = 'open' in message ? undefined : await ask(opened, message.method, message.args, controller.signal)
      port.postMessage({ id, value, known: { count: opened.count, traffic: opened.traffic } })
    } catch (error) {
      port.postMessage({ id, error: sentError(error) })
    } finally {
      running.delete(id)
    }
  }

  listen(port, (message) => {
    const asked = message as Asked
    if (typeof asked?.id !== 'number') return
    if ('abort' in asked) running.get(asked.id)?.abort()
    else answer(asked)
  })
  port.postMessage({ ready: true })
}

function ask(index: RemoteIndex, method: Method, args: readonly unknown[], signal: AbortSignal): unknown {
  if (!methods.includes(method)) throw new Error(`There is no method ${String(method)}.`)
  const at = optionsAt[method]
  const given = [...args]
  if (at !== undefined) given[at] = { ...(args[at] as object | undefined), signal }
  return (index[method] as (...given: readonly unknown[]) => unknown).apply(index, given)
}

async function open(url: string, { whole = false, ...options }: SentOptions, signal: AbortSignal): Promise<RemoteIndex> {
  if (!whole) return openRemote(url, { ...options, signal })
  const { cacheBytes: _, headBytes: __, maxBytes: ___, offline: ____, ...http } = options
  const { bytes } = await httpSource(url, { ...http, maxWholeBytes: Number.MAX_SAFE_INTEGER }).read(0, Number.MAX_SAFE_INTEGER, { signal })
  const source: Source = { name: url, read: async (start, end) => ({ bytes: bytes.subarray(start, end), start, total: bytes.length }) }
  return openRemote(source, { cacheBytes: 2 * bytes.length, maxBytes: Number.MAX_SAFE_INTEGER, signal })
}
