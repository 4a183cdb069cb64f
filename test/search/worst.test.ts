// The worst that can be asked, of made-up text: all of it is answered or refused by name, within limits that are said; never slowly, never half.

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { Index, isRostrumError, type Query, type SearchOptions } from '../../src/index.js'
import { fuzzy, match, near, phrase, prefix, wildcard } from '../../src/query/builders.js'
import { queryLimits } from '../../src/query/limits.js'
import { mostExpansions, mostInPhrase, mostTogether } from '../../src/search/expansion.js'
import { randomOf, seed } from '../random.js'

const random = randomOf(seed)
const letters = 'etaoinshrdlu'

function wordOf(): string {
  return Array.from({ length: 2 + random.below(7) }, () => letters[Math.min(random.below(12), random.below(12))]).join('')
}

const words = [...new Set(Array.from({ length: 6000 }, wordOf))]
const index = new Index<{ id: number; body: string }>({ fields: { body: {} } })
for (let id = 0; id < 400; id++) {
  const text = Array.from({ length: 150 }, () =>
    random.oneIn(3) ? 'the' : words[Math.min(random.below(words.length), random.below(words.length))],
  )
  index.add({ id, body: text.join(' ') })
}
for (let i = 0; i < words.length; i += 500) index.add({ id: 1000 + i, body: words.slice(i, i + 500).join(' ') })

interface Case {
  query: string | Query
  options?: SearchOptions
  finds: boolean
  truncated?: boolean
  /** reported, of a string */
  problems?: boolean
}

const starting = (letter: string) => words.filter((word) => word.startsWith(letter)).length
const cases: Record<string, Case> = {
  'two edits of a long word': { query: fuzzy('e'.repeat(8000), { edits: 2 }), finds: false },
  'two edits of one letter': { query: fuzzy('e', { edits: 2 }), finds: true },
  'a prefix of one letter': { query: 'e*', finds: true, truncated: starting('e') > mostExpansions },
  'every word': { query: '*', finds: true },
  'a wildcard of many stars': { query: wildcard('*e*t*a*o*'), options: { leadingWildcards: true }, finds: true },
  'a wildcard that most words match': { query: wildcard('*e*'), options: { leadingWildcards: true }, finds: true, truncated: true },
  'a prefix of each letter': { query: [...letters].map((letter) => `${letter}*`).join(' '), finds: true, truncated: true },
  'the same prefix again and again': { query: 'e* '.repeat(1000), finds: true, truncated: starting('e') > mostExpansions },
  'as many words as may be': { query: match(words.slice(0, queryLimits.clauses).join(' ')), finds: true },
  'the same word again and again': { query: 'the '.repeat(1000), finds: true },
  'a slop beyond the limit': { query: '"the the"~2147483648', finds: true, problems: true },
  'one word as often in a phrase as may be': { query: `"${'the '.repeat(queryLimits.phrase)}"`, finds: false },
  'one word once more in a phrase': { query: `"${'the '.repeat(queryLimits.phrase + 1)}"`, finds: false, problems: true },
  'phrases of as many words as may be': { query: `"${'the '.repeat(queryLimits.phrase)}" `.repeat(4), finds: false },
  'one word eight times in a loose phrase': { query: `"${'the '.repeat(8)}"~99`, finds: true },
  'common words near each other': { query: near('the the the', 99), finds: true },
  'a phrase of more words than may be': { query: `"${'the '.repeat(5000)}"`, finds: false, problems: true },
  'a phrase that ends in any of many words': { query: '"the e*"', finds: true, truncated: starting('e') > mostInPhrase },
  'more parentheses than may be': { query: `${'('.repeat(1e5)}the`, finds: false, problems: true },
  'boosts beyond numbers': { query: 'the^1e308 the^NaN the^-1', finds: true, problems: true },
}

for (const [name, { query, options, finds, truncated = false, problems = false }] of Object.entries(cases)) {
  test(`${name}: answered (seed ${seed})`, () => {
    const from = process.cpuUsage()
    const found = index.search(query, options)
    const { user, system } = process.cpuUsage(from)
    assert.is(found.hits.length > 0, finds)
    assert.is(found.truncated, truncated)
    assert.is(found.problems.length > 0, problems)
    assert.ok(found.hits.every(({ score }, i) => Number.isFinite(score) && (i === 0 || score <= found.hits[i - 1].score)))
    // the bench has the figures; this only sees what grows beyond all bounds
    assert.ok(user + system < 5e6, `${user + system} us`)
  })
}

const refused: Record<string, () => unknown> = {
  'a text beyond the limit': () => index.search(match('x'.repeat(queryLimits.text + 1))),
  'more words than the limit': () => index.search(match('a '.repeat(queryLimits.clauses + 1))),
  'a phrase of more words than the limit': () => index.search(phrase('a '.repeat(queryLimits.phrase + 1))),
  'limit + offset beyond 10,000': () => index.search('the', { limit: 10, offset: 9_991 }),
}
for (const [name, run] of Object.entries(refused)) {
  test(`${name}: E_QUERY_LIMIT, with the limit`, () => {
    try {
      run()
    } catch (error) {
      assert.ok(isRostrumError(error) && error.code === 'E_QUERY_LIMIT', String(error))
      assert.type(error.details?.limit, 'number')
      return
    }
    assert.unreachable()
  })
}

test('a pattern stands for as many words as it may, and one more is told', () => {
  const made = (n: number, sign: string) => Array.from({ length: n }, (_, i) => `${sign}${i.toString(36)}`).join(' ')
  const truncated = (n: number, query: string | Query): boolean => {
    const own = new Index<{ id: number; body: string }>({ fields: { body: {} } })
    own.add({ id: 0, body: `the ${made(n, 'zq')}` })
    own.add({ id: 1, body: made(n, 'yq') })
    return own.search(query).truncated
  }
  const both = 'zq* yq* xq*'
  const rows: [query: string | Query, most: number][] = [
    ['zq*', mostExpansions],
    ['"the zq*"', mostInPhrase],
    [both, Math.floor(mostTogether / 3)],
  ]
  for (const [query, most] of rows) {
    assert.is(truncated(most, query), false, `${most} of ${query}`)
    assert.is(truncated(most + 1, query), true, `${most + 1} of ${query}`)
  }
})

test('all patterns of a query share their words; the same pattern again takes none', () => {
  const alone = index.search(prefix('e'), { countUpTo: Number.POSITIVE_INFINITY })
  const again = index.search({ kind: 'bool', should: [prefix('e'), prefix('e'), prefix('e')] }, { countUpTo: Number.POSITIVE_INFINITY })
  assert.is(again.count, alone.count)
  assert.is(again.truncated, alone.truncated)
  assert.equal(
    again.hits.map(({ score }) => score.toFixed(6)),
    alone.hits.map(({ score }) => (3 * score).toFixed(6)),
  )
  const several = [...letters].map((letter) => prefix(letter))
  const most = Math.floor(mostTogether / several.length)
  assert.is(
    index.search({ kind: 'bool', should: several }).truncated,
    [...letters].some((letter) => starting(letter) > most),
  )
})

test.run()
