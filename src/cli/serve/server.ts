// A server for one index on this machine: the page, the file with ranges, an interface in JSON; it reads and never writes.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { crc32 } from '../../bytes/crc32.js'
import { isRostrumError } from '../../errors.js'
import { hitObject } from '../hits.js'
import type { Engine } from '../repl/engine.js'
import { articlePage, foundPage, iconFile, type PageFacts, pageIcon, pagePolicy, pageStyles, scriptFolder, searchPage } from './page.js'
import { readRange } from './range.js'

/** What is served. */
export interface Served {
  engine: Engine
  /** The file of the index. */
  bytes: Uint8Array
  facts: PageFacts
  /** The page's scripts by name. */
  scripts: ReadonlyMap<string, Uint8Array>
}

/** The most hits of one answer, and the most left out before them. */
const most = { limit: 100, offset: 9_900 }

/** Headers of every answer. */
const always: Readonly<Record<string, string>> = {
  // that nobody may frame the page can only be said here
  'Content-Security-Policy': `${pagePolicy}; frame-ancestors 'none'`,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
}

/** What goes back. */
interface Answer {
  status: number
  type: string
  body: string | Uint8Array
  headers?: Readonly<Record<string, string>>
}

/** Makes the server; the caller lets it listen, on the loopback address alone. */
export function serverOf(served: Served): Server {
  const tag = `"${served.bytes.length.toString(36)}-${crc32(served.bytes).toString(36)}"`
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 5_000 }, (request, response) => {
    answerOf(served, tag, request)
      .catch((error: unknown): Answer => failure(error))
      .then((answer) => send(answer, request, response))
  })
  server.maxConnections = 100
  return server
}

async function answerOf(served: Served, tag: string, request: IncomingMessage): Promise<Answer> {
  // a page elsewhere whose name leads to this machine must not read what is here
  if (!isOurHost(request.headers.host)) return plain(421, 'This server answers to 127.0.0.1 and localhost.')
  if (request.method !== 'GET' && request.method !== 'HEAD') return plain(405, 'Only GET and HEAD.', { Allow: 'GET, HEAD' })
  const address = URL.canParse(request.url ?? '', 'http://localhost') ? new URL(request.url ?? '', 'http://localhost') : undefined
  if (address === undefined) return plain(400, 'This is no address.')
  switch (address.pathname) {
    case '/':
      return { status: 200, type: 'text/html; charset=utf-8', body: searchPage(served.facts) }
    case '/search':
      return found(served, address.searchParams)
    case '/article':
      return article(served, address.searchParams.get('id') ?? '')
    case '/api/search':
      return json(served, address.searchParams)
    case '/favicon.ico':
      return { status: 204, type: 'text/plain', body: '' }
    case `/${iconFile}`:
      return { status: 200, type: 'image/svg+xml', body: pageIcon }
    case '/page.css':
      return { status: 200, type: 'text/css; charset=utf-8', body: pageStyles }
    case `/${served.facts.source}`:
      return file(served.bytes, tag, request)
    default:
      return script(served, address.pathname)
  }
}

function script({ scripts }: Served, path: string): Answer {
  const body = path.startsWith(`/${scriptFolder}/`) ? scripts.get(path.slice(scriptFolder.length + 2)) : undefined
  return body === undefined ? plain(404, 'There is nothing here.') : { status: 200, type: 'text/javascript; charset=utf-8', body }
}

/** By name or number, with any port. */
function isOurHost(host: string | undefined): boolean {
  return /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i.test(host ?? '')
}

async function found({ engine, facts }: Served, given: URLSearchParams): Promise<Answer> {
  const query = (given.get('q') ?? '').slice(0, 500)
  const limit = 10
  const offset = whole(given.get('offset'), 0, most.offset) ?? 0
  const base = { title: facts.title, query, offset, limit }
  const page = (body: string, status = 200): Answer => ({ status, type: 'text/html; charset=utf-8', body })
  try {
    const { hits, count, countIsExact, problems } = await engine.ask('search', query, { limit, offset, highlight: true })
    const meant = count > 0 ? [] : (await engine.ask('didYouMean', query)).map(({ text }) => text)
    return page(foundPage({ ...base, hits, count, countIsExact, meant, ...(problems.length > 0 && { problem: problems[0].message }) }))
  } catch (error) {
    if (!isRostrumError(error)) throw error
    return page(foundPage({ ...base, hits: [], count: 0, countIsExact: true, meant: [], problem: error.message }), 400)
  }
}

async function article({ engine, facts }: Served, typed: string): Promise<Answer> {
  for (const id of [typed, Number(typed)]) {
    if (typeof id === 'number' && String(id) !== typed) continue
    const stored = await engine.ask('get', id)
    if (stored !== undefined) return { status: 200, type: 'text/html; charset=utf-8', body: articlePage(facts.title, id, stored) }
  }
  return plain(404, 'There is no such article.')
}

async function json({ engine }: Served, given: URLSearchParams): Promise<Answer> {
  const limit = whole(given.get('limit'), 10, most.limit)
  const offset = whole(given.get('offset'), 0, most.offset)
  if (limit === undefined || offset === undefined) {
    return asJson(400, {
      error: { code: 'E_CONFIG', message: `Expected limit up to ${most.limit} and offset up to ${most.offset}, whole numbers.` },
    })
  }
  const filter = given.get('filter') ?? ''
  const combineWith = given.get('words') === 'all' ? 'and' : 'or'
  const options = { limit, offset, combineWith, highlight: true, ...(filter !== '' && { filter }) } as const
  const { hits, ...others } = await engine.ask('search', given.get('q') ?? '', options)
  return asJson(200, { ...others, hits: hits.map((hit, i) => hitObject(offset + i + 1, hit)) })
}

function file(bytes: Uint8Array, tag: string, request: IncomingMessage): Answer {
  const headers = { ETag: tag, 'Accept-Ranges': 'bytes', 'Cache-Control': 'no-cache' }
  const type = 'application/octet-stream'
  if (request.headers['if-none-match'] === tag) return { status: 304, type, body: '', headers }
  const condition = request.headers['if-range']
  const range = condition !== undefined && condition !== tag ? 'whole' : readRange(request.headers.range, bytes.length)
  if (range === 'whole') return { status: 200, type, body: bytes, headers }
  if (range === 'unsatisfiable') return plain(416, 'There are no such bytes.', { ...headers, 'Content-Range': `bytes */${bytes.length}` })
  const { start, end } = range
  return {
    status: 206,
    type,
    body: bytes.subarray(start, end),
    headers: { ...headers, 'Content-Range': `bytes ${start}-${end - 1}/${bytes.length}` },
  }
}

function send({ status, type, body, headers }: Answer, request: IncomingMessage, response: ServerResponse): void {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body
  response.writeHead(status, { ...always, 'Content-Type': type, 'Content-Length': bytes.length, ...headers })
  response.end(request.method === 'HEAD' ? undefined : bytes)
}

function failure(error: unknown): Answer {
  if (isRostrumError(error)) return asJson(400, { error: { code: error.code, message: error.message } })
  return asJson(500, { error: { code: 'E_IO', message: 'The search failed.' } })
}

function asJson(status: number, value: unknown): Answer {
  return { status, type: 'application/json; charset=utf-8', body: `${JSON.stringify(value)}\n` }
}

function plain(status: number, text: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, type: 'text/plain; charset=utf-8', body: `${text}\n`, headers }
}

function whole(text: string | null, fallback: number, largest: number): number | undefined {
  if (text === null || text === '') return fallback
  const value = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN
  return value <= largest ? value : undefined
}
