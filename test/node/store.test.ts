// An index in a folder: commits, what opening refuses, locks, leftovers, and two writers of which one loses.

import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { english } from '../../src/analysis/languages/en.js'
import { RostrumError } from '../../src/errors.js'
import { quotations, speakers } from '../../src/news/index.js'
import { type NewsDocument, newsDocument, newsSchema } from '../../src/news/schema.js'
import { openStore, type StoreOptions } from '../../src/node/store/store.js'

interface Article {
  id: number | string
  headline: string
}

const root = mkdtempSync(join(tmpdir(), 'rostrum store-'))
test.after(() => rmSync(root, { recursive: true, force: true }))
let folders = 0
const newFolder = () => join(root, `${folders++}`)

const fields: StoreOptions<Article> = { fields: { headline: {} }, storeFields: ['headline'], analyzer: 'english' }
const open = (path: string, options: StoreOptions<Article> = {}) => openStore<Article>(path, options)

async function fails(call: () => Promise<unknown>, code: string, message = /./): Promise<RostrumError> {
  const error = await call().then(
    () => undefined,
    (reason: unknown) => reason,
  )
  assert.instance(error, RostrumError, `nothing failed, or not so: ${error}`)
  const found = error as RostrumError
  assert.is(found.code, code, found.message)
  assert.match(found.message, message)
  return found
}

test('what is committed is there when it is opened anew, without saying anything twice', async () => {
  const path = newFolder()
  const store = await open(path, fields)
  assert.is(store.generation, 0)
  store.addAll([1, 2, 3].map((id) => ({ id, headline: `Ice road ${id}` })))
  await store.commit()
  store.remove(2)
  store.replace({ id: 3, headline: 'Harbour' })
  await store.commit()
  store.add({ id: 4, headline: 'never committed' })
  assert.is(store.search('committed').count, 1, 'found before it is committed')
  await store.close()

  const again = await open(path)
  assert.equal([again.count, again.generation, again.has(2), again.has(4)], [2, 2, false, false])
  assert.equal(
    again.search('roads').hits.map(({ id, document }) => [id, document.headline]),
    [[1, 'Ice road 1']],
  )
  again.compact()
  await again.commit()
  assert.is(again.info().segmentCount, 1)
  await again.close()
})

test('an index without documents keeps its fields; a commit of nothing new writes nothing', async () => {
  const path = newFolder()
  const store = await open(path, fields)
  await store.commit()
  await store.commit()
  assert.is(store.generation, 1)
  await store.close()
  const again = await open(path)
  again.add({ id: 1, headline: 'Roads' })
  assert.is(again.search('road').count, 1)
  await again.commit()
  await again.commit()
  assert.is(again.generation, 2)
  await again.close()
})

test('many commits of few documents, with removals: like a Map at every opening', async () => {
  const path = newFolder()
  const model = new Map<number | string, string>()
  for (let round = 0; round < 12; round++) {
    const store = await open(path, fields)
    assert.equal([...store.documents()].map(({ id, headline }) => [id, headline]).sort(), [...model].sort())
    for (let i = 0; i < 20; i++) {
      const id = (round * 7 + i * 3) % 50
      const headline = `word${round} word${i}`
      store.replace({ id, headline })
      model.set(id, headline)
      if (i % 4 === 0 && model.delete(id)) store.remove(id)
      if (i % 10 === 9) await store.commit()
    }
    await store.close()
  }
  // two commits' manifests, their segments, and nothing else
  const left = readdirSync(path)
  assert.is(left.filter((name) => name.startsWith('manifest-')).length, 2)
  assert.not.ok(left.some((name) => name.startsWith('new-') || name === 'write.lock'))
})

test('commits asked for at once run one after another; close waits for them', async () => {
  const path = newFolder()
  const store = await open(path, fields)
  store.add({ id: 1, headline: 'one' })
  const first = store.commit()
  store.add({ id: 2, headline: 'two' })
  const second = store.commit()
  await store.close()
  await Promise.all([first, second])
  const again = await open(path, { readOnly: true })
  assert.is(again.count, 2)
})

test('a reader needs no lock, writes nothing, and stays with what it opened', async () => {
  const path = newFolder()
  const store = await open(path, fields)
  store.addAll([1, 2, 3, 4].map((id) => ({ id, headline: `Road ${id}` })))
  await store.commit()
  const reader = await open(path, { readOnly: true })
  const names = readdirSync(path).sort()
  await fails(() => reader.commit(), 'E_READONLY')
  await reader.close()
  assert.equal(readdirSync(path).sort(), names)
  store.clear()
  await store.commit()
  store.add({ id: 9, headline: 'Road' })
  await store.commit()
  store.add({ id: 10, headline: 'Road' })
  await store.commit()
  assert.equal([reader.search('road').count, store.search('road').count], [4, 2])
  await store.close()
})

test('options that are given again must be the same', async () => {
  const path = newFolder()
  const store = await open(path, fields)
  store.add({ id: 1, headline: 'x' })
  await store.commit()
  await store.close()
  await (await open(path, fields)).close()
  await fails(() => open(path, { ...fields, analyzer: 'standard' }), 'E_CONFIG', /options that the index .* was made with/)
  await fails(() => open(path, { ...fields, storeFields: [] }), 'E_CONFIG')
  await (await open(path)).close()
})

test('analyzers by value, and the schema for news', async () => {
  const path = newFolder()
  const mine = { ...english, name: 'mine' }
  const store = await open(path, { ...fields, analyzer: mine })
  store.add({ id: 1, headline: 'Roads' })
  await store.commit()
  await store.close()
  await fails(() => open(path), 'E_ANALYZER')
  const again = await open(path, { ...fields, analyzer: mine })
  assert.is(again.search('road').count, 1)
  await again.close()

  const news = await openStore<NewsDocument>(newFolder(), newsSchema)
  news.add(
    newsDocument({
      id: 'a',
      headline: 'Silk road',
      body: '“The silk road is frozen,” Ada Lovelace said on Monday.',
      published: '2017-07-04',
    }),
  )
  await news.commit()
  assert.is(news.search('"silk road" published:2017').count, 1)
  assert.equal(
    quotations(news, 'frozen', { speaker: 'Ada Lovelace' }).hits.map(({ speaker, headline }) => [speaker, headline]),
    [['Ada Lovelace', 'Silk road']],
  )
  assert.equal(
    speakers(news, 'ada').speakers.map(({ name, count }) => [name, count]),
    [['Ada Lovelace', 1]],
  )
  await news.close()
})

test('folders that are no store', async () => {
  const file = join(root, 'a file')
  writeFileSync(file, 'x')
  await fails(() => open(newFolder()), 'E_NOT_AN_INDEX', /give fields/)
  await fails(() => open(newFolder(), { readOnly: true }), 'E_NOT_AN_INDEX')
  await fails(() => open(file, fields), 'E_IO')
  await fails(() => open(join(file, 'below'), fields), 'E_IO')
  await fails(() => open(join(root, 'x'.repeat(5000)), fields), 'E_IO')
  await fails(() => open(newFolder(), { fields: {} }), 'E_CONFIG')
  await fails(() => open(newFolder(), { ...fields, feilds: 1 } as object), 'E_CONFIG')
})

test('files of others in the folder are left alone; leftovers of a crash are not', async () => {
  const path = newFolder()
  mkdirSync(path)
  const others = ['.DS_Store', 'notes.txt', 'segment-x.rostrum', 'manifest-1', 'manifest-000000000001.bak', 'new-', 'segment~', 'Thumbs.db']
  for (const name of others) writeFileSync(join(path, name), 'x')
  const left = ['new-0123abcd', `segment-${'0'.repeat(32)}-01234567.rostrum`]
  for (const name of left) writeFileSync(join(path, name), 'half')
  const store = await open(path, fields)
  for (let id = 0; id < 5; id++) {
    store.add({ id, headline: 'x' })
    await store.commit()
  }
  await store.close()
  for (const name of others) assert.is(readFileSync(join(path, name), 'utf8'), 'x', name)
  for (const name of left) assert.not(existsSync(join(path, name)), name)
})

test('a link under a name of ours is not followed', async () => {
  const path = newFolder()
  const outside = join(root, 'outside')
  writeFileSync(outside, 'mine')
  mkdirSync(path)
  symlinkSync(outside, join(path, 'manifest-000000000001'))
  await fails(() => open(path, fields), 'E_CORRUPT')
  assert.is(readFileSync(outside, 'utf8'), 'mine')
})

test('damage is said, never passed over', async () => {
  const path = newFolder()
  const store = await open(path, fields)
  store.add({ id: 1, headline: 'first' })
  await store.commit()
  store.add({ id: 2, headline: 'second' })
  await store.commit()
  await store.close()
  const manifest = join(path, 'manifest-000000000002')
  const good = readFileSync(manifest)
  for (let at = 0; at < good.length; at += 7) {
    const bad = Buffer.from(good)
    bad[at] ^= 1
    writeFileSync(manifest, bad)
    await fails(() => open(path, { readOnly: true }), 'E_CORRUPT', /manifest-000000000002/)
  }
  for (const length of [0, 5, good.length - 1]) {
    writeFileSync(manifest, good.subarray(0, length))
    await fails(() => open(path, { readOnly: true }), 'E_CORRUPT')
  }
  writeFileSync(manifest, good)
  const segment = readdirSync(path).find((name) => name.startsWith('segment-')) as string
  const bytes = readFileSync(join(path, segment))
  writeFileSync(join(path, segment), bytes.subarray(0, bytes.length - 8))
  await fails(() => open(path, { readOnly: true }), 'E_TRUNCATED')
  unlinkSync(join(path, segment))
  await fails(() => open(path, { readOnly: true }), 'E_SNAPSHOT_GONE')
})

test('one writer at a time, in one process too', async () => {
  const path = newFolder()
  const store = await open(path, fields)
  const { details } = await fails(() => open(path, fields), 'E_LOCKED', new RegExp(`process ${process.pid}`))
  assert.is(details.pid, process.pid)
  await store.close()
  await store.close()
  await fails(() => store.commit(), 'E_CLOSED')
  await (await open(path, fields)).close()
})

test('of two that write, the one whose lock was broken loses, and only that', async () => {
  const path = newFolder()
  const slow = await open(path, fields)
  slow.add({ id: 1, headline: 'slow' })
  await slow.commit()
  const quick = await open(path, { breakLock: true })
  quick.add({ id: 2, headline: 'quick' })
  await quick.commit()
  slow.add({ id: 3, headline: 'late' })
  await fails(() => slow.commit(), 'E_FENCED')
  await fails(() => slow.commit(), 'E_WRITER_FAILED')
  await slow.close()
  quick.add({ id: 4, headline: 'on' })
  await quick.commit()
  await quick.close()
  const again = await open(path)
  assert.equal(
    [1, 2, 3, 4].map((id) => again.has(id)),
    [true, true, false, true],
  )
  await again.close()
})

const boot = existsSync('/proc/sys/kernel/random/boot_id') ? readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim() : ''
const linux = boot === '' ? test.skip : test
linux('a lock of a process that has ended is taken over; others are not', async () => {
  const { pid } = spawnSync(process.execPath, ['-e', ''])
  const holder = { token: 'x', pid, host: hostname(), boot, began: '1', since: '2020-01-01' }
  const rows: [lock: string, isTaken: boolean][] = [
    [JSON.stringify(holder), true],
    [JSON.stringify({ ...holder, pid: process.ppid }), true], // its number is another's now
    [JSON.stringify({ ...holder, boot: 'an earlier start' }), true],
    [JSON.stringify({ ...holder, host: 'elsewhere' }), false],
    [JSON.stringify({ ...holder, boot: '' }), false],
    [JSON.stringify({ ...holder, pid: 0 }), false],
    [JSON.stringify({ ...holder, pid: 'x' }), false],
    ['', false],
    ['{"token"', false],
    ['null', false],
    ['\u0000'.repeat(100), false],
  ]
  for (const [lock, isTaken] of rows) {
    const path = newFolder()
    mkdirSync(path)
    writeFileSync(join(path, 'write.lock'), lock)
    if (!isTaken) await fails(() => open(path, fields), 'E_LOCKED', /breakLock/)
    const store = await open(path, isTaken ? fields : { ...fields, breakLock: true })
    store.add({ id: 1, headline: lock })
    await store.commit()
    await store.close()
    assert.not(readdirSync(path).includes('write.lock'), lock)
  }
})

test('killed at any time: what was acknowledged is there, and no half of a commit', async () => {
  const path = newFolder()
  let acknowledged = 0
  for (let round = 0; round < 6; round++) {
    const child = spawn(process.execPath, ['--import', 'tsx', new URL('./store-writer.ts', import.meta.url).pathname, path], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let said = ''
    child.stdout.setEncoding('utf8')
    await new Promise<void>((resolve) => {
      child.stdout.on('data', (text: string) => {
        if (said === '') setTimeout(() => child.kill('SIGKILL'), 3 + round * 17)
        said += text
      })
      child.on('close', () => resolve())
    })
    acknowledged = Number(said.trim().split('\n').at(-1)) || acknowledged
    const reader = await open(path, { readOnly: true })
    const { count } = reader
    assert.ok(count >= acknowledged * 10, `${count} documents of ${acknowledged} commits`)
    assert.is(count % 10, 0, 'commits are whole')
    assert.is(reader.search('road', { countUpTo: 10_000 }).count, count)
  }
  assert.ok(acknowledged > 6, `${acknowledged} commits`)
  // the next writer takes the lock of the last one over, and cleans up
  if (boot === '') return
  const store = await open(path)
  await store.close()
  assert.not(readdirSync(path).some((name) => name.startsWith('new-')))
})

test.run()
