// Every way to an index answers alike: in memory, by ranges, in a worker, whole, with and without the web profile; in Node and in a browser.
// needs: dist
// time-out: 240 s

import { Worker } from 'node:worker_threads'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { openInWorker, type WorkerIndex } from '../../src/browser/index.js'
import { Index } from '../../src/index/index.js'
import { webProfile } from '../../src/index/web-profile.js'
import { quotations, speakers } from '../../src/news/index.js'
import { openIndex } from '../../src/reader/open.js'
import type { Reader } from '../../src/reader/reader.js'
import { openRemote, type RemoteIndex, type Source } from '../../src/remote/index.js'
import { questions } from '../remote/questions.js'
import { serve } from '../remote/server.js'
import { closeBrowser, inBrowser, newPage } from './chromium.js'
import { hosted, seeds } from './site.js'

const made = await seeds()
const profiles: readonly (readonly [name: string, bytes: Uint8Array])[] = [
  ['as it was built', made.toBytes()],
  ['of the web profile', webProfile(made.toBytes())],
]
const said = [
  ['silk route', { speaker: 'Sun Wei-ling' }],
  ['ice road', { facets: ['speaker', 'published'], sort: '-published' }],
  ['speaker:voss said:road', {}],
  ['', { limit: 30 }],
] as const
const starts = ['b', 'v', ''] as const

type Asked = Reader | RemoteIndex | WorkerIndex

/** All answers of an index, as text would have them. */
async function answersOf(index: Asked): Promise<Record<string, unknown>> {
  const answers: Record<string, unknown> = {}
  for (const [kind, query, options] of questions) {
    answers[kind] = await index.search(query, options ?? {})
    answers[`how many, ${kind}`] = (answers[kind] as { count: number }).count
  }
  for (const [query, options] of said) answers[`said: ${query}`] = await quotations(index as Reader, query, options)
  for (const start of starts) answers[`speakers: ${start}`] = await speakers(index as Reader, start)
  for (const typed of ['harb', 'carbon t', 'glaceir']) {
    answers[`suggestions: ${typed}`] = await index.suggest(typed)
    answers[`corrections: ${typed}`] = await index.didYouMean(typed)
  }
  answers.info = await index.info()
  return answers
}

/** Compared one by one, so that what differs is named. */
function same(got: Record<string, unknown>, expected: Record<string, unknown>, how: string): void {
  assert.equal(Object.keys(got), Object.keys(expected), how)
  for (const [kind, answer] of Object.entries(expected)) assert.equal(got[kind], answer, `${how}: ${kind}`)
}

/** A source in memory. */
const memory = (bytes: Uint8Array): Source => ({
  name: 'memory:articles',
  read: async (start, end) => ({ bytes: bytes.slice(start, end), start }),
})

const threads: Worker[] = []
test.after(async () => {
  await Promise.all(threads.map((each) => each.terminate()))
  await closeBrowser()
})

for (const [profile, bytes] of profiles) {
  test(`the index ${profile}: by ranges, in a thread, whole and here, as in memory`, async () => {
    const server = await serve(bytes)
    const expected = await answersOf(openIndex(bytes))
    for (const kind of questions.map(([kind]) => kind)) {
      assert.is(Number(expected[`how many, ${kind}`]) > 0, kind !== 'a word that is not there', kind)
    }
    const thread = () => {
      const made = new Worker(new URL('./thread.mjs', import.meta.url))
      threads.push(made)
      return made
    }
    const refused = (message: string) => assert.unreachable(message)
    const ways: [string, () => Promise<RemoteIndex | WorkerIndex>][] = [
      ['by ranges of a server', () => openRemote(server.url)],
      ['by ranges, nothing kept', () => openRemote(server.url, { cacheBytes: 0, headBytes: 64 })],
      ['by ranges of a source', () => openRemote(memory(bytes))],
      ['in a thread that was given', () => openInWorker(server.url, { worker: thread(), warn: refused })],
      ['in a thread that was made', () => openInWorker(server.url, { worker: thread, warn: refused })],
      ['whole in a thread', () => openInWorker(server.url, { worker: thread, whole: true, warn: refused })],
      ['without a thread', () => openInWorker(server.url, { warn: () => undefined })],
      ['whole without a thread', () => openInWorker(server.url, { whole: true, warn: () => undefined })],
    ]
    for (const [way, open] of ways) {
      const index = await open()
      same(await answersOf(index), expected, way)
      index.close()
    }
    if (profile === profiles[0][0]) same(await answersOf(Index.from(bytes) as unknown as Reader), expected, 'an index that can be added to')
    await server.close()
  })
}

inBrowser('the same in a browser: by ranges, in a worker, and whole', async () => {
  const [[, bytes], [, web]] = profiles
  const site = await hosted(new URL('../../dist', import.meta.url).pathname, (path) => {
    if (path === '/') return { type: 'text/html', body: '<!doctype html><title>same</title><link rel="icon" href="data:,">' }
    return undefined
  })
  for (const own of [bytes, web]) {
    const server = await serve(own)
    server.allow = { 'access-control-allow-origin': '*' }
    const expected = JSON.parse(JSON.stringify(await answersOf(openIndex(own))))
    const { page, faults } = await newPage()
    await page.goto(site.at)
    for (const way of ['by ranges', 'in a worker', 'whole in a worker']) {
      const got = await page.evaluate(
        async ({ way, url, questions, said, starts }) => {
          const [remote, browser, news] = await Promise.all(
            ['/remote/index.js', '/browser/index.js', '/news/index.js'].map((entry) => import(entry)),
          )
          const index =
            way === 'by ranges' ? await remote.openRemote(url) : await browser.openInWorker(url, { whole: way.startsWith('whole') })
          const answers: Record<string, unknown> = {}
          for (const [kind, query, options] of questions) {
            const results = await index.search(query, options ?? {})
            answers[kind] = results
            answers[`how many, ${kind}`] = results.count
          }
          for (const [query, options] of said) answers[`said: ${query}`] = await news.quotations(index, query, options)
          for (const start of starts) answers[`speakers: ${start}`] = await news.speakers(index, start)
          for (const typed of ['harb', 'carbon t', 'glaceir']) {
            answers[`suggestions: ${typed}`] = await index.suggest(typed)
            answers[`corrections: ${typed}`] = await index.didYouMean(typed)
          }
          answers.info = await index.info()
          index.close()
          return JSON.stringify(answers)
        },
        { way, url: server.url, questions: questions as never, said: said as never, starts: starts as never } as {
          way: string
          url: string
          questions: [string, unknown, unknown][]
          said: [string, unknown][]
          starts: string[]
        },
      )
      same(JSON.parse(got), expected, way)
      assert.equal(faults, [], way)
    }
    await page.close()
    await server.close()
  }
  site.close()
})

test.run()
