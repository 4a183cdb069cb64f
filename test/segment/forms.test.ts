// Exact forms: as which of its words a term stands where it does. Written, read by a cursor, merged as built anew, checked.

import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { isRostrumError, RostrumError } from '../../src/errors.js'
import { defineSchema, type SchemaOptions } from '../../src/schema.js'
import { checkSegment } from '../../src/segment/check.js'
import { readBlock } from '../../src/segment/dictionary.js'
import { formsOf } from '../../src/segment/forms.js'
import { noMoreDocuments, sections } from '../../src/segment/layout.js'
import { merge } from '../../src/segment/merge.js'
import { PositionCursor } from '../../src/segment/positions.js'
import { PostingCursor } from '../../src/segment/posting-cursor.js'
import { readTerm } from '../../src/segment/postings.js'
import { openSegment, type Section } from '../../src/segment/segment.js'
import { mend } from '../damage/mend.js'
import { randomOf, seed } from '../random.js'
import { sealed } from './content.js'

const options: SchemaOptions = { fields: { headline: { analyzer: 'english' }, body: { analyzer: 'english' } }, exactForms: true }

/** By field, document and position, the word that stands there, as the forms tell it; words of terms that have only one are left out. */
function spelt(bytes: Uint8Array, word: string): string[] {
  const segment = openSegment(bytes)
  const chunk = segment.resident.chunk(0, bytes.length)
  const start = (id: number) => (segment.sections.get(id) as Section).start
  const found: string[] = []
  for (let block = 0; block < segment.dictionary.blockCount; block++) {
    const from = start(sections.dictionary) + segment.dictionary.startOf(block)
    const to = start(sections.dictionary) + segment.dictionary.endOf(block)
    for (const { key, offset, length } of readBlock(chunk, from, to, segment.dictionary.recordOffset(block))) {
      if (key !== word) continue
      const record = start(sections.postings) + offset
      const { lists } = readTerm(chunk, record, record + length, () => true, segment.documentCount)
      const forms = formsOf(segment, offset, lists)
      const ordinal = forms?.ordinal(word) ?? 0
      for (const list of lists) {
        const cursor = new PostingCursor(chunk, list, true, segment.documentCount)
        const positions = new PositionCursor(cursor, list, chunk, start(sections.positions))
        const own = forms?.cursor(cursor)
        while (cursor.next() !== noMoreDocuments) {
          const { freq, doc } = cursor
          const read = own?.read().slice(0, freq) ?? new Uint32Array(freq)
          const at = [...positions.read().subarray(0, freq)].filter((_, i) => read[i] === ordinal)
          if (own !== undefined) assert.is(own.count(ordinal), at.length)
          for (const position of at) found.push(`${list.field}.${doc}.${position}`)
        }
      }
    }
  }
  return found
}

const verbs = ['report', 'reports', 'reported', 'reporting', 'votes', 'voting', 'vote', 'ice']
const random = randomOf(seed)
const words = (count: number) => Array.from({ length: count }, () => random.pick(verbs))
const documents = Array.from({ length: 400 }, (_, id) => ({
  id,
  headline: words(random.below(3)).join(' '),
  body: words(random.below(12)).join(' '),
}))

test(`each word is found where it stands, and only there (seed ${seed})`, () => {
  const bytes = sealed(documents, options)
  assert.equal(checkSegment(bytes).problems, [])
  for (const verb of verbs) {
    const expected = ['headline', 'body'].flatMap((name, field) =>
      documents.flatMap((document) =>
        String(document[name as 'body'])
          .split(' ')
          .flatMap((word, position) => (word === verb ? [`${field}.${document.id}.${position}`] : [])),
      ),
    )
    assert.equal(spelt(bytes, verb), expected, verb)
  }
})

test('merging gives what building anew would; a term of one word in each has two', () => {
  const parts = [
    documents.slice(0, 7),
    [{ id: 'a', body: 'walks walks' }],
    [
      { id: 'b', body: 'walked' },
      { id: 'c', body: 'walked walks' },
    ],
    documents.slice(7),
  ]
  const merged = merge(parts.map((part) => ({ segment: openSegment(sealed(part, options)), deleted: undefined })))
  assert.equal(checkSegment(merged).problems, [])
  assert.equal(merged, sealed(parts.flat(), options))
  assert.equal(spelt(merged, 'walked'), ['1.8.0', '1.9.0'])
  assert.equal(spelt(merged, 'walks'), ['1.7.0', '1.7.1', '1.9.1'])
})

test('a word whose documents are deleted stays, and stands nowhere', () => {
  const segment = openSegment(
    sealed(
      [
        { id: 1, body: 'walked' },
        { id: 2, body: 'walks' },
      ],
      options,
    ),
  )
  const merged = merge([{ segment, deleted: Uint8Array.of(1) }])
  assert.equal(checkSegment(merged).problems, [])
  assert.equal(spelt(merged, 'walked'), [])
  assert.equal(spelt(merged, 'walks'), ['1.0.0'])
})

test('of two words at one position, the first counts', () => {
  const bytes = sealed([{ id: 1, body: 'co-operate cooperates' }], options)
  assert.equal(checkSegment(bytes).problems, [])
})

test('no forms without positions', () => {
  assert.throws(
    () => defineSchema({ ...options, positions: false }),
    (error: unknown) => error instanceof RostrumError && error.code === 'E_CONFIG',
  )
})

test('without the option there is no section', () =>
  assert.not.ok(openSegment(sealed(documents, { ...options, exactForms: false })).sections.has(sections.forms)))

const small = sealed(
  [
    { id: 1, body: 'walked walks walking' },
    { id: 2, body: 'walks' },
  ],
  options,
)
const at = openSegment(small).sections.get(sections.forms) as Section
// count, zero, record, end; words; occurrences, bits
const rows: [name: string, says: RegExp, change: (view: DataView) => void][] = [
  ['more terms', /forms of \d+ terms/, (view) => view.setUint32(at.start, 2, true)],
  ['far more terms', /forms of \d+ terms/, (view) => view.setUint32(at.start, 0xffffffff, true)],
  ['the zero', /must be 0/, (view) => view.setUint32(at.start + 4, 1, true)],
  ['another record', /forms of the record/, (view) => view.setUint32(at.start + 8, 1, true)],
  ['an end outside', /within their section/, (view) => view.setUint32(at.start + 12, 400, true)],
  ['one word', /two words or more/, (view) => view.setUint8(at.start + 16, 1)],
  ['another word', /the words \["walked"/, (view) => view.setUint8(at.start + 19, 0x76)],
  ['more occurrences', /forms of/, (view) => view.setUint32(at.end - 8, 9, true)],
  ['fewer occurrences', /forms of/, (view) => view.setUint32(at.end - 8, 1, true)],
  ['a place above all', /one of 3 words/, (view) => view.setUint8(at.end - 4, 3)],
  ['bits behind the last', /behind its last form/, (view) => view.setUint8(at.end - 1, 1)],
]
for (const [name, says, change] of rows) {
  test(`${name}: ${says.source}`, () => {
    const bytes = small.slice()
    change(new DataView(bytes.buffer))
    mend(bytes)
    const { problems } = checkSegment(bytes)
    assert.ok(
      problems.some(({ code, message }) => code === 'E_CORRUPT' && says.test(message)),
      JSON.stringify(problems),
    )
    try {
      spelt(bytes, 'walks')
    } catch (error) {
      assert.ok(isRostrumError(error) && error.code === 'E_CORRUPT', String(error))
    }
  })
}

test.run()
