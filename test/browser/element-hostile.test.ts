// Documents and queries that mean harm, on the search page in a real browser.
// needs: dist
// time-out: 300 s

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { Index } from '../../src/index/index.js'
import { newsSchema } from '../../src/news/schema.js'
import { closeBrowser, inBrowser, newPage } from './chromium.js'
import { status } from './seen.js'
import { serve } from './site.js'

test.after(async () => {
  await closeBrowser()
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

test.run()
