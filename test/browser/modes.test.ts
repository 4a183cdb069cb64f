// The ways to an index in a page: in a worker, by ranges, whole, out of the page itself; under strict policies, and without a network.
// needs: dist
// time-out: 240 s

import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { german } from '../../src/analysis/languages/de.js'
import { Index } from '../../src/index/index.js'
import { quotations, speakers } from '../../src/news/index.js'
import { rostrum, workshop } from '../cli/program.js'
import { closeBrowser, inBrowser, newPage } from './chromium.js'
import { hosted, seeds, serve } from './site.js'

const shop = workshop()
const index = await seeds()
const dist = new URL('../../dist', import.meta.url).pathname
const expected = index.search('silk road', { prefix: true }).hits.map(({ document }) => document.headline ?? document.derivedHeadline)
const file = shop.path('seeds.rostrum')
writeFileSync(file, index.toBytes())

const sites: { close: () => void }[] = []
test.after(async () => {
  for (const site of sites) site.close()
  await closeBrowser()
  shop.remove()
})
async function at(site: ReturnType<typeof serve>): Promise<string> {
  sites.push(await site)
  return (await site).at
}

const status = (page: Page, text: RegExp) => page.locator('rostrum-search [role=status]', { hasText: text }).waitFor({ timeout: 20_000 })
const headlines = (page: Page) => page.locator('rostrum-search [part=headline]').allTextContents()

for (const [mode, workers] of [
  ['worker', 1],
  ['worker-whole', 1],
  ['ranges', 0],
  ['whole', 0],
] as const) {
  inBrowser(`${mode}: the same hits, under a strict policy and Trusted Types`, async () => {
    const { page, faults } = await newPage()
    await page.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', ({ violatedDirective }) => console.error(`violation of ${violatedDirective}`))
    })
    const requests: string[] = []
    page.on('request', (request) => requests.push(`${request.headers().range ?? ''} ${new URL(request.url()).pathname}`))
    const response = await page.goto(`${await at(serve(index, { mode }))}?q=silk+road`)
    const policy = response?.headers()['content-security-policy'] ?? ''
    assert.match(policy, /default-src 'none'.*require-trusted-types-for 'script'; trusted-types rostrum/)
    await status(page, /results for “silk road”/)
    assert.equal(await headlines(page), expected)
    assert.is(page.workers().length, workers)
    assert.equal(faults, [])
    // a worker's requests are its own; what the page asks for itself is seen here
    if (mode === 'ranges') assert.ok(requests.some((request) => /^bytes=0-65535 .*articles\.rostrum$/.test(request)))
    await page.close()
  })
}

inBrowser('where a policy forbids workers the page searches itself, and says so once', async () => {
  const site = hosted(dist, (path) =>
    path === '/'
      ? {
          type: 'text/html',
          policy: "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; worker-src 'none'; img-src data:",
          body: '<!doctype html><title>t</title><link rel="icon" href="data:,"><rostrum-search src="index.rostrum" worker="page/worker.js"></rostrum-search><script type="module" src="page/search.js"></script>',
        }
      : path === '/index.rostrum'
        ? { type: 'application/octet-stream', body: readFileSync(file) }
        : undefined,
  )
  const { page } = await newPage()
  const warnings: string[] = []
  page.on('console', (message) => message.type() === 'warning' && warnings.push(message.text()))
  await page.goto(`${await at(site)}?q=silk+road`)
  await status(page, /results for “silk road”/)
  assert.equal(await headlines(page), expected)
  assert.is(warnings.length, 1, warnings.join('\n'))
  assert.match(warnings[0], /^rostrum: no worker \(.+\); searching in the page's own thread\.$/)
  await page.close()
})

inBrowser('a worker that is given, one that is made, and the shipped one answer alike; what is none is done without', async () => {
  const site = await at(
    hosted(dist, (path) => {
      if (path === '/')
        return {
          type: 'text/html',
          // the last two are for the page, which makes workers of its own
          policy:
            "default-src 'none'; script-src 'self'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types rostrum own",
          body: '<!doctype html><title>t</title><link rel="icon" href="data:,">',
        }
      if (path === '/own-worker.js')
        return { type: 'text/javascript', body: "import { serveIndex } from '/browser/worker.js'\nvoid serveIndex" }
      return path === '/index.rostrum' ? { type: 'application/octet-stream', body: readFileSync(file) } : undefined
    }),
  )
  const { page } = await newPage()
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective }) => console.warn(`violation of ${violatedDirective}`))
  })
  const warnings: string[] = []
  page.on('console', (message) => message.type() === 'warning' && warnings.push(message.text()))
  await page.goto(site)
  const rows: [way: string, workers: number, warned: number][] = [
    ['the shipped file', 1, 0],
    ['an address', 1, 0],
    ['an URL', 1, 0],
    ['an instance', 1, 0],
    ['a factory', 1, 0],
    ['an instance of an own file', 1, 0],
    ['a file that is not there', 0, 1],
    // said before
    ['a factory that fails', 0, 0],
  ]
  const local = index.search('silk road')
  for (const [way, workers, warned] of rows) {
    for (const whole of [false, true]) {
      warnings.length = 0
      const got = await page.evaluate(
        async ({ way, entry, whole }) => {
          const { openInWorker } = await import(entry)
          const kept = globalThis as unknown as { own?: { createScriptURL(text: string): string }; index: { close(): void } }
          const { trustedTypes } = globalThis as unknown as { trustedTypes: { createPolicy(name: string, rules: object): typeof kept.own } }
          kept.own ??= trustedTypes.createPolicy('own', { createScriptURL: (text: string) => text })
          const make = (name: string) => new Worker(kept.own?.createScriptURL(name) as string, { type: 'module' })
          const ways: Record<string, () => unknown> = {
            'the shipped file': () => undefined,
            'an address': () => '/browser/worker.js',
            'an URL': () => new URL('/browser/worker.js', location.href),
            'an instance': () => make('/browser/worker.js'),
            'a factory': () => () => make('/browser/worker.js'),
            'an instance of an own file': () => make('/own-worker.js'),
            'a file that is not there': () => '/nothing.js',
            'a factory that fails': () => () => {
              throw new Error('refused')
            },
          }
          const worker = ways[way]()
          const index = await openInWorker('/index.rostrum', { ...(worker !== undefined && { worker }), whole })
          kept.index = index
          return JSON.stringify(await index.search('silk road'))
        },
        { way, entry: '/browser/index.js', whole },
      )
      assert.is(got, JSON.stringify(local), way)
      assert.is(page.workers().length, workers, way)
      const expectedWarnings = whole ? 0 : warned
      assert.is(warnings.filter((text) => text.startsWith('rostrum:')).length, expectedWarnings, `${way}: ${warnings.join('\n')}`)
      assert.is(warnings.filter((text) => text.startsWith('violation')).length, 0, warnings.join('\n'))
      await page.evaluate(() => (globalThis as unknown as { index: { close(): void } }).index.close())
      for (let i = 0; i < 50 && page.workers().length > 0; i++) await page.waitForTimeout(20)
      assert.is(page.workers().length, 0, `${way}: its worker is ended`)
    }
  }
  await page.close()
})

inBrowser('the focus asks for the code that typing needs, once, and for no part of the file; nothing is asked for before', async () => {
  const site = hosted(dist, (path) => {
    if (path === '/index.rostrum') return { type: 'application/octet-stream', body: readFileSync(file) }
    const element =
      '<rostrum-search src="index.rostrum" mode="ranges"></rostrum-search><script type="module" src="browser/element/index.js"></script>'
    return path === '/'
      ? { type: 'text/html', body: `<!doctype html><title>t</title><link rel="icon" href="data:,">${element}` }
      : undefined
  })
  const { page, faults } = await newPage()
  let asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname.replace(/-[\w-]+\.js$/, '')))
  await page.goto(await at(site))
  await status(page, /68 documents/)
  await page.waitForLoadState('networkidle')
  assert.ok(asked.includes('/index.rostrum'))
  const quiet = async () => {
    await page.waitForTimeout(400)
    const seen = asked
    asked = []
    return seen
  }
  await quiet()
  assert.equal(await quiet(), [], 'nothing before the focus')
  const box = page.locator('rostrum-search input[type=search]')
  await box.focus()
  const fetched = await quiet()
  assert.ok(fetched.includes('/suggest'), fetched.join())
  assert.not(fetched.includes('/index.rostrum'))
  await box.blur()
  await box.focus()
  assert.equal(await quiet(), [], 'it is there')
  await box.fill('silk road')
  await status(page, /results for “silk road”/)
  assert.equal(await headlines(page), expected)
  const later = await quiet()
  for (const name of fetched.filter((each) => each !== '/chunk')) assert.not(later.includes(name), `${name} is here`)
  assert.equal(faults, [])
  await page.close()
})

inBrowser('a language is loaded by its name, in a worker and in the page', async () => {
  const haus = new Index<Record<string, unknown>>({
    fields: { headline: {}, outlet: { type: 'keyword' } },
    storeFields: ['headline', 'outlet'],
    analyzer: german,
  })
  haus.addAll([
    { id: 1, headline: 'Die Häuser am Hafen', outlet: 'Zeitung' },
    { id: 2, headline: 'Ein Schiff', outlet: 'Zeitung' },
  ])
  for (const mode of ['worker', 'whole']) {
    const { page, faults } = await newPage()
    await page.goto(`${await at(serve(haus, { mode }))}?q=haus`)
    await status(page, /1 result for “haus”/)
    assert.equal(await headlines(page), ['Die Häuser am Hafen'])
    assert.equal(faults, [])
    await page.close()
  }
  // a file of a release that is not there any more
  const { page } = await newPage()
  await page.goto(
    await at(
      hosted(dist, (path) => {
        if (path === '/') return { type: 'text/html', body: '<!doctype html><title>t</title><link rel="icon" href="data:,">' }
        return path === '/haus.rostrum' ? { type: 'application/octet-stream', body: haus.toBytes() } : undefined
      }),
    ),
  )
  const open = () =>
    page.evaluate(async (entry) => {
      const { openRemote } = await import(entry)
      return openRemote('/haus.rostrum').then(
        async (opened: { search(query: string): Promise<{ count: number }> }) => (await opened.search('haus')).count,
        ({ code, expected }: { code: string; expected: string }) => `${code} ${expected}`,
      )
    }, '/remote/index.js')
  await page.route(/\/(de|german)-?[^/]*\.js$/, (route) => route.abort())
  assert.match(String(await open()), /^E_NETWORK the module language german/)
  await page.close()
})

inBrowser('an exported site, and what was asked of it before without a network', async () => {
  const folder = shop.path('site')
  const { code, stderr } = rostrum(['export', folder, file, '--title', 'Archive'])
  assert.is(code, 0, stderr)
  const { page, faults } = await newPage()
  // 70 articles are a small file: as if they were many
  const site = hosted(folder, (path) =>
    path === '/'
      ? { type: 'text/html', body: readFileSync(`${folder}/index.html`, 'utf8').replace('mode="worker-whole"', 'mode="worker"') }
      : undefined,
  )
  await page.goto(`${await at(site)}?q=silk+road`)
  await status(page, /results for “silk road”/)
  assert.equal(await headlines(page), expected)
  await page.waitForFunction(async () => (await (await caches.open('rostrum')).keys()).length > 1)
  assert.equal(faults, [])
  await page.context().setOffline(true)
  const reopen = () =>
    page.evaluate(() => {
      // another element, which opens the index anew
      const old = document.querySelector('rostrum-search') as Element
      old.replaceWith(old.cloneNode())
    })
  await reopen()
  await status(page, /results for “silk road”/)
  assert.equal(await headlines(page), expected)
  // small indexes lie in one block, so that what was asked first brought all of it; it is forgotten, and said to be away
  await page.evaluate(() => caches.delete('rostrum'))
  await reopen()
  await status(page, /You are offline/)
  assert.match(String(await page.locator('rostrum-search [part=notice]').textContent()), /You are offline.*Try again/s)
  await page.context().setOffline(false)
  await status(page, /results for “silk road”/)
  await page.close()
})

inBrowser('the script for pages without modules reads as itself where the page tells no encoding', async () => {
  const { page, faults } = await newPage()
  const folder = shop.path('without-encoding')
  mkdirSync(folder)
  symlinkSync(`${dist}/rostrum.min.js`, `${folder}/rostrum.min.js`)
  writeFileSync(`${folder}/index.html`, '<!doctype html><title>none</title><script src="rostrum.min.js"></script>')
  await page.goto(`file://${folder}/index.html`)
  const found = await page.evaluate(() => {
    const { Rostrum } = globalThis as unknown as { Rostrum: { Index: typeof Index } }
    const own = new Rostrum.Index({ fields: { body: {} } })
    own.add({ id: 1, body: 'the \u00d8resund bridge' })
    return [document.characterSet, own.search('oresund').count, own.search('\u201coresund bridge\u201d').count]
  })
  assert.equal(found, ['windows-1252', 1, 1])
  assert.equal(faults, [])
  await page.close()
})

inBrowser('a page that is opened as a file, with its index in it', async () => {
  const folder = shop.path('embedded')
  assert.is(rostrum(['export', folder, file, '--embed', '--title', 'Archive']).code, 0)
  const { page, faults } = await newPage()
  await page.goto(`file://${folder}/index.html`)
  await status(page, /68 documents/)
  await page.locator('rostrum-search input[type=search]').fill('silk road')
  await status(page, /results for “silk road”/)
  assert.equal(await headlines(page), expected)
  assert.ok(await page.evaluate(() => typeof (globalThis as unknown as { Rostrum: { Index: unknown } }).Rostrum.Index === 'function'))
  assert.equal(faults, [])
  await page.close()
})

inBrowser('what was said, and who speaks, is told of an index in a worker', async () => {
  const folder = shop.path('said')
  mkdirSync(folder)
  symlinkSync(dist, `${folder}/dist`)
  writeFileSync(`${folder}/said.rostrum`, index.toBytes())
  writeFileSync(`${folder}/index.html`, '<!doctype html><title>t</title><link rel="icon" href="data:,">')
  const { page, faults } = await newPage()
  await page.goto(`${await at(hosted(folder))}index.html`)
  for (const whole of [false, true]) {
    const told = await page.evaluate(
      async ({ browser, news, whole }) => {
        const [{ openInWorker }, { quotations, speakers }] = await Promise.all([import(browser), import(news)])
        const index = await openInWorker('/said.rostrum', { whole })
        const found = await quotations(index, 'silk route', { speaker: 'Sun Wei-ling' })
        const who = await speakers(index, 'b')
        index.close()
        return { found, who }
      },
      { browser: '/dist/browser/index.js', news: '/dist/news/index.js', whole },
    )
    const expected = { found: quotations(index, 'silk route', { speaker: 'Sun Wei-ling' }), who: speakers(index, 'b') }
    assert.ok(expected.found.count > 0 && expected.who.speakers.length > 0)
    assert.equal(told, JSON.parse(JSON.stringify(expected)))
    // nor a warning that there is no worker
    assert.equal(faults, [])
  }
  await page.close()
})

test.run()
