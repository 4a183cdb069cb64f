// A host that counts round trips as a browser makes them: it lets nothing be kept, and answers all that is in flight at once, when nothing more is asked for.

import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readRange } from '../src/cli/serve/range.js'

/** What a host gives out under a path. */
export interface Given {
  type: string
  body: string | Uint8Array
}

/** What was asked for at once, and the bytes of the answers. */
export interface Round {
  /** Path and range, in the order they came. */
  asked: string[]
  bytes: number
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
  response: ServerResponse
  path: string
  range: string | undefined
}

/**
 * Gives out what `give` has. Where nothing more was asked for in `quiet` milliseconds, all that waits is answered, as one round: what follows from an answer is in
 * a later one, and what a page asks for in turn is in as many. Long enough a quiet makes the count one of the page alone, not of the machine's speed.
 */
export async function hostInRounds(give: (path: string) => Given | undefined, quiet: number): Promise<RoundHost> {
  let waiting: Waiting[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  const host: RoundHost = { at: '', rounds: [], close: () => undefined }

  function answerAll(): void {
    const round: Round = { asked: waiting.map(({ path, range }) => `${path}${range === undefined ? '' : ` ${range}`}`), bytes: 0 }
    host.rounds.push(round)
    for (const each of waiting) round.bytes += answer(each, give(each.path))
    waiting = []
  }

  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '', 'http://localhost').pathname)
    waiting.push({ response, path, range: request.headers.range })
    clearTimeout(timer)
    timer = setTimeout(answerAll, quiet)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  host.at = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  host.close = () => {
    clearTimeout(timer)
    server.closeAllConnections()
    server.close()
  }
  return host
}

/** Answers one request: the bytes of its body. */
function answer({ response, range }: Waiting, given: Given | undefined): number {
  if (given === undefined) {
    response.writeHead(404, { 'Cache-Control': 'no-store' }).end()
    return 0
  }
  const bytes = Buffer.from(given.body)
  const headers = { 'Content-Type': given.type, 'Cache-Control': 'no-store' }
  const asked = readRange(range, bytes.length)
  if (typeof asked === 'string') {
    response.writeHead(200, { ...headers, 'Content-Length': bytes.length }).end(bytes)
    return bytes.length
  }
  const { start, end } = asked
  response
    .writeHead(206, { ...headers, 'Content-Length': end - start, 'Content-Range': `bytes ${start}-${end - 1}/${bytes.length}` })
    .end(bytes.subarray(start, end))
  return end - start
}
