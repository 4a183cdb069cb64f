// What a page may change of the search element: each custom property, part and label is named in README.md, and does what it says.
// needs: dist

import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { english } from '../../src/browser/element/labels.js'
import { closeBrowser, inBrowser, newPage } from './chromium.js'
import { status } from './seen.js'
import { seeds, serve } from './site.js'

test.after(closeBrowser)

const folder = new URL('../../src/browser/element/', import.meta.url)
const code = readdirSync(folder)
  .map((name) => readFileSync(new URL(name, folder), 'utf8'))
  .join('\n')

/** The names of a row of the table. */
function named(row: string): string[] {
  const line = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
    .split('\n')
    .find((each) => each.startsWith(`| ${row} |`))
  const [, names = ''] = /([^|]*)\|\s*$/.exec(line ?? '') ?? []
  return [...names.matchAll(/`([^`]+)`/g)].map(([, name]) => name)
}

/** The names of parts in the code: those of an element are parted by spaces. */
const partsInCode = [...code.matchAll(/\bpart: [^,}]+/g)]
  .flatMap(([given]) => [...given.matchAll(/'([^']+)'/g)].flatMap(([, names]) => names.split(' ')))
  .filter((name, i, all) => all.indexOf(name) === i)

const sorted = (names: Iterable<string>) => [...names].sort()

test('every custom property, part and label is named in README.md, and no other', () => {
  const properties = new Set([...code.matchAll(/(--rostrum-[a-z-]+)/g)].map(([name]) => name))
  assert.ok(properties.size > 10)
  assert.equal(sorted(named('colours, fonts, sizes')), sorted(properties))
  assert.ok(partsInCode.length > 40)
  assert.equal(sorted(named('its pieces')), sorted(partsInCode))
  const labels = Object.entries(english)
  const of = (type: string) => labels.filter(([, label]) => typeof label === type).map(([name]) => name)
  assert.equal(sorted(named('its words')), sorted(of('string')))
  assert.equal(sorted(named('words made of numbers and names')), sorted(of('function')))
})

test('every part that the style sheet knows is one', () => {
  const styled = new Set([...code.matchAll(/\[part~?=([a-z-]+)\]/g)].map(([, name]) => name))
  assert.equal(
    [...styled].filter((name) => !partsInCode.includes(name)),
    [],
  )
})

inBrowser('properties and parts are styled from the page, and every part that is seen is one of those named', async () => {
  const site = await serve(await seeds())
  const { page, faults } = await newPage({ bypassCSP: true })
  await page.goto(`${site.at}?q=silk+road`)
  await status(page, /results for/)
  await page.addStyleTag({
    content: `rostrum-search { --rostrum-link: rgb(1, 2, 3); --rostrum-mark: rgb(4, 5, 6); --rostrum-size: 20px; --rostrum-bar: rgb(7, 8, 9) }
      rostrum-search::part(headline) { text-transform: uppercase } rostrum-search::part(years) { color: rgb(10, 11, 12) }
      rostrum-search::part(tab) { letter-spacing: 3px }`,
  })
  const styles = await page.evaluate(() => {
    const root = document.querySelector('rostrum-search')?.shadowRoot as ShadowRoot
    const of = (selector: string) => getComputedStyle(root.querySelector(selector) as Element)
    return [
      of('[part=link]').color,
      of('mark').backgroundColor,
      of('[part=input]').fontSize,
      of('[part=histogram] span').backgroundColor,
      of('[part=headline]').textTransform,
      of('[part~=years]').color,
      of('[part~=tab]').letterSpacing,
    ]
  })
  assert.equal(styles, ['rgb(1, 2, 3)', 'rgb(4, 5, 6)', '20px', 'rgb(7, 8, 9)', 'uppercase', 'rgb(10, 11, 12)', '3px'])
  const seen = await page.evaluate(() => {
    const root = document.querySelector('rostrum-search')?.shadowRoot as ShadowRoot
    return [...root.querySelectorAll('[part]')].flatMap((each) => [...each.part])
  })
  assert.equal(
    [...new Set(seen)].filter((name) => !partsInCode.includes(name)),
    [],
  )
  assert.equal(faults, [])
  site.close()
  await page.close()
})

test.run()
