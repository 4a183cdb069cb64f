// What a conversation can ask of its index: one row a question, answered in this thread or in another, so arguments and answers are plain data.

import { analyze } from '../../analysis/analyze.js'
import { resolveAnalyzer } from '../../analysis/analyzers.js'
import { tokenKinds } from '../../analysis/tokens.js'
import { isRostrumError } from '../../errors.js'
import type { Index } from '../../index/index.js'
import type { SearchOptions, SimilarOptions, SuggestOptions, TrendOptions } from '../../index.js'
import { type QuotationSearchOptions, quotations } from '../../news/quotation-search.js'
import { type SpeakerOptions, speakers } from '../../news/speakers.js'
import type { Reader } from '../../reader/reader.js'
import { analyzersNamed } from '../languages.js'
import { changeable, type StoredDocument } from '../open.js'
import { compared, type Other } from './compare.js'

/** What an answer is made from. */
export interface Held {
  readonly index: Index<StoredDocument> | Reader<StoredDocument>
  /** Another engine over the same documents, once it was compared with. */
  other?: Other | undefined
}

type Id = string | number

/** The questions by name. `changes` names those after which the index is another. */
export const questions = {
  search: ({ index }: Held, query: string, options: SearchOptions) => index.search(query, options),
  explain: ({ index }: Held, query: string, id: Id, options: SearchOptions) => index.explain(query, id, options),
  get: ({ index }: Held, id: Id) => index.get(id),
  info: ({ index }: Held) => index.info(),
  count: ({ index }: Held) => index.count,
  similar: ({ index }: Held, id: Id, options: SimilarOptions) => index.similar(id, options),
  trend: ({ index }: Held, query: string, options: TrendOptions) => index.trend(query, options),
  termStatistics: ({ index }: Held, text: string) => index.termStatistics(text),
  suggest: ({ index }: Held, typed: string, options: SuggestOptions) => index.suggest(typed, options),
  didYouMean: ({ index }: Held, query: string) => index.didYouMean(query),
  quotations: ({ index }: Held, query: string, options: QuotationSearchOptions) => quotations(index, query, options),
  speakers: ({ index }: Held, prefix: string, options: SpeakerOptions) => speakers(index, prefix, options),
  analyze: analyzed,
  compare: compared,
  add: added,
  remove: removed,
  bytes: (held: Held) => changeable(held.index).toBytes(),
} as const

/** Names of the questions. */
export type QuestionName = keyof typeof questions

/** What is given with a question. */
export type Given<Q extends QuestionName> = Parameters<(typeof questions)[Q]> extends [Held, ...infer Rest] ? Rest : never

/** What a question is answered with. */
export type Answered<Q extends QuestionName> = Awaited<ReturnType<(typeof questions)[Q]>>

/** Questions after which the index is another. */
export const changes: ReadonlySet<QuestionName> = new Set(['add', 'remove'])

/** Answers a question. @throws RostrumError as the index does */
export async function answerOf<Q extends QuestionName>(held: Held, name: Q, given: Given<Q>): Promise<Answered<Q>> {
  const question = questions[name] as (held: Held, ...given: readonly unknown[]) => Answered<Q> | Promise<Answered<Q>>
  if (changes.has(name)) held.other = undefined
  return question(held, ...given)
}

/** A token as it is shown. */
export interface ShownToken {
  text: string
  word: string
  term: string
  position: number
  kind: string
}

async function analyzed({ index }: Held, text: string): Promise<ShownToken[]> {
  const kinds = new Map(Object.entries(tokenKinds).map(([name, kind]) => [kind, name]))
  const { analyzer } = index.info()
  return analyze(resolveAnalyzer(analyzer, await analyzersNamed([analyzer])), text).map(({ word, term, position, start, end, kind }) => ({
    text: text.slice(start, end),
    word,
    term,
    position,
    kind: kinds.get(kind) ?? '',
  }))
}

/** Adds documents; those that are refused are passed over, and told by their numbers. */
function added(held: Held, documents: readonly StoredDocument[]): { added: number; problems: { number: number; message: string }[] } {
  const index = changeable(held.index)
  const problems: { number: number; message: string }[] = []
  for (const [number, document] of documents.entries()) {
    try {
      index.add(document)
    } catch (error) {
      if (!isRostrumError(error)) throw error
      problems.push({ number, message: error.message })
    }
  }
  return { added: documents.length - problems.length, problems }
}

/** Removes the document with an id, given as it is typed: `7` is a number where no document is called that in letters. */
function removed(held: Held, typed: string): Id | undefined {
  const index = changeable(held.index)
  const id = [typed, Number(typed)].find((each) => (typeof each === 'string' || String(each) === typed) && index.has(each))
  if (id !== undefined) index.remove(id)
  return id
}
