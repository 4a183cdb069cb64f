// The search page in a real browser: typing, keys, the address, an article, other tongues, hostile documents, and what axe says.
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
import { seeds, serve } from './site.js'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const served = serve(await seeds())
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
  await status(page, /^1 document, newest first$/)
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
  await status(page, /newest first$/)
  await page.locator('rostrum-search select').selectOption('oldest')
  await status(page, /^1 document, oldest first$/)
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
      outlet: `${hostile[i % hostile.length]}`,
      section: hostile[i % 7],
      quotations: [
        { text, speaker: text, name: hostile[i % hostile.length], reportedBy: text, kind: 'direct', url: `javascript:window.hit=${i}` },
      ],
      url: i % 3 === 0 ? `javascript:window.hit=${i}` : `data:text/html,${text}`,
    })
  }
  const site = await serve(index, { mode: 'worker-whole' })
  const { page, faults } = await newPage()
  await page.goto(`${site.at}?q=poison&outlet=${encodeURIComponent(hostile[0])}`)
  await status(page, /100 results for/)
  await page.goto(`${site.at}?q=poison`)
  await status(page, /1,000 results for/)
  const queries = Array.from({ length: 1000 }, (_, i) => {
    const [one, other] = [hostile[i % hostile.length], hostile[(i * 7 + 3) % hostile.length]]
    return (
      [one, `${one} ${i}`, `poison ${other}`, `"${one}`, `headline:(${one}`, `${one.slice(0, i % 20)}*`, `-${other}`][i % 7] +
      ' '.repeat(i % 2)
    )
  })
  const seen = await page.evaluate(
    async ({ queries }) => {
      const element = document.querySelector('rostrum-search') as HTMLElement
      const root = element.shadowRoot as ShadowRoot
      const input = root.querySelector('input[type=search]') as HTMLInputElement
      const inside = new Set<string>()
      const strange = new Set<string>()
      const links = new Set<string>()
      const look = () => {
        for (const part of ['snippet', 'quotation'])
          for (const { tagName } of root.querySelectorAll(`[part=${part}] *`)) inside.add(tagName)
        for (const { tagName } of root.querySelectorAll(
          '[part=headline] :not(a, mark), [part=value] :not(input, span), [part=facts] :not(time)',
        ))
          strange.add(tagName)
        for (const { tagName } of root.querySelectorAll('script, iframe, img, svg, style, object, [onerror], [onload], [onmouseover]'))
          strange.add(tagName)
        for (const { protocol } of root.querySelectorAll('a')) links.add(protocol)
      }
      // every element that ever comes, not only those that stay
      const watch = new MutationObserver(look)
      watch.observe(root, { childList: true, subtree: true })
      let answers = 0
      for (const query of queries) {
        const answered = new Promise((resolve) => element.addEventListener('search', resolve, { once: true }))
        input.value = query
        input.dispatchEvent(new Event('input'))
        await answered
        answers++
        look()
      }
      const { hit } = window as unknown as { hit?: number }
      return { hit, answers, inside: [...inside], strange: [...strange], links: [...links] }
    },
    { queries },
  )
  assert.equal(seen, { hit: undefined, answers: 1000, inside: ['MARK'], strange: [], links: ['http:'] })
  await page.goto(`${site.at}?q=poison&tab=said`)
  await status(page, /1,000 results for/)
  const said = await page.evaluate(() => {
    const root = document.querySelector('rostrum-search')?.shadowRoot as ShadowRoot
    return {
      inside: [...new Set([...root.querySelectorAll('[part=quotation] *')].map(({ tagName }) => tagName))],
      links: [...new Set([...root.querySelectorAll('a')].map(({ protocol }) => protocol))],
    }
  })
  assert.equal(said, { inside: ['MARK'], links: ['http:'] })
  await page.locator('rostrum-search [part=link]').first().click()
  await page.locator('rostrum-search article').waitFor()
  assert.is(await page.evaluate(() => (window as unknown as { hit?: number }).hit), undefined)
  assert.equal(faults, [], 'no violation of the policy of the page')
  site.close()
  await page.close()
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
  await page.waitForTimeout(500)
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

inBrowser('every control is reached and worked by keys', async () => {
  const { page, faults } = await newPage()
  await page.goto(`${(await served).at}?q=road`)
  await status(page, /results for/)
  const active = () =>
    page.evaluate(() => {
      const element = document.querySelector('rostrum-search')?.shadowRoot?.activeElement
      return element === null || element === undefined
        ? ''
        : `${element.tagName} ${element.getAttribute('type') ?? ''} ${element.getAttribute('part') ?? ''}`.trim()
    })
  await page.keyboard.press('/')
  const reached: string[] = []
  for (let i = 0; i < 60; i++) {
    reached.push(await active())
    await page.keyboard.press('Tab')
    if ((await active()) === '') break
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
  await page.waitForTimeout(400)
  assert.is(await active(), 'INPUT checkbox')
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
    await page.waitForTimeout(300)
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
