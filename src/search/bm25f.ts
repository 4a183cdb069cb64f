// BM25F (Robertson, Zaragoza and Taylor 2004): a term's frequencies in its fields, each weighted and normalised, are added before they saturate.
//
//   score(term) = idf * (k1 + 1) * tf / (k1 + tf)        tf = sum over fields of  boost * frequency / (1 - b + b * length / mean length)
//   idf         = ln(1 + (N - n + 0.5) / (n + 0.5))      N documents, n of them with the term in any field

import { noMoreDocuments } from '../segment/layout.js'
import { byteLengths, type Classes, normOf } from '../segment/norms.js'
import type { Scorer } from './scorer.js'

/** Inverse document frequency; never negative. */
export function idf(documentCount: number, df: number): number {
  return Math.log(1 + (documentCount - df + 0.5) / (df + 0.5))
}

/**
 * Rounds to a grid of 2^-36: the mantissa has no room for more beside 1.5 * 2^16. Sums of such numbers are exact below 2^15, so neither scores nor
 * the order of ties depend on the order in which clauses are added.
 */
export function onGrid(score: number): number {
  return score + 98304 - 98304
}

/** What one unit of frequency in a field counts for, by length class; on a grid of 2^-40. */
export function weightTable(boost: number, b: number, mean: number, lengths = byteLengths): Float64Array {
  const table = new Float64Array(lengths.length)
  for (let i = 0; i < table.length; i++) table[i] = Math.round((boost / normOf(lengths[i], b, mean)) * 2 ** 40) / 2 ** 40
  return table
}

/** Saturates a weighted frequency. */
export function saturate(weightedFrequency: number, k1: number): number {
  return weightedFrequency / (k1 + weightedFrequency)
}

/** Walks the documents of a term or phrase in one field. */
export interface FieldCursor {
  readonly doc: number
  readonly freq: number
  next(): number
  advance(target: number): number
}

/** One field of a term: its postings, its lengths, and what they weigh. */
export interface WeightedField {
  readonly field: number
  readonly cursor: FieldCursor
  /** By document, from `normsStart`; undefined where the field has no lengths. */
  readonly norms: Classes | undefined
  readonly normsStart: number
  readonly weights: Float64Array
}

/** Scores one term, or one phrase, over its fields. */
export class TermScorer implements Scorer {
  doc = -1
  readonly fields: readonly WeightedField[]
  readonly #weight: number
  readonly #k1: number

  /** `weight` is boost * idf * (k1 + 1). */
  constructor(fields: readonly WeightedField[], weight: number, k1: number) {
    this.fields = fields
    this.#weight = weight
    this.#k1 = k1
  }

  next(): number {
    return this.advance(this.doc + 1)
  }

  advance(target: number): number {
    let least: number = noMoreDocuments
    const { fields } = this
    for (let i = 0; i < fields.length; i++) {
      const { cursor } = fields[i]
      const doc = cursor.doc < target ? cursor.advance(target) : cursor.doc
      if (doc < least) least = doc
    }
    return (this.doc = least)
  }

  score(): number {
    const frequency = this.weightedFrequency()
    // multiplied first, as it is in bulk: the other order may be rounded to the grid's next number
    return onGrid((this.#weight * frequency) / (this.#k1 + frequency))
  }

  /** The sum over fields that saturates. */
  weightedFrequency(): number {
    let sum = 0
    const { fields, doc } = this
    for (let i = 0; i < fields.length; i++) if (fields[i].cursor.doc === doc) sum += fieldFrequency(fields[i])
    return sum
  }
}

/** What a field adds to the sum, for the document its cursor is on. */
export function fieldFrequency({ cursor, norms, normsStart, weights }: WeightedField): number {
  return cursor.freq * weights[norms === undefined ? 0 : norms[normsStart + cursor.doc]]
}
