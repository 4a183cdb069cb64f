// What the search page says while it waits, where nothing is found or something fails, and of no, one and ten thousand documents.
// needs: dist
// time-out: 300 s

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { Index } from '../../src/index/index.js'
import { newsSchema } from '../../src/news/schema.js'
import { closeBrowser, inBrowser, newPage } from './chromium.js'
import { parts, status } from './seen.js'
import { seeds, serve } from './site.js'

const served = serve(await seeds())
test.after(async () => {
  ;(await served).close()
  await closeBrowser()
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

inBrowser('a search that fails says so in place of an article or of other hits, and one that is given up says nothing', async () => {
  const { page } = await newPage()
  await page.goto((await served).at)
  await page.evaluate(() => {
    const element = document.querySelector('rostrum-search') as unknown as { searcher: unknown }
    const hit = { id: 1, document: { id: 1, headline: 'Harbor closed', body: 'All of it.' } }
    element.searcher = {
      search: (query: string, { signal }: { signal?: AbortSignal }) => {
        if (query === 'broken') throw new Error('The cable was cut.')
        return new Promise((resolve, reject) => {
          signal?.addEventListener('abort', () => reject(signal.reason))
          if (query !== 'slow') resolve({ hits: [hit], count: 1, countIsExact: true })
        })
      },
      suggest: () => ({ completions: [], corrections: [] }),
      didYouMean: () => [],
      get: () => hit.document,
      highlight: () => [],
      prefetch: async () => undefined,
      info: () => ({ documentCount: 1, fields: [{ name: 'headline', type: 'text' }], storeFields: [] }),
    }
  })
  const box = page.locator('rostrum-search [part=input]')
  await status(page, /^1 document$/)
  await box.fill('slow')
  await page.waitForTimeout(600)
  await status(page, /^Searching/)
  await box.fill('harbor')
  await status(page, /^1 result for “harbor”$/)
  assert.is(await page.locator('rostrum-search [part=notice]').isVisible(), false)
  await page.locator('rostrum-search [part=hit] a').first().click()
  await page.locator('rostrum-search [part=article]').waitFor()
  await box.fill('broken')
  await page.locator('rostrum-search [part=notice]', { hasText: 'The cable was cut.' }).waitFor()
  assert.is(await page.locator('rostrum-search [part=article]').count(), 0)
  assert.is(await page.locator('rostrum-search [part=hit]').count(), 0)
  await box.fill('')
  await status(page, /^1 document$/)
  await page.close()
})

inBrowser('10,000 articles, and the last that can be shown', async () => {
  const index = new Index<Record<string, unknown>>(newsSchema)
  for (let i = 0; i < 10_050; i++) index.add({ id: i, headline: `Harbour ${i}`, body: 'harbour', published: `2019-0${1 + (i % 9)}-01` })
  const site = await serve(index, { mode: 'worker-whole' })
  const { page, faults } = await newPage()
  await page.goto(`${site.at}?q=harbour`)
  await status(page, /^10,050 results for “harbour”\. 10 of 10,050 shown$/)
  // an index of one year: its months
  assert.is(await page.locator('rostrum-search [part=histogram] span').count(), 9)
  await page.locator('rostrum-search [part=histogram] span').nth(1).click()
  await page.waitForURL(/from=2019-02-01&to=2019-02-28/)
  await status(page, /^1,117 results/)
  await page.goto(`${site.at}?q=Harbour+77`)
  await status(page, /results for “Harbour 77”/)
  assert.is((await parts(page, 'headline'))[0], 'Harbour 77')
  assert.equal(faults, [])
  site.close()
  await page.close()
})

test.run()
