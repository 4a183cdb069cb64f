// What the search page says while it waits, where nothing is found or something fails, and of no, one and ten thousand documents.
// needs: dist
// time-out: 300 s

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { Index } from '../../src/index/index.js'
import { newsSchema } from '../../src/news/schema.js'
import { closeBrowser, inBrowser, newPage } from './chromium.js'
import { parts, settled, status } from './seen.js'
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
  assert.match((await parts(page, 'notice'))[0], /^The index could not be read\. Its file is not there\.Try againDetails.*status 404/)
  assert.is(await page.locator('rostrum-search [part=details]').getAttribute('open'), null)
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

inBrowser('of more than ten thousand hits that many can be loaded, and the page says so', async () => {
  const { page, faults } = await newPage()
  await page.goto((await served).at)
  await status(page, /documents/)
  const seen = await page.evaluate(async () => {
    const element = document.querySelector('rostrum-search') as HTMLElement & { searcher: unknown }
    const root = element.shadowRoot as ShadowRoot
    const offsets = new Set<number>()
    element.searcher = {
      search: (_: string, { offset, limit }: { offset: number; limit: number }) => {
        offsets.add(offset)
        const hits = Array.from({ length: limit }, (_, i) => ({
          id: offset + i,
          score: 1,
          document: { id: offset + i, headline: `Tide ${offset + i}` },
        }))
        return { hits, count: 12_345, countIsExact: true }
      },
      suggest: () => ({ completions: [], corrections: [] }),
      didYouMean: () => [],
      get: () => undefined,
      highlight: () => [],
      info: () => ({ documentCount: 12_345, fields: [{ name: 'headline', type: 'text' }], storeFields: ['headline'] }),
    }
    const more = root.querySelector('[part=more]') as HTMLButtonElement
    const said = root.querySelector('[part=status]') as HTMLElement
    const until = async (isSo: () => boolean) => {
      while (!isSo()) await new Promise((resolve) => setTimeout(resolve))
    }
    await until(() => said.textContent?.startsWith('12,345') ?? false)
    // a thousand times over: painted only at the end
    element.hidden = true
    for (let shown = 10; !more.hidden; shown += 10) {
      more.click()
      await until(() => root.querySelector('[part=hits]')?.children.length === shown + 10)
    }
    element.hidden = false
    return {
      count: root.querySelectorAll('[part=hit]').length,
      said: said.textContent,
      most: Math.max(...offsets),
      width: document.documentElement.scrollWidth,
    }
  })
  assert.equal(seen, { count: 10_000, said: '12,345 documents. 10,000 of 12,345 shown', most: 9_990, width: 1000 })
  assert.equal(faults, [])
  await page.close()
})

inBrowser('10,000 articles: their count, their months, and one among them', async () => {
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

inBrowser('that the index is being loaded is said in words, and that it is busy to machines', async () => {
  const { page, faults } = await newPage()
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route('**/articles.rostrum', async (route) => {
    await held
    await route.continue()
  })
  await page.goto(`${(await served).at}?q=silk`)
  await status(page, /^Loading the index …$/)
  assert.is(await page.locator('rostrum-search [part=results]').getAttribute('aria-busy'), 'true')
  // what is typed meanwhile is what is answered
  await page.keyboard.press('/')
  await page.keyboard.type('road')
  await page.waitForTimeout(600)
  await status(page, /^Loading the index …$/)
  release()
  await status(page, /^\d+ results for “road”/)
  assert.is(await page.locator('rostrum-search [part=results]').getAttribute('aria-busy'), null)
  assert.equal(faults, [])
  await page.close()
})

inBrowser(
  'hits are an ordered list of links in a landmark of search, their count in a live region, each control with its role',
  async () => {
    const { page, faults } = await newPage()
    await page.goto(`${(await served).at}?q=silk+road`)
    await status(page, /results for/)
    const search = page.getByRole('search', { name: 'Search' })
    assert.is(await search.count(), 1)
    const list = search.getByRole('list', { name: 'Results' })
    assert.is(await list.evaluate(({ tagName }) => tagName), 'OL')
    assert.is(await list.getByRole('listitem').count(), 10)
    for (const item of await list.getByRole('listitem').all()) {
      const heading = item.getByRole('heading', { level: 2 })
      assert.is(await heading.getByRole('link').count(), 1)
      assert.match((await heading.getByRole('link').getAttribute('href')) ?? '', /^(https?:|\/\?)/)
    }
    const region = search.getByRole('status')
    assert.is(await region.count(), 1)
    assert.is(await region.getAttribute('aria-live'), 'polite')
    assert.match((await region.textContent()) ?? '', /^14 results for “silk road”\. 10 of 14 shown$/)
    // the region stays, so that what comes into it is read out
    await region.evaluate((element) => element.setAttribute('data-mine', ''))
    await page.getByRole('button', { name: 'Load more' }).click()
    await status(page, /^14 results for “silk road”$/)
    await page.locator('rostrum-search [part=input]').fill('zzzz')
    await status(page, /^Nothing found/)
    assert.is(await region.getAttribute('data-mine'), '')
    const roles: readonly (readonly ['combobox' | 'tablist' | 'tab' | 'group', string, number])[] = [
      ['combobox', 'Search', 1],
      ['tablist', 'Results', 1],
      ['tab', 'Articles', 1],
    ]
    for (const [role, name, count] of roles)
      assert.is(await search.getByRole(role, { name, exact: true }).count(), count, `${role} ${name}`)
    await page.goto(`${(await served).at}?q=silk+road`)
    await status(page, /results for/)
    for (const name of ['Speaker', 'Outlet', 'Year', 'Published'])
      assert.is(await search.getByRole('group', { name, exact: true }).count(), 1, name)
    for (const name of ['From', 'To']) assert.is(await search.getByLabel(name, { exact: true }).getAttribute('type'), 'date')
    assert.is(await page.locator('rostrum-search [part=histogram]').getAttribute('aria-hidden'), 'true', 'the dates say the same')
    assert.equal(faults, [])
    await page.close()
  },
)

inBrowser('a speaker is no passage beside others that match, and one where nothing else does', async () => {
  const index = new Index<Record<string, unknown>>(newsSchema)
  index.add({ id: 1, headline: 'One', body: 'Ann Lee spoke of the tide.', speaker: ['Ann Lee'], published: '2019-01-02' })
  index.add({ id: 2, headline: 'Two', body: 'Nothing was said of it.', speaker: ['Ann Lee'], published: '2019-01-01' })
  const site = await serve(index)
  const { page, faults } = await newPage()
  await page.goto(`${site.at}?q=Lee&sort=newest`)
  await status(page, /^2 results/)
  assert.equal(await parts(page, 'snippet'), ['Ann Lee spoke of the tide.', 'Ann Lee'])
  assert.equal(faults, [])
  site.close()
  await page.close()
})

inBrowser('of no document, of one and of ten the page shows what there is to work, and no more', async () => {
  const of = (count: number) => {
    const index = new Index<Record<string, unknown>>(newsSchema)
    for (let i = 0; i < count; i++) index.add({ id: i, headline: `Tide ${i}`, body: 'The tide.', outlet: 'Wire', published: '2019-01-01' })
    return serve(index)
  }
  const { page, faults } = await newPage({ viewport: { width: 390, height: 800 } })
  const seen = () =>
    page.evaluate(() => {
      const root = document.querySelector('rostrum-search')?.shadowRoot as ShadowRoot
      const names = ['tabs', 'filters', 'sort', 'notice', 'hit', 'more', 'problem', 'article']
      return names.filter((name) => (root.querySelector(`[part~=${name}]`) as Element | null)?.checkVisibility())
    })
  for (const [count, search, text, expected] of [
    [0, '', /^The index holds no documents\.$/, ['notice']],
    [0, '?q=tide', /^The index holds no documents\.$/, ['notice']],
    [1, '', /^1 document, newest first$/, ['filters', 'sort', 'hit']],
    [1, '?q=tide', /^1 result for “tide”$/, ['filters', 'sort', 'hit']],
    [10, '?q=tide', /^10 results for “tide”$/, ['filters', 'sort', 'hit']],
    [11, '?q=tide', /^11 results for “tide”\. 10 of 11 shown$/, ['filters', 'sort', 'hit', 'more']],
  ] as const) {
    const site = await of(count)
    await page.goto(site.at + search)
    await status(page, text)
    await settled(page)
    assert.equal(await seen(), [...expected], `${count} ${search}`)
    await page.goto('about:blank')
    site.close()
  }
  assert.equal(faults, [])
  await page.close()
})

test.run()
