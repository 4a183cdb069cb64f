// Postings and positions: records of random lists read back as they were written, in whatever steps a query takes through them.

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { ByteWriter } from '../../src/bytes/cursor.js'
import { noMoreDocuments } from '../../src/segment/layout.js'
import { PositionCursor } from '../../src/segment/positions.js'
import { PostingCursor } from '../../src/segment/posting-cursor.js'
import { boundByte, type ListEntry, type PostingList, PostingsWriter, readTerm } from '../../src/segment/postings.js'
import { type Random, randomOf, seed } from '../random.js'

const withPositions = (field: number) => field % 2 === 0

/** Fields of even numbers have positions. Gaps and frequencies are mostly small. */
function randomList(random: Random, field: number, count: number, documentCount: number): PostingList {
  const docs = new Uint32Array(count + 2)
  const slack = documentCount - count
  let doc = 0
  let spent = 0
  for (let i = 0; i < count; i++) {
    const most = Math.floor((slack - spent) / (random.oneIn(20) ? 4 : count - i + 1))
    const gap = random.oneIn(3) ? 0 : random.below(most + 1)
    spent += gap
    docs[i] = doc + gap
    doc = docs[i] + 1
  }
  const freqs = Uint32Array.from({ length: count + 2 }, () => (random.oneIn(4) ? 1 + random.below(random.oneIn(30) ? 400 : 6) : 1))
  if (!withPositions(field)) return { field, count, docs, freqs, positions: undefined }
  const positions: number[] = []
  for (let i = 0; i < count; i++) {
    let position = random.below(random.oneIn(50) ? 2 ** 31 : 500)
    for (let k = 0; k < freqs[i]; k++) {
      positions.push(position)
      position += 1 + random.below(random.oneIn(100) ? 2 ** 20 : random.pick([1, 1, 30]))
    }
  }
  return { field, count, docs, freqs, positions: Uint32Array.from(positions) }
}

interface Written {
  chunk: { bytes: Uint8Array; words: Uint32Array; start: number }
  places: { offset: number; length: number }[]
  positionsStart: number
}

const bound = (list: PostingList, from: number, to: number) => boundByte(1, 1.2, Math.max(...list.freqs.subarray(from, to)))

/** The sections of these records as a file would have them, behind `lead` bytes of something else. */
function written(records: readonly (readonly PostingList[])[], lead = 24): Written {
  const [postings, positions] = [new ByteWriter(), new ByteWriter()]
  const writer = new PostingsWriter(postings, positions, bound)
  const places = records.map((lists) => {
    const docs = new Set(lists.flatMap((list) => [...list.docs.subarray(0, list.count)]))
    return writer.add(lists, docs.size)
  })
  const positionsStart = lead + Math.ceil(postings.length / 8) * 8
  const bytes = new Uint8Array(Math.ceil((positionsStart + positions.length + 8) / 4) * 4).fill(0xaa)
  bytes.set(postings.view(), lead)
  bytes.set(positions.view(), positionsStart)
  return {
    chunk: { bytes, words: new Uint32Array(bytes.buffer), start: 0 },
    places: places.map(({ offset, length }) => ({ offset: lead + offset, length })),
    positionsStart,
  }
}

function positionsOf(list: PostingList): number[][] {
  let at = 0
  return Array.from({ length: list.count }, (_, i) => [...(list.positions as Uint32Array).subarray(at, (at += list.freqs[i]))])
}

const sizes = [1, 2, 3, 127, 128, 129, 255, 256, 257, 1000, 5000]

function sampleRecords(random: Random): { lists: PostingList[]; documentCount: number }[] {
  const records = sizes.flatMap((count) =>
    [count, count + 1 + random.below(count), 20 * count + 5000, 0x7ffffffe].map((documentCount) => ({
      documentCount,
      lists: [randomList(random, random.below(4), count, documentCount)],
    })),
  )
  for (let i = 0; i < 12; i++) {
    const fields = [0, 1, 2, 3, 29, 30].filter(() => random.oneIn(2))
    const documentCount = 9000
    if (fields.length > 0)
      records.push({ documentCount, lists: fields.map((field) => randomList(random, field, random.pick(sizes), documentCount)) })
  }
  return records
}

const random = randomOf(seed)
const samples = sampleRecords(random)
const file = written(samples.map(({ lists }) => lists))

function open(i: number): { entries: ListEntry[]; unionDf: number; cursors: () => PostingCursor[] } {
  const { offset, length } = file.places[i]
  const { documentCount } = samples[i]
  const { lists, unionDf } = readTerm(file.chunk, offset, offset + length, withPositions, documentCount)
  return {
    entries: lists,
    unionDf,
    cursors: () => lists.map((entry) => new PostingCursor(file.chunk, entry, withPositions(entry.field), documentCount)),
  }
}

samples.forEach(({ lists, documentCount }, i) => {
  const name = `${lists.map(({ field, count }) => `${count} in field ${field}`).join(', ')} of ${documentCount} (seed ${seed})`

  test(`header and next: ${name}`, () => {
    const { entries, unionDf, cursors } = open(i)
    assert.is(unionDf, new Set(lists.flatMap((list) => [...list.docs.subarray(0, list.count)])).size)
    assert.equal(
      entries.map(({ field, df }) => [field, df]),
      lists.map(({ field, count }) => [field, count]),
    )
    cursors().forEach((cursor, k) => {
      const { docs, freqs, count } = lists[k]
      assert.is(cursor.doc, -1)
      for (let at = 0; at < count; at++) {
        assert.is(cursor.next(), docs[at])
        assert.is(cursor.doc, docs[at])
        if (random.oneIn(2)) assert.is(cursor.freq, freqs[at])
      }
      assert.is(cursor.next(), noMoreDocuments)
      assert.is(cursor.next(), noMoreDocuments)
      assert.is(cursor.advance(noMoreDocuments), noMoreDocuments)
    })
  })

  test(`next and advance against an array: ${name}`, () => {
    for (let round = 0; round < 12; round++) {
      open(i)
        .cursors()
        .forEach((cursor, k) => {
          const { docs, freqs, count } = lists[k]
          const step = random.pick([1, 5, 100, 2000])
          let at = -1
          while (at < count) {
            if (random.oneIn(2)) {
              at++
              assert.is(cursor.next(), at < count ? docs[at] : noMoreDocuments)
            } else {
              const from = Math.max(0, at)
              const near = docs[Math.min(count - 1, from + random.below(step))] + random.pick([-1, 0, 1])
              const target = random.oneIn(60) ? random.pick([documentCount - 1, noMoreDocuments]) : Math.max(cursor.doc, near, 0)
              at = from
              while (at < count && docs[at] < target) at++
              assert.is(cursor.advance(target), at < count ? docs[at] : noMoreDocuments, `to ${target}`)
            }
            if (at < count && random.oneIn(3)) assert.is(cursor.freq, freqs[at])
          }
        })
    }
  })

  test(`positions in ascending partial access: ${name}`, () => {
    for (const [nextOdds, readOdds] of [
      [1, 1],
      [1, 3],
      [2, 1],
      [3, 3],
      [1, 200],
    ]) {
      const { entries, cursors } = open(i)
      cursors().forEach((cursor, k) => {
        const list = lists[k]
        if (list.positions === undefined) return
        const positions = positionsOf(list)
        const reader = new PositionCursor(cursor, entries[k], file.chunk, file.positionsStart)
        for (let at = 0; at < list.count; at++) {
          if (random.oneIn(nextOdds)) {
            if (at === 0 || cursor.doc === list.docs[at - 1]) cursor.next()
            else cursor.advance(list.docs[at])
          } else {
            at = Math.min(list.count - 1, at + random.below(300))
            cursor.advance(list.docs[at])
          }
          assert.is(cursor.doc, list.docs[at])
          if (random.oneIn(readOdds)) {
            for (let again = 0; again < 2; again++) assert.equal([...reader.read().subarray(0, cursor.freq)], positions[at])
          }
        }
      })
    }
  })

  test(`bounds: ${name}`, () => {
    open(i)
      .cursors()
      .forEach((cursor, k) => {
        const { docs, freqs, count } = lists[k]
        let highest = 0
        for (let from = 0; from < count; from += 128) {
          const to = Math.min(count, from + 128)
          const expected = bound(lists[k], from, to)
          highest = Math.max(highest, expected)
          assert.ok(254 * (Math.max(...freqs.subarray(from, to)) / (1.2 + Math.max(...freqs.subarray(from, to)))) <= expected)
          if (count >= 128) {
            assert.is(cursor.peek(docs[from]), docs[to - 1])
            assert.is(cursor.boundUntil(docs[from] + 1), expected)
          } else {
            assert.is(cursor.peek(docs[from]), docs[to - 1])
            assert.is(cursor.boundUntil(docs[from] + 1), expected)
            assert.is(cursor.boundUntil(docs[from]), 0)
          }
        }
        assert.is(cursor.peek(docs[count - 1] + 1), noMoreDocuments)
        assert.is(cursor.largestBound(), highest)
      })
  })
})

test('a chunk that starts in the middle of the file reads the same', () => {
  for (let i = 0; i < samples.length; i++) {
    const { offset, length } = file.places[i]
    const from = offset & ~3
    const bytes = file.chunk.bytes.slice(from, Math.ceil((offset + length) / 4) * 4)
    const chunk = { bytes, words: new Uint32Array(bytes.buffer), start: from }
    const { lists } = readTerm(chunk, offset, offset + length, withPositions, samples[i].documentCount)
    lists.forEach((entry, k) => {
      const cursor = new PostingCursor(chunk, entry, withPositions(entry.field), samples[i].documentCount)
      const docs: number[] = []
      while (cursor.next() !== noMoreDocuments) docs.push(cursor.doc)
      assert.equal(docs, [...samples[i].lists[k].docs.subarray(0, samples[i].lists[k].count)])
    })
  }
})

test('a bound is the saturation rounded up, at most 254', () => {
  for (const [boost, largest, expected] of [
    [1, 0, 0],
    [1, 1, 127],
    [0, 1, 127],
    [2, 0.5, 127],
    [1, 1.001, 128],
    [1, 1e9, 254],
    [1, Number.POSITIVE_INFINITY, 254],
  ]) {
    assert.is(boundByte(boost, 1, largest), expected, `${boost} ${largest}`)
  }
})

test.run()
