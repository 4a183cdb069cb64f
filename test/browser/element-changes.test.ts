// The list of the search page while what is asked, or the file, becomes another one: never hits of two questions, nor of two files.
// needs: dist
// time-out: 300 s

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { readRange } from '../../src/cli/serve/range.js'
import { Index } from '../../src/index/index.js'
import { newsSchema } from '../../src/news/schema.js'
import { closeBrowser, inBrowser, newPage } from './chromium.js'
import { parts, settled, status } from './seen.js'
import { serve } from './site.js'

/** Articles, their headlines numbered, of two outlets by turns. */
function numbered(count: number, name: string): Index<Record<string, unknown>> {
  const index = new Index<Record<string, unknown>>(newsSchema)
  // enough text that the file does not come with its head
  const body = (id: number) => `tide ${Array.from({ length: 900 }, (_, i) => `w${(id * 7919 + i * i) % 50_000}`).join(' ')}`
  for (let id = 0; id < count; id++) index.add({ id, headline: `${name} ${id}`, body: body(id), outlet: id % 2 === 0 ? 'Even' : 'Odd' })
  return index
}

const first = numbered(45, 'First')
const served = serve(first, { mode: 'ranges' })
test.after(async () => {
  ;(await served).close()
  await closeBrowser()
})

inBrowser('more that is wanted while another question is waited for changes nothing', async () => {
  const { page, faults } = await newPage()
  await page.goto(`${(await served).at}?q=tide`)
  await status(page, /^45 results/)
  let release: () => void = () => undefined
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route('**/articles.rostrum', async (route) => {
    await held
    await route.continue()
  })
  // of another question, nothing of which is here
  await page.locator('rostrum-search [part=input]').fill('w4321')
  await page.locator('rostrum-search [part=results][aria-busy]').waitFor()
  await page.locator('rostrum-search [part=more]').click()
  await page.waitForTimeout(300)
  assert.is((await parts(page, 'hit')).length, 10)
  release()
  await settled(page)
  const count = first.search('w4321', { prefix: true }).count
  assert.ok(count > 0 && count < 45)
  await status(page, new RegExp(`^${count} result`))
  assert.is((await parts(page, 'hit')).length, Math.min(10, count))
  assert.is(await page.locator('rostrum-search [part=hits].waiting').count(), 0)
  assert.equal(faults, [])
  await page.close()
})

inBrowser(
  'a file that is replaced between two pages of the list gives a list of its own; an article that it has not is said to be gone',
  async () => {
    const { page } = await newPage()
    await page.goto(`${(await served).at}?q=tide`)
    await status(page, /^45 results/)
    const bytes = Buffer.from(numbered(31, 'Second').toBytes())
    await page.route('**/articles.rostrum', (route) => {
      const range = readRange(route.request().headers().range, bytes.length)
      if (typeof range === 'string') return route.fulfill({ status: 200, body: bytes })
      const headers = { 'Content-Range': `bytes ${range.start}-${range.end - 1}/${bytes.length}` }
      return route.fulfill({ status: 206, headers, body: bytes.subarray(range.start, range.end) })
    })
    await page.locator('rostrum-search [part=more]').click()
    await status(page, /^31 results/)
    await settled(page)
    const headlines = await parts(page, 'headline')
    assert.is(headlines.length, 10)
    assert.equal(
      headlines.filter((text) => !text.startsWith('Second')),
      [],
    )
    await page.goto(`${(await served).at}?q=tide&article=44`)
    await status(page, /^31 results/)
    assert.equal(await parts(page, 'problem'), ['That article is not in the index.'])
    assert.is(new URL(page.url()).searchParams.has('article'), false)
    await page.close()
  },
)

inBrowser('a headline of ten thousand letters is a few lines, with the place that matches marked; counts stand in one line', async () => {
  const index = new Index<Record<string, unknown>>(newsSchema)
  index.add({ id: 1, headline: `Long ${'and longer '.repeat(900)} tide ${'and on '.repeat(30)}`, body: 'tide', outlet: 'A' })
  for (let id = 2; id < 40; id++) index.add({ id, headline: 'Short tide', body: 'tide', outlet: 'Christian Science Monitor of the Coast' })
  const site = await serve(index)
  for (const width of [360, 1200]) {
    const { page } = await newPage({ viewport: { width, height: 800 } })
    await page.goto(`${site.at}?q=longer+tide`)
    await status(page, /results for/)
    if (width < 700) await page.locator('rostrum-search [part=filters]').click()
    const seen = await page.evaluate(() => {
      const root = document.querySelector('rostrum-search')?.shadowRoot as ShadowRoot
      const heightOf = (selector: string) =>
        Math.max(...[...root.querySelectorAll(selector)].map((each) => each.getBoundingClientRect().height))
      return {
        headline: heightOf('[part=headline]'),
        marks: root.querySelectorAll('[part=hit]:first-child [part=headline] mark').length,
        count: heightOf('[data-field=outlet] [part=value] span:last-child'),
      }
    })
    assert.ok(seen.headline < 160, `${seen.headline} pixels`)
    assert.ok(seen.marks > 0)
    assert.ok(seen.count < 36, `${seen.count} pixels`)
    await page.locator('rostrum-search [part=link]').first().click()
    const place = page.locator('rostrum-search [part=article-headline]')
    await place.waitFor()
    assert.ok(((await place.boundingBox())?.height ?? 0) < 600)
    await page.close()
  }
  site.close()
})

test.run()
