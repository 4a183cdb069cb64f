// Searching what was said: which quotation is found, by whom, and that every kind of index answers alike.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { isRostrumError } from '../../src/errors.js'
import { Index } from '../../src/index/index.js'
import {
  type Article,
  newsDocument,
  newsSchema,
  parseArticles,
  type QuotationHit,
  type QuotationSearchOptions,
  quotations,
  speakers,
} from '../../src/news/index.js'
import { readArticles } from '../../src/node/articles.js'
import { openStore } from '../../src/node/index.js'
import { openIndex } from '../../src/reader/open.js'
import { blobSource, openRemote } from '../../src/remote/index.js'

const options = { ...newsSchema, analyzer: 'english' }
const index = new Index<Record<string, unknown>>(options)
for await (const { article } of readArticles(['seeds/articles'])) if (article) index.add({ ...newsDocument(article) })
const bytes = index.toBytes()

function indexOf(articles: readonly Article[]): Index<Record<string, unknown>> {
  const made = new Index<Record<string, unknown>>(options)
  for (const article of articles) made.add({ ...newsDocument(article) })
  return made
}

const shared = fileURLToPath(new URL('../../../shared/seed/', import.meta.url))
const seed = existsSync(shared) ? readdirSync(shared).find((name) => name.endsWith('.txt')) : undefined
if (seed === undefined) console.log('skipped: no seed article beside the checkout')
else {
  test('the quotation of the seed article about the silk road, with who reported it, comes first', async () => {
    const articles: Article[] = []
    for await (const { article } of parseArticles(readFileSync(shared + seed))) if (article) articles.push(article)
    const { hits } = quotations(indexOf(articles), 'silk road', { speaker: 'Xi Jinping' })
    assert.match(hits[0].text, /^carry out the Northern Sea Route cooperation/)
    assert.is(hits[0].speaker, 'Xi Jinping')
    assert.is(hits[0].reportedBy, 'Global Times')
  })
}

test('a quotation comes with its speaker, its place and its article', () => {
  const { hits, count } = quotations(index, 'silk route', { speaker: 'Sun Wei-ling' })
  assert.ok(count > 0)
  const [{ id, index: which, start = 0, end = 0, score, highlights, confidence, ...hit }] = hits
  assert.equal(hit, {
    text: hit.text,
    kind: 'mixed',
    speaker: 'Sun Wei-ling',
    speakerKind: 'person',
    cue: 'said',
    headline: 'Shippers turn to northern ‘silk route’ as ice retreats',
    author: 'Tamsin Grell-Baptiste',
    outlet: 'Global Courier',
    published: '2023-08-19',
    url: 'https://global-courier.example/shipping/northern-passage',
  })
  assert.match(hit.text, /^a silk route by rail, a silk route by water/)
  assert.ok(score > 0 && confidence > 0.5)
  assert.equal(
    highlights[0].marks.map(([from, to]) => highlights[0].text.slice(from, to)),
    ['silk', 'route', 'silk', 'route', 'silk', 'route'],
  )
  const article = index.get(id) as { body: string }
  assert.is(article.body.slice(start, end), hit.text)
  assert.ok(which > 0)
})

test('in the query language a speaker and what was said are of one quotation', () => {
  const found = quotations(index, 'speaker:"sun wei-ling" said:"silk route"')
  assert.ok(found.count > 0)
  for (const { speaker, text } of found.hits) {
    assert.is(speaker, 'Sun Wei-ling')
    assert.match(text, /silk route/i)
  }
  // Brandvold speaks in articles in which others speak of the silk route
  assert.ok(index.search('speaker:brandvold "silk route"', { combineWith: 'and' }).count > 0)
  assert.is(index.search('speaker:brandvold said:"silk route"').count, 0)
  assert.ok(index.search('speaker:"sun wei-ling" said:"silk route"').count > 0)
  assert.is(index.search('speaker:"sun wei-ling" said:"silk route"').hits[0].document.outlet, 'Global Courier')
})

const filters: [name: string, options: QuotationSearchOptions, isGood: (hit: QuotationHit) => boolean][] = [
  ['speaker', { speaker: 'brandvold' }, ({ speaker }) => speaker === 'Ilse Brandvold'],
  ['speakers', { speaker: ['Dara Voss', 'Wei-ling Sun'] }, ({ speaker }) => speaker === 'Dara Voss' || speaker === 'Sun Wei-ling'],
  ['reportedBy', { reportedBy: 'kns' }, ({ reportedBy }) => reportedBy === 'KNS'],
  ['outlet', { outlet: 'global courier' }, ({ outlet }) => outlet === 'Global Courier'],
  ['a month', { published: '2018-05' }, ({ published = '' }) => published.startsWith('2018-05')],
  [
    'bounds',
    { published: { from: '2018-02', to: '2018-05-18' } },
    ({ published = '' }) => published > '2018-02' && published <= '2018-05-18',
  ],
  ['kind', { kind: 'indirect' }, ({ kind }) => kind === 'indirect'],
  ['kinds', { kind: ['direct', 'mixed'] }, ({ kind }) => kind !== 'indirect'],
  ['minConfidence', { minConfidence: 0.9 }, ({ confidence }) => confidence >= 0.9],
]
for (const [name, given, isGood] of filters) {
  test(`only those of ${name}`, () => {
    const { hits, count } = quotations(index, '', { limit: 1000, ...given })
    const expected = quotations(index, '', { limit: 1000 }).hits.filter(isGood)
    assert.is(count, expected.length)
    assert.ok(count > 0 && hits.every(isGood))
  })
}

test('only names are counted as speakers: no pronoun, no common noun', () => {
  const body =
    '“The harbour was closed at noon, and the ships turned back,” the media suggested on Monday. “We saw the ships turn back,” said Ann Lee, who ' +
    'runs the port. Her campaign said it would go on. “It will go on until the pier is paid for,” the agency said. He said “the pier is a wreck and ' +
    'everybody knows it.”'
  const document = newsDocument({ id: 1, headline: 'Harbour closed', body })
  assert.equal(document.quotations?.map(({ speaker, name }) => [speaker, name]).slice(0, 4), [
    ['media', undefined],
    ['Ann Lee', 'Ann Lee'],
    ['Her campaign', undefined],
    ['agency', undefined],
  ])
  assert.equal(document.speaker, ['Ann Lee'])
  const { facets } = quotations(index, '', { facets: { speaker: { limit: 1000 } }, limit: 0 })
  const strange = (facets?.speaker.values ?? []).filter(
    ({ value }) => !/\p{Lu}/u.test(String(value)) || /^(?:he|she|it|they|we)$/i.test(String(value)),
  )
  assert.equal(strange, [])
})

test('ordered and counted by columns', () => {
  const found = quotations(index, 'ice', {
    sort: ['-confidence', 'published'],
    facets: { speaker: { limit: 3 }, published: { interval: 'year' }, reportedBy: true },
    limit: 50,
  })
  const ordered = [...found.hits].sort((a, b) => b.confidence - a.confidence || ((a.published ?? '') < (b.published ?? '') ? -1 : 1))
  assert.equal(
    found.hits.map(({ confidence, published }) => [confidence, published]),
    ordered.map(({ confidence, published }) => [confidence, published]),
  )
  assert.equal(Object.keys(found.facets ?? {}).sort(), ['published', 'reportedBy', 'speaker'])
  const [most] = found.facets?.speaker?.values ?? []
  assert.is(most.count, quotations(index, 'ice', { speaker: String(most.value), limit: 0 }).count)
  const years = found.facets?.published?.values.reduce((sum, { count }) => sum + count, 0)
  assert.is(years, found.count)
  const named = quotations(index, 'ice', { facets: { year: { field: 'published', selected: ['2017', '2018'] }, speaker: {} } })
  assert.equal(named.facets?.year, found.facets?.published)
  assert.ok(named.hits.every(({ published }) => /^201[78]/.test(published ?? '')))
  assert.is(
    named.facets?.year.values.reduce((sum, { value, count }) => sum + (/^201[78]/.test(String(value)) ? count : 0), 0),
    named.count,
  )
  assert.throws(() => quotations(index, 'ice', { facets: { year: { field: 'body' } } }), /a column of quotations/)
})

const bare = (id: string, body: string): Article => ({ id, body, published: `2020-01-0${id.length}` })
const aliases = indexOf([
  bare('a', '“The levy stays,” President Ana Korrin said on Monday.\n\n“The levy is fair,” Korrin said.'),
  bare('bb', '“The levy is old,” Korrin said.'),
  bare('ccc', '“The levy is gone,” Minister Olaf Korrin said.'),
])

test('a full name finds what is attributed by an alias', () => {
  const found = quotations(aliases, 'levy', { speaker: 'Ana Korrin', sort: 'published' })
  assert.equal(
    found.hits.map(({ id, speaker, mention }) => [id, speaker, mention]),
    [
      ['a', 'Ana Korrin', undefined],
      ['a', 'Ana Korrin', 'Korrin'],
      ['bb', 'Korrin', undefined],
    ],
  )
  // most who are called Korrin in full are Ana
  assert.equal(
    quotations(aliases, 'levy', { speaker: 'Olaf Korrin' }).hits.map(({ id }) => id),
    ['ccc'],
  )
  assert.is(quotations(aliases, 'levy', { speaker: 'Korrin' }).count, 4)
})

test('speakers: who, how often, since when, about what', () => {
  const { speakers: found, others } = speakers(index, '', { limit: 3 })
  assert.equal(found.length, 3)
  assert.ok(others > 20)
  for (const { name, count, since, until, speakerKind } of found) {
    const all = quotations(index, '', { speaker: name, limit: 1000, sort: 'published' })
    const own = all.hits.filter(({ speaker }) => speaker === name)
    assert.is(count, own.length)
    assert.is(since, own[0].published)
    assert.is(until, own[own.length - 1].published)
    assert.is(speakerKind, 'person')
  }
  assert.is(found[0].name, 'Sun Wei-ling')
  assert.ok(found[0].about.includes('silk'), found[0].about.join())
  assert.equal(
    speakers(index, 'ilse bra').speakers.map(({ name }) => name),
    ['Ilse Brandvold'],
  )
  assert.equal(
    speakers(index, 'brandv').speakers.map(({ name }) => name),
    ['Ilse Brandvold'],
  )
  assert.equal(speakers(index, 'nobody'), { speakers: [], others: 0 })
  const about = speakers(index, '', { query: 'silk route', about: 0 })
  assert.ok(about.speakers.some(({ name }) => name === 'Sun Wei-ling'))
  assert.ok(about.speakers.every(({ about: words }) => words.length === 0))
})

test('a reader, a remote index and a store answer the same', async () => {
  const reader = openIndex(bytes)
  const folder = mkdtempSync(join(tmpdir(), 'rostrum-said-'))
  const store = await openStore<Record<string, unknown>>(folder, options)
  for await (const { article } of readArticles(['seeds/articles'])) if (article) store.add({ ...newsDocument(article) })
  await store.commit()
  const remote = await openRemote(blobSource(new Blob([bytes.slice()])))
  for (const [query, given] of [
    ['silk route', { speaker: 'Sun Wei-ling' }],
    ['ice road', { facets: ['speaker', 'published'], sort: '-published' }],
    ['speaker:voss said:road', {}],
  ] as const) {
    const expected = quotations(index, query, given)
    assert.equal(quotations(reader, query, given), expected)
    assert.equal(quotations(store, query, given), expected)
    assert.equal(await quotations(remote, query, given), expected)
  }
  assert.equal(speakers(reader, 'b'), speakers(index, 'b'))
  assert.equal(speakers(store, 'b'), speakers(index, 'b'))
  assert.equal(await speakers(remote, 'b'), speakers(index, 'b'))
  remote.close()
  await store.close()
  rmSync(folder, { recursive: true })
})

test('turns of a transcript are what was said, with their times', () => {
  const { hits } = quotations(
    indexOf([
      {
        id: 1,
        body: 'Lee: The ice is thin.\n\nPark: Nobody asked.',
        url: 'https://radio.example/1',
        turns: [
          { speaker: 'Lee', text: 'The ice is thin.', startTime: 83, endTime: 86, url: 'https://radio.example/1#t=83' },
          { speaker: 'Park', text: 'Nobody asked.', startTime: 87, url: 'https://radio.example/1#t=87' },
        ],
      },
    ]),
    'ice',
  )
  const [{ text, speaker, startTime, endTime, url, start, end, confidence }] = hits
  assert.equal(
    { text, speaker, startTime, endTime, url, start, end, confidence },
    {
      text: 'The ice is thin.',
      speaker: 'Lee',
      startTime: 83,
      endTime: 86,
      url: 'https://radio.example/1#t=83',
      start: 5,
      end: 21,
      confidence: 1,
    },
  )
  assert.is(hits.length, 1)
})

test('a document without quotations, and one that is nearly too long for them', () => {
  const article: Article = { id: 1, body: '“It is wet,” Lee Park said.' }
  assert.equal(newsDocument(article, { quotations: false }), { id: 1, body: article.body })
  assert.equal(newsDocument(article).speaker, ['Lee Park'])
  const turns = Array.from({ length: 100 }, () => ({ speaker: 'Lee', text: 'It is wet.' }))
  const long = newsDocument({ id: 2, body: 'x'.repeat(15 * 2 ** 20 - 900), turns })
  assert.is(long.quotations?.length, 47)
  indexOf([]).add({ ...long })
})

const refused: [string, () => unknown, string][] = [
  ['an unknown option', () => quotations(index, '', { speakr: 'x' } as object), 'E_CONFIG'],
  ['an unknown column', () => quotations(index, '', { sort: '-publishd' }), 'E_CONFIG'],
  ['an unknown facet', () => quotations(index, '', { facets: ['text'] as never }), 'E_CONFIG'],
  ['a confidence beyond 1', () => quotations(index, '', { minConfidence: 2 }), 'E_CONFIG'],
  ['a name that is no text', () => quotations(index, '', { speaker: 3 as never }), 'E_CONFIG'],
  ['a date that is none', () => quotations(index, '', { published: 'soon' }), 'E_QUERY'],
  ['an index without quotations', () => quotations(new Index({ fields: { body: {} } }), 'a'), 'E_CONFIG'],
  ['a prefix that is no text', () => speakers(index, 3 as never), 'E_CONFIG'],
  ['a limit of none', () => speakers(index, '', { limit: 0 }), 'E_CONFIG'],
]
for (const [name, ask, code] of refused) {
  test(`${name} is refused`, () => {
    try {
      ask()
      assert.unreachable()
    } catch (error) {
      assert.ok(isRostrumError(error) && error.code === code, String(error))
    }
  })
}

test.run()
