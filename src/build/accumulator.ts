// Documents on their way into a segment: streams of numbered tokens, turned into postings by counting when the segment is sealed.

import { analyzerThrew } from '../analysis/analyze.js'
import type { Analyzer } from '../analysis/analyzer.js'
import { Tokens } from '../analysis/tokens.js'
import { ByteWriter } from '../bytes/cursor.js'
import type { Deflate } from '../bytes/deflate.js'
import { RostrumError } from '../errors.js'
import { type Field, keywordKey, type Schema } from '../schema.js'
import type { ColumnValues } from '../segment/columns.js'
import { compareKeys, roles } from '../segment/dictionary.js'
import type { Id } from '../segment/ids.js'
import { KeywordCollector } from '../segment/keywords.js'
import { byteOfLength } from '../segment/layout.js'
import { StoredWriter } from '../segment/stored.js'
import { writeSegment } from '../segment/write.js'
import type { CheckedDocument } from './document.js'
import { Inversion } from './inversion.js'
import { Stream } from './stream.js'
import { dropped, TokenTable, Vocabulary } from './words.js'

/** Positions between two values of a multi-valued field, so that no phrase matches across them. */
export const valueGap = 100

/** A segment in the making. Documents are numbered in the order they come. */
export class Accumulator {
  readonly ids: Id[] = []
  readonly #schema: Schema
  readonly #vocabulary = new Vocabulary()
  readonly #tables = new Map<Analyzer, TokenTable>()
  /** By field number: tokens of text fields, keys of keyword fields. */
  readonly #streams: (Stream | undefined)[]
  readonly #norms: (ByteWriter | undefined)[]
  /** By field number: ends and values of number and date fields. */
  readonly #columns: ({ ends: number[]; values: number[] } | undefined)[]
  readonly #keywords: (KeywordCollector | undefined)[]
  readonly #stored: StoredWriter
  readonly #tokens = new Tokens()

  constructor(schema: Schema, deflate: Deflate) {
    this.#schema = schema
    this.#stored = new StoredWriter(deflate)
    this.#streams = schema.fields.map((field) => (field.type === 'text' || field.type === 'keyword' ? new Stream() : undefined))
    this.#norms = schema.fields.map((field) => (field.type === 'text' ? new ByteWriter() : undefined))
    this.#keywords = schema.fields.map((field) => (field.type === 'keyword' ? new KeywordCollector() : undefined))
    this.#columns = schema.fields.map((field) => (field.type === 'number' || field.type === 'date' ? { ends: [], values: [] } : undefined))
  }

  /** Documents taken in. */
  get count(): number {
    return this.ids.length
  }

  /** Tokens kept: what decides when a segment is large enough to seal. */
  get tokenCount(): number {
    let count = 0
    for (const stream of this.#streams) count += stream?.length ?? 0
    return count
  }

  /** Takes in a checked document. Linear in its text. A throwing analyzer leaves everything as it was. @throws E_ANALYZER */
  add(document: CheckedDocument): void {
    const marks = this.#streams.map((stream) => stream?.length ?? 0)
    const lengths: number[] = []
    try {
      for (const field of this.#schema.fields) {
        const stream = this.#streams[field.number]
        if (stream === undefined) continue
        const values = document.values[field.number] as readonly string[]
        lengths[field.number] = field.type === 'text' ? this.#addText(field, stream, values) : this.#addKeywords(field, stream, values)
      }
    } catch (error) {
      for (const [i, stream] of this.#streams.entries()) stream?.cut(marks[i])
      throw error instanceof RostrumError ? error : analyzerThrew(error)
    }
    for (const field of this.#schema.fields) {
      this.#streams[field.number]?.endDocument()
      this.#norms[field.number]?.u8(byteOfLength(lengths[field.number]))
      this.#keywords[field.number]?.add(document.values[field.number] as readonly string[])
      const column = this.#columns[field.number]
      if (column === undefined) continue
      for (const value of document.values[field.number] as readonly number[]) column.values.push(value)
      column.ends.push(column.values.length)
    }
    if (this.#schema.storeFields.length > 0) this.#stored.add(document.record)
    this.ids.push(document.id)
  }

  /** The bytes of a segment of everything taken in. The accumulator is done with after it. */
  seal(): Uint8Array<ArrayBuffer> {
    const { terms, pairWord, pairTerm } = this.#vocabulary
    const documentCount = this.ids.length
    this.#stored.flush()
    const inversion = new Inversion(this.#schema, this.#streams, pairTerm, terms.length, documentCount)
    return writeSegment({
      schema: this.#schema,
      documentCount,
      ids: this.ids,
      norms: this.#norms.map((norms) => norms?.view()),
      columns: this.#columns.flatMap((column, field): ColumnValues[] =>
        column === undefined ? [] : [{ field, ends: Uint32Array.from(column.ends), values: Float64Array.from(column.values) }],
      ),
      keywords: this.#keywords.flatMap((keywords, field) => (keywords === undefined ? [] : [keywords.values(field)])),
      stored: this.#stored.blocks,
      entries: dictionaryEntries(terms, pairWord, pairTerm),
      termCount: terms.length,
      lists: (term) => inversion.lists(term),
    })
  }

  #addText(field: Field, stream: Stream, values: readonly string[]): number {
    const analyzer = field.analyzer as Analyzer
    let table = this.#tables.get(analyzer)
    if (table === undefined) this.#tables.set(analyzer, (table = new TokenTable(analyzer, this.#vocabulary)))
    const tokens = this.#tokens
    let length = 0
    let base = 0
    for (const value of values) {
      const text = value
      analyzer.tokenize(text, tokens)
      let last = -1
      for (let i = 0; i < tokens.count; i++) {
        const start = tokens.start[i]
        const end = tokens.end[i]
        const position = tokens.position[i]
        if (start >= end || end > text.length) throw badToken(analyzer, start, end, text.length)
        if (position > last) {
          length++
          last = position
        }
        const pair = table.pair(text, start, end, tokens.kind[i])
        if (pair !== dropped) stream.push(base + position, pair)
      }
      base += last + 1 + valueGap
    }
    return length
  }

  #addKeywords(field: Field, stream: Stream, values: readonly string[]): number {
    for (const value of values) {
      const key = keywordKey(field, value)
      stream.push(0, this.#vocabulary.pair(key, key))
    }
    return values.length
  }
}

/** Dictionary entries in order: each word and each term once, or once for both where a word is its own term. */
function* dictionaryEntries(terms: readonly string[], pairWord: readonly string[], pairTerm: readonly number[]) {
  const entries: { key: string; role: number; term: number }[] = []
  const isWord = new Uint8Array(terms.length)
  pairWord.forEach((word, pair) => {
    const term = pairTerm[pair]
    if (word === terms[term]) isWord[term] = word.startsWith('\u0001') ? 0 : roles.word
    else entries.push({ key: word, role: roles.word, term })
  })
  for (const [term, key] of terms.entries()) entries.push({ key, role: roles.term | isWord[term], term })
  yield* entries.sort((a, b) => compareKeys(a.key, b.key) || a.role - b.role || a.term - b.term)
}

function badToken(analyzer: Analyzer, start: number, end: number, length: number): RostrumError {
  return new RostrumError('E_ANALYZER', {
    expected: `tokens of analyzer ${JSON.stringify(analyzer.name)} within a text of ${length} code units`,
    got: `[${start}, ${end})`,
    cure: 'Its tokenize must give half-open ranges, none empty.',
  })
}
