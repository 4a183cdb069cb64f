// In a page that searches an index elsewhere, the code comes as it is asked for, and what cannot be loaded says so.
// needs: dist

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { closeBrowser, inBrowser, newPage } from './chromium.js'
import { hosted, seeds } from './site.js'

test.after(closeBrowser)

const index = await seeds()
const bytes = index.toBytes()
const policy = "default-src 'none'; script-src 'self'; connect-src 'self'"
const html = '<!doctype html><script type="module" src="/ask.js"></script>'
const script = `import { openRemote } from '/remote/index.js'
const index = await openRemote('/articles.rostrum')
globalThis.ask = async (query, options) => {
  try { return (await index.search(query, options)).count } catch ({ code, expected, cure }) { return { code, expected, cure } }
}`

inBrowser('plain words need no more than what is there; facets come when they are asked for, or say why not', async () => {
  const site = await hosted(new URL('../../dist', import.meta.url).pathname, (path) => {
    if (path === '/') return { type: 'text/html', body: html, policy }
    if (path === '/ask.js') return { type: 'text/javascript', body: script }
    return path === '/articles.rostrum' ? { type: 'application/octet-stream', body: bytes } : undefined
  })
  const { page, faults } = await newPage()
  const parts: string[] = []
  page.on('request', (request) => {
    const name = /\/((?:arrange|explain|expansion|highlight|language|phrases|suggest)[a-z-]*)-[\w-]+\.js$/.exec(request.url())
    if (name !== null) parts.push(name[1])
  })
  await page.goto(site.at)
  await page.waitForFunction(() => 'ask' in globalThis)
  const ask = (query: string, options: object = {}) =>
    page.evaluate(
      ([asked, own]) => (globalThis as unknown as { ask: (query: string, options: object) => Promise<unknown> }).ask(asked, own),
      [query, options] as const,
    )
  const count = await ask('silk road')
  assert.is(count, index.search('silk road').count)
  assert.equal(parts, [])
  await page.route('**/arrange-*.js', (route) => route.abort())
  const fault = (await ask('silk road', { facets: ['outlet'] })) as { code: string; expected: string; cure: string }
  assert.is(fault.code, 'E_NETWORK')
  assert.match(fault.expected, /^the module arrange, in a file beside/)
  assert.match(fault.cure, /^Publish all files of a release together/)
  assert.is(await ask('silk road'), count)
  assert.equal(
    faults.filter((each) => !/ERR_FAILED/.test(each)),
    [],
  )
  assert.is(await ask('"silk road"'), index.search('"silk road"').count)
  assert.equal([...new Set(parts)].sort(), ['arrange', 'language', 'phrases'])
  await page.unroute('**/arrange-*.js')
  await page.reload()
  await page.waitForFunction(() => 'ask' in globalThis)
  assert.is(await ask('silk road', { facets: ['outlet'] }), count)
  site.close()
  await page.close()
})

test.run()
