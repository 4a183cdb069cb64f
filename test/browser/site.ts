// Sites for the tests in a browser: the server of the command line over an index, and files as any host gives them out.

import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import { openBytes } from '../../src/cli/open.js'
import { localEngine } from '../../src/cli/repl/engine.js'
import type { PageFacts } from '../../src/cli/serve/page.js'
import { readRange } from '../../src/cli/serve/range.js'
import { pageScripts } from '../../src/cli/serve/scripts.js'
import { serverOf } from '../../src/cli/serve/server.js'
import { Index } from '../../src/index/index.js'
import { newsDocument, newsSchema } from '../../src/news/schema.js'
import { readArticles } from '../../src/node/articles.js'

/** An address that answers, until it is closed. */
export interface Site {
  at: string
  close: () => void
}

/** Serves an index as `rostrum serve` does. */
export async function serve(index: { toBytes(): Uint8Array }, facts: Partial<PageFacts> = {}): Promise<Site> {
  const bytes = index.toBytes()
  const engine = localEngine({ index: await openBytes(bytes) })
  const base = { title: 'Archive', source: 'articles.rostrum', mode: 'worker', facets: [], hasServer: true }
  return listening(serverOf({ engine, bytes, facts: { ...base, ...facts }, scripts: await pageScripts() }))
}

const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' }

/** Gives out the files of a folder, with ranges, scripts to be kept for ten minutes as static hosts have it. `other` answers first, where it gives something. */
export async function hosted(
  folder: string,
  other: (path: string) => { type: string; body: string | Uint8Array; policy?: string } | undefined = () => undefined,
): Promise<Site> {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '', 'http://localhost').pathname)
    const own = path === '/favicon.ico' ? { type: 'image/x-icon', body: '' } : other(path)
    if (own !== undefined) {
      response.writeHead(200, { 'Content-Type': own.type, ...(own.policy && { 'Content-Security-Policy': own.policy }) }).end(own.body)
      return
    }
    try {
      const bytes = readFileSync(join(folder, normalize(path.endsWith('/') ? `${path}index.html` : path)))
      const range = readRange(request.headers.range, bytes.length)
      const type = types[extname(path.endsWith('/') ? '.html' : path)] ?? 'application/octet-stream'
      if (type !== 'application/octet-stream') response.setHeader('Cache-Control', 'max-age=600')
      if (typeof range === 'string') response.writeHead(200, { 'Content-Type': type, 'Content-Length': bytes.length }).end(bytes)
      else {
        const { start, end } = range
        const headers = {
          'Content-Type': type,
          'Content-Range': `bytes ${start}-${end - 1}/${bytes.length}`,
          'Content-Length': end - start,
        }
        response.writeHead(206, headers).end(bytes.subarray(start, end))
      }
    } catch {
      response.writeHead(404).end()
    }
  })
  return listening(server)
}

async function listening(server: Server): Promise<Site> {
  // a test that fails leaves its site open: the process must end all the same
  await new Promise<void>((resolve) => server.unref().listen(0, '127.0.0.1', () => resolve()))
  const { port } = server.address() as AddressInfo
  return {
    at: `http://127.0.0.1:${port}/`,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** An index of the articles in `seeds/`. */
export async function seeds(): Promise<Index<Record<string, unknown>>> {
  const index = new Index<Record<string, unknown>>(newsSchema)
  for await (const { article } of readArticles([new URL('../../seeds/articles', import.meta.url).pathname]))
    if (article) index.add({ ...newsDocument(article) })
  return index
}
