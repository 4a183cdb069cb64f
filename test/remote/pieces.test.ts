// The memory of a remote index: never more than its bound when nothing is held, the longest unused goes first, what a search looks at stays.
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { openRemote, type Source } from '../../src/remote/index.js'
import { Lease, type Piece, PieceCache } from '../../src/remote/pieces.js'
import { randomOf, seed } from '../random.js'
import { indexOf, queryFrom } from './content.js'

/** A piece of so many bytes, and whether it was let go of. */
function pieceOf(length: number): Piece & { isGone: boolean } {
  const piece = {
    bytes: new Uint8Array(length),
    words: new Uint32Array(0),
    start: 0,
    first: 0,
    last: 0,
    pins: 0,
    isGone: false,
    owner: {
      forget() {
        piece.isGone = true
      },
    },
  }
  return piece
}

test('the longest unused goes first, what is held stays', () => {
  const cache = new PieceCache(250)
  const [a, b, c] = [pieceOf(100), pieceOf(100), pieceOf(100)]
  for (const piece of [a, b, c]) cache.add(piece)
  cache.touch(a)
  const lease = new Lease()
  lease.hold(b)
  cache.shrink()
  assert.equal(
    [a, b, c].map(({ isGone }) => isGone),
    [false, false, true],
  )
  cache.add(pieceOf(200))
  cache.shrink()
  assert.ok(a.isGone && !b.isGone)
  lease.release(cache)
  assert.ok(cache.byteLength <= 250)
})

test('random pieces and leases: within the bound when nothing is held, and then exactly what is there', () => {
  const random = randomOf(seed)
  for (const budget of [0, 1000, 50_000]) {
    const cache = new PieceCache(budget)
    const all: ReturnType<typeof pieceOf>[] = []
    for (let i = 0; i < 300; i++) {
      const leases = Array.from({ length: 1 + random.below(3) }, () => new Lease())
      for (const lease of leases) {
        for (let k = random.below(5); k > 0; k--) {
          const piece = random.oneIn(3) && all.length > 0 ? random.pick(all) : pieceOf(random.below(2000))
          if (piece.isGone) continue
          if (!all.includes(piece)) {
            all.push(piece)
            cache.add(piece)
          }
          lease.hold(piece)
        }
      }
      cache.shrink()
      assert.ok(all.every((piece) => piece.pins === 0 || !piece.isGone))
      for (const lease of leases) lease.release(cache)
      const there = all.filter(({ isGone }) => !isGone).reduce((sum, { bytes }) => sum + bytes.length, 0)
      assert.is(cache.byteLength, there)
      assert.ok(there <= budget, `${there} of ${budget}`)
    }
  }
})

test('an index that keeps nothing asks again, one that keeps all does not', async () => {
  const bytes = indexOf(3000, 4)
  const reads: number[] = []
  const source: Source = {
    name: 'memory:index',
    async read(start, end) {
      reads.push(end - start)
      return { bytes: bytes.slice(start, end), start }
    },
  }
  const readsOf = async (cacheBytes: number) => {
    const remote = await openRemote(source, { cacheBytes, headBytes: 4096 })
    await remote.search('tax0 port1')
    reads.length = 0
    await remote.search('tax0 port1')
    return reads.length
  }
  assert.is(await readsOf(2 ** 24), 0)
  assert.ok((await readsOf(0)) > 3)
})

test('one fetch for one range at a time, whoever asks: no byte is on its way twice', async () => {
  const bytes = indexOf(3000, 4)
  const running = new Set<readonly [number, number]>()
  let [twice, most] = [0, 0]
  const random = randomOf(seed)
  const source: Source = {
    name: 'memory:index',
    async read(start, end) {
      for (const [from, to] of running) if (start < to && from < end) twice++
      const own = [start, end] as const
      running.add(own)
      most = Math.max(most, running.size)
      await new Promise((resolve) => setTimeout(resolve, random.below(5)))
      running.delete(own)
      return { bytes: bytes.slice(start, end), start }
    },
  }
  const remote = await openRemote(source, { headBytes: 4096 })
  await Promise.all(Array.from({ length: 60 }, () => remote.search(queryFrom(random), { limit: 5 })))
  assert.is(twice, 0)
  assert.ok(most > 1)
})

test.run()
