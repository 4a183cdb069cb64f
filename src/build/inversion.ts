// From tokens by document to documents by term: a counting sort of each field's stream, no list and no hash per term.

import { finish, type Steps } from '../bytes/steps.js'
import type { Schema } from '../schema.js'
import type { PostingList } from '../segment/postings.js'
import type { Places } from './places.js'
import { mark, type Run, type Stream } from './stream.js'

/** A field's occurrences in order of term, then document, then position. */
interface InvertedField {
  /** By term, where its occurrences start; one more at the end. */
  starts: Uint32Array
  /** By occurrence two numbers, its document and its position: beside each other, as both are written at once, all over the column. */
  places: Uint32Array
  withPositions: boolean
}

/** The inverted streams of a segment in the making. */
export class Inversion {
  readonly #fields: (InvertedField | undefined)[]
  readonly #docs: Uint32Array[]
  readonly #freqs: Uint32Array[]
  #positions: Uint32Array[]
  readonly #keepPositions: boolean

  /** Time and memory linear in the tokens. A term is in `mostDocuments` at most; `fields` are what `steps` made of the others. */
  constructor(
    schema: Schema,
    streams: readonly (Stream | undefined)[],
    pairTerm: readonly number[],
    termCount: number,
    mostDocuments: number,
    fields = finish(invertAll(schema, streams, pairTerm, termCount)),
  ) {
    this.#keepPositions = schema.positions
    this.#fields = fields
    this.#docs = this.#fields.map((field) => new Uint32Array(field === undefined ? 0 : mostDocuments))
    this.#freqs = this.#docs.map((docs) => new Uint32Array(docs.length))
    this.#positions = this.#docs.map(() => new Uint32Array(256))
  }

  /** As the constructor, in steps. */
  static *steps(
    schema: Schema,
    streams: readonly (Stream | undefined)[],
    pairTerm: readonly number[],
    termCount: number,
    documentCount: number,
  ): Steps<Inversion> {
    const fields = yield* invertAll(schema, streams, pairTerm, termCount)
    return new Inversion(schema, streams, pairTerm, termCount, documentCount, fields)
  }

  /** The inversion of a few terms, numbered as they are given: each as its pairs. `places` are those of the streams. */
  static ofSome(
    schema: Schema,
    streams: readonly (Stream | undefined)[],
    places: readonly (Places | undefined)[],
    terms: readonly (readonly number[])[],
  ): Inversion {
    const fields = places.map((each, i) => each && invertSome(each, terms, schema.fields[i].type === 'text'))
    let most = 0
    for (const field of fields) if (field !== undefined) most = Math.max(most, field.places.length / 2)
    return new Inversion(schema, streams, [], terms.length, most, fields)
  }

  /** The postings of a term, field by field; the arrays are overwritten by the next call. */
  lists(term: number): PostingList[] {
    const lists: PostingList[] = []
    this.#fields.forEach((field, number) => {
      if (field === undefined || field.starts[term + 1] === field.starts[term]) return
      lists.push(this.#list(field, number, field.starts[term], field.starts[term + 1]))
    })
    return lists
  }

  #list({ places, withPositions }: InvertedField, field: number, start: number, end: number): PostingList {
    const docs = this.#docs[field]
    const freqs = this.#freqs[field]
    if (withPositions && this.#positions[field].length < end - start) this.#positions[field] = new Uint32Array(2 * (end - start))
    const out = this.#positions[field]
    const last = 2 * end
    let count = 0
    let written = 0
    for (let i = 2 * start; i < last; ) {
      const doc = places[i]
      const first = written
      if (withPositions) {
        out[written++] = places[i + 1]
        for (i += 2; i < last && places[i] === doc; i += 2) {
          // nearly always the next one
          const position = places[i + 1]
          if (position > out[written - 1]) out[written++] = position
          else written = insertPosition(out, first, written, position)
        }
        freqs[count] = written - first
      } else {
        const from = i
        do i += 2
        while (i < last && places[i] === doc)
        freqs[count] = (i - from) >>> 1
      }
      docs[count++] = doc
    }
    return { field, count, docs, freqs, positions: withPositions && this.#keepPositions ? out : undefined }
  }
}

/** Keeps a document's positions ascending and single: a compound comes after its parts, and may be one of them. */
function insertPosition(out: Uint32Array, first: number, written: number, position: number): number {
  let at = written
  while (at > first && out[at - 1] > position) at--
  if (at > first && out[at - 1] === position) return written
  out.copyWithin(at + 1, at, written)
  out[at] = position
  return written + 1
}

function* invertAll(
  schema: Schema,
  streams: readonly (Stream | undefined)[],
  pairTerm: readonly number[],
  termCount: number,
): Steps<(InvertedField | undefined)[]> {
  const terms = Uint32Array.from(pairTerm)
  const fields: (InvertedField | undefined)[] = []
  for (const [i, stream] of streams.entries())
    fields.push(stream && (yield* invert(stream, terms, termCount, schema.fields[i].type === 'text')))
  return fields
}

function* invert(stream: Stream, pairTerm: Uint32Array, termCount: number, withPositions: boolean): Steps<InvertedField> {
  const starts = new Uint32Array(termCount + 1)
  for (const run of stream.runs) {
    countTerms(run, pairTerm, starts)
    yield 0
  }
  for (let term = 0; term < termCount; term++) starts[term + 1] += starts[term]
  const next = starts.slice(0, termCount)
  const places = new Uint32Array(2 * starts[termCount])
  yield 0
  for (const run of stream.runs) {
    placeTokens(run, pairTerm, next, places)
    yield 0
  }
  return { starts, places, withPositions }
}

// The two loops go over every token: written out, as a call for each takes longer than its work (bench: build).

/** Counts the tokens of a run by term, each at the place behind its term's. */
function countTerms({ values, ends }: Run, pairTerm: Uint32Array, counts: Uint32Array): void {
  const end = ends.length === 0 ? 0 : ends[ends.length - 1]
  for (let at = 0; at < end; at++) {
    if (values[at] === mark) at += 2
    counts[pairTerm[values[at]] + 1]++
  }
}

/** Puts the tokens of a run where the next of their terms belong. */
function placeTokens({ first, values, ends }: Run, pairTerm: Uint32Array, next: Uint32Array, places: Uint32Array): void {
  let at = 0
  for (let i = 0; i < ends.length; i++) {
    const end = ends[i]
    for (let position = 0; at < end; at++, position++) {
      if (values[at] === mark) {
        position = values[at + 1]
        at += 2
      }
      const slot = 2 * next[pairTerm[values[at]]]++
      places[slot] = first + i
      places[slot + 1] = position
    }
  }
}

function invertSome(places: Places, terms: readonly (readonly number[])[], withPositions: boolean): InvertedField {
  const found = terms.map((pairs) => places.of(pairs))
  const starts = new Uint32Array(terms.length + 1)
  for (let term = 0; term < found.length; term++) starts[term + 1] = starts[term] + found[term].length / 2
  if (found.length === 1) return { starts, places: found[0], withPositions }
  const all = new Uint32Array(2 * starts[terms.length])
  for (let term = 0; term < found.length; term++) all.set(found[term], 2 * starts[term])
  return { starts, places: all, withPositions }
}
