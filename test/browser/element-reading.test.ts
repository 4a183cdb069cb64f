// Reading on the search page in a real browser: articles, what was said in them, and the way back to the list.
// needs: dist
// time-out: 300 s

import type { Page } from 'playwright-core'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { Index } from '../../src/index/index.js'
import { newsSchema } from '../../src/news/schema.js'
import { closeBrowser, inBrowser, newPage } from './chromium.js'
import { active, parts, settled, status } from './seen.js'
import { seeds, serve } from './site.js'

const served = serve(await seeds())
test.after(async () => {
  ;(await served).close()
  await closeBrowser()
})

inBrowser('what was said: the words, who said them and where, by speaker, with the second of a recording', async () => {
  const { page, faults } = await newPage()
  await page.goto(`${(await served).at}?q=silk+road`)
  await status(page, /results for/)
  const tabs = page.locator('rostrum-search [role=tab]')
  assert.equal(await tabs.allTextContents(), ['Articles', 'Said'])
  await tabs.first().focus()
  await page.keyboard.press('ArrowRight')
  await page.waitForURL(/tab=said/)
  await page.locator('rostrum-search blockquote').first().waitFor()
  assert.is(await page.locator('rostrum-search [role=tab][aria-selected=true]').textContent(), 'Said')
  assert.match((await parts(page, 'quotation'))[0], /^“The silk route made its fortune from silk.*”$/)
  assert.is((await parts(page, 'speaker'))[0], 'Piers Valcourt')
  const speaker = page.locator('rostrum-search [data-field=speaker] input[value="Sun Wei-ling"]')
  await speaker.check()
  await page.waitForURL(/speaker=Sun\+Wei-ling/)
  await settled(page)
  assert.equal([...new Set(await parts(page, 'speaker'))], ['Sun Wei-ling'])
  // the articles in which she is quoted
  await tabs.first().click()
  await page.locator('rostrum-search [part=headline]').first().waitFor()
  assert.ok(await speaker.isChecked())
  await page.goBack()
  await page.locator('rostrum-search blockquote').first().waitFor()
  await page.locator('rostrum-search [part=link]').first().click()
  await page.locator('rostrum-search article mark').first().waitFor()
  await page.keyboard.press('Escape')
  await page.locator('rostrum-search blockquote').first().waitFor()
  await page.goto(`${(await served).at}?tab=said`)
  await status(page, /quotations, newest first/)

  const recorded = new Index<Record<string, unknown>>(newsSchema)
  recorded.add({
    id: 1,
    headline: 'A hearing',
    body: 'We measured the tide.',
    quotations: [
      {
        text: 'We measured the tide',
        kind: 'direct',
        speaker: 'Ann Lee',
        name: 'Ann Lee',
        startTime: 3723,
        url: 'https://video.example/1?t=3723',
        reportedBy: 'Wire',
      },
    ],
  })
  const site = await serve(recorded)
  await page.goto(`${site.at}?q=tide&tab=said`)
  await status(page, /1 result for “tide”/)
  const link = page.locator('rostrum-search [part=source]')
  assert.is(await link.getAttribute('href'), 'https://video.example/1?t=3723')
  assert.is(await link.textContent(), 'At 1:02:03')
  assert.match((await parts(page, 'source-line'))[0], /^Ann Lee, reported by Wire$/)
  assert.equal(faults, [])
  site.close()
  await page.close()
})

/** 60 articles that all match, and are read here. */
function tides(): Index<Record<string, unknown>> {
  const index = new Index<Record<string, unknown>>(newsSchema)
  for (let i = 0; i < 60; i++) {
    const body = `The tide of day ${i}.\n${'It rose and it fell.\n'.repeat(30)}`
    const quotations = [1, 2].map((k) => ({ text: `The tide was late, ${i} ${k}`, kind: 'direct', name: 'Ann Lee', speaker: 'Ann Lee' }))
    index.add({ id: i, headline: `Tide ${i}`, body, outlet: 'Wire', published: `2019-01-${10 + (i % 20)}`, quotations })
  }
  return index
}

const hits = (page: Page) => page.locator('rostrum-search [part=hit]')

/** Loads more until there are so many. */
async function load(page: Page, count: number): Promise<void> {
  for (let shown = 20; shown <= count; shown += 10) {
    await page.locator('rostrum-search [part=more]').click()
    await hits(page)
      .nth(shown - 1)
      .waitFor()
  }
}

/** How far the page is scrolled. */
const scrolled = (page: Page) => page.evaluate(() => Math.round(document.documentElement.scrollTop))

for (const search of ['?q=tide', '?q=tide&tab=said&sort=newest', '?outlet=Wire&speaker=Ann+Lee']) {
  inBrowser(
    `an article is closed over the list that was left: as long, in the same place, the focus on what was opened (${search})`,
    async () => {
      const site = await serve(tides())
      const { page, faults } = await newPage()
      await page.goto(site.at + search)
      await hits(page).first().waitFor()
      await load(page, 40)
      const link = hits(page).nth(35).locator('[part=link]')
      const text = await hits(page).nth(35).textContent()
      await hits(page)
        .nth(35)
        .evaluate((hit) => hit.setAttribute('data-mine', ''))
      for (const leave of [
        () => page.keyboard.press('Escape'),
        () => page.locator('rostrum-search [part=back]').click(),
        () => page.goBack(),
        // where the text was clicked meanwhile
        async () => {
          await page.locator('rostrum-search [part=paragraph]').nth(3).click()
          await page.keyboard.press('Escape')
        },
        async () => {
          await page.evaluate(() =>
            (document.querySelector('rostrum-search')?.shadowRoot?.activeElement as HTMLElement | undefined)?.blur(),
          )
          await page.goBack()
        },
      ]) {
        await link.scrollIntoViewIfNeeded()
        const before = await scrolled(page)
        assert.ok(before > 1000)
        await link.click()
        await page.locator('rostrum-search [part=article]').waitFor()
        assert.ok((await scrolled(page)) < before, 'the article is seen from its beginning')
        await leave()
        await page.locator('rostrum-search [part=article]').waitFor({ state: 'detached' })
        await page.waitForTimeout(150)
        assert.is(await hits(page).count(), 40, String(leave))
        assert.is(await hits(page).nth(35).textContent(), text)
        assert.ok(await link.evaluate((each) => (each.getRootNode() as ShadowRoot).activeElement === each), String(leave))
        assert.ok(Math.abs((await scrolled(page)) - before) <= 2, `${await scrolled(page)} of ${before}, ${leave}`)
        assert.is(new URL(page.url()).searchParams.has('article'), false)
      }
      assert.is(await hits(page).nth(35).getAttribute('data-mine'), '', 'the list was not made anew')
      // forward into the article, and from there by keys to the next
      await page.goForward()
      await page.locator('rostrum-search [part=article]').waitFor()
      await page.keyboard.press('Escape')
      await page.keyboard.press('ArrowDown')
      assert.ok(
        await hits(page)
          .nth(36)
          .evaluate((hit) => hit.contains((hit.getRootNode() as ShadowRoot).activeElement)),
      )
      assert.equal(faults, [])
      site.close()
      await page.close()
    },
  )
}

inBrowser('another list than the one that was left is asked for, and who types goes on typing', async () => {
  const site = await serve(tides())
  const { page, faults } = await newPage()
  await page.goto(`${site.at}?q=tide`)
  await status(page, /^60 results/)
  await load(page, 20)
  await hits(page).nth(15).locator('[part=link]').click()
  await page.locator('rostrum-search [part=article]').waitFor()
  await page.keyboard.press('/')
  await page.keyboard.type('fell')
  await status(page, /^60 results for “fell”/)
  assert.is(await hits(page).count(), 10)
  assert.is((await active(page)).part, 'input')
  assert.is(await page.locator('rostrum-search [part=article]').count(), 0)
  // an address that begins with an article has no list yet
  await page.goto(`${site.at}?q=tide&article=7`)
  await page.locator('rostrum-search [part=article]').waitFor()
  await page.keyboard.press('Escape')
  await status(page, /^60 results/)
  assert.is(await hits(page).count(), 10)
  assert.match((await active(page)).part, /link/)
  assert.equal(faults, [])
  site.close()
  await page.close()
})

inBrowser('the title of the page tells the query and the article; that of another page only where the element is told to', async () => {
  const site = await serve(tides())
  const { page, faults } = await newPage()
  await page.goto(site.at)
  await status(page, /newest first/)
  assert.is(await page.title(), 'Archive')
  await page.keyboard.press('/')
  await page.keyboard.type('tide 7')
  await status(page, /for “tide 7”/)
  assert.is(await page.title(), 'tide 7 – Archive')
  await hits(page).first().locator('[part=link]').click()
  await page.locator('rostrum-search [part=article]').waitFor()
  assert.is(await page.title(), 'Tide 7 – tide 7 – Archive')
  await page.goBack()
  await page.locator('rostrum-search [part=article]').waitFor({ state: 'detached' })
  assert.is(await page.title(), 'tide 7 – Archive')
  await page.goForward()
  await page.locator('rostrum-search [part=article]').waitFor()
  assert.is(await page.title(), 'Tide 7 – tide 7 – Archive')
  await page.evaluate(() => document.querySelector('rostrum-search')?.remove())
  assert.is(await page.title(), 'Archive', 'it is given back')
  await page.goto(site.at)
  await status(page, /newest first/)
  await page.evaluate(() => {
    const element = document.querySelector('rostrum-search') as HTMLElement
    element.removeAttribute('page-title')
    document.title = 'Somebody’s own'
  })
  await page.keyboard.press('/')
  await page.keyboard.type('tide 7')
  await status(page, /for “tide 7”/)
  await hits(page).first().locator('[part=link]').click()
  await page.locator('rostrum-search [part=article]').waitFor()
  assert.is(await page.title(), 'Somebody’s own')
  // the icon is one that a browser can show, under the policy of the page
  const icon = await page.evaluate(async () => {
    const image = new Image()
    image.src = (document.querySelector('link[rel=icon]') as HTMLLinkElement).href
    await image.decode()
    return { width: image.naturalWidth, path: new URL(image.src).pathname }
  })
  assert.ok(icon.width > 0)
  assert.is(icon.path, '/icon.svg')
  assert.equal(faults, [])
  site.close()
  await page.close()
})

inBrowser('of two documents whose ids are written alike the one that was chosen is opened', async () => {
  const index = new Index<Record<string, unknown>>(newsSchema)
  index.add({ id: 8, headline: 'The number', body: 'levy' })
  index.add({ id: '8', headline: 'The text', body: 'levy' })
  const site = await serve(index)
  const { page, faults } = await newPage()
  await page.goto(`${site.at}?q=levy`)
  await status(page, /^2 results/)
  for (const headline of ['The number', 'The text', 'The number']) {
    await page.locator('rostrum-search [part=link]', { hasText: headline }).click()
    await page.locator('rostrum-search [part=article-headline]', { hasText: headline }).waitFor()
    await page.keyboard.press('Escape')
    await page.locator('rostrum-search [part=article-headline]').waitFor({ state: 'detached' })
  }
  assert.equal(faults, [])
  site.close()
  await page.close()
})

test.run()
