// The terms of several segments as those of one: dictionaries walked side by side in the order of their keys, postings renumbered one after another.

import { blockSize } from '../bytes/bitpack.js'
import { decodeUtf8 } from '../bytes/cursor.js'
import type { Steps } from '../bytes/steps.js'
import { corrupt } from '../bytes/varint.js'
import { BlockCursor, compareBytes, roles } from './dictionary.js'
import { formsOf, type TermForms } from './forms.js'
import { sections } from './layout.js'
import { ListBuffer } from './list-buffer.js'
import { PositionCursor } from './positions.js'
import { PostingCursor } from './posting-cursor.js'
import { doubled, type ListEntry, type PostingList, readTerm, ShortList } from './postings.js'
import type { Section, Segment } from './segment.js'

/** A segment whose terms are merged, with the new number of each of its documents, -1 for those left out. */
export interface TermSource {
  segment: Segment
  renumber: Int32Array
}

/** An entry of the merged dictionary. One object, and one buffer for keys, serve for all of them. */
export interface MergedEntry {
  key: Uint8Array
  role: number
  term: number
}

/** A term's lists in one source. */
interface Found {
  source: TermSource
  lists: readonly ListEntry[]
  /** By form of the source, that of the merged term; undefined where it has but one, or forms are not kept. */
  forms: TermForms | undefined
  formOf: readonly number[]
}

/** Keys walked, and postings of long lists read, between two stops. */
const keysPerStep = 256
const postingsPerStep = 2048

/**
 * The terms of several segments. They are numbered in the order of their keys, whichever segment has them first. Keeps no texts: some numbers for
 * each term and source.
 */
export class MergedTerms {
  termCount = 0
  /** Bytes of dictionaries, postings and positions read so far. */
  bytesRead = 0
  readonly #sources: readonly TermSource[]
  readonly #walkers: readonly Walker[]
  /** By term, where its sources and their records start in the two columns below; one more at the end. */
  #starts = new Uint32Array(256)
  #sourceOf = new Uint32Array(256)
  #recordOf = new Uint32Array(256)
  readonly #buffers: readonly ListBuffer[]
  readonly #short = new ShortList()
  /** By term, its words; by source and record, the last of them: the only one where the term has no forms there. Where exact forms are kept. */
  #words: string[][] = []
  #single: string[][] = []

  constructor(sources: readonly TermSource[], documentCount: number) {
    this.#sources = sources
    this.#walkers = sources.map(({ segment }, index) => new Walker(segment, index))
    this.#buffers = sources[0].segment.schema.fields.map(({ number }) => new ListBuffer(number, documentCount))
  }

  /** Numbers the terms: to be done before anything else. */
  *number(): Steps<void> {
    const front = new Front(this.#walkers, true)
    let places = 0
    for (let keys = 1; front.next(); keys++) {
      const term = this.termCount
      for (let i = 0; i < front.count; i++) {
        const { index: source, terms } = front.walkers[i]
        // a source names a term once; damage must not make its documents come twice
        if (places > this.#starts[term] && this.#sourceOf[places - 1] === source) continue
        terms[front.records[i]] = term
        if (places === this.#sourceOf.length) {
          this.#sourceOf = doubled(this.#sourceOf)
          this.#recordOf = doubled(this.#recordOf)
        }
        this.#sourceOf[places] = source
        this.#recordOf[places++] = front.records[i]
      }
      if (this.termCount + 1 === this.#starts.length) this.#starts = doubled(this.#starts)
      this.#starts[++this.termCount] = places
      if (keys % keysPerStep === 0) yield 0
    }
    for (const { segment } of this.#sources) this.bytesRead += lengthOf(segment, sections.dictionary)
    if (this.#sources[0].segment.schema.exactForms) yield* this.#findWords()
  }

  /** The words of a term in the order of the dictionary, where exact forms are kept. */
  words(term: number): readonly string[] {
    return this.#words[term]
  }

  *#findWords(): Steps<void> {
    this.#words = Array.from({ length: this.termCount }, () => [])
    this.#single = this.#sources.map(() => [])
    const front = new Front(this.#walkers, false)
    for (let keys = 1; front.next(); keys++) {
      let word: string | undefined
      for (let i = 0; i < front.count; i++) {
        const { index, terms } = front.walkers[i]
        const own = this.#words[terms[front.records[i]]]
        if (own === undefined || (front.roles[i] & roles.word) === 0) continue
        word ??= decodeUtf8(front.key.subarray(0, front.keyLength))
        if (own[own.length - 1] !== word) own.push(word)
        this.#single[index][front.records[i]] = word
      }
      if (keys % keysPerStep === 0) yield 0
    }
  }

  /** The forms of a term in a source, and what they are among those of the merged term. */
  #formsOf(term: number, source: number, record: number, lists: readonly ListEntry[]): Pick<Found, 'forms' | 'formOf'> {
    const words = this.#words[term]
    if (words === undefined || words.length < 2) return { forms: undefined, formOf: [] }
    const forms = formsOf(this.#sources[source].segment, this.#walkers[source].offsets[record], lists)
    const own = forms?.words ?? [this.#single[source][record]]
    // a form that its dictionary does not have cannot be in a segment that checks
    return { forms, formOf: own.map((word) => Math.max(0, words.indexOf(word))) }
  }

  /** The entries of the merged dictionary, in order. */
  *entries(): Generator<MergedEntry> {
    const front = new Front(this.#walkers, false)
    const entry: MergedEntry = { key: front.key, role: 0, term: 0 }
    while (front.next()) {
      entry.key = front.key.subarray(0, front.keyLength)
      if (front.count === 1) {
        entry.role = front.roles[0]
        entry.term = front.walkers[0].terms[front.records[0]]
        // a word whose term is gone cannot be in a segment that checks
        if (entry.term >= 0) yield entry
        continue
      }
      const found: { role: number; term: number }[] = []
      for (let i = 0; i < front.count; i++) {
        const term = front.walkers[i].terms[front.records[i]]
        if (term < 0) continue
        const known = found.find((each) => each.term === term)
        if (known === undefined) found.push({ role: front.roles[i], term })
        else known.role |= front.roles[i]
      }
      if (found.length > 1) found.sort((a, b) => a.role - b.role || a.term - b.term)
      for (const { role, term } of found) {
        entry.role = role
        entry.term = term
        yield entry
      }
    }
  }

  /** The merged postings of a term, at once where they are short; the next call overwrites them. @throws E_CORRUPT */
  lists(term: number): PostingList[] | Steps<PostingList[]> {
    const found: Found[] = []
    let isShort = true
    for (let i = this.#starts[term]; i < this.#starts[term + 1]; i++) {
      const source = this.#sources[this.#sourceOf[i]]
      const { segment } = source
      const { offsets, lengths } = this.#walkers[this.#sourceOf[i]]
      const postings = segment.sections.get(sections.postings) as Section
      const start = postings.start + offsets[this.#recordOf[i]]
      const end = start + lengths[this.#recordOf[i]]
      if (end > postings.end) throw corrupt(`a record up to byte ${postings.end}`, `up to ${end}`)
      const chunk = segment.resident.chunk(start, end)
      const { lists } = readTerm(
        chunk,
        start,
        end,
        (field) => hasPositions(segment, field),
        segment.documentCount,
        segment.schema.levelMasks,
      )
      this.bytesRead += end - start
      for (const list of lists) {
        this.bytesRead += list.positionsEnd - list.positionsStart
        if (list.df >= blockSize) isShort = false
      }
      found.push({ source, lists, ...this.#formsOf(term, this.#sourceOf[i], this.#recordOf[i], lists) })
    }
    for (const buffer of this.#buffers) buffer.clear()
    if (!isShort) return this.#longLists(found)
    for (const each of found) for (const list of each.lists) this.#addShort(each, list)
    return this.#take()
  }

  *#longLists(found: readonly Found[]): Steps<PostingList[]> {
    for (const each of found) {
      for (const list of each.lists) {
        if (list.df < blockSize) this.#addShort(each, list)
        else yield* this.#addLong(each, list)
      }
    }
    return this.#take()
  }

  #take(): PostingList[] {
    const lists: PostingList[] = []
    for (const buffer of this.#buffers) if (buffer.count > 0) lists.push(buffer.list())
    return lists
  }

  #addShort(found: Found, list: ListEntry): void {
    const { segment, renumber } = found.source
    const short = this.#short
    const buffer = this.#buffers[list.field]
    const withPositions = hasPositions(segment, list.field)
    short.read(segment.resident.chunk(list.start, list.end), list, withPositions, segment.documentCount)
    let at = 0
    for (let i = 0; i < short.count; i++) {
      const freq = short.freqs[i]
      const doc = renumber[short.docs[i]]
      if (doc >= 0) buffer.add(doc, freq, withPositions ? short.positions : undefined, at)
      at += freq
    }
    if (found.formOf.length > 0)
      buffer.addForms(
        PostingCursor.of(segment.resident.chunk(list.start, list.end), list, withPositions, segment.documentCount),
        found.forms,
        found.formOf,
        renumber,
      )
  }

  *#addLong(found: Found, list: ListEntry): Steps<void> {
    const { segment, renumber } = found.source
    const buffer = this.#buffers[list.field]
    const withPositions = hasPositions(segment, list.field)
    const { start, end } = segment.sections.get(sections.positions) as Section
    const chunk = segment.resident.chunk(start, end)
    const cursor = PostingCursor.of(chunk, list, withPositions, segment.documentCount)
    const positions = withPositions ? new PositionCursor(cursor, list, chunk, start) : undefined
    for (let i = 1; i <= list.df; i++) {
      const doc = renumber[cursor.next()]
      if (doc >= 0) buffer.add(doc, cursor.freq, positions?.read(), 0)
      if (i % postingsPerStep === 0) yield 0
    }
    cursor.release()
    if (found.formOf.length > 0)
      buffer.addForms(PostingCursor.of(chunk, list, withPositions, segment.documentCount), found.forms, found.formOf, renumber)
  }
}

/** Walks the dictionary of one source, and numbers its records in the order in which entries first name them: that of their offsets. */
class Walker {
  readonly index: number
  readonly cursor = new BlockCursor()
  /** Place of each record. */
  offsets = new Uint32Array(64)
  lengths = new Uint32Array(64)
  /** The merged term of each record, -1 before it is numbered. */
  terms = new Int32Array(64)
  /** The record of the current entry, -1 where it has none. */
  record = -1
  /** The first four bytes of the current key as a number: they tell most keys apart. */
  prefix = 0
  readonly #segment: Segment
  #block = -1
  #records = 0
  /** The record that the next entry to name one for the first time names. */
  #next = 0

  constructor(segment: Segment, index: number) {
    this.#segment = segment
    this.index = index
  }

  /** Goes before the first entry. */
  rewind(): void {
    this.#block = -1
    this.#next = 0
  }

  /** Moves to the next entry, of those with a term where asked, or tells that there is none. */
  next(termsOnly: boolean): boolean {
    const { cursor } = this
    for (;;) {
      while (this.#block < 0 || !cursor.next()) if (!this.#open()) return false
      this.record = this.#find(cursor.offset, cursor.length)
      if (this.record < 0 || (termsOnly && (cursor.role & roles.term) === 0)) continue
      const { key, keyLength } = cursor
      this.prefix = 0
      for (let i = 0; i < 4; i++) this.prefix = this.prefix * 256 + (i < keyLength ? key[i] : 0)
      return true
    }
  }

  #open(): boolean {
    const { dictionary, resident } = this.#segment
    if (++this.#block >= dictionary.blockCount) return false
    const { start: base } = this.#segment.sections.get(sections.dictionary) as Section
    const start = dictionary.startOf(this.#block)
    const end = dictionary.endOf(this.#block)
    this.cursor.open(resident.chunk(base + start, base + end), base + start, base + end, dictionary.recordOffset(this.#block))
    return true
  }

  #find(offset: number, length: number): number {
    const at = this.#next
    if (at < this.#records ? this.offsets[at] === offset : at === 0 || offset > this.offsets[at - 1]) {
      if (at === this.#records) this.#add(offset, length)
      return this.#next++
    }
    let low = 0
    let high = at
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.offsets[middle] < offset) low = middle + 1
      else high = middle
    }
    return low < at && this.offsets[low] === offset ? low : -1
  }

  #add(offset: number, length: number): void {
    if (this.#records === this.offsets.length) {
      this.offsets = doubled(this.offsets)
      this.lengths = doubled(this.lengths)
      const terms = new Int32Array(this.offsets.length)
      terms.set(this.terms)
      this.terms = terms
    }
    this.offsets[this.#records] = offset
    this.lengths[this.#records] = length
    this.terms[this.#records++] = -1
  }
}

/** Goes through the keys of several walkers in order; at each, tells which of them have it. */
class Front {
  /** The current key: the first `keyLength` bytes. */
  key = new Uint8Array(64)
  keyLength = 0
  /** The entries of the current key, in the order of their sources: `count` of them, by walker, record and role. */
  count = 0
  readonly walkers: Walker[] = []
  readonly records: number[] = []
  readonly roles: number[] = []
  readonly #termsOnly: boolean
  /** Walkers that have an entry left, by key, then source. */
  readonly #queue: Walker[] = []

  constructor(walkers: readonly Walker[], termsOnly: boolean) {
    this.#termsOnly = termsOnly
    for (const walker of walkers) {
      walker.rewind()
      if (walker.next(termsOnly)) this.#queue.push(walker)
    }
    this.#queue.sort((a, b) => (isBefore(a, b) ? -1 : 1))
  }

  /** Moves to the next key, or tells that there is none. */
  next(): boolean {
    this.count = 0
    const queue = this.#queue
    if (queue.length === 0) return false
    const { key, keyLength } = queue[0].cursor
    if (keyLength > this.key.length) this.key = new Uint8Array(2 * keyLength)
    for (let i = 0; i < keyLength; i++) this.key[i] = key[i]
    this.keyLength = keyLength
    const { prefix } = queue[0]
    while (queue.length > 0) {
      const [walker] = queue
      const { cursor } = walker
      if (walker.prefix !== prefix || compareBytes(cursor.key, 0, cursor.keyLength, this.key, 0, keyLength) !== 0) return true
      this.walkers[this.count] = walker
      this.records[this.count] = walker.record
      this.roles[this.count++] = cursor.role
      if (walker.next(this.#termsOnly)) this.#sink(walker)
      else queue.shift()
    }
    return true
  }

  /** Puts the first walker, which has moved on, where it belongs. */
  #sink(walker: Walker): void {
    const queue = this.#queue
    let at = 0
    for (; at + 1 < queue.length && isBefore(queue[at + 1], walker); at++) queue[at] = queue[at + 1]
    queue[at] = walker
  }
}

/** Whether the key of `a` is smaller than that of `b`, or its source the earlier one where they are equal. */
function isBefore(a: Walker, b: Walker): boolean {
  if (a.prefix !== b.prefix) return a.prefix < b.prefix
  return (compareBytes(a.cursor.key, 0, a.cursor.keyLength, b.cursor.key, 0, b.cursor.keyLength) || a.index - b.index) < 0
}

function hasPositions(segment: Segment, field: number): boolean {
  return segment.schema.positions && segment.schema.fields[field]?.type === 'text'
}

function lengthOf(segment: Segment, id: number): number {
  const { start, end } = segment.sections.get(id) as Section
  return end - start
}
