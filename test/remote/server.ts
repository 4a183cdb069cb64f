// A server of one file by ranges, that counts what it is asked for and does wrong on demand.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A request as a fault sees it. */
export interface Asked {
  /** Number of the request, from 0. */
  number: number
  start: number
  /** exclusive */
  end: number
  bytes: Uint8Array
  request: IncomingMessage
  response: ServerResponse
  /** The same file at another origin, which always answers rightly; with `?closed`, no page elsewhere may read it. */
  elsewhere: string
}

/** Answers in its own way and gives true, or leaves the request to the server. */
export type Fault = (asked: Asked) => boolean | undefined

/** A running server. */
export interface FaultServer {
  readonly url: string
  /** What is served, and how; both may change at any time. */
  bytes: Uint8Array
  fault: Fault | undefined
  /** Headers of every answer, for a page of another origin. */
  allow: Readonly<Record<string, string>>
  /** Ranges asked for since the last `reset`. */
  readonly log: { start: number; end: number; headers: IncomingMessage['headers'] }[]
  /** Headers of requests to the other origin since then. */
  readonly elsewhereLog: IncomingMessage['headers'][]
  reset(): void
  close(): Promise<void>
}

/** Serves `bytes` on a port of its own. */
export async function serve(bytes: Uint8Array): Promise<FaultServer> {
  const log: FaultServer['log'] = []
  const elsewhereLog: FaultServer['elsewhereLog'] = []
  const other = createServer((request, response) => {
    elsewhereLog.push(request.headers)
    if (!request.url?.endsWith('?closed')) response.setHeader('access-control-allow-origin', '*')
    answer({ ...rangeOf(request), number: 0, bytes: self.bytes, request, response, elsewhere: '' })
  })
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  const elsewhere = `http://127.0.0.1:${(other.address() as AddressInfo).port}/news.rostrum`
  const server: Server = createServer((request, response) => {
    const number = log.length
    const { start, end } = rangeOf(request)
    log.push({ start, end, headers: request.headers })
    response.on('error', () => {})
    for (const [name, value] of Object.entries(self.allow)) response.setHeader(name, value)
    const asked: Asked = { number, start, end, bytes: self.bytes, request, response, elsewhere }
    if (self.fault?.(asked) !== true) answer(asked)
  })
  function rangeOf({ headers }: IncomingMessage): { start: number; end: number } {
    const match = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? '')
    return match === null ? { start: 0, end: self.bytes.length } : { start: Number(match[1]), end: Number(match[2]) + 1 }
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const self: FaultServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/news.rostrum`,
    bytes,
    fault: undefined,
    allow: {},
    log,
    elsewhereLog,
    reset() {
      log.length = 0
      elsewhereLog.length = 0
      self.fault = undefined
    },
    async close() {
      for (const each of [server, other]) {
        each.closeAllConnections()
        await new Promise((resolve) => each.close(resolve))
      }
    },
  }
  return self
}

/** The right answer, with headers beside: the whole file where no part is asked for. */
export function answer({ start, end, bytes, request, response }: Asked, headers: Record<string, string> = {}): true {
  if (request.headers.range === undefined) {
    response.writeHead(200, { 'content-length': String(bytes.length), 'content-type': 'application/octet-stream', ...headers }).end(bytes)
    return true
  }
  if (start >= bytes.length) {
    response.writeHead(416, { 'content-range': `bytes */${bytes.length}`, ...headers }).end()
    return true
  }
  const body = bytes.subarray(start, end)
  response
    .writeHead(206, {
      'content-range': `bytes ${start}-${start + body.length - 1}/${bytes.length}`,
      'content-length': String(body.length),
      'content-type': 'application/octet-stream',
      ...headers,
    })
    .end(body)
  return true
}

/** Answers after so many milliseconds, until another fault is set; gives how many requests were waiting at once at most. */
export function slowly(server: FaultServer, milliseconds: number): () => number {
  let [running, most] = [0, 0]
  server.fault = (asked) => {
    most = Math.max(most, ++running)
    setTimeout(() => {
      running--
      answer(asked)
    }, milliseconds)
    return true
  }
  return () => most
}
