// Sorting, cursors, facets and groups against doing it by hand over all documents: several segments, deletions, the tail, items, and what is refused.

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { type Hit, Index, isRostrumError, type SearchOptions, type SortOptions } from '../../src/index.js'
import { openIndex } from '../../src/reader/open.js'
import { periodName, periodOf, startOf } from '../../src/search/periods.js'
import { randomOf, seed } from '../random.js'

interface Doc {
  id: number
  body: string
  outlet?: string | string[]
  published?: number
  words?: number | number[]
}

const outlets = ['Zeta', 'alpha', 'Älpha', 'beta 2', 'beta 10', 'Beta 2', '__proto__', 'épée', 'Ω', '']
const source = randomOf(seed)
const { pick } = source
const random = () => source.below(2 ** 31) / 2 ** 31

function randomDoc(id: number): Doc {
  const doc: Doc = {
    id,
    body: Array.from({ length: 1 + Math.floor(random() * 6) }, () => pick(['tax', 'carbon', 'road', 'silk'])).join(' '),
  }
  if (random() < 0.85) doc.outlet = random() < 0.3 ? [pick(outlets), pick(outlets)] : pick(outlets)
  if (random() < 0.85) doc.published = Math.floor((random() - 0.2) * 2e12)
  if (random() < 0.85) doc.words = random() < 0.3 ? [Math.floor(random() * 50), Math.floor(random() * 50) - 25] : Math.floor(random() * 50)
  return doc
}

const options = { fields: { body: {}, outlet: { type: 'keyword' }, published: { type: 'date' }, words: { type: 'number' } } } as const

/** An index with several segments, deletions and a tail, and the documents that are in it, in the order of addition. */
function made(count: number): { index: Index<Doc>; docs: Doc[] } {
  const index = new Index<Doc>(options)
  let docs: Doc[] = []
  for (let i = 0; i < count; i++) {
    const doc = randomDoc(i)
    index.add(doc)
    docs.push(doc)
    if (random() < 0.15) {
      const gone = pick(docs)
      index.remove(gone.id)
      docs = docs.filter(({ id }) => id !== gone.id)
    }
    if (random() < 0.05) index.search('tax')
  }
  return { index, docs }
}

const listOf = <T>(value: T | T[] | undefined): T[] => (value === undefined ? [] : Array.isArray(value) ? value : [value])
const collator = new Intl.Collator('en', { numeric: true })

/** The value by which a document is sorted. */
function keyOf(
  doc: Doc,
  score: number,
  { field, order = field === 'score' ? 'desc' : 'asc', locale = 'en' }: SortOptions,
): number | string | undefined {
  if (field === 'score') return score
  const values = listOf(doc[field as 'outlet'] as string | string[] | undefined) as (string | number)[]
  const sorted = [...values].sort((a, b) => compared(a, b, locale))
  return order === 'asc' ? sorted[0] : sorted[sorted.length - 1]
}

function compared(a: string | number, b: string | number, locale: SortOptions['locale']): number {
  if (typeof a === 'number' || typeof b === 'number') return Number(a) - Number(b)
  const points = Buffer.compare(Buffer.from(a), Buffer.from(b))
  return locale === false ? points : collator.compare(a, b) || points
}

function sortedByHand(docs: readonly Doc[], scores: ReadonlyMap<number, number>, keys: readonly SortOptions[]): Doc[] {
  return [...docs].sort((a, b) => {
    for (const key of keys) {
      const [x, y] = [keyOf(a, scores.get(a.id) ?? 0, key), keyOf(b, scores.get(b.id) ?? 0, key)]
      if (x === undefined || y === undefined) {
        if (x === y) continue
        return (x === undefined) === (key.missing === 'first') ? -1 : 1
      }
      const difference = compared(x, y, key.locale ?? 'en') * ((key.order ?? (key.field === 'score' ? 'desc' : 'asc')) === 'desc' ? -1 : 1)
      if (difference !== 0) return difference
    }
    return docs.indexOf(a) - docs.indexOf(b)
  })
}

const queries = ['tax', 'carbon road', 'silk -tax', '*', 'zzz', 'words:[5 TO 20]']

function matching(docs: readonly Doc[], query: string): Doc[] {
  const has = (doc: Doc, word: string) => doc.body.split(' ').includes(word)
  switch (query) {
    case 'tax':
      return docs.filter((doc) => has(doc, 'tax'))
    case 'carbon road':
      return docs.filter((doc) => has(doc, 'carbon') || has(doc, 'road'))
    case 'silk -tax':
      return docs.filter((doc) => has(doc, 'silk') && !has(doc, 'tax'))
    case '*':
      return [...docs]
    case 'zzz':
      return []
    default:
      return docs.filter((doc) => listOf(doc.words).some((value) => value >= 5 && value <= 20))
  }
}

const sorts: SortOptions[][] = [
  [{ field: 'published', order: 'desc' }],
  [{ field: 'words' }, { field: 'score' }],
  [{ field: 'outlet' }, { field: 'published', missing: 'first' }],
  [{ field: 'outlet', order: 'desc', missing: 'first' }],
  [
    { field: 'outlet', locale: false },
    { field: 'words', order: 'desc' },
  ],
  [{ field: 'score' }],
  [{ field: 'score', order: 'asc' }, { field: 'outlet' }],
]

const { index, docs } = made(300)
const readers: [name: string, search: (query: string, options: SearchOptions) => ReturnType<typeof index.search>][] = [
  ['index', (query, asked) => index.search(query, asked)],
  ['reader', (query, asked) => openIndex<Doc>(index.toBytes()).search(query, asked)],
]
const scoresOf = (search: (typeof readers)[0][1], query: string) =>
  new Map(search(query, { limit: 1000 }).hits.map(({ id, score }) => [id as number, score]))
const ids = (hits: readonly Hit<Doc>[]) => hits.map(({ id }) => id)

test('sorted as by hand, whole and page by page, with and without a cursor', () => {
  for (const [name, search] of readers) {
    for (const query of queries) {
      const scores = scoresOf(search, query)
      for (const sort of sorts) {
        const expected = sortedByHand(matching(docs, query), scores, sort).map(({ id }) => id)
        const what = `${name}: ${query} by ${JSON.stringify(sort)}`
        const whole = search(query, { sort, limit: 1000 })
        assert.equal(ids(whole.hits), expected, what)
        assert.is(whole.count, expected.length)
        assert.ok(whole.countIsExact)
        assert.is(whole.after, undefined)
        assert.equal(ids(search(query, { sort, limit: 7, offset: 5 }).hits), expected.slice(5, 12), what)
        const paged: unknown[] = []
        let after: string | undefined
        do {
          const page = search(query, { sort, limit: 40, ...(after !== undefined && { after }) })
          paged.push(...ids(page.hits))
          after = page.after
        } while (after !== undefined)
        assert.equal(paged, expected, `${what}, by cursor`)
        for (const hit of whole.hits) assert.ok(Math.abs(hit.score - (scores.get(hit.id as number) ?? 0)) < 1e-9)
      }
    }
  }
})

test('without an order a cursor goes on by score, or from the newest', () => {
  for (const query of queries) {
    const expected = ids(index.search(query, { limit: 1000, facets: ['outlet'] }).hits)
    assert.equal(expected, ids(index.search(query, { limit: 1000 }).hits), query)
    const first = index.search(query, { limit: 3, facets: ['outlet'] })
    if (first.after !== undefined)
      assert.equal(ids(index.search(query, { limit: 1000, after: first.after }).hits), expected.slice(3), query)
  }
})

function countsByHand(found: readonly Doc[], valuesOf: (doc: Doc) => readonly (string | number)[]): Map<string | number, number> {
  const counts = new Map<string | number, number>()
  for (const doc of found) for (const value of new Set(valuesOf(doc))) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}

test('facets as by hand: keywords, intervals, ranges, and what has no value', () => {
  for (const [, search] of readers) {
    for (const query of queries) {
      const found = matching(docs, query)
      const { facets = {} } = search(query, {
        limit: 0,
        facets: {
          outlet: { limit: 1000 },
          published: { interval: 'month' },
          words: { ranges: [{ to: 10 }, { from: 10, to: 20, label: 'middle' }, { from: 15 }] },
        },
      })
      const outlet = countsByHand(found, (doc) => listOf(doc.outlet))
      assert.equal(new Map(facets.outlet.values.map(({ value, count }) => [value, count])), outlet, query)
      assert.is(facets.outlet.missing, found.filter((doc) => listOf(doc.outlet).length === 0).length)
      const sorted = facets.outlet.values.map(({ count }) => count)
      assert.equal(
        sorted,
        [...sorted].sort((a, b) => b - a),
      )
      const months = countsByHand(found, (doc) =>
        listOf(doc.published).map((value) => new Date(value).toISOString().replace(/^\+00/, '').slice(0, 7)),
      )
      assert.equal(
        facets.published.values.map(({ value, count }) => [value, count]),
        [...months].sort(([a], [b]) => (a < b ? -1 : 1)),
        query,
      )
      const inRange = (from: number, to: number) =>
        found.filter((doc) => listOf(doc.words).some((value) => value >= from && value < to)).length
      assert.equal(
        facets.words.values.map(({ value, count }) => [value, count]),
        [
          ['* to 10', inRange(Number.NEGATIVE_INFINITY, 10)],
          ['middle', inRange(10, 20)],
          ['15 to *', inRange(15, Number.POSITIVE_INFINITY)],
        ],
      )
      const few = search(query, { limit: 0, facets: { outlet: { limit: 2 }, words: { interval: 10 } } }).facets ?? {}
      assert.is(few.outlet.values.length, Math.min(2, outlet.size))
      assert.is(few.outlet.others, Math.max(0, outlet.size - 2))
      const tens = countsByHand(found, (doc) => listOf(doc.words).map((value) => Math.floor(value / 10) * 10))
      assert.equal(
        few.words.values.map(({ value, count }) => [value, count]),
        [...tens].sort(([a], [b]) => Number(a) - Number(b)),
      )
    }
  }
})

test('what is selected narrows the hits and the other facets, not its own', () => {
  const chosen = ['alpha', 'beta 2']
  const has = (doc: Doc) => listOf(doc.outlet).some((value) => chosen.includes(value))
  const late = (doc: Doc) => listOf(doc.published).some((value) => value >= Date.UTC(2000, 0) && value < Date.UTC(2030, 0))
  for (const [, search] of readers) {
    for (const query of queries) {
      const found = matching(docs, query)
      const { facets = {}, count } = search(query, {
        limit: 0,
        facets: {
          outlet: { limit: 1000, selected: chosen },
          published: { selected: { from: '2000', to: '2029' } },
          words: { interval: 1000 },
        },
      })
      assert.is(count, found.filter((doc) => has(doc) && late(doc)).length)
      const counts = (list: Doc[], valuesOf: (doc: Doc) => (string | number)[]) => countsByHand(list, valuesOf)
      assert.equal(
        new Map(facets.outlet.values.map(({ value, count: own }) => [value, own])),
        counts(found.filter(late), (doc) => listOf(doc.outlet)),
      )
      assert.equal(
        new Map(facets.published.values.map(({ value, count: own }) => [value, own])),
        counts(found.filter(has), (doc) => listOf(doc.published).map((value) => periodName(periodOf(value, 'year'), 'year'))),
      )
      const both = found.filter((doc) => has(doc) && late(doc))
      assert.equal(
        new Map(facets.words.values.map(({ value, count: own }) => [value, own])),
        counts(both, (doc) => listOf(doc.words).map((value) => Math.floor(value / 1000) * 1000)),
      )
    }
  }
})

test('one field under two names, and any of several periods, as by hand', () => {
  const years = ['2004', '2007', '1900']
  const inYears = (doc: Doc) => listOf(doc.published).some((value) => years.includes(periodName(periodOf(value, 'year'), 'year')))
  const inMonths = (doc: Doc) => listOf(doc.published).some((value) => value >= Date.UTC(2004, 5) && value < Date.UTC(2007, 6))
  for (const [, search] of readers) {
    for (const query of queries) {
      const found = matching(docs, query)
      const { facets = {}, count } = search(query, {
        limit: 0,
        facets: {
          year: { field: 'published', selected: years },
          published: { interval: 'month', selected: { from: '2004-06', to: '2007-06' } },
        },
      })
      assert.is(count, found.filter((doc) => inYears(doc) && inMonths(doc)).length, query)
      for (const [name, period, others] of [
        ['year', 'year', inMonths],
        ['published', 'month', inYears],
      ] as const)
        assert.equal(
          new Map(facets[name].values.map(({ value, count: own }) => [value, own])),
          countsByHand(found.filter(others), (doc) => listOf(doc.published).map((value) => periodName(periodOf(value, period), period))),
          `${query} ${name}`,
        )
      assert.equal(Object.keys(facets), ['year', 'published'])
      assert.is(search(query, { limit: 0, facets: { year: { field: 'published', selected: [] } } }).count, found.length)
    }
  }
})

test('one of each group, with the best of the others', () => {
  for (const [, search] of readers) {
    for (const query of queries) {
      const scores = scoresOf(search, query)
      const isScored = query !== '*' && !query.startsWith('words')
      const order: SortOptions[] = isScored ? [{ field: 'score' }] : [{ field: 'published', order: 'desc' }]
      const found = sortedByHand(matching(docs, query), scores, order)
      const groups = new Map<unknown, Doc[]>()
      for (const doc of found) {
        const value = [...listOf(doc.outlet)].sort((a, b) => compared(a, b, false))[0] ?? doc
        groups.set(value, [...(groups.get(value) ?? []), doc])
      }
      const { hits, groupCount, count } = search(query, { limit: 100, offset: 1, collapse: { field: 'outlet', size: 3 } })
      assert.is(groupCount, groups.size)
      assert.is(count, found.length)
      const expected = [...groups].slice(1, 101).map(([value, [best, ...others]]) => ({
        id: best.id,
        group: typeof value === 'string' ? { value, count: others.length + 1, hits: others.slice(0, 2).map(({ id }) => id) } : undefined,
      }))
      assert.equal(
        hits.map(({ id, group }) => ({ id, group: group && { ...group, hits: ids(group.hits) } })),
        expected,
        query,
      )
    }
  }
})

test('items are sorted and counted by their own fields and by those of their document', () => {
  interface Talk {
    id: string
    outlet: string
    turns: { speaker: string; text: string; at: number }[]
  }
  const talks = new Index<Talk>({
    fields: { outlet: { type: 'keyword' }, 'turns.speaker': { type: 'keyword' }, 'turns.text': {}, 'turns.at': { type: 'number' } },
    nested: ['turns'],
  })
  talks.add({
    id: 'a',
    outlet: 'Z',
    turns: [
      { speaker: 'Xi', text: 'silk road', at: 3 },
      { speaker: 'Medvedev', text: 'ice road', at: 9 },
      { speaker: 'Xi', text: 'road', at: 5 },
    ],
  })
  talks.add({ id: 'b', outlet: 'A', turns: [{ speaker: 'Medvedev', text: 'road', at: 1 }] })
  talks.add({ id: 'c', outlet: 'A', turns: [] })
  const items = talks.search('road', { target: 'turns', sort: ['outlet', '-turns.at'], facets: ['turns.speaker', 'outlet'] })
  assert.equal(
    items.hits.map(({ id, nested }) => [id, nested?.index]),
    [
      ['b', 0],
      ['a', 1],
      ['a', 2],
      ['a', 0],
    ],
  )
  assert.equal(items.facets?.['turns.speaker'].values, [
    { value: 'Medvedev', count: 2 },
    { value: 'Xi', count: 2 },
  ])
  assert.equal(items.facets?.outlet.values, [
    { value: 'Z', count: 3 },
    { value: 'A', count: 1 },
  ])
  const whole = talks.search('*', { facets: { 'turns.speaker': { selected: ['Xi'] }, outlet: {}, 'turns.at': { interval: 10 } } })
  assert.equal(
    whole.hits.map(({ id }) => id),
    ['a'],
  )
  assert.equal(whole.facets?.['turns.speaker'], {
    values: [
      { value: 'Medvedev', count: 2 },
      { value: 'Xi', count: 1 },
    ],
    others: 0,
    missing: 1,
  })
  assert.equal(whole.facets?.['turns.at'].values, [{ value: 0, count: 1, from: 0, to: 10 }])
})

test('periods as the calendar has them', () => {
  for (let i = 0; i < 2000; i++) {
    const instant = Math.floor((random() - 0.5) * 1e14)
    for (const period of ['day', 'week', 'month', 'year'] as const) {
      const number = periodOf(instant, period)
      const [from, to] = [startOf(number, period), startOf(number + 1, period)]
      assert.ok(from <= instant && instant < to, `${instant} ${period}`)
      assert.is(periodOf(from, period), number)
      assert.is(periodOf(to - 1, period), number)
      if (period === 'week') assert.is(new Date(from).getUTCDay(), 1)
    }
  }
  assert.is(periodName(periodOf(Date.UTC(2017, 10, 8), 'week'), 'week'), '2017-11-06')
})

const refused: [options: SearchOptions, message: RegExp][] = [
  [{ sort: 'body' }, /keyword, number or date field to sort by, or score, got "body"\. Index the same property as a keyword/],
  [{ sort: '-publised' }, /got "publised"\. Did you mean "published"/],
  [{ sort: [] }, /sort, 1 to 8 keys/],
  [{ sort: [{ field: 'outlet', order: 'up' as 'asc' }] }, /order, 'asc' or 'desc'/],
  [{ sort: [{ field: 'outlet', locale: 'no such' }] }, /locale, a language/],
  [{ sort: [{ field: 'outlet', by: 1 } as SortOptions] }, /an option of sort, got "by"/],
  [{ after: 'x' }, /after, a cursor of a search with the same sort/],
  [{ after: '!!' }, /after, a cursor/],
  [{ sort: 'words', after: index.search('tax', { sort: 'outlet', limit: 1 }).after }, /Sort as in the search that gave it/],
  [{ sort: 'words', after: index.search('tax', { sort: 'words', limit: 1 }).after, offset: 1 }, /after without offset/],
  [{ facets: ['body'] }, /keyword, number or date field to count values of, got "body"/],
  [{ facets: { outlt: {} } }, /Did you mean "outlet"/],
  [{ facets: { outlet: { limit: 1001 } } }, /limit of a facet, 0 to 1000/],
  [{ facets: { outlet: { interval: 'day' } } }, /limit or selected of a keyword field/],
  [{ facets: { words: {} } }, /interval, a number above 0, or ranges/],
  [{ facets: { published: { interval: 'fortnight' as 'day' } } }, /one of day, week, month, year/],
  [{ facets: { published: { ranges: [{ from: 'soon' }] } } }, /a range of field "published"/],
  [{ facets: { words: { ranges: [{ from: 2, to: 1 }] } } }, /from is before to/],
  [{ facets: { outlet: { selected: { from: 1 } } } }, /an array of keywords/],
  [{ facets: { words: { interval: 1, selected: ['a'] } } }, /selected of field "words", \{ from, to \}/],
  [{ facets: { words: { interval: 1e-9 } } }, /./],
  [{ facets: { year: {} } }, /to count values of, got "year"/],
  [{ facets: { year: { field: 'publishd' } } }, /Did you mean "published"/],
  [{ facets: { year: { field: 'published', selected: ['2017', 'soon'] } } }, /selected of field "published", periods, got "soon"/],
  [{ facets: { published: { selected: [2017 as unknown as string] } } }, /periods, got 2017/],
  [{ facets: { published: { selected: Array.from({ length: 1001 }, () => '2017') } } }, /at most 1000, got 1001/],
  [{ collapse: 'body' }, /sort by, or score/],
  [{ collapse: 'score' }, /collapse of a keyword/],
  [{ collapse: { field: 'outlet', size: 11 } }, /size of collapse, 1 to 10/],
]

test('what is wrong is said', () => {
  for (const [asked, message] of refused) {
    try {
      index.search('tax', asked)
      if (message.source !== '.') assert.unreachable(JSON.stringify(asked))
    } catch (error) {
      assert.ok(isRostrumError(error), String(error))
      assert.match(error.message, message)
    }
  }
})

test('facets hold at their limits and are refused one beyond', () => {
  const names = Array.from({ length: 21 }, (_, i) => `k${i}`)
  const wide = new Index<Record<string, unknown>>({ fields: Object.fromEntries(names.map((name) => [name, { type: 'keyword' as const }])) })
  for (let id = 0; id <= 1000; id++) wide.add({ id, k0: `v${id}` })
  assert.is(wide.search('*', { facets: { k0: { limit: 1000 } } }).facets?.k0.values.length, 1000)
  assert.throws(() => wide.search('*', { facets: { k0: { limit: 1001 } } }), /0 to 1000/)
  assert.is(Object.keys(wide.search('*', { facets: names.slice(0, 20) }).facets ?? {}).length, 20)
  assert.throws(() => wide.search('*', { facets: names }), /at most 20 facets/)
  const ranges = (n: number) => ({ words: { ranges: Array.from({ length: n }, (_, from) => ({ from })) } })
  assert.is(index.search('tax', { facets: ranges(100) }).facets?.words.values.length, 100)
  assert.throws(() => index.search('tax', { facets: ranges(101) }), /100/)
})

test('a facet of too many intervals is refused, one of many is not', () => {
  const many = new Index<{ id: number; at: number }>({ fields: { at: { type: 'number' } } })
  for (let i = 0; i <= 10_000; i++) many.add({ id: i, at: i })
  assert.is(many.search('*', { facets: { at: { interval: 2 } } }).facets?.at.values.length, 5001)
  assert.throws(() => many.search('*', { facets: { at: { interval: 1 } } }), /at most 10000 intervals/)
  many.remove(10_000)
  assert.is(many.search('*', { facets: { at: { interval: 1 } } }).facets?.at.values.length, 10_000)
})

test.run()
