// How the search page looks in a real browser: sizes, colours, motion, directions, and what axe says.
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
test.after(async () => {
  ;(await served).close()
  await closeBrowser()
})

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

inBrowser('from right to left, in forced colours, at twice the size, with little motion', async () => {
  for (const options of [
    { forcedColors: 'active' },
    { reducedMotion: 'reduce' },
    { viewport: { width: 600, height: 400 }, deviceScaleFactor: 2 },
  ] as const) {
    const { page, faults } = await newPage(options)
    await page.goto(`${(await served).at}?q=silk+road`)
    await status(page, /results for/)
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth))
    if ('reducedMotion' in options) {
      const moving = await page.evaluate(() => {
        const hits = document.querySelector('rostrum-search')?.shadowRoot?.querySelector('[part=hits]') as Element
        hits.classList.add('waiting')
        return getComputedStyle(hits).transitionDuration
      })
      assert.is(moving, '0s')
    }
    assert.equal(faults, [])
    await page.close()
  }
  const { page } = await newPage()
  await page.addInitScript(() => document.addEventListener('DOMContentLoaded', () => (document.documentElement.dir = 'rtl')))
  await page.goto(`${(await served).at}?q=silk+road`)
  await status(page, /results for/)
  const places = await page.evaluate(() => {
    const root = document.querySelector('rostrum-search')?.shadowRoot as ShadowRoot
    const left = (part: string) => (root.querySelector(`[part=${part}]`) as Element).getBoundingClientRect().left
    return {
      clear: left('clear') - left('input') < 40,
      facets: left('facets') > left('hits'),
      width: document.documentElement.scrollWidth <= innerWidth,
      // texts of the other direction stand with their headlines
      align: ['status', 'snippet'].map((part) => getComputedStyle(root.querySelector(`[part=${part}]`) as Element).textAlign),
    }
  })
  assert.equal(places, { clear: true, facets: true, width: true, align: ['right', 'right'] })
  await page.close()
})

inBrowser('screenshots: a desk and a phone, in the light and in the dark', async () => {
  // the one of the README is written where it is wanted: SCREENSHOT=src/browser/page/search.png
  for (const [width, height, colorScheme, search] of [
    [1000, 640, 'light', '?q=silk+road'],
    [390, 800, 'dark', '?q=ice&tab=said'],
  ] as const) {
    const { page, faults } = await newPage({ viewport: { width, height }, colorScheme })
    await page.goto((await served).at + search)
    await status(page, /results for/)
    await settled(page)
    const wanted = width === 1000 ? process.env.SCREENSHOT : undefined
    const picture = await page.screenshot(wanted === undefined ? {} : { path: wanted })
    assert.is(picture.readUInt32BE(16), width)
    const { top, text } = await page.evaluate(() => {
      const first = document.querySelector('rostrum-search')?.shadowRoot?.querySelector('[part=hit]') as Element
      return { top: first.getBoundingClientRect().top, text: getComputedStyle(first).color }
    })
    assert.ok(top < 300, 'hits are seen without scrolling')
    assert.is(text, colorScheme === 'light' ? 'rgb(28, 28, 30)' : 'rgb(236, 236, 240)')
    assert.equal(faults, [])
    await page.close()
  }
})

const violationsIn = (page: Page) =>
  page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }
    const { violations } = await axe.run()
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 200)}`)
  })

for (const colorScheme of ['light', 'dark'] as const) {
  inBrowser(`axe finds nothing to say in the ${colorScheme}`, async () => {
    const { page } = await newPage({ colorScheme, bypassCSP: true })
    for (const search of ['?q=silk+road', '?q=zzzz', '?q=silk+road&tab=said', '']) {
      await page.goto((await served).at + search)
      await status(page, /./)
      await page.waitForTimeout(400)
      await page.evaluate(axe)
      assert.equal(await violationsIn(page), [], search)
    }
    await page.locator('rostrum-search [part=read], rostrum-search [part=link]:not([href^=http])').first().click()
    await page.locator('rostrum-search article').waitFor()
    await page.evaluate(axe)
    assert.equal(await violationsIn(page), [], 'an article')
    await page.close()
  })
}

inBrowser('on a phone nothing is wider than the screen, very long words included', async () => {
  const index = new Index<Record<string, unknown>>(newsSchema)
  index.add({
    id: 1,
    headline: `A ${'very-'.repeat(80)}long ${'x'.repeat(400)} headline`,
    body: `${'y'.repeat(600)} word`,
    outlet: 'Z'.repeat(200),
  })
  index.add({ id: 2, headline: 'عنوان الخبر', body: 'نص عربي word' })
  const site = await serve(index)
  const { page } = await newPage({ viewport: { width: 320, height: 640 } })
  await page.goto(`${site.at}?q=word`)
  await status(page, /2 results/)
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 320)
  site.close()
  await page.close()
})

test.run()
