// How long from a key to its results? Words typed letter by letter into `<rostrum-search>` in Chromium, the index in a worker.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readRange } from '../src/cli/serve/range.js'
import { newsFile } from './corpus.js'
import { spread } from './measure.js'
import type { Answer } from './questions.js'
import { wireArticles, wireIndex, wireQueries } from './wire.js'

/** Where Chromium is. */
export const browserPath = [process.env.CHROMIUM ?? '', '/usr/bin/chromium', '/usr/bin/chromium-browser'].find(
  (path) => path !== '' && existsSync(path),
)

/** The page's scripts, of the build. */
const pageFolder = new URL('../dist/page/', import.meta.url)

/** Serves the page's scripts, the index by ranges, and a page of each mode. */
async function serve(bytes: Uint8Array) {
  const scripts = new Map(readdirSync(pageFolder).map((name) => [name, readFileSync(new URL(name, pageFolder))]))
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost')
    const script = scripts.get(pathname.slice(1))
    const range = readRange(request.headers.range, bytes.length)
    if (script !== undefined) response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(script)
    else if (pathname === '/') {
      const element = `<rostrum-search src="news.rostrum" worker="worker.js" mode="${searchParams.get('mode')}" address="off"></rostrum-search>`
      const page = `<!doctype html><title>bench</title>${element}<script type="module" src="search.js"></script>`
      response.writeHead(200, { 'Content-Type': 'text/html' }).end(page)
    } else if (pathname !== '/news.rostrum') response.writeHead(404).end()
    else if (typeof range === 'string') response.writeHead(200).end(bytes)
    else {
      const { start, end } = range
      response.writeHead(206, { 'Content-Range': `bytes ${start}-${end - 1}/${bytes.length}` }).end(bytes.subarray(start, end))
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  return server
}

/** Types texts into the element's box, letter by letter, each when the one before is answered: milliseconds to the results, and to their picture. */
async function type(texts: readonly string[]): Promise<{ found: number[]; painted: number[] }> {
  const element = document.querySelector('rostrum-search') as HTMLElement
  const input = element.shadowRoot?.querySelector('input[type=search]') as HTMLInputElement
  const found: number[] = []
  const painted: number[] = []
  for (const text of texts) {
    for (let length = 1; length <= text.length; length++) {
      const typed = text.slice(0, length)
      const answered = new Promise<void>((resolve) => {
        const listen = (event: Event) => {
          if ((event as CustomEvent).detail?.query !== typed) return
          element.removeEventListener('search', listen)
          resolve()
        }
        element.addEventListener('search', listen)
      })
      const started = performance.now()
      input.value = typed
      input.dispatchEvent(new Event('input'))
      await answered
      found.push(performance.now() - started)
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
      painted.push(performance.now() - started)
    }
  }
  return { found, painted }
}

/** Filters with their counts and the histogram are part of each answer; nothing waits for a pause in typing. */
export const keystroke: Answer = async ({ options }, tell) => {
  if (!existsSync(newsFile) || browserPath === undefined || !existsSync(pageFolder)) return
  const documents = await wireArticles(options.documents)
  const bytes = wireIndex(documents)
  const server = await serve(bytes)
  const { chromium } = await import('playwright-core')
  const browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox', '--disable-gpu'] })
  try {
    const queries = wireQueries(documents, options.queries)
    for (const [mode, name] of [
      ['worker-whole', 'the index whole in a worker'],
      ['worker', 'by ranges in a worker'],
    ] as const) {
      const page = await browser.newPage()
      // what tsx puts around functions
      await page.addInitScript({ content: 'globalThis.__name = (made) => made' })
      await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/?mode=${mode}`)
      await page.locator('rostrum-search [part=hit]').first().waitFor({ timeout: 120_000 })
      await page.evaluate(type, queries.slice(0, 2))
      const times = await page.evaluate(type, queries.slice(2))
      for (const [what, values] of [
        ['to results', times.found],
        ['to their picture', times.painted],
      ] as const) {
        const { median, p95 } = spread(values)
        const goal = mode === 'worker-whole' && values === times.found ? { goal: { atMost: 50 } } : {}
        const note = `${values.length} keys, ${documents.length} articles, ${(bytes.length / 1e6).toFixed(0)} MB`
        tell({ corpus: 'news', name: `${name}: key ${what}`, unit: 'ms', ours: median, oursP95: p95, ...goal, note })
      }
      await page.close()
    }
  } finally {
    await browser.close()
    server.closeAllConnections()
    server.close()
  }
}
