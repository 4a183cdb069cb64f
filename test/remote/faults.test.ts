// What servers, caches and networks do wrong: each fault is a typed error or is mended, and never a wrong or partial answer.
import { gzipSync } from 'node:zlib'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { standard } from '../../src/analysis/standard.js'
import { isRostrumError } from '../../src/errors.js'
import { Index } from '../../src/index/index.js'
import { openIndex } from '../../src/reader/open.js'
import { openRemote, type RemoteIndex, type RemoteOptions } from '../../src/remote/index.js'
import { fetchWhole, openBytes } from '../../src/remote/whole.js'
import { randomOf, seed } from '../random.js'
import { documentsOf, indexOf, queryFrom, schema } from './content.js'
import { bomb, endless, faults, type Outcome, page, quick, silent, status, wholeFaults } from './fault-table.js'
import { type Asked, answer, type FaultServer, serve, slowly } from './server.js'

const bytes = indexOf(1500, 4)
const other = indexOf(1500, 8)
const local = openIndex(bytes)
const expected = local.search('tax0 port1')
const expectedOther = openIndex(other).search('tax0 port1')

const server = await serve(bytes)
test.before.each(() => {
  server.reset()
  server.bytes = bytes
})
test.after(() => server.close())

/** What comes of opening and asking: the results, or the code of the error. */
async function outcome(options: RemoteOptions = {}, url = server.url): Promise<unknown> {
  try {
    const remote = await openRemote(url, { ...quick, ...options })
    return await remote.search('tax0 port1')
  } catch (error) {
    assert.ok(isRostrumError(error), String(error))
    assert.ok(error.cure.length > 10)
    return error.code
  }
}

const meant = (outcome: Outcome) => (outcome === 'right' ? expected : outcome)
for (const [name, fault, first, after, options] of faults) {
  const [atOnce, later] = [meant(first), meant(after)]
  test(`${name}, from the first request on`, async () => {
    server.fault = fault
    assert.equal(await outcome(options), atOnce)
  })
  test(`${name}, after opening`, async () => {
    const remote = await openRemote(server.url, { ...quick, ...options, headBytes: 16384 })
    server.fault = fault
    const got = await remote.search('tax0 port1').catch((error) => error.code)
    assert.equal(got, later)
    // nothing of it is remembered
    server.fault = undefined
    assert.equal(await remote.search('tax0 port1'), expected)
  })
  test(`${name}, once`, async () => {
    const remote = await openRemote(server.url, { ...quick, ...options, headBytes: 16384 })
    const { length } = server.log
    server.fault = (asked) => (asked.number === length ? fault(asked) : undefined)
    const got = await remote.search('tax0 port1').catch((error) => error.code)
    if (JSON.stringify(got) === JSON.stringify(expected)) return
    assert.is(got, later)
    const isFinal = ['E_RANGE_UNSUPPORTED', 'E_TRUNCATED'].includes(String(later)) || fault === page || options?.retryDelays?.length === 0
    assert.ok(isFinal, `${got} was not mended`)
  })
}

for (const [name, fault, meantFor, options] of wholeFaults) {
  test(`whole: ${name}`, async () => {
    server.fault = fault
    const { headBytes: _, ...http } = { ...quick, ...options }
    const ask = async () => (await openBytes(await fetchWhole(server.url, http, undefined))).search('tax0 port1')
    const got = await ask().catch((error) => {
      assert.ok(isRostrumError(error), String(error))
      return error.code
    })
    assert.equal(got, meant(meantFor))
    server.fault = undefined
    if (http.maxWholeBytes === undefined) assert.equal(await ask(), expected)
  })
}

test('what unpacks to any length is given up at the length that the file has', async () => {
  for (const beginning of [(own: Uint8Array) => own, () => new Uint8Array(64)]) {
    let fed = 0
    server.fault = bomb(beginning, (more) => {
      fed += more
    })
    const before = process.memoryUsage().arrayBuffers
    await fetchWhole(server.url, {}, undefined).catch(() => {})
    assert.ok(process.memoryUsage().arrayBuffers - before < 2 * bytes.length + 2 ** 26)
    await new Promise((resolve) => setTimeout(resolve, 50))
    const then = fed
    await new Promise((resolve) => setTimeout(resolve, 100))
    assert.is(fed, then, 'nothing more is asked for')
    assert.ok(fed < 2 ** 28, String(fed))
  }
})

test('every status is typed', async () => {
  for (let code = 201; code < 600; code++) {
    if (code === 206 || code === 204 || code === 205) continue
    server.fault = status(code)
    const got = await outcome({ retryDelays: [] })
    assert.is(got, code === 416 ? 'E_SOURCE_CHANGED' : 'E_NETWORK', String(code))
  }
})

test('a missing file is said to be missing, and is not asked for again', async () => {
  server.fault = status(404)
  await openRemote(server.url, quick).then(
    () => assert.unreachable(),
    (error) => assert.match(error.message, /status 404\. Check the address/),
  )
  assert.is(server.log.length, 1)
})

test('an overloaded server is asked again', async () => {
  const refused = new Set<number>()
  server.fault = (asked) => {
    if (refused.has(asked.start)) return undefined
    refused.add(asked.start)
    return status(503)(asked)
  }
  assert.equal(await outcome(), expected)
  assert.ok(refused.size > 1)
})

test('how long a server wants us to wait is how long we wait, up to ten seconds', async () => {
  let [refusals, since] = [0, 0]
  server.fault = ({ response }) => {
    if (refusals++ > 0) return undefined
    since = Date.now()
    response.writeHead(429, { 'retry-after': '1' }).end()
    return true
  }
  assert.equal(await outcome(), expected)
  assert.ok(refusals > 1 && Date.now() - since >= 1000)
  server.fault = ({ response }) => {
    response.writeHead(503, { 'retry-after': '99999' }).end()
    return true
  }
  await openRemote(server.url, { ...quick, retryDelays: [] }).then(
    () => assert.unreachable(),
    (error) => assert.equal(error.details, { status: 503, retryable: true, wait: 10_000 }),
  )
})

test('an empty file, and something else, are no index', async () => {
  for (const content of [new Uint8Array(0), Buffer.from('PNG and so on'), gzipSync(bytes)]) {
    server.bytes = content
    assert.is(await outcome(), 'E_NOT_AN_INDEX')
  }
})

test('a body that is too large is given up early', async () => {
  let sent = 0
  server.fault = endless((bytes) => {
    sent += bytes
  })
  await outcome({ maxWholeBytes: 0 })
  await new Promise((resolve) => setTimeout(resolve, 50))
  assert.ok(sent < 8e6, String(sent))
})

test('a body cut anywhere is never taken for whole', async () => {
  for (let at = 0; at < 16384; at += 1024) {
    const remote = await openRemote(server.url, quick)
    const { length } = server.log
    server.fault = (asked) => {
      if (asked.number !== length) return undefined
      asked.response.writeHead(206, { 'content-range': `bytes ${asked.start}-${asked.end - 1}/${bytes.length}` })
      asked.response.write(bytes.subarray(asked.start, asked.start + at))
      setTimeout(() => asked.response.destroy(), 2)
      return true
    }
    assert.equal(await remote.search('tax0 port1'), expected)
    server.fault = undefined
  }
})

const replacements: [string, (asked: Asked) => Record<string, string>][] = [
  ['without a tag', () => ({})],
  ['with an ETag', ({ bytes }) => ({ etag: bytes === other ? '"2"' : '"1"' })],
  ['with a weak ETag that does not change', () => ({ etag: 'W/"1"' })],
]
for (const [name, headers] of replacements) {
  test(`a file replaced after any request, ${name}, gives the answer of one file`, async () => {
    for (let after = 1; after < 8; after++) {
      for (const content of [other, indexOf(900, 3)]) {
        server.reset()
        server.bytes = bytes
        server.fault = (asked) => {
          if (asked.number >= after) server.bytes = content
          return answer({ ...asked, bytes: server.bytes }, headers({ ...asked, bytes: server.bytes }))
        }
        const got = await outcome({ headBytes: 4096 })
        const right = [expected, content === other ? expectedOther : openIndex(content).search('tax0 port1')]
        assert.ok(
          right.some((one) => JSON.stringify(one) === JSON.stringify(got)),
          `after ${after}: ${JSON.stringify(got).slice(0, 200)}`,
        )
      }
    }
  })
}

test('a file that changes all the time is an error in the end', async () => {
  server.fault = (asked) => answer({ ...asked, bytes: asked.number % 2 === 0 ? bytes : other })
  const got = await outcome({ headBytes: 4096 })
  assert.ok(['E_SOURCE_CHANGED', 'E_CORRUPT'].includes(String(got)), JSON.stringify(got).slice(0, 100))
})

test('two files by turns from caches never give a mixed answer', async () => {
  const random = randomOf(seed)
  server.fault = (asked) => answer({ ...asked, bytes: random.oneIn(6) ? other : bytes })
  let answers = 0
  for (let i = 0; i < 30; i++) {
    const got = await outcome({ headBytes: 4096 })
    if (typeof got === 'string') continue
    answers++
    assert.ok([expected, expectedOther].some((one) => JSON.stringify(one) === JSON.stringify(got)))
  }
  assert.ok(answers > 0)
})

test('damage on the disk is found wherever it is read', async () => {
  const random = randomOf(seed)
  for (let i = 0; i < 40; i++) {
    const damaged = bytes.slice()
    damaged[random.below(damaged.length)] ^= 1 << random.below(8)
    server.bytes = damaged
    const got = await outcome({ maxWholeBytes: 0 })
    const isTyped = ['E_CORRUPT', 'E_NOT_AN_INDEX', 'E_TRUNCATED', 'E_FORMAT_TOO_NEW', 'E_FORMAT_TOO_OLD', 'E_SOURCE_CHANGED'].includes(
      String(got),
    )
    if (!isTyped) assert.equal(got, expected)
  }
})

test('giving up rejects with its reason, and spoils nothing for others', async () => {
  const random = randomOf(seed)
  server.fault = (asked) => {
    setTimeout(() => answer(asked), random.below(6))
    return true
  }
  const ask = (remote: RemoteIndex, query: ReturnType<typeof queryFrom>, signal?: AbortSignal) => remote.search(query, { limit: 3, signal })
  for (let i = 0; i < 60; i++) {
    const remote = await openRemote(server.url, { ...quick, headBytes: 16384 })
    const queries = [queryFrom(random), queryFrom(random)]
    const controller = new AbortController()
    const others = queries.map((query) => ask(remote, query))
    const given = queries.map((query) => ask(remote, query, controller.signal).catch((error) => error))
    await new Promise((resolve) => setTimeout(resolve, random.below(20)))
    controller.abort(new Error('enough'))
    for (const [q, result] of (await Promise.all(given)).entries()) {
      if (result instanceof Error) assert.is(result.message, 'enough')
      else assert.equal(result, local.search(queries[q], { limit: 3 }))
    }
    for (const [q, result] of (await Promise.all(others)).entries()) assert.equal(result, local.search(queries[q], { limit: 3 }))
    for (const query of queries) assert.equal(await ask(remote, query), local.search(query, { limit: 3 }))
  }
})

test('giving up ends the request', async () => {
  const remote = await openRemote(server.url, quick)
  let isClosed = false
  server.fault = ({ response }) => {
    response.on('close', () => {
      isClosed = true
    })
    return true
  }
  const controller = new AbortController()
  const asked = remote.search('tax0', { signal: controller.signal }).catch((error) => error)
  setTimeout(() => controller.abort(), 30)
  assert.is((await asked).name, 'AbortError')
  await new Promise((resolve) => setTimeout(resolve, 30))
  assert.ok(isClosed)
})

test('closing gives up what runs and refuses what comes', async () => {
  const remote = await openRemote(server.url, quick)
  server.fault = silent
  const asked = remote.search('tax0').catch((error) => error.message)
  await new Promise((resolve) => setTimeout(resolve, 20))
  remote.close()
  assert.match(await asked, /one that was closed/)
  // those that read no range as well
  for (const ask of [() => remote.search('tax0'), () => remote.stats(), () => remote.highlight('tax0', 'tax0')]) {
    await ask().then(
      () => assert.unreachable(),
      (error) => assert.match(error.message, /one that was closed/),
    )
  }
})

test('a signal that is given up before ends what reads no range as well', async () => {
  const remote = await openRemote(server.url, quick)
  const signal = AbortSignal.abort()
  for (const ask of [() => remote.stats({ signal }), () => remote.highlight('tax0', 'tax0', { signal })]) {
    await ask().then(
      () => assert.unreachable(),
      (error) => assert.is(error.name, 'AbortError'),
    )
  }
  const { signal: open } = new AbortController()
  assert.is((await remote.highlight('a tax0', 'tax0', { signal: open, field: 'body' })).length, 1)
  assert.equal(await remote.stats({ signal: open }), local.stats())
})

test('never more than twelve requests at once: ten documents take one round, by HTTP/2', async () => {
  const most = slowly(server, 10)
  // a request that is given up early would still be counted
  const remote = await openRemote(server.url, { headBytes: 4096 })
  const random = randomOf(seed)
  await Promise.all(Array.from({ length: 20 }, () => remote.search(queryFrom(random))))
  assert.is(most(), 12)
})

test('cookies are left out of every request unless they are asked for', async () => {
  for (const [given, expectedOf] of [
    [undefined, 'omit'],
    ['include', 'include'],
  ] as const) {
    const sent: unknown[] = []
    const counting: typeof fetch = (input, init) => {
      sent.push(init?.credentials)
      return fetch(input, init)
    }
    const remote = await openRemote(server.url, { ...quick, fetch: counting, ...(given && { credentials: given }) })
    await remote.search('tax0 port1')
    await fetchWhole(server.url, { fetch: counting, ...(given && { credentials: given }) }, undefined)
    assert.ok(sent.length > 3)
    assert.ok(
      sent.every((each) => each === expectedOf),
      String(sent),
    )
  }
})

test('an index names no address that is asked for', async () => {
  for (const name of [
    '//evil.example/a.js',
    'https://evil.example/a.js',
    '../../a.js',
    '__proto__',
    'constructor',
    'data:text/javascript,0',
    'multilingual:../x',
  ]) {
    const index = new Index({ ...schema, analyzer: { ...standard, name } })
    index.addAll(documentsOf(5, 1))
    server.bytes = index.toBytes()
    server.reset()
    assert.is(await outcome(), 'E_ANALYZER', name)
    assert.ok(server.log.every(({ headers }) => headers.host === new URL(server.url).host))
    assert.is(server.elsewhereLog.length, 0)
  }
})

test('no server', async () => {
  const gone: FaultServer = await serve(bytes)
  await gone.close()
  assert.is(await outcome({}, gone.url), 'E_NETWORK')
})

test.run()
