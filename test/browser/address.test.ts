// The address of the search page, as it is read: dates that there are, and none in place of the others.

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { readAddress } from '../../src/browser/element/address.js'

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

test.run()
