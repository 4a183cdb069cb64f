// The head of an index that a page asks for while its worker is on its way: asked for once, and believed no more than what the worker asks for itself.
// needs: dist
// time-out: 240 s

import type { Page } from 'playwright-core'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { WorkerOptions } from '../../src/browser/index.js'
import { openIndex } from '../../src/reader/open.js'
import { indexOf } from '../remote/content.js'
import { faults, quick } from '../remote/fault-table.js'
import { serve } from '../remote/server.js'
import { closeBrowser, inBrowser, newPage } from './chromium.js'
import { hosted } from './site.js'

const bytes = indexOf(1500, 4)
const expected = JSON.stringify(openIndex(bytes).search('tax0 port1'))
const server = await serve(bytes)
const site = hosted(new URL('../../dist', import.meta.url).pathname, (path) =>
  path === '/'
    ? { type: 'text/html', body: '<!doctype html><meta charset="utf-8"><title>ahead</title><link rel="icon" href="data:,">' }
    : undefined,
)
test.before.each(() => {
  server.reset()
  server.bytes = bytes
  server.allow = {
    'access-control-allow-origin': '*',
    'access-control-expose-headers': 'Content-Range, Content-Encoding, ETag, Retry-After',
  }
})
test.after(async () => {
  await server.close()
  ;(await site).close()
  await closeBrowser()
})

async function openPage(script = ''): Promise<Page> {
  const { page } = await newPage()
  await page.addInitScript({ content: script })
  await page.goto((await site).at)
  return page
}
const shared = openPage()

/** Opens the index in a worker, by ranges, and asks it: the results as text, or the code of the error. */
async function ask(page: Page, options: WorkerOptions = {}): Promise<string> {
  return page.evaluate(
    async ({ url, options, entry }) => {
      const { openInWorker } = (await import(entry)) as typeof import('../../src/browser/index.js')
      try {
        const index = await openInWorker(url, options)
        const results = JSON.stringify(await index.search('tax0 port1'))
        index.close()
        return results
      } catch (error) {
        return (error as { code?: string }).code ?? String(error)
      }
    },
    { url: server.url, options: { ...(quick as object), idleTimeout: 1000, ...options }, entry: '/browser/index.js' },
  )
}

const ofHead = () => server.log.filter(({ start }) => start === 0)

/** Asks, and tells how often the page itself fetched something; its worker has a `fetch` of its own. */
async function fetchedBy(page: Page): Promise<number> {
  await page.evaluate(() => {
    const own = globalThis as unknown as { fetched: number }
    const { fetch } = globalThis
    own.fetched = 0
    globalThis.fetch = (...given) => {
      own.fetched++
      return fetch(...given)
    }
  })
  assert.is(await ask(page), expected)
  return page.evaluate(() => (globalThis as unknown as { fetched: number }).fetched)
}

inBrowser('it is asked for once, by the page', async () => {
  assert.is(await fetchedBy(await shared), 1)
  assert.is(ofHead().length, 1)
})

inBrowser('where streams cannot be sent to workers, the worker asks', async () => {
  const page = await openPage("MessagePort.prototype.postMessage = () => { throw new DOMException('no', 'DataCloneError') }")
  assert.is(await fetchedBy(page), 0)
  assert.is(ofHead().length, 1)
  await page.close()
})

for (const [name, fault, atOnce, , options, here] of faults) {
  inBrowser(`${name}: as where nobody asks ahead`, async () => {
    server.fault = fault
    const outcome = here ?? atOnce
    assert.is(await ask(await shared, options as WorkerOptions), outcome === 'right' ? expected : outcome)
    server.fault = undefined
    assert.is(await ask(await shared), expected, 'afterwards')
  })
}

inBrowser('giving up ends it', async () => {
  let closed = 0
  server.fault = ({ response }) => {
    response.on('close', () => closed++)
    return true
  }
  const told = await (await shared).evaluate(
    async ({ url, entry }) => {
      const { openInWorker } = (await import(entry)) as typeof import('../../src/browser/index.js')
      const opening = openInWorker(url, { signal: AbortSignal.timeout(500) })
      return opening.then(
        () => 'opened',
        (error) => error.name,
      )
    },
    { url: server.url, entry: '/browser/index.js' },
  )
  assert.is(told, 'TimeoutError')
  for (let i = 0; i < 100 && closed === 0; i++) await new Promise((resolve) => setTimeout(resolve, 20))
  assert.is(closed, ofHead().length)
})

test.run()
