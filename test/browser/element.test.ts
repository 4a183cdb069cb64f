// The search page in a real browser: typing, keys, the address, advice, words of its own.
// needs: dist
// time-out: 300 s

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
  assert.is((await active(page)).text, (await parts(page, 'headline'))[0])
  await page.keyboard.press('ArrowDown')
  assert.is((await active(page)).text, (await parts(page, 'headline'))[1])
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
  assert.match((await active(page)).part, /read|link/)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await status(page, /newest first/)
  assert.equal(faults, [])
  await page.close()
})

inBrowser('a slash, Ctrl-K and Cmd-K lead to the box, its text selected, from anywhere but where somebody writes', async () => {
  const { page, faults } = await newPage()
  await page.goto(`${(await served).at}?q=road`)
  await status(page, /results for/)
  const box = async () => {
    const { part } = await active(page)
    const selected = await page.evaluate(() => {
      const input = document.querySelector('rostrum-search')?.shadowRoot?.querySelector('input') as HTMLInputElement
      return input.value.slice(input.selectionStart ?? 0, input.selectionEnd ?? 0)
    })
    return `${part} ${selected}`
  }
  for (const key of ['/', 'Control+k', 'Meta+k', 'Control+K']) {
    await page.locator('rostrum-search [part=more]').focus()
    await page.keyboard.press(key)
    assert.is(await box(), 'input road', key)
  }
  for (const key of ['k', 'Alt+Control+k']) {
    await page.locator('rostrum-search [part=more]').focus()
    await page.keyboard.press(key)
    assert.is((await active(page)).part, 'more', key)
  }
  // a slash belongs to a text that is being written, Ctrl-K leads away from it
  await page.evaluate(() => document.body.append(document.createElement('textarea')))
  await page.locator('textarea').focus()
  await page.keyboard.press('/')
  assert.is(await page.locator('textarea').inputValue(), '/')
  await page.keyboard.press('Control+k')
  assert.is(await box(), 'input road')
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

inBrowser('suggestions while typing, and advice where nothing is found', async () => {
  const { page, faults } = await newPage()
  await page.goto((await served).at)
  await status(page, /documents/)
  await page.keyboard.press('/')
  await page.keyboard.type('silk ro')
  const list = page.locator('rostrum-search [role=listbox]')
  await list.waitFor()
  // those of what is typed now, not of its first letters
  await page
    .locator('rostrum-search [role=option]', { hasText: /^silk ro/ })
    .first()
    .waitFor()
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

inBrowser('advice finds something in the same tab and with the same filters, or is not given', async () => {
  const index = new Index<Record<string, unknown>>(newsSchema)
  index.add({ id: 1, headline: 'Harbour closed', body: 'A storm.', outlet: 'Wire', published: '2019-01-01' })
  const quotations = [{ text: 'The road is open', kind: 'direct', name: 'Ann Lee', speaker: 'Ann Lee' }]
  index.add({ id: 2, headline: 'Road open', body: 'The road is open.', outlet: 'Post', published: '2020-01-01', quotations })
  const site = await serve(index)
  const { page, faults } = await newPage()
  for (const [search, advice] of [
    ['?q=habour', ['harbour']],
    ['?q=habour&outlet=Wire', ['harbour']],
    ['?q=habour&outlet=Post', []],
    ['?q=habour&from=2020-01-01', []],
    ['?q=habour&tab=said', []],
    ['?q=raod&tab=said', ['road']],
    ['?q=raod&tab=said&speaker=Ann+Lee', ['road']],
  ] as const) {
    await page.goto(site.at + search)
    await status(page, /^Nothing found/)
    await page.waitForTimeout(400)
    assert.equal(await parts(page, 'correction'), [...advice], search)
  }
  assert.equal(faults, [])
  site.close()
  await page.close()
})

inBrowser('what was not understood of a query is said, after a pause where it is typed, in words of the page', async () => {
  const { page, faults } = await newPage()
  await page.goto(`${(await served).at}?q=${encodeURIComponent('hedline:ice "road')}`)
  await status(page, /results for/)
  const problems = page.locator('rostrum-search [part=problem]')
  await problems.first().waitFor()
  const said = (await problems.allTextContents()).join(' ')
  assert.match(said, /hedline/)
  assert.match(said, /quot/)
  assert.is(await page.locator('rostrum-search [part=problems]').getAttribute('aria-live'), 'polite')
  await page.locator('rostrum-search [part=input]').fill('ice')
  await status(page, /for “ice”/)
  assert.is(await problems.count(), 0)
  await page.keyboard.press('/')
  await page.locator('rostrum-search [part=input]').fill('"ice')
  await status(page, /for “"ice”/)
  assert.is(await problems.count(), 0, 'half of a query is not wrong')
  await problems.first().waitFor()
  await page.evaluate(() => {
    const element = document.querySelector('rostrum-search') as HTMLElement & Record<string, unknown>
    element.labels = { problem: ({ code }: { code: string }) => `<b>${code}</b>` }
  })
  await page.locator('rostrum-search [part=problem]', { hasText: '<b>quote</b>' }).waitFor()
  assert.equal(faults, [])
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

inBrowser('every control is reached and worked by keys', async () => {
  const { page, faults } = await newPage()
  await page.goto(`${(await served).at}?q=road`)
  await status(page, /results for/)
  const reachedNow = async () => {
    const { tag, type, part } = await active(page)
    return `${tag} ${type} ${part}`.trim()
  }
  await page.keyboard.press('/')
  const reached: string[] = []
  for (let i = 0; i < 60; i++) {
    reached.push(await reachedNow())
    await page.keyboard.press('Tab')
    if ((await reachedNow()) === '') break
  }
  for (const control of [
    'INPUT search input',
    'BUTTON button clear',
    'BUTTON button tab',
    'SELECT',
    'INPUT checkbox',
    'INPUT date',
    'A  link',
    'BUTTON button more',
  ])
    assert.ok(reached.includes(control), `${control} among ${[...new Set(reached)].join()}`)
  // load more puts the focus on the first of the new ones
  await page.locator('rostrum-search [part=more]').focus()
  await page.keyboard.press('Enter')
  await page.waitForTimeout(500)
  assert.is(
    await page.evaluate(() => {
      const root = document.querySelector('rostrum-search')?.shadowRoot
      return [...(root?.querySelectorAll('[part=link]') ?? [])].indexOf(root?.activeElement as Element)
    }),
    10,
  )
  const box = page.locator('rostrum-search [data-field=outlet] input').first()
  await box.focus()
  await page.keyboard.press('Space')
  await page.waitForURL(/outlet=/)
  await settled(page)
  assert.is(await reachedNow(), 'INPUT checkbox')
  assert.ok(await box.isChecked())
  await page.locator('rostrum-search [part=sort] select').focus()
  await page.keyboard.press('ArrowDown')
  await page.waitForURL(/sort=newest/)
  // the name of everything that can be worked
  const unnamed = await page.evaluate(() => {
    const root = document.querySelector('rostrum-search')?.shadowRoot as ShadowRoot
    const named = (element: Element) =>
      element.getAttribute('aria-label') || element.textContent || (element as HTMLInputElement).labels?.[0]?.textContent
    return [...root.querySelectorAll('a, button, input, select')].filter((element) => !named(element)).map(({ outerHTML }) => outerHTML)
  })
  assert.equal(unnamed, [])
  assert.equal(faults, [])
  await page.close()
})

test.run()
