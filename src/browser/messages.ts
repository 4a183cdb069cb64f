// What is said between a page and a worker that holds an index: plain data, answered by number.

import { isRostrumError, RostrumError } from '../errors.js'
import type { RemoteOptions } from '../remote/index.js'
import type { SentAnswer } from './ahead.js'

/** Options of opening that can be sent: those without functions and values of classes. */
export type SentOptions = Omit<RemoteOptions, 'analyzers' | 'deflate' | 'fetch' | 'languages' | 'signal' | 'offline'> & {
  /** Whether to keep what was fetched in CacheStorage. Default false. */
  offline?: boolean
  /** Whether to load the file whole, and search it in memory, in place of reading it by ranges. Default false. */
  whole?: boolean
}

/** What can be asked of the index. */
export const methods = [
  'search',
  'suggest',
  'didYouMean',
  'moreLikeThis',
  'similar',
  'trend',
  'termStatistics',
  'stats',
  'highlight',
  'explain',
  'has',
  'get',
  'info',
  'prefetch',
] as const

/** One of them. */
export type Method = (typeof methods)[number]

/** From the page: open, ask, or give up what was asked. */
export type Asked =
  | { id: number; open: { url: string; options: SentOptions; first?: SentAnswer } }
  | { id: number; method: Method; args: readonly unknown[] }
  | { id: number; abort: true }

/** What the page knows of the index without asking. */
export interface Known {
  count: number
  traffic: { requests: number; bytes: number }
}

/** From the worker: that it is there, an answer, or an error. */
export type Told = { ready: true } | { id: number; value: unknown; known: Known } | { id: number; error: SentError }

/** An error in parts: errors lose their class and code on the way. */
export interface SentError {
  name: string
  message: string
  code?: string
  expected?: string
  got?: string
  cure?: string
  details?: Readonly<Record<string, unknown>>
}

/** An error as parts that can be sent. */
export function sentError(error: unknown): SentError {
  if (isRostrumError(error)) {
    const { name, message, code, expected, got, cure, details } = error
    return { name, message, code, expected, got, cure, details }
  }
  return error instanceof Error ? { name: error.name, message: error.message } : { name: 'Error', message: String(error) }
}

/** The error that was sent. */
export function receivedError({ name, message, code, expected = '', got = '', cure = '', details = {} }: SentError): Error {
  if (code !== undefined) return new RostrumError(code as RostrumError['code'], { expected, got, cure, details })
  const error = new Error(message)
  error.name = name
  return error
}

/** Either end of a worker: of a page (`addEventListener`) or of Node's worker_threads (`on`). */
export interface Port {
  postMessage(message: unknown): void
  addEventListener?(type: string, listener: (event: { data?: unknown; message?: string }) => void): void
  on?(type: string, listener: (value: unknown) => void): unknown
}

/** Calls `listener` with each message that comes, in whichever way the port has. */
export function listen(port: Port, listener: (message: unknown) => void): void {
  if (port.on !== undefined) port.on('message', listener)
  else port.addEventListener?.('message', (event) => listener(event.data))
}
