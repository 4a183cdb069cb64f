// Our own set of quotations: its gold is consistent, and the rules find as much of it as they did.
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { ownArticles, scoreOwn } from '../../bench/own-quotes.js'

test('there are 150 quotations, and each is where the gold says', () => {
  let count = 0
  for (const { id, text, quotations } of ownArticles()) {
    for (const { text: words, start, end, ...rest } of quotations) {
      const parts = (rest as { parts?: { start: number; end: number }[] }).parts ?? [{ start, end }]
      assert.is(parts.map((part) => text.slice(part.start, part.end)).join(' '), words, id)
      count++
    }
  }
  assert.ok(count >= 150)
})

/** Least shares in percent, a little under what was measured. */
const floors: [name: string, least: number][] = [
  ['found word for word', 94],
  ['precision', 92],
  ['right speaker, of those found', 90],
  ['right reporter or none, of those found', 97],
  ['found with the right speaker', 86],
]
const rows = scoreOwn()
for (const [name, least] of floors) {
  test(name, () => {
    const row = rows.find((each) => each.name === name)
    assert.ok(row !== undefined && row.ours >= least, `${row?.ours} < ${least}`)
  })
}

test.run()
