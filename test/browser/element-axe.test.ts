// What axe says of the search page in a real browser, in every state that it can be in, in the light and in the dark: nothing.
// needs: dist
// time-out: 300 s

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { Index } from '../../src/index/index.js'
import { newsSchema } from '../../src/news/schema.js'
import { closeBrowser, inBrowser, newPage } from './chromium.js'
import { settled, status } from './seen.js'
import { seeds, serve } from './site.js'

const served = serve(await seeds())
const empty = serve(new Index<Record<string, unknown>>(newsSchema))
test.after(async () => {
  for (const site of [served, empty]) (await site).close()
  await closeBrowser()
})

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe has against the page as it is, and how many rules it looked at. */
async function violationsIn(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const { violations, passes } = await page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run: () => Promise<Record<'violations' | 'passes', { id: string; nodes: { html: string }[] }[]>> }
    }
    const { violations, passes } = await axe.run()
    return { violations: violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 200)}`), passes: passes.length }
  })
  assert.ok(passes > 15, `${passes} rules held`)
  return violations
}

const part = (page: Page, name: string) => page.locator(`rostrum-search [part~=${name}]`)

/** States by name: an address, and what is done there. */
const states: readonly [name: string, search: string, reach?: (page: Page) => Promise<void>][] = [
  ['everything', ''],
  ['hits', '?q=silk+road'],
  ['what was said', '?q=silk+road&tab=said'],
  ['nothing found', '?q=zzzz'],
  ['nothing found under filters', '?q=silk&outlet=Nobody&year=1999&from=2001-01-01'],
  ['advice', '?q=sikl', (page) => part(page, 'correction').first().waitFor()],
  ['a query half understood', '?q=%22silk', (page) => part(page, 'problem').first().waitFor()],
  ['filters that are on', '?q=silk&year=2018&from=2016-01-01', (page) => part(page, 'reset').waitFor()],
  [
    'suggestions, one of them chosen',
    '',
    async (page) => {
      // at once: each letter typed brings suggestions of its own
      await part(page, 'input').fill('sil')
      await page.getByRole('option').first().waitFor()
      await page.keyboard.press('ArrowDown')
      await page.locator('rostrum-search [aria-selected=true][role=option]').waitFor()
    },
  ],
  [
    'an article',
    '?q=silk+road',
    async (page) => {
      await page.locator('rostrum-search [part=read], rostrum-search [part=link]:not([href^=http])').first().click()
      await part(page, 'article').waitFor()
    },
  ],
  [
    'an index that is not there',
    '',
    async (page) => {
      await page.route('**/articles.rostrum', (route) => route.fulfill({ status: 404 }))
      await page.reload()
      await part(page, 'retry').waitFor()
    },
  ],
]

for (const colorScheme of ['light', 'dark'] as const) {
  inBrowser(`axe finds nothing to say in the ${colorScheme}`, async () => {
    const { page } = await newPage({ colorScheme, bypassCSP: true })
    for (const [name, search, reach] of states) {
      await page.goto((await served).at + search)
      await status(page, /./)
      await settled(page)
      await reach?.(page)
      assert.equal(await violationsIn(page), [], name)
    }
    await page.unroute('**/articles.rostrum')
    await page.goto((await empty).at)
    await status(page, /no documents/)
    assert.equal(await violationsIn(page), [], 'an empty index')
    await page.close()
  })

  inBrowser(`axe finds nothing to say on a phone with the filters open, in the ${colorScheme}`, async () => {
    const { page } = await newPage({ colorScheme, bypassCSP: true, viewport: { width: 390, height: 800 } })
    await page.goto(`${(await served).at}?q=silk+road&year=2018`)
    await status(page, /results? for/)
    const filters = page.getByRole('button', { name: 'Filters (1)' })
    assert.is(await filters.getAttribute('aria-expanded'), 'false')
    await filters.click()
    assert.is(await filters.getAttribute('aria-expanded'), 'true')
    await page.getByRole('group', { name: 'Year' }).waitFor()
    assert.equal(await violationsIn(page), [])
    await page.close()
  })
}

test.run()
