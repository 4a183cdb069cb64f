// Without a network: what was kept answers as before, by address and file id; what is not there is an error, and no answer mixes two files.
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { isRostrumError } from '../../src/errors.js'
import { openIndex } from '../../src/reader/open.js'
import { type BlockStore, openRemote, type RemoteIndex, type RemoteOptions } from '../../src/remote/index.js'
import { fetchWhole, openBytes } from '../../src/remote/whole.js'
import { packSegments } from '../../src/segment/container.js'
import { randomOf, seed } from '../random.js'
import { indexOf, queryFrom } from './content.js'
import { dropped, quick, status } from './fault-table.js'
import { answer, serve } from './server.js'

const bytes = indexOf(1500, 4)
const other = indexOf(1500, 8)
const local = openIndex(bytes)
const expected = local.search('tax0 port1')
const expectedOther = openIndex(other).search('tax0 port1')
const isOne = (got: unknown) => [expected, expectedOther].some((one) => JSON.stringify(one) === JSON.stringify(got))

const server = await serve(bytes)
test.before.each(() => {
  server.reset()
  server.bytes = bytes
})
test.after(() => server.close())

/** What comes of a promise: its value, or the code of its error. */
async function codeOr<T>(asked: Promise<T>): Promise<T | string> {
  return asked.catch((error) => {
    assert.ok(isRostrumError(error), String(error))
    assert.ok(error.cure.length > 10)
    return error.code
  })
}

/** What comes of opening and asking. */
async function outcome(options: RemoteOptions = {}): Promise<unknown> {
  return codeOr(openRemote(server.url, { ...quick, ...options }).then((remote) => remote.search('tax0 port1')))
}

/** The same of a file that is loaded whole. */
async function wholeOutcome(store: BlockStore | undefined): Promise<unknown> {
  return codeOr(fetchWhole(server.url, { retryDelays: [] }, store).then(async (own) => (await openBytes(own)).search('tax0 port1')))
}

/** Until nothing is being kept any more: it is nobody's to wait for. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 20))

/** A store in memory that may refuse, be slow, and forgets what is stale. */
function memoryStore(): BlockStore & { kept: Map<string, Uint8Array>; isBroken: boolean; slow: (() => Promise<void>) | undefined } {
  const store = {
    kept: new Map<string, Uint8Array>(),
    isBroken: false,
    slow: undefined as (() => Promise<void>) | undefined,
    async get(key: string) {
      await store.slow?.()
      if (store.isBroken) throw new Error('blocked')
      return store.kept.get(key)
    },
    async put(key: string, own: Uint8Array) {
      await store.slow?.()
      if (store.isBroken) throw new Error('QuotaExceededError')
      store.kept.set(key, own)
    },
    async prune(prefix: string, isStale: (rest: string) => boolean) {
      await store.slow?.()
      for (const key of store.kept.keys()) if (key.startsWith(prefix) && isStale(key.slice(prefix.length))) store.kept.delete(key)
    },
  }
  return store
}

test('offline: what was asked before is answered from the store, anything else is an error', async () => {
  const store = memoryStore()
  assert.equal(await outcome({ offline: store }), expected)
  server.fault = dropped
  assert.equal(await outcome({ offline: store }), expected)
  assert.is(await outcome({ offline: memoryStore() }), 'E_NETWORK')
  const remote = await openRemote(server.url, { ...quick, offline: store, retryDelays: [] })
  const rare = await remote.search('storm77 court88 vote99').catch((error) => error.code)
  assert.ok(rare === 'E_NETWORK' || JSON.stringify(rare) === JSON.stringify(local.search('storm77 court88 vote99')))
})

test('a store that forgets, refuses or lies changes no answer', async () => {
  const store = memoryStore()
  await outcome({ offline: store })
  const random = randomOf(seed)
  for (const key of store.kept.keys()) {
    const way = random.below(3)
    if (way === 0) store.kept.delete(key)
    else if (way === 1 && !key.includes('head')) store.kept.set(key, new Uint8Array(16384))
  }
  assert.equal(await outcome({ offline: store }), expected)
  store.isBroken = true
  assert.equal(await outcome({ offline: store }), expected)
})

test('the store spares the network', async () => {
  const store = memoryStore()
  await outcome({ offline: store })
  server.reset()
  await outcome({ offline: store })
  assert.is(server.log.length, 1)
})

/** Whole and by ranges, a segment and several. */
const files: [name: string, bytes: Uint8Array, count: number][] = [
  ['a segment', bytes, 1],
  ['several segments', packSegments([bytes, indexOf(40, 3), indexOf(40, 7)].map((own) => ({ bytes: own, deleted: undefined }))), 3],
]
for (const [name, own, count] of files) {
  test(`${name}: kept by address and file id, and opened again without a network`, async () => {
    const store = memoryStore()
    server.bytes = own
    const whole = await wholeOutcome(store)
    const ranges = await outcome({ offline: store, headBytes: 4096 })
    assert.equal(ranges, whole)
    await settle()
    const keys = [...store.kept.keys()].map((key) => key.slice(server.url.length))
    for (const key of keys) assert.match(key, /^\?rostrum=(latest|[0-9a-f]{32}-(\d+|whole|head-\d+-\d+))$/)
    const idsOf = (kind: RegExp) => new Set(keys.filter((key) => kind.test(key)).map((key) => key.slice(9, 41)))
    const [head] = idsOf(/-head/)
    assert.equal([...idsOf(/-whole/)], [head])
    assert.is(idsOf(/-head/).size, 1)
    assert.ok(idsOf(/=[0-9a-f]{32}-\d+$/).size <= count)
    assert.is(Buffer.from(store.kept.get(`${server.url}?rostrum=latest`) ?? []).toString(), head)
    server.fault = dropped
    assert.equal(await wholeOutcome(store), whole)
    assert.equal(await outcome({ offline: store, headBytes: 4096, retryDelays: [] }), whole)
    assert.is(await outcome({ offline: store, headBytes: 8192, retryDelays: [] }), 'E_NETWORK', 'of which nothing was kept')
    assert.is(await wholeOutcome(undefined), 'E_NETWORK')
  })
}

test('a file that takes the place of another drives it out, however either is read', async () => {
  const open = [(store: BlockStore) => outcome({ offline: store }), (store: BlockStore) => wholeOutcome(store)]
  for (const first of open) {
    for (const second of open) {
      const store = memoryStore()
      // as earlier releases called them
      store.kept.set(`${server.url}?rostrum=head-0-65536`, bytes)
      store.kept.set(`${server.url}?rostrum=whole`, bytes)
      store.kept.set(`${server.url}2?rostrum=whole`, bytes)
      server.bytes = bytes
      assert.equal(await first(store), expected)
      await settle()
      const before = [...store.kept.keys()]
      server.bytes = other
      assert.equal(await second(store), expectedOther)
      await settle()
      const left = [...store.kept.keys()].filter((key) => before.includes(key))
      assert.equal(left.sort(), [`${server.url}2?rostrum=whole`, `${server.url}?rostrum=latest`].sort())
      server.fault = dropped
      assert.equal(await second(store), expectedOther)
      server.fault = undefined
    }
  }
})

test('what the server says of the file counts for more than what is kept; where it says nothing, that is kept', async () => {
  const store = memoryStore()
  await outcome({ offline: store, headBytes: 4096 })
  await wholeOutcome(store)
  await settle()
  for (const [code, kept] of [
    [404, false],
    [403, false],
    [410, false],
    [416, false],
    [500, true],
    [503, true],
  ] as const) {
    server.fault = status(code)
    const fault = code === 416 ? 'E_SOURCE_CHANGED' : 'E_NETWORK'
    assert.equal(await outcome({ offline: store, headBytes: 4096, retryDelays: [] }), kept ? expected : fault, String(code))
    assert.equal(await wholeOutcome(store), kept ? expected : fault, String(code))
  }
})

test('a network that goes while a file is opened leaves what is kept of one file', async () => {
  const store = memoryStore()
  const headBytes = 512
  assert.equal(await outcome({ offline: store, headBytes }), expected)
  await settle()
  const { length } = server.log
  assert.ok(length > 2, 'the head comes in two parts')
  server.bytes = other
  for (let after = 0; after < 6; after++) {
    server.reset()
    server.fault = (asked) => (asked.number >= after ? dropped(asked) : undefined)
    const got = await outcome({ offline: store, headBytes, retryDelays: [] })
    assert.ok(got === 'E_NETWORK' || isOne(got), `${after}: ${JSON.stringify(got).slice(0, 200)}`)
    if (after < 2) assert.equal(got, expected)
  }
})

test('what is kept of a head or a file, and is damaged, is nothing', async () => {
  for (const part of ['latest', 'head', 'whole']) {
    const store = memoryStore()
    await outcome({ offline: store, headBytes: 4096 })
    await wholeOutcome(store)
    await settle()
    for (const [key, own] of store.kept) if (key.includes(part)) store.kept.set(key, own.slice().fill(0, 0, own.length >> 1))
    server.fault = dropped
    if (part !== 'whole') assert.is(await outcome({ offline: store, headBytes: 4096, retryDelays: [] }), 'E_NETWORK')
    if (part !== 'head') assert.is(await wholeOutcome(store), 'E_NETWORK')
    server.fault = undefined
  }
})

test('two readers write one store at once, of files that take turns: every answer is of one file, and so is what is kept', async () => {
  const random = randomOf(seed)
  for (let round = 0; round < 12; round++) {
    const store = memoryStore()
    store.slow = () => new Promise((resolve) => setTimeout(resolve, random.below(4)))
    server.fault = (asked) => {
      setTimeout(() => answer({ ...asked, bytes: server.bytes }), random.below(4))
      return true
    }
    const reader = async () => {
      for (let i = 0; i < 3; i++) {
        const got = await outcome({ offline: store, headBytes: random.pick([4096, 65536]) })
        assert.ok(isOne(got) || ['E_SOURCE_CHANGED', 'E_CORRUPT'].includes(String(got)), JSON.stringify(got).slice(0, 200))
        const whole = await wholeOutcome(store)
        assert.ok(isOne(whole), JSON.stringify(whole).slice(0, 200))
      }
    }
    const turns = async () => {
      for (let i = 0; i < 6; i++) {
        await new Promise((resolve) => setTimeout(resolve, random.below(40)))
        server.bytes = server.bytes === bytes ? other : bytes
      }
    }
    await Promise.all([reader(), reader(), turns()])
    await settle()
    store.slow = undefined
    server.fault = dropped
    for (const headBytes of [4096, 65536]) {
      const got = await outcome({ offline: store, headBytes, retryDelays: [] })
      assert.ok(isOne(got) || got === 'E_NETWORK', JSON.stringify(got).slice(0, 200))
    }
    const whole = await wholeOutcome(store)
    assert.ok(isOne(whole) || whole === 'E_NETWORK')
  }
})

test('parts that are gone are asked for, and without a network an error: never fewer hits', async () => {
  const random = randomOf(seed)
  const queries = Array.from({ length: 12 }, () => queryFrom(random))
  const ask = (remote: RemoteIndex, query: (typeof queries)[number]) => codeOr(remote.search(query))
  for (let round = 0; round < 6; round++) {
    const store = memoryStore()
    const remote = await openRemote(server.url, { ...quick, offline: store, headBytes: 4096 })
    for (const query of queries) await ask(remote, query)
    await settle()
    for (const key of [...store.kept.keys()]) if (!/head|latest/.test(key) && random.oneIn(3)) store.kept.delete(key)
    server.fault = dropped
    const again = await openRemote(server.url, { ...quick, offline: store, headBytes: 4096, retryDelays: [] })
    let errors = 0
    for (const query of queries) {
      const got = await ask(again, query)
      if (got === 'E_NETWORK') errors++
      else assert.equal(got, local.search(query), JSON.stringify(query))
    }
    assert.ok(errors > 0)
    server.fault = undefined
    for (const query of queries) assert.equal(await ask(again, query), local.search(query))
  }
})

test.run()
