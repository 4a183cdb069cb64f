// The parts of a segment, or of several in one file, as text for people, line by line, read only as far as the lines are taken.

import { encodeUtf8 } from '../bytes/cursor.js'
import { didYouMean, quote, RostrumError } from '../errors.js'
import { type Field, keywordKey } from '../schema.js'
import { Column, readColumnPlaces } from './columns.js'
import { isContainer, type SegmentPart, unpackSegments } from './container.js'
import { compareKeys, type DictionaryEntry, readBlock, roles } from './dictionary.js'
import { formsOf, type TermForms } from './forms.js'
import { Ids } from './ids.js'
import { hasInline } from './inline-lengths.js'
import { KeywordColumn, readKeywordPlaces } from './keywords.js'
import { flags, header, noMoreDocuments, sectionName, sectionRow, sections } from './layout.js'
import { lengthsOf } from './norms.js'
import { type Parents, parentsOf } from './parents.js'
import { PositionCursor } from './positions.js'
import { PostingCursor } from './posting-cursor.js'
import { type ListEntry, readTerm } from './postings.js'
import { type OpenOptions, openSegment, rangeOf, type Segment } from './segment.js'
import { parseRecord, readStoredBlock } from './stored.js'
import { trieEntries } from './trie.js'

/** A part that can be dumped: what may follow its name, and a line of help. */
export interface DumpPart {
  readonly argument: string
  readonly summary: string
  /** Lines of text. What stands in the segment is not made safe for a terminal. `deleted` has a bit for each deleted document. @throws E_CORRUPT */
  lines(segment: Segment, argument: string, deleted: Uint8Array | undefined): Generator<string>
}

/** The parts by name, in the order of the file. */
export const dumpParts: ReadonlyMap<string, DumpPart> = new Map<string, DumpPart>([
  ['header', { argument: '', summary: 'the numbers of the header', lines: headerLines }],
  ['sections', { argument: '', summary: 'where each section lies', lines: sectionLines }],
  ['checksums', { argument: '', summary: 'the checksum of each block of bytes, and whether it holds', lines: checksumLines }],
  ['meta', { argument: '', summary: 'schema and statistics, as JSON', lines: metaLines }],
  ['blocks', { argument: '', summary: 'where the blocks of the dictionary and of stored fields lie', lines: blockLines }],
  ['dictionary', { argument: '[FROM]', summary: 'words and terms, from one on', lines: dictionaryLines }],
  ['term', { argument: 'WORD', summary: 'the postings of a word, or of FIELD:KEYWORD', lines: termLines }],
  ['trie', { argument: '', summary: 'how words start, and in which blocks of the dictionary they are', lines: trieLines }],
  ['norms', { argument: '[N]', summary: 'lengths of text fields, from document N on', lines: normLines }],
  ['columns', { argument: '[N]', summary: 'numbers, dates and keywords, from document N on', lines: columnLines }],
  ['ids', { argument: '[N]', summary: 'ids, from document N on', lines: idLines }],
  ['parents', { argument: '[N]', summary: 'which documents are items of which, from document N on', lines: parentLines }],
  ['deleted', { argument: '[N]', summary: 'which documents are deleted, from document N on', lines: deletedLines }],
  ['stored', { argument: '[N]', summary: 'stored fields, from document N on', lines: storedLines }],
])

/**
 * The lines of a part, the header's by default, of the segment in `bytes`. Of several segments, of each in turn below a line that tells where it is,
 * or of the one whose number is given alone.
 * @throws E_USAGE for a part or segment that is not there; E_CORRUPT, here or while the lines are taken
 */
export function dumpBytes(bytes: Uint8Array, part = 'header', argument = '', only?: number, options: OpenOptions = {}): Generator<string> {
  const known = partOf(part)
  const parts = unpackSegments(bytes)
  if (only !== undefined && only >= parts.length) {
    throw new RostrumError('E_USAGE', {
      expected: `a segment from 0 to ${parts.length - 1}`,
      got: String(only),
      cure: 'Leave it out for all of them.',
    })
  }
  return segmentLines(bytes, parts, known, argument, only, options)
}

function* segmentLines(
  bytes: Uint8Array,
  parts: readonly SegmentPart[],
  known: DumpPart,
  argument: string,
  only: number | undefined,
  options: OpenOptions,
): Generator<string> {
  for (const [i, { bytes: own, deleted }] of parts.entries()) {
    if (only !== undefined && i !== only) continue
    if (isContainer(bytes) && only === undefined) {
      const start = own.byteOffset - bytes.byteOffset
      yield `segment ${i} of ${parts.length}, bytes [${start}, ${start + own.length})`
    }
    yield* known.lines(openSegment(own, options), argument, deleted)
  }
}

/** The lines of a part of a segment. @throws E_USAGE for a part that is not there; E_CORRUPT while the lines are taken */
export function dump(segment: Segment, part = 'header', argument = '', deleted?: Uint8Array): Generator<string> {
  return partOf(part).lines(segment, argument, deleted)
}

function partOf(part: string): DumpPart {
  const known = dumpParts.get(part)
  if (known === undefined)
    throw new RostrumError('E_USAGE', { expected: 'a part of an index', got: quote(part), cure: didYouMean(part, dumpParts.keys()) })
  return known
}

function* headerLines({ bytes, version, id, documentCount, resident }: Segment): Generator<string> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const bits = view.getUint32(header.flags, true)
  const names = Object.entries(flags).flatMap(([name, bit]) => ((bits & bit) !== 0 ? [name] : []))
  yield `version     ${version}`
  yield `flags       ${bits}${names.length > 0 ? ` (${names.join(', ')})` : ''}`
  yield `file        ${resident.byteLength} bytes`
  yield `id          ${id}`
  yield `head        ${view.getUint32(header.headLength, true)} bytes`
  yield `documents   ${documentCount}`
  yield `checksums   of blocks of ${2 ** bytes[header.blockShift]} bytes`
  yield `sections    ${bytes[header.sectionCount]}`
}

function* sectionLines(segment: Segment): Generator<string> {
  for (const [id, { start, end }] of [...segment.sections].sort((a, b) => a[1].start - b[1].start))
    yield `${String(id).padStart(2)}  ${sectionName(id).padEnd(14)}  [${start}, ${end})  ${end - start} bytes`
}

function* checksumLines({ bytes, resident }: Segment): Generator<string> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const base = view.getUint32(header.headLength, true)
  const size = 2 ** bytes[header.blockShift]
  const sums = header.size + sectionRow * bytes[header.sectionCount]
  const damaged = new Set(resident.damagedBlocks())
  for (let block = 0; base + block * size < bytes.length; block++) {
    const start = base + block * size
    const sum = view
      .getUint32(sums + 4 * block, true)
      .toString(16)
      .padStart(8, '0')
    yield `${block}  [${start}, ${Math.min(bytes.length, start + size)})  ${sum}${damaged.has(block) ? ', does not hold' : ''}`
  }
}

function* blockLines({ dictionary, stored, schema, documentCount }: Segment): Generator<string> {
  for (let block = 0; block < dictionary.blockCount; block++) {
    const start = dictionary.startOf(block)
    const end = dictionary.endOf(block)
    yield `dictionary ${block}  [${start}, ${end}), records from ${dictionary.recordOffset(block)}`
  }
  for (let [block, doc] = [0, 0]; schema.storeFields.length > 0 && doc < documentCount; block++) {
    const { start, end, documents } = stored.find(doc)
    yield `stored ${block}  [${start}, ${end}), documents [${doc}, ${doc + documents})`
    doc += documents
  }
}

function* metaLines(segment: Segment): Generator<string> {
  const { start, end } = rangeOf(segment, sections.meta)
  yield* JSON.stringify(JSON.parse(new TextDecoder().decode(segment.bytes.subarray(start, end))), null, 2).split('\n')
}

function* dictionaryLines(segment: Segment, from: string): Generator<string> {
  for (const entry of entriesFrom(segment, from)) yield entryLine(entry)
}

function entryLine({ key, role, offset, length }: DictionaryEntry): string {
  const kind = role === (roles.word | roles.term) ? 'word and term' : role === roles.term ? 'term' : 'word'
  return `${keyText(key)}  ${kind}, record [${offset}, ${offset + length})`
}

/** A key as people read it: a keyword's field number and value, a word as it is. */
function keyText(key: string): string {
  const [start, field, ...value] = key.split('\u0001')
  return start === '' && value.length > 0 ? `#${field}:${value.join('\u0001')}` : key
}

function* entriesFrom(segment: Segment, from: string): Generator<DictionaryEntry> {
  const { dictionary } = segment
  const first = Math.max(0, dictionary.find(encodeUtf8(from)))
  // equal keys may start in the block before
  for (let block = Math.max(0, first - 1); block < dictionary.blockCount; block++) {
    const { start, end, resident } = required(segment, sections.dictionary, dictionary.startOf(block), dictionary.endOf(block))
    for (const entry of readBlock(resident.chunk(start, end), start, end, dictionary.recordOffset(block)))
      if (compareKeys(entry.key, from) >= 0) yield entry
  }
}

function* termLines(segment: Segment, word: string): Generator<string> {
  const colon = word.indexOf(':')
  const field = colon < 0 ? undefined : segment.schema.field(word.slice(0, colon))
  const key = field?.type === 'keyword' ? keywordKey(field, word.slice(colon + 1)) : word
  for (const entry of entriesFrom(segment, key)) {
    if (entry.key !== key) return
    yield entryLine(entry)
    yield* recordLines(segment, entry)
  }
}

function* recordLines(segment: Segment, { offset, length }: DictionaryEntry): Generator<string> {
  const { documentCount } = segment
  const { start, end, resident } = required(segment, sections.postings, offset, offset + length)
  const { unionDf, lists } = readTerm(
    resident.chunk(start, end),
    start,
    end,
    (field) => hasPositions(segment, field),
    documentCount,
    segment.schema.levelMasks,
    (field) => hasInline(segment, field),
  )
  yield `  ${unionDf} documents`
  if (segment.schema.exactForms) required(segment, sections.forms)
  const forms = formsOf(segment, offset, lists)
  for (const list of lists) yield* listLines(segment, list, forms)
}

function* listLines(segment: Segment, list: ListEntry, forms: TermForms | undefined): Generator<string> {
  const withPositions = hasPositions(segment, list.field)
  const chunk = segment.resident.chunk(list.start, list.end)
  const cursor = new PostingCursor(chunk, list, withPositions, segment.documentCount)
  const base = rangeOf(segment, sections.positions).start
  const far = list.positionsEnd > 0 ? required(segment, sections.positions, list.positionsStart, list.positionsEnd) : undefined
  const positions = withPositions
    ? new PositionCursor(cursor, list, far ? segment.resident.chunk(far.start, far.end) : chunk, base)
    : undefined
  const name = segment.schema.fields[list.field]?.name ?? `field ${list.field}`
  yield `  ${name}: ${list.df} documents, ${list.end - list.start} bytes, bounds up to ${cursor.largestBound()}`
  const own = withPositions ? forms?.cursor(cursor) : undefined
  while (cursor.next() !== noMoreDocuments) {
    const { doc, freq } = cursor
    const spelt = own?.read()
    const place = (position: number, i: number) => (spelt === undefined ? position : `${position}=${forms?.words[spelt[i]]}`)
    const places = positions === undefined ? '' : ` at ${Array.from(positions.read().subarray(0, freq), place).join(' ')}`
    yield `    ${doc}${freq > 1 ? `, ${freq} times` : ''}${places}`
  }
}

function* normLines(segment: Segment, from: string): Generator<string> {
  required(segment, sections.norms)
  const { schema, documentCount } = segment
  for (let doc = documentFrom(from); doc < documentCount; doc++) {
    const own = schema.fields.flatMap(({ name, number }) => {
      const known = lengthsOf(segment, number)
      return known === undefined ? [] : [`${name} ${known.lengths[known.classes[known.start + doc]]}`]
    })
    yield `${doc}  ${own.join(', ')}`
  }
}

function* columnLines(segment: Segment, from: string): Generator<string> {
  const { documentCount, schema } = segment
  const bytes = bytesOf(segment, sections.columns)
  const readers: { field: Field; read: (doc: number) => string[] }[] = readColumnPlaces(bytes, 0, documentCount).map((place) => {
    const column = new Column(bytes.subarray(place.start, place.end), place.kind, documentCount)
    const field = schema.fields[place.field]
    const text = field?.type === 'date' ? dateText : String
    return { field, read: (doc) => column.all(doc).map(text) }
  })
  if (segment.sections.has(sections.keywordColumns)) {
    const words = bytesOf(segment, sections.keywordColumns)
    for (const place of readKeywordPlaces(words, 0, documentCount)) {
      const column = new KeywordColumn(words.subarray(place.start, place.end), place, documentCount)
      readers.push({
        field: schema.fields[place.field],
        read: (doc) => column.all(doc).map((ordinal) => JSON.stringify(column.value(ordinal))),
      })
    }
  }
  for (let doc = documentFrom(from); doc < documentCount; doc++) {
    const own = readers.flatMap(({ field, read }) => {
      const values = read(doc)
      return values.length === 0 ? [] : [`${field?.name} ${values.join(' ')}`]
    })
    yield `${doc}  ${own.join(', ')}`
  }
}

function dateText(milliseconds: number): string {
  return Math.abs(milliseconds) <= 864e13 ? new Date(milliseconds).toISOString() : String(milliseconds)
}

function* idLines(segment: Segment, from: string): Generator<string> {
  const { start, end, resident } = required(segment, sections.ids)
  const ids = new Ids(resident.chunk(start, end), start, end, segment.counts[0], readParents(segment))
  for (let doc = documentFrom(from); doc < segment.documentCount; doc++) yield `${doc}  ${JSON.stringify(ids.id(doc))}`
}

function readParents(segment: Segment): Parents | undefined {
  if (segment.schema.nested.length > 0) required(segment, sections.parents)
  return parentsOf(segment)
}

function* parentLines(segment: Segment, from: string): Generator<string> {
  const parents = readParents(segment)
  if (parents === undefined) return
  for (let doc = documentFrom(from); doc < segment.documentCount; doc++) {
    const level = parents.level(doc)
    yield level === 0 ? String(doc) : `${doc}  ${segment.schema.nested[level - 1]} ${parents.index(doc)} of ${parents.next(doc)}`
  }
}

function* deletedLines({ documentCount }: Segment, from: string, deleted: Uint8Array | undefined): Generator<string> {
  if (deleted === undefined) return
  for (let doc = documentFrom(from); doc < documentCount; doc++) if ((deleted[doc >>> 3] & (1 << (doc & 7))) !== 0) yield String(doc)
}

function* trieLines(segment: Segment): Generator<string> {
  if (!segment.sections.has(sections.wordTrie)) return
  for (const { path, first, last, isWord } of trieEntries(bytesOf(segment, sections.wordTrie))) {
    const blocks = last === undefined ? `from block ${first}` : first === last ? `block ${first}` : `blocks ${first} to ${last}`
    yield `${'  '.repeat(path.length - 1)}${lossy.decode(path)}  ${blocks}${isWord ? ', a word' : ''}`
  }
}

/** Starts of words may end within a character. */
const lossy = new TextDecoder()

function* storedLines(segment: Segment, from: string): Generator<string> {
  const { schema } = segment
  if (schema.storeFields.length === 0 && !segment.isWeb) return
  const parents = readParents(segment)
  for (let doc = documentFrom(from); doc < segment.documentCount; ) {
    const place = segment.stored.find(doc)
    const { start, end } = required(segment, sections.stored, place.start, place.end)
    const records = readStoredBlock(segment.bytes.subarray(start, end), segment.deflate)
    for (const record of records.slice(place.index)) {
      const values = parseRecord(record).slice(segment.isWeb ? 1 : 0)
      const names = schema.stored(parents?.level(doc) ?? 0)
      yield `${doc++}  {${names.map((name, i) => `${JSON.stringify(name)}:${JSON.stringify(values[i] ?? null)}`).join(',')}}`
    }
    if (records.length <= place.index) doc++
  }
}

function documentFrom(text: string): number {
  if (text === '') return 0
  if (/^\d{1,10}$/.test(text)) return Number(text)
  throw new RostrumError('E_USAGE', {
    expected: 'the number of a document',
    got: quote(text),
    cure: 'Leave it out to start with the first, 0.',
  })
}

function required(segment: Segment, id: number, from?: number, to?: number) {
  const range = rangeOf(segment, id, from, to)
  segment.resident.require(range.start, range.end)
  return range
}

function bytesOf(segment: Segment, id: number): Uint8Array {
  const { start, end } = required(segment, id)
  return segment.bytes.subarray(start, end)
}

function hasPositions({ schema }: Segment, field: number): boolean {
  return schema.positions && schema.fields[field]?.type === 'text'
}
