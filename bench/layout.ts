// Which layout? One posting list per field of a term against one list for all its fields; a dictionary of words against one of stems and a hash
// table. Prototypes of what was not chosen, on the lists and words of the same index; src/segment/LAYOUT.md says what follows.

import { gzipSync } from 'node:zlib'
import { blockSize, choosePatching, packPatched, unpackPatched } from '../src/bytes/bitpack.js'
import { ByteWriter, encodeUtf8 } from '../src/bytes/cursor.js'
import type { Chunk } from '../src/bytes/resident.js'
import { getVarint } from '../src/bytes/varint.js'
import { DictionaryTop, DictionaryWriter, findTerm, readBlock, roles } from '../src/segment/dictionary.js'
import { noMoreDocuments, sections } from '../src/segment/layout.js'
import { PostingCursor } from '../src/segment/posting-cursor.js'
import { type ListEntry, type PostingList, PostingsWriter, readTerm } from '../src/segment/postings.js'
import { openSegment, type Section, type Segment } from '../src/segment/segment.js'
import { takeTurns } from './measure.js'
import { buildBytes } from './peers.js'
import type { Answer } from './questions.js'
import { randomFrom } from './random.js'

/** A term with its lists, copied out of the index. */
interface Term {
  key: string
  lists: PostingList[]
}

/** Bytes, raw and gzipped, and the time of a decode or a lookup, of each layout; the ratio is what was chosen to the other. */
export const layout: Answer = async ({ news, spoken, options }, tell) => {
  for (const corpus of [await news(), await spoken()]) {
    const segment = openSegment(buildBytes(corpus, false))
    const row = (name: string, unit: string, ours: number, theirs: number) =>
      tell({ corpus: corpus.name, name, unit, ours, theirs, ratio: ours / theirs })
    const bytes = (name: string, ours: Uint8Array, theirs: Uint8Array) => {
      row(`${name}: bytes`, 'MB', ours.length / 1e6, theirs.length / 1e6)
      row(`${name}: bytes, gzip`, 'MB', gzipSync(ours).length / 1e6, gzipSync(theirs).length / 1e6)
    }
    const random = randomFrom(1)
    const { terms, words } = contentOf(segment)

    const apart = separate(terms, segment.documentCount)
    const one = combined(terms, segment.documentCount, segment.schema.fields.length)
    bytes('a list per field / one for all', apart.bytes, one.bytes)
    const picked = occurring(terms, 300, random)
    const sums = new Float64Array(segment.documentCount)
    const lists = picked.map((term) => ({
      apart: () => apart.add(term, sums),
      scoped: () => apart.add(term, sums, 0),
      one: () => one.add(term, sums),
    }))
    for (const { apart: a, one: b } of lists) same(sums, a, b)
    const [fields, masks, scoped] = takeTurns(
      lists,
      [(list) => list.apart(), (list) => list.one(), (list) => list.scoped()],
      options.rounds,
    )
    row('all fields of a word, a list each / one for all', 'us', fields.median, masks.median)
    row('the headline of a word, a list each / one for all', 'us', scoped.median, masks.median)

    const full = dictionaryOf(words)
    const stems = dictionaryOf(words.filter(({ role }) => (role & roles.term) !== 0))
    const hash = hashOf(words)
    bytes('dictionary of words and stems / stems only', full.bytes, stems.bytes)
    bytes('dictionary of words and stems / a hash table of them', full.bytes, hash.bytes)
    const keys = picked.map((term) => encodeUtf8(terms[term].key))
    for (const key of keys) if (full.find(key) !== hash.find(key)) throw new Error('Expected one record of a key.')
    const [inFull, inStems, inHash] = takeTurns(
      Array.from({ length: 20 }, (_, i) => keys.slice(15 * i, 15 * i + 15)),
      [full, stems, hash].map(({ find }) => (batch: readonly Uint8Array[]) => {
        for (const key of batch) find(key)
      }),
      options.rounds,
    )
    row('15 terms looked up, words and stems / stems only', 'us', inFull.median, inStems.median)
    row('15 terms looked up, words and stems / a hash table', 'us', inFull.median, inHash.median)
  }
}

interface Word {
  key: string
  role: number
  offset: number
  length: number
}

/** All terms with their postings, and all entries of the dictionary. */
function contentOf(segment: Segment): { terms: Term[]; words: Word[] } {
  const place = (id: number) => segment.sections.get(id) as Section
  const { start: base } = place(sections.dictionary)
  const { start: postings } = place(sections.postings)
  const { dictionary, documentCount } = segment
  segment.resident.require(0, segment.bytes.length)
  const chunk = segment.resident.chunk(0, segment.bytes.length)
  const terms: Term[] = []
  const words: Word[] = []
  for (let block = 0; block < dictionary.blockCount; block++) {
    const start = dictionary.startOf(block)
    const end = dictionary.endOf(block)
    for (const { key, role, offset, length } of readBlock(chunk, base + start, base + end, dictionary.recordOffset(block))) {
      words.push({ key, role, offset, length })
      if ((role & roles.term) === 0) continue
      const entry = readTerm(chunk, postings + offset, postings + offset + length, () => false, documentCount)
      terms.push({ key, lists: entry.lists.map((list) => copyOf(new PostingCursor(chunk, list, false, documentCount))) })
    }
  }
  return { terms, words }
}

function copyOf(cursor: PostingCursor): PostingList {
  const docs = new Uint32Array(cursor.df)
  const freqs = new Uint32Array(cursor.df)
  for (let i = 0; cursor.next() !== noMoreDocuments; i++) {
    docs[i] = cursor.doc
    freqs[i] = cursor.freq
  }
  const { field, df } = cursor
  cursor.release()
  return { field, count: df, docs, freqs, positions: undefined }
}

/** A layout of lists: its bytes, and what it takes to add up a term's frequencies by document, of all fields or of one. */
interface Lists {
  bytes: Uint8Array
  add(term: number, sums: Float64Array, field?: number): void
}

/** What a frequency weighs, by field. */
const weights = [3, 1, 2]

function chunkOf(out: ByteWriter): Chunk {
  out.align(4)
  const bytes = out.toBytes()
  return { bytes, words: new Uint32Array(bytes.buffer, 0, bytes.length >>> 2), start: 0 }
}

/** A term's lists lie beside each other, as in the format. */
function separate(terms: readonly Term[], documentCount: number): Lists {
  const out = new ByteWriter()
  const writer = new PostingsWriter(out, new ByteWriter(), () => 100)
  const places = terms.map(({ lists }) => writer.add(lists, unionOf(lists).length))
  const chunk = chunkOf(out)
  return {
    bytes: chunk.bytes,
    add(term, sums, only) {
      const { offset, length } = places[term]
      const { lists } = readTerm(chunk, offset, offset + length, () => false, documentCount)
      for (const list of lists) {
        if (only !== undefined && list.field !== only) continue
        const weight = weights[list.field]
        const cursor = new PostingCursor(chunk, list, false, documentCount)
        for (let doc = cursor.nextBlock(); doc !== noMoreDocuments; doc = cursor.nextBlock()) {
          const { docs, freqs, count } = cursor
          for (let i = 0; i < count; i++) sums[docs[i]] += weight * freqs[i]
        }
        cursor.release()
      }
    },
  }
}

function unionOf(lists: readonly PostingList[]): Uint32Array {
  return Uint32Array.from(new Set(lists.flatMap(({ docs }) => [...docs]))).sort()
}

/**
 * One list of the documents of all fields. In the place of a frequency stands that of the last field, the longest, shifted over a bit for each other
 * field; the frequencies of those in a stream of their own, in chunks of 128. A word once in the longest field alone gets the smallest number.
 */
function combined(terms: readonly Term[], documentCount: number, fields: number): Lists {
  const out = new ByteWriter()
  const streams = new ByteWriter()
  const writer = new PostingsWriter(out, new ByteWriter(), () => 100)
  const main = fields - 1
  const once = 1 << main
  const places = terms.map(({ lists }) => {
    const docs = unionOf(lists)
    const codes = new Uint32Array(docs.length)
    const at = lists.map(() => 0)
    const freqs: number[] = []
    for (let i = 0; i < docs.length; i++) {
      for (const [l, list] of lists.entries()) {
        if (list.docs[at[l]] !== docs[i]) continue
        const freq = list.freqs[at[l]++]
        if (list.field === main) codes[i] |= freq << main
        else {
          codes[i] |= 1 << list.field
          freqs.push(freq)
        }
      }
      if (codes[i] <= once) codes[i] = codes[i] === once ? 1 : codes[i] + 1
    }
    const { offset, length } = writer.add([{ field: 0, count: docs.length, docs, freqs: codes, positions: undefined }], docs.length)
    const start = streams.length
    writeStream(freqs, streams)
    return { offset, length, start, isPacked: freqs.length >= blockSize }
  })
  const chunk = chunkOf(out)
  const stream = chunkOf(streams)
  const values = new Uint32Array(blockSize)
  const bytes = new Uint8Array(chunk.bytes.length + stream.bytes.length)
  bytes.set(chunk.bytes)
  bytes.set(stream.bytes, chunk.bytes.length)
  return {
    bytes,
    add(term, sums) {
      const { offset, length, start, isPacked } = places[term]
      const [list] = readTerm(chunk, offset, offset + length, () => false, documentCount).lists as [ListEntry]
      const cursor = new PostingCursor(chunk, list, false, documentCount)
      const next = streamReader(stream, start, values, isPacked)
      for (let doc = cursor.nextBlock(); doc !== noMoreDocuments; doc = cursor.nextBlock()) {
        const { docs, freqs, count } = cursor
        for (let i = 0; i < count; i++) {
          const code = freqs[i] > once ? freqs[i] : freqs[i] === 1 ? once : freqs[i] - 1
          let sum = weights[main] * (code >>> main)
          for (let rest = code & (once - 1); rest !== 0; rest &= rest - 1) sum += weights[31 - Math.clz32(rest & -rest)] * next()
          sums[docs[i]] += sum
        }
      }
      cursor.release()
    },
  }
}

/** Varints for fewer than 128 values; else chunks at a multiple of 4, and varints for what is left. */
function writeStream(freqs: readonly number[], out: ByteWriter): void {
  const whole = Math.floor(freqs.length / blockSize)
  if (whole > 0) out.align(4)
  const chunk = new Uint32Array(blockSize)
  for (let c = 0; c < whole; c++) {
    for (let i = 0; i < blockSize; i++) chunk[i] = freqs[c * blockSize + i] - 1
    const patching = choosePatching(chunk, 0)
    out.u32(patching.bits | (patching.exceptions << 6) | (1 << 31))
    packPatched(chunk, 0, patching, out)
  }
  if (whole > 0 && whole * blockSize < freqs.length) out.u32(0)
  for (let i = whole * blockSize; i < freqs.length; i++) out.varint(freqs[i] - 1)
}

function streamReader({ bytes, words }: Chunk, start: number, values: Uint32Array, isPacked: boolean): () => number {
  const place = { at: start }
  let word = (start + 3) >>> 2
  let left = 0
  return () => {
    if (left > 0) return values[blockSize - left--] + 1
    if (isPacked) {
      const head = words[word]
      isPacked = head >>> 31 === 1
      if (isPacked) {
        word = unpackPatched(words, bytes, word + 1, head & 63, (head >>> 6) & 0xff, values)
        left = blockSize
        return values[blockSize - left--] + 1
      }
      place.at = 4 * (word + 1)
    }
    return getVarint(bytes, place) + 1
  }
}

/** Some terms, drawn by their documents, up to 500 of them: those of more are mostly words that queries do not ask for. */
function occurring(terms: readonly Term[], count: number, random: () => number): number[] {
  const ends = new Float64Array(terms.length)
  let sum = 0
  for (const [i, { lists }] of terms.entries())
    ends[i] = sum += Math.min(
      500,
      lists.reduce((all, list) => all + list.count, 0),
    )
  return Array.from({ length: count }, () => {
    const at = random() * sum
    return Math.max(
      0,
      ends.findIndex((end) => end > at),
    )
  })
}

function same(sums: Float64Array, a: () => void, b: () => void): void {
  sums.fill(0)
  a()
  const first = sums.slice()
  sums.fill(0)
  b()
  if (!first.every((sum, i) => sum === sums[i])) throw new Error('Expected the same sums of both layouts.')
  sums.fill(0)
}

/** A dictionary: its bytes, and the record of a key. */
interface Lookup {
  bytes: Uint8Array
  find(key: Uint8Array): number
}

/** Front-coded blocks, as in the format; records in the order in which these entries name them. */
function dictionaryOf(words: readonly Word[]): Lookup {
  const out = new ByteWriter()
  const writer = new DictionaryWriter(out)
  const moved = new Map<number, number>()
  const back = new Map<number, number>()
  let next = 0
  for (const { key, role, offset, length } of words) {
    let at = moved.get(offset)
    if (at === undefined) {
      at = next
      next += length
      moved.set(offset, at)
      back.set(at, offset)
    }
    writer.add(key, role, { offset: at, length })
  }
  const given = writer.top()
  const head = given.slice()
  const chunk = chunkOf(out)
  const top = new DictionaryTop(head, chunk.bytes.length)
  const bytes = new Uint8Array(head.length + chunk.bytes.length)
  bytes.set(head)
  bytes.set(chunk.bytes, head.length)
  return {
    bytes,
    find(key) {
      const block = top.find(key)
      const start = top.startOf(block)
      const end = top.endOf(block)
      return back.get(findTerm(chunk, start, end, top.recordOffset(block), key)?.offset ?? -1) ?? -1
    },
  }
}

/** A table of slots, half of them filled: number of the entry plus 1; then end of key, and record offset, length and role, by entry; then the keys. */
function hashOf(words: readonly Word[]): Lookup {
  const size = 2 ** Math.ceil(Math.log2(1.5 * words.length))
  const slots = new Uint32Array(size)
  const ends = new Uint32Array(words.length)
  const records = new Uint32Array(2 * words.length)
  const keys = new ByteWriter()
  for (const [i, { key, role, offset, length }] of words.entries()) {
    const bytes = encodeUtf8(key)
    keys.bytes(bytes)
    ends[i] = keys.length
    records[2 * i] = offset
    records[2 * i + 1] = (length << 2) | role
    let slot = fnv(bytes) & (size - 1)
    while (slots[slot] !== 0) slot = (slot + 1) & (size - 1)
    slots[slot] = i + 1
  }
  const arena = keys.toBytes()
  const out = new ByteWriter()
  for (const column of [slots, ends, records]) out.words(column, 0, column.length)
  out.bytes(arena)
  return {
    bytes: out.toBytes(),
    find(key) {
      for (let slot = fnv(key) & (size - 1); slots[slot] !== 0; slot = (slot + 1) & (size - 1)) {
        const i = slots[slot] - 1
        const start = i === 0 ? 0 : ends[i - 1]
        if (ends[i] - start !== key.length || (records[2 * i + 1] & roles.term) === 0) continue
        let k = 0
        while (k < key.length && arena[start + k] === key[k]) k++
        if (k === key.length) return records[2 * i]
      }
      return -1
    },
  }
}

function fnv(bytes: Uint8Array): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < bytes.length; i++) hash = Math.imul(hash ^ bytes[i], 0x01000193)
  return (hash ^ (hash >>> 15)) >>> 0
}
