// An index in a worker answers as one here does; without a worker it is searched here, with one warning; what goes wrong keeps its class and code.
import { Worker } from 'node:worker_threads'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { openInWorker, type Port, type WorkerOptions } from '../../src/browser/index.js'
import { isRostrumError } from '../../src/errors.js'
import { quotations, speakers } from '../../src/news/index.js'
import { openIndex } from '../../src/reader/open.js'
import { randomOf, seed } from '../random.js'
import { indexOf, queryFrom } from '../remote/content.js'
import { serve } from '../remote/server.js'
import { seeds } from './site.js'

const bytes = indexOf(900, 4)
const local = openIndex(bytes)
const server = await serve(bytes)
const threads: Worker[] = []
const thread = (): Port => {
  threads.push(new Worker(new URL('./thread.mjs', import.meta.url)))
  return threads[threads.length - 1]
}
test.before.each(() => server.reset())
test.after(async () => {
  await Promise.all(threads.map((each) => each.terminate()))
  await server.close()
})

const warnings: string[] = []
const inThread: WorkerOptions = {
  worker: thread,
  warn(message) {
    throw new Error(message)
  },
}
const ways: [string, WorkerOptions][] = [
  ['by ranges in a thread', inThread],
  ['whole in a thread', { ...inThread, whole: true }],
  ['by ranges here', { warn: (message) => warnings.push(message) }],
  ['whole here', { warn: (message) => warnings.push(message), whole: true }],
]
for (const [name, options] of ways) {
  test(`${name}: the same answers, errors and numbers`, async () => {
    warnings.length = 0
    const index = await openInWorker(server.url, options)
    assert.is(warnings.length, options.worker === undefined ? 1 : 0)
    const random = randomOf(seed)
    assert.is(index.count, 900)
    assert.equal(await index.info(), local.info())
    await Promise.all(
      Array.from({ length: 30 }, async () => {
        const query = queryFrom(random)
        assert.equal(await index.search(query, { highlight: ['body'] }), local.search(query, { highlight: ['body'] }))
      }),
    )
    assert.equal(await index.suggest('tax'), local.suggest('tax'))
    assert.equal(await index.didYouMean('taxx0'), local.didYouMean('taxx0'))
    assert.equal(await index.moreLikeThis({ text: 'tax0 port1' }), local.moreLikeThis({ text: 'tax0 port1' }))
    assert.equal(await index.get(3), local.get(3))
    assert.is(await index.has('article-1'), true)
    assert.equal(await index.explain('tax0', 3), local.explain('tax0', 3))
    assert.equal(await index.highlight('a tax0', 'tax0', { field: 'body' }), local.highlight('a tax0', 'tax0', { field: 'body' }))
    const { signal } = new AbortController()
    assert.equal(await index.highlight('a tax0', 'tax0', { field: 'body', signal }), local.highlight('a tax0', 'tax0', { field: 'body' }))
    assert.equal(await index.stats({ signal }), local.stats())
    await index.prefetch('port1')
    assert.ok(index.traffic.requests > 0)
    await index.search('a', { limit: -1 }).then(
      () => assert.unreachable(),
      (error) => assert.ok(isRostrumError(error) && error.code === 'E_CONFIG' && error.cure !== ''),
    )
    await index.search('a', { limit: (() => 1) as never }).then(
      () => assert.unreachable(),
      (error) => assert.ok(isRostrumError(error) && error.code === 'E_CONFIG', String(error)),
    )
    index.close()
    await index.search('tax0').then(
      () => assert.unreachable(),
      (error) => assert.match(error.message, /one that was closed/),
    )
  })
}

test('what was said, and who speaks, is told of it as of an index here', async () => {
  const articles = await seeds()
  const said = await serve(articles.toBytes())
  try {
    for (const [name, options] of ways) {
      const index = await openInWorker(said.url, options)
      for (const [query, given] of [
        ['silk route', { speaker: 'Sun Wei-ling' }],
        ['ice road', { facets: ['speaker', 'published'], sort: '-published' }],
        ['speaker:voss said:road', {}],
      ] as const) {
        const expected = quotations(articles, query, given)
        assert.ok(expected.count > 0, query)
        assert.equal(await quotations(index, query, given), expected, `${query}, ${name}`)
      }
      for (const [prefix, given] of [
        ['b', {}],
        ['', { query: 'silk route', about: 2 }],
      ] as const) {
        const expected = speakers(articles, prefix, given)
        assert.ok(expected.speakers.length > 0)
        assert.equal(await speakers(index, prefix, given), expected, `speakers ${prefix}, ${name}`)
      }
      index.close()
    }
  } finally {
    await said.close()
  }
})

test('giving up rejects with its reason at once, and ends the request', async () => {
  const index = await openInWorker(server.url, inThread)
  let isClosed = false
  server.fault = ({ response }) => {
    response.on('close', () => {
      isClosed = true
    })
    return true
  }
  const controller = new AbortController()
  const asked = index.search('tax0', { signal: controller.signal }).catch((error) => error.message)
  setTimeout(() => controller.abort(new Error('enough')), 200)
  assert.is(await asked, 'enough')
  for (let i = 0; i < 100 && !isClosed; i++) await new Promise((resolve) => setTimeout(resolve, 20))
  assert.ok(isClosed)
  index.close()
})

test('an address without a file is the error of opening', async () => {
  server.fault = ({ response }) => {
    response.writeHead(404).end()
    return true
  }
  await openInWorker(server.url, inThread).then(
    () => assert.unreachable(),
    (error) => assert.ok(isRostrumError(error) && error.code === 'E_NETWORK' && error.details.status === 404),
  )
})

test('a worker that fails, or is none, is done without, with one warning', async () => {
  const failing = () => {
    const worker = new Worker('throw new Error("forbidden")', { eval: true })
    threads.push(worker)
    return worker
  }
  const making = () => {
    throw new Error('refused by a policy')
  }
  for (const [worker, message] of [
    [failing, /forbidden/],
    [making, /refused by a policy/],
    [{} as Port, /Expected a worker/],
  ] as const) {
    warnings.length = 0
    const index = await openInWorker(server.url, { worker, warn: (text) => warnings.push(text) })
    assert.is(warnings.length, 1)
    assert.match(warnings[0], message)
    assert.equal(await index.search('tax0'), local.search('tax0'))
    index.close()
  }
})

test('a worker that dies rejects what was asked', async () => {
  const index = await openInWorker(server.url, inThread)
  server.fault = () => true
  const asked = index.search('tax0').catch((error) => error.code)
  await threads[threads.length - 1].terminate()
  assert.is(await asked, 'E_NETWORK')
})

test('an unknown option is refused', () =>
  openInWorker(server.url, { wroker: thread } as object).then(
    () => assert.unreachable(),
    (error) => assert.match(error.message, /Did you mean "worker"/),
  ))

test.run()
