// A whole segment: it opens, tells what went in, and says what is wrong with bytes that are not one.

import { gzipSync } from 'node:zlib'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { analyzer } from '../../src/analysis/index.js'
import { crc32 } from '../../src/bytes/crc32.js'
import { type ErrorCode, isRostrumError } from '../../src/errors.js'
import { checkSegment } from '../../src/segment/check.js'
import { formatVersion, header } from '../../src/segment/layout.js'
import { openSegment } from '../../src/segment/segment.js'
import { headSum } from '../../src/segment/write.js'
import { contentOf, sampleDocuments, sampleOptions, sealed } from './content.js'

const documents = sampleDocuments(300, 1)
const bytes = sealed(documents)

test('the content that went in comes out', () => {
  const [version, count, fields, storeFields, , , terms, columns, keywords, ids, stored] = JSON.parse(contentOf(bytes))
  assert.is(version, `${formatVersion.major}.${formatVersion.minor}`)
  assert.is(count, 300)
  assert.equal(
    fields.map(([name, type]: string[]) => [name, type]),
    [
      ['headline', 'text'],
      ['body', 'text'],
      ['outlet', 'keyword'],
      ['words', 'number'],
      ['dates', 'date'],
    ],
  )
  assert.equal(storeFields, sampleOptions.storeFields)
  documents.forEach((document, doc) => {
    assert.equal(ids[doc], [document.id, [doc]])
    assert.equal(stored[doc], [document.headline, document.words ?? null])
    assert.equal(keywords[0][1][doc], [document.outlet].flat().sort())
    assert.equal(columns[0][1][doc], document.words === undefined ? [] : [document.words])
    assert.equal(columns[1][1][doc], document.dates)
  })
  const lists = terms.find(([key, role]: [string, number]) => key === 'carbon' && role >= 2)[3][1]
  const headlines = lists.find(([field]: number[]) => field === 0)[2].slice(1)
  const expected = documents.flatMap(({ headline }, doc) => {
    const positions = String(headline)
      .split(' ')
      .flatMap((word, at) => (word === 'carbon' ? [at] : []))
    return positions.length > 0 ? [[doc, positions.length]] : []
  })
  assert.equal(
    headlines.map(([doc, freq]: number[]) => [doc, freq]),
    expected,
  )
})

test('equal input gives equal bytes, other input another id', () => {
  assert.equal(sealed(sampleDocuments(300, 1)), bytes)
  const other = sealed(sampleDocuments(300, 2))
  assert.is.not(openSegment(other).id, openSegment(bytes).id)
  assert.is(openSegment(bytes).id.length, 32)
})

const shapes: [name: string, bytes: Uint8Array][] = [
  ['no documents', sealed([])],
  ['one document without any field', sealed([{ id: 1 }])],
  ['nothing stored', sealed(documents, { ...sampleOptions, storeFields: [] })],
  ['no positions', sealed(documents, { ...sampleOptions, positions: false })],
  [
    '31 fields',
    sealed([{ id: 1, f30: 'last one', f0: 'one' }], { fields: Object.fromEntries(Array.from({ length: 31 }, (_, i) => [`f${i}`, {}])) }),
  ],
  ['only numbers', sealed([{ id: 1, n: 2 }], { fields: { n: { type: 'number' } } })],
  [
    'a field with b of 1 and one with 0, boost 0',
    sealed(documents, { fields: { headline: { b: 1 }, body: { b: 0, boost: 0 } }, k1: 0.01 }),
  ],
  ['the sample', bytes],
  ['more', sealed(sampleDocuments(3000, 3))],
]
for (const [name, given] of shapes) {
  test(`is sound: ${name}`, () => {
    assert.equal(checkSegment(given).problems, [])
    assert.ok(checkSegment(given).ok)
    contentOf(given)
  })
}

test('opens at any offset in a buffer, as a Buffer too', () => {
  const content = contentOf(bytes)
  for (let offset = 0; offset < 16; offset++) {
    for (const outer of [new Uint8Array(bytes.length + 16), Buffer.alloc(bytes.length + 16)]) {
      outer.set(bytes, offset)
      const inner = outer.subarray(offset, offset + bytes.length)
      if (offset < 5) assert.is(contentOf(inner), content)
      else assert.is(openSegment(inner).id, openSegment(bytes).id)
    }
  }
})

function codeOf(run: () => unknown): string {
  try {
    run()
  } catch (error) {
    return isRostrumError(error) ? error.code : `untyped: ${error}`
  }
  return 'none'
}

/** A copy with some bytes changed; `mended` makes the head's checksum hold again. */
function changed(change: (view: DataView, copy: Uint8Array) => void, mended = false): Uint8Array {
  const copy = bytes.slice()
  const view = new DataView(copy.buffer)
  change(view, copy)
  if (mended) view.setUint32(header.headSum, headSum(copy, view.getUint32(header.headLength, true)), true)
  return copy
}

const text = (value: string) => new TextEncoder().encode(value)

const refusals: [name: string, bytes: unknown, code: ErrorCode][] = [
  ['empty', new Uint8Array(0), 'E_NOT_AN_INDEX'],
  ['not bytes', 'Rostrum\n', 'E_NOT_AN_INDEX'],
  ['nothing', undefined, 'E_NOT_AN_INDEX'],
  ['an ArrayBuffer', bytes.buffer, 'E_NOT_AN_INDEX'],
  ['the magic, half', text('Rost'), 'E_NOT_AN_INDEX'],
  ['the magic alone', text('Rostrum\n'), 'E_TRUNCATED'],
  ['the magic with a carriage return', text('Rostrum\r\n'.padEnd(100)), 'E_NOT_AN_INDEX'],
  ['JSON', text('{"index":[]}'), 'E_NOT_AN_INDEX'],
  ['a page', text('<!doctype html><title>404</title>'), 'E_NOT_AN_INDEX'],
  ['gzip', gzipSync(bytes), 'E_NOT_AN_INDEX'],
  ['zeros', new Uint8Array(4096), 'E_NOT_AN_INDEX'],
  ['a future major', changed((view) => view.setUint16(header.major, formatVersion.major + 1, true)), 'E_FORMAT_TOO_NEW'],
  ['a byte short', bytes.subarray(0, bytes.length - 1), 'E_TRUNCATED'],
  ['a byte more', new Uint8Array([...bytes, 0]), 'E_TRUNCATED'],
  ['twice', new Uint8Array([...bytes, ...bytes]), 'E_TRUNCATED'],
  ['a bit of the head', changed((_, copy) => (copy[200] ^= 1)), 'E_CORRUPT'],
  ['a head beyond the file', changed((view) => view.setUint32(header.headLength, 2 ** 32 - 8, true)), 'E_CORRUPT'],
  ['a head below the header', changed((view) => view.setUint32(header.headLength, 8, true)), 'E_CORRUPT'],
  ['no sections', changed((_, copy) => (copy[header.sectionCount] = 0), true), 'E_CORRUPT'],
  ['an unknown flag', changed((view) => view.setUint32(header.flags, 8, true), true), 'E_FORMAT_TOO_NEW'],
  ['a block of 1 byte', changed((_, copy) => (copy[header.blockShift] = 0), true), 'E_CORRUPT'],
  ['more documents', changed((view) => view.setUint32(header.documentCount, 301, true), true), 'E_CORRUPT'],
  ['a section outside', changed((view) => view.setUint32(header.size + 24 * 5 + 8, 2 ** 31, true), true), 'E_CORRUPT'],
  ['a section twice', changed((view) => view.setUint32(header.size, 2, true), true), 'E_CORRUPT'],
]
for (const [name, given, code] of refusals) {
  test(`${name} is ${code}`, () => {
    assert.is(
      codeOf(() => openSegment(given as Uint8Array)),
      code,
    )
    const report = checkSegment(given as Uint8Array)
    assert.not.ok(report.ok)
    assert.equal(
      report.problems.map((problem) => problem.code),
      [code],
    )
  })
}

test('every shorter length is refused on opening', () => {
  const small = sealed(documents.slice(0, 3))
  for (let length = 0; length < small.length; length++) {
    assert.is(
      codeOf(() => openSegment(small.subarray(0, length))),
      length < 8 ? 'E_NOT_AN_INDEX' : 'E_TRUNCATED',
      String(length),
    )
  }
})

function replaceMeta(given: Uint8Array, change: (json: string) => string): Uint8Array {
  const copy = given.slice()
  const view = new DataView(copy.buffer)
  const [start, length] = [view.getUint32(header.size + 8, true), view.getUint32(header.size + 16, true)]
  const json = change(new TextDecoder().decode(copy.subarray(start, start + length)))
  assert.ok(json.length <= length)
  copy.set(text(json.padEnd(length)), start)
  view.setUint32(header.headSum, headSum(copy, view.getUint32(header.headLength, true)), true)
  return copy
}

test('the reader of the meta section lets a padded one pass', () =>
  assert.is(
    codeOf(() => openSegment(replaceMeta(bytes, (json) => json))),
    'none',
  ))

const metas: [name: string, change: (json: string) => string, code: ErrorCode][] = [
  ['another fingerprint', (json) => json.replace(/("fingerprint":")....../, '$1zzzzzz'), 'E_ANALYZER'],
  ['an unknown analyzer', (json) => json.replaceAll('"english"', '"englisc"'), 'E_ANALYZER'],
  ['no JSON', (json) => json.slice(1), 'E_CORRUPT'],
  ['null', () => 'null', 'E_CORRUPT'],
  ['an array', () => '[]', 'E_CORRUPT'],
  ['no fields', (json) => json.replace('"fields":[{', '"field":[{'), 'E_CORRUPT'],
  ['a field of no type', (json) => json.replace('"type":"text"', '"type":"tex"'), 'E_CORRUPT'],
  ['a field that is null', (json) => json.replace(/"fields":\[\{[^}]*\}/, '"fields":[null'), 'E_CORRUPT'],
  ['a boost that is text', (json) => json.replace('"boost":3,"b":0.75', '"boost":"","b":0.7'), 'E_CORRUPT'],
  ['a negative b', (json) => json.replace('"b":0.75', '"b":-1'), 'E_CORRUPT'],
  ['k1 of 0', (json) => json.replace('"k1":1.2', '"k1":0'), 'E_CORRUPT'],
  ['positions that are no boolean', (json) => json.replace('"positions":true', '"positions":1'), 'E_CORRUPT'],
  ['an id field without a name', (json) => json.replace('"idField":"id"', '"idField":""'), 'E_CORRUPT'],
  ['stored fields that are no names', (json) => json.replace('"storeFields":["headline"', '"storeFields":[7'), 'E_CORRUPT'],
  ['an analyzer that is null', (json) => json.replace(/"analyzers":\[\{.*?\}\}?,/, '"analyzers":[null,'), 'E_CORRUPT'],
  ['statistics of no text field', (json) => json.replace(/"statistics":\[\{[^}]*\}/, '"statistics":[null'), 'E_CORRUPT'],
  ['statistics without end', (json) => json.replace(/"tokens":\d+/, '"tokens":1e99'), 'E_CORRUPT'],
]
for (const [name, change, code] of metas) {
  test(`meta with ${name} is ${code}`, () => {
    assert.is(
      codeOf(() => openSegment(replaceMeta(bytes, change))),
      code,
    )
  })
}

test('an analyzer given by value opens what it built, another of its name does not', () => {
  const make = (fold: boolean) => analyzer({ name: 'mine', filters: fold ? [] : [(word: string) => `${word}x`] } as never)
  const options = { fields: { body: { analyzer: make(true) } } }
  const given = sealed([{ id: 1, body: 'one two' }], options)
  assert.is(
    codeOf(() => openSegment(given)),
    'E_ANALYZER',
  )
  assert.is(
    codeOf(() => openSegment(given, { analyzers: [make(false)] })),
    'E_ANALYZER',
  )
  assert.is(
    codeOf(() => openSegment(given, { analyzers: [make(true)] })),
    'none',
  )
})

test('the checksum of the head is over all of it but itself', () => {
  const view = new DataView(bytes.buffer)
  const length = view.getUint32(header.headLength, true)
  assert.is(view.getUint32(header.headSum, true), crc32(new Uint8Array([...bytes.subarray(0, 60), ...bytes.subarray(64, length)])))
})

test.run()
