// A store on a disk that loses power, fills up or fails at any step: what was acknowledged stays, a commit is there whole or not at all.
// time-out: 300 s

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { isRostrumError, type RostrumError } from '../../src/errors.js'
import { openStoreIn, type Store } from '../../src/node/store/store.js'
import { chanceOf, seedOf } from '../oracle/random.js'
import { FaultyFolder, type Moment } from './faulty-folder.js'

interface Article {
  id: number
  headline: string
}

const seed = seedOf(process.env)
console.log(`seed ${seed}; SEED=${seed} runs the same again`)

let paths = 0
const open = (folder: FaultyFolder): Promise<Store<Article>> =>
  openStoreIn<Article>(folder, `nowhere ${paths++}`, { fields: { headline: {} }, storeFields: ['headline'], breakLock: true })

/** What each of the commits changes. */
const commits: readonly ((store: Store<Article>) => void)[] = [
  (store) => store.addAll([1, 2, 3].map((id) => ({ id, headline: `ice road ${id}` }))),
  (store) => store.remove(2),
  (store) => store.addAll([4, 5].map((id) => ({ id, headline: `harbour ${id}` }))),
  (store) => {
    store.replace({ id: 1, headline: 'changed' })
    store.compact()
  },
  (store) => store.add({ id: 6, headline: 'last' }),
]

const contentOf = (store: Store<Article>) => JSON.stringify([...store.documents()].sort((a, b) => Number(a.id) - Number(b.id)))

/** The content after each number of commits. */
async function contents(): Promise<string[]> {
  const store = await open(new FaultyFolder())
  const all = [contentOf(store)]
  for (const change of commits) {
    change(store)
    all.push(contentOf(store))
  }
  return all
}
const expected = await contents()

/** Commits all from where the store stands; gives how many were acknowledged, and what stopped it. */
async function commitAll(
  folder: FaultyFolder,
): Promise<{ acknowledged: number; error: RostrumError | undefined; store: Store<Article> | undefined }> {
  let acknowledged = 0
  let store: Store<Article> | undefined
  try {
    store = await open(folder)
    acknowledged = store.generation
    for (const change of commits.slice(acknowledged)) {
      change(store)
      await store.commit()
      acknowledged++
    }
    return { acknowledged, error: undefined, store }
  } catch (error) {
    return { acknowledged, error: error as RostrumError, store }
  }
}

/** How many steps all commits take. */
async function stepsOfAll(of?: 'sync'): Promise<number> {
  const folder = new FaultyFolder()
  if (of !== undefined) folder.fault = { at: -1, moment: 'before', code: 'EIO', of }
  await commitAll(folder)
  return folder.steps
}

const moments: readonly Moment[] = ['before', 'within', 'after']

test('power lost at every step, and again while it is opened: nothing acknowledged is lost', async () => {
  const chance = chanceOf(seed)
  const steps = await stepsOfAll()
  let states = 0
  for (let at = 0; at < steps; at++) {
    for (const moment of moments) {
      const folder = new FaultyFolder()
      folder.fault = { at, moment, code: 'power' }
      const { acknowledged } = await commitAll(folder)
      for (let tries = 0; tries < 8; tries++) {
        let disk = folder.afterPowerLoss(chance)
        // the power goes again while what is left over is cleared up
        if (tries % 2 === 1) {
          disk.fault = { at: chance.int(0, 6), moment: chance.of(moments), code: 'power' }
          await open(disk).catch(() => undefined)
          disk = disk.afterPowerLoss(chance)
        }
        const store = await open(disk)
        const where = `step ${at} ${moment}, ${acknowledged} acknowledged, ${store.generation} there`
        assert.ok(store.generation === acknowledged || store.generation === acknowledged + 1, where)
        assert.is(contentOf(store), expected[store.generation], where)
        states++
        // and it goes on from there
        if (tries < 2) assert.is((await commitAll(disk)).acknowledged, commits.length, where)
      }
    }
  }
  console.log(`${states} states of a disk after power was lost, ${steps} steps`)
})

test('a full disk at every step: the last commit stands, nothing is left over, and with space again the next one works', async () => {
  const steps = await stepsOfAll()
  for (let at = 0; at < steps; at++) {
    for (const moment of ['before', 'within'] as const) {
      const folder = new FaultyFolder()
      folder.fault = { at, moment, code: 'ENOSPC' }
      const { acknowledged, error, store } = await commitAll(folder)
      folder.fault = undefined
      const where = `step ${at} ${moment}: ${error}`
      if (error === undefined) assert.is(acknowledged, commits.length, where)
      else {
        assert.ok(isRostrumError(error) && ['E_DISK_FULL', 'E_IO'].includes(error.code), where)
        if (error.code === 'E_DISK_FULL' && store !== undefined) {
          const named = [...folder.files.keys()].filter((name) => name.startsWith('segment-') || name.startsWith('new-'))
          await store.commit()
          assert.is(contentOf(store), expected[acknowledged + 1], where)
          for (const name of named) if (name.startsWith('new-')) assert.unreachable(`${name} is left, ${where}`)
        }
      }
      const { acknowledged: all } = await commitAll(folder)
      assert.is(all, commits.length, where)
      assert.is(contentOf(await open(folder)), expected[commits.length], where)
    }
  }
})

test('a disk that cannot keep what it took: the writer gives up, and opening anew tells what is there', async () => {
  const syncs = await stepsOfAll('sync')
  let unknown = 0
  for (let at = 0; at < syncs; at++) {
    const folder = new FaultyFolder()
    folder.fault = { at, moment: 'before', code: 'EIO', of: 'sync' }
    const { acknowledged, error, store } = await commitAll(folder)
    folder.fault = undefined
    assert.ok(error !== undefined && isRostrumError(error), `sync ${at}`)
    assert.is(error?.code, 'E_IO')
    if (store === undefined) continue
    const again = await store.commit().catch((reason: RostrumError) => reason)
    assert.is((again as RostrumError).code, 'E_WRITER_FAILED')
    const reopened = await open(folder)
    const isUnknown = error?.details.commitState === 'unknown'
    if (isUnknown) unknown++
    assert.is(reopened.generation, acknowledged + (isUnknown ? 1 : 0))
    assert.is(contentOf(reopened), expected[reopened.generation])
  }
  assert.is(unknown, commits.length, 'the last sync of each commit')
})

test('a disk that cannot be read is said', async () => {
  const folder = new FaultyFolder()
  await commitAll(folder)
  folder.isOff = true
  const error = await open(folder).catch((reason: RostrumError) => reason)
  assert.ok(error instanceof Error && !('search' in error))
})

test.run()
