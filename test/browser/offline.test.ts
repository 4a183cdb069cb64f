// Without a network, in a real browser: pages that are loaded again, files that are kept by address and id, tabs that write at once, stores that forget or refuse.
// needs: dist
// time-out: 240 s

import type { Page } from 'playwright-core'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { openIndex } from '../../src/reader/open.js'
import { indexOf } from '../remote/content.js'
import { type FaultServer, serve } from '../remote/server.js'
import { asking } from './asking.js'
import { closeBrowser, inBrowser, newPage } from './chromium.js'
import { hosted } from './site.js'

const bytes = indexOf(1500, 4)
const other = indexOf(1500, 8)
const local = openIndex(bytes)
const right = (results: unknown) => JSON.stringify(results)
const expected = right(local.search('tax0 port1'))
const expectedOther = right(openIndex(other).search('tax0 port1'))

const dist = new URL('../../dist', import.meta.url).pathname
const html = '<!doctype html><meta charset="utf-8"><title>offline</title><link rel="icon" href="data:,">'

/** Keeps the page and its scripts, as a site does that wants to be there without a network; what is elsewhere is none of its business. */
const worker = `
addEventListener('install', (event) => event.waitUntil(caches.open('site').then((cache) => cache.add('/'))))
addEventListener('activate', (event) => event.waitUntil(clients.claim()))
addEventListener('fetch', (event) => {
  if (new URL(event.request.url).origin !== location.origin) return
  event.respondWith(caches.open('site').then(async (cache) => {
    const kept = await cache.match(event.request)
    if (kept !== undefined) return kept
    const response = await fetch(event.request)
    if (response.status === 200) await cache.put(event.request, response.clone())
    return response
  }))
})`
/** The same, of everything, whole, whatever part is asked for: as many recipes have it. */
const greedy = worker
  .replace('if (new URL(event.request.url).origin !== location.origin) return', '')
  .replace('fetch(event.request)', 'fetch(event.request.url)')

/** A site of `dist`, with a page and service workers. */
const site = () =>
  hosted(dist, (path) => {
    if (path === '/') return { type: 'text/html', body: html }
    return path === '/sw.js' || path === '/greedy.js' ? { type: 'text/javascript', body: path === '/sw.js' ? worker : greedy } : undefined
  })
const shared = site()
const server: FaultServer = await serve(bytes)
server.allow = { 'access-control-allow-origin': '*' }

test.before.each(() => {
  server.reset()
  server.bytes = bytes
})
test.after(async () => {
  await server.close()
  ;(await shared).close()
  await closeBrowser()
})

async function pageOf(at: string): Promise<Page> {
  const { page } = await newPage()
  await page.goto(at)
  return page
}

/** The keys of what is kept, behind the address. */
const keysOf = (page: Page): Promise<string[]> =>
  page.evaluate(async () => (await (await caches.open('rostrum')).keys()).map(({ url }) => url.replace(/^.*[?]rostrum=/, '')))

/** Waits until so many keys are kept, and nothing is added any more. */
async function kept(page: Page, least: number): Promise<void> {
  let [before, now] = [-1, 0]
  for (let i = 0; i < 100 && (now < least || now !== before); i++) {
    await page.waitForTimeout(60)
    before = now
    now = (await keysOf(page)).length
  }
  assert.ok(now >= least, String(now))
}

inBrowser('without a network what was asked before is answered from CacheStorage, by address and file; the rest is an error', async () => {
  const page = await pageOf((await shared).at)
  const { open, ask } = asking(page, server.url)
  assert.is(await open({ offline: true }), undefined)
  assert.is(await ask(), expected)
  await page.waitForFunction(async () => (await (await caches.open('rostrum')).keys()).length > 2)
  const keys = await page.evaluate(async () => (await (await caches.open('rostrum')).keys()).map(({ url }) => url))
  for (const key of keys) assert.match(key, /\/news\.rostrum\?rostrum=(latest|[0-9a-f]{32}-(\d+|head-\d+-\d+))$/)
  await page.context().setOffline(true)
  assert.is(await open({ offline: true, retryDelays: [] }), undefined)
  assert.is(await ask(), expected)
  assert.is(await ask('storm77 court88 vote99'), 'E_NETWORK')
  assert.is(await open({ retryDelays: [] }), 'E_NETWORK', 'nothing is kept unless it is wanted')
  // the browser may forget some of it: never fewer hits, without a word
  await page.evaluate(async () => {
    const cache = await caches.open('rostrum')
    for (const key of (await cache.keys()).filter(({ url }) => !/head|latest/.test(url))) await cache.delete(key)
  })
  assert.is(await open({ offline: true, retryDelays: [] }), undefined)
  assert.ok([expected, 'E_NETWORK'].includes(String(await ask())))
  await page.context().setOffline(false)
  assert.is(await ask(), expected, 'and goes on when there is a network again')
  // a file that took its place drives out what was kept of it
  const idsKept = () =>
    page.evaluate(async () => {
      const keys = (await (await caches.open('rostrum')).keys()).map(({ url }) => /=([0-9a-f]{32})-\d+$/.exec(url)?.[1])
      return [...new Set(keys.filter((id) => id !== undefined))]
    })
  const [before] = await idsKept()
  server.bytes = other
  assert.is(await open({ offline: true }), undefined)
  assert.is(await ask(), expectedOther)
  let after = await idsKept()
  for (let i = 0; i < 50 && (after.length !== 1 || after[0] === before); i++) {
    await page.waitForTimeout(50)
    after = await idsKept()
  }
  assert.ok(after.length === 1 && after[0] !== before, after.join())
  await page.close()
})

inBrowser('a page that is loaded again without a network answers what it answered, and says that it cannot answer the rest', async () => {
  const { at, close } = await site()
  const own = await serve(bytes)
  own.allow = server.allow
  const page = await pageOf(at)
  await page.evaluate(async () => {
    await navigator.serviceWorker.register('/sw.js')
    await navigator.serviceWorker.ready
  })
  await page.reload()
  assert.ok(await page.evaluate(() => navigator.serviceWorker.controller !== null))
  const { open, ask, askWhole } = asking(page, own.url)
  const queries = ['tax0 port1', '"tax0 port1"~8', 'grain2*', 'outlet:wire storm5']
  assert.is(await open({ offline: true }), undefined)
  for (const query of queries) assert.is(await ask(query), right(local.search(query)))
  assert.is(await askWhole({ offline: true }), expected)
  await kept(page, 12)
  // neither the page's host nor that of the index
  await page.context().setOffline(true)
  close()
  await own.close()
  await page.reload()
  assert.is(await open({ offline: true, retryDelays: [] }), undefined)
  for (const query of queries) assert.is(await ask(query), right(local.search(query)), query)
  assert.is(await askWhole({ offline: true, retryDelays: [] }), expected)
  const told = await page.evaluate(async () => {
    const { index } = globalThis as unknown as { index: { search(query: string, options: object): Promise<unknown> } }
    return index.search('tax0 port1', { sort: '-published', facets: ['outlet'] }).then(
      () => ['', ''],
      (error: { code: string; message: string }) => [error.code, error.message],
    )
  })
  assert.is(told[0], 'E_NETWORK')
  assert.match(told[1], /^Expected bytes of "http.*news\.rostrum", got .*Try again when there is a connection/)
  assert.is(await open({ retryDelays: [] }, 'another'), 'E_NETWORK', 'nothing is kept unless it is wanted')
  assert.is(await askWhole({ retryDelays: [] }), 'E_NETWORK')
  await page.close()
})

inBrowser('whole and by ranges what is kept goes by file id, as answers of status 200, and a new file drives it out', async () => {
  const page = await pageOf((await shared).at)
  const { open, ask, askWhole } = asking(page, server.url)
  const states = []
  for (const [own, answer] of [
    [bytes, expected],
    [other, expectedOther],
  ] as const) {
    server.bytes = own
    assert.is(await askWhole({ offline: true }), answer)
    await kept(page, 2)
    assert.is((await open({ offline: true })) ?? (await ask()), answer)
    await kept(page, 5)
    const keys = await keysOf(page)
    for (const key of keys) assert.match(key, /^(latest|[0-9a-f]{32}-(\d+|whole|head-\d+-\d+))$/)
    const ids = new Set(keys.filter((key) => key !== 'latest').map((key) => key.slice(0, 32)))
    assert.is(ids.size, 1, 'of one file')
    states.push([...ids][0])
  }
  assert.is.not(states[0], states[1])
  const statuses = await page.evaluate(async () => {
    const cache = await caches.open('rostrum')
    return Promise.all((await cache.keys()).map(async (key) => (await cache.match(key))?.status))
  })
  assert.equal([...new Set(statuses)], [200])
  await page.context().setOffline(true)
  assert.is(await askWhole({ offline: true, retryDelays: [] }), expectedOther)
  assert.is((await open({ offline: true, retryDelays: [] })) ?? (await ask()), expectedOther)
  await page.close()
})

inBrowser('two tabs write at once, of files that take turns: every answer is of one file, and so is what is kept', async () => {
  const page = await pageOf((await shared).at)
  const [second] = await Promise.all([page.waitForEvent('popup'), page.evaluate(() => void window.open('/'))])
  await second.waitForLoadState()
  const tabs = [asking(page, server.url), asking(second, server.url)]
  const isOne = (got: unknown) => got === expected || got === expectedOther
  for (let round = 0; round < 4; round++) {
    const inTab = async ({ open, ask, askWhole }: (typeof tabs)[number]) => {
      for (let i = 0; i < 4; i++) {
        const got = (await open({ offline: true, headBytes: 4096 })) ?? (await ask())
        assert.ok(isOne(got) || ['E_SOURCE_CHANGED', 'E_CORRUPT'].includes(String(got)), String(got).slice(0, 100))
        const whole = await askWhole({ offline: true })
        assert.ok(isOne(whole), String(whole).slice(0, 100))
      }
    }
    const turns = async () => {
      for (let i = 0; i < 8; i++) {
        await page.waitForTimeout(40)
        server.bytes = server.bytes === bytes ? other : bytes
      }
    }
    await Promise.all([...tabs.map(inTab), turns()])
    await kept(page, 2)
    await page.context().setOffline(true)
    for (const { open, ask, askWhole } of tabs) {
      const got = (await open({ offline: true, headBytes: 4096, retryDelays: [] })) ?? (await ask())
      assert.ok(isOne(got) || got === 'E_NETWORK', String(got).slice(0, 100))
      const whole = await askWhole({ offline: true, retryDelays: [] })
      assert.ok(isOne(whole) || whole === 'E_NETWORK', String(whole).slice(0, 100))
    }
    await page.context().setOffline(false)
  }
  await second.close()
  await page.close()
})

inBrowser('parts that the browser forgot are asked for, and without a network an error: never fewer hits', async () => {
  const page = await pageOf((await shared).at)
  const { open, ask } = asking(page, server.url)
  const queries = ['tax0 port1', 'grain2 storm5', 'vote1*', '"tax0 port1"~8', 'court4 -tax0']
  for (let forgotten = 0; forgotten < 3; forgotten++) {
    assert.is(await open({ offline: true, headBytes: 4096 }), undefined)
    for (const query of queries) assert.is(await ask(query), right(local.search(query)))
    await kept(page, 8)
    await page.evaluate(async (forgotten) => {
      const cache = await caches.open('rostrum')
      const parts = (await cache.keys()).filter(({ url }) => !/head|latest/.test(url))
      for (const [i, key] of parts.entries()) if (i % 3 === forgotten) await cache.delete(key)
    }, forgotten)
    await page.context().setOffline(true)
    assert.is(await open({ offline: true, headBytes: 4096, retryDelays: [] }), undefined)
    let errors = 0
    for (const query of queries) {
      const got = await ask(query)
      if (got === 'E_NETWORK') errors++
      else assert.is(got, right(local.search(query)), query)
    }
    assert.ok(errors > 0)
    await page.context().setOffline(false)
    for (const query of queries) assert.is(await ask(query), right(local.search(query)))
  }
  await page.close()
})

inBrowser('a browser that keeps nothing, or no more, is searched in as any other', async () => {
  for (const refuse of ['open', 'put', 'match', 'keys']) {
    const { page, faults } = await newPage()
    await page.addInitScript((refuse) => {
      const refused = async () => {
        throw new DOMException('no more room', 'QuotaExceededError')
      }
      const owner = refuse === 'open' ? CacheStorage.prototype : Cache.prototype
      Object.defineProperty(owner, refuse, { value: refused })
    }, refuse)
    await page.goto((await shared).at)
    const { open, ask } = asking(page, server.url)
    assert.is((await open({ offline: true })) ?? (await ask()), expected, refuse)
    assert.equal(faults, [], refuse)
    await page.close()
  }
})

inBrowser('a service worker that gives whole files out of a cache of its own changes no answer', async () => {
  const { page, faults } = await newPage()
  await page.goto((await shared).at)
  await page.evaluate(async () => {
    await navigator.serviceWorker.register('/greedy.js')
    await navigator.serviceWorker.ready
  })
  await page.reload()
  const { open, ask, askWhole } = asking(page, server.url)
  assert.is((await open({ offline: true })) ?? (await ask()), expected)
  const { length } = server.log
  assert.ok(length > 0)
  assert.is(await askWhole(), expected)
  await page.context().setOffline(true)
  assert.is((await open({ offline: true }, 'again')) ?? (await ask('tax0 port1', 'again')), expected)
  assert.is(await askWhole({ offline: true }), expected)
  // an old file that it does not let go of is answered from, as a whole
  await page.context().setOffline(false)
  server.bytes = other
  assert.is((await open({}, 'old')) ?? (await ask('tax0 port1', 'old')), expected)
  assert.is(server.log.length, length)
  assert.equal(faults, [])
  await page.close()
})

test.run()
