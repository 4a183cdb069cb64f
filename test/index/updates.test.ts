// Changes of every kind, in slices and at once: the index is a Map in the order of addition, whatever is sealed, merged, stopped or failing meanwhile.

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { portableDeflate } from '../../src/bytes/deflate.js'
import { RostrumError } from '../../src/errors.js'
import { Index } from '../../src/index/index.js'
import { mergeFactor } from '../../src/index/merge-policy.js'
import { mergeSegments } from '../../src/index/merge-segments.js'
import type { AddProgress, CompactProgress } from '../../src/index/options.js'
import type { SearchOptions } from '../../src/search/options.js'
import { type Random, randomOf, seed } from '../random.js'
import { throws } from './thrown.js'

interface Article {
  id: string | number
  headline: string
  body: string
  tags?: string[]
  size?: number
}
type Truth = Map<string | number, Article>

const fields = { headline: { boost: 3 }, body: {}, tags: { type: 'keyword' }, size: { type: 'number' } } as const
const storeFields = ['headline', 'body', 'tags', 'size'] as const
const fresh = () => new Index<Article>({ fields, storeFields })

const vocabulary = 'harbour strike tax climate minister road ice train gas vote'.split(' ')

function articleOf(random: Random, id: string | number): Article {
  const words = (most: number) => Array.from({ length: 1 + random.below(most) }, () => random.pick(vocabulary)).join(' ')
  return {
    id,
    headline: words(4),
    body: words(12),
    ...(random.oneIn(2) && { tags: [random.pick(['Wire', 'Post'])] }),
    ...(random.oneIn(3) && { size: random.below(9) }),
  }
}

const articles = (count: number, from = 0) => {
  const random = randomOf(seed + from)
  return Array.from({ length: count }, (_, i) => articleOf(random, from + i))
}

/** Lets the event loop go round once. */
const turn = () => new Promise<void>((resolve) => setImmediate(resolve))

/** All that can be told of an index, against the truth. */
function agree(index: Index<Article>, truth: Truth, what: string): void {
  const wanted = [...truth.values()]
  assert.is(index.count, truth.size, `count, ${what}`)
  assert.equal([...index.documents()], wanted, `documents, ${what}`)
  const info = index.info()
  assert.is(info.documentCount, truth.size, `info, ${what}`)
  for (const word of vocabulary) {
    const { hits, count } = index.search(word, { limit: 1000, countUpTo: Number.POSITIVE_INFINITY })
    const found = new Set(hits.map(({ id }) => id))
    const expected = wanted.filter(({ headline, body }) => `${headline} ${body}`.split(' ').includes(word)).map(({ id }) => id)
    assert.is(count, expected.length, `${word}, ${what}`)
    for (const id of expected) assert.ok(found.has(id), `${word} in ${id}, ${what}`)
  }
  for (const id of [0, '0', 7, 'none']) {
    assert.is(index.has(id), truth.has(id), `has ${id}, ${what}`)
    assert.equal(index.get(id), stored(truth.get(id)), `get ${id}, ${what}`)
  }
}

function stored(article: Article | undefined): Partial<Article> | undefined {
  if (article === undefined) return undefined
  const { id, ...rest } = article
  return rest
}

/** A change that takes effect at once, made to both. */
function change(index: Index<Article>, truth: Truth, random: Random): string {
  const id = random.oneIn(2) ? random.below(40) : String(random.below(40))
  const article = articleOf(random, id)
  switch (random.below(10)) {
    case 0:
    case 1:
    case 2:
      if (truth.has(id)) throws(() => index.add(article), 'E_DUPLICATE_ID')
      else {
        index.add(article)
        truth.set(id, article)
      }
      return 'add'
    case 3:
      index.replace(article)
      truth.delete(id)
      truth.set(id, article)
      return 'replace'
    case 4: {
      // any there is, those that a call in slices has just brought among them
      const any = [...truth.keys()][random.below(truth.size + 1)]
      if (any === undefined) break
      truth.delete(any)
      index.remove(any)
      return 'remove'
    }
    case 5:
      if (truth.delete(id)) index.remove(id)
      else throws(() => index.remove(id), 'E_ID_UNKNOWN')
      return 'remove'
    case 6: {
      const known = truth.get(id)
      if (known === undefined) throws(() => index.update(id, { body: article.body }), 'E_ID_UNKNOWN')
      else {
        index.update(id, { body: article.body, size: undefined })
        const { size, ...rest } = known
        truth.delete(id)
        truth.set(id, { ...rest, body: article.body })
      }
      return 'update'
    }
    case 7:
      index.search(random.pick(vocabulary))
      return 'search'
    case 8:
      if (random.oneIn(8)) {
        index.clear()
        truth.clear()
        return 'clear'
      }
      index.info()
      return 'info'
    default:
      if (random.oneIn(2)) index.compact()
      else index.toBytes()
      return 'compact'
  }
  return 'nothing'
}

/** A call in slices, with changes between its slices. Documents that it brings have ids of their own. */
async function inSlices(index: Index<Article>, truth: Truth, random: Random, round: number): Promise<string> {
  const stop = new AbortController()
  const options = { chunkMs: random.oneIn(2) ? 0 : 0.05, signal: stop.signal }
  const stopped = new Error('stopped')
  let running = true
  let name = 'compactAsync'
  let call: Promise<void>
  // the truth learns of a document before the first change behind it
  let pending: Article | undefined
  const note = () => {
    if (pending === undefined || !index.has(pending.id)) return
    truth.set(pending.id, pending)
    pending = undefined
  }
  if (random.oneIn(2)) call = index.compactAsync(options)
  else {
    name = 'addAllAsync'
    const given = Array.from({ length: random.below(30) }, (_, i) => articleOf(random, `${round}-${i}`))
    const source = function* () {
      for (const article of given) {
        pending = article
        yield article
        note()
      }
    }
    call = index.addAllAsync(random.oneIn(2) ? source() : asyncOf(source()), options)
  }
  const end = call.then(
    () => 'done',
    (error: unknown) => {
      assert.is(error, stopped)
      return 'stopped'
    },
  )
  void end.finally(() => {
    running = false
  })
  const changes: string[] = []
  while (running) {
    await turn()
    note()
    if (running && random.oneIn(6)) changes.push(change(index, truth, random))
    if (running && random.oneIn(150)) stop.abort(stopped)
  }
  const how = await end
  note()
  return `${name} ${how} with ${changes.join(' ')}`
}

async function* asyncOf<T>(values: Iterable<T>): AsyncGenerator<T> {
  for (const value of values) {
    await turn()
    yield value
  }
}

for (let start = 0; start < 12; start++) {
  test(`any changes in any order, some between slices: ${start}`, async () => {
    const random = randomOf(seed * 31 + start)
    let index = fresh()
    const truth: Truth = new Map()
    const log: string[] = []
    for (let round = 0; round < 12; round++) {
      for (let i = random.below(20); i > 0; i--) log.push(change(index, truth, random))
      if (random.oneIn(2)) log.push(await inSlices(index, truth, random, round))
      if (random.oneIn(6)) index = Index.from<Article>(index.toBytes())
      agree(index, truth, `seed ${seed}, ${log.slice(-6).join(', ')}`)
    }
  })
}

test('both ways of adding and merging give the same bytes', async () => {
  const [atOnce, sliced] = [fresh(), fresh()]
  for (const part of [articles(500), articles(400, 500), articles(300, 900)]) {
    atOnce.addAll(part)
    atOnce.search('ice')
    await sliced.addAllAsync(part, { chunkMs: 0.2 })
  }
  for (const index of [atOnce, sliced]) for (let id = 0; id < 1200; id += 7) index.remove(id)
  const parts = [articles(5, 2000), articles(5, 3000)].map((some) => {
    const index = fresh()
    index.addAll(some)
    return index.toBytes()
  })
  assert.equal(mergeSegments(parts), mergeSegments(parts))
  atOnce.compact()
  await sliced.compactAsync({ chunkMs: 0 })
  assert.is(sliced.info().segmentCount, 1)
  assert.equal(sliced.toBytes(), atOnce.toBytes())
})

test('the event loop has a turn after every step: as many turns as documents, and many more for merging', async () => {
  const index = fresh()
  let turns = 0
  let counting = true
  const count = async () => {
    for (; counting; turns++) await turn()
  }
  const counted = count()
  let told = 0
  await index.addAllAsync(articles(200), { chunkMs: 0, onProgress: () => told++ })
  assert.ok(turns >= 200, `${turns} turns`)
  assert.ok(told >= 200, `${told} calls of onProgress`)
  index.search('ice')
  index.addAll(articles(2000, 1000))
  index.search('ice')
  turns = 0
  const seen: CompactProgress[] = []
  await index.compactAsync({ chunkMs: 0, onProgress: (progress) => seen.push(progress) })
  counting = false
  await counted
  assert.ok(turns >= 20, `${turns} turns`)
  assert.ok(seen.length >= 20, `${seen.length} calls of onProgress`)
  for (const [i, { done, total }] of seen.entries()) {
    assert.ok(done <= total && (i === 0 || done >= seen[i - 1].done), `${done} of ${total}`)
  }
  const last = seen[seen.length - 1]
  assert.is(last.done, last.total)
})

test('work between two pauses does not grow with the index: steps of few bytes, twice as many for twice the documents', async () => {
  const stepsOf = async (count: number) => {
    const index = fresh()
    for (let from = 0; from < count; from += count / 2) {
      index.addAll(articles(count / 2, from))
      index.info()
    }
    let steps = 0
    let total = 0
    await index.compactAsync({
      chunkMs: 0,
      onProgress: (progress) => {
        steps++
        total = progress.total
      },
    })
    return { steps, total }
  }
  const [small, large] = [await stepsOf(4000), await stepsOf(8000)]
  assert.ok(large.total > 1.8 * small.total)
  assert.ok(large.steps > 1.5 * small.steps, `${small.steps} and ${large.steps} steps`)
  assert.ok(large.total / large.steps < 16 * 1024, `${large.steps} steps for ${large.total} bytes`)
  let told = 0
  const index = fresh()
  await index.addAllAsync(articles(8000), {
    chunkMs: 0,
    onProgress: ({ phase }) => {
      if (phase === 'sealing') told++
    },
  })
  assert.ok(told > 8000 / 256, `${told} steps of sealing`)
})

test('a slice of time is filled: fewer turns than documents where there is time', async () => {
  let told = 0
  await fresh().addAllAsync(articles(2000), { chunkMs: 10_000, onProgress: () => told++ })
  assert.is(told, 1)
})

test('progress counts documents, then seals', async () => {
  const seen: AddProgress[] = []
  await fresh().addAllAsync(articles(50), { chunkMs: 0, onProgress: (progress) => seen.push(progress) })
  assert.is(seen[0].documents, 1)
  assert.equal(seen[seen.length - 1], { documents: 50, phase: 'sealing' })
  const phases = seen.map(({ phase }) => phase)
  assert.is(phases.lastIndexOf('adding') < phases.indexOf('sealing'), true)
})

test('a search between slices finds what was added so far', async () => {
  const index = fresh()
  const found: number[] = []
  const source = async function* () {
    for (const article of articles(40)) {
      found.push(index.search('', { limit: 0 }).count)
      await turn()
      yield article
    }
  }
  await index.addAllAsync(source(), { chunkMs: 0 })
  assert.equal(found, [...found.keys()])
  assert.is(index.count, 40)
})

test('two calls at once: both orders kept, nothing lost', async () => {
  const index = fresh()
  const [first, second] = [articles(300), articles(300, 1000)]
  await Promise.all([
    index.addAllAsync(first, { chunkMs: 0 }),
    index.addAllAsync(asyncOf(second), { chunkMs: 0 }),
    index.compactAsync({ chunkMs: 0 }),
  ])
  const ids = [...index.documents()].map(({ id }) => Number(id))
  assert.equal(
    ids.filter((id) => id < 1000),
    first.map(({ id }) => id),
  )
  assert.equal(
    ids.filter((id) => id >= 1000),
    second.map(({ id }) => id),
  )
})

test('removed while a merge goes on: gone from what is merged, and its space with the next', async () => {
  const index = fresh()
  for (let from = 0; from < 500; from += 100) {
    index.addAll(articles(100, from))
    index.info()
  }
  const gone = [3, 120, 121, 499]
  let steps = 0
  await index.compactAsync({
    chunkMs: 0,
    onProgress: () => {
      if (++steps === 5) for (const id of gone) index.remove(id)
      if (steps === 6) index.replace({ id: 200, headline: 'unheard', body: 'of' })
      if (steps === 7) index.add({ id: 'new', headline: 'unheard', body: 'too' })
    },
  })
  assert.ok(steps > 7)
  for (const id of gone) assert.is(index.has(id), false)
  assert.is(index.count, 500 - gone.length + 1)
  assert.equal(
    index.search('unheard').hits.map(({ id }) => id),
    [200, 'new'],
  )
  assert.is(index.info().deletedCount, gone.length + 1)
  index.compact()
  assert.is(index.info().deletedCount, 0)
  assert.is(index.info().segmentCount, 1)
})

test('emptied while a merge goes on: nothing of it comes back', async () => {
  for (const empty of [(index: Index<Article>) => index.clear(), (index: Index<Article>) => index.compact()]) {
    const index = fresh()
    index.addAll(articles(100))
    index.info()
    index.addAll(articles(100, 500))
    index.info()
    let steps = 0
    let left = 0
    await index.compactAsync({
      chunkMs: 0,
      onProgress: () => {
        if (++steps !== 3) return
        empty(index)
        left = index.count
      },
    })
    assert.is(index.count, left)
    assert.is([...index.documents()].length, left)
  }
})

const aborts: readonly [name: string, at: number][] = [
  ['before it began', 0],
  ['after some documents', 10],
  ['after the last document', 81],
]
for (const [name, at] of aborts) {
  test(`addAllAsync stopped ${name}: rejects with the reason, what was added stays`, async () => {
    const index = fresh()
    const stop = new AbortController()
    const reason = { any: 'value' }
    if (at === 0) stop.abort(reason)
    let asked = 0
    let closed = false
    const source = {
      *[Symbol.iterator]() {
        try {
          for (const article of articles(80)) {
            asked++
            yield article
          }
        } finally {
          closed = true
        }
      },
    }
    let steps = 0
    const onProgress = () => {
      if (++steps === at) stop.abort(reason)
    }
    let rejected: unknown
    await index.addAllAsync(source, { chunkMs: 0, signal: stop.signal, onProgress }).catch((error: unknown) => {
      rejected = error
    })
    assert.is(rejected, reason)
    assert.is(index.count, Math.min(80, at))
    assert.is(asked, Math.min(80, at))
    assert.is(closed, at > 0)
    assert.equal([...index.documents()], articles(80).slice(0, at))
    await index.addAllAsync(articles(3, 700))
    assert.is(index.count, Math.min(80, at) + 3)
  })
}

test('compactAsync stopped: everything as it was', async () => {
  const made = () => {
    const index = fresh()
    index.addAll(articles(300))
    index.info()
    index.addAll(articles(300, 500))
    index.remove(7)
    index.info()
    return index
  }
  let steps = 0
  await made().compactAsync({ chunkMs: 0, onProgress: () => steps++ })
  for (let at = 1; at < steps; at += Math.ceil(steps / 8)) {
    const index = made()
    const before = [index.info(), index.search('harbour strike'), [...index.documents()]]
    const stop = new AbortController()
    let step = 0
    let rejected: unknown
    const onProgress = () => {
      if (++step === at) stop.abort('enough')
    }
    await index.compactAsync({ chunkMs: 0, signal: stop.signal, onProgress }).catch((error: unknown) => {
      rejected = error
    })
    assert.is(rejected, 'enough')
    assert.equal([index.info(), index.search('harbour strike'), [...index.documents()]], before)
    assert.equal(index.toBytes(), made().toBytes())
  }
})

test('a codec that fails in a merge or a sealing: typed or its own error, nothing lost, and it works again', async () => {
  let isBroken = false
  const deflate = {
    ...portableDeflate,
    deflate: (bytes: Uint8Array) => {
      if (isBroken) throw new TypeError('mine')
      return portableDeflate.deflate(bytes)
    },
  }
  const index = new Index<Article>({ fields, storeFields, deflate })
  for (let i = 0; i < 5; i++) {
    index.addAll(articles(70, 100 * i))
    index.info()
  }
  isBroken = true
  const before = index.info()
  for (const call of [() => index.compactAsync({ chunkMs: 0 }), async () => index.compact(), async () => index.toBytes()]) {
    let rejected: unknown
    await call().catch((error: unknown) => {
      rejected = error
    })
    assert.match(String(rejected), /mine/)
    assert.equal(index.info(), before)
  }
  let rejected: unknown
  await index.addAllAsync(articles(70, 900)).catch((error: unknown) => {
    rejected = error
  })
  assert.match(String(rejected), /mine/)
  assert.throws(() => index.info(), /mine/)
  index.add({ id: 'later', headline: 'ice', body: 'ice' })
  isBroken = false
  assert.is(index.count, 421)
  assert.is(index.search('', { limit: 0 }).count, 421)
  assert.is([...index.documents()].length, 421)
})

test('a document that is refused: those before it stay, and the error tells which it was', async () => {
  const index = fresh()
  const bad = { id: 3, headline: {} } as unknown as Article
  let rejected: unknown
  await index.addAllAsync([...articles(3), bad, ...articles(3, 10)]).catch((error: unknown) => {
    rejected = error
  })
  assert.instance(rejected, RostrumError)
  const { code, details } = rejected as RostrumError
  assert.equal([code, details.index, details.field], ['E_DOC_INVALID', 3, 'headline'])
  assert.is(index.count, 3)
})

const refused: readonly [name: string, call: (index: Index<Article>) => Promise<void>, message: RegExp][] = [
  ['no documents', (index) => index.addAllAsync(undefined as unknown as Article[]), /E_DOC_INVALID/],
  ['one document', (index) => index.addAllAsync({ id: 1 } as unknown as Article[]), /E_DOC_INVALID/],
  ['null as options', (index) => index.addAllAsync([], null as unknown as object), /E_CONFIG/],
  ['a misspelt option', (index) => index.addAllAsync([], { onprogress() {} } as object), /E_CONFIG.*Did you mean "onProgress"/],
  ['onProgress that is no function', (index) => index.compactAsync({ onProgress: 5 as unknown as () => void }), /E_CONFIG/],
  ['a signal that is none', (index) => index.compactAsync({ signal: {} as AbortSignal }), /E_CONFIG/],
  ['chunkMs below 0', (index) => index.compactAsync({ chunkMs: -1 }), /E_CONFIG/],
  ['chunkMs that is no number', (index) => index.compactAsync({ chunkMs: Number.NaN }), /E_CONFIG/],
  ['onProgress that throws', (index) => index.addAllAsync(articles(3), { onProgress: () => assert.unreachable('mine') }), /mine/],
  [
    'a source that throws',
    (index) =>
      index.addAllAsync(
        (function* (): Generator<Article> {
          yield* articles(2)
          throw new Error('mine')
        })(),
      ),
    /mine/,
  ],
]
for (const [name, call, message] of refused) {
  test(`refused: ${name}`, async () => {
    const index = fresh()
    let rejected: unknown
    await call(index).catch((error: unknown) => {
      rejected = error
    })
    assert.match(rejected instanceof RostrumError ? `${rejected.code} ${rejected.message}` : String(rejected), message)
    index.add({ id: 'after', headline: 'ice', body: '' })
    assert.ok(index.search('ice').hits.some(({ id }) => id === 'after'))
  })
}

test('one by one with a search after each: few segments, and info right at every moment', () => {
  const index = fresh()
  const all = articles(3000)
  let most = 0
  for (const [i, article] of all.entries()) {
    index.add(article)
    if (i % 5 === 4) index.remove(i - 4)
    const live = i + 1 - Math.floor((i + 1) / 5)
    assert.is(index.count, live)
    const info = index.info()
    assert.is(info.documentCount, live)
    assert.ok(info.deletedCount <= 0.31 * (live + info.deletedCount) + 1, `${info.deletedCount} deleted beside ${live}`)
    most = Math.max(most, info.segmentCount)
  }
  const tiers = Math.ceil(Math.log(all.length) / Math.log(mergeFactor)) + 1
  assert.ok(most <= mergeFactor * tiers, `${most} segments`)
  assert.ok(most > mergeFactor, `${most} segments`)
})

test('a headline asked for within a filter that finds nothing, of documents just added', () => {
  const index = new Index({ fields: { headline: { boost: 3 }, published: { type: 'date' } } })
  index.add({ id: 1, headline: 'Ice road', published: '2024-03-08' })
  for (const filter of ['published:[2025 TO 2020]', '-headline:*']) {
    assert.is(index.search('ice road', { filter }).count, 0)
  }
  assert.is(index.search('ice road').count, 1)
})

test('the space of removed documents comes back', () => {
  const index = fresh()
  index.addAll(articles(1000))
  const { byteLength } = index.info()
  for (let id = 0; id < 200; id++) index.remove(id)
  assert.equal([index.info().deletedCount, index.info().byteLength], [200, byteLength], 'few are left in place')
  for (let id = 200; id < 500; id++) index.remove(id)
  assert.is(index.info().deletedCount, 0)
  assert.ok(index.info().byteLength < 0.65 * byteLength, `${index.info().byteLength} of ${byteLength}`)
  for (let id = 500; id < 600; id++) index.remove(id)
  assert.is(index.info().deletedCount, 100)
  index.compact()
  assert.is(index.info().deletedCount, 0)
  const anew = fresh()
  anew.addAll(articles(1000).slice(600))
  assert.equal(index.toBytes(), anew.toBytes(), 'merging gives what building anew would')
  for (let id = 600; id < 1000; id++) index.remove(id)
  assert.equal([index.info().segmentCount, index.info().byteLength, index.count], [0, 0, 0])
})

const glimpsed: readonly [query: string, options: SearchOptions][] = [
  ['harbour', {}],
  ['harbour strike', { highlight: ['body'] }],
  ['harbour strike', { combineWith: 'and', limit: 100 }],
  ['"climate minister"', { highlight: ['headline', 'body'] }],
  ['headline:ice -body:vote', { boost: { headline: 7 } }],
  ['tags:wire', {}],
  ['caf\u00e9 \u0141\u00f3d\u017a \ud83d\ude80', {}],
  ['nowhere', {}],
  ['ice road', { filter: 'tags:post' }],
  ['ice', { filter: 'size:[2 TO 5]' }],
  ['', { limit: 5 }],
]
for (const count of [1, 5, 63, 64, 200, 511, 513, 700]) {
  test(`${count} documents that are not sealed are searched as if they were`, () => {
    const [tail, sealed] = [0, 1].map(() => {
      const index = fresh()
      index.addAll(articles(300, 5000))
      index.compact()
      index.remove(5003)
      index.addAll(articles(count))
      index.add({ id: 'last', headline: 'Caf\u00e9 \u0141\u00f3d\u017a \ud83d\ude80', body: 'harbour '.repeat(300) })
      if (count > 30) index.remove(7)
      return index
    })
    for (const [query, options] of glimpsed) {
      // each on its own: a search for what is in columns, and info, look at everything
      tail.replace({ id: 'last', headline: 'Caf\u00e9 \u0141\u00f3d\u017a \ud83d\ude80', body: 'harbour '.repeat(300) })
      sealed.replace({ id: 'last', headline: 'Caf\u00e9 \u0141\u00f3d\u017a \ud83d\ude80', body: 'harbour '.repeat(300) })
      sealed.info()
      const [got, expected] = [tail.search(query, options), sealed.search(query, options)]
      assert.equal(got, expected, query)
      assert.ok(query === 'nowhere' || got.count > 0 || count < 30, `${query} finds nothing`)
    }
  })
}

test('what has no score is put in order by date, documents that are not sealed among it, though a headline might be what was typed', () => {
  const index = new Index({ fields: { headline: { boost: 3 }, published: { type: 'date' } } })
  index.addAll(Array.from({ length: 200 }, (_, id) => ({ id, headline: 'ice road', published: '2024-01-01' })))
  index.compact()
  index.add({ id: 'last', headline: 'ice', published: '2024-01-02' })
  assert.is(index.search('ice', { filter: { kind: 'bool', should: [] } }).count, 0)
  index.add({ id: 'very last', headline: 'road', published: '2024-01-03' })
  assert.equal(
    index.search('ice^0', { limit: 2 }).hits.map(({ id }) => id),
    ['last', 0],
  )
})

test('documents() is of the moment of its call', () => {
  const index = fresh()
  const all = articles(100)
  index.addAll(all)
  const iterator = index.documents()
  index.remove(5)
  index.add({ id: 'late', headline: 'late', body: '' })
  index.update(6, { headline: 'changed' })
  const first = iterator.next().value as Article
  index.clear()
  assert.equal([first, ...iterator], all)
  assert.equal([...index.documents()], [])
})

test('documents() without stored fields gives ids, under the name of the id', () => {
  const index = new Index<{ url: string; text: string }>({ fields: { text: {} }, idField: 'url' })
  index.addAll(['a', 'b', 'c'].map((url) => ({ url, text: url })))
  index.remove('b')
  assert.equal([...index.documents()], [{ url: 'a' }, { url: 'c' }])
})

interface Story {
  id: number
  headline?: string | null
  body?: string
  author?: { name: string; city?: string }
  published?: Date
  note?: unknown
}

const updates: readonly [name: string, storeFields: (keyof Story | 'author.name')[], partial: Partial<Story>, expected: object | RegExp][] =
  [
    [
      'a stored field',
      ['headline', 'body', 'author', 'published'],
      { headline: 'new' },
      { headline: 'new', body: 'old body', author: { name: 'Ann', city: 'Oslo' }, published: new Date(5) },
    ],
    [
      'a field that is not stored, given',
      ['headline', 'author', 'published'],
      { body: 'new body' },
      { headline: 'old', author: { name: 'Ann', city: 'Oslo' }, published: new Date(5) },
    ],
    [
      'an object, whole',
      ['headline', 'body', 'author', 'published'],
      { author: { name: 'Bob' } },
      { headline: 'old', body: 'old body', author: { name: 'Bob' }, published: new Date(5) },
    ],
    [
      'an object of which a part is stored',
      ['headline', 'body', 'author.name', 'published'],
      { author: { name: 'Bob' } },
      { headline: 'old', body: 'old body', 'author.name': 'Bob', published: new Date(5) },
    ],
    [
      'undefined takes a field away',
      ['headline', 'body', 'author', 'published'],
      { headline: undefined, published: undefined },
      { body: 'old body', author: { name: 'Ann', city: 'Oslo' } },
    ],
    [
      'null as well',
      ['headline', 'body', 'author', 'published'],
      { headline: null },
      { body: 'old body', author: { name: 'Ann', city: 'Oslo' }, published: new Date(5) },
    ],
    [
      'its own id',
      ['headline', 'body', 'author', 'published'],
      { id: 1 },
      { headline: 'old', body: 'old body', author: { name: 'Ann', city: 'Oslo' }, published: new Date(5) },
    ],
    ['another id', ['headline', 'body', 'author', 'published'], { id: 2 }, /E_DOC_INVALID.*remove the document/],
    [
      'an indexed field that is not stored',
      ['headline', 'author', 'published'],
      { headline: 'new' },
      /E_CONFIG.*"body".*storeFields.*replace/,
    ],
    [
      'a part of what is stored whole',
      ['headline', 'body', 'author', 'published'],
      { 'author.name': 'Bob' } as Partial<Story>,
      /E_CONFIG.*"author" whole/,
    ],
    ['a bad value', ['headline', 'body', 'author', 'published'], { body: {} as string }, /E_DOC_INVALID.*"body"/],
    ['no object', ['headline', 'body', 'author', 'published'], 'headline' as Partial<Story>, /E_DOC_INVALID/],
  ]

for (const [name, stored, partial, expected] of updates) {
  test(`update: ${name}`, () => {
    const index = new Index<Story>({
      fields: { headline: {}, body: {}, 'author.name': {}, published: { type: 'date' } },
      storeFields: stored,
    })
    index.add({ id: 1, headline: 'old', body: 'old body', author: { name: 'Ann', city: 'Oslo' }, published: new Date(5) })
    index.add({ id: 3, headline: 'other' })
    const before = index.get(1)
    if (expected instanceof RegExp) {
      let thrown: unknown
      try {
        index.update(1, partial)
      } catch (error) {
        thrown = error
      }
      assert.instance(thrown, RostrumError)
      assert.match(`${(thrown as RostrumError).code} ${(thrown as RostrumError).message}`, expected)
      assert.equal(index.get(1), before)
      return
    }
    index.update(1, partial)
    assert.equal(index.get(1), expected)
    assert.equal(
      [...index.documents()].map(({ id }) => id),
      [3, 1],
    )
    const has = (query: string) => index.search(query).hits.some(({ id }) => id === 1)
    assert.is(has('headline:old'), partial.headline === undefined && !('headline' in partial))
    assert.is(has('headline:new'), partial.headline === 'new')
    assert.is(has('body:old'), partial.body === undefined)
    assert.is(has('author.name:bob'), partial.author !== undefined)
    assert.is(has('author.name:ann'), partial.author === undefined)
  })
}

interface Debate {
  id: number
  headline?: string
  turns?: { speaker?: string; text?: string; at?: Date; note?: string }[] | null
}
const given: Debate = {
  id: 1,
  headline: 'old',
  turns: [{ speaker: 'Lee', text: 'first word', at: new Date(7) }, { text: 'second' }, {}],
}
const parts = ['turns.speaker', 'turns.text', 'turns.at', 'turns.note'] as const
const debates = (storeFields: string[]) =>
  new Index<Record<string, unknown>>({
    fields: { headline: {}, 'turns.speaker': { type: 'keyword' }, 'turns.text': {}, 'turns.at': { type: 'date' } },
    nested: ['turns'],
    storeFields,
  })
const nestedUpdates: readonly [name: string, storeFields: string[], partial: object, turns: object[] | RegExp][] = [
  ['items stored by their fields', ['headline', ...parts], { headline: 'new' }, given.turns as object[]],
  ['items stored whole', ['headline', 'turns'], { headline: 'new' }, given.turns as object[]],
  ['items given', ['headline', ...parts], { headline: 'new', turns: [{ text: 'third' }] }, [{ text: 'third' }]],
  ['items not stored, given', ['headline'], { headline: 'new', turns: [{ text: 'third' }] }, [{ text: 'third' }]],
  ['items taken away', ['headline', ...parts], { headline: 'new', turns: null }, []],
  [
    'items of which a field is not stored',
    ['headline', 'turns.speaker', 'turns.at'],
    { headline: 'new' },
    /E_CONFIG.*"turns.text".*storeFields/,
  ],
  ['a field of the items', ['headline', ...parts], { headline: 'new', 'turns.text': 'x' }, /E_CONFIG.*"turns" whole/],
]
for (const [name, stored, partial, turns] of nestedUpdates) {
  for (const state of ['not sealed', 'opened', 'among others'] as const) {
    test(`update, nested: ${name}, ${state}`, () => {
      let index = debates(stored)
      if (state === 'among others') index.add({ id: 0, turns: [{ text: 'before' }] })
      index.add({ ...given })
      if (state === 'among others') index.add({ id: 2, turns: [{ text: 'behind' }] })
      if (state === 'opened') index = Index.from(index.toBytes())
      const ofItems = () => index.search('turns.text:*', { target: 'turns', limit: 20 }).hits.filter(({ id }) => id === 1).length
      if (turns instanceof RegExp) {
        let thrown: unknown
        try {
          index.update(1, partial)
        } catch (error) {
          thrown = error
        }
        assert.match(`${(thrown as RostrumError)?.code} ${(thrown as RostrumError)?.message}`, turns)
        assert.is(ofItems(), 2)
        return
      }
      index.update(1, partial)
      const fresh = debates(stored)
      if (state === 'among others') {
        fresh.add({ id: 0, turns: [{ text: 'before' }] })
        fresh.add({ id: 2, turns: [{ text: 'behind' }] })
      }
      fresh.add({ id: 1, headline: 'new', turns })
      assert.is(ofItems(), turns.filter((turn) => 'text' in turn).length)
      assert.equal(index.toBytes(), fresh.toBytes())
    })
  }
}

test('update: of a document that is not there', () => {
  throws(() => fresh().update(1, { headline: 'x' }), 'E_ID_UNKNOWN')
  throws(() => fresh().update(undefined as unknown as number, { headline: 'x' }), 'E_ID_MISSING')
})

test.run()
