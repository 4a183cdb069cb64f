// What servers and networks do wrong, in a real browser and from another origin, which hides headers: the same outcomes as in Node.
// needs: dist
// time-out: 300 s

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { openIndex } from '../../src/reader/open.js'
import type { RemoteOptions } from '../../src/remote/index.js'
import { indexOf } from '../remote/content.js'
import { faults, quick } from '../remote/fault-table.js'
import { type Asked, answer, type FaultServer, serve } from '../remote/server.js'
import { closeBrowser, inBrowser, newPage } from './chromium.js'
import { hosted } from './site.js'

const bytes = indexOf(1500, 4)
const other = indexOf(1500, 8)
const expected = openIndex(bytes).search('tax0 port1')
const expectedOther = openIndex(other).search('tax0 port1')

const site = hosted(new URL('../../dist', import.meta.url).pathname, (path) =>
  path === '/'
    ? { type: 'text/html', body: '<!doctype html><meta charset="utf-8"><title>faults</title><link rel="icon" href="data:,">' }
    : undefined,
)
const openPage = async () => {
  const { page } = await newPage()
  await page.goto((await site).at)
  return page
}
const sharedPage = openPage()
const server: FaultServer = await serve(bytes)
/** Another origin may read the file, and sees which part it is. */
const exposed = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'Content-Range, Content-Encoding, ETag, Retry-After',
}
/** Another origin may read the file, and no header. */
const bare = { 'access-control-allow-origin': '*' }

test.before.each(() => {
  server.reset()
  server.bytes = bytes
  server.allow = exposed
})
test.after(async () => {
  await server.close()
  ;(await site).close()
  await closeBrowser()
})

/** Opens the index in the page; it is kept there as `name`. Gives the code of an error. */
async function open(options: RemoteOptions = {}, name = 'index', url = server.url): Promise<string | undefined> {
  return (await sharedPage).evaluate(
    async ({ url, options, name, entry }) => {
      const { openRemote } = await import(entry)
      const kept = globalThis as unknown as Record<string, unknown>
      try {
        kept[name] = await openRemote(url, options)
        return undefined
      } catch (error) {
        return (error as { code?: string }).code ?? String(error)
      }
    },
    { url, options: { ...quick, idleTimeout: 1000, ...options }, name, entry: '/remote/index.js' },
  )
}

/** Asks it: the results, or the code of the error. */
async function ask(query = 'tax0 port1', name = 'index'): Promise<unknown> {
  return (await sharedPage).evaluate(
    async ({ query, name }) => {
      const { [name]: index } = globalThis as unknown as Record<string, { search(query: string): Promise<unknown> }>
      try {
        // as it would be sent
        return JSON.stringify(await index.search(query))
      } catch (error) {
        return (error as { code?: string }).code ?? String(error)
      }
    },
    { query, name },
  )
}

const right = (results: unknown) => JSON.stringify(results)

for (const [name, fault, atOnce, later, options, here] of faults) {
  inBrowser(`${name}`, async () => {
    const meant = (outcome: string) => (outcome === 'right' ? right(expected) : outcome)
    server.fault = fault
    const opened = await open(options)
    assert.is(opened ?? (await ask()), meant(here ?? atOnce), 'from the first request on')

    server.fault = undefined
    assert.is(await open({ ...options, headBytes: 16384 }), undefined)
    server.fault = fault
    assert.is(await ask(), meant(here ?? later), 'after opening')
    // nothing of it is remembered, by us or by the browser
    server.fault = undefined
    assert.is(await ask(), right(expected), 'afterwards')
  })
}

inBrowser('every kind of status is typed', async () => {
  for (const code of [301, 304, 400, 401, 403, 404, 410, 416, 429, 500, 502, 503, 504]) {
    server.fault = ({ response }) => {
      response.writeHead(code, { 'retry-after': '0' }).end('no')
      return true
    }
    // at an address of its own: browsers remember some of them
    assert.is(
      await open({ retryDelays: [] }, 'status', `${server.url}?status=${code}`),
      code === 416 ? 'E_SOURCE_CHANGED' : 'E_NETWORK',
      String(code),
    )
  }
})

inBrowser('another origin that exposes no header gives the same answers, and what is wrong is found by checksums', async () => {
  server.allow = bare
  assert.is(await open(), undefined)
  assert.is(await ask(), right(expected))
  // the part that comes is another one, and no header tells
  server.fault = (asked) => answer({ ...asked, start: asked.start + 16384, end: asked.end + 16384 })
  assert.is(await open({}, 'moved'), 'E_NOT_AN_INDEX')
  server.fault = undefined
  assert.is(await open({ headBytes: 4096 }), undefined)
  server.fault = (asked) => answer({ ...asked, start: asked.start ^ 4096, end: asked.end ^ 4096 })
  const got = String(await ask())
  assert.ok(['E_CORRUPT', 'E_RANGE_MISMATCH', 'E_NETWORK', 'E_SOURCE_CHANGED', 'E_NOT_AN_INDEX'].includes(got), got.slice(0, 100))
})

inBrowser('another origin that allows nothing is an error with a cure', async () => {
  server.allow = {}
  assert.is(await open({ retryDelays: [] }), 'E_NETWORK')
})

inBrowser('no cookie is sent, nor asked for', async () => {
  const page = await sharedPage
  await page.context().addCookies([{ name: 'session', value: 'secret', url: server.url }])
  assert.is(await open(), undefined)
  assert.ok(server.log.length > 0)
  for (const { headers } of server.log) {
    assert.is(headers.cookie, undefined)
    assert.is(headers['accept-encoding'], 'identity', 'parts are not to be compressed')
  }
  await page.context().clearCookies()
})

for (const [name, headers] of [
  ['without a tag', () => ({})],
  ['with an ETag, cached for long', ({ bytes: own }: Asked) => ({ etag: own === other ? '"2"' : '"1"', 'cache-control': 'max-age=9999' })],
] as const) {
  inBrowser(`a file replaced between ranges, ${name}, gives the answer of one file`, async () => {
    for (let after = 1; after < 7; after++) {
      server.reset()
      server.bytes = bytes
      server.fault = (asked) => {
        if (asked.number >= after) server.bytes = other
        const own = { ...asked, bytes: server.bytes }
        return answer(own, headers(own))
      }
      const got = (await open({ headBytes: 4096 })) ?? (await ask())
      assert.ok([right(expected), right(expectedOther)].includes(String(got)), `after ${after}: ${String(got).slice(0, 100)}`)
    }
  })
}

inBrowser('giving up ends the request, and spoils nothing for others', async () => {
  assert.is(await open({ headBytes: 4096, idleTimeout: 9000, timeout: 9000 }), undefined)
  let closed = 0
  server.fault = (asked) => {
    asked.response.on('close', () => closed++)
    setTimeout(() => answer(asked), 150)
    return true
  }
  const page = await sharedPage
  const told = await page.evaluate(async () => {
    const { index } = globalThis as unknown as { index: { search(query: string, options?: object): Promise<{ count: number }> } }
    const controller = new AbortController()
    const given = index.search('storm5 court4', { signal: controller.signal }).catch((error: Error) => error.message)
    const others = index.search('storm5 court4').then(({ count }) => count)
    setTimeout(() => controller.abort(new Error('enough')), 50)
    return [await given, await others]
  })
  assert.equal(told, ['enough', openIndex(bytes).search('storm5 court4').count])
  server.fault = ({ response }) => {
    response.on('close', () => closed++)
    return true
  }
  closed = 0
  const alone = await page.evaluate(async () => {
    const { index } = globalThis as unknown as { index: { search(query: string, options?: object): Promise<unknown> } }
    const controller = new AbortController()
    setTimeout(() => controller.abort(), 100)
    return index.search('vote9 grain7', { signal: controller.signal }).catch((error: Error) => error.name)
  })
  assert.is(alone, 'AbortError')
  for (let i = 0; i < 50 && closed === 0; i++) await new Promise((resolve) => setTimeout(resolve, 20))
  assert.ok(closed > 0)
})

inBrowser('without a network what was asked before is answered from CacheStorage, by address and file; the rest is an error', async () => {
  const page = await sharedPage
  assert.is(await open({ offline: true }), undefined)
  assert.is(await ask(), right(expected))
  await page.waitForFunction(async () => (await (await caches.open('rostrum')).keys()).length > 2)
  const keys = await page.evaluate(async () => (await (await caches.open('rostrum')).keys()).map(({ url }) => url))
  for (const key of keys) assert.match(key, /\/news\.rostrum\?rostrum=(head-\d+-\d+|[0-9a-f]{32}-\d+)$/)
  await page.context().setOffline(true)
  assert.is(await open({ offline: true, retryDelays: [] }), undefined)
  assert.is(await ask(), right(expected))
  assert.is(await ask('storm77 court88 vote99'), 'E_NETWORK')
  assert.is(await open({ retryDelays: [] }), 'E_NETWORK', 'nothing is kept unless it is wanted')
  // the browser may forget some of it: never fewer hits, without a word
  await page.evaluate(async () => {
    const cache = await caches.open('rostrum')
    for (const key of (await cache.keys()).filter(({ url }) => !url.includes('head'))) await cache.delete(key)
  })
  assert.is(await open({ offline: true, retryDelays: [] }), undefined)
  assert.ok([right(expected), 'E_NETWORK'].includes(String(await ask())))
  await page.context().setOffline(false)
  assert.is(await ask(), right(expected), 'and goes on when there is a network again')
  // a file that took its place drives out what was kept of it
  const idsKept = () =>
    page.evaluate(async () => {
      const keys = (await (await caches.open('rostrum')).keys()).map(({ url }) => /([0-9a-f]{32})-\d+$/.exec(url)?.[1])
      return [...new Set(keys.filter((id) => id !== undefined))]
    })
  const [before] = await idsKept()
  server.bytes = other
  assert.is(await open({ offline: true }), undefined)
  assert.is(await ask(), right(expectedOther))
  let after = await idsKept()
  for (let i = 0; i < 50 && (after.length !== 1 || after[0] === before); i++) {
    await page.waitForTimeout(50)
    after = await idsKept()
  }
  assert.ok(after.length === 1 && after[0] !== before, after.join())
  await page.evaluate(() => caches.delete('rostrum'))
})

test.run()
