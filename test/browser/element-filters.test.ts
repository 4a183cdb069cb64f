// The filters of the search page in a real browser: values with their counts, years, dates, the order.
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
  await settled(page)
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
  await settled(page)
  for (const facts of await parts(page, 'facts')) assert.match(facts, /2018/)
  await page.locator('rostrum-search select').selectOption('oldest')
  await page.waitForURL(/sort=oldest/)
  await settled(page)
  const dates = await page.locator('rostrum-search time').evaluateAll((all) => all.map((each) => each.getAttribute('datetime')))
  assert.equal(dates, [...dates].sort())
  await page.locator('rostrum-search [part=reset]').click()
  await page.goBack()
  await page.reload()
  await status(page, /./)
  await settled(page)
  assert.is(await page.locator('rostrum-search input[type=date]').first().inputValue(), '2018-01-01')
  assert.equal(faults, [])
  await page.close()
})

inBrowser('on a phone the button of the filters counts those that are on, and where nothing is found all can be taken away', async () => {
  const { page, faults } = await newPage({ viewport: { width: 390, height: 800 } })
  await page.goto(`${(await served).at}?q=ice`)
  await status(page, /results for/)
  const filters = page.locator('rostrum-search [part=filters]')
  assert.is(await filters.textContent(), 'Filters')
  await page.goto(`${(await served).at}?q=ice&outlet=Nobody&from=2016-01-01&to=2030-01-01`)
  await status(page, /^Nothing found/)
  assert.is(await page.getByRole('button', { name: 'Filters (2)', exact: true }).count(), 1)
  await page.locator('rostrum-search [part=clear-filters]').click()
  await status(page, /results for “ice”/)
  assert.is(new URL(page.url()).search, '?q=ice')
  assert.is(await filters.textContent(), 'Filters')
  assert.is(await page.evaluate(() => document.querySelector('rostrum-search')?.shadowRoot?.activeElement?.tagName), 'INPUT')
  await page.goto(`${(await served).at}?q=zzzzzz`)
  await status(page, /^Nothing found/)
  assert.is(await page.locator('rostrum-search [part=clear-filters]').count(), 0)
  assert.equal(faults, [])
  await page.close()
})

/** 12 articles of three years and two outlets. */
function years(): Index<Record<string, unknown>> {
  const index = new Index<Record<string, unknown>>(newsSchema)
  const dates = ['2017-03-01', '2017-06-01', '2017-09-01', '2018-02-01', '2018-03-01', '2021-01-01']
  for (const [i, published] of [...dates, ...dates].entries()) {
    const quotations = i === 3 ? [{ text: 'The tide was late', kind: 'direct', name: 'Ann Lee', speaker: 'Ann Lee' }] : []
    const outlet = ['Wire', 'Post'][i % 2]
    index.add({ id: i, headline: `Tide ${i}`, body: 'The tide was late.', outlet, published, ...(quotations.length > 0 && { quotations }) })
  }
  return index
}

/** The checkboxes of a facet with their counts; a star for those that are on. */
const boxesOf = async (page: Page, field: string) =>
  page.locator(`rostrum-search [data-field=${field}] label`).evaluateAll((labels) =>
    labels.map((label) => {
      const [value, count] = label.querySelectorAll('span')
      return `${label.querySelector('input')?.checked ? '*' : ''}${value.textContent} ${count.textContent}`
    }),
  )

inBrowser('years are checkboxes with counts: any of those chosen, in the address, there and back', async () => {
  const site = await serve(years())
  const { page, faults } = await newPage()
  await page.goto(`${site.at}?q=tide`)
  await status(page, /^12 results/)
  assert.equal(await boxesOf(page, 'year'), ['2021 2', '2018 4', '2017 6'], 'the last one first')
  assert.equal(await boxesOf(page, 'outlet'), ['Post 6', 'Wire 6'])
  const year = (value: string) => page.getByRole('group', { name: 'Year' }).getByRole('checkbox', { name: value })
  await year('2017').check()
  await status(page, /^6 results/)
  assert.is(new URL(page.url()).search, '?q=tide&year=2017')
  // its own counts stay, the others follow
  assert.equal(await boxesOf(page, 'year'), ['2021 2', '2018 4', '*2017 6'])
  assert.equal(await boxesOf(page, 'outlet'), ['Wire 4', 'Post 2'])
  assert.ok(await year('2017').evaluate((box) => (box.getRootNode() as ShadowRoot).activeElement === box), 'the focus stays')
  await year('2018').check()
  await status(page, /^10 results/)
  assert.is(new URL(page.url()).search, '?q=tide&year=2017&year=2018')
  assert.equal(await boxesOf(page, 'year'), ['2021 2', '*2018 4', '*2017 6'])
  for (const facts of await parts(page, 'facts')) assert.match(facts, /201[78]/)
  // with a value of another facet both hold
  await page.getByRole('checkbox', { name: 'Wire' }).check()
  await status(page, /^6 results/)
  assert.equal(await boxesOf(page, 'year'), ['*2018 2', '*2017 4'])
  await page.goBack()
  await status(page, /^10 results/)
  await page.goBack()
  await status(page, /^6 results/)
  assert.equal(await boxesOf(page, 'year'), ['2021 2', '2018 4', '*2017 6'])
  await page.goForward()
  await status(page, /^10 results/)
  await page.reload()
  await status(page, /^10 results/)
  assert.equal(await boxesOf(page, 'year'), ['2021 2', '*2018 4', '*2017 6'])
  await page.locator('rostrum-search [part=facets] [part=clear-filters]').click()
  await status(page, /^12 results/)
  assert.is(new URL(page.url()).search, '?q=tide')
  assert.match((await active(page)).type, /checkbox/, 'the focus stays in the panel')
  assert.is(await page.locator('rostrum-search [part=clear-filters]').count(), 0)
  assert.equal(faults, [])
  site.close()
  await page.close()
})

inBrowser('years and dates narrow each other, in what was said too, and what is no year is left out', async () => {
  const site = await serve(years())
  const { page, faults } = await newPage()
  await page.goto(`${site.at}?q=tide&year=2017&from=2017-05-01&to=2018-02-15`)
  await status(page, /^4 results/)
  assert.equal(await boxesOf(page, 'year'), ['2018 2', '*2017 4'], 'years are counted between the dates')
  // by months, of the years that are chosen
  assert.equal(
    await page
      .locator('rostrum-search [part=histogram] span')
      .evaluateAll((bars) => bars.map((bar) => bar.getAttribute('title') ?? '').filter((text) => !/: 0$/.test(text))),
    ['2017-03: 2', '2017-06: 2', '2017-09: 2'],
  )
  await page.locator('rostrum-search [part=reset]').click()
  await status(page, /^6 results/)
  assert.is((await active(page)).type, 'date', 'the focus stays with the dates')
  await page.goto(`${site.at}?tab=said&year=2017&year=2018`)
  await status(page, /^1 quotation, newest first/)
  assert.equal(await boxesOf(page, 'year'), ['*2018 1', '*2017 0'])
  await page.goto(`${site.at}?tab=said&year=2017`)
  await status(page, /^Nothing found\.$/)
  await page.goto(`${site.at}?q=tide&year=soon&year=20170&year=2017-03&year=`)
  await status(page, /^12 results/)
  assert.equal(await boxesOf(page, 'year'), ['2021 2', '2018 4', '2017 6'])
  assert.equal(faults, [])
  site.close()
  await page.close()
})

inBrowser('a page that names its facets has years where it names them; years long ago are left to the dates', async () => {
  const index = new Index<Record<string, unknown>>(newsSchema)
  for (let year = 1990; year < 2020; year++)
    index.add({ id: year, headline: 'Tide', body: 'Tide.', outlet: 'Wire', published: `${year}-05-01` })
  const groups = (page: Page) => page.locator('rostrum-search legend').allTextContents()
  const { page, faults } = await newPage()
  for (const [facets, expected] of [
    [
      ['year', 'outlet'],
      ['Year', 'Outlet', 'Published'],
    ],
    [['outlet'], ['Outlet', 'Published']],
    [[], ['Outlet', 'Year', 'Published']],
  ] as const) {
    const site = await serve(index, { facets: [...facets] })
    await page.goto(`${site.at}?q=tide`)
    await status(page, /^30 results/)
    assert.equal(await groups(page), [...expected])
    await page.goto('about:blank')
    site.close()
  }
  const site = await serve(index)
  await page.goto(`${site.at}?q=tide&year=1995`)
  await status(page, /^1 result/)
  const boxes = await boxesOf(page, 'year')
  assert.is(boxes.length, 21)
  assert.is(boxes[0], '2019 1')
  assert.is(boxes[20], '*1995 1', 'what is chosen is shown')
  assert.equal(await parts(page, 'others'), ['and 9 more'])
  // many years were counted by year; the one that is chosen by its months, and all of them by year again
  assert.is(await page.locator('rostrum-search [part=histogram] span').count(), 1)
  await page.locator('rostrum-search [part=facets] [part=clear-filters]').click()
  await status(page, /^30 results/)
  assert.is(await page.locator('rostrum-search [part=histogram] span').count(), 30)
  assert.equal(faults, [])
  site.close()
  await page.close()
})

inBrowser('more values of a facet are shown where they are wanted, by keys too, in both tabs', async () => {
  const index = new Index<Record<string, unknown>>(newsSchema)
  for (let i = 0; i < 150; i++) {
    const name = `Ann ${i}`
    const quotations = [{ text: 'The tide was late', kind: 'direct', name, speaker: name }]
    index.add({ id: i, headline: `Tide ${i}`, body: 'Tide.', outlet: `Wire ${i % 30}`, published: `${1990 + (i % 30)}-05-01`, quotations })
  }
  const site = await serve(index)
  const { page, faults } = await newPage()
  for (const tab of ['', '&tab=said']) {
    await page.goto(`${site.at}?q=tide${tab}`)
    await status(page, /^150 results/)
    assert.equal(await parts(page, 'others'), ['and 142 more', 'and 22 more', 'and 10 more'])
    for (const [field, before, after] of [
      ['outlet', 8, 30],
      ['speaker', 8, 100],
      ['year', 20, 30],
    ] as const) {
      assert.is((await boxesOf(page, field)).length, before)
      await page.locator(`rostrum-search [data-field=${field}] button`).focus()
      await page.keyboard.press('Enter')
      await page
        .locator(`rostrum-search [data-field=${field}] label`)
        .nth(after - 1)
        .waitFor()
      assert.is((await boxesOf(page, field)).length, after, field)
      // the first of those that came
      const at = await page.evaluate((field) => {
        const root = document.querySelector('rostrum-search')?.shadowRoot as ShadowRoot
        return [...root.querySelectorAll(`[data-field=${field}] input`)].indexOf(root.activeElement as Element)
      }, field)
      assert.is(at, before, field)
    }
    assert.equal(await parts(page, 'others'), ['and 50 more'])
    await page.getByRole('checkbox', { name: 'Wire 29' }).check()
    await status(page, /^5 results/)
    assert.is((await boxesOf(page, 'outlet')).length, 30)
  }
  assert.equal(faults, [])
  site.close()
  await page.close()
})

inBrowser('the order that is said is the order that is shown as chosen', async () => {
  const site = await serve(years())
  const { page, faults } = await newPage()
  const sort = page.getByLabel('Sort')
  const chosen = () => sort.evaluate((select) => (select as HTMLSelectElement).selectedOptions[0].text)
  const dates = () => page.locator('rostrum-search time').evaluateAll((all) => all.map((each) => each.getAttribute('datetime') ?? ''))
  for (const search of ['', '?outlet=Wire', '?q=published%3A2017', '?tab=said']) {
    await page.goto(site.at + search)
    await status(page, search.includes('q=') ? /results for/ : /, newest first/)
    assert.is(await chosen(), 'Newest first', search)
    assert.equal(await sort.locator('option:not([hidden])').allTextContents(), ['Newest first', 'Oldest first'], search)
    assert.equal(await dates(), [...(await dates())].sort().reverse(), search)
  }
  await page.goto(site.at)
  await status(page, /newest first/)
  await page.keyboard.press('/')
  await page.keyboard.type('tide')
  await status(page, /^12 results for “tide”/)
  assert.is(await chosen(), 'Best match')
  await sort.selectOption('oldest')
  await page.waitForURL(/sort=oldest/)
  await page.locator('rostrum-search [part=clear]').click()
  await status(page, /^12 documents, oldest first/)
  assert.is(await chosen(), 'Oldest first')
  await page.locator('rostrum-search [part=input]').fill('tide')
  await status(page, /^12 results/)
  assert.is(await chosen(), 'Oldest first')
  await sort.selectOption('relevance')
  await page.waitForURL((url) => !url.searchParams.has('sort'))
  // without dates there is no order to choose, and none is said
  const undated = new Index({ fields: { headline: {}, outlet: { type: 'keyword' } }, storeFields: ['headline'] } as const)
  undated.addAll([{ id: 1, headline: 'Tide', outlet: 'Wire' }])
  const other = await serve(undated)
  await page.goto(`${other.at}?sort=oldest`)
  await status(page, /^1 document$/)
  assert.ok(await sort.isHidden())
  assert.equal(faults, [])
  site.close()
  other.close()
  await page.close()
})

test.run()
