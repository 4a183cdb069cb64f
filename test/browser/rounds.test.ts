// How many answers a first search waits for in turn, on a host that lets nothing be kept: page, scripts, worker and ranges of the index. None may come to them unnoticed.
// needs: dist
// time-out: 240 s

import { readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { type Given, hostInRounds, type RoundHost } from '../../bench/rounds.js'
import { german } from '../../src/analysis/languages/de.js'
import { Index } from '../../src/index/index.js'
import { webProfile } from '../../src/index/web-profile.js'
import { rostrum, workshop } from '../cli/program.js'
import { documentsOf, schema } from '../remote/content.js'
import { closeBrowser, inBrowser, newPage } from './chromium.js'

const shop = workshop()
const hosts: RoundHost[] = []
test.after(async () => {
  for (const host of hosts) host.close()
  await closeBrowser()
  shop.remove()
})

/** Milliseconds: what a page asks for at once comes within them, on a busy machine too. */
const quiet = 250

const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' }

/** Files of a folder, with an icon for pages that name none, so that none asks in vain. */
async function hosted(folder: string, other: Readonly<Record<string, Given>> = {}): Promise<RoundHost> {
  const host = await hostInRounds((path) => {
    if (path === '/favicon.ico') return { type: 'image/x-icon', body: '' }
    const name = path.endsWith('/') ? `${path}index.html` : path
    return other[path] ?? { type: types[extname(name)] ?? 'application/octet-stream', body: readFileSync(join(folder, name)) }
  }, quiet)
  hosts.push(host)
  return host
}

/** A site over documents as an index: `count` of them are too large to be loaded whole. */
function exported(name: string, count: number, analyzer?: typeof german): { folder: string; index: Index } {
  const index = new Index({ ...schema, ...(analyzer && { analyzer }) })
  index.addAll(documentsOf(count, 4))
  const file = shop.write(`${name}.rostrum`, index.toBytes())
  const folder = shop.path(name)
  const { code, stderr } = rostrum(['export', folder, file])
  assert.is(code, 0, stderr)
  return { folder, index }
}

/** What a round asked for; the icon, which the browser asks for when it likes, left out. */
const askedIn = (host: RoundHost) =>
  host.rounds
    .map(({ asked }) =>
      asked.filter((each) => !/^\/(icon\.svg|favicon\.ico)$/.test(each)).map((each) => each.replace(/ bytes=.*/, ' in part')),
    )
    .filter((asked) => asked.length > 0)

/** The rounds until a page has hits for what its address asks. */
async function firstSearch(host: RoundHost, address: string): Promise<string[][]> {
  const { page, faults } = await newPage()
  await page.goto(`${host.at}${address}`, { waitUntil: 'commit' })
  await page.locator('rostrum-search [role=status]', { hasText: /results for/ }).waitFor({ timeout: 60_000 })
  const rounds = askedIn(host)
  assert.ok((await page.locator('rostrum-search [part=hit]').count()) > 0)
  assert.equal(faults, [])
  await page.close()
  return rounds
}

const first = [
  ['/'],
  ['/page.css', '/rostrum/search.js'],
  // the page asks for the head of the index while its worker is on its way
  ['/articles.rostrum in part', '/rostrum/worker.js'],
]
/** Of a small index, which comes whole. */
const ofSmall = [...first.slice(0, 2), ['/articles.rostrum', '/rostrum/worker.js']]
/** Dictionary; postings, and columns for the filters; documents, of which a browser asks six at once over HTTP/1.1. */
const ofIndex = 4

let large: ReturnType<typeof exported>

inBrowser('a first search of an exported site, its last word begun', async () => {
  large = exported('large', 4000)
  assert.match(readFileSync(join(large.folder, 'index.html'), 'utf8'), /mode="worker"/)
  const rounds = await firstSearch(await hosted(large.folder), '?q=port1+tax')
  assert.equal(
    rounds.slice(0, 3).map((asked) => asked.sort()),
    first,
  )
  assert.ok(rounds.slice(3).every((asked) => asked.every((each) => each === '/articles.rostrum in part')))
  assert.ok(rounds.length <= first.length + ofIndex, JSON.stringify(rounds, null, 1))
})

inBrowser('the same with filters chosen', async () => {
  const rounds = await firstSearch(await hosted(large.folder), '?q=port1+tax&outlet=Herald&from=2016-01-01')
  assert.ok(rounds.length <= first.length + ofIndex, JSON.stringify(rounds, null, 1))
})

inBrowser('an index in another language asks for its stemmer once the head names it, and for nothing else more', async () => {
  const { folder } = exported('german', 4000, german)
  const rounds = await firstSearch(await hosted(folder), '?q=port1+tax')
  assert.is(rounds[first.length].length, 1)
  assert.match(rounds[first.length][0], /^\/rostrum\/de-[\w-]+\.js$/)
  assert.ok(rounds.length <= first.length + 1 + ofIndex, JSON.stringify(rounds, null, 1))
})

inBrowser('a small index is loaded whole, beside the worker', async () => {
  const { folder } = exported('small', 50)
  const rounds = await firstSearch(await hosted(folder), '?q=port1+tax')
  assert.equal(
    rounds.map((asked) => asked.sort()),
    ofSmall,
  )
})

inBrowser('the index alone, by `rostrum/remote` in a page: head, dictionary, postings, documents', async () => {
  const html = '<!doctype html><title>t</title><script type="module">globalThis.remote = await import("/remote/index.js")</script>'
  const host = await hosted(new URL('../../dist', import.meta.url).pathname, {
    '/': { type: 'text/html', body: html },
    '/large.rostrum': { type: 'application/octet-stream', body: webProfile(large.index.toBytes()) },
  })
  const { page, faults } = await newPage()
  await page.goto(host.at)
  await page.waitForFunction(() => 'remote' in globalThis)
  host.rounds.length = 0
  const count = await page.evaluate(async () => {
    const { remote } = globalThis as unknown as { remote: typeof import('../../src/remote/index.js') }
    const index = await remote.openRemote('/large.rostrum')
    return (await index.search('port1 tax2', { limit: 10 })).count
  })
  assert.is(count, large.index.search('port1 tax2').count)
  const rounds = askedIn(host)
  // the last in two, over HTTP/1.1
  assert.ok(rounds.length <= 5, JSON.stringify(rounds, null, 1))
  assert.ok(rounds.every((asked) => asked.every((each) => each === '/large.rostrum in part')))
  assert.equal(faults, [])
  await page.close()
})

test.run()
