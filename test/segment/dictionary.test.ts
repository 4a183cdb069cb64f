// The dictionary: every term is found where its record lies, nothing else is, and blocks read back in order.

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { ByteWriter, decodeUtf8, encodeUtf8 } from '../../src/bytes/cursor.js'
import { compareKeys, DictionaryTop, DictionaryWriter, findTerm, readBlock, roles } from '../../src/segment/dictionary.js'
import { type Random, randomOf, seed } from '../random.js'

interface Entry {
  key: string
  role: number
  offset: number
  length: number
}

function written(entries: readonly Entry[]) {
  const out = new ByteWriter()
  const writer = new DictionaryWriter(out)
  for (const { key, role, offset, length } of entries) writer.add(key, role, { offset, length })
  const bytes = out.toBytes()
  const chunk = { bytes, words: new Uint32Array(bytes.buffer, 0, bytes.length >>> 2), start: 0 }
  return { chunk, top: new DictionaryTop(writer.top(), bytes.length) }
}

function find({ chunk, top }: ReturnType<typeof written>, key: string) {
  const bytes = encodeUtf8(key)
  const block = top.find(bytes)
  if (block < 0) return undefined
  const start = top.startOf(block)
  const end = top.endOf(block)
  return findTerm(chunk, start, end, top.recordOffset(block), bytes)
}

function readAll({ chunk, top }: ReturnType<typeof written>): Entry[] {
  const entries: Entry[] = []
  for (let block = 0; block < top.blockCount; block++) {
    const start = top.startOf(block)
    const end = top.endOf(block)
    for (const entry of readBlock(chunk, start, end, top.recordOffset(block))) entries.push(entry)
  }
  return entries
}

const alphabets = ['ab', 'abcdefghijklmnopqrstuvwxyz', 'a\u00e9\u4e2d\u{1f5de}\u{10ffff}\uffee\ud7ff\ue000', '0\u0001']

function randomKey(random: Random, keys: readonly string[]): string {
  const letters = [...random.pick(alphabets)]
  const stem = keys.length > 0 && random.oneIn(2) ? random.pick(keys) : ''
  const length = random.oneIn(10) ? 15 + random.below(30) : 1 + random.below(6)
  return stem.slice(0, 200) + Array.from({ length }, () => random.pick(letters)).join('')
}

/** `text` as UTF-8 can hold it. */
function wellFormed(text: string): string {
  return decodeUtf8(encodeUtf8(text))
}

/** Entries in order; records one after another by first use, some shared. */
function randomEntries(random: Random, count: number): Entry[] {
  const keys: string[] = []
  while (keys.length < count) keys.push(wellFormed(randomKey(random, keys)))
  const places: { offset: number; length: number }[] = []
  let next = 0
  return [...new Set(keys)].sort(compareKeys).flatMap((key): Entry[] => {
    const place = () => {
      if (places.length > 0 && random.oneIn(3))
        return places[Math.max(0, places.length - 1 - random.below(random.oneIn(4) ? places.length : 10))]
      const length = places.length === 5 ? 2 ** 28 - 1 : 1 + random.below(300)
      places.push({ offset: next, length })
      next += length
      return places[places.length - 1]
    }
    const [word, other, term] = [place(), place(), place()]
    const kind = random.below(6)
    if (kind === 0) return [{ key, role: roles.word, ...word }]
    if (kind === 1) return [{ key, role: roles.term, ...term }]
    if (kind === 2)
      return [
        { key, role: roles.word, ...word },
        { key, role: roles.term, ...term },
      ]
    if (kind === 3)
      return [
        { key, role: roles.word, ...word },
        { key, role: roles.word, ...other },
        { key, role: roles.term, ...term },
      ]
    return [{ key, role: roles.word | roles.term, ...term }]
  })
}

for (const count of [0, 1, 2, 63, 64, 65, 128, 129, 700, 3000]) {
  test(`${count} random keys (seed ${seed})`, () => {
    const random = randomOf(seed + count)
    const entries = randomEntries(random, count)
    const dictionary = written(entries)
    assert.is(dictionary.top.entryCount, entries.length)
    assert.equal(readAll(dictionary), entries)
    const terms = new Map(entries.filter(({ role }) => (role & roles.term) !== 0).map((entry) => [entry.key, entry]))
    for (const { key } of entries) {
      const { offset, length } = terms.get(key) ?? {}
      assert.equal(find(dictionary, key), offset === undefined ? undefined : { offset, length }, key)
      for (const near of [`${key}a`, `${key}\u0000`, key.slice(0, -1), `${key.slice(0, -1)}\u{10ffff}`]) {
        if (near === wellFormed(near) && !terms.has(near)) assert.is(find(dictionary, near), undefined, near)
      }
    }
    for (let i = 0; i < 500; i++) {
      const key = randomKey(random, [])
      if (!terms.has(key)) assert.is(find(dictionary, key), undefined, key)
    }
    assert.is(terms.has('') ? undefined : find(dictionary, ''), undefined)
  })
}

test('a key that is a word at the end of a block and a term at the start of the next', () => {
  const entries: Entry[] = Array.from({ length: 64 }, (_, i) => ({
    key: `k${String(i).padStart(3, '0')}`,
    role: 1,
    offset: 10 * i,
    length: 10,
  }))
  entries.push({ key: 'k063', role: roles.term, offset: 640, length: 10 }, { key: 'k063x', role: roles.term, offset: 650, length: 10 })
  const dictionary = written(entries)
  assert.equal(find(dictionary, 'k063'), { offset: 640, length: 10 })
  assert.equal(find(dictionary, 'k063x'), { offset: 650, length: 10 })
  assert.is(find(dictionary, 'k062'), undefined)
})

test('keys are ordered as their UTF-8 bytes', () => {
  const keys = ['', 'a', 'ab', 'b', '\u00e9', '\ud7ff', '\ue000', '\uffff', '\u{10000}', '\u{10000}a', '\u{1f5de}', '\u{10ffff}']
  for (let i = 0; i < keys.length; i++) {
    for (let k = 0; k < keys.length; k++) {
      assert.is(
        Math.sign(compareKeys(keys[i], keys[k])),
        Math.sign(Buffer.compare(Buffer.from(keys[i]), Buffer.from(keys[k]))),
        `${i} ${k}`,
      )
    }
  }
})

test.run()
