// Random questions about random documents.

import { formatQuery } from '../../src/query/format.js'
import type { Query } from '../../src/query/query.js'
import type { VocabularyOptions } from '../../src/query/vocabulary.js'
import type { SearchOptions } from '../../src/search/options.js'
import { dateOf, outletOf, type Setting } from './corpus.js'
import type { PlainDocument } from './oracle.js'
import { type Chance, shuffled, zipf } from './random.js'

/** A question: what the index is asked, and the plain queries that the oracle answers. */
export interface Question {
  asked: string | Query
  options: SearchOptions
  query: Query
  filter: Query | undefined
  /** Whether each word counts once at its own weight: where not, equal scores may come by different sums, and be rounded apart. */
  isPlain: boolean
  /** Whether a field's boost is so small that its weights, on the engine's grid of 2^-40, have few digits left. */
  isTiny: boolean
  /** The moment it is asked at, in milliseconds. Default: now. */
  now?: number
}

/** What questions are drawn from. */
export interface Source {
  setting: Setting
  words: readonly string[]
  documents: readonly PlainDocument[]
  /** How likely a word is drawn as those of texts are, common ones most often, and not as likely as any other. */
  common: number
  /** How likely a question is typed: words, phrases and signs, without brackets. */
  typed: number
}

/** A random question. */
export function questionOf(source: Source, chance: Chance): Question {
  const options = optionsOf(source, chance)
  if (chance.is(source.typed)) {
    const { text, query } = typed(source, chance, options.combineWith ?? 'or')
    return { asked: text, ...withFilter(source, chance, query, options) }
  }
  // a query is printed as it reads with `or`
  const isPrinted = options.combineWith !== 'and' && chance.is(0.25)
  const query = queryOf(source, chance, chance.is(0.5) ? 0 : chance.int(1, 3), !isPrinted)
  return { asked: isPrinted ? formatQuery(query) : query, ...withFilter(source, chance, query, options) }
}

function withFilter(source: Source, chance: Chance, query: Query, options: SearchOptions): Omit<Question, 'asked'> {
  // where length divides all, twice in a text of double length is as good
  const isProportional = source.setting.fields.some(({ b }) => b === 1)
  const isTiny = Object.values(options.boost ?? {}).some((each) => each > 0 && each < 1e-3)
  const isPlain =
    !isTiny &&
    options.vocabulary === undefined &&
    !isProportional &&
    !/"boost"|"decay"|"factor"|us|it|who/i.test(JSON.stringify([query, options.boost ?? {}])) &&
    !repeats(query)
  const now = momentOf(chance)
  if (!chance.is(0.15)) return { options, query, filter: undefined, isPlain, isTiny, now }
  const isPrinted = options.combineWith !== 'and' && chance.is(0.4)
  const filter = queryOf(source, chance, chance.int(0, 1), !isPrinted)
  return { options: { ...options, filter: isPrinted ? formatQuery(filter) : filter }, query, filter, isPlain, isTiny, now }
}

function repeats(query: Query): boolean {
  const seen = new Set<string>()
  return JSON.stringify(query)
    .split(/[^\p{L}\p{N}.'’&+#@-]+/u)
    .some(
      (word) =>
        word.length > 1 &&
        !['kind', 'text', 'term', 'field', 'must', 'should', 'not', 'bool'].includes(word) &&
        seen.size === seen.add(word).size,
    )
}

function optionsOf({ setting, words }: Source, chance: Chance): SearchOptions {
  const texts = setting.fields.filter(({ type }) => type === 'text').map(({ name }) => name)
  const options: SearchOptions = {}
  if (chance.is(0.7)) options.limit = chance.is(0.7) ? chance.int(0, 20) : chance.int(1, 1000)
  if (chance.is(0.2)) options.offset = chance.is(0.7) ? chance.int(0, 10) : chance.int(0, 1000)
  // what skips documents that cannot win does so only once enough are counted
  if (chance.is(0.6)) options.countUpTo = chance.of([0, 0, 1, 10, 100, Number.POSITIVE_INFINITY])
  if (chance.is(0.3)) options.combineWith = chance.of(['or', 'and'])
  if (chance.is(0.2)) options.fields = shuffled(texts, chance).slice(0, chance.int(1, texts.length))
  if (chance.is(0.2)) {
    options.boost = Object.fromEntries(
      texts.filter(() => chance.is(0.6)).map((name) => [name, chance.of([0, 0.1, 1, 2, 2.5, 100, 1e-7, 1e-13])]),
    )
  }
  if (chance.is(0.3)) options.exactFirst = chance.is(0.3) ? false : chance.of(texts)
  if (setting.exactForms === true && chance.is(0.3)) options.preferExact = chance.of([0.2, 0.5, 1])
  if (chance.is(0.15)) options.vocabulary = wordsKnown(words, chance)
  if (setting.fields.some(({ type }) => type === 'date') && chance.is(0.4)) options.timeZone = chance.of(zones)
  return options
}

/** Zones of all kinds: far ahead and behind, of three quarters of an hour, whose clocks are set at midnight, twice a year, by half an hour, or never. */
const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/Sao_Paulo',
  'America/Havana',
  'America/St_Johns',
  'Asia/Kathmandu',
  'Asia/Pyongyang',
  'Australia/Lord_Howe',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
]

/** When a question is asked: the last days of a month and nights in which clocks are set among them. */
function momentOf(chance: Chance): number {
  const at = dateOf(chance)
  const draw = chance.next()
  if (draw < 0.3) return Date.UTC(2014 + chance.int(0, 6), chance.int(0, 12), 0, chance.int(0, 23), chance.int(0, 59))
  if (draw < 0.5)
    return (
      chance.of([Date.UTC(2017, 9, 29), Date.UTC(2017, 10, 5), Date.UTC(2018, 2, 25), Date.UTC(2018, 3, 1)]) + chance.int(0, 86_399_999)
    )
  return at
}

/** Synonyms, stop words and the like of words that questions have. */
function wordsKnown(words: readonly string[], chance: Chance): VocabularyOptions {
  const word = () => (chance.is(0.5) ? zipf(words, chance) : chance.of(words))
  const text = () => (chance.is(0.7) ? word() : `${word()} ${word()}${chance.is(0.2) ? ` ${word()}` : ''}`)
  const list = (most: number, draw: () => string) => Array.from({ length: chance.int(0, most) }, draw)
  const synonyms = Array.from({ length: chance.int(0, 12) }, () =>
    chance.is(0.5) ? list(3, text) : { from: list(2, text), to: text(), ...(chance.is(0.3) && { weight: chance.of([1, 0.5]) }) },
  )
  return {
    synonyms,
    ...(chance.is(0.5) && { stopWords: list(6, word) }),
    ...(chance.is(0.3) && { protectedWords: list(4, word) }),
    ...(chance.is(0.3) && {
      decompound: (whole: string) => (whole.length > 7 ? [whole.slice(0, 4), word()].slice(0, 1).concat(words[0]) : []),
    }),
  }
}

/** Words as people type them, and what they mean. */
function typed(source: Source, chance: Chance, combineWith: 'or' | 'and'): { text: string; query: Query } {
  const must: Query[] = []
  const should: Query[] = []
  const not: Query[] = []
  const said: string[] = []
  const count = chance.int(1, chance.is(0.1) ? 12 : 4)
  for (let i = 0; i < count; i++) {
    const part = leafOf(source, chance, false)
    const sign = chance.is(0.75) ? '' : chance.of(['+', '-'])
    said.push(sign + formatQuery(part))
    if (sign === '-') not.push(part)
    else if (sign === '+' || combineWith === 'and') must.push(part)
    else should.push(part)
  }
  return { text: said.join(chance.is(0.9) ? ' ' : '  \n'), query: { kind: 'bool', must, should, not } }
}

/** A boost of scores to less than the grid that they are rounded to. */
const nearNothing = 1e-12

/** Whether scores are multiplied by numbers of documents: rounded to nothing before, they would not be what the oracle, which does not round, says. */
function multiplies(query: Query): boolean {
  return JSON.stringify(query).includes('"factor"')
}

/** A tree of queries; without `isObject` one that can be printed, where dates are no milliseconds. */
export function queryOf(source: Source, chance: Chance, depth: number, isObject = true): Query {
  if (depth === 0) return leafOf(source, chance, isObject)
  if (chance.is(0.15)) {
    const query = queryOf(source, chance, depth - 1, isObject)
    const by = chance.of([0, 0.5, 1, 2, 10, 100, nearNothing])
    return { kind: 'boost', by: by === nearNothing && multiplies(query) ? 0.5 : by, query }
  }
  const scale = source.setting.fields.find(({ type }) => type === 'number' || type === 'date')
  if (scale !== undefined && chance.is(0.08)) return scaledQuery(scale, queryOf(source, chance, depth - 1, isObject), chance)
  const list = (most: number): Query[] => Array.from({ length: chance.int(0, most) }, () => queryOf(source, chance, depth - 1, isObject))
  const bool: { kind: 'bool'; must?: Query[]; should?: Query[]; not?: Query[] } = { kind: 'bool' }
  if (chance.is(0.5)) bool.must = list(2)
  if (chance.is(0.7)) bool.should = list(4)
  if (chance.is(0.25)) bool.not = list(2)
  return bool
}

function scaledQuery({ name, type }: { name: string; type: string }, query: Query, chance: Chance): Query {
  const missing = chance.is(0.3) ? { missing: chance.of([0, 0.5, 3]) } : {}
  if (type === 'number' && chance.is(0.5) && !JSON.stringify(query).includes(`:${nearNothing}`)) {
    const modifier = chance.of(['none', 'sqrt', 'log1p'] as const)
    return { kind: 'factor', query, field: name, modifier, ...(chance.is(0.5) && { times: chance.of([0, 0.1, 7]) }), ...missing }
  }
  const isDate = type === 'date'
  return {
    kind: 'decay',
    query,
    field: name,
    origin: isDate ? new Date(dateOf(chance)).toISOString().slice(0, chance.of([4, 7, 10, 24])) : chance.int(-5, 40),
    scale: isDate ? chance.of(['30d', '400d', '20w', 86_400_000]) : chance.of([1, 7.5, 30]),
    shape: chance.of(['gauss', 'exp', 'linear'] as const),
    ...(chance.is(0.3) && { offset: isDate ? '36h' : 2 }),
    ...(chance.is(0.4) && { decay: chance.of([0.1, 0.9]) }),
    ...missing,
  }
}

function leafOf(source: Source, chance: Chance, isObject: boolean): Query {
  const { fields } = source.setting
  const texts = fields.filter(({ type }) => type === 'text')
  const field = chance.is(0.25) ? { field: chance.of(texts).name } : {}
  const draw = chance.next()
  const word = () => (chance.is(0.03) ? 'neverseen' : chance.is(source.common) ? zipf(source.words, chance) : chance.of(source.words))
  if (draw < 0.45) return { kind: 'term', text: word(), ...field }
  if (draw < 0.65 && source.setting.exactForms === true && chance.is(0.5))
    return { kind: 'exact', text: chance.is(0.5) ? excerptOf(source, chance) || word() : word(), ...field }
  if (draw < 0.65) return { kind: 'phrase', text: chance.is(0.7) ? excerptOf(source, chance) || word() : `${word()} ${word()}`, ...field }
  if (draw < 0.75 && isObject) {
    const text = Array.from({ length: chance.int(0, 5) }, word).join(' ')
    return { kind: 'match', text, ...field, ...(chance.is(0.5) && { operator: chance.of(['or', 'and'] as const) }) }
  }
  const others = fields.filter(({ type }) => type !== 'text')
  if (draw < 0.95 && others.length > 0) return valueQuery(chance.of(others), chance, isObject)
  return chance.is(0.3) ? { kind: 'all' } : { kind: 'term', text: word(), ...field }
}

function valueQuery({ name, type }: { name: string; type: string }, chance: Chance, isObject: boolean): Query {
  if (type === 'keyword') return { kind: chance.is(0.8) ? 'term' : 'phrase', text: outletOf(chance), field: name }
  if (type === 'number') {
    if (chance.is(0.4)) return { kind: 'term', text: String(chance.int(-5, 40)), field: name }
    return {
      kind: 'range',
      field: name,
      ...(chance.is(0.8) && { from: chance.int(-6, 40) }),
      ...(chance.is(0.8) && { to: chance.int(-6, 60) }),
    }
  }
  // a time with its zone and without
  const text = () => (chance.is(0.25) ? fromNow(chance) : new Date(dateOf(chance)).toISOString().slice(0, chance.of([4, 7, 10, 16, 24])))
  if (chance.is(0.4)) return { kind: 'term', text: text(), field: name }
  const bound = () => (isObject && chance.is(0.3) ? dateOf(chance) : text())
  return {
    kind: 'range',
    field: name,
    ...(chance.is(0.8) && { from: bound(), ...(chance.is(0.2) && { above: true }) }),
    ...(chance.is(0.8) && { to: bound(), ...(chance.is(0.2) && { below: true }) }),
  }
}

/** A date said from now on: `now-7d`, `now/M`, `now-2y/y`. */
function fromNow(chance: Chance): string {
  const unit = chance.of(['s', 'm', 'h', 'd', 'd', 'w', 'M', 'M', 'y'])
  const distance = chance.is(0.8) ? `${chance.of(['-', '-', '+'])}${chance.int(0, unit === 'y' ? 3 : chance.of([3, 40]))}${unit}` : ''
  return `now${distance}${chance.is(0.5) ? `/${chance.of(['s', 'm', 'h', 'd', 'w', 'M', 'y'])}` : ''}`
}

/** A few words that stand together in some document. */
function excerptOf({ documents, setting }: Source, chance: Chance): string {
  if (documents.length === 0) return ''
  const texts = setting.fields.flatMap(({ type }, number) => (type === 'text' ? [number] : []))
  const text = String(chance.of(documents).values[chance.of(texts)][0] ?? '')
  const words = text.split(/\s+/)
  const from = chance.int(0, words.length)
  return words.slice(from, from + chance.int(1, 4)).join(' ')
}
