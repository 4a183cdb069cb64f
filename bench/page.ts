// What does a page's first search wait for? Round trips and bytes in Chromium, where nothing is kept: of an exported site, its scripts among them, and of its index alone.

import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Browser } from 'playwright-core'
import { pageIcon, pageStyles, scriptFolder, searchPage } from '../src/cli/serve/page.js'
import { newsFile } from './corpus.js'
import { browserPath } from './keystroke.js'
import { spread } from './measure.js'
import type { Answer } from './questions.js'
import { type Given, hostInRounds, type RoundHost } from './rounds.js'
import { wireArticles, wireIndex, wireQueries } from './wire.js'

const dist = new URL('../dist/', import.meta.url).pathname

/** Milliseconds in which whatever is asked for at once comes. */
const quiet = 120

/** What a visitor waited for: rounds, bytes of the index, and bytes of the others as a host compresses them. */
interface Cost {
  rounds: number
  index: number
  code: number
}

const isIcon = (asked: string) => /^\/(icon\.svg|favicon\.ico)$/.test(asked)

function costOf({ rounds }: RoundHost, give: (path: string) => Given | undefined): Cost {
  const cost: Cost = { rounds: 0, index: 0, code: 0 }
  for (const { asked, sizes } of rounds) {
    if (!asked.every(isIcon)) cost.rounds++
    for (const [i, each] of asked.entries()) {
      const [path] = each.split(' ')
      if (path === '/articles.rostrum') cost.index += sizes[i]
      else cost.code += gzipSync(give(path)?.body ?? '').length
    }
  }
  return cost
}

/** The site that `rostrum export` writes, the entry `rostrum/remote`, and a page that has loaded it. */
function siteOf(index: Uint8Array): (path: string) => Given | undefined {
  const facts = { title: 'Search', source: 'articles.rostrum', mode: 'worker', facets: [], hasServer: false }
  const files = new Map<string, Given>([
    ['/', { type: 'text/html', body: searchPage(facts) }],
    ['/page.css', { type: 'text/css', body: pageStyles }],
    ['/articles.rostrum', { type: 'application/octet-stream', body: index }],
    ['/icon.svg', { type: 'image/svg+xml', body: pageIcon }],
    ['/alone', { type: 'text/html', body: '<script type="module">globalThis.remote = await import("/dist/remote/index.js")</script>' }],
  ])
  for (const name of readdirSync(join(dist, 'page')))
    files.set(`/${scriptFolder}/${name}`, { type: 'text/javascript', body: readFileSync(join(dist, 'page', name)) })
  return (path) => {
    const known = files.get(path)
    if (known !== undefined || !path.startsWith('/dist/')) return known
    return { type: 'text/javascript', body: readFileSync(join(dist, path.slice('/dist/'.length))) }
  }
}

/** A certificate of our own, for HTTP/2; undefined where there is no openssl. */
function certificate(): { key: string; cert: string } | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'rostrum-bench-'))
  try {
    const names = ['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem'), '-subj', '/CN=127.0.0.1']
    const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
    if (spawnSync('openssl', ['req', ...kind, ...names]).status !== 0) return undefined
    return { key: readFileSync(join(folder, 'key.pem'), 'utf8'), cert: readFileSync(join(folder, 'cert.pem'), 'utf8') }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** A first visit, to a page that has the query in its address. */
async function visit(browser: Browser, host: RoundHost, query: string): Promise<void> {
  const page = await browser.newPage({ ignoreHTTPSErrors: true })
  host.rounds.length = 0
  await page.goto(`${host.at}?q=${encodeURIComponent(query)}`, { waitUntil: 'commit' })
  await page.locator('rostrum-search [role=status]', { hasText: /results? for|Nothing/ }).waitFor({ timeout: 60_000 })
  await page.close()
}

/** A search of a page that has the code, and nothing of the index. */
async function ask(browser: Browser, host: RoundHost, query: string, options: object): Promise<void> {
  const page = await browser.newPage({ ignoreHTTPSErrors: true })
  await page.goto(`${host.at}alone`)
  await page.waitForFunction(() => 'remote' in globalThis)
  host.rounds.length = 0
  await page.evaluate(
    async ([text, own]) => {
      const { remote } = globalThis as unknown as { remote: typeof import('../src/remote/index.js') }
      await (await remote.openRemote('/articles.rostrum')).search(text, own)
    },
    [query, options] as const,
  )
  await page.close()
}

/** Nothing is warm: each query has a browser's window of its own, and the host forbids to keep anything. */
export const page: Answer = async ({ options }, tell) => {
  if (!existsSync(newsFile) || browserPath === undefined || !existsSync(join(dist, 'page'))) return
  const documents = await wireArticles(options.documents)
  const give = siteOf(wireIndex(documents))
  const queries = wireQueries(documents, Math.min(options.queries, 20))
  const { chromium } = await import('playwright-core')
  const browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox', '--disable-gpu'] })
  const two = { limit: 10 }
  const counted = { limit: 10, facets: { outlet: {}, published: { interval: 'year' } } }
  const secure = certificate()
  try {
    for (const [protocol, own] of [
      ['HTTP/1.1', undefined],
      ['HTTP/2', secure],
    ] as const) {
      if (protocol === 'HTTP/2' && own === undefined) continue
      const host = await hostInRounds(give, quiet, own)
      for (const [name, run, mostRounds, mostKilobytes] of [
        ['exported page with filters, last word begun', (query: string) => visit(browser, host, query), undefined, undefined],
        ['index alone, two words', (query: string) => ask(browser, host, query, two), 4, 150],
        ['index alone, with facets', (query: string) => ask(browser, host, query, counted), 6, 600],
      ] as const) {
        const costs: Cost[] = []
        for (const query of queries) {
          await run(query)
          costs.push(costOf(host, give))
        }
        const rounds = spread(costs.map((cost) => cost.rounds))
        const kilobytes = spread(costs.map(({ index }) => index / 1024))
        const code = spread(costs.map((cost) => cost.code / 1024))
        const note = `${costs.length} queries, ${documents.length} articles, code ${code.median.toFixed(0)} KB gzipped`
        for (const [what, unit, { median, p95 }, atMost] of [
          ['round trips', '', rounds, mostRounds],
          ['bytes of the index', 'KB', kilobytes, mostKilobytes],
        ] as const) {
          const goal = atMost === undefined ? {} : { goal: { atMost } }
          tell({ corpus: 'news', name: `${name}, ${protocol}: ${what}`, unit, ours: median, oursP95: p95, ...goal, note })
        }
      }
      host.close()
    }
  } finally {
    await browser.close()
  }
}
