// A remote index answers as one in memory does: random queries, several segments, deleted and nested documents, tiny caches.
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { countingSource } from '../../bench/remote.js'
import { Index } from '../../src/index/index.js'
import { webProfile } from '../../src/index/web-profile.js'
import { openIndex } from '../../src/reader/open.js'
import { blobSource, openRemote, type RemoteOptions, type Source } from '../../src/remote/index.js'
import { severalLanguages } from '../../src/remote/languages.js'
import { openBytes } from '../../src/remote/whole.js'
import type { SearchOptions } from '../../src/search/options.js'
import { checkSegment } from '../../src/segment/check.js'
import { packSegments, unpackSegments } from '../../src/segment/container.js'
import { randomOf, seed } from '../random.js'
import { documentsOf, indexOf, queryFrom, schema } from './content.js'
import { serve } from './server.js'

/** A source in memory, that says nothing of the length. */
function memorySource(bytes: Uint8Array): Source & { reads: [number, number][] } {
  const reads: [number, number][] = []
  return {
    name: 'memory:index',
    reads,
    async read(start, end) {
      reads.push([start, end])
      return { bytes: bytes.slice(start, end), start }
    },
  }
}

/** Several segments, some of whose documents are deleted. */
function severalSegments(): Uint8Array {
  const parts = [1, 2, 3].map((part) => {
    const index = new Index(schema)
    index.addAll(documentsOf(300, part, 1000 * part))
    const [{ bytes }] = unpackSegments(index.toBytes())
    const deleted = new Uint8Array(Math.ceil(300 / 8))
    for (let doc = part; doc < 300; doc += 7) deleted[doc >>> 3] |= 1 << (doc & 7)
    return { bytes, deleted: part === 2 ? undefined : deleted }
  })
  return packSegments(parts)
}

function nestedIndex(): Uint8Array {
  const index = new Index({
    fields: { headline: {}, 'turns.text': {}, 'turns.speaker': { type: 'keyword' } },
    storeFields: ['headline', 'turns.text'],
    nested: ['turns'],
  })
  index.addAll(
    documentsOf(400, 5).map(({ id, headline, body, outlet }) => ({
      id,
      headline,
      turns: String(body)
        .split(' 1')
        .map((text) => ({ text: `${text} tax0`, speaker: outlet })),
    })),
  )
  for (let i = 0; i < 400; i += 9) index.remove(i % 3 === 0 ? i : `article-${i}`)
  return index.toBytes()
}

const indexes: { name: string; bytes: Uint8Array; options?: RemoteOptions; target?: string }[] = [
  { name: 'one segment', bytes: indexOf(1500, 4) },
  { name: 'one segment, tiny cache, short first read', bytes: indexOf(1500, 4), options: { cacheBytes: 0, headBytes: 64 } },
  { name: 'a few documents', bytes: indexOf(3, 4) },
  { name: 'no documents', bytes: indexOf(0, 4) },
  { name: 'several segments', bytes: severalSegments() },
  { name: 'several segments, short first read', bytes: severalSegments(), options: { headBytes: 64, cacheBytes: 50_000 } },
  { name: 'exact forms', bytes: indexOf(800, 4, { exactForms: true }) },
  { name: 'nested documents', bytes: nestedIndex() },
]

const web = indexes
  .filter(({ options }) => options === undefined)
  .map(({ name, bytes }) => ({ name: `${name}, web profile`, bytes: webProfile(bytes), options: undefined }))

for (const { name, bytes, options } of [
  ...indexes,
  ...web,
  { ...web[0], name: 'web profile, tiny cache', options: { cacheBytes: 0, headBytes: 64 } },
]) {
  test(`${name}: the same answers to random questions`, async () => {
    const random = randomOf(seed)
    const local = openIndex(bytes)
    const remote = await openRemote(memorySource(bytes), options)
    assert.is(remote.count, local.count)
    assert.equal(await remote.info(), local.info())
    const ask = async () => {
      const query = queryFrom(random)
      const limit = random.pick([1, 10, 50])
      const has = local.info().fields.some((field) => field.name === 'body')
      const asked = {
        limit,
        ...(has && random.oneIn(2) && { highlight: ['body'] }),
        ...(has && random.oneIn(3) && { filter: 'outlet:wire' }),
        ...(has && random.oneIn(4) && { facets: { outlet: {}, published: { interval: 'year' as const } } }),
        ...(has && random.oneIn(5) && { sort: ['-published'] }),
      }
      let expected: unknown
      try {
        expected = local.search(query, asked)
      } catch (error) {
        await remote.search(query, asked).then(
          () => assert.unreachable(),
          (other) => assert.is(other.message, (error as Error).message),
        )
        return
      }
      assert.equal(await remote.search(query, asked), expected, JSON.stringify(query))
    }
    for (let i = 0; i < 60; i++) await ask()
    for (const typed of ['tax', 'port1 vo', 'taxx0', 'graim1', 'nothinglikeit']) {
      assert.equal(await remote.suggest(typed), local.suggest(typed))
      assert.equal(await remote.didYouMean(typed), local.didYouMean(typed))
    }
    await Promise.all(Array.from({ length: 40 }, ask))
    for (const id of [0, 3, 'article-1', 'article-2', 'article-1001', 1002, 'none', -1, Number.NaN]) {
      assert.is(await remote.has(id), local.has(id), String(id))
      assert.equal(await remote.get(id), local.get(id))
      if (local.has(id)) assert.equal(await remote.explain('tax0 port1', id), local.explain('tax0 port1', id))
    }
  })
}

test('the web profile has the answers of the index it was made of, is sound, and cannot be added to', () => {
  const random = randomOf(seed)
  for (const { bytes } of indexes.filter((each) => ['one segment', 'exact forms', 'no documents'].includes(each.name))) {
    const small = webProfile(bytes)
    assert.equal(checkSegment(small).problems, [])
    assert.throws(() => Index.from(small), /one of the web profile/)
    assert.throws(() => webProfile(small), /one of the web profile/)
    const [one, other] = [openIndex(bytes), openIndex(small)]
    for (let i = 0; i < 100; i++) {
      const query = queryFrom(random)
      assert.equal(other.search(query), one.search(query))
    }
  }
  const exact = new Index({ fields: { body: {} }, lengths: 'exact' })
  assert.throws(() => webProfile(exact.toBytes()), /lengths are bytes/)
})

test('every document is found by its id', async () => {
  const bytes = indexOf(700, 9)
  const remote = await openRemote(memorySource(bytes))
  for (const { id, headline } of documentsOf(700, 9)) assert.is((await remote.get(id as string))?.headline, headline)
})

test('opening is one request, a word at most three more rounds, and what is here is not fetched again', async () => {
  const server = await serve(indexOf(1500, 4))
  const remote = await openRemote(server.url)
  assert.is(server.log.length, 1)
  assert.equal([server.log[0].start, server.log[0].end], [0, 65536])
  await remote.search('tax0 port1')
  const { length } = server.log
  assert.ok(length > 1 && length < 40, String(length))
  await remote.search('tax0 port1')
  assert.is(server.log.length, length)
  await server.close()
})

test('many who ask for the same at once share requests', async () => {
  const server = await serve(indexOf(1500, 4))
  const remote = await openRemote(server.url)
  await Promise.all(Array.from({ length: 50 }, () => remote.search('tax0 port1')))
  const keys = server.log.map(({ start, end }) => `${start}-${end}`)
  assert.is(new Set(keys).size, keys.length)
  await server.close()
})

test('memory stays within its bound when nothing runs, and cookies stay at home', async () => {
  const server = await serve(indexOf(3000, 4))
  const remote = await openRemote(server.url, { cacheBytes: 40_000 })
  const random = randomOf(seed)
  for (let i = 0; i < 30; i++) await remote.search(queryFrom(random))
  const before = server.log.length
  await remote.search('tax0 port1')
  assert.ok(server.log.length > before, 'what was let go is fetched again')
  assert.ok(server.log.every(({ headers }) => headers.cookie === undefined))
  await server.close()
})

test('a blob is read in parts', async () => {
  const bytes = indexOf(1500, 4)
  const remote = await openRemote(blobSource(new Blob([bytes as Uint8Array<ArrayBuffer>])))
  assert.equal(await remote.search('tax0'), openIndex(bytes).search('tax0'))
  assert.ok(remote.traffic.bytes < bytes.length)
})

test('prefetch leaves only documents to fetch', async () => {
  const bytes = indexOf(3000, 4)
  const source = memorySource(bytes)
  const remote = await openRemote(source)
  await remote.prefetch('tax0 port1')
  const before = source.reads.length
  await remote.prefetch('tax0 port1')
  assert.is(source.reads.length, before)
  await remote.search('tax0 port1', { limit: 1 })
  assert.ok(source.reads.length - before <= 3, String(source.reads.length - before))
})

test('a word that is begun, beside one that is whole, takes no more rounds than two that are', async () => {
  const index = new Index(schema)
  index.addAll(Array.from({ length: 4000 }, (_, id) => ({ id, headline: `t${(id * 7919).toString(36)} port${id}` })))
  const bytes = webProfile(index.toBytes())
  const roundsOf = async (options: SearchOptions) => {
    const source = countingSource(bytes)
    const remote = await openRemote(source)
    await remote.prefetch('', options)
    assert.is(source.trips, 1, 'no part of the file is fetched before somebody types')
    const found = await remote.search('port17 t1', options)
    assert.equal(found, openIndex(bytes).search('port17 t1', options))
    return source.trips
  }
  const whole = await roundsOf({})
  assert.ok(whole <= 4, String(whole))
  assert.is(await roundsOf({ prefix: true }), whole)
})

test('languages are loaded by name', async () => {
  const { german } = await import('../../src/analysis/languages/de.js')
  const index = new Index({ fields: { body: { analyzer: german } }, storeFields: ['body'] })
  index.add({ id: 1, body: 'Die Häuser der Stadt' })
  const remote = await openRemote(memorySource(index.toBytes()))
  assert.is((await remote.search('Haus')).count, 1)
})

test('several languages in one index are loaded by name, by ranges and whole', async () => {
  const index = new Index({
    fields: { body: {} },
    storeFields: ['body'],
    analyzer: await severalLanguages(['english', 'german', 'norwegian']),
  })
  index.add({ id: 1, body: 'Die Häuser der Stadt waren schon am Montag verkauft worden, sagte der Minister.' })
  index.add({ id: 2, body: 'Houses were sold in several towns of the region, the ministers said on Monday.' })
  const bytes = index.toBytes()
  for (const opened of [await openRemote(memorySource(bytes)), await openBytes(bytes)]) {
    assert.equal(
      (await opened.search('haus')).hits.map(({ id }) => id),
      [1],
    )
    assert.equal(
      (await opened.search('house')).hits.map(({ id }) => id),
      [2],
    )
  }
})

const wrong: [string, () => Promise<unknown>, RegExp][] = [
  ['an unknown option', () => openRemote('http://127.0.0.1:1/', { cash: 1 } as object), /option of opening a remote index, got "cash"/],
  ['no address', () => openRemote(7 as unknown as string), /an address, or a source/],
  ['a first read too short', () => openRemote(memorySource(indexOf(1, 1)), { headBytes: 8 }), /headBytes/],
  ['a store without put', () => openRemote(memorySource(indexOf(1, 1)), { offline: {} as never }), /a store with get and put/],
  ['a source that gives something else', () => openRemote({ name: 'odd', read: async () => ({ bytes: 'x' }) as never }), /Mend read\(\)/],
  [
    'a question that reads too much',
    async () => (await openRemote(memorySource(indexOf(900, 1)), { maxBytes: 2000 })).search('ta*'),
    /at most 2000 bytes/,
  ],
]
for (const [name, run, message] of wrong) {
  test(`${name} is refused`, () =>
    run().then(
      () => assert.unreachable(),
      (error) => assert.match(error.message, message),
    ))
}

test.run()
