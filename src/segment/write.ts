// Writes a segment: sections first, then the head that finds and checks them (FORMAT.md §1, §2).

import { blockSize } from '../bytes/bitpack.js'
import { crc32 } from '../bytes/crc32.js'
import { ByteWriter, encodeUtf8 } from '../bytes/cursor.js'
import type { Steps } from '../bytes/steps.js'
import { tooLarge } from '../bytes/varint.js'
import { encodeSchema, type Schema } from '../schema.js'
import { type ColumnValues, columnSteps } from './columns.js'
import { DictionaryWriter, type RecordPlace } from './dictionary.js'
import { FormsWriter } from './forms.js'
import { type Id, idSteps } from './ids.js'
import { type KeywordValues, keywordSteps } from './keywords.js'
import {
  blockShift,
  flags,
  formatVersion,
  header,
  magic,
  maxDocuments,
  sectionRow,
  sections,
  webBlockShift,
  webWordsPerBlock,
  wordsPerBlock,
} from './layout.js'
import { encodeLengths, type FieldLengths, type FieldStatistics, fieldStatistics, meanLength, normTable } from './norms.js'
import { countLevels, writeParents } from './parents.js'
import { boundByte, type PostingList, PostingsWriter } from './postings.js'
import { fileIdOf, saltOf } from './salt.js'
import { type StoredBlock, writeStoredTop } from './stored.js'
import { trieSteps } from './trie.js'

/** Everything a segment is made of. */
export interface SegmentContent {
  schema: Schema
  documentCount: number
  /** Names of the analyzers that read documents of it, ascending, where one of the schema's is of several languages. */
  languages?: readonly string[] | undefined
  /** By document, the level of it; undefined where the schema nests nothing. */
  levels?: Uint8Array | undefined
  /** Of the documents of level 0, in order. */
  ids: readonly Id[]
  /** By field number, length bytes of each document, or exact lengths; text fields only. */
  norms: readonly (Uint8Array | Uint32Array | undefined)[]
  columns: readonly ColumnValues[]
  keywords: readonly KeywordValues[]
  stored: readonly StoredBlock[]
  /**
   * Dictionary entries in the order of `compareKeys`, keys as text or as its UTF-8; `term` is a number below `termCount`, asked for once by `lists`.
   * The next entry may be the same object.
   */
  entries: Iterable<{ key: string | Uint8Array; role: number; term: number }>
  termCount: number
  /** The postings of a term, by ascending field number, in steps where they are many; none drops its entries. The arrays may be overwritten by the next call. */
  lists(term: number): readonly PostingList[] | Steps<readonly PostingList[]>
  /** The words of a term in the order of the dictionary, all that `entries` have of it; where the schema keeps exact forms. */
  words?(term: number): readonly string[]
  /** Whether it is of the web profile, which is for reading by ranges. §15 */
  isWeb?: boolean
  /** About how many bytes the largest sections will take: growing them later copies them in one piece. */
  expected?: { dictionary: number; postings: number; positions: number }
}

/** The JSON of a segment's meta section. */
export interface SegmentMeta {
  schema: ReturnType<typeof encodeSchema>
  /** By field number; null for fields without norms. */
  statistics: (FieldStatistics | null)[]
  /** How many documents there are of each level; absent where the schema nests nothing. */
  levels?: readonly number[]
  /** Names of the analyzers that read its documents, where one of the schema's is of several languages. */
  languages?: readonly string[]
}

/** Pointers into a record are 28 bits of length. */
const largestRecord = 2 ** 28 - 1

/** The bytes of a segment, in steps. O(postings); equal content gives equal bytes. @throws E_LIMIT */
export function* writeSegmentSteps(content: SegmentContent): Steps<Uint8Array<ArrayBuffer>> {
  const { schema, documentCount } = content
  if (documentCount > maxDocuments) throw tooLarge(`at most ${maxDocuments} documents in a segment`, documentCount)
  const norms = content.norms.map((given) => given && encodeLengths(given))
  const statistics = norms.map((lengths) => (lengths === undefined ? null : fieldStatistics(lengths, documentCount)))
  yield 0
  const { dictionary, top, postings, positions, forms } = yield* writeTerms(content, norms, statistics)
  const trie = yield* trieSteps(dictionary, top, content.isWeb ? webWordsPerBlock : wordsPerBlock)
  const { levels, languages } = content
  const paths = schema.nested.length
  const meta = metaJson(schema, { statistics, ...(levels && { levels: countLevels(levels, paths) }), ...(languages && { languages }) })
  const columns = new ByteWriter()
  yield* columnSteps(content.columns, documentCount, columns)
  const keywords = new ByteWriter()
  yield* keywordSteps(content.keywords, keywords)
  const ids = new ByteWriter()
  yield* idSteps(content.ids, ids, levels && Uint32Array.from(levels.keys()).filter((doc) => levels[doc] === 0))
  const storedTop = writeStoredTop(content.stored)
  const parents = new ByteWriter()
  if (levels !== undefined) writeParents(levels, paths, parents)
  yield 0
  const flagBits =
    (schema.positions ? flags.positions : 0) |
    (schema.lengths === 'exact' ? flags.exactLengths : 0) |
    (content.isWeb ? flags.webProfile : 0)
  const stored = { id: sections.stored, bytes: content.stored.map((block) => block.bytes) }
  return yield* assemble(flagBits, documentCount, [
    { id: sections.meta, bytes: [encodeUtf8(meta)] },
    { id: sections.dictionaryTop, bytes: [top] },
    { id: sections.storedTop, bytes: [storedTop] },
    // first, so that its blocks lie as they were laid out
    ...(content.isWeb ? [stored] : []),
    { id: sections.dictionary, bytes: [dictionary] },
    { id: sections.postings, bytes: [postings] },
    { id: sections.positions, bytes: [positions] },
    { id: sections.norms, bytes: norms.flatMap((lengths) => (lengths === undefined ? [] : [lengths.bytes])) },
    { id: sections.columns, bytes: [columns.view()] },
    { id: sections.ids, bytes: [ids.view()] },
    ...(content.isWeb ? [] : [stored]),
    ...(levels !== undefined ? [{ id: sections.parents, bytes: [parents.view()] }] : []),
    ...(trie !== undefined ? [{ id: sections.wordTrie, bytes: [trie] }] : []),
    ...(forms !== undefined ? [{ id: sections.forms, bytes: [forms] }] : []),
    ...(content.keywords.length > 0 ? [{ id: sections.keywordColumns, bytes: [keywords.view()] }] : []),
  ])
}

/** The largest sections, and the top of the dictionary. */
export interface Terms {
  dictionary: Uint8Array
  top: Uint8Array
  postings: Uint8Array
  positions: Uint8Array
  /** Where the schema keeps exact forms. */
  forms?: Uint8Array | undefined
}

/** Dictionary entries written between two stops. */
const entriesPerStep = 32

/** In place of a length: the term has no postings left. */
const noRecord = 0xffffffff

/** Writes postings, and the dictionary that leads to them. */
export function* writeTerms(
  content: Pick<SegmentContent, 'schema' | 'documentCount' | 'entries' | 'termCount' | 'lists' | 'words' | 'expected' | 'isWeb'>,
  norms: readonly (FieldLengths | undefined)[],
  statistics: readonly (FieldStatistics | null)[],
): Steps<Terms> {
  const { schema, documentCount } = content
  const tables: (Float64Array | undefined)[] = []
  const bound = (list: PostingList, from: number, to: number): number => {
    const own = norms[list.field]
    const classes = own?.classes
    const known = statistics[list.field]
    if (own !== undefined && known !== null) tables[list.field] ??= normTable(schema.fields[list.field].b, meanLength(known), own.lengths)
    const table = tables[list.field]
    let largest = 0
    for (let i = from; i < to; i++) {
      const value = table === undefined || classes === undefined ? 1 : list.freqs[i] / table[classes[list.docs[i]]]
      if (value > largest) largest = value
    }
    return boundByte(schema.fields[list.field].boost, schema.k1, largest)
  }
  const { expected } = content
  const postings = new ByteWriter(expected?.postings)
  const positions = new ByteWriter(expected?.positions)
  const dictionary = new ByteWriter(expected?.dictionary)
  const postingsWriter = new PostingsWriter(
    postings,
    positions,
    bound,
    schema.levelMasks,
    content.isWeb ? (field) => norms[field]?.classes : undefined,
  )
  const dictionaryWriter = new DictionaryWriter(dictionary, content.isWeb ? webWordsPerBlock : wordsPerBlock)
  const forms = schema.exactForms && content.words !== undefined ? new FormsWriter() : undefined
  // by term, the length of its record: 0 before it is written
  const lengths = new Uint32Array(content.termCount)
  const place: RecordPlace = { offset: 0, length: 0 }
  const offsets = new Uint32Array(content.termCount)
  const seen = new Seen(documentCount)
  let entries = 0
  for (const { key, role, term } of content.entries) {
    if (++entries % entriesPerStep === 0) yield 0
    if (lengths[term] === noRecord) continue
    if (lengths[term] === 0) {
      const given = content.lists(term)
      const lists = 'length' in given ? given : yield* given
      if (lists.length === 0) {
        lengths[term] = noRecord
        continue
      }
      const df = unionDfs(lists, schema.levelMasks, seen)
      const isLong = lists.some((list) => list.count >= blockSize)
      const written = isLong ? yield* postingsWriter.addLong(lists, df) : postingsWriter.add(lists, df)
      if (written.length > largestRecord || postings.length > 0xffffffff)
        throw tooLarge('postings below 4 GiB, of one term below 256 MiB', postings.length)
      lengths[term] = written.length
      offsets[term] = written.offset
      const words = content.words?.(term) ?? []
      if (words.length > 1) forms?.add(written.offset, words, lists)
    }
    place.offset = offsets[term]
    place.length = lengths[term]
    dictionaryWriter.add(key, role, place)
  }
  return {
    dictionary: dictionary.view(),
    top: dictionaryWriter.top(),
    postings: postings.view(),
    positions: positions.view(),
    forms: forms?.view(),
  }
}

/** By level, the documents with the term in any of its fields. */
function unionDfs(lists: readonly PostingList[], masks: readonly number[], seen: Seen): number | readonly number[] {
  if (masks.length === 1) return unionDf(lists, seen)
  return masks.map((mask) => {
    const here = lists.filter(({ field }) => (mask & (1 << field)) !== 0)
    return here.length === 0 ? 0 : unionDf(here, seen)
  })
}

/** Documents with the term in any of some fields of a level. */
function unionDf(lists: readonly PostingList[], seen: Seen): number {
  if (lists.length === 1) return lists[0].count
  return lists.length === 2 ? unionOfTwo(lists[0], lists[1]) : seen.union(lists)
}

/** Side by side, as most terms of several fields are in two. */
function unionOfTwo({ docs, count }: PostingList, { docs: others, count: otherCount }: PostingList): number {
  let common = 0
  let k = 0
  for (let i = 0; i < count && k < otherCount; i++) {
    while (k < otherCount && others[k] < docs[i]) k++
    if (k < otherCount && others[k] === docs[i]) common++
  }
  return count + otherCount - common
}

/** Which documents a term has been seen in. */
class Seen {
  #stamps: Uint32Array | undefined
  #stamp = 0
  readonly #documentCount: number

  constructor(documentCount: number) {
    this.#documentCount = documentCount
  }

  /** How many documents are in any of some lists. */
  union(lists: readonly PostingList[]): number {
    this.#stamps ??= new Uint32Array(this.#documentCount)
    const stamps = this.#stamps
    const stamp = ++this.#stamp
    let union = 0
    for (const { docs, count } of lists) {
      for (let i = 0; i < count; i++) {
        if (stamps[docs[i]] === stamp) continue
        stamps[docs[i]] = stamp
        union++
      }
    }
    return union
  }
}

/** Bytes copied or checked between two stops. */
const bytesPerStep = 2 ** 18

/** A section, in pieces. */
interface Part {
  id: number
  bytes: readonly Uint8Array[]
}

/** Lays sections out behind a header and a table, each at a multiple of 8, the head's before the others, and checks every byte. */
function* assemble(flagBits: number, documentCount: number, parts: readonly Part[]): Steps<Uint8Array<ArrayBuffer>> {
  const lengths = parts.map(({ bytes }) => bytes.reduce((sum, piece) => sum + piece.length, 0))
  for (const length of lengths) if (length > 0xffffffff) throw tooLarge('a section below 4 GiB', length)
  const bodyLength = parts.reduce((sum, part, i) => (part.id < sections.dictionary ? sum : sum + padded(lengths[i])), 0)
  let shift: number = bodyLength > blockShift.largeFrom ? blockShift.large : blockShift.small
  if ((flagBits & flags.webProfile) !== 0) {
    // a search reads about 16 places: this is where their blocks and the sums of all blocks are fewest bytes
    shift = Math.min(webBlockShift.most, Math.max(webBlockShift.least, Math.round(Math.log2(Math.sqrt(bodyLength) / 2))))
  }
  const blocks = Math.ceil(bodyLength / 2 ** shift)
  const sumsStart = header.size + sectionRow * parts.length
  let at = padded(sumsStart + 4 * blocks)
  const starts = lengths.map((length) => {
    const start = at
    at += padded(length)
    return start
  })
  const headLength = at - bodyLength
  const bytes = new Uint8Array(at)
  const view = new DataView(bytes.buffer)
  for (const [i, part] of parts.entries()) {
    yield* copy(part.bytes, bytes, starts[i])
    const row = header.size + sectionRow * i
    view.setUint32(row, part.id, true)
    setU64(view, row + 8, starts[i])
    setU64(view, row + 16, lengths[i])
  }
  bytes.set(magicBytes, header.magic)
  view.setUint16(header.major, formatVersion.major, true)
  view.setUint16(header.minor, formatVersion.minor, true)
  view.setUint32(header.flags, flagBits, true)
  setU64(view, header.fileLength, at)
  view.setUint32(header.headLength, headLength, true)
  view.setUint32(header.documentCount, documentCount, true)
  bytes[header.blockShift] = shift
  bytes[header.sectionCount] = parts.length
  const sums = new Uint32Array(blocks)
  for (let block = 0; block < blocks; block++) {
    const start = headLength + block * 2 ** shift
    sums[block] = crc32(bytes, start, Math.min(at, start + 2 ** shift))
    if ((block << shift) % bytesPerStep === 0) yield 0
  }
  const fileId = fileIdOf(bytes.subarray(0, headLength), sums)
  bytes.set(fileId, header.fileId)
  const salt = saltOf(fileId)
  for (let block = 0; block < blocks; block++) view.setUint32(sumsStart + 4 * block, (sums[block] ^ salt(block)) >>> 0, true)
  view.setUint32(header.headSum, headSum(bytes, headLength), true)
  return bytes
}

/** Copies pieces one after another. */
function* copy(pieces: readonly Uint8Array[], out: Uint8Array, start: number): Steps<void> {
  let at = start
  let stopped = start
  for (const piece of pieces) {
    for (let from = 0; from < piece.length; from += bytesPerStep) {
      const part = piece.length <= bytesPerStep ? piece : piece.subarray(from, from + bytesPerStep)
      out.set(part, at)
      at += part.length
      if (at - stopped < bytesPerStep) continue
      stopped = at
      yield 0
    }
  }
}

const magicBytes = encodeUtf8(magic)

/** JSON of schemas already written: it has the fingerprints of analyzers, which cost an analysis each. */
const knownSchemas = new WeakMap<Schema, string>()

/** A schema as it stands in a segment's head. */
export function schemaJson(schema: Schema): string {
  let json = knownSchemas.get(schema)
  if (json === undefined) knownSchemas.set(schema, (json = JSON.stringify(encodeSchema(schema))))
  return json
}

function metaJson(schema: Schema, rest: Omit<SegmentMeta, 'schema'>): string {
  return `{"schema":${schemaJson(schema)},${JSON.stringify(rest).slice(1)}`
}

/** CRC-32 of the head but for the four bytes that hold it. */
export function headSum(bytes: Uint8Array, headLength: number): number {
  return crc32(bytes, header.headSum + 4, headLength, crc32(bytes, 0, header.headSum))
}

function padded(length: number): number {
  return length + (-length & 7)
}

function setU64(view: DataView, at: number, value: number): void {
  view.setUint32(at, value >>> 0, true)
  view.setUint32(at + 4, Math.floor(value / 2 ** 32), true)
}
