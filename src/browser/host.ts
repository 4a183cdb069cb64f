// The worker's side: opens an index, and answers what is asked of it by messages.

import type { Reader } from '../reader/reader.js'
import { cacheStorage, openRemote, type RemoteIndex } from '../remote/index.js'
import { loadForTyping } from '../remote/modules.js'
import { fetchWhole, openBytes } from '../remote/whole.js'
import { type SentAnswer, withAnswer } from './ahead.js'
import { type Asked, type Known, listen, type Method, methods, type Port, type SentOptions, sentError } from './messages.js'

/** Which argument of a method is its options, among which a signal can be; others take none. */
const optionsAt: Readonly<Partial<Record<Method, number>>> = {
  search: 1,
  suggest: 1,
  didYouMean: 1,
  moreLikeThis: 0,
  similar: 1,
  trend: 1,
  termStatistics: 1,
  stats: 0,
  highlight: 2,
  explain: 2,
  has: 1,
  get: 1,
  prefetch: 1,
}

/** What is to be opened, and the answer to what is asked of it first, where the page has it. */
interface Opening {
  url: string
  options: SentOptions
  first?: SentAnswer
}

/** What answers: by ranges, or in memory. */
type Opened = RemoteIndex | WholeIndex

/** An index in memory, and what came for it. */
interface WholeIndex {
  reader: Reader
  byteLength: number
}

/**
 * Answers `openInWorker` at the other end of `port`: `self` in a worker of a page, as the shipped file does, or `parentPort` in one of Node's worker_threads.
 */
export function serveIndex(port: Port): void {
  const running = new Map<number, AbortController>()
  let index: Promise<Opened> | undefined

  async function answer(message: Exclude<Asked, { abort: true }>): Promise<void> {
    const { id } = message
    const controller = new AbortController()
    running.set(id, controller)
    try {
      if ('open' in message) index = open(message.open, controller.signal)
      if (index === undefined) throw new Error('Nothing was opened.')
      const opened = await index
      const value = 'open' in message ? undefined : await ask(opened, message.method, message.args, controller.signal)
      port.postMessage({ id, value, known: knownOf(opened) })
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

function knownOf(opened: Opened): Known {
  if (!('reader' in opened)) return { count: opened.count, traffic: opened.traffic }
  return { count: opened.reader.count, traffic: { requests: 1, bytes: opened.byteLength } }
}

function ask(opened: Opened, method: Method, args: readonly unknown[], signal: AbortSignal): unknown {
  if (!methods.includes(method)) throw new Error(`There is no method ${String(method)}.`)
  if ('reader' in opened) {
    // all of it is here: there is nothing to fetch before, and nothing to wait for
    if (method === 'prefetch') return undefined
    return (opened.reader[method] as (...given: readonly unknown[]) => unknown).apply(opened.reader, [...args])
  }
  const at = optionsAt[method]
  const given = [...args]
  if (at !== undefined) given[at] = { ...(args[at] as object | undefined), signal }
  return (opened[method] as (...given: readonly unknown[]) => unknown).apply(opened, given)
}

async function open({ url, options, first }: Opening, signal: AbortSignal): Promise<Opened> {
  const { whole = false, ...rest } = options
  const sent = { ...rest, ...(first && { fetch: withAnswer(first) }) }
  if (!whole) {
    loadForTyping()
    return openRemote(url, { ...sent, signal })
  }
  const { cacheBytes: _, headBytes: __, maxBytes: ___, offline = false, ...http } = sent
  const bytes = await fetchWhole(url, http, offline ? cacheStorage() : undefined, signal)
  return { reader: await openBytes(bytes), byteLength: bytes.length }
}
