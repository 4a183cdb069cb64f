// Stored blocks of the web profile: as many records in each as its page holds, so that who reads one document fetches one page (FORMAT.md §15).

import type { Deflate } from '../bytes/deflate.js'
import { webBlockShift } from './layout.js'
import { type StoredBlock, StoredWriter } from './stored.js'

/** Bytes of a page: the smallest checksum block. */
const page = 2 ** webBlockShift.least

/** The most records in a block: they are held until it is full. */
const mostRecords = 4096

/** Collects records and compresses them page by page. */
export class PageWriter {
  readonly #deflate: Deflate
  readonly #blocks: StoredBlock[] = []
  #records: Uint8Array[] = []
  #rawBytes = 0
  #at = 0
  /** compressed bytes for a byte of record, of the block before */
  #ratio = 0.5

  constructor(deflate: Deflate) {
    this.#deflate = deflate
  }

  /** Appends a record's UTF-8 bytes. */
  add(record: Uint8Array): void {
    this.#records.push(record)
    this.#rawBytes += record.length
    // one more than should fit, so that pages are full
    if (this.#rawBytes * this.#ratio > 1.1 * page || this.#records.length === mostRecords) this.#write()
  }

  /** All blocks; where one ends before its page does and the next is too long for the rest, zeros between them as a block of no documents. */
  finish(): StoredBlock[] {
    while (this.#records.length > 0) this.#write()
    return this.#blocks
  }

  /** Writes a block of the records that a page holds, at least one. */
  #write(): void {
    let count = this.#records.length
    let block = this.#compressed(count)
    while (block.bytes.length > page && count > 1) {
      count = Math.max(1, Math.min(count - 1, Math.floor((count * 0.98 * page) / block.bytes.length)))
      block = this.#compressed(count)
    }
    const raw = this.#records.slice(0, count).reduce((sum, { length }) => sum + length, 0)
    this.#ratio = Math.max(0.02, block.bytes.length / Math.max(1, raw))
    const rest = page - (this.#at % page)
    if (block.bytes.length > rest && rest < page) {
      this.#blocks.push({ documents: 0, bytes: new Uint8Array(rest) })
      this.#at += rest
    }
    this.#blocks.push(block)
    this.#at += block.bytes.length
    this.#records = this.#records.slice(count)
    this.#rawBytes -= raw
  }

  #compressed(count: number): StoredBlock {
    const writer = new StoredWriter(this.#deflate, Number.POSITIVE_INFINITY)
    for (let i = 0; i < count; i++) writer.addBytes(this.#records[i])
    writer.flush()
    return writer.blocks[0]
  }
}
