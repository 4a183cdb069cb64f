// Here is a document: how long is its field? One byte a document and text field (FORMAT.md §8).

import type { Schema } from '../schema.js'
import { lengthOfByte } from './layout.js'

/** What a segment knows of a text field as a whole. */
export interface FieldStatistics {
  /** Documents that have the field. */
  documents: number
  /** Words in it over all documents, each document's as its length byte says. */
  tokens: number
}

/** By field number, the place of a text field among the text fields, or -1: its norms are that many times the document count into the section. */
export function normOrder(schema: Schema): Int32Array {
  let next = 0
  return Int32Array.from(schema.fields, (field) => (field.type === 'text' ? next++ : -1))
}

/** Mean length of a field over the documents that have it; 1 where none has. */
export function meanLength(statistics: FieldStatistics): number {
  return statistics.documents === 0 || statistics.tokens === 0 ? 1 : statistics.tokens / statistics.documents
}

const lengths = Float64Array.from({ length: 256 }, (_, byte) => lengthOfByte(byte))

/** BM25F's length normalisation n(l) = 1 - b + b * l / mean, by length byte. */
export function normTable(b: number, mean: number): Float64Array {
  const table = new Float64Array(256)
  for (let byte = 0; byte < 256; byte++) table[byte] = 1 - b + (b * lengths[byte]) / mean
  return table
}
