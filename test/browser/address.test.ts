// Addresses: that of the search page, as it is read and written (dates and years that there are, and none in place of the others; values of facets), and those that links lead to.

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { readAddress, writeAddress } from '../../src/browser/element/address.js'
import { safeAddress } from '../../src/browser/element/nodes.js'

for (const [written, read] of [
  ['2025-02-28', '2025-02-28'],
  ['2024-02-29', '2024-02-29'],
  ['0001-01-01', '0001-01-01'],
  ['9999-12-31', '9999-12-31'],
  ['2025-02-29', ''],
  ['2025-02-31', ''],
  ['2025-04-31', ''],
  ['2025-13-01', ''],
  ['2025-00-10', ''],
  ['2025-01-00', ''],
  ['2025-1-1', ''],
  ['2025-01-01T10:00', ''],
  ['yesterday', ''],
  ['', ''],
])
  test(`the dates ${written || 'left empty'} of an address`, () => {
    const { from, to, query } = readAddress(`?q=ice&from=${written}&to=${written}`, [])
    assert.equal({ from, to, query }, { from: read, to: read, query: 'ice' })
  })

const facets = [{ name: 'outlet' }, { name: 'year', isYears: true }]
for (const [search, chosen, written] of [
  ['?year=2017&year=2018', { year: ['2017', '2018'] }, '?year=2017&year=2018'],
  ['?year=2018&year=2018&year=17&year=2018-01&year=-2018&year=', { year: ['2018'] }, '?year=2018'],
  ['?year=soon', {}, ''],
  ['?outlet=2017&year=2017&outlet=soon', { outlet: ['2017', 'soon'], year: ['2017'] }, '?outlet=2017&outlet=soon&year=2017'],
  ['?other=1&year=1899', { year: ['1899'] }, '?other=1&year=1899'],
  [`?${'outlet=x&'.repeat(3)}${Array.from({ length: 80 }, (_, i) => `year=${1900 + i}`).join('&')}`, undefined, undefined],
] as const)
  test(`the values chosen by ${search.slice(0, 60)}`, () => {
    const asked = readAddress(search, facets)
    if (chosen !== undefined) {
      assert.equal(Object.fromEntries(asked.chosen), chosen)
      assert.is(writeAddress(search, asked, facets), written)
    }
    for (const values of asked.chosen.values()) assert.ok(values.length <= 50)
    assert.equal(readAddress(writeAddress('', asked, facets), facets), asked)
    // before it is known what can be chosen of, nothing is, and nothing is lost
    assert.is(readAddress(search, []).chosen.size, 0)
    const params = (text: string) => [...new URLSearchParams(text)].sort().join()
    assert.is(params(writeAddress(search, readAddress(search, []), [])), params(search))
  })

const addresses: [given: unknown, address: string | undefined][] = [
  ['https://example.org/a b', 'https://example.org/a%20b'],
  ['HTTP://example.org', 'http://example.org/'],
  ['https://user@evil.example/', undefined],
  ['https://bank.example:pw@evil.example/', undefined],
  ['java\tscript:alert(1)', undefined],
  ['data:text/html,x', undefined],
  ['//evil.example/', undefined],
  ['/article', undefined],
  [['https://example.org/'], undefined],
  [undefined, undefined],
]
for (const [given, address] of addresses)
  test(`a link leads to ${JSON.stringify(given)}: ${address}`, () => assert.is(safeAddress(given), address))

test.run()
