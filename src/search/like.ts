// Which words of a text say what it is about: those that it has often and others rarely have. A query of them finds more like it.

import { analyze } from '../analysis/analyze.js'
import type { Analyzer } from '../analysis/analyzer.js'
import { tokenKinds } from '../analysis/tokens.js'
import type { Plan } from '../bytes/plan.js'
import { checkOptions, quote, RostrumError } from '../errors.js'
import type { Node } from '../query/node.js'
import type { Query } from '../query/query.js'
import type { Field, Schema } from '../schema.js'
import type { Id } from '../segment/ids.js'
import { idf } from './bm25f.js'
import { checkNames } from './options.js'
import { frequencyOf, prepare } from './terms.js'
import type { View } from './view.js'

/** What is to be like what, and by which words. */
export interface LikeOptions {
  /** The document whose stored text is read; either this or `text`. */
  id?: Id
  /** A text to read as each of the fields. */
  text?: string
  /** Names of text fields, whose words are read and looked for. Default: of a document all that are stored, and its words are looked for everywhere. */
  fields?: readonly string[]
  /** How many words to ask for, 1 to 1,000. Default 25. */
  maxTerms?: number
  /** How often the text must have a word. Default 1. */
  minTermFrequency?: number
  /** How many documents must have it. Default 2: a word of one document finds no other. */
  minDocumentFrequency?: number
  /** What part of the documents may have it, above 0, at most 1. Default 0.5. */
  maxDocumentPart?: number
}

/** Options, checked and complete. */
export interface CheckedLike {
  id: Id | undefined
  text: string | undefined
  /** Undefined for the default. */
  fields: readonly Field[] | undefined
  maxTerms: number
  minTermFrequency: number
  minDocumentFrequency: number
  maxDocumentPart: number
}

/** The names of `LikeOptions`. */
export const likeNames = ['id', 'text', 'fields', 'maxTerms', 'minTermFrequency', 'minDocumentFrequency', 'maxDocumentPart'] as const

/** The most words of a text that are looked up, those it has most often. */
const mostLookedUp = 1000

/** Checks options. @throws E_CONFIG, E_QUERY_FIELD */
export function checkLike(options: LikeOptions, schema: Schema): CheckedLike {
  const bad = (expected: string, got: unknown, cure: string) => new RostrumError('E_CONFIG', { expected, got: quote(got), cure })
  if (typeof options !== 'object' || options === null) throw bad('options of moreLikeThis, an object', options, 'Give { id } or { text }.')
  checkOptions(options, likeNames, 'moreLikeThis')
  const { id, text, fields, maxTerms = 25, minTermFrequency = 1, minDocumentFrequency = 2, maxDocumentPart = 0.5 } = options
  if ((id === undefined) === (text === undefined)) throw bad('either id or text', id ?? text, 'Give the one that is to be looked at.')
  if (text !== undefined && typeof text !== 'string') throw bad('text, a string', text, 'Give a string.')
  const whole = (name: string, value: unknown, most: number) => {
    if (!Number.isInteger(value) || (value as number) < 1 || (value as number) > most)
      throw bad(`${name}, a whole number from 1 to ${most}`, value, 'Leave it out for the default.')
  }
  whole('maxTerms', maxTerms, 1000)
  whole('minTermFrequency', minTermFrequency, Number.MAX_SAFE_INTEGER)
  whole('minDocumentFrequency', minDocumentFrequency, Number.MAX_SAFE_INTEGER)
  if (!(typeof maxDocumentPart === 'number' && maxDocumentPart > 0 && maxDocumentPart <= 1))
    throw bad('maxDocumentPart, a number above 0, at most 1', maxDocumentPart, 'Leave it out for 0.5.')
  const named = fields === undefined ? undefined : checkNames(fields, schema, 'fields')
  const item = named?.find(({ level }) => level > 0)
  if (item !== undefined) throw bad('fields of documents, not of items', item.name, 'Name others.')
  return { id, text, fields: named, maxTerms, minTermFrequency, minDocumentFrequency, maxDocumentPart }
}

/** The texts of a document by field. @throws E_QUERY_FIELD where none of its fields is stored */
export function textsOf(
  document: Readonly<Record<string, unknown>>,
  { fields }: CheckedLike,
  schema: Schema,
): { field: Field; text: string }[] {
  const asked = fields ?? textFields(schema)
  const stored = asked.filter(({ name }) => schema.storeFields.includes(name))
  if (stored.length === 0) {
    throw new RostrumError('E_QUERY_FIELD', {
      expected: `a document with a stored text field${fields === undefined ? '' : ` among ${fields.map(({ name }) => quote(name)).join(', ')}`}`,
      got: 'none that is stored',
      cure: 'Name one in storeFields when the index is built, or give the text itself: { text }.',
      details: { fields: asked.map(({ name }) => name) },
    })
  }
  return stored.flatMap((field) => {
    const value = document[field.name]
    const values: unknown[] = Array.isArray(value) ? value.flat() : [value]
    return values.filter((each) => each !== undefined && each !== null).map((each) => ({ field, text: String(each) }))
  })
}

/** Text fields of documents. */
export function textFields(schema: Schema): Field[] {
  return schema.fields.filter(({ type, level }) => type === 'text' && level === 0)
}

/** A word of the text, and how often it has it in any form. */
interface Counted {
  readonly word: string
  readonly field: Field
  frequency: number
}

/**
 * The query of the words that tell most: those of the greatest frequency times idf. Rounds: as those of a search for them. Linear in the texts. `named`
 * is what the document says of its language.
 */
export function* likeQuery(
  view: View,
  texts: readonly { field: Field; text: string }[],
  like: CheckedLike,
  named: (analyzer: Analyzer) => unknown,
): Plan<Query> {
  const counts = new Map<string, Counted>()
  for (const { field, text } of texts) count(field, text, named, counts)
  const often = [...counts]
    .filter(([, { frequency }]) => frequency >= like.minTermFrequency)
    .sort(([, a], [, b]) => b.frequency - a.frequency)
    .slice(0, mostLookedUp)
  const node: Node = {
    node: 'bool',
    must: [],
    should: often.map(([key, { word, field }]) => ({ node: 'term', key, fields: [field.number], weight: 1, words: [word] })),
    not: [],
  }
  const prepared = yield* prepare(view, node)
  const most = like.maxDocumentPart * view.counts[0]
  const words = often
    .flatMap(([key, { word, frequency }]) => {
      const documents = frequencyOf(prepared, key, 0)
      // of a few documents, half may be fewer than must have it
      const isCommon = documents > Math.max(most, like.minDocumentFrequency)
      return documents < like.minDocumentFrequency || isCommon ? [] : [{ word, worth: frequency * idf(view.counts[0], documents) }]
    })
    .sort((a, b) => b.worth - a.worth || (a.word < b.word ? -1 : 1))
    .slice(0, like.maxTerms)
  return { kind: 'bool', should: words.map(({ word }) => wordQuery(word, like.fields)) }
}

function count(field: Field, text: string, named: (analyzer: Analyzer) => unknown, counts: Map<string, Counted>): void {
  const whole = field.analyzer
  if (whole === undefined) return
  const analyzer = whole.languages === undefined ? whole : (whole.languages.named(named(whole)) ?? whole.languages.guess(text))
  for (const { kind, term, word } of analyze(analyzer, text)) {
    const isPlain = kind === tokenKinds.word || kind === tokenKinds.acronym || kind === tokenKinds.bigram
    if (!isPlain || analyzer.functionWords?.has(word) === true || /^.$/.test(word)) continue
    const known = counts.get(term)
    if (known === undefined) counts.set(term, { word, field, frequency: 1 })
    else known.frequency++
  }
}

function wordQuery(text: string, fields: readonly Field[] | undefined): Query {
  if (fields === undefined) return { kind: 'term', text }
  const queries = fields.map(({ name }): Query => ({ kind: 'term', text, field: name }))
  return queries.length === 1 ? queries[0] : { kind: 'dismax', queries }
}
