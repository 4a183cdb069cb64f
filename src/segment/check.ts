// Reads every byte of a segment, or of several in one file, and says what does not hold: checksums first, then each structure by itself and against
// the others.

import { encodeUtf8 } from '../bytes/cursor.js'
import { Column, readColumnPlaces } from './columns.js'
import { isContainer, type OpenSegments, openSegments, unpackSegments } from './container.js'
import { compareKeys, findTerm, readBlock, roles } from './dictionary.js'
import { checkForms } from './forms-check.js'
import { hashOfId, type Id, Ids } from './ids.js'
import { checkKeywords } from './keywords.js'
import { flags, header, sectionName, sectionRow, sections, webWordsPerBlock, wordsPerBlock } from './layout.js'
import { fieldStatistics, lengthsOf } from './norms.js'
import { checkParents, parentsOf } from './parents.js'
import { Fault, Problems, type SegmentProblem } from './problems.js'
import { RecordCheck } from './record-check.js'
import { type OpenOptions, openSegment, type Section, type Segment } from './segment.js'
import { parseRecord, readStoredBlock } from './stored.js'
import { checkTrie } from './trie.js'

/** What `checkSegment` found. */
export interface SegmentReport {
  /** Whether there is no problem. */
  ok: boolean
  /** Format version; absent where the bytes cannot be opened. */
  version?: string
  /** Of all segments, deleted ones included. */
  documentCount?: number
  /** Of several segments in one file, how many. */
  segmentCount?: number
  /** In the order of the file; `start` is a byte offset. Of several segments in one file, each name has its segment's number before it. */
  sections: { name: string; start: number; length: number }[]
  /** At most 100; a last one says how many more there are. */
  problems: SegmentProblem[]
}

/**
 * Reads every byte of a segment, or of several in one file, and verifies it. Gives a report for any bytes whatever, and never throws.
 * O(bytes), with the stored fields inflated block by block.
 */
export function checkSegment(bytes: Uint8Array, options: OpenOptions = {}): SegmentReport {
  return isContainer(bytes) ? checkContainer(bytes, options) : checkPart(bytes, options, new Problems())
}

/** Checks each segment by itself, then that they are of one schema, and what they have deleted. */
function checkContainer(bytes: Uint8Array, options: OpenOptions): SegmentReport {
  const problems = new Problems()
  const parts = problems.attempt('the table of segments', () => unpackSegments(bytes))
  if (parts === undefined) return { ok: false, sections: [], problems: problems.list }
  const reports = parts.map((part, i) => checkPart(part.bytes, options, problems.of(`Segment ${i}: `)))
  if (problems.list.length === 0) {
    const opened = problems.attempt('the segments', () => openSegments(bytes, options))
    if (opened !== undefined) problems.attempt('the documents of all segments', () => checkTogether(opened, problems))
  }
  return {
    ok: problems.list.length === 0,
    version: reports.find(({ version }) => version !== undefined)?.version,
    documentCount: reports.reduce((sum, { documentCount = 0 }) => sum + documentCount, 0),
    segmentCount: parts.length,
    sections: reports.flatMap(({ sections: own }, i) =>
      own.map(({ name, start, length }) => ({ name: `${i} ${name}`, start: parts[i].bytes.byteOffset - bytes.byteOffset + start, length })),
    ),
    problems: problems.list,
  }
}

/** Where a parent is deleted, its items are; no id stands twice but where all of its documents but one are deleted. */
function checkTogether({ segments, deleted }: OpenSegments, problems: Problems): void {
  const seen = new Set<Id>()
  for (const [i, segment] of segments.entries()) {
    const bits = deleted[i]
    const parents = parentsOf(segment)
    const isDeleted = (doc: number) => bits !== undefined && (bits[doc >>> 3] & (1 << (doc & 7))) !== 0
    const { start, end } = part(segment, sections.ids)
    const ids = new Ids(segment.resident.chunk(start, end), start, end, segment.counts[0], parents)
    for (let doc = 0; doc < segment.documentCount; doc++) {
      const parent = parents?.next(doc) ?? doc
      if (parent !== doc) {
        const same = isDeleted(doc) === isDeleted(parent)
        problems.expect(same, () => `Segment ${i}: item ${doc} and its parent ${parent} are not both deleted, nor both there.`)
      } else if (!isDeleted(doc)) {
        const id = ids.id(doc)
        problems.expect(
          !seen.has(id),
          () => `Segment ${i}: the id ${JSON.stringify(id)} of document ${doc} stands in an earlier segment too.`,
        )
        seen.add(id)
      }
    }
  }
}

function checkPart(bytes: Uint8Array, options: OpenOptions, problems: Problems): SegmentReport {
  const before = problems.list.length
  const segment = problems.attempt('the head', () => openSegment(bytes, options))
  if (segment === undefined) return { ok: false, sections: [], problems: problems.list }
  const rows = [...segment.sections].map(([id, { start, end }]) => ({ name: sectionName(id), start, length: end - start }))
  const report = () => {
    const { version, documentCount } = segment
    return {
      ok: problems.list.length === before,
      version,
      documentCount,
      sections: rows.sort((a, b) => a.start - b.start),
      problems: problems.list,
    }
  }
  problems.attempt('the checksums', () => checkSums(segment, problems))
  // what stands in damaged blocks is not worth a look: the checksums say which part of the file to fetch again
  if (problems.list.length > before) return report()
  problems.attempt('the section table', () => checkTable(segment, problems))
  if (segment.schema.nested.length > 0) {
    problems.attempt('the parents', () => checkParents(segment, part(segment, sections.parents), (message) => problems.add(message)))
  }
  problems.attempt('the norms', () => checkNorms(segment, problems))
  problems.attempt('the dictionary', () => checkDictionary(segment, problems))
  problems.attempt('the trie of words', () => checkTrie(segment, (message) => problems.add(message)))
  problems.attempt('the columns', () => checkColumns(segment, problems))
  problems.attempt('the keyword columns', () => {
    const fields = segment.schema.fields.filter(({ type }) => type === 'keyword').map(({ number }) => number)
    if (fields.length === 0) return
    checkKeywords(part(segment, sections.keywordColumns).bytes, segment.documentCount, fields, (message) => problems.add(message))
  })
  problems.attempt('the ids', () => checkIds(segment, problems))
  problems.attempt('the stored fields', () => checkStored(segment, problems))
  return report()
}

function checkSums(segment: Segment, problems: Problems): void {
  const view = new DataView(segment.bytes.buffer, segment.bytes.byteOffset, segment.bytes.byteLength)
  const base = view.getUint32(header.headLength, true)
  const size = 2 ** segment.bytes[header.blockShift]
  for (const block of segment.resident.damagedBlocks()) {
    const start = base + block * size
    const end = Math.min(segment.bytes.length, start + size)
    const names = [...segment.sections].filter(([, section]) => section.start < end && section.end > start).map(([id]) => sectionName(id))
    problems.add(
      `The checksum of block ${block}, bytes [${start}, ${end}), does not hold; it belongs to ${names.join(', ') || 'no section'}.`,
    )
  }
}

function checkTable(segment: Segment, problems: Problems): void {
  const { bytes } = segment
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const count = bytes[header.sectionCount]
  const headLength = view.getUint32(header.headLength, true)
  const sumsEnd = header.size + sectionRow * count + 4 * Math.ceil((bytes.length - headLength) / 2 ** bytes[header.blockShift])
  checkZeros(segment, header.reserved, header.headSum)
  for (let i = 0; i < count; i++) checkZeros(segment, header.size + sectionRow * i + 4, header.size + sectionRow * i + 8)
  let at = sumsEnd
  for (const [id, { start, end }] of [...segment.sections].sort(([, a], [, b]) => a.start - b.start || a.end - b.end)) {
    if (start < at) throw new Fault(`Section ${sectionName(id)} starts at byte ${start}, within the part before it, which ends at ${at}.`)
    problems.expect(start - at < 8, () => `Bytes [${at}, ${start}) belong to no section.`)
    checkZeros(segment, at, start)
    at = end
  }
  problems.expect(bytes.length - at < 8, () => `Bytes [${at}, ${bytes.length}) belong to no section.`)
  checkZeros(segment, at, bytes.length)
  const bits = view.getUint32(header.flags, true)
  const exact = (bits & flags.exactLengths) !== 0
  problems.expect(
    exact === (segment.schema.lengths === 'exact'),
    () => `The header says exact lengths: ${exact}, the schema says ${!exact}.`,
  )
  const positions = (bits & flags.positions) !== 0
  problems.expect(positions === segment.schema.positions, () => `The header says positions: ${positions}, the schema says ${!positions}.`)
}

function checkZeros({ bytes }: Segment, start: number, end: number): void {
  for (let at = start; at < end; at++) {
    if (bytes[at] !== 0) throw new Fault(`Byte ${at} is not used and must be 0, but is ${bytes[at]}.`)
  }
}

function checkNorms(segment: Segment, problems: Problems): void {
  const { start } = part(segment, sections.norms)
  const { documentCount, schema } = segment
  for (const { name, number } of schema.fields) {
    const known = segment.statistics[number]
    const place = segment.norms[number]
    const own = lengthsOf(segment, number)
    if (place === undefined || own === undefined || known === null) continue
    const { documents, tokens } = fieldStatistics(own, documentCount)
    if (place.lengths > 0) {
      const used = new Set(own.classes).add(0).size
      problems.expect(used === place.lengths, () => `Field ${JSON.stringify(name)} has ${place.lengths} lengths, its documents ${used}.`)
      checkZeros(segment, start + place.start + 4 * place.lengths + place.width * documentCount, start + place.end)
    }
    problems.expect(documents === known.documents && tokens === known.tokens, () => {
      return `The lengths of field ${JSON.stringify(name)} are ${tokens} words in ${documents} documents, its statistics say ${known.tokens} in ${known.documents}.`
    })
  }
}

/** Walks the dictionary, and then the records that it points to: they must lie one after another, so that each is read once. */
function checkDictionary(segment: Segment, problems: Problems): void {
  const { dictionary, resident } = segment
  const { start: base, end } = part(segment, sections.dictionary)
  const places = new Map<number, number>()
  const words = new Map<number, string[]>()
  let at = base
  let last: { key: string; role: number } | undefined
  let entries = 0
  for (let block = 0; block < dictionary.blockCount; block++) {
    const start = dictionary.startOf(block)
    problems.expect(base + start === at, () => `Dictionary block ${block} starts at byte ${start}, not ${at - base}.`)
    at = base + dictionary.endOf(block)
    const chunk = resident.chunk(base + start, at)
    const first = entries
    for (const { key, role, offset, length } of readBlock(chunk, base + start, at, dictionary.recordOffset(block))) {
      entries++
      if (last !== undefined) {
        const order = compareKeys(last.key, key)
        const ascending = order < 0 || (order === 0 && last.role === roles.word)
        if (!ascending) throw new Fault(`Dictionary entry ${JSON.stringify(key)} stands after ${JSON.stringify(last.key)}.`)
      }
      last = { key, role }
      const known = places.get(offset)
      if (known === undefined) places.set(offset, length)
      else if (known !== length) throw new Fault(`The record at ${offset} of the postings is ${known} or ${length} bytes long.`)
      if (segment.schema.exactForms && (role & roles.word) !== 0) {
        const own = words.get(offset)
        if (own === undefined) words.set(offset, [key])
        else own.push(key)
      }
      if ((role & roles.term) === 0) continue
      const bytes = encodeUtf8(key)
      const home = dictionary.find(bytes)
      const found = home === block ? findTerm(chunk, base + start, at, dictionary.recordOffset(block), bytes) : undefined
      problems.expect(
        found?.offset === offset && found.length === length,
        () => `A search for the term ${JSON.stringify(key)} does not find it.`,
      )
    }
    const most = segment.isWeb ? webWordsPerBlock : wordsPerBlock
    const expected = block < dictionary.blockCount - 1 ? most : dictionary.entryCount - block * most
    problems.expect(entries - first === expected, () => `Dictionary block ${block} has ${entries - first} entries, not ${expected}.`)
  }
  problems.expect(at === end, () => `The dictionary ends at byte ${at}, its section at ${end}.`)
  checkRecords(segment, places, problems)
  if (segment.schema.exactForms)
    problems.attempt('the exact forms', () =>
      checkForms(
        segment,
        [...places].sort((a, b) => a[0] - b[0]),
        words,
        (message) => problems.add(message),
      ),
    )
}

function checkRecords(segment: Segment, places: ReadonlyMap<number, number>, problems: Problems): void {
  const { start, end } = part(segment, sections.postings)
  const records = new RecordCheck(segment, (message) => problems.add(message))
  let at = 0
  for (const [offset, length] of [...places].sort((a, b) => a[0] - b[0])) {
    if (offset !== at || offset + length > end - start) {
      throw new Fault(`A term's record lies at bytes [${offset}, ${offset + length}) of the postings; one at ${at} was expected.`)
    }
    problems.attempt(`the record at ${offset}`, () => records.check(start + offset, start + offset + length))
    at = offset + length
  }
  problems.expect(at === end - start, () => `The records end at byte ${at} of the postings, of ${end - start}.`)
  records.finish()
}

function checkColumns(segment: Segment, problems: Problems): void {
  const { bytes } = part(segment, sections.columns)
  const { documentCount, schema } = segment
  const places = readColumnPlaces(bytes, 0, documentCount)
  const expected = schema.fields.filter(({ type }) => type === 'number' || type === 'date').map(({ number }) => number)
  const got = places.map(({ field }) => field)
  problems.expect(
    got.join() === expected.join(),
    () => `There are columns of fields [${got}], the schema has number and date fields [${expected}].`,
  )
  let at = 8 + 16 * places.length
  for (const { field, kind, start, end } of places) {
    if (start < at || start - at >= 8) throw new Fault(`The column of field ${field} starts at ${start}, not at ${at}.`)
    const column = new Column(bytes.subarray(start, end), kind, documentCount)
    let count = 0
    for (let doc = 0; doc < documentCount; doc++) {
      const values = column.all(doc)
      if (!values.every(Number.isFinite)) throw new Fault(`Document ${doc} has a value in field ${field} that is not finite.`)
      count += values.length
    }
    const length = kind === 1 ? 8 * documentCount : ((4 * documentCount + 7) & ~7) + 8 * count
    problems.expect(end - start === length, () => `The column of field ${field} is ${end - start} bytes long, not ${length}.`)
    at = end
  }
  problems.expect(at === bytes.length, () => `The columns end at byte ${at} of their section, of ${bytes.length}.`)
}

function checkIds(segment: Segment, problems: Problems): void {
  const { start, end } = part(segment, sections.ids)
  const { documentCount, resident, counts } = segment
  const [rows] = counts
  const parents = parentsOf(segment)
  const chunk = resident.chunk(start, end)
  const ids = new Ids(chunk, start, end, rows, parents)
  const words = chunk.words.subarray((start - chunk.start) >>> 2)
  const seen = new Uint8Array(documentCount)
  for (let i = 0; i < rows; i++) {
    const [hash, doc] = [words[i], words[rows + i]]
    if (doc >= documentCount || parents?.has(doc) === false || seen[doc]++ > 0)
      throw new Fault(`Row ${i} of the ids names document ${doc}, which is not there or was named before.`)
    const id = ids.id(doc)
    if (Number.isNaN(id) || hashOfId(id) !== hash)
      throw new Fault(`The id ${JSON.stringify(id)} of document ${doc} is not found by its hash.`)
    const ascending = i === 0 || words[i - 1] < hash || (words[i - 1] === hash && words[rows + i - 1] < doc)
    if (!ascending) throw new Fault(`Row ${i} of the ids is out of order.`)
  }
  const last = rows === 0 ? 0 : words[3 * rows - 1]
  problems.expect(12 * rows + last === end - start, () => `The ids end at byte ${12 * rows + last} of their section, of ${end - start}.`)
}

function checkStored(segment: Segment, problems: Problems): void {
  const section = part(segment, sections.stored)
  const { bytes } = section
  const { schema } = segment
  const { storeFields } = schema
  const parents = parentsOf(segment)
  const documentCount = storeFields.length === 0 && !segment.isWeb ? 0 : segment.documentCount
  let [at, blocks] = [0, 0]
  for (let doc = 0; doc < documentCount; blocks++) {
    const { start, end, index } = segment.stored.find(doc)
    if (segment.isWeb && start > at) {
      // zeros, as a block of no documents
      checkZeros(segment, section.start + at, section.start + start)
      at = start
      blocks++
    }
    if (start !== at || index !== 0)
      throw new Fault(`Document ${doc} was expected to start a stored block at byte ${at}, not to be number ${index} of that at ${start}.`)
    const records = readStoredBlock(bytes.subarray(start, end), segment.deflate)
    if (records.length === 0 || doc + records.length > documentCount)
      throw new Fault(`A stored block has ${records.length} documents from ${doc} of ${documentCount}.`)
    const last = segment.stored.find(doc + records.length - 1)
    if (last.start !== start || last.index !== records.length - 1)
      throw new Fault(`The stored index does not find document ${doc + records.length - 1}, the last of the block at byte ${start}.`)
    for (const [i, record] of records.entries()) {
      const values = parseRecord(record)
      const length = schema.stored(parents?.level(doc + i) ?? 0).length + (segment.isWeb ? 1 : 0)
      if (values.length !== length) problems.add(`The record of document ${doc + i} has ${values.length} values, not ${length}.`)
    }
    at = end
    doc += records.length
  }
  problems.expect(at === bytes.length, () => `The stored blocks end at byte ${at} of their section, of ${bytes.length}.`)
  problems.expect(
    blocks === segment.stored.blockCount,
    () => `The stored index says ${segment.stored.blockCount} blocks, there are ${blocks}.`,
  )
}

function part(segment: Segment, id: number): Section & { bytes: Uint8Array } {
  const { start, end } = segment.sections.get(id) as Section
  return { start, end, bytes: segment.bytes.subarray(start, end) }
}
