// Documents on their way into a segment: streams of numbered tokens, turned into postings by counting when the segment is sealed.

import { analyzerThrew, readTokens } from '../analysis/analyze.js'
import type { Analyzer } from '../analysis/analyzer.js'
import { Tokens } from '../analysis/tokens.js'
import { ByteWriter } from '../bytes/cursor.js'
import type { Deflate } from '../bytes/deflate.js'
import { finish, type Steps } from '../bytes/steps.js'
import { RostrumError } from '../errors.js'
import type { Field, Schema } from '../schema.js'
import type { ColumnValues } from '../segment/columns.js'
import { compareKeys, roles } from '../segment/dictionary.js'
import { glimpseOf } from '../segment/glimpse.js'
import { type Id, IdValues } from '../segment/ids.js'
import { KeywordCollector } from '../segment/keywords.js'
import { byteOfLength } from '../segment/layout.js'
import { byteLengths, type FieldStatistics } from '../segment/norms.js'
import type { Segment } from '../segment/segment.js'
import { StoredWriter } from '../segment/stored.js'
import { writeSegmentSteps } from '../segment/write.js'
import type { CheckedDocument } from './document.js'
import { Forms } from './forms.js'
import { Inversion } from './inversion.js'
import { analyzersFor } from './language.js'
import { dictionaryOrder } from './order.js'
import { Places } from './places.js'
import { Stream } from './stream.js'
import { Vocabulary, type Words } from './words.js'

/** Positions between two values of a multi-valued field, so that no phrase matches across them. */
export const valueGap = 100

/** A segment in the making. Documents are numbered in the order they come. */
export class Accumulator {
  readonly ids: Id[] = []
  readonly #idValues = new IdValues()
  readonly #schema: Schema
  readonly #deflate: Deflate
  readonly #vocabulary: Vocabulary
  readonly #words: Words
  /** By field number: tokens of text fields, keys of keyword fields. */
  readonly #streams: (Stream | undefined)[]
  readonly #norms: (ByteWriter | undefined)[]
  /** By field number, those of the norms so far; undefined where lengths are exact. */
  readonly #statistics: (FieldStatistics | undefined)[]
  /** By field number: ends and values of number and date fields. */
  readonly #columns: ({ ends: number[]; values: number[] } | undefined)[]
  readonly #keywords: (KeywordCollector | undefined)[]
  readonly #stored: StoredWriter
  readonly #tokens = new Tokens()
  /** By document; kept where the schema nests something. */
  readonly #levels: number[] = []
  /** Of the streams, once a search has asked. */
  #places: (Places | undefined)[] | undefined
  #count = 0
  /** Analyzers of multilingual fields that read a value of them. */
  readonly #languages = new Set<string>()

  /** A `vocabulary` that served an earlier one knows its words: analysing them again costs little. It must be done with that one. */
  constructor(schema: Schema, deflate: Deflate, vocabulary = new Vocabulary()) {
    this.#schema = schema
    this.#deflate = deflate
    this.#vocabulary = vocabulary
    this.#words = vocabulary.begin()
    this.#stored = new StoredWriter(deflate)
    this.#streams = schema.fields.map((field) => (field.type === 'text' || field.type === 'keyword' ? new Stream() : undefined))
    this.#norms = schema.fields.map((field) => (field.type === 'text' ? new ByteWriter() : undefined))
    this.#statistics = schema.fields.map(({ type }) =>
      type === 'text' && schema.lengths === 'byte' ? { documents: 0, tokens: 0 } : undefined,
    )
    this.#keywords = schema.fields.map((field) => (field.type === 'keyword' ? new KeywordCollector() : undefined))
    this.#columns = schema.fields.map((field) => (field.type === 'number' || field.type === 'date' ? { ends: [], values: [] } : undefined))
  }

  /** Documents taken in, items of nested properties among them. */
  get count(): number {
    return this.#count
  }

  /** Names of the analyzers that documents were read by, ascending; undefined where no field is of several languages. */
  get languages(): readonly string[] | undefined {
    return this.#schema.fields.some(({ analyzer }) => analyzer?.languages !== undefined) ? [...this.#languages].sort() : undefined
  }

  /** Tokens kept: what decides when a segment is large enough to seal. */
  get tokenCount(): number {
    let count = 0
    for (const stream of this.#streams) count += stream?.length ?? 0
    return count
  }

  /**
   * Takes in a checked document: its items, then itself, which gets the last number. Linear in its text. A throwing analyzer leaves everything as it
   * was. @throws E_ANALYZER
   */
  add(document: CheckedDocument): void {
    const marks = this.#streams.map((stream) => stream?.length ?? 0)
    const block = [...document.items, document]
    let lengths: number[][]
    let analyzers: readonly (Analyzer | undefined)[]
    try {
      analyzers = analyzersFor(this.#schema, document)
      lengths = block.map(({ values }) => this.#addTokens(values, analyzers))
    } catch (error) {
      for (const [i, stream] of this.#streams.entries()) stream?.cut(marks[i], this.#count)
      throw error instanceof RostrumError ? error : analyzerThrew(error)
    }
    for (const [i, part] of block.entries()) this.#keep(part, lengths[i])
    for (const { analyzer, number } of this.#schema.fields) {
      const own = analyzers[number]
      if (own !== undefined && analyzer?.languages !== undefined && lengths.some((each) => each[number] > 0)) this.#languages.add(own.name)
    }
    if (this.#schema.nested.length > 0) for (const part of block) this.#levels.push('level' in part ? part.level : 0)
    this.#count += block.length
    this.ids.push(document.id)
    this.#idValues.add(document.id)
  }

  /** Pushes the tokens of a document and gives its lengths by field. */
  #addTokens(all: CheckedDocument['values'], analyzers: readonly (Analyzer | undefined)[]): number[] {
    const { fields } = this.#schema
    const lengths: number[] = new Array(fields.length).fill(0)
    for (let number = 0; number < fields.length; number++) {
      const stream = this.#streams[number]
      if (stream === undefined) continue
      const values = all[number] as readonly string[]
      // most fields are of another level than an item's
      if (values.length > 0) {
        const analyzer = analyzers[number]
        lengths[number] =
          analyzer === undefined ? this.#addKeywords(fields[number], stream, values) : this.#addText(analyzer, stream, values)
      }
      stream.endDocument()
    }
    return lengths
  }

  /** Keeps what is not tokens. */
  #keep(document: Pick<CheckedDocument, 'values' | 'record'>, lengths: readonly number[]): void {
    for (const field of this.#schema.fields) {
      if (this.#schema.lengths === 'exact') this.#norms[field.number]?.u32(lengths[field.number])
      else this.#keepLength(field.number, lengths[field.number])
      this.#keywords[field.number]?.add(document.values[field.number] as readonly string[])
      const column = this.#columns[field.number]
      if (column === undefined) continue
      for (const value of document.values[field.number] as readonly number[]) column.values.push(value)
      column.ends.push(column.values.length)
    }
    if (this.#schema.storeFields.length > 0) this.#stored.add(document.record)
  }

  #keepLength(field: number, length: number): void {
    const statistics = this.#statistics[field]
    if (statistics === undefined) return
    const byte = byteOfLength(length)
    this.#norms[field]?.u8(byte)
    if (byte > 0) statistics.documents++
    statistics.tokens += byteLengths[byte]
  }

  /**
   * A segment of everything taken in, for a search of these dictionary keys: it has no others. Linear in what was added since the last, and in the postings of these keys; but lengths are
   * copied.
   */
  glimpse(keys: readonly string[]): Segment {
    const known: string[] = []
    const pairs: number[][] = []
    for (const key of [...keys].sort(compareKeys)) {
      const own = this.#vocabulary.pairsOf(key)
      if (own.length === 0) continue
      known.push(key)
      pairs.push(own)
    }
    this.#places ??= this.#streams.map((stream) => stream && new Places(stream))
    const inversion = Inversion.ofSome(this.#schema, this.#streams, this.#places, pairs)
    return glimpseOf(
      {
        schema: this.#schema,
        documentCount: this.#count,
        languages: this.languages,
        ids: this.#idValues,
        statistics: this.#statistics,
        norms: this.#lengths(),
        stored: this.#stored.glimpse(),
        entries: known.map((key, term) => ({ key, role: roles.term, term })),
        termCount: known.length,
        lists: (term) => inversion.lists(term),
      },
      this.#deflate,
    )
  }

  /** The bytes of a segment of everything taken in. */
  seal(): Uint8Array<ArrayBuffer> {
    return finish(this.sealSteps())
  }

  /** As `seal`, in steps. */
  *sealSteps(): Steps<Uint8Array<ArrayBuffer>> {
    const { terms, pairWord, pairTerm } = this.#words
    const documentCount = this.#count
    const order = yield* dictionaryOrder(this.#words)
    const wordOf = yield* wordRoles(this.#words)
    const inversion = yield* Inversion.steps(this.#schema, this.#streams, pairTerm, terms.length, documentCount)
    const texts = this.#schema.fields.map(({ type, number }) => (type === 'text' ? this.#streams[number] : undefined))
    const forms = this.#schema.exactForms ? new Forms(texts, pairWord, pairTerm, terms.length) : undefined
    return yield* writeSegmentSteps({
      schema: this.#schema,
      documentCount,
      languages: this.languages,
      levels: this.#schema.nested.length === 0 ? undefined : Uint8Array.from(this.#levels),
      ids: this.ids,
      norms: this.#lengths(),
      columns: this.#columns.flatMap((column, field): ColumnValues[] =>
        column === undefined ? [] : [{ field, ends: Uint32Array.from(column.ends), values: Float64Array.from(column.values) }],
      ),
      keywords: this.#keywords.flatMap((keywords, field) => (keywords === undefined ? [] : [keywords.values(field)])),
      stored: this.#stored.all(),
      entries: dictionaryEntries(this.#words, order, wordOf),
      termCount: terms.length,
      lists: (term) => {
        const lists = inversion.lists(term)
        if (forms !== undefined && forms.words[term].length > 1) for (const list of lists) list.forms = forms.of(term, list.field)
        return lists
      },
      ...(forms && { words: (term: number) => forms.words[term] }),
    })
  }

  /** By field number, length bytes or exact lengths. */
  #lengths(): (Uint8Array | Uint32Array | undefined)[] {
    return this.#norms.map((norms) => {
      const bytes = norms?.view()
      return bytes === undefined || this.#schema.lengths === 'byte'
        ? bytes
        : new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4)
    })
  }

  #addText(analyzer: Analyzer, stream: Stream, values: readonly string[]): number {
    const tokens = this.#tokens
    let length = 0
    let base = 0
    for (const value of values) {
      readTokens(analyzer, value, tokens)
      const pairs = this.#vocabulary.numbersOf(analyzer, value, tokens)
      length += stream.append(tokens.position, pairs, tokens.count, base)
      base += stream.lastPosition + 1 + valueGap
    }
    return length
  }

  #addKeywords(field: Field, stream: Stream, values: readonly string[]): number {
    for (const value of values) stream.push(0, this.#vocabulary.keyword(field, value))
    return values.length
  }
}

/** Pairs looked at between two stops. */
const pairsPerStep = 8192

/** By term, the role of a word where it is one of its own words. */
function* wordRoles({ terms, pairWord, pairTerm }: Words): Steps<Uint8Array> {
  const wordOf = new Uint8Array(terms.length)
  for (let pair = 0; pair < pairWord.length; pair++) {
    const term = pairTerm[pair]
    if (pairWord[pair] === terms[term]) wordOf[term] = pairWord[pair].startsWith('\u0001') ? 0 : roles.word
    if (pair % pairsPerStep === pairsPerStep - 1) yield 0
  }
  return wordOf
}

/** The entries of the dictionary, in one object that is overwritten. */
function* dictionaryEntries({ terms, pairWord, pairTerm }: Words, order: Uint32Array, wordOf: Uint8Array) {
  const found = { key: '', role: 0, term: 0 }
  for (const entry of order) {
    const isTerm = entry < terms.length
    found.term = isTerm ? entry : pairTerm[entry - terms.length]
    found.key = isTerm ? terms[entry] : pairWord[entry - terms.length]
    found.role = isTerm ? roles.term | wordOf[entry] : roles.word
    yield found
  }
}
