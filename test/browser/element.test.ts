// The search page in a real browser: typing, keys, the address, an article, other tongues, hostile documents, and what axe says.
// needs: dist
// time-out: 180 s

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { Index } from '../../src/index/index.js'
import { newsSchema } from '../../src/news/schema.js'
import { closeBrowser, inBrowser, newPage } from './chromium.js'
import { seeds, serve } from './site.js'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const served = serve(await seeds(), { facets: ['outlet', 'section'] })
test.after(async () => {
  ;(await served).close()
  await closeBrowser()
})

/** The text of the element's parts with that name. */
const parts = (page: Page, name: string) => page.locator(`rostrum-search [part~=${name}]`).allTextContents()
const status = async (page: Page, text: RegExp) => {
  await page.locator('rostrum-search [role=status]', { hasText: text }).waitFor({ timeout: 10_000 })
}
const focused = (page: Page) => page.evaluate(() => document.querySelector('rostrum-search')?.shadowRoot?.activeElement?.textContent ?? '')

inBrowser('typing searches, and the address follows', async () => {
  const { page, faults } = await newPage()
  await page.goto((await served).at)
  await status(page, /68 documents, newest first/)
  await page.keyboard.press('/')
  await page.keyboard.type('silk road')
  await status(page, /^\d+ results for “silk road”\. 10 of \d+ shown$/)
  assert.is(new URL(page.url()).search, '?q=silk+road')
  assert.match((await parts(page, 'headline'))[0], /^Tamouz hosts silk route forum/)
  assert.ok((await page.locator('rostrum-search [part=snippet] mark').allTextContents()).includes('silk'))
  await page.locator('rostrum-search [part=more]').click()
  await status(page, /10 of|20 of|results for “silk road”$/)
  await page.waitForTimeout(200)
  assert.ok((await parts(page, 'hit')).length > 10)
  assert.equal(faults, [])
  await page.close()
})

inBrowser('by keys alone: from the box through the hits into an article and back', async () => {
  const { page, faults } = await newPage()
  await page.goto(`${(await served).at}?q=caf%C3%A9`)
  await status(page, /results? for/)
  await page.keyboard.press('Control+k')
  await page.keyboard.press('ArrowDown')
  assert.is(await focused(page), (await parts(page, 'headline'))[0])
  await page.keyboard.press('ArrowDown')
  assert.is(await focused(page), (await parts(page, 'headline'))[1])
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowUp')
  assert.is(await page.evaluate(() => document.querySelector('rostrum-search')?.shadowRoot?.activeElement?.tagName), 'INPUT')
  await page.keyboard.press('ArrowDown')
  const link = page.locator('rostrum-search [part=read], rostrum-search [part=link]:not([href^=http])').first()
  await link.focus()
  await page.keyboard.press('Enter')
  await page.locator('rostrum-search article').waitFor()
  assert.ok((await page.locator('rostrum-search article mark').count()) > 0, 'what was searched is marked')
  assert.is(await page.evaluate(() => document.querySelector('rostrum-search')?.shadowRoot?.activeElement?.tagName), 'H2')
  await page.keyboard.press('Escape')
  await page.locator('rostrum-search article').waitFor({ state: 'detached' })
  assert.match(
    await page.evaluate(() => document.querySelector('rostrum-search')?.shadowRoot?.activeElement?.getAttribute('part') ?? ''),
    /link/,
  )
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await status(page, /newest first/)
  assert.equal(faults, [])
  await page.close()
})

inBrowser('back and forward go through what was asked', async () => {
  const { page } = await newPage()
  await page.goto((await served).at)
  const input = page.locator('rostrum-search input[type=search]')
  for (const query of ['harbour', 'storm']) {
    await input.fill(query)
    await input.press('Enter')
    await status(page, new RegExp(`for “${query}”`))
  }
  await page.goBack()
  await status(page, /for “harbour”/)
  assert.is(await input.inputValue(), 'harbour')
  await page.goForward()
  await status(page, /for “storm”/)
  await page.close()
})

inBrowser('filters narrow the hits, keep their own counts, and stand in the address', async () => {
  const { page, faults } = await newPage()
  await page.goto((await served).at)
  await status(page, /68 documents/)
  const boxes = page.locator('rostrum-search [data-field=outlet] input')
  const before = await boxes.count()
  assert.ok(before >= 3)
  const value = await boxes.first().inputValue()
  await boxes.first().check()
  await page.waitForURL(/outlet=/)
  await page.waitForTimeout(300)
  assert.is(new URL(page.url()).searchParams.get('outlet'), value)
  assert.is(await boxes.count(), before, 'other outlets can still be chosen')
  assert.ok(await boxes.first().isChecked())
  assert.is(
    await page.evaluate(() => document.querySelector('rostrum-search')?.shadowRoot?.activeElement?.getAttribute('type')),
    'checkbox',
  )
  for (const facts of await parts(page, 'facts')) assert.ok(facts.includes(value), facts)
  await page.locator('rostrum-search input[type=date]').first().fill('2018-01-01')
  await page.locator('rostrum-search input[type=date]').last().fill('2018-12-31')
  await page.waitForURL(/to=2018-12-31/)
  await page.waitForTimeout(300)
  for (const facts of await parts(page, 'facts')) assert.match(facts, /2018/)
  await page.locator('rostrum-search select').selectOption('oldest')
  await page.waitForURL(/sort=oldest/)
  await page.waitForTimeout(300)
  const dates = await page.locator('rostrum-search time').evaluateAll((all) => all.map((each) => each.getAttribute('datetime')))
  assert.equal(dates, [...dates].sort())
  await page.locator('rostrum-search [part=reset]').click()
  await page.goBack()
  await page.reload()
  await page.waitForTimeout(500)
  assert.is(await page.locator('rostrum-search input[type=date]').first().inputValue(), '2018-01-01')
  assert.equal(faults, [])
  await page.close()
})

inBrowser('suggestions while typing, and advice where nothing is found', async () => {
  const { page, faults } = await newPage()
  await page.goto((await served).at)
  await status(page, /documents/)
  await page.keyboard.press('/')
  await page.keyboard.type('silk ro')
  const list = page.locator('rostrum-search [role=listbox]')
  await list.waitFor()
  const options = await page.locator('rostrum-search [role=option]').allTextContents()
  assert.ok(options.includes('silk route') || options.includes('silk road'), options.join())
  await page.keyboard.press('ArrowDown')
  const input = page.locator('rostrum-search input[role=combobox]')
  assert.is(await input.getAttribute('aria-expanded'), 'true')
  assert.ok(await input.getAttribute('aria-activedescendant'))
  await page.keyboard.press('Enter')
  assert.is(await input.inputValue(), options[0])
  assert.ok(await list.isHidden())
  await input.fill('sikl')
  await input.press('Enter')
  await status(page, /Nothing found/)
  await page.locator('rostrum-search [part=correction]').first().click()
  await status(page, /for “silk”/)
  assert.equal(faults, [])
  await page.close()
})

inBrowser('nothing found, an empty index, and an index that is not there are said in words', async () => {
  const { page } = await newPage()
  await page.goto(`${(await served).at}?q=zzzzzz`)
  await status(page, /^Nothing found for “zzzzzz”\.$/)
  assert.match((await parts(page, 'notice'))[0], /Check the spelling/)
  const empty = await serve(new Index<Record<string, unknown>>(newsSchema))
  await page.goto(empty.at)
  await status(page, /holds no documents/)
  await page.route('**/articles.rostrum', (route) => route.fulfill({ status: 404 }))
  await page.goto(empty.at)
  await status(page, /could not be read/)
  assert.match((await parts(page, 'notice'))[0], /status 404.*Try again/)
  await page.unroute('**/articles.rostrum')
  await page.locator('rostrum-search [part=retry]').click()
  await status(page, /holds no documents/)
  empty.close()
  await page.close()
})

inBrowser('words of its own, an index of the page, and a listener that stays', async () => {
  const { page, faults } = await newPage()
  await page.goto((await served).at)
  await status(page, /documents/)
  await page.evaluate(() => {
    const element = document.querySelector('rostrum-search') as HTMLElement & Record<string, unknown>
    element.labels = { search: 'Suche', newest: (count: string) => `${count} Texte, neueste zuerst` }
    element.addEventListener('select', (event) => {
      event.preventDefault()
      document.title = `chosen ${(event as CustomEvent).detail.document.headline}`
    })
  })
  await status(page, /^68 Texte, neueste zuerst/)
  const before = page.url()
  await page.locator('rostrum-search [part=headline] a').first().click()
  assert.match(await page.title(), /^chosen ./)
  assert.is(page.url(), before)
  assert.equal(faults, [])
  await page.close()
})

const hostile = [
  '<img src=x onerror="window.hit=1">',
  '<script>window.hit=1</script>',
  '"><svg onload=window.hit=1>',
  "javascript:window.hit=1//'",
  '<a href="javascript:window.hit=1">x</a>',
  '<style>*{display:none}</style>',
  '</li></ol><iframe srcdoc="<script>parent.hit=1</script>">',
  '{{constructor.constructor("window.hit=1")()}}',
  '\u202egnp.exe \u0000 \ud800',
  '<mark onmouseover=window.hit=1>mark</mark>',
]

inBrowser('1,000 hostile documents and queries run nothing and bring no element but mark', async () => {
  const index = new Index<Record<string, unknown>>(newsSchema)
  for (let i = 0; i < 1000; i++) {
    const text = `${hostile[i % hostile.length]} ${i} poison`
    index.add({
      id: text.replaceAll('\ud800', ''),
      headline: text,
      body: `${text}\n${text}`,
      outlet: text,
      url: i % 3 === 0 ? `javascript:window.hit=${i}` : `data:text/html,${text}`,
    })
  }
  const site = await serve(index)
  const { page, faults } = await newPage()
  await page.goto(`${site.at}?q=poison`)
  await status(page, /1,000 results|results for/)
  const input = page.locator('rostrum-search input[type=search]')
  for (const text of hostile) {
    await input.fill(text.replace(/[\u0000\ud800]/g, ''))
    await page.waitForTimeout(30)
  }
  await input.fill('poison mark img')
  await status(page, /for “poison mark img”/)
  const seen = await page.evaluate(() => {
    const root = document.querySelector('rostrum-search')?.shadowRoot as ShadowRoot
    const inner = (part: string) => [...root.querySelectorAll(`[part=${part}] *`)].map(({ tagName }) => tagName)
    return {
      hit: (window as unknown as { hit?: number }).hit,
      snippets: [...new Set(inner('snippet'))],
      headlines: [...new Set(inner('headline'))].sort(),
      links: [...root.querySelectorAll('a')].filter(({ href }) => !/^https?:/.test(href)).length,
      strange: root.querySelectorAll('script, iframe, img, svg, style, object, [onerror], [onload], [onmouseover]').length,
    }
  })
  assert.equal(seen, { hit: undefined, snippets: ['MARK'], headlines: ['A', 'MARK'], links: 0, strange: 0 })
  await page.locator('rostrum-search [part=headline] a').first().click()
  await page.locator('rostrum-search article').waitFor()
  assert.is(await page.evaluate(() => (window as unknown as { hit?: number }).hit), undefined)
  assert.equal(faults, [], 'no violation of the policy of the page')
  site.close()
  await page.close()
})

for (const colorScheme of ['light', 'dark'] as const) {
  inBrowser(`axe finds nothing to say in the ${colorScheme}`, async () => {
    const { page } = await newPage({ colorScheme, bypassCSP: true })
    for (const search of ['?q=silk+road', '?q=zzzz', '?q=caf%C3%A9&article=seeds']) {
      await page.goto((await served).at + search)
      await status(page, /./)
      await page.waitForTimeout(400)
      await page.evaluate(axe)
      const violations = await page.evaluate(async () => {
        const found = await (
          window as unknown as { axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }
        ).axe.run()
        return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 200)}`)
      })
      assert.equal(violations, [], search)
    }
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
