// The short way to read plain words against the long way: a tab is a space too, but only the long way knows it.

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { parseQuery } from '../../src/query/parse.js'
import { plainQuery } from '../../src/query/plain.js'

const table: readonly [text: string, isPlain: boolean][] = [
  ['climate', true],
  ['carbon tax', true],
  ['  carbon   tax ', true],
  ['G20 summit 2017', true],
  ['the US and who', true],
  ['a or b and not c to d', true],
  ['zZaA09', true],
  ['', false],
  ['   ', false],
  ['a OR b', false],
  ['a AND b', false],
  ['NOT a', false],
  ['+a', false],
  ['a[b', false],
  ['a@b', false],
  ['a`b', false],
  ['a{b', false],
  ['a/b', false],
  ['a:b', false],
  ['"a b"', false],
  ['naïve', false],
  ['a*', false],
  ['x '.repeat(1024), true],
  ['x '.repeat(1025), false],
  ['x'.repeat(8192), true],
  ['x'.repeat(8193), false],
]

for (const [text, isPlain] of table) {
  test(JSON.stringify(text.length > 40 ? `${text.slice(0, 3)}... ${text.length}` : text), () => {
    for (const combineWith of ['or', 'and'] as const) {
      const plain = plainQuery(text, combineWith)
      assert.is(plain !== undefined, isPlain)
      if (!isPlain) continue
      const long = parseQuery(text.length === 8192 ? `${text.slice(1)}\t` : `\t${text}`, { combineWith })
      if (text.length < 8192) assert.equal(plain, long.query)
      assert.equal(long.problems, [])
      assert.equal(parseQuery(text, { combineWith }), { query: plain, problems: [] })
    }
  })
}

test.run()
