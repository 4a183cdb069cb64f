// Random schemas, words and documents, small enough to look at when something is wrong and odd enough that something may be.

import { withDiacritics } from '../../src/analysis/diacritics.js'
import { english } from '../../src/analysis/english.js'
import { analyzer } from '../../src/analysis/filters.js'
import { standard } from '../../src/analysis/standard.js'
import type { LengthKind } from '../../src/schema.js'
import type { OracleField, PlainDocument } from './oracle.js'
import { type Chance, shuffled, zipf } from './random.js'

const stems = [
  'minister',
  'tax',
  'carbon',
  'elect',
  'harbor',
  'strike',
  'vote',
  'organ',
  'report',
  'climate',
  'talk',
  'nation',
  'police',
  'agree',
]
const endings = ['', 's', 'ed', 'ing', "'s", '\u2019s', 'ization']
const others = (
  'news new general generation university universe communism community co-operation cooperation well-known north-east mother-in-law ' +
  'US us U.S. IT it WHO who N.A.T.O. NATO UN u.n. 1,000 1000 3.5 2017 1,000,000.5 G20 caf\u00e9 cafe caf\u00e9s Z\u00fcrich zurich \u0141\u00f3d\u017a S\u00e3o stra\u00dfe ' +
  "don't dont we're were O'Brien obrien #MeToo metoo @name_1 \u{1f680} \u{1f469}\u{1f3fd}\u200d\u{1f680} \u5317\u4eac \u043c\u0438\u043d\u0438\u0441\u0442\u0440 the of and to in a & ... C++ J.F.K. constructor __proto__"
).split(' ')

/** Words in an order of their own, common ones first, with `more` invented ones. */
export function vocabularyOf(chance: Chance, more: number): string[] {
  const words = shuffled([...stems.flatMap((stem) => endings.map((ending) => stem + ending)), ...others], chance).slice(
    0,
    chance.int(20, 140),
  )
  for (let i = 0; i < more; i++) words.splice(chance.int(0, words.length), 0, `${chance.of(['w', 'zq', 'xen', 'Kar'])}${i}`)
  return words
}

/** Drops what are no words to speak of, and stems a little: an analyzer of a user's own. */
export const ownAnalyzer = analyzer({
  name: 'own',
  filters: [
    (word) => (/^(?:the|of|and|to|in|a)$/.test(word) ? '' : word),
    (word) => (word.length > 4 && word.endsWith('s') ? word.slice(0, -1) : word),
  ],
})

/** English that tells diacritics. */
export const spellingAnalyzer = withDiacritics(english)

const analyzers = [standard, english, english, ownAnalyzer, spellingAnalyzer]

/** A schema: fields, and what is not said by them. */
export interface Setting {
  fields: OracleField[]
  positions: boolean
  lengths: LengthKind
  exactForms?: boolean
  storeFields: string[]
  /** What stands between words now and then; default anything. */
  separators?: readonly string[]
}

/** One to four text fields and any of the others. */
export function settingOf(chance: Chance): Setting {
  const main = chance.of(analyzers)
  const names = shuffled(['headline', 'body', 'meta.author', 'constructor', 'speaker'], chance).slice(0, chance.int(1, 4))
  const fields = names.map(
    (name): OracleField => ({
      name,
      type: 'text',
      boost: chance.is(0.5) ? 1 : chance.of([0, 0.5, 2, 3, 10]),
      b: chance.is(0.6) ? 0.75 : chance.of([0, 0.3, 1]),
      analyzer: chance.is(0.8) ? main : chance.of(analyzers),
    }),
  )
  const plain = (name: string, type: OracleField['type']): OracleField => ({ name, type, boost: 1, b: 0.75 })
  if (chance.is(0.7)) fields.push(plain('outlet', 'keyword'))
  if (chance.is(0.2)) fields.push(plain('tag', 'keyword'))
  if (chance.is(0.7)) fields.push(plain('published', 'date'))
  if (chance.is(0.2)) fields.push(plain('seen', 'date'))
  if (chance.is(0.6)) fields.push(plain('words', 'number'))
  const positions = !chance.is(0.08)
  return {
    fields: shuffled(fields, chance),
    positions,
    exactForms: positions && chance.is(0.3),
    lengths: chance.is(0.75) ? 'byte' : 'exact',
    storeFields: chance.is(0.5) ? [] : fields.map(({ name }) => name).filter(() => chance.is(0.7)),
  }
}

const anySeparators = [', ', '. ', ' - ', '\n', '/', '-', '\u2014', ' \u201c']

/** Words joined as text joins them. */
export function textOf(words: readonly string[], chance: Chance, count: number, separators: readonly string[] = anySeparators): string {
  let text = ''
  const shouts = chance.is(0.03)
  for (let i = 0; i < count; i++) {
    let word = zipf(words, chance)
    if (chance.is(0.08)) word = word[0].toUpperCase() + word.slice(1)
    text += (i === 0 ? '' : chance.is(0.85) ? ' ' : chance.of(separators)) + word
  }
  return shouts ? text.toUpperCase() : text
}

const outlets = [
  'Reuters',
  'REUTERS',
  'AP',
  'The  Guardian ',
  'the guardian',
  'Caf\u00e9 M\u00fcller',
  'cafe muller',
  '__proto__',
  'N.Y. Times',
  '\u5317\u4eac\u65e5\u62a5',
]

/** The values of keyword fields. */
export function outletOf(chance: Chance): string {
  return zipf(outlets, chance)
}

/** A date between 2014 and 2020, often one that others have. */
export function dateOf(chance: Chance): number {
  const day = Date.UTC(2014, chance.int(0, 72), chance.int(1, 28))
  return chance.is(0.3) ? day : day + chance.int(0, 86_399_999)
}

/** A document as the oracle keeps it, and as the index is given it: the same values said in various ways. With the values of `like`, if given. */
export function documentOf(
  id: string | number,
  setting: Setting,
  words: readonly string[],
  longest: number,
  chance: Chance,
  like?: PlainDocument,
) {
  const given: Record<string, unknown> = { id }
  const values = setting.fields.map(({ name, type }, field) => {
    const count = chance.is(0.12) ? 0 : chance.is(0.2) ? chance.int(0, 4) : 1
    const many = like?.values[field] ?? Array.from({ length: count }, () => drawValue(type, words, longest, chance, setting.separators))
    let said: unknown = many.length === 1 && chance.is(0.7) ? sayOf(type, many[0], chance) : many.map((value) => sayOf(type, value, chance))
    if (Array.isArray(said) && chance.is(0.1)) said.splice(chance.int(0, said.length), 0, null)
    if (many.length === 0 && chance.is(0.5)) said = chance.of([undefined, null, []])
    if (name.startsWith('meta.')) given.meta = Array.isArray(said) && chance.is(0.5) ? said.map((author) => ({ author })) : { author: said }
    else Object.defineProperty(given, name, { value: said, enumerable: true, configurable: true, writable: true })
    return many
  })
  const plain: PlainDocument = { id, values }
  return { given, plain }
}

function drawValue(
  type: OracleField['type'],
  words: readonly string[],
  longest: number,
  chance: Chance,
  separators: readonly string[] | undefined,
): string | number {
  if (type === 'text') {
    const count = chance.is(0.05) ? 0 : chance.int(1, chance.is(0.05) ? longest * 10 : longest)
    return textOf(words, chance, count, separators)
  }
  if (type === 'keyword') return outletOf(chance)
  if (type === 'date') return dateOf(chance)
  return chance.is(0.7) ? chance.int(-5, 40) : Math.round(chance.next() * 1e6) / 1e3
}

function sayOf(type: OracleField['type'], value: string | number, chance: Chance): unknown {
  if (type !== 'date') return value
  return chance.of([value, new Date(value), new Date(value).toISOString()])
}
