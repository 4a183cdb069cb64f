// FORMAT.md's examples: each is decoded by the readers and written again by the writers, byte for byte.

import { readFileSync, writeFileSync } from 'node:fs'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { fingerprint } from '../../src/analysis/analyzers.js'
import { standard } from '../../src/analysis/standard.js'
import { choosePatching, pack, packPatched, unpack, unpackPatched } from '../../src/bytes/bitpack.js'
import { crc32 } from '../../src/bytes/crc32.js'
import { ByteReader, ByteWriter, encodeUtf8 } from '../../src/bytes/cursor.js'
import { portableDeflate } from '../../src/bytes/deflate.js'
import { finish } from '../../src/bytes/steps.js'
import { putVarint } from '../../src/bytes/varint.js'
import { decodeSchema } from '../../src/schema.js'
import { type Automaton, exactAutomaton, prefixAutomaton } from '../../src/segment/automata.js'
import { Column, readColumnPlaces, writeColumns } from '../../src/segment/columns.js'
import { packSegments, unpackSegments } from '../../src/segment/container.js'
import { DictionaryTop, DictionaryWriter, findTerm, readBlock } from '../../src/segment/dictionary.js'
import { FormsWriter, findForms, TermForms } from '../../src/segment/forms.js'
import { Ids, writeIds } from '../../src/segment/ids.js'
import { KeywordCollector, KeywordColumn, readKeywordPlaces, writeKeywords } from '../../src/segment/keywords.js'
import { byteOfLength, formatVersion, header, lengthOfByte, magic, sectionRow, sections } from '../../src/segment/layout.js'
import { encodeLengths, exactLengths } from '../../src/segment/norms.js'
import { Parents, parentsLength, writeParents } from '../../src/segment/parents.js'
import { PositionCursor } from '../../src/segment/positions.js'
import { PostingCursor } from '../../src/segment/posting-cursor.js'
import { boundByte, type PostingList, PostingsWriter, readTerm } from '../../src/segment/postings.js'
import { saltOf } from '../../src/segment/salt.js'
import { openSegment } from '../../src/segment/segment.js'
import { readStoredBlock, StoredTop, StoredWriter, writeStored } from '../../src/segment/stored.js'
import { blocksFor, writeTrie } from '../../src/segment/trie.js'
import { sealed } from './content.js'

const document = new URL('../../src/segment/FORMAT.md', import.meta.url)
const version = `${formatVersion.major}.${formatVersion.minor}`

/** The segment of most examples. */
const segment = sealed([{ id: 7, body: 'ice road', year: 2017 }], {
  fields: { body: { boost: 2 }, year: { type: 'number' } },
  storeFields: ['body'],
})

// `GOLDEN=write`: the document says the version of layout.ts, in words and in the bytes of its examples, whose sums are then reckoned anew
if (process.env.GOLDEN === 'write') {
  const bytes = [formatVersion.major, formatVersion.minor].map((part) => `${hex(part & 255)} ${hex(part >>> 8)}`).join(' ')
  const text = readFileSync(document, 'utf8')
    .replace(/^(# The segment format, version )[\d.]+$/m, `$1${version}`)
    .replace(/^(\| 8 \| 2 \| major version, )\d+/m, `$1${formatVersion.major}`)
    .replace(/^(\| 10 \| 2 \| minor version, )\d+/m, `$1${formatVersion.minor}`)
    .replace(/^[\da-f ]{47}( \| file id)$/m, `${hexOf(segment.subarray(header.fileId, header.headLength))}$1`)
    .replace(/"fingerprint": "[\da-f]{16}"/, `"fingerprint": "${fingerprint(standard)}"`)
    .replace(/^[\da-f ]{11}( \| checksum of the head)$/m, `${hexOf(segment.subarray(header.headSum, header.size))}$1`)
    .replace(/^[\da-f]{2} [\da-f]{2} [\da-f]{2} [\da-f]{2}(.*\| version )[\d.]+/gm, `${bytes}$1${version}`)
  const [, body] = /^```hex container\n([\s\S]*?)^```$/m.exec(text) ?? ['', '']
  const head = Uint8Array.from(
    body.split('\n').flatMap((line) => line.split('|')[0].trim().split(' ').filter(Boolean)),
    (pair) => Number.parseInt(pair, 16),
  )
  const sum = crc32(head, 32, head.length, crc32(head, 0, 28))
  const sumText = [0, 8, 16, 24].map((shift) => hex((sum >>> shift) & 255)).join(' ')
  writeFileSync(document, text.replace(/^([\da-f ]{12})[\da-f ]{11}( \| head of 88 bytes, its checksum)$/m, `$1${sumText}$2`))
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, hex).join(' ')
}

function hex(byte: number): string {
  return byte.toString(16).padStart(2, '0')
}

const markdown = readFileSync(document, 'utf8')

interface Example {
  arguments: number[]
  bytes: Uint8Array<ArrayBuffer>
}

const examples = new Map<string, Example>()
for (const [, name, rest, body] of markdown.matchAll(/^```hex ([a-z-]+)([ \d]*)\n([\s\S]*?)^```$/gm)) {
  const digits = body.split('\n').map((line) => line.split('|')[0].trim())
  const bytes = digits.flatMap((line) => (line === '' ? [] : line.split(' ').map((pair) => Number.parseInt(pair, 16))))
  assert.not.ok(examples.has(name), `two examples are called ${name}`)
  examples.set(name, { arguments: rest.trim() === '' ? [] : rest.trim().split(' ').map(Number), bytes: Uint8Array.from(bytes) })
}
const used = new Set<string>()

function example(name: string): Example {
  used.add(name)
  const found = examples.get(name)
  if (found === undefined) throw new Error(`FORMAT.md has no example ${name}`)
  return found
}

function bytesOf(write: (out: ByteWriter) => void): Uint8Array {
  const out = new ByteWriter()
  write(out)
  return out.toBytes()
}

/** A chunk of these bytes, followed by zeros to a whole word. */
function chunkOf(bytes: Uint8Array, start = 0) {
  const padded = new Uint8Array(Math.ceil(bytes.length / 4) * 4)
  padded.set(bytes)
  return { bytes: padded, words: new Uint32Array(padded.buffer), start }
}

test('varints', () => {
  const { bytes } = example('varints')
  const reader = new ByteReader(bytes)
  const values = [5, 300, 2 ** 32 - 1]
  assert.equal(
    values.map(() => reader.varint()),
    values,
  )
  assert.is(reader.at, bytes.length)
  const out = new Uint8Array(20)
  let at = 0
  for (const value of values) at = putVarint(out, at, value)
  assert.equal(out.slice(0, at), bytes)
})

test('the document says which version it is of', () => assert.ok(markdown.startsWith(`# The segment format, version ${version}\n`)))

test('header', () => {
  const { bytes } = example('header')
  const view = new DataView(bytes.buffer)
  assert.is(bytes.length, header.size)
  assert.is(new TextDecoder().decode(bytes.subarray(0, 8)), magic)
  assert.equal([view.getUint16(header.major, true), view.getUint16(header.minor, true)], [formatVersion.major, formatVersion.minor])
  assert.is(view.getBigUint64(header.fileLength, true), 848n)
  assert.is(view.getUint32(header.headLength, true), 736)
  assert.is(view.getUint32(header.documentCount, true), 1)
  // id and checksum too, which follow from the whole segment
  assert.equal(segment.slice(0, header.size), bytes)
})

test('the ruler of the header is that of the code', () => {
  const rows = [...markdown.matchAll(/^\| (\d+) \| (\d+) \|/gm)].map(([, offset, size]) => [Number(offset), Number(size)])
  const { size, ...offsets } = header
  assert.equal(
    rows.map(([offset]) => offset),
    Object.values(offsets),
  )
  for (const [i, [offset, length]] of rows.entries()) assert.is(offset + length, rows[i + 1]?.[0] ?? size)
})

test('section row', () => {
  const { bytes } = example('section-row')
  assert.is(bytes.length, sectionRow)
  const row = [...Array(segment[header.sectionCount]).keys()]
    .map((i) => segment.slice(header.size + sectionRow * i, header.size + sectionRow * (i + 1)))
    .find(([id]) => id === sections.dictionary)
  assert.equal(row, bytes)
  const { start, end } = openSegment(segment).sections.get(sections.dictionary) as { start: number; end: number }
  assert.equal([start, end - start], [736, 11])
})

test('every section id of the code is in the document', () => {
  for (const [name, id] of Object.entries(sections)) {
    const spaced = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    assert.ok(markdown.includes(`| ${id} | ${spaced} |`) || markdown.includes(`${id} (`), `${name}, ${id}`)
  }
})

test('checksum', () => {
  const { bytes } = example('checksum')
  const salt = saltOf(bytes.subarray(0, 16))
  assert.is((crc32(bytes, 16, 25) ^ salt(1)) >>> 0, new ByteReader(bytes, 25).u32())
  assert.is(salt(1), 0xcdc4140d)
})

test('meta', () => {
  const [, json] = /^```json meta\n([\s\S]*?)^```$/m.exec(markdown) as RegExpExecArray
  const { start, end } = openSegment(segment).sections.get(sections.meta) as { start: number; end: number }
  const own = new TextDecoder().decode(segment.subarray(start, end))
  assert.equal(JSON.parse(json), JSON.parse(own))
  assert.is(decodeSchema(JSON.parse(own).schema).field('body')?.boost, 2)
})

test('dictionary and its top', () => {
  const { bytes } = example('dictionary')
  const top = new DictionaryTop(example('dictionary-top').bytes, bytes.length)
  const entries = [
    { key: 'minist', role: 2, offset: 0, length: 9 },
    { key: 'minister', role: 1, offset: 0, length: 9 },
    { key: 'ministers', role: 1, offset: 0, length: 9 },
    { key: 'mint', role: 3, offset: 9, length: 6 },
  ]
  const start = top.startOf(0)
  const end = top.endOf(0)
  assert.equal([top.blockCount, top.entryCount, start, end], [1, 4, 0, bytes.length])
  assert.equal([...readBlock(chunkOf(bytes), start, end, top.recordOffset(0))], entries)
  assert.equal(findTerm(chunkOf(bytes), start, end, 0, encodeUtf8('mint')), { offset: 9, length: 6 })
  assert.is(findTerm(chunkOf(bytes), start, end, 0, encodeUtf8('minister')), undefined)
  const out = new ByteWriter()
  const writer = new DictionaryWriter(out)
  for (const { key, role, ...place } of entries) writer.add(key, role, place)
  assert.equal(out.toBytes(), bytes)
  assert.equal(writer.top(), example('dictionary-top').bytes)
})

const list = (field: number, docs: number[], freqs: number[], positions?: number[]): PostingList => ({
  field,
  count: docs.length,
  docs: Uint32Array.from(docs),
  freqs: Uint32Array.from(freqs),
  positions: positions && Uint32Array.from(positions),
})

const longDocs = Array.from({ length: 130 }, (_, i) => (i === 129 ? 200 : i))
const longFreqs = longDocs.map((doc) => (doc === 3 ? 3 : 1))
const longPositions = longDocs.flatMap((doc) => (doc === 3 ? [0, 1, 2] : doc === 200 ? [9] : [0]))

const records: [name: string, lists: PostingList[], unionDf: number][] = [
  ['record-short', [list(0, [1, 2, 9], [1, 2, 1], [4, 0, 6, 300])], 3],
  ['record-fields', [list(0, [5], [1], [0]), list(2, [5, 7], [1, 1])], 2],
  ['record-long', [list(0, longDocs, longFreqs, longPositions)], 130],
]
test('record-web', () => {
  const { bytes } = example('record-web')
  const chunk = chunkOf(bytes)
  const { lists } = readTerm(
    chunk,
    0,
    bytes.length,
    () => true,
    1000,
    undefined,
    () => true,
  )
  assert.equal([...bytes.subarray(lists[0].end)].map(lengthOfByte), [10, 40, 24])
  const lengths = new Uint8Array(10)
  lengths.set([byteOfLength(10), byteOfLength(40)], 1)
  lengths[9] = byteOfLength(24)
  const out = new ByteWriter()
  const bound = ({ freqs }: PostingList, from: number, to: number) => boundByte(1, 1.2, Math.max(...freqs.subarray(from, to)))
  new PostingsWriter(out, new ByteWriter(), bound, undefined, () => lengths).add([list(0, [1, 2, 9], [1, 2, 1], [4, 0, 6, 300])], 3)
  assert.equal(out.toBytes(), bytes)
})

for (const [name, lists, unionDf] of records) {
  test(name, () => {
    const { bytes } = example(name)
    const positions = name === 'record-long' ? example('positions').bytes : new Uint8Array(0)
    const chunk = chunkOf(bytes)
    const isText = (field: number) => field === 0
    const term = readTerm(chunk, 0, bytes.length, isText, 1000)
    assert.is(term.unionDf, unionDf)
    lists.forEach((given, k) => {
      const entry = term.lists[k]
      const cursor = new PostingCursor(chunk, entry, isText(entry.field), 1000)
      const reader = given.positions && new PositionCursor(cursor, entry, entry.df < 128 ? chunk : chunkOf(positions), 0)
      let at = 0
      for (let i = 0; i < given.count; i++) {
        assert.equal([entry.field, cursor.next(), cursor.freq], [given.field, given.docs[i], given.freqs[i]])
        if (reader) assert.equal(reader.read().slice(0, cursor.freq), given.positions?.slice(at, (at += cursor.freq)))
      }
    })
    const [out, outPositions] = [new ByteWriter(), new ByteWriter()]
    const bound = ({ freqs }: PostingList, from: number, to: number) => boundByte(1, 1.2, Math.max(...freqs.subarray(from, to)))
    new PostingsWriter(out, outPositions, bound).add(lists, unionDf)
    assert.equal(out.toBytes(), bytes)
    assert.equal(outPositions.toBytes(), positions)
  })
}

test('packed', () => {
  const {
    bytes,
    arguments: [bits],
  } = example('packed')
  const out = new Uint32Array(128)
  unpack(new Uint32Array(bytes.buffer), 0, bits, out)
  assert.equal(
    [...out],
    Array.from({ length: 128 }, (_, i) => i % 8),
  )
  assert.equal(
    bytesOf((writer) => pack(out, 0, bits, writer)),
    bytes,
  )
})

test('patched', () => {
  const {
    bytes,
    arguments: [bits, exceptions],
  } = example('patched')
  const out = new Uint32Array(128)
  assert.is(unpackPatched(new Uint32Array(bytes.buffer), bytes, 0, bits, exceptions, out), bytes.length / 4)
  assert.equal(
    [...out],
    Array.from({ length: 128 }, (_, i) => (i === 5 ? 1001 : i % 2)),
  )
  assert.equal(choosePatching(out, 0), { bits, exceptions })
  assert.equal(
    bytesOf((writer) => packPatched(out, 0, { bits, exceptions }, writer)),
    bytes,
  )
})

test('exact lengths', () => {
  const {
    bytes,
    arguments: [documents, count],
  } = example('exact-lengths')
  const encoded = encodeLengths(Uint32Array.of(33, 0, 1000, 33))
  assert.equal(encoded.bytes.slice(), bytes)
  const read = exactLengths(bytes, { start: 0, end: bytes.length, lengths: count, width: 1 }, documents)
  assert.equal(
    [...read.classes.subarray(0, documents)].map((length) => read.lengths[length]),
    [33, 0, 1000, 33],
  )
})

test('forms', () => {
  const {
    bytes,
    arguments: [fields],
  } = example('forms')
  const writer = new FormsWriter()
  const list = { field: 0, count: 2, docs: Uint32Array.of(0, 1), freqs: Uint32Array.of(4, 1), positions: undefined }
  writer.add(0, ['walked', 'walking', 'walks'], [{ ...list, forms: Uint32Array.of(0, 1, 2, 2, 1) }])
  assert.equal(writer.view().slice(), bytes)
  const chunk = chunkOf(bytes)
  const place = findForms(chunk, { start: 0, end: bytes.length }, 0)
  assert.equal(place, { start: 16, end: 44 })
  assert.is(findForms(chunk, { start: 0, end: bytes.length }, 1), undefined)
  const entry = { field: 0, df: 2, start: 0, end: 0, positionsStart: 0, positionsEnd: 0 }
  const forms = new TermForms(
    chunk,
    { start: 16, end: 44 },
    Array.from({ length: fields }, () => entry),
  )
  assert.equal([forms.words, forms.bits, forms.occurrences(0)], [['walked', 'walking', 'walks'], 2, 5])
  const cursor = { df: 2, field: 0, block: 0, at: 0, freq: 4, freqs: Uint32Array.of(4, 1) }
  const read = forms.cursor(cursor as unknown as PostingCursor)
  assert.equal([...read.read().subarray(0, 4)], [0, 1, 2, 2])
  Object.assign(cursor, { at: 1, freq: 1 })
  assert.equal([read.read()[0], read.count(1), read.count(2)], [1, 1, 0])
})

test('norms', () => {
  const { bytes } = example('norms')
  assert.equal([...bytes].map(lengthOfByte), [0, 31, 32, 32, 34, 100, 507_904])
  assert.equal([0, 31, 32, 33, 34, 100, 1_000_000].map(byteOfLength), [...bytes])
})

test('columns', () => {
  const {
    bytes,
    arguments: [documents],
  } = example('columns')
  const places = readColumnPlaces(bytes, 0, documents)
  const columns = places.map(({ kind, start, end }) => new Column(bytes.subarray(start, end), kind, documents))
  assert.equal(
    places.map(({ field, kind }) => [field, kind]),
    [
      [3, 1],
      [4, 2],
    ],
  )
  assert.equal(
    columns.map((column) => [column.all(0), column.all(1)]),
    [
      [[2017], []],
      [[1, -2], []],
    ],
  )
  const given = [
    { field: 3, ends: Uint32Array.of(1, 1), values: Float64Array.of(2017) },
    { field: 4, ends: Uint32Array.of(2, 2), values: Float64Array.of(1, -2) },
  ]
  assert.equal(
    bytesOf((out) => writeColumns(given, documents, out)),
    bytes,
  )
})

test('ids', () => {
  const {
    bytes,
    arguments: [documents],
  } = example('ids')
  const ids = new Ids(chunkOf(bytes), 0, bytes.length, documents)
  assert.equal([ids.id(0), ids.id(1), ids.find(7), ids.find('7')], [7, '7', [0], [1]])
  assert.equal(
    bytesOf((out) => writeIds([7, '7'], out)),
    bytes,
  )
})

test('stored and its top', () => {
  const { bytes } = example('stored')
  const top = new StoredTop(example('stored-top').bytes, bytes.length)
  assert.equal(top.find(1), { start: 0, end: bytes.length, index: 1, documents: 2 })
  const records = readStoredBlock(bytes, portableDeflate).map((record) => new TextDecoder().decode(record))
  assert.equal(records, ['["ice road"]', '["ice"]'])
  const writer = new StoredWriter(portableDeflate)
  for (const record of records) writer.add(record)
  writer.flush()
  const out = new ByteWriter()
  assert.equal(writeStored(writer.blocks, out), example('stored-top').bytes)
  assert.equal(out.toBytes(), bytes)
})

test('keywords', () => {
  const {
    bytes,
    arguments: [documents],
  } = example('keywords')
  const given: [field: number, values: string[][]][] = [
    [2, [['Wire'], [], ['Herald']]],
    [5, [['war', 'art'], [], ['art']]],
  ]
  const places = readKeywordPlaces(bytes, 0, documents)
  const read = places.map((place) => {
    const column = new KeywordColumn(bytes.subarray(place.start, place.end), place, documents)
    return [place.field, [0, 1, 2].map((doc) => column.all(doc).map((ordinal) => column.value(ordinal)))]
  })
  assert.equal(
    read,
    given.map(([field, values]) => [field, values.map((own) => own.sort())]),
  )
  const columns = given.map(([field, values]) => {
    const collector = new KeywordCollector()
    for (const own of values) collector.add(own)
    return collector.values(field)
  })
  assert.equal(
    bytesOf((out) => writeKeywords(columns, out)),
    bytes,
  )
})

test('trie', () => {
  const { bytes } = example('trie')
  const out = new ByteWriter()
  const writer = new DictionaryWriter(out)
  let count = 0
  const add = (key: string, role: number) => writer.add(key, role, { offset: 8 * count++, length: 8 })
  const fill = (block: number, start: string) => {
    while (count < 64 * block) add(`${start}${String(count).padStart(5, '0')}`, 2)
  }
  for (const word of ['a', 'an', 'and', 'ant']) add(word, 3)
  fill(1, 'antb')
  for (const word of ['ants', 'any']) add(word, 3)
  fill(7, 'b')
  add('two', 3)
  const section = out.toBytes()
  const top = new DictionaryTop(writer.top(), section.length)
  const rows: [automaton: Automaton, blocks: number[]][] = [
    [prefixAutomaton(''), [0, 1, 7]],
    [prefixAutomaton('ant'), [0, 1]],
    [prefixAutomaton('any'), [1]],
    [exactAutomaton('an'), [0]],
    [exactAutomaton('two'), [7]],
    [exactAutomaton('be'), []],
  ]
  for (const [automaton, blocks] of rows) assert.equal(blocksFor(bytes, top, automaton, 100), blocks)
  assert.equal(finish(writeTrie(top, chunkOf(section), 0)), bytes)
})

test('container', () => {
  const { bytes } = example('container')
  const parts = [
    { bytes: new Uint8Array(64).fill(9, header.documentCount, header.documentCount + 1), deleted: Uint8Array.of(2, 1) },
    { bytes: new Uint8Array(70), deleted: undefined },
  ]
  const packed = packSegments(parts)
  assert.equal(packed.slice(0, bytes.length), bytes)
  const whole = new Uint8Array(224)
  whole.set(bytes)
  whole.set(parts[0].bytes, 88)
  assert.equal(
    unpackSegments(whole).map((part) => ({ ...part, bytes: new Uint8Array(part.bytes) })),
    parts,
  )
})

test('parents', () => {
  const {
    bytes,
    arguments: [documents, paths],
  } = example('parents')
  const levels = Uint8Array.of(1, 1, 2, 0, 0)
  const parents = new Parents(new Uint32Array(bytes.buffer), documents, paths)
  assert.is(parentsLength(documents, paths), bytes.length)
  assert.equal(
    [...levels.keys()].map((doc) => parents.level(doc)),
    [...levels],
  )
  assert.equal(
    [...levels.keys()].map((doc) => [parents.first(doc), parents.next(doc), parents.rank(doc)]),
    [
      [0, 3, 0],
      [0, 3, 0],
      [0, 3, 0],
      [0, 3, 0],
      [4, 4, 1],
    ],
  )
  assert.equal(
    bytesOf((out) => writeParents(levels, paths, out)),
    bytes,
  )
})

test('every example was used', () =>
  assert.equal(
    [...examples.keys()].filter((name) => !used.has(name)),
    [],
  ))

test('every section that the code refers to is there', () => {
  for (let section = 1; section <= 16; section++) assert.match(markdown, `\n## ${section}. `)
})

test.run()
