// What a search can be told beside the query; checked once, at the door.

import type { Module } from '../bytes/module.js'
import type { Plan } from '../bytes/plan.js'
import { checkOptions, didYouMean, quote, RostrumError } from '../errors.js'
import type { Query } from '../query/query.js'
import { clockOf } from '../query/time-zone.js'
import type { Vocabulary, VocabularyOptions } from '../query/vocabulary.js'
import type { Widening } from '../query/widen.js'
import type { Field, Schema } from '../schema.js'
import type { Id } from '../segment/ids.js'
import type { Arrangement, ArrangeOptions } from './arrange-options.js'
import type { SearchModules } from './modules.js'
import type { CheckedNearDuplicates, NearDuplicateOptions } from './near-duplicates.js'
import type { Shape } from './shape.js'

/** Options of a search. */
export interface SearchOptions extends ArrangeOptions {
  /** How many hits to give. Default 10; 0 only counts. `limit + offset` is at most 10,000. */
  limit?: number
  /** How many of the best hits to leave out first. Default 0. */
  offset?: number
  /** The nested property whose items to find, each by itself. Default: the documents that were added. */
  target?: string
  /** Names of the text fields to search where the query names none. Default: all text fields of what is to be found. */
  fields?: readonly string[]
  /** Boosts of text fields for this search, by name; others keep the schema's. 0 takes a field out of the ranking and of the matching. */
  boost?: Readonly<Record<string, number>>
  /** Whether one word of a query string is enough (`or`, the default) or all are needed (`and`). */
  combineWith?: 'or' | 'and'
  /** Synonyms, stop words and the like, for this search; quoted phrases and what is after a minus are taken as typed. Default: none. */
  vocabulary?: VocabularyOptions
  /**
   * The text field, as a headline, whose documents come first where it is all that was asked for and nothing else, in any of its words' forms; false for
   * none. Default: the field with a boost above 1 and above all others'. At most 100 documents; not where items are the target.
   */
  exactFirst?: string | false
  /**
   * What a word counts for, beside 1 for any of its forms, where it stands in the very form typed: with 0.2, `reported` has 1.2 of the score where it says
   * *reported* and 1 where it says *reports*. 0 to 1; of an index with `exactForms: true`, and at the cost of reading positions. Default 0.
   */
  preferExact?: number
  /** Whether a word of a query string may start with `*`, for which every word of the index is looked at. Default false. */
  leadingWildcards?: boolean
  /**
   * Search as you type: the last word of a query string, where no space follows and it is not in quotes, is also taken for the start of words, which
   * count 0.75 of it. Default false.
   */
  prefix?: boolean
  /**
   * Within how many edits the words of a query string, but for those in quotes or after a minus, stand for others as well, at 0.5 and 0.25: 1 or 2, or
   * `auto`, by length: 1 from three letters, 2 from six. Only words of three letters or more, without digits; the first 32 words. Default 0.
   */
  fuzzy?: 'auto' | 0 | 1 | 2
  /** Whose days and wall clocks are meant by dates of a query that name no zone, as `Europe/Berlin`. Default: UTC. */
  timeZone?: string
  /**
   * A query that hits must match as well, without a say in their score; the bits of those asked for last are kept. Or a function of what is stored of
   * a document, which is read of every match: slow, and not to be sent to a worker.
   */
  filter?: string | Query | FilterFunction
  /**
   * After so many milliseconds the search is given up with E_TIMEOUT: there is no answer in part. Looked at once every few thousand documents, and
   * whenever bytes have come. Default: none.
   */
  timeoutMs?: number
  /**
   * Names of stored text fields to give fragments of, with the matches marked; true for all of them; or, by name, what the fragments are to be like.
   * Of items, or of the document that an item stands in; true is only for fields of what is found. Of a
   * value the first million code units are read. Default: none.
   */
  highlight?: boolean | readonly string[] | Readonly<Record<string, FragmentOptions | true>>
  /**
   * Names of text fields of what is found to tell the token positions of the matches of (see `Hit.positions`), whether stored or not. They must keep
   * positions. Default: none.
   */
  positions?: readonly string[]
  /** Up to how many matches are counted exactly. Default 1,000; beyond, what cannot enter the hits is skipped and `count` is a lower bound. */
  countUpTo?: number
  /**
   * A stored text field: of hits that say nearly the same in it, as copies of one wire report do, the best is shown, with the others as its `duplicates`. The
   * best 100, or five times as many as are wanted, are looked at, and their texts read. Not with `collapse` or `after`.
   */
  nearDuplicates?: string | NearDuplicateOptions
  /** About how many UTF-16 code units a highlighted fragment has. Default 240, at least 20; a value no longer than this comes whole. */
  fragmentLength?: number
}

/** Tells whether a document is kept, by its stored fields, its id and, of an item, what is stored of the document that it stands in. */
export type FilterFunction = (document: Record<string, unknown>, place: { id: Id; parent?: Record<string, unknown> }) => boolean

/** What the fragments of a field are to be like. */
export interface FragmentOptions {
  /** At most how many, the best of all values, in the order of the text. 1 to 20. Default: the best of each value. */
  count?: number
  /** About how many UTF-16 code units each has. At least 20. Default: `fragmentLength`. */
  length?: number
}

/** Options, checked and complete. */
export interface CheckedOptions {
  limit: number
  offset: number
  /** Text fields searched where the query names none. */
  fields: readonly Field[]
  /** By field number. */
  boosts: readonly number[]
  combineWith: 'or' | 'and'
  exactFirst: Field | undefined
  preferExact: number
  leadingWildcards: boolean
  widening: Widening
  timeZone: string | undefined
  vocabulary: Vocabulary | undefined
  /** The level of what is to be found (see `Field.level`). */
  target: number
  filter: string | Query | undefined
  /** A filter that is a function. */
  test: FilterFunction | undefined
  timeoutMs: number | undefined
  highlight: readonly FragmentShape[]
  positions: readonly Field[]
  countUpTo: number
  arrangement: Arrangement | undefined
  nearDuplicates: CheckedNearDuplicates | undefined
}

/** A field to give fragments of. */
export interface FragmentShape extends Shape {
  readonly field: Field
}

/** The most hits, and hits left out, that one search gives. */
export const deepestHit = 10_000

/** Names of the options that arrange matches. */
const arrangeNames = ['sort', 'after', 'facets', 'collapse'] as const

const names = [
  'limit',
  'offset',
  'target',
  'fields',
  'boost',
  'combineWith',
  'exactFirst',
  'preferExact',
  'leadingWildcards',
  'prefix',
  'fuzzy',
  'timeZone',
  'vocabulary',
  'filter',
  'timeoutMs',
  'highlight',
  'positions',
  'countUpTo',
  'nearDuplicates',
  'fragmentLength',
  ...arrangeNames,
] as const

/** Names the modules that options need, in one round; what is wrong with them `checkSearchOptions` says. */
export function* modulesOf(options: SearchOptions, modules: SearchModules): Plan<void> {
  // they are here, or nothing is asked for: no list is made
  let missing: Module<unknown>[] | undefined
  const need = (module: Module<unknown>) => {
    if (!module.isHere) (missing ??= []).push(module)
  }
  if (typeof options !== 'object' || options === null) return
  if (isArranged(options)) need(modules.arrange)
  if (options.nearDuplicates !== undefined) need(modules.nearDuplicates)
  if (options.vocabulary !== undefined) need(modules.vocabulary)
  if (isMarked(options)) need(modules.highlight)
  if (options.positions !== undefined) need(modules.positions)
  if (missing !== undefined) yield missing
}

function isArranged(options: SearchOptions): boolean {
  for (let i = 0; i < arrangeNames.length; i++) if (options[arrangeNames[i]] !== undefined) return true
  return false
}

function isMarked({ highlight = false, fragmentLength }: SearchOptions): boolean {
  return highlight !== false || fragmentLength !== undefined
}

/** Checks search options against a schema; the modules they need must be here. @throws E_CONFIG, E_QUERY_FIELD, E_QUERY_LIMIT */
export function checkSearchOptions(options: SearchOptions, schema: Schema, modules: SearchModules): CheckedOptions {
  if (typeof options !== 'object' || options === null || Array.isArray(options))
    throw bad('options of a search, an object', options, 'Leave them out for the defaults.')
  checkOptions(options, names, 'search')
  const { limit = 10, offset = 0, combineWith = 'or', countUpTo = 1000, filter } = options
  checkPlace('limit', limit)
  checkPlace('offset', offset)
  if (countUpTo !== Number.POSITIVE_INFINITY && (!Number.isInteger(countUpTo) || countUpTo < 0)) {
    throw bad('countUpTo, a whole number of at least 0, or Infinity', countUpTo, 'Leave it out for 1,000.')
  }
  if (limit + offset > deepestHit) {
    throw new RostrumError('E_QUERY_LIMIT', {
      expected: `limit + offset of at most ${deepestHit}`,
      got: `${limit + offset}`,
      cure: 'Narrow the query, or ask for fewer.',
      details: { limit: deepestHit, actual: limit + offset },
    })
  }
  if (combineWith !== 'or' && combineWith !== 'and') throw bad("combineWith, 'or' or 'and'", combineWith, "Leave it out for 'or'.")
  const { leadingWildcards = false } = options
  if (typeof leadingWildcards !== 'boolean') throw bad('leadingWildcards, true or false', leadingWildcards, 'Leave it out for false.')
  const { timeoutMs } = options
  if (timeoutMs !== undefined && !(typeof timeoutMs === 'number' && timeoutMs > 0))
    throw bad('timeoutMs, a number of milliseconds above 0', timeoutMs, 'Leave it out for no limit.')
  const isTest = typeof filter === 'function'
  if (filter !== undefined && !isTest && typeof filter !== 'string' && (typeof filter !== 'object' || filter === null)) {
    throw bad('filter, a query string or object, or a function', filter, 'Leave it out to filter nothing.')
  }
  const target = checkTarget(options.target, schema)
  const usual = defaultsOf(schema, target)
  const { text } = usual
  const isUsual = options.fields === undefined && options.boost === undefined
  const boosts = options.boost === undefined ? usual.boosts : checkBoosts(options.boost, schema)
  const asked = options.fields === undefined ? text : checkNames(options.fields, schema, 'fields')
  const fields = isUsual ? usual.fields : asked.filter((field) => boosts[field.number] > 0)
  return {
    limit,
    offset,
    fields,
    boosts,
    combineWith,
    exactFirst: exactFirst(options.exactFirst, fields, boosts, target, schema),
    preferExact: checkPreferExact(options.preferExact, schema),
    leadingWildcards,
    widening: checkWidening(options),
    timeZone: checkTimeZone(options.timeZone),
    vocabulary: options.vocabulary === undefined ? undefined : modules.vocabulary.code.checkVocabulary(options.vocabulary),
    target,
    filter: isTest ? undefined : filter,
    test: isTest ? filter : undefined,
    timeoutMs,
    highlight: isMarked(options) ? modules.highlight.code.checkFragments(options, text, target, schema) : [],
    positions: options.positions === undefined ? [] : withPositions(options.positions, target, schema),
    countUpTo,
    arrangement: isArranged(options) ? modules.arrange.code.checkArrangement(options, schema, target) : undefined,
    nearDuplicates: options.nearDuplicates === undefined ? undefined : near(options, schema, target, modules),
  }
}

function near(
  { nearDuplicates = '', collapse, after }: SearchOptions,
  schema: Schema,
  target: number,
  modules: SearchModules,
): CheckedNearDuplicates {
  if (collapse !== undefined || after !== undefined)
    throw bad('nearDuplicates without collapse or after', 'both', 'Use offset to go on; ask for groups in another search.')
  return modules.nearDuplicates.code.checkNearDuplicates(nearDuplicates, schema, target)
}

/** What options that are left out stand for. */
interface Defaults {
  /** The text fields of what is to be found. */
  text: readonly Field[]
  boosts: readonly number[]
  /** Those text fields that have a boost. */
  fields: readonly Field[]
}

/** By schema, the defaults by target. */
const defaults = new WeakMap<Schema, Defaults[]>()

/** The text fields of documents that are searched where nobody says otherwise; the same array for the same schema. */
export function usualFields(schema: Schema): readonly Field[] {
  return defaultsOf(schema, 0).fields
}

function defaultsOf(schema: Schema, target: number): Defaults {
  let known = defaults.get(schema)
  if (known === undefined) defaults.set(schema, (known = []))
  if (known[target] === undefined) {
    const text = schema.fields.filter((field) => field.type === 'text' && field.level === target)
    const boosts = checkBoosts(undefined, schema)
    known[target] = { text, boosts, fields: text.filter((field) => boosts[field.number] > 0) }
  }
  return known[target]
}

function checkPlace(name: string, value: number): void {
  if (!Number.isInteger(value) || value < 0) throw bad(`${name}, a whole number of at least 0`, value, 'Leave it out for the default.')
}

function checkPreferExact(weight = 0, { exactForms }: Schema): number {
  if (typeof weight !== 'number' || !(weight >= 0 && weight <= 1)) throw bad('preferExact, from 0 to 1', weight, 'Leave it out for 0.')
  if (weight > 0 && !exactForms)
    throw bad('preferExact of an index that keeps exact forms', weight, 'Build it with { exactForms: true }, or leave it out.')
  return weight
}

function checkWidening({ prefix = false, fuzzy = 0 }: SearchOptions): Widening {
  if (typeof prefix !== 'boolean') throw bad('prefix, true or false', prefix, 'Leave it out for false.')
  if (fuzzy !== 'auto' && fuzzy !== 0 && fuzzy !== 1 && fuzzy !== 2) throw bad("fuzzy, 0, 1, 2 or 'auto'", fuzzy, 'Leave it out for 0.')
  return { prefix, fuzzy }
}

function checkTimeZone(zone: string | undefined): string | undefined {
  if (zone === undefined) return undefined
  try {
    if (typeof zone === 'string') return clockOf(zone).resolvedOptions().timeZone
  } catch {
    // the same as what is no text
  }
  throw bad('timeZone, the name of a time zone', zone, 'Give an IANA name, as Europe/Berlin.')
}

function checkTarget(target: string | undefined, schema: Schema): number {
  if (target === undefined) return 0
  const level = schema.nested.indexOf(target) + 1
  if (level > 0) return level
  const cure = schema.nested.length === 0 ? 'Leave it out: nothing is nested.' : didYouMean(String(target), schema.nested)
  throw bad('target, a nested property', target, cure)
}

function withPositions(names: readonly string[], target: number, schema: Schema): readonly Field[] {
  if (!schema.positions) throw bad('positions of an index that keeps them', names, 'Build it without positions: false.')
  const fields = checkNames(names, schema, 'positions')
  const other = fields.find(({ level }) => level !== target)
  if (other !== undefined) throw bad('positions in fields of what is found', other.name, 'Set target to what has the field.')
  return fields
}

/** The field that was named, or that stands out by its boost, where it is searched. */
function exactFirst(
  asked: SearchOptions['exactFirst'],
  fields: readonly Field[],
  boosts: readonly number[],
  target: number,
  schema: Schema,
): Field | undefined {
  if (asked === false) return undefined
  if (asked !== undefined) {
    const [field] = checkNames([asked], schema, 'exactFirst')
    if (field.level !== 0) throw bad('exactFirst, a field of documents', asked, 'Items are ordered by score alone.')
    return target === 0 && boosts[field.number] > 0 ? field : undefined
  }
  if (target !== 0) return undefined
  const most = fields.reduce((best, { number }) => Math.max(best, boosts[number]), 1)
  const found = fields.filter(({ number }) => boosts[number] === most)
  return most > 1 && found.length === 1 ? found[0] : undefined
}

/** Text fields by their names. @throws E_CONFIG, E_QUERY_FIELD */
export function checkNames(given: readonly string[], schema: Schema, option: string): Field[] {
  if (!Array.isArray(given)) throw bad(`${option}, an array of field names`, given, "Give for example ['headline'].")
  return [...new Set(given)].map((name) => {
    const field = schema.field(name)
    if (field?.type === 'text') return field
    throw unknownField(name, schema, option)
  })
}

function checkBoosts(boost: Readonly<Record<string, number>> | undefined, schema: Schema): number[] {
  // keyword fields take no part in BM25F's weighting: a value counts once, at weight 1
  const boosts = schema.fields.map((field) => (field.type === 'text' ? field.boost : 1))
  if (boost === undefined) return boosts
  if (typeof boost !== 'object' || boost === null)
    throw bad('boost, an object of numbers by field name', boost, 'Give for example { headline: 5 }.')
  for (const [name, value] of Object.entries(boost)) {
    const field = schema.field(name)
    if (field?.type !== 'text') throw unknownField(name, schema, 'boost')
    if (typeof value !== 'number' || !(value >= 0 && value <= 1000))
      throw bad(`a boost from 0 to 1000 of field ${quote(name)}`, value, 'Leave it out for the schema’s.')
    boosts[field.number] = value
  }
  return boosts
}

function unknownField(name: unknown, schema: Schema, option: string): RostrumError {
  const text = schema.fields.filter((field) => field.type === 'text').map((field) => field.name)
  return new RostrumError('E_QUERY_FIELD', {
    expected: `a text field in ${option}`,
    got: quote(name),
    cure: didYouMean(String(name), text),
    details: { field: name },
  })
}

/** The error for an option. */
export function bad(expected: string, got: unknown, cure: string): RostrumError {
  return new RostrumError('E_CONFIG', { expected, got: quote(got), cure })
}
