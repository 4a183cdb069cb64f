// The reading half of an index: many segments, their deleted documents, and every question that can be asked of them. Never changes.

import { imported } from '../bytes/module.js'
import { type Plan, runSync, together } from '../bytes/plan.js'
import { quote, RostrumError } from '../errors.js'
import type { Node } from '../query/node.js'
import type { Query } from '../query/query.js'
import type { Field, Schema } from '../schema.js'
import type { Correction } from '../search/corrections.js'
import { Deadline } from '../search/deadline.js'
import { findId, idsOf, readDocuments } from '../search/documents.js'
import type { Explanation } from '../search/explain.js'
import type { Headline } from '../search/headline.js'
import type { HighlightOptions } from '../search/highlight-options.js'
import type { Fragment } from '../search/html.js'
import { onlyKeys, scores } from '../search/leaves.js'
import type { LikeOptions } from '../search/like.js'
import { type CheckedOptions, checkSearchOptions, modulesOf, type SearchOptions } from '../search/options.js'
import { passing } from '../search/passing.js'
import { prepareFor, search } from '../search/search.js'
import type { SuggestContext, Suggestion } from '../search/suggest.js'
import type { SuggestOptions } from '../search/suggest-options.js'
import type { TermOptions, TermStatistics } from '../search/term-statistics.js'
import { usualOptions } from '../search/usual-options.js'
import { hasBit, requireParents, type SegmentView, type View, type ViewSource, viewOf } from '../search/view.js'
import { openSegments } from '../segment/container.js'
import type { Id } from '../segment/ids.js'
import { sections } from '../segment/layout.js'
import { type OpenOptions, rangeOf } from '../segment/segment.js'
import { distinctOf, widely } from './distinct.js'
import { type IndexInfo, infoOf } from './info.js'
import type { ReaderModules } from './modules.js'
import { plainQuestion } from './plain-question.js'
import { type Question, QuestionReader } from './question.js'
import { documentOf, passesOf, type Results, resultsOf } from './results.js'
import type { SimilarOptions } from './similar.js'
import type { IndexStatistics } from './statistics.js'
import type { Trend, TrendOptions } from './trend.js'

/** What `suggest` gives. */
export interface Suggestions {
  completions: Suggestion[]
  /** Empty where there are completions. */
  corrections: Correction[]
}

/** Where a document is. */
interface Place {
  view: SegmentView
  doc: number
}

/** Reads an index of any number of segments. `T` is the type of the documents put in. */
export class Reader<T extends object = Record<string, unknown>> {
  readonly #source: ViewSource
  readonly #modules: ReaderModules
  readonly #questions: QuestionReader

  /** Made by `openIndex`. */
  constructor(source: ViewSource, modules: ReaderModules) {
    this.#source = source
    this.#modules = modules
    this.#questions = new QuestionReader(source.schema, modules)
  }

  get #view(): View {
    return this.#source.whole()
  }

  /** Enough for a search. What gives no score is put in order by date, whatever headlines may be. */
  #viewFor(node: Node, headline: Headline | undefined): View {
    const keys = this.#source.schema.nested.length === 0 && scores(node) ? onlyKeys(node, headline?.keys) : undefined
    return keys === undefined ? this.#view : this.#source.glimpse(keys)
  }

  /** How many documents can be found. */
  get count(): number {
    return this.#view.liveCount
  }

  /**
   * Finds the best documents for a query. A query string never throws: what is not understood is reported in `problems`.
   * @throws E_CONFIG or E_QUERY_LIMIT for bad options; E_QUERY, E_QUERY_FIELD, E_QUERY_LIMIT for a bad query object; E_CORRUPT
   */
  search(query: string | Query = '', options: SearchOptions = {}): Results<T> {
    return runSync(this.searchPlan(query, options))
  }

  /** `search` as a plan, for those who bring the bytes. @throws as `search` */
  *searchPlan(query: string | Query = '', options: SearchOptions = {}): Plan<Results<T>> {
    const schema = this.#source.asked()
    // not by ??: the step that makes CommonJS of it would put the yield into a function of its own
    let checked = usualOptions(options, schema, this.#modules)
    if (checked === undefined) checked = yield* this.#check(options, schema)
    let question = typeof query === 'string' ? plainQuestion(query, checked, schema) : undefined
    if (question === undefined) question = yield* this.#compile(query, checked)
    const { node, problems, headline } = question
    const isArranged = checked.arrangement !== undefined
    const { test, timeoutMs } = checked
    const deadline = timeoutMs === undefined ? undefined : new Deadline(timeoutMs)
    const whole = this.#source.ready() ?? (isArranged || test !== undefined ? this.#view : this.#viewFor(node, headline))
    const view = test === undefined ? whole : yield* passing(whole, node, checked, passesOf(test, schema, checked.target), deadline)
    const { nearDuplicates } = checked
    const wanted = nearDuplicates === undefined ? checked : widely(checked)
    const list = yield* search(view, node, wanted, newestField(schema, checked.target), headline, deadline)
    return nearDuplicates === undefined
      ? resultsOf<T>(list, problems, schema, checked, this.#modules)
      : distinctOf<T>(list, problems, schema, checked, nearDuplicates, this.#modules)
  }

  /**
   * The query that finds more like a document or a text: its best words by frequency and rarity, as plain data, to combine with others. A document's
   * text must be stored. Linear in the text.
   * @throws E_CONFIG for bad options, E_ID_UNKNOWN, E_QUERY_FIELD where the document has no stored text; E_CORRUPT
   */
  moreLikeThis(options: LikeOptions): Query {
    return runSync(this.moreLikeThisPlan(options))
  }

  /** `moreLikeThis` as a plan. @throws as `moreLikeThis` */
  *moreLikeThisPlan(options: LikeOptions): Plan<Query> {
    const { schema } = this.#source
    const { checkLike, likeQuery, textFields, textsOf } = yield* imported(this.#modules.like)
    const like = checkLike(options, schema)
    const document = like.id === undefined ? {} : ((yield* this.getPlan(like.id)) as Record<string, unknown> | undefined)
    if (document === undefined) throw unknownId(like.id)
    const { text } = like
    const texts =
      text === undefined
        ? textsOf(document, like, schema)
        : (like.fields ?? textFields(schema)).slice(0, 1).map((field) => ({ field, text }))
    return yield* likeQuery(this.#view, texts, like, ({ languages }) => languages?.field && document[languages.field])
  }

  /** Finds the documents most like the one of this id, itself left out. @throws as `moreLikeThis` and `search` */
  similar(id: Id, options: SimilarOptions = {}): Results<T> {
    return runSync(this.similarPlan(id, options))
  }

  /** `similar` as a plan. @throws as `similar` */
  *similarPlan(id: Id, options: SimilarOptions = {}): Plan<Results<T>> {
    const { similarTo } = yield* imported(this.#modules.similar)
    return yield* similarTo<T>(this, id, options)
  }

  /**
   * How often something is written about: matches by day, week, month or year, beside all documents. Looks at every document.
   * @throws E_QUERY_FIELD where there is no date field; as `search`
   */
  trend(query: string | Query, options: TrendOptions = {}): Trend {
    return runSync(this.trendPlan(query, options))
  }

  /** `trend` as a plan. @throws as `trend` */
  *trendPlan(query: string | Query, options: TrendOptions = {}): Plan<Trend> {
    const { trendOf } = yield* imported(this.#modules.trend)
    return yield* trendOf((asked, own) => this.searchPlan(asked, own), query, options, this.#source.schema)
  }

  /** How often the words of a text are there, in any of their forms, by field. Linear in their postings. @throws E_CONFIG, E_QUERY_FIELD, E_QUERY_LIMIT; E_CORRUPT */
  termStatistics(text: string, options: TermOptions = {}): TermStatistics[] {
    return runSync(this.termStatisticsPlan(text, options))
  }

  /** `termStatistics` as a plan. @throws as `termStatistics` */
  *termStatisticsPlan(text: string, options: TermOptions = {}): Plan<TermStatistics[]> {
    const { termStatistics } = yield* imported(this.#modules.termStatistics)
    return yield* termStatistics(this.#view, text, options, this.#source.asked())
  }

  /** What the index holds, and where its bytes are. Reads no document. O(fields * segments) */
  stats(): IndexStatistics {
    return runSync(this.statsPlan())
  }

  /** `stats` as a plan. */
  *statsPlan(): Plan<IndexStatistics> {
    const { statisticsOf } = yield* imported(this.#modules.statistics)
    return statisticsOf(this.#view)
  }

  /**
   * Tells why document `id` has its score for `query`: a tree whose numbers add up, or undefined where it does not match. Where items are the target,
   * the best item of that document.
   * @throws E_ID_UNKNOWN
   */
  explain(query: string | Query, id: Id, options: SearchOptions = {}): Explanation | undefined {
    return runSync(this.explainPlan(query, id, options))
  }

  /** `explain` as a plan. @throws as `explain` */
  *explainPlan(query: string | Query, id: Id, options: SearchOptions = {}): Plan<Explanation | undefined> {
    const { explain, explainHeadline } = yield* imported(this.#modules.explain)
    const checked = yield* this.#check(options, this.#view.schema)
    const { node, headline } = yield* this.#compile(query, checked)
    const place = yield* this.#find(id)
    if (place === undefined) throw unknownId(id)
    const { target } = checked
    const wanted: Node = target === 0 ? node : { node: 'join', from: target, to: 0, of: node }
    const { node: resolved, scoring, raised } = yield* prepareFor(this.#view, wanted, checked.boosts, headline)
    if (target === 0 && checked.test !== undefined) {
      const [stored] = yield* readDocuments([{ segment: place.view.segment, doc: place.doc }])
      if (!passesOf(checked.test, this.#source.schema, 0)(stored, undefined)) return undefined
    }
    const segment = scoring.prepared.segments.find(({ view }) => view === place.view)
    const why = segment && explain(resolved, segment, place.doc, scoring)
    const first = raised.find(({ doc }) => doc === place.view.base + place.doc)
    return why && first && headline ? explainHeadline(why, first.key, headline.field.name) : why
  }

  /**
   * Marks what a query asks for in any text, as if it were the value of a field of the only document; it need not be in the index, and is read by the
   * field's analyzer. Linear in the text.
   * @throws E_CONFIG or E_QUERY_FIELD for bad options; E_QUERY, E_QUERY_FIELD, E_QUERY_LIMIT for a bad query object
   */
  highlight(text: string, query: string | Query, options: HighlightOptions = {}): Fragment[] {
    return runSync(this.highlightPlan(text, query, options))
  }

  /** `highlight` as a plan. @throws as `highlight` */
  *highlightPlan(text: string, query: string | Query, options: HighlightOptions = {}): Plan<Fragment[]> {
    const { schema } = this.#source
    const { checkHighlightOptions, highlightText } = yield* imported(this.#modules.highlightText)
    if (options?.vocabulary !== undefined) yield* imported(this.#modules.vocabulary)
    const { field, shape, language, search: asked } = checkHighlightOptions(text, options, schema, this.#modules)
    const { node } = yield* this.#compile(query, asked, schema)
    return highlightText(field, schema, node, text, shape, language)
  }

  /**
   * Completes what somebody types: its last word out of the dictionary, so that documents have all of the words, those in which they are a phrase first,
   * then by number. It is taken as plain words, without the query language. Where nothing can be completed, `corrections` says what may have been meant.
   * @throws E_CONFIG, E_QUERY_FIELD for bad options; E_CORRUPT
   */
  suggest(typed: string, options: SuggestOptions = {}): Suggestions {
    return runSync(this.suggestPlan(typed, options))
  }

  /** `suggest` as a plan. @throws as `suggest` */
  *suggestPlan(typed: string, options: SuggestOptions = {}): Plan<Suggestions> {
    const { checkSuggestOptions, complete } = yield* imported(this.#modules.suggest)
    const checked = checkSuggestOptions(typed, options, 10, this.#source.asked(), this.#modules)
    const completions = yield* complete(yield* this.#suggesting(checked), typed, checked.limit)
    const limit = Math.min(checked.limit, 3)
    return { completions, corrections: completions.length > 0 ? [] : yield* this.didYouMeanPlan(typed, { ...options, limit }) }
  }

  /**
   * What may have been meant by a query string, the likeliest first: words that no document has, or next to none, put right by at most two edits (of a short
   * word one), so that documents match all of the query. Empty where nothing is misspelt, or nothing helps.
   * @throws E_CONFIG, E_QUERY_FIELD for bad options; E_CORRUPT
   */
  didYouMean(query: string, options: SuggestOptions = {}): Correction[] {
    return runSync(this.didYouMeanPlan(query, options))
  }

  /** `didYouMean` as a plan. @throws as `didYouMean` */
  *didYouMeanPlan(query: string, options: SuggestOptions = {}): Plan<Correction[]> {
    const schema = this.#source.asked()
    const { checkSuggestOptions, correct, typedWords } = yield* imported(this.#modules.corrections)
    const checked = checkSuggestOptions(query, options, 3, schema, this.#modules)
    const analyzer = checked.fields[0]?.analyzer
    if (analyzer === undefined) return []
    const words = typedWords(query, schema, analyzer)
    const context = yield* this.#suggesting(checked)
    return yield* correct(context, query, words, (text) => this.#compiled(text, checked), checked.limit)
  }

  *#suggesting(checked: CheckedOptions): Plan<SuggestContext> {
    yield* imported(this.#modules.language)
    const ask: SuggestContext['ask'] = (kind, text) =>
      this.#compiled(kind === 'all' ? { kind: 'match', text, operator: 'and' } : { kind, text }, checked)
    return { view: this.#view, fields: checked.fields, boosts: checked.boosts, ask }
  }

  /** Whether a document has this id. O(segments * log documents). */
  has(id: Id): boolean {
    return runSync(this.hasPlan(id))
  }

  /** `has` as a plan. */
  *hasPlan(id: Id): Plan<boolean> {
    return (yield* this.#find(id)) !== undefined
  }

  /** The stored fields of a document, or undefined where there is none of that id. Inflates one block. */
  get(id: Id): Partial<T> | undefined {
    return runSync(this.getPlan(id))
  }

  /** `get` as a plan. */
  *getPlan(id: Id): Plan<Partial<T> | undefined> {
    const place = yield* this.#find(id)
    if (place === undefined) return undefined
    const [{ record }] = yield* readDocuments([{ segment: place.view.segment, doc: place.doc }])
    return documentOf<T>(record, this.#view.schema)
  }

  /** What the index is made of. O(fields * segments). */
  info(): IndexInfo {
    return infoOf(this.#view)
  }

  *#check(options: SearchOptions, schema: Schema): Plan<CheckedOptions> {
    yield* modulesOf(options, this.#modules)
    return checkSearchOptions(options, schema, this.#modules)
  }

  *#compile(query: string | Query, options: CheckedOptions, schema = this.#source.asked()): Plan<Question> {
    return this.#questions.compile(yield* this.#questions.read(query, options), options, schema)
  }

  /** The same at once, where the query language is here. */
  #compiled(query: string | Query, options: CheckedOptions): Node {
    return runSync(this.#compile(query, options)).node
  }

  *#find(id: Id): Plan<Place | undefined> {
    const { segments } = this.#view
    const found = yield* together(segments.map(({ segment }) => findId(segment, id)))
    for (const [i, docs] of found.entries()) {
      const doc = docs.find((each) => !hasBit(segments[i].deleted, each))
      if (doc !== undefined) return { view: segments[i], doc }
    }
    return undefined
  }

  /**
   * What a search for `query` will read before it knows what matches: nothing comes of it but that the bytes are here. Of no query yet, the code for words that
   * are begun.
   */
  *warmPlan(query: string | Query, options: SearchOptions = {}): Plan<void> {
    const checked = yield* this.#check(options, this.#source.asked())
    const { node, headline } = yield* this.#compile(query, checked)
    if (query === '') {
      const { expansion, language, suggest } = this.#modules
      const needs = [expansion, language, suggest].filter((module) => !module.isHere)
      if (needs.length > 0) yield needs
    }
    yield* prepareFor(this.#view, node, checked.boosts, headline)
  }
}

/** The document of a segment with that id which is not deleted. O(log documents). */
export function findDocument({ segment, deleted }: Pick<SegmentView, 'segment' | 'deleted'>, id: Id): number | undefined {
  // anything else is nobody's id
  if (typeof id !== 'string' && typeof id !== 'number') return undefined
  const { start, end, resident } = rangeOf(segment, sections.ids)
  resident.require(start, end)
  requireParents(segment)
  return idsOf(segment)
    .find(id)
    .find((doc) => !hasBit(deleted, doc))
}

/** The reader of bytes that are all here. @throws as `openIndex` */
export function readerOfBytes<T extends object>(bytes: Uint8Array, options: OpenOptions, modules: ReaderModules): Reader<T> {
  const { segments, deleted } = openSegments(bytes, options)
  return readerOf<T>(segments[0].schema, viewOf(segments[0].schema, segments, deleted, modules), modules)
}

/** The reader of an index that does not change. */
export function readerOf<T extends object>(schema: Schema, view: View, modules: ReaderModules): Reader<T> {
  return new Reader<T>({ schema, asked: () => view.schema, whole: () => view, ready: () => view, glimpse: () => view }, modules)
}

/** The first date field of what is to be found, or else of the documents that it stands in. */
function newestField(schema: Schema, target: number): Field | undefined {
  const dates = schema.fields.filter((field) => field.type === 'date')
  return dates.find(({ level }) => level === target) ?? dates.find(({ level }) => level === 0 && target > 0)
}

function unknownId(id: unknown): RostrumError {
  return new RostrumError('E_ID_UNKNOWN', {
    expected: 'the id of a document in the index',
    got: quote(id),
    cure: 'Ids keep their type: 1 is not "1".',
  })
}
