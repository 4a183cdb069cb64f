// A host that counts round trips as a browser makes them: it lets nothing be kept, and answers all that is in flight at once, when nothing more is asked for.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createSecureServer, type Http2ServerRequest, type Http2ServerResponse, type ServerHttp2Session } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { readRange } from '../src/cli/serve/range.js'

/** What a host gives out under a path. */
export interface Given {
  type: string
  body: string | Uint8Array
}

/** What was asked for at once, and the bytes of the answers. */
interface Round {
  /** Path and range, in the order they came. */
  asked: string[]
  /** Bytes of each answer's body. */
  sizes: number[]
}

/** A host, until it is closed. */
export interface RoundHost {
  at: string
  /** Since it began, or they were taken away. */
  rounds: Round[]
  close(): void
}

/** Whoever waits for an answer. */
interface Waiting {
  response: ServerResponse | Http2ServerResponse
  path: string
  range: string | undefined
}

/**
 * Gives out what `give` has. Where nothing more was asked for in `quiet` milliseconds, all that waits is answered, as one round: what follows from an answer is in
 * a later one, and what a page asks for in turn is in as many. Long enough a quiet makes the count one of the page alone, not of the machine's speed. By HTTP/1.1,
 * of which a browser has six connections; with a certificate by HTTP/2.
 */
export async function hostInRounds(
  give: (path: string) => Given | undefined,
  quiet: number,
  certificate?: { key: string; cert: string },
): Promise<RoundHost> {
  let waiting: Waiting[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  const host: RoundHost = { at: '', rounds: [], close: () => undefined }

  function answerAll(): void {
    const asked = waiting.map(({ path, range }) => `${path}${range === undefined ? '' : ` ${range}`}`)
    host.rounds.push({ asked, sizes: waiting.map((each) => answer(each, give(each.path))) })
    waiting = []
  }

  function ask(request: IncomingMessage | Http2ServerRequest, response: Waiting['response']): void {
    const path = decodeURIComponent(new URL(request.url ?? '', 'http://localhost').pathname)
    waiting.push({ response, path, range: request.headers.range })
    clearTimeout(timer)
    timer = setTimeout(answerAll, quiet)
  }

  const sessions = new Set<ServerHttp2Session>()
  const server = certificate === undefined ? createServer(ask) : createSecureServer(certificate, ask)
  server.on('session', (session: ServerHttp2Session) => sessions.add(session))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  host.at = `${certificate === undefined ? 'http' : 'https'}://127.0.0.1:${(server.address() as AddressInfo).port}/`
  host.close = () => {
    clearTimeout(timer)
    for (const session of sessions) session.destroy()
    if ('closeAllConnections' in server) server.closeAllConnections()
    server.close()
  }
  return host
}

/** Answers one request: the bytes of its body. */
function answer({ response, range }: Waiting, given: Given | undefined): number {
  // the two kinds have the same methods, whose overloads do not go together
  const reply = response as ServerResponse
  if (given === undefined) {
    reply.writeHead(404, { 'Cache-Control': 'no-store' }).end()
    return 0
  }
  const bytes = Buffer.from(given.body)
  const headers = { 'Content-Type': given.type, 'Cache-Control': 'no-store' }
  const asked = readRange(range, bytes.length)
  if (typeof asked === 'string') {
    reply.writeHead(200, { ...headers, 'Content-Length': bytes.length }).end(bytes)
    return bytes.length
  }
  const { start, end } = asked
  reply
    .writeHead(206, { ...headers, 'Content-Length': end - start, 'Content-Range': `bytes ${start}-${end - 1}/${bytes.length}` })
    .end(bytes.subarray(start, end))
  return end - start
}
