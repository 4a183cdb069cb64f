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
  reset(): void
  close(): Promise<void>
}

/** Serves `bytes` on a port of its own. */
export async function serve(bytes: Uint8Array): Promise<FaultServer> {
  const log: FaultServer['log'] = []
  const server: Server = createServer((request, response) => {
    const match = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '')
    const [start, end] = match === null ? [0, self.bytes.length] : [Number(match[1]), Number(match[2]) + 1]
    const number = log.length
    log.push({ start, end, headers: request.headers })
    response.on('error', () => {})
    for (const [name, value] of Object.entries(self.allow)) response.setHeader(name, value)
    if (self.fault?.({ number, start, end, bytes: self.bytes, request, response }) === true) return
    answer({ number, start, end, bytes: self.bytes, request, response })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const self: FaultServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/news.rostrum`,
    bytes,
    fault: undefined,
    allow: {},
    log,
    reset() {
      log.length = 0
      self.fault = undefined
    },
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
  return self
}

/** The right answer, with headers beside. */
export function answer({ start, end, bytes, response }: Asked, headers: Record<string, string> = {}): true {
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
