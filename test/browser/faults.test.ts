// What servers and networks do wrong, in a real browser and from another origin, which hides headers: the same outcomes as in Node.
// needs: dist
// time-out: 300 s

import type { Request } from 'playwright-core'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { openIndex } from '../../src/reader/open.js'
import type { RemoteOptions } from '../../src/remote/index.js'
import { randomOf, seed } from '../random.js'
import { indexOf } from '../remote/content.js'
import { bomb, faults, wholeFaults } from '../remote/fault-table.js'
import { type Asked, answer, type FaultServer, serve, slowly } from '../remote/server.js'
import { asking } from './asking.js'
import { closeBrowser, inBrowser, newPage } from './chromium.js'
import { hosted } from './site.js'

const bytes = indexOf(1500, 4)
const other = indexOf(1500, 8)
const expected = openIndex(bytes).search('tax0 port1')
const expectedOther = openIndex(other).search('tax0 port1')

const site = hosted(new URL('../../dist', import.meta.url).pathname, (path) => {
  if (path === '/own.rostrum') return { type: 'application/octet-stream', body: bytes }
  return path === '/'
    ? { type: 'text/html', body: '<!doctype html><meta charset="utf-8"><title>faults</title><link rel="icon" href="data:,">' }
    : undefined
})
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

const { open, ask, askWhole } = asking(sharedPage, server.url)
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

for (const [name, fault, meantFor, options, here] of wholeFaults) {
  inBrowser(`whole, in a worker: ${name}`, async () => {
    server.fault = fault
    const meant = here ?? meantFor
    assert.is(await askWhole(options), meant === 'right' ? right(expected) : meant)
    server.fault = undefined
    if (options?.maxWholeBytes === undefined) assert.is(await askWhole(options), right(expected), 'afterwards')
  })
}

inBrowser('what unpacks to any length is given up at the length that the file has', async () => {
  for (const beginning of [(own: Uint8Array) => own, () => new Uint8Array(64)]) {
    let fed = 0
    server.fault = bomb(beginning, (more) => {
      fed += more
    })
    await askWhole()
    const page = await sharedPage
    // the browser may read ahead, but not for ever
    let then = -1
    for (let i = 0; i < 50 && then !== fed; i++) {
      then = fed
      await page.waitForTimeout(100)
    }
    assert.is(then, fed)
    assert.ok(fed < 2 ** 31, String(fed))
  }
})

inBrowser('a body cut anywhere is never taken for whole', async () => {
  for (let at = 0; at < 16384; at += 2048) {
    assert.is(await open({ headBytes: 16384 }), undefined)
    const { length } = server.log
    server.fault = (asked) => {
      if (asked.number !== length) return undefined
      asked.response.writeHead(206, { 'content-range': `bytes ${asked.start}-${asked.end - 1}/${bytes.length}` })
      asked.response.write(bytes.subarray(asked.start, asked.start + at))
      setTimeout(() => asked.response.destroy(), 2)
      return true
    }
    assert.is(await ask(), right(expected))
    server.fault = undefined
  }
})

inBrowser('how long a server wants us to wait is how long we wait', async () => {
  let [refusals, since] = [0, 0]
  server.fault = ({ response }) => {
    if (refusals++ > 0) return undefined
    since = Date.now()
    response.writeHead(429, { 'retry-after': '1' }).end()
    return true
  }
  assert.is((await open()) ?? (await ask()), right(expected))
  assert.ok(refusals > 1 && Date.now() - since >= 1000)
})

inBrowser('many who ask for the same at once share requests, of which there are six at most', async () => {
  assert.is(await open({ headBytes: 4096, idleTimeout: 9000, timeout: 9000 }), undefined)
  const most = slowly(server, 5)
  const { length } = server.log
  const counts = await (await sharedPage).evaluate(async () => {
    const { index } = globalThis as unknown as { index: { search(query: string): Promise<{ count: number }> } }
    return Promise.all(Array.from({ length: 50 }, async () => (await index.search('tax0 port1')).count))
  })
  assert.equal([...new Set(counts)], [expected.count])
  const ranges = server.log.slice(length).map(({ start, end }) => `${start}-${end}`)
  assert.ok(ranges.length > 1)
  assert.is(new Set(ranges).size, ranges.length)
  assert.ok(most() <= 6, String(most()))
})

inBrowser('a question that reads too much is an error', async () => {
  assert.is(await open({ maxBytes: 2000 }), undefined)
  assert.is(await ask('ta*'), 'E_QUERY_LIMIT')
})

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

inBrowser('headers that another origin does not allow are an error, and those that it allows are sent', async () => {
  const headers = { 'x-key': 'k' }
  server.fault = (asked) => {
    if (asked.request.method !== 'OPTIONS') return undefined
    asked.response.writeHead(204).end()
    return true
  }
  assert.is(await open({ headers, retryDelays: [] }), 'E_NETWORK')
  server.allow = { ...exposed, 'access-control-allow-headers': 'x-key, range' }
  assert.is(await open({ headers }), undefined)
  assert.is(await ask(), right(expected))
  assert.is(server.log.at(-1)?.headers['x-key'], 'k')
})

inBrowser('no cookie goes along with a redirect', async () => {
  const page = await sharedPage
  server.fault = ({ request, response, elsewhere }) => {
    if (request.url?.startsWith('/here')) return undefined
    response.writeHead(302, { location: elsewhere }).end()
    return true
  }
  await page.context().addCookies([{ name: 'session', value: 'secret', url: server.url }])
  assert.is((await open()) ?? (await ask()), right(expected))
  assert.ok(server.elsewhereLog.length > 1)
  for (const headers of server.elsewhereLog) {
    assert.is(headers.cookie, undefined)
    assert.match(String(headers.range), /^bytes=/)
  }
  await page.context().clearCookies()
})

inBrowser('no cookie is sent to the own origin either, unless it is wanted', async () => {
  const page = await sharedPage
  const { at } = await site
  await page.context().addCookies([{ name: 'session', value: 'secret', url: at }])
  const cookiesOf = async (options: RemoteOptions) => {
    const asked: Promise<string | undefined>[] = []
    const note = (request: Request) => {
      if (request.url().endsWith('/own.rostrum')) asked.push(request.allHeaders().then(({ cookie }) => cookie))
    }
    page.on('request', note)
    assert.is((await open(options, 'own', `${at}own.rostrum`)) ?? (await ask('tax0 port1', 'own')), right(expected))
    page.off('request', note)
    return [...new Set(await Promise.all(asked))]
  }
  assert.equal(await cookiesOf({}), [undefined])
  assert.equal(await cookiesOf({ credentials: 'same-origin' }), ['session=secret'])
  await page.context().clearCookies()
})

inBrowser('an old file in the HTTP cache, whole or a part of it, answers nothing', async () => {
  const page = await sharedPage
  const headers = { etag: '"same"', 'cache-control': 'public, max-age=9999, immutable' }
  server.fault = (asked) => answer(asked, headers)
  for (const range of [undefined, 'bytes=0-65535', 'bytes=0-16383']) {
    const url = `${server.url}?${range}`
    server.bytes = bytes
    const put = (cache: RequestCache) =>
      page.evaluate(
        async ({ url, range, cache }) => {
          const response = await fetch(url, { cache, ...(range && { headers: { range } }) })
          return (await response.arrayBuffer()).byteLength
        },
        { url, range, cache },
      )
    await put('default')
    server.bytes = other
    const { length } = server.log
    await put('force-cache')
    assert.is(server.log.length, length, 'the old one is in the cache')
    assert.is((await open({}, 'cached', url)) ?? (await ask('tax0 port1', 'cached')), right(expectedOther))
    assert.is((await open({ headBytes: 16384 }, 'cached', url)) ?? (await ask('tax0 port1', 'cached')), right(expectedOther))
    assert.is(await askWhole({}, url), right(expectedOther))
  }
})

inBrowser('two files by turns from a cache on the way never give a mixed answer', async () => {
  const random = randomOf(seed)
  server.fault = (asked) => answer({ ...asked, bytes: random.oneIn(6) ? other : bytes })
  let answers = 0
  for (let i = 0; i < 20; i++) {
    const got = String((await open({ headBytes: 4096 })) ?? (await ask()))
    if (got.startsWith('E_')) continue
    answers++
    assert.ok([right(expected), right(expectedOther)].includes(got), got.slice(0, 100))
  }
  assert.ok(answers > 0)
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

test.run()
