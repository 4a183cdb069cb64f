// A search engine that cannot be fast and so can be believed: it keeps plain documents, looks at all of them, and scores in plain floating point.
//
// Written from what the documentation says, without a look into search/, segment/ or build/; it shares the analyzers with the engine, and nothing else.

import type { Analyzer } from '../../src/analysis/analyzer.js'
import { foldDiacritics } from '../../src/analysis/fold.js'
import { Tokens } from '../../src/analysis/tokens.js'
import type { LengthKind } from '../../src/schema.js'

/** A field, with everything said. */
export interface OracleField {
  name: string
  type: 'text' | 'keyword' | 'number' | 'date'
  boost: number
  b: number
  /** Of text fields. */
  analyzer?: Analyzer
}

/** A document as it was put in: by field number its values, none missing, dates in milliseconds. */
export interface PlainDocument {
  id: string | number
  values: readonly (readonly (string | number)[])[]
}

/** A document with its tokens found; made once, however many questions follow. */
export interface Analysed extends PlainDocument {
  /** By field number: terms and the places they stand at, each pair once. */
  tokens: { terms: Int32Array; positions: Int32Array; words: readonly string[] }[]
  /** By field number: how many words the field has, as exactly as one byte can say, or exactly. */
  lengths: number[]
}

/** Documents that were sealed together; those deleted count in the statistics until they are merged away. */
export interface OracleSegment {
  documents: Analysed[]
  deleted: boolean[]
}

/** What may be changed to see a comparison fail. */
export interface Perturbation {
  k1?: number
  /** Added to every field's b. */
  b?: number
  /** Positions between two values. */
  gap?: number
  /** Counts only documents that are not deleted. */
  liveStatistics?: boolean
  /** Lengths as they are where the index has them in one byte, and the other way round. */
  exactLengths?: boolean
  /** Adds the fields' scores instead of their frequencies. */
  fieldByField?: boolean
}

/** Numbers of the terms met so far, and the analysis of documents. */
export class Lexicon {
  readonly fields: readonly OracleField[]
  readonly #numbers = new Map<string, number>()
  readonly #perturbed: Perturbation
  readonly #columns = new Tokens()
  /** Whether lengths are kept as they are. */
  readonly isExact: boolean
  readonly #normal = new Map<Analyzer, Map<string, { word: string; term: string }>>()

  readonly #words = new Map<Analyzer, Map<string, Set<string>>>()
  readonly #keywords = new Map<number, Map<string, Set<string>>>()

  constructor(fields: readonly OracleField[], perturbed: Perturbation = {}, lengths: LengthKind = 'byte') {
    this.fields = fields
    this.#perturbed = perturbed
    this.isExact = (lengths === 'exact') !== (perturbed.exactLengths === true)
  }

  /** The number of a term, or -1 where no document has it. */
  known(key: string): number {
    return this.#numbers.get(key) ?? -1
  }

  /** The terms of each word that an analyzer ever found, by the word as the dictionary spells it. */
  words(analyzer: Analyzer): ReadonlyMap<string, ReadonlySet<string>> {
    return this.#words.get(analyzer) ?? new Map()
  }

  /** The same of the values of a keyword field. */
  keywords(field: number): ReadonlyMap<string, ReadonlySet<string>> {
    return this.#keywords.get(field) ?? new Map()
  }

  /** Finds the tokens of a document. */
  analyse(document: PlainDocument): Analysed {
    const lengths: number[] = []
    const tokens = this.fields.map((field, number) => {
      const pairs: [number, number, string][] = []
      if (field.type === 'keyword') {
        document.values[number].forEach((value, i) => {
          const key = keywordOf(number, String(value))
          remember(this.#keywords, number, key.slice(keywordOf(number, '').length), key)
          pairs.push([this.#number(key), i, key])
        })
      }
      lengths[number] = 0
      if (field.type === 'text') {
        const length = this.#text(field.analyzer as Analyzer, document.values[number].map(String), pairs)
        lengths[number] = this.isExact ? length : quantised(length)
      }
      // a compound comes after its parts
      pairs.sort((a, b) => a[1] - b[1])
      return {
        terms: Int32Array.from(pairs, ([term]) => term),
        positions: Int32Array.from(pairs, ([, position]) => position),
        words: pairs.map(([, , word]) => word),
      }
    })
    return { ...document, tokens, lengths }
  }

  /** Pushes the (term, position) pairs of a field's values and gives how many words they have. */
  #text(analyzer: Analyzer, values: readonly string[], pairs: [number, number, string][]): number {
    const columns = this.#columns
    let length = 0
    let base = 0
    for (const text of values) {
      analyzer.tokenize(text, columns)
      const places = new Set<number>()
      const seen = new Set<string>()
      for (let i = 0; i < columns.count; i++) {
        const position = columns.position[i]
        places.add(position)
        const { word, term } = this.#normalise(analyzer, text.slice(columns.start[i], columns.end[i]), columns.kind[i])
        const pair = `${position} ${term}`
        if (word === '' || term === '' || seen.has(pair)) continue
        seen.add(pair)
        remember(this.#words, analyzer, word, term)
        pairs.push([this.#number(term), base + position, word])
      }
      length += places.size
      base += (places.size === 0 ? 0 : Math.max(...places) + 1) + (this.#perturbed.gap ?? 100)
    }
    return length
  }

  #normalise(analyzer: Analyzer, token: string, kind: number): { word: string; term: string } {
    let known = this.#normal.get(analyzer)
    if (known === undefined) this.#normal.set(analyzer, (known = new Map()))
    const key = `${kind} ${token}`
    let found = known.get(key)
    if (found === undefined) known.set(key, (found = analyzer.normalize(token, kind)))
    return found
  }

  #number(key: string): number {
    let number = this.#numbers.get(key)
    if (number === undefined) this.#numbers.set(key, (number = this.#numbers.size))
    return number
  }
}

function remember<K>(all: Map<K, Map<string, Set<string>>>, of: K, word: string, term: string): void {
  let words = all.get(of)
  if (words === undefined) all.set(of, (words = new Map()))
  const terms = words.get(word)
  if (terms === undefined) words.set(word, new Set([term]))
  else terms.add(term)
}

/** A keyword's key: its value without case, diacritics, and spaces around or doubled; cut to 255 bytes; of its field only. */
export function keywordOf(field: number, value: string): string {
  const plain = foldDiacritics(value.normalize('NFKC').toLowerCase()).trim().replace(/\s+/g, ' ')
  let kept = ''
  for (const character of plain) {
    if (new TextEncoder().encode(kept + character).length > 255) break
    kept += character
  }
  return `\u0000keyword ${field} ${kept}`
}

/** A length as one byte says it: exact to 32, then the largest of sixteen steps a doubling that is not above it. */
export function quantised(length: number): number {
  if (length < 32) return length
  let doubling = 32
  while (doubling * 2 <= length && doubling * 2 < 2 ** 19) doubling *= 2
  const step = doubling / 16
  return Math.min(doubling + Math.floor((length - doubling) / step) * step, 507_904)
}

/** Where a term stands: document numbers, ascending, and how often. */
export interface Occurrences {
  documents: Int32Array
  frequencies: Int32Array
}

/** No occurrences. */
export const nowhere: Occurrences = { documents: new Int32Array(0), frequencies: new Int32Array(0) }

/** All tokens of a field, document after document: document `d` has those from `starts[d]` to `starts[d + 1]`. */
interface Flat {
  starts: Int32Array
  terms: Int32Array
  positions: Int32Array
  owners: Int32Array
}

/** All documents at one moment, deleted ones among them, and what is counted over them. */
export class Snapshot {
  readonly lexicon: Lexicon
  readonly documents: readonly Analysed[]
  readonly deleted: Uint8Array
  readonly k1: number
  readonly perturbed: Perturbation
  /** Whether phrases can be found. */
  readonly positions: boolean
  /** What a search finds in the statistics: N, and by field the mean length. */
  readonly total: number
  readonly means: number[]
  /** By field number, then document: 1 - b + b * length / mean. */
  readonly norms: Float64Array[]
  readonly #places = new Map<string | number, number>()
  readonly #flat: Flat[]
  readonly #columns = new Map<number, { ends: Int32Array; values: Float64Array }>()
  readonly #occurrences = new Map<number, Occurrences>()
  readonly #dfs = new Map<number, number>()
  readonly #phrases = new Map<string, Occurrences>()

  constructor(lexicon: Lexicon, segments: readonly OracleSegment[], positions = true, perturbed: Perturbation = {}) {
    this.lexicon = lexicon
    this.positions = positions
    this.perturbed = perturbed
    this.k1 = perturbed.k1 ?? 1.2
    this.documents = segments.flatMap((segment) => segment.documents)
    this.deleted = Uint8Array.from(
      segments.flatMap((segment) => segment.deleted),
      Number,
    )
    this.documents.forEach(({ id }, i) => {
      if (this.deleted[i] === 0) this.#places.set(id, i)
    })
    const counted = (i: number): boolean => !perturbed.liveStatistics || this.deleted[i] === 0
    this.total = this.documents.filter((_, i) => counted(i)).length
    this.means = lexicon.fields.map((_, f) => {
      const lengths = this.documents.filter((document, i) => counted(i) && document.lengths[f] > 0).map((document) => document.lengths[f])
      return lengths.length === 0 ? 1 : lengths.reduce((sum, length) => sum + length, 0) / lengths.length
    })
    this.norms = lexicon.fields.map(({ type, b }, f) =>
      Float64Array.from(this.documents, ({ lengths }) => {
        const discount = type === 'text' ? Math.min(1, b + (perturbed.b ?? 0)) : 0
        return 1 - discount + (discount * lengths[f]) / this.means[f]
      }),
    )
    this.#flat = lexicon.fields.map((_, f) => {
      const starts = new Int32Array(this.documents.length + 1)
      this.documents.forEach(({ tokens }, document) => {
        starts[document + 1] = starts[document] + tokens[f].terms.length
      })
      const count = starts[this.documents.length]
      const [terms, positions, owners] = [new Int32Array(count), new Int32Array(count), new Int32Array(count)]
      this.documents.forEach(({ tokens }, document) => {
        terms.set(tokens[f].terms, starts[document])
        positions.set(tokens[f].positions, starts[document])
        owners.fill(document, starts[document], starts[document + 1])
      })
      return { starts, terms, positions, owners }
    })
  }

  /** The values of a number or date field: those of document `d` end at `ends[d]`. */
  column(field: number): { ends: Int32Array; values: Float64Array } {
    let column = this.#columns.get(field)
    if (column === undefined) {
      let end = 0
      column = {
        ends: Int32Array.from(this.documents, ({ values }) => (end += values[field].length)),
        values: Float64Array.from(this.documents.flatMap(({ values }) => values[field] as readonly number[])),
      }
      this.#columns.set(field, column)
    }
    return column
  }

  /** The number of the document that has this id now, or -1. */
  place(id: string | number): number {
    return this.#places.get(id) ?? -1
  }

  /** Which documents have a term in a field, found by looking at every token of the field; remembered. */
  occurrences(field: number, key: string): Occurrences {
    const term = this.lexicon.known(key)
    if (term < 0) return nowhere
    const place = term * 32 + field
    let found = this.#occurrences.get(place)
    if (found !== undefined) return found
    const { terms, owners } = this.#flat[field]
    const documents: number[] = []
    const frequencies: number[] = []
    for (let i = 0; i < terms.length; i++) {
      if (terms[i] !== term) continue
      const last = documents.length - 1
      if (last >= 0 && documents[last] === owners[i]) frequencies[last]++
      else {
        documents.push(owners[i])
        frequencies.push(1)
      }
    }
    found = { documents: Int32Array.from(documents), frequencies: Int32Array.from(frequencies) }
    this.#occurrences.set(place, found)
    return found
  }

  /** Documents in which the words stand at their offsets, and at how many places. */
  phrase(field: number, keys: readonly string[], offsets: readonly number[]): Occurrences {
    const wanted = keys.map((key) => this.lexicon.known(key))
    if (wanted.includes(-1)) return nowhere
    const name = `${field} ${wanted.join()} ${offsets.join()}`
    const known = this.#phrases.get(name)
    if (known !== undefined) return known
    const documents: number[] = []
    const frequencies: number[] = []
    const { starts, terms, positions } = this.#flat[field]
    // tokens of a document are in order of position, and `near` is one of them
    const isAt = (term: number, position: number, near: number, from: number, to: number): boolean => {
      let i = near
      while (i > from && positions[i - 1] >= position) i--
      while (i < to && positions[i] < position) i++
      for (; i < to && positions[i] === position; i++) if (terms[i] === term) return true
      return false
    }
    // a document with all of the words has the rarest of them
    const lists = keys.map((key) => this.occurrences(field, key).documents)
    for (const document of lists.reduce((least, list) => (list.length < least.length ? list : least))) {
      const [from, to] = [starts[document], starts[document + 1]]
      let places = 0
      for (let i = from; i < to; i++) {
        if (terms[i] !== wanted[0]) continue
        const base = positions[i] - offsets[0]
        let k = 1
        while (k < wanted.length && isAt(wanted[k], base + offsets[k], i, from, to)) k++
        if (k === wanted.length) places++
      }
      if (places === 0) continue
      documents.push(document)
      frequencies.push(places)
    }
    const found = { documents: Int32Array.from(documents), frequencies: Int32Array.from(frequencies) }
    this.#phrases.set(name, found)
    return found
  }

  /** How many documents have the term in any field. */
  df(key: string): number {
    const term = this.lexicon.known(key)
    if (term < 0) return 0
    const known = this.#dfs.get(term)
    if (known !== undefined) return known
    const documents = new Set<number>()
    this.lexicon.fields.forEach((_, field) => {
      for (const document of this.occurrences(field, key).documents) {
        if (!this.perturbed.liveStatistics || this.deleted[document] === 0) documents.add(document)
      }
    })
    this.#dfs.set(term, documents.size)
    return documents.size
  }

  /** ln(1 + (N - n + 0.5) / (n + 0.5)) */
  idf(key: string): number {
    const n = this.df(key)
    return Math.log(1 + (this.total - n + 0.5) / (n + 0.5))
  }
}
