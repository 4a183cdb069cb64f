// Here is a document: is it an item of another, and of which? Items lie right before the document they stand in, their parent (FORMAT.md §10).
//
//   parents = u32 bits[paths][words], u32 rank[ceil(words / 16)]     words = ceil(documents / 32)

import { ByteWriter } from '../bytes/cursor.js'
import { noMoreDocuments, sections } from './layout.js'
import { lengthsOf } from './norms.js'
import type { Segment } from './segment.js'

/** Words of bits between two entries of the rank table. */
const wordsPerRank = 16

/** Bytes of the section of that many documents and nested paths. */
export function parentsLength(documentCount: number, paths: number): number {
  const words = (documentCount + 31) >>> 5
  return 4 * (paths * words + Math.ceil(words / wordsPerRank))
}

/** Appends the section: a set of parents, of the items of each path but the last, and how many parents there are before every 512th document. */
export function writeParents(levels: Uint8Array, paths: number, out: ByteWriter): void {
  const words = (levels.length + 31) >>> 5
  const sets = new Uint32Array(paths * words)
  for (let doc = 0; doc < levels.length; doc++) {
    if (levels[doc] < paths) sets[levels[doc] * words + (doc >>> 5)] |= 1 << (doc & 31)
  }
  out.words(sets, 0, sets.length)
  let rank = 0
  for (let word = 0; word < words; word++) {
    if (word % wordsPerRank === 0) out.u32(rank)
    rank += bitsOf(sets[word])
  }
}

/** How many documents there are of each level. */
export function countLevels(levels: Uint8Array, paths: number): number[] {
  const counts = new Array<number>(paths + 1).fill(0)
  for (const level of levels) counts[level]++
  return counts
}

/** Which documents of a segment are parents, read in place. Whatever the bytes, it reads within them and ends. */
export class Parents {
  readonly #words: Uint32Array
  readonly #count: number
  readonly #paths: number
  /** Words of one set. */
  readonly #size: number

  /** `words` is the section. */
  constructor(words: Uint32Array, documentCount: number, paths: number) {
    this.#words = words
    this.#count = documentCount
    this.#paths = paths
    this.#size = (documentCount + 31) >>> 5
  }

  /** 0 for a parent, `i` for an item of the `i`th nested path. */
  level(doc: number): number {
    const word = doc >>> 5
    for (let level = 0; level < this.#paths; level++) {
      if ((this.#words[level * this.#size + word] & (1 << (doc & 31))) !== 0) return level
    }
    return this.#paths
  }

  /** Whether `doc` is a document of the segment, and a parent. */
  has(doc: number): boolean {
    return doc >= 0 && doc < this.#count && (this.#words[doc >>> 5] & (1 << (doc & 31))) !== 0
  }

  /** The first parent not below `doc`: its own where it is an item; `noMoreDocuments` where there is none. */
  next(doc: number): number {
    if (doc >= this.#count) return noMoreDocuments
    let word = doc >>> 5
    let rest = this.#words[word] & (-1 << (doc & 31))
    while (rest === 0) {
      if (++word === this.#size) return noMoreDocuments
      rest = this.#words[word]
    }
    const found = (word << 5) + 31 - Math.clz32(rest & -rest)
    return found < this.#count ? found : noMoreDocuments
  }

  /** The first document of the block of `doc`: that after the last parent below it. */
  first(doc: number): number {
    if (doc <= 0) return 0
    let word = Math.min(doc - 1, this.#count - 1) >>> 5
    let rest = this.#words[word] & (word === (doc - 1) >>> 5 ? -1 >>> (31 - ((doc - 1) & 31)) : -1)
    while (rest === 0) {
      if (--word < 0) return 0
      rest = this.#words[word]
    }
    return (word << 5) + 32 - Math.clz32(rest)
  }

  /** How many parents there are below `doc`: the place of its id among the ids, also where it is an item. */
  rank(doc: number): number {
    const word = doc >>> 5
    const entry = Math.floor(word / wordsPerRank)
    let rank = this.#words[this.#paths * this.#size + entry] ?? 0
    for (let i = entry * wordsPerRank; i < word; i++) rank += bitsOf(this.#words[i])
    return rank + bitsOf(this.#words[word] & ~(-1 << (doc & 31)))
  }

  /** The place of item `doc` among the items of its path in its block. O(block). */
  index(doc: number): number {
    const level = this.level(doc)
    let index = 0
    for (let before = this.first(doc); before < doc; before++) if (this.level(before) === level) index++
    return index
  }
}

/** The parents of a segment, whose section must have been read; undefined where its schema nests nothing. */
export function parentsOf({ schema, resident, sections: places, documentCount }: Segment): Parents | undefined {
  const place = places.get(sections.parents)
  if (schema.nested.length === 0 || place === undefined) return undefined
  const { words, start: origin } = resident.chunk(place.start, place.end)
  const from = (place.start - origin) >>> 2
  return new Parents(words.subarray(from, from + ((place.end - place.start) >>> 2)), documentCount, schema.nested.length)
}

/** Marks a parent and its items in a bit per document. */
export function setBlock(parents: Parents | undefined, bits: Uint8Array, doc: number): void {
  for (let at = parents === undefined ? doc : parents.first(doc); at <= doc; at++) bits[at >>> 3] |= 1 << (at & 7)
}

/** How many documents of a level a bit per document names. O(documents / 8 + bits set). */
export function countAt(parents: Parents | undefined, bits: Uint8Array | undefined, level: number): number {
  let count = 0
  bits?.forEach((byte, at) => {
    for (let rest = byte; rest !== 0; rest &= rest - 1) {
      const doc = 8 * at + 31 - Math.clz32(rest & -rest)
      if ((parents?.level(doc) ?? 0) === level) count++
    }
  })
  return count
}

function bitsOf(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555)
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333)
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

/** Says what in the section does not hold; `place` is its bytes. */
export function checkParents(segment: Segment, place: { start: number; end: number }, add: (message: string) => void): void {
  const { documentCount, counts, schema } = segment
  const parents = parentsOf(segment) as Parents
  const levels = Uint8Array.from({ length: documentCount }, (_, doc) => parents.level(doc))
  if (documentCount > 0 && !parents.has(documentCount - 1)) add(`The last document, ${documentCount - 1}, is not a parent.`)
  const counted = countLevels(levels, counts.length - 1)
  if (counted.join() !== counts.join()) add(`There are ${counted.join(' and ')} documents by level, the head says ${counts.join(' and ')}.`)
  for (const { number, name, level } of schema.fields) {
    const doc = levels.findIndex((own, at) => own !== level && hasLength(segment, number, at))
    if (doc >= 0) add(`Document ${doc} has a length in field ${JSON.stringify(name)}, which is of another level.`)
  }
  const out = new ByteWriter()
  writeParents(levels, schema.nested.length, out)
  const wrong = out.view().findIndex((byte, at) => byte !== segment.bytes[place.start + at])
  if (wrong >= 0) add(`Byte ${wrong} of the parents, in a set or in the rank table, is not what the sets say.`)
}

function hasLength(segment: Segment, field: number, doc: number): boolean {
  const own = lengthsOf(segment, field)
  return own !== undefined && own.classes[own.start + doc] > 0
}
