// Here is a document: how long is its field? A class for each document and text field, and the length that each class stands for (FORMAT.md §8).
//
//   lengths as one byte      u8 class[documents] a field: the classes are the same in all segments
//   exact lengths            u32 length[classes] ascending from 0, u8 | u16 | u32 class[documents], zeros to a multiple of 4, a field

import { ByteWriter } from '../bytes/cursor.js'
import { corrupt } from '../bytes/varint.js'
import type { Schema } from '../schema.js'
import { inlineLengths, readsInline } from './inline-lengths.js'
import { lengthOfByte, sections } from './layout.js'
import type { Section, Segment } from './segment.js'

/** What a segment knows of a text field as a whole. */
export interface FieldStatistics {
  /** Documents that have the field. */
  documents: number
  /** Words in it over all documents, each document's as its class says. */
  tokens: number
  /** How many lengths there are, 0 among them; absent where lengths are bytes. */
  lengths?: number
}

/** The classes of documents. */
export type Classes = Uint8Array | Uint16Array | Uint32Array

/** The lengths of a text field: of document `doc`, `lengths[classes[start + doc]]`. Class 0 is that of documents without the field. */
export interface FieldLengths {
  readonly classes: Classes
  readonly start: number
  /** By class; 256 of them where lengths are bytes. */
  readonly lengths: Float64Array
}

/** Where a field's lengths lie in the section of norms: bytes [start, end). */
export interface NormPlace {
  readonly start: number
  readonly end: number
  /** Lengths in its table, and bytes of a class; 0 and 1 where lengths are bytes. */
  readonly lengths: number
  readonly width: number
}

/** By class, the length that a byte stands for. */
export const byteLengths: Float64Array = Float64Array.from({ length: 256 }, (_, byte) => lengthOfByte(byte))

/** By field number, where its lengths lie; undefined for fields that are not text. */
export function normPlaces(
  { fields, lengths }: Pick<Schema, 'fields' | 'lengths'>,
  statistics: readonly (FieldStatistics | null)[],
  documentCount: number,
): (NormPlace | undefined)[] {
  let at = 0
  return fields.map(({ type, number }) => {
    if (type !== 'text') return undefined
    const count = lengths === 'exact' ? (statistics[number]?.lengths ?? 1) : 0
    const width = count <= 256 ? 1 : count <= 65536 ? 2 : 4
    const start = at
    at += count === 0 ? documentCount : 4 * (count + Math.ceil((width * documentCount) / 4))
    return { start, end: at, lengths: count, width }
  })
}

/** Exact lengths are looked at whole, once for a segment: a class must not be one that is not there. */
const known = new WeakMap<Segment, (FieldLengths | undefined)[]>()

/**
 * The lengths of a field as a search needs them: of all documents, whose section must have been read; of those in its lists where these bring them along.
 * Undefined for fields that are not text. O(1), and once O(documents). @throws E_CORRUPT
 */
export function lengthsOf(segment: Segment, field: number): FieldLengths | undefined {
  if (segment.norms[field] === undefined || !readsInline(segment)) return allLengthsOf(segment, field)
  return { classes: inlineLengths(segment, field), start: 0, lengths: byteLengths }
}

/** The lengths of a field of all documents. The section must have been read. @throws E_CORRUPT */
export function allLengthsOf(segment: Segment, field: number): FieldLengths | undefined {
  const place = segment.norms[field]
  if (place === undefined) return undefined
  const section = segment.sections.get(sections.norms) as Section
  const chunk = segment.resident.chunk(section.start, section.end)
  const start = section.start - chunk.start + place.start
  if (place.lengths === 0) return { classes: chunk.bytes, start, lengths: byteLengths }
  let all = known.get(segment)
  if (all === undefined) known.set(segment, (all = []))
  return (all[field] ??= exactLengths(chunk.bytes.subarray(start, start + place.end - place.start), place, segment.documentCount))
}

/** Reads a column of exact lengths; `bytes` start at a multiple of 4 in their buffer. @throws E_CORRUPT */
export function exactLengths(bytes: Uint8Array, { lengths: count, width }: NormPlace, documentCount: number): FieldLengths {
  const lengths = Float64Array.from(new Uint32Array(bytes.buffer, bytes.byteOffset, count))
  const from = bytes.byteOffset + 4 * count
  const classes =
    width === 1
      ? new Uint8Array(bytes.buffer, from, documentCount)
      : width === 2
        ? new Uint16Array(bytes.buffer, from, documentCount)
        : new Uint32Array(bytes.buffer, from, documentCount)
  for (let i = 0; i < count; i++) {
    if (i === 0 ? lengths[0] !== 0 : lengths[i] <= lengths[i - 1])
      throw corrupt('lengths that ascend from 0', `${lengths[i]} as number ${i}`)
  }
  for (let doc = 0; doc < documentCount; doc++) {
    if (classes[doc] >= count) throw corrupt(`one of ${count} lengths`, `number ${classes[doc]}`, { document: doc })
  }
  return { classes, start: 0, lengths }
}

/** A field's lengths on their way into a segment, with the bytes of its column. */
export interface EncodedLengths extends FieldLengths {
  readonly bytes: Uint8Array
}

/** The column of a field of these lengths: length bytes, or exact lengths. O(documents log documents) */
export function encodeLengths(given: Uint8Array | Uint32Array): EncodedLengths {
  if (given instanceof Uint8Array) return { classes: given, start: 0, lengths: byteLengths, bytes: given }
  // 0 is the first, whether a document has it or not
  const sorted = new Uint32Array(given.length + 1)
  sorted.set(given, 1)
  sorted.sort()
  let count = 1
  for (const length of sorted) if (length !== sorted[count - 1]) sorted[count++] = length
  const lengths = sorted.subarray(0, count)
  const classOf = new Map<number, number>()
  lengths.forEach((length, i) => {
    classOf.set(length, i)
  })
  const numbers = given.map((length) => classOf.get(length) as number)
  const classes = count <= 256 ? Uint8Array.from(numbers) : count <= 65536 ? Uint16Array.from(numbers) : numbers
  const out = new ByteWriter(4 * count + classes.byteLength + 4)
  out.words(lengths, 0, count)
  out.bytes(new Uint8Array(classes.buffer, classes.byteOffset, classes.byteLength))
  out.align(4)
  return { classes, start: 0, lengths: Float64Array.from(lengths), bytes: out.view() }
}

/** What a segment knows of a field of these lengths. Lengths count as their classes say, so that merging gives what building anew would. */
export function fieldStatistics({ classes, start, lengths }: FieldLengths, documentCount: number): FieldStatistics {
  let documents = 0
  let tokens = 0
  for (let doc = 0; doc < documentCount; doc++) {
    const length = classes[start + doc]
    if (length > 0) documents++
    tokens += lengths[length]
  }
  return { documents, tokens, ...(lengths !== byteLengths && { lengths: lengths.length }) }
}

/** Mean length of a field over the documents that have it; 1 where none has. */
export function meanLength(statistics: FieldStatistics): number {
  return statistics.documents === 0 || statistics.tokens === 0 ? 1 : statistics.tokens / statistics.documents
}

/** BM25F's length normalisation n(l) = 1 - b + b * l / mean. */
export function normOf(length: number, b: number, mean: number): number {
  return 1 - b + (b * length) / mean
}

/** The same by class. */
export function normTable(b: number, mean: number, lengths = byteLengths): Float64Array {
  const table = new Float64Array(lengths.length)
  for (let i = 0; i < lengths.length; i++) table[i] = normOf(lengths[i], b, mean)
  return table
}
