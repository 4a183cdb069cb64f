// Decodes term records whole, in the order of the file, and says what in them does not hold: lists, skip data, bounds, positions.

import { blockSize, unpackDelta, unpackPatched } from '../bytes/bitpack.js'
import type { Chunk } from '../bytes/resident.js'
import { corrupt, getVarint, type Place } from '../bytes/varint.js'
import { hasInline } from './inline-lengths.js'
import { sections } from './layout.js'
import { type FieldLengths, lengthsOf, meanLength, normTable } from './norms.js'
import { type Parents, parentsOf } from './parents.js'
import { tailMark } from './positions.js'
import { PostingCursor } from './posting-cursor.js'
import { boundByte, type ListEntry, readTerm } from './postings.js'
import type { Section, Segment } from './segment.js'

/** Checks one record after another; each list's positions must follow on those of the one before. */
export class RecordCheck {
  readonly #segment: Segment
  readonly #add: (message: string) => void
  readonly #chunk: Chunk
  readonly #positions: Section
  readonly #tables: readonly (Float64Array | undefined)[]
  readonly #lengths: readonly (FieldLengths | undefined)[]
  /** By document, the record that was last seen to have it. */
  readonly #seen: Uint32Array
  readonly #docs = new Uint32Array(blockSize)
  readonly #freqs = new Uint32Array(blockSize)
  #record = 0
  /** By level, documents of the record. */
  readonly #unions: number[]
  readonly #parents: Parents | undefined
  #positionsAt = 0

  constructor(segment: Segment, add: (message: string) => void) {
    this.#segment = segment
    this.#add = add
    this.#chunk = segment.resident.chunk(0, segment.bytes.length)
    this.#positions = segment.sections.get(sections.positions) as Section
    this.#lengths = segment.schema.fields.map(({ number }) => lengthsOf(segment, number))
    this.#seen = new Uint32Array(segment.documentCount)
    this.#unions = segment.schema.levelMasks.map(() => 0)
    this.#parents = parentsOf(segment)
    this.#tables = segment.schema.fields.map(({ number, b }) => {
      const known = segment.statistics[number]
      return known === null ? undefined : normTable(b, meanLength(known), this.#lengths[number]?.lengths)
    })
  }

  /** Checks the record at file bytes [start, end). @throws E_CORRUPT where it cannot be read on. */
  check(start: number, end: number): void {
    const { schema, documentCount } = this.#segment
    const withPositions = (field: number) => schema.positions && schema.fields[field]?.type === 'text'
    const withLengths = (field: number) => hasInline(this.#segment, field)
    const { unionDf, levelDfs, lists } = readTerm(this.#chunk, start, end, withPositions, documentCount, schema.levelMasks, withLengths)
    this.#record++
    this.#unions.fill(0)
    let at = lists[0].df < blockSize ? lists[0].start : -1
    for (const entry of lists) {
      const type = schema.fields[entry.field]?.type
      if (type !== 'text' && type !== 'keyword') throw corrupt('a list of a text or keyword field', `field ${entry.field}`, { at: start })
      for (; at >= 0 && at < entry.start; at++) if (this.#chunk.bytes[at] !== 0) this.#add(`Byte ${at}, between two lists, is not 0.`)
      if (entry.df < blockSize) this.#short(entry, withPositions(entry.field))
      else this.#long(entry, withPositions(entry.field))
      at = entry.end
      if (!withLengths(entry.field)) continue
      at += entry.df
      this.#inline(entry, withPositions(entry.field))
    }
    const known = levelDfs ?? [unionDf]
    if (known.join() !== this.#unions.join())
      this.#add(`The record at byte ${start} says ${known.join(' and ')} documents, its lists have ${this.#unions.join(' and ')}.`)
  }

  /** Of the web profile: the lengths behind a list are those of its documents. */
  #inline(entry: ListEntry, withPositions: boolean): void {
    const own = this.#lengths[entry.field]
    const cursor = PostingCursor.of(this.#chunk, entry, withPositions, this.#segment.documentCount)
    for (let i = 0; own !== undefined && i < entry.df; i++) {
      const [doc, got] = [cursor.next(), this.#chunk.bytes[entry.end + i]]
      if (got !== own.classes[own.start + doc])
        this.#add(`The length of document ${doc} behind the list at byte ${entry.start} is not its length.`)
    }
    cursor.release()
  }

  /** After the last record: all positions must have been claimed. */
  finish(): void {
    const { start, end } = this.#positions
    if (this.#positionsAt !== end - start)
      this.#add(`The lists have positions up to byte ${this.#positionsAt} of their section, of ${end - start}.`)
  }

  #short(entry: ListEntry, withPositions: boolean): void {
    const { bytes } = this.#chunk
    const place: Place = { at: entry.start + 1 }
    this.#tail(place, -1, entry.df)
    this.#block(entry, bytes[entry.start], -1, entry.df)
    if (withPositions) {
      for (let i = 0; i < entry.df; i++) {
        let last = -1
        for (let k = 0; k < this.#freqs[i]; k++) {
          if (place.at >= entry.end) throw corrupt('as many positions as the frequencies say', 'fewer', { at: entry.start })
          last += getVarint(bytes, place) + 1
        }
        if (last > 0xffffffff) throw corrupt('a position below 2^32', String(last), { at: entry.start })
      }
    }
    if (place.at !== entry.end) throw corrupt(`a list up to byte ${entry.end}`, `up to ${place.at}`, { at: entry.start })
  }

  #long(entry: ListEntry, withPositions: boolean): void {
    const { words, bytes } = this.#chunk
    const blocks = Math.ceil(entry.df / blockSize)
    const top = entry.start >>> 2
    const base = top + blocks * (withPositions ? 3 : 2)
    if (4 * base > entry.end) throw corrupt(`skip data of ${blocks} blocks`, `a list of ${entry.end - entry.start} bytes`)
    const positions = withPositions ? this.#openPositions(entry) : undefined
    const place: Place = { at: 4 * base }
    for (let b = 0; b < blocks; b++) {
      const count = Math.min(blockSize, entry.df - b * blockSize)
      const last = b === 0 ? -1 : words[top + b - 1]
      const skip = words[top + blocks + b]
      if (4 * (base + (skip & 0xffffff)) !== place.at)
        throw corrupt(`block ${b} at byte ${place.at}`, `at ${4 * (base + (skip & 0xffffff))}`)
      if (count < blockSize) this.#tail(place, last, count)
      else {
        const head = words[place.at >>> 2]
        const [docBits, bits, exceptions] = [head & 63, (head >>> 6) & 63, head >>> 12]
        const fits = docBits <= 31 && bits <= 32 && exceptions <= blockSize && place.at + 4 + 16 * (docBits + bits) <= entry.end
        if (!fits) throw corrupt('a block within its list', `head ${head}`, { at: place.at })
        const after = (place.at >>> 2) + 1 + 4 * docBits
        unpackDelta(words, (place.at >>> 2) + 1, docBits, this.#docs, last)
        place.at = 4 * unpackPatched(words, bytes, after, bits, exceptions, this.#freqs)
        for (let i = 0; i < blockSize; i++) this.#freqs[i]++
      }
      if (place.at > entry.end) throw corrupt(`a list up to byte ${entry.end}`, `up to ${place.at}`, { at: entry.start })
      this.#block(entry, skip >>> 24, last, count)
      if (this.#docs[count - 1] !== words[top + b])
        throw corrupt(`a block up to document ${words[top + b]}`, `up to ${this.#docs[count - 1]}`)
      positions?.block(words[top + 2 * blocks + b], this.#freqs, count)
    }
    if (place.at !== entry.end) throw corrupt(`a list up to byte ${entry.end}`, `up to ${place.at}`, { at: entry.start })
    positions?.finish()
  }

  /** Decodes `count` postings that stand as varints. */
  #tail(place: Place, last: number, count: number): void {
    const { bytes } = this.#chunk
    for (let i = 0; i < count; i++) {
      const value = getVarint(bytes, place)
      last += (value >>> 1) + 1
      if (last >= this.#segment.documentCount)
        throw corrupt(`documents below ${this.#segment.documentCount}`, String(last), { at: place.at })
      this.#docs[i] = last
      this.#freqs[i] = (value & 1) === 1 ? 1 : getVarint(bytes, place) + 2
    }
  }

  /** Documents ascend within bounds, frequencies are above 0, and the bound is no less than what the block can reach. */
  #block({ field, start }: ListEntry, bound: number, last: number, count: number): void {
    const { documentCount, schema } = this.#segment
    const table = this.#tables[field]
    const own = this.#lengths[field]
    let largest = table === undefined ? 1 : 0
    for (let i = 0; i < count; i++) {
      const doc = this.#docs[i]
      if (doc <= last || doc >= documentCount)
        throw corrupt(`a document above ${last} and below ${documentCount}`, String(doc), { at: start })
      last = doc
      if (this.#freqs[i] === 0) throw corrupt('a frequency of 1 or more', '0', { at: start })
      if (this.#seen[doc] !== this.#record) {
        this.#seen[doc] = this.#record
        this.#unions[schema.fields[field].level]++
      }
      if (this.#parents !== undefined && this.#parents.level(doc) !== schema.fields[field].level)
        throw corrupt(`a document of the level of field ${field}`, `document ${doc}`, { at: start })
      if (table === undefined || own === undefined) continue
      const length = own.classes[own.start + doc]
      if (length === 0) throw corrupt(`a length of field ${field} in document ${doc}, which has a posting`, '0', { at: start })
      largest = Math.max(largest, this.#freqs[i] / table[length])
    }
    const least = boundByte(schema.fields[field].boost, schema.k1, largest)
    if (bound < least || bound > 254)
      this.#add(`The bound of a block of the list at byte ${start} is ${bound}, its postings reach ${least}.`)
  }

  #openPositions(entry: ListEntry): PositionCheck {
    const { start, end } = this.#positions
    const { positionsStart, positionsEnd } = entry
    if (positionsStart !== this.#positionsAt || positionsEnd > end - start) {
      throw corrupt(`positions from byte ${this.#positionsAt} of their section`, `[${positionsStart}, ${positionsEnd})`, {
        at: entry.start,
      })
    }
    this.#positionsAt = positionsEnd
    return new PositionCheck(this.#chunk, (start + positionsStart) >>> 2, (start + positionsEnd) >>> 2)
  }
}

/** Reads the positions of a long list from first to last. */
class PositionCheck {
  readonly #chunk: Chunk
  readonly #base: number
  readonly #end: number
  readonly #values = new Uint32Array(blockSize)
  /** word of the current chunk, the one after it, and where in it the next value is */
  #word: number
  #next: number
  #index = 0
  #count = 0
  #isTail = false

  constructor(chunk: Chunk, base: number, end: number) {
    this.#chunk = chunk
    this.#base = base
    this.#end = end
    this.#word = base
    this.#next = base
  }

  /** Takes the positions of a block of postings, which start at `place`. @throws E_CORRUPT */
  block(place: number, freqs: Uint32Array, count: number): void {
    if (this.#index === this.#count) this.#decode()
    const here = (((this.#word - this.#base) << 7) | this.#index) >>> 0
    if (place !== here) throw corrupt(`positions at place ${here}`, String(place))
    for (let i = 0; i < count; i++) {
      let last = -1
      for (let k = 0; k < freqs[i]; k++) {
        if (this.#index === this.#count) this.#decode()
        last += this.#values[this.#index++] + 1
      }
      if (last > 0xffffffff) throw corrupt('a position below 2^32', String(last))
    }
  }

  /** @throws E_CORRUPT where not all has been read. */
  finish(): void {
    if (this.#index !== this.#count || this.#next !== this.#end) throw corrupt('as many positions as the frequencies say', 'more of them')
  }

  #decode(): void {
    const { words, bytes } = this.#chunk
    const word = this.#next
    if (word >= this.#end || this.#isTail) throw corrupt('as many positions as the frequencies say', 'fewer')
    const bits = words[word] & 63
    const many = words[word] >>> 6
    this.#isTail = bits === tailMark
    if (this.#isTail ? many === 0 || many >= blockSize : bits > 32 || many > blockSize) {
      throw corrupt(`a chunk of at most ${blockSize} positions`, `${many} of ${bits} bits`, { at: 4 * word })
    }
    if (this.#isTail) {
      const place: Place = { at: 4 * (word + 1) }
      for (let i = 0; i < many; i++) this.#values[i] = getVarint(bytes, place)
      this.#next = (place.at + 3) >>> 2
    } else this.#next = unpackPatched(words, bytes, word + 1, bits, many, this.#values)
    if (this.#next > this.#end) throw corrupt('positions within their list', 'more of them', { at: 4 * word })
    this.#word = word
    this.#index = 0
    this.#count = this.#isTail ? many : blockSize
  }
}
