// Here is a document: what did it say? Stored fields, as JSON records in deflate blocks of about 16 KB (FORMAT.md §9).
//
//   block  = varint raw length, deflate-raw of: per document varint length, record
//   record = JSON array of the stored fields' values, in the schema's order; null where there is none
//   top    = u32 blocks, u32 groups, per group of 64 blocks: u32 first document, u32 offset of its first block, u32 offset of its entries;
//            entries: per block varint documents, varint bytes

import { ByteReader, ByteWriter, decodeUtf8 } from '../bytes/cursor.js'
import type { Deflate } from '../bytes/deflate.js'
import { type Inflate, inflateExactly } from '../bytes/inflate.js'
import { corrupt } from '../bytes/varint.js'
import { storedBlockBytes, storedGroup } from './layout.js'

/** A compressed block of stored documents. */
export interface StoredBlock {
  documents: number
  bytes: Uint8Array
}

/** Collects records and compresses a block whenever enough have come. */
export class StoredWriter {
  readonly blocks: StoredBlock[] = []
  readonly #codec: Deflate
  readonly #blockBytes: number
  readonly #raw = new ByteWriter(storedBlockBytes)
  readonly #record = new ByteWriter(4096)
  #documents = 0

  /** A block is closed by the record that makes it `blockBytes` or more. */
  constructor(codec: Deflate, blockBytes: number = storedBlockBytes) {
    this.#codec = codec
    this.#blockBytes = blockBytes
  }

  /** Bytes held: compressed blocks and the one being filled. */
  byteLength = 0

  /** Appends a record, a JSON text. */
  add(json: string): void {
    this.#record.clear()
    this.#record.utf8(json)
    this.addBytes(this.#record.view())
  }

  /** Appends a record's UTF-8 bytes. */
  addBytes(record: Uint8Array): void {
    this.#raw.varint(record.length)
    this.#raw.bytes(record)
    this.#documents++
    if (this.#raw.length >= this.#blockBytes) this.flush()
  }

  /** All blocks, as they are now: the one being filled in the form that deflate has for what does not compress. */
  glimpse(): StoredBlock[] {
    return this.#documents === 0 ? this.blocks : [...this.blocks, { documents: this.#documents, bytes: uncompressed(this.#raw.view()) }]
  }

  /** All blocks, the one being filled as it is now. */
  all(): StoredBlock[] {
    return this.#documents === 0 ? this.blocks : [...this.blocks, this.#compressed()]
  }

  /** Compresses what has been collected. */
  flush(): void {
    if (this.#documents === 0) return
    const block = this.#compressed()
    this.blocks.push(block)
    this.byteLength += block.bytes.length
    this.#raw.clear()
    this.#documents = 0
  }

  #compressed(): StoredBlock {
    const out = new ByteWriter(this.#raw.length / 2 + 16)
    out.varint(this.#raw.length)
    out.bytes(this.#codec.deflate(this.#raw.view()))
    return { documents: this.#documents, bytes: out.toBytes() }
  }
}

/** A stored block whose deflate blocks are literal (RFC 1951, 3.2.4). */
function uncompressed(raw: Uint8Array): Uint8Array {
  const out = new ByteWriter(raw.length + 64)
  out.varint(raw.length)
  for (let start = 0; start < raw.length; start += 0xffff) {
    const end = Math.min(raw.length, start + 0xffff)
    out.u8(end === raw.length ? 1 : 0)
    out.u16(end - start)
    out.u16(~(end - start) & 0xffff)
    out.bytes(raw.subarray(start, end))
  }
  return out.view()
}

/** Writes the blocks into a section and gives the top, for the head. */
export function writeStored(blocks: readonly StoredBlock[], out: ByteWriter): Uint8Array {
  for (const { bytes } of blocks) out.bytes(bytes)
  return writeStoredTop(blocks)
}

/** The top, for the head, of a section that is the blocks one after another. */
export function writeStoredTop(blocks: readonly StoredBlock[]): Uint8Array {
  const entries = new ByteWriter()
  const groups = new ByteWriter()
  let document = 0
  let offset = 0
  blocks.forEach((block, i) => {
    if (i % storedGroup === 0) {
      groups.u32(document)
      groups.u32(offset)
      groups.u32(entries.length)
    }
    entries.varint(block.documents)
    entries.varint(block.bytes.length)
    offset += block.bytes.length
    document += block.documents
  })
  const top = new ByteWriter()
  top.u32(blocks.length)
  top.u32(Math.ceil(blocks.length / storedGroup))
  top.bytes(groups.view())
  top.bytes(entries.view())
  return top.toBytes()
}

/** Where a document's block lies in the stored section, and which of its documents it is. */
export interface StoredPlace {
  start: number
  end: number
  index: number
  /** How many the block holds. */
  documents: number
}

/** The index of stored blocks, read in place. */
export class StoredTop {
  readonly #bytes: Uint8Array
  readonly #view: DataView
  readonly #blocks: number
  readonly #groups: number
  readonly #sectionLength: number

  constructor(bytes: Uint8Array, sectionLength: number) {
    if (bytes.length < 8) throw corrupt('a stored index', `${bytes.length} bytes`)
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#blocks = this.#view.getUint32(0, true)
    this.#groups = this.#view.getUint32(4, true)
    this.#sectionLength = sectionLength
    if (this.#groups !== Math.ceil(this.#blocks / storedGroup) || 8 + 12 * this.#groups > bytes.length) {
      throw corrupt(`a stored index of ${this.#groups} groups`, `${bytes.length} bytes`)
    }
  }

  /** Blocks in the section. */
  get blockCount(): number {
    return this.#blocks
  }

  /** The block of `doc`. O(log blocks). @throws E_CORRUPT */
  find(doc: number): StoredPlace {
    let low = 0
    let high = this.#groups
    while (high - low > 1) {
      const middle = (low + high) >>> 1
      if (this.#view.getUint32(8 + 12 * middle, true) <= doc) low = middle
      else high = middle
    }
    if (this.#groups === 0) throw corrupt('stored documents', 'none')
    const row = 8 + 12 * low
    let first = this.#view.getUint32(row, true)
    let start = this.#view.getUint32(row + 4, true)
    const reader = new ByteReader(this.#bytes, 8 + 12 * this.#groups)
    reader.at += this.#view.getUint32(row + 8, true)
    for (let block = low * storedGroup; block < this.#blocks; block++) {
      const documents = reader.varint()
      const length = reader.varint()
      if (start + length > this.#sectionLength) break
      if (doc < first) break
      if (doc < first + documents) return { start, end: start + length, index: doc - first, documents }
      first += documents
      start += length
    }
    throw corrupt(`document ${doc} in the stored index`, 'no block of it')
  }
}

/** The most that a stored block may inflate to: a document of 16 MiB and then some. */
const largestBlock = 64 * 2 ** 20

/** The most documents in a stored block: damage must not make millions of them out of one. */
const mostRecords = 65536

/** The records of a block, as UTF-8. @throws E_CORRUPT */
export function readStoredBlock(bytes: Uint8Array, codec: Inflate): Uint8Array[] {
  const reader = new ByteReader(bytes)
  const length = reader.varint()
  // deflate cannot expand by more than 1032 to 1, so a larger claim is damage
  if (length > largestBlock || length > 1032 * bytes.length) throw corrupt('a stored block of plausible size', `${length} bytes`)
  const raw = new ByteReader(inflateExactly(codec, reader.bytes(reader.end - reader.at), length))
  const records: Uint8Array[] = []
  while (raw.at < raw.end) {
    if (records.length === mostRecords) throw corrupt(`at most ${mostRecords} documents in a stored block`, 'more of them')
    records.push(raw.bytes(raw.varint()))
  }
  return records
}

/** The values of a record, in the order of the schema's stored fields. @throws E_CORRUPT */
export function parseRecord(record: Uint8Array): unknown[] {
  let values: unknown
  try {
    values = JSON.parse(decodeUtf8(record))
  } catch (error) {
    throw corrupt('a stored record of JSON', error instanceof Error ? error.message : String(error))
  }
  if (!Array.isArray(values)) throw corrupt('a stored record that is an array', typeof values)
  return values
}
