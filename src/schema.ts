// What a document looks like to the index: its fields, their types, boosts and analyzers; checked once, stored in every segment.

import { type Analyzer, among } from './analysis/analyzer.js'
import { fingerprint, resolveAnalyzer } from './analysis/analyzers.js'
import { foldDiacritics } from './analysis/fold.js'
import { checkOptions, didYouMean, quote, RostrumError } from './errors.js'

/** How a field's values are indexed. */
export type FieldType = 'text' | 'keyword' | 'number' | 'date'

/** How lengths of text fields are kept: in one byte, rounded down by at most a 16th, or exactly, in one byte or a few. */
export type LengthKind = 'byte' | 'exact'

/** Options of one field. */
export interface FieldOptions {
  /** `text` (analysed words, the default), `keyword` (the whole value, compared without case or diacritics), `number`, or `date` (UTC milliseconds). */
  type?: FieldType
  /** Weight of a text field in BM25F. Default 1; finite, at least 0; changeable at query time. */
  boost?: number
  /** How much a long text field is discounted, 0 to 1. Default 0.75. */
  b?: number
  /** Analyzer of a text field, by name or value. Default: the index's. */
  analyzer?: string | Analyzer
}

/** A field, checked and numbered. */
export interface Field {
  readonly name: string
  /** Its place in the schema, from 0: what postings and columns are kept under. */
  readonly number: number
  /** Whose field it is: 0 of the documents themselves, `i` of the items of the property `nested[i - 1]`. */
  readonly level: number
  readonly type: FieldType
  readonly boost: number
  readonly b: number
  /** Of text fields only. */
  readonly analyzer: Analyzer | undefined
}

/** A checked schema. */
export interface Schema {
  readonly fields: readonly Field[]
  /** Names of the document's properties given back with a hit. */
  readonly storeFields: readonly string[]
  /** Names of the properties whose items are documents of their own, beneath the one they stand in. */
  readonly nested: readonly string[]
  /** Other names that query strings may give fields, with the fields' own. */
  readonly aliases: ReadonlyMap<string, string>
  /** By level, a bit for the number of each of its fields. */
  readonly levelMasks: readonly number[]
  /** The property that holds a document's id. */
  readonly idField: string
  /** BM25's saturation; 1.2. */
  readonly k1: number
  /** Whether text fields keep word positions, which phrases need. */
  readonly positions: boolean
  /** How lengths of text fields are kept: rounded to a byte, or exactly. */
  readonly lengths: LengthKind
  /** Whether it is kept as which of its words each term stands where it does. */
  readonly exactForms: boolean
  /** The analyzer of text fields that name none. */
  readonly analyzer: Analyzer
  /** The field of that name, if there is one. */
  field(name: string): Field | undefined
  /** The names among `storeFields` that documents of a level have, as full paths, in order. */
  stored(level: number): readonly string[]
}

/** What a schema is made from. */
export interface SchemaOptions {
  fields: Readonly<Record<string, FieldOptions>>
  storeFields?: readonly string[]
  nested?: readonly string[]
  aliases?: Readonly<Record<string, string>>
  idField?: string
  analyzer?: string | Analyzer
  positions?: boolean
  lengths?: LengthKind
  exactForms?: boolean
  k1?: number
}

/** A schema as it stands in a segment's head (FORMAT.md §3): plain JSON. */
export interface SchemaRecord {
  fields: { name: string; type: FieldType; boost: number; b: number; analyzer?: string }[]
  storeFields: readonly string[]
  /** Absent where there are none. */
  nested?: readonly string[]
  /** Absent where there are none. */
  aliases?: Readonly<Record<string, string>>
  idField: string
  k1: number
  positions: boolean
  /** Absent where lengths are bytes. */
  lengths?: 'exact'
  /** Absent where forms are not kept. */
  exactForms?: true
  analyzer: string
  analyzers: { name: string; version: number; options: Readonly<Record<string, unknown>>; fingerprint: string }[]
}

/** The most fields a schema may have: a term's fields are a 32-bit mask. */
export const maxFields = 31

const fieldTypes: readonly string[] = ['text', 'keyword', 'number', 'date']
const fieldOptionNames = ['type', 'boost', 'b', 'analyzer'] as const

/**
 * Checks options and numbers the fields in the order given.
 * @throws E_CONFIG for an unknown option, type or value; E_ANALYZER for an unknown analyzer.
 */
export function defineSchema(options: SchemaOptions, analyzers: readonly Analyzer[] = []): Schema {
  const given = options.fields
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw configError(
      'fields, an object of field options by name',
      quote(given),
      'Give for example { fields: { headline: { boost: 3 }, body: {} } }.',
    )
  }
  const names = Object.keys(given)
  if (names.length === 0 || names.length > maxFields) {
    throw configError(`1 to ${maxFields} fields`, `${names.length}`, 'Name the fields to search.')
  }
  const analyzer = findAnalyzer(options.analyzer ?? 'standard', analyzers)
  const nested = checkNested(options.nested ?? [], names)
  const aliases = checkAliases(options.aliases ?? {}, names, nested)
  const fields = names.map((name, number) => defineField(name, number, nested, given[name], analyzer, analyzers))
  const idField = options.idField ?? 'id'
  if (typeof idField !== 'string' || idField === '')
    throw configError('idField, the name of the id property', quote(idField), "Leave it out for 'id'.")
  const storeFields = options.storeFields ?? []
  if (!Array.isArray(storeFields) || storeFields.some((name) => typeof name !== 'string' || name === '')) {
    throw configError('storeFields, an array of property names', quote(storeFields), "Give for example ['headline', 'published'].")
  }
  for (const { analyzer: own } of fields) {
    const language = own?.languages?.field
    if (language === undefined || storeFields.length === 0 || storeFields.includes(language)) continue
    throw configError(
      `${quote(language)} in storeFields`,
      'other names only',
      'It names the language of a document, by which its stored text is highlighted and updated.',
    )
  }
  const k1 = options.k1 ?? 1.2
  if (typeof k1 !== 'number' || !(k1 > 0 && k1 <= 100))
    throw configError('k1, a number above 0 and at most 100', quote(k1), 'Leave it out for 1.2.')
  const positions = options.positions ?? true
  if (typeof positions !== 'boolean') throw configError('positions, true or false', quote(positions), 'Leave it out for true.')
  const lengths = options.lengths ?? 'byte'
  if (lengths !== 'byte' && lengths !== 'exact') throw configError("lengths, 'byte' or 'exact'", quote(lengths), "Leave it out for 'byte'.")
  const exactForms = options.exactForms ?? false
  if (typeof exactForms !== 'boolean') throw configError('exactForms, true or false', quote(exactForms), 'Leave it out for false.')
  if (exactForms && !positions) throw configError('positions with exactForms', 'positions: false', 'Keep both, or neither.')
  return schemaOf({
    fields,
    storeFields: [...new Set(storeFields)],
    nested,
    aliases,
    idField,
    k1,
    positions,
    lengths,
    exactForms,
    analyzer,
  })
}

/** The schema for queries of an index whose documents were read by the analyzers of these names: those of several languages are of no others. */
export function schemaAmong(schema: Schema, names: ReadonlySet<string>): Schema {
  const known = new Map<Analyzer, Analyzer>()
  const narrowed = (analyzer: Analyzer): Analyzer => {
    const own = known.get(analyzer) ?? among(analyzer, names)
    known.set(analyzer, own)
    return own
  }
  const fields = schema.fields.map((field) => ({ ...field, analyzer: field.analyzer && narrowed(field.analyzer) }))
  return schemaOf({ ...schema, fields, analyzer: narrowed(schema.analyzer) })
}

/** The schema as JSON for a segment's head. */
export function encodeSchema(schema: Schema): SchemaRecord {
  const used = new Map<string, Analyzer>([[schema.analyzer.name, schema.analyzer]])
  for (const field of schema.fields) if (field.analyzer) used.set(field.analyzer.name, field.analyzer)
  return {
    fields: schema.fields.map(({ name, type, boost, b, analyzer }) => ({
      name,
      type,
      boost,
      b,
      ...(analyzer && { analyzer: analyzer.name }),
    })),
    storeFields: schema.storeFields,
    ...(schema.nested.length > 0 && { nested: schema.nested }),
    ...(schema.aliases.size > 0 && { aliases: Object.fromEntries(schema.aliases) }),
    idField: schema.idField,
    k1: schema.k1,
    positions: schema.positions,
    ...(schema.lengths === 'exact' && { lengths: schema.lengths }),
    ...(schema.exactForms && { exactForms: schema.exactForms }),
    analyzer: schema.analyzer.name,
    analyzers: [...used.values()].map((a) => ({ name: a.name, version: a.version, options: a.options, fingerprint: fingerprint(a) })),
  }
}

/**
 * The schema of a segment's head, with analyzers found by name among `analyzers` and the built-in ones.
 * @throws E_ANALYZER where the analyzer at hand is not the one the index was built with: its terms would silently not be found.
 */
export function decodeSchema(record: SchemaRecord, analyzers: readonly Analyzer[] = []): Schema {
  for (const stored of record.analyzers) {
    const analyzer = findAnalyzer(stored.name, analyzers)
    const got = fingerprint(analyzer)
    if (got !== stored.fingerprint) {
      throw new RostrumError('E_ANALYZER', {
        expected: `analyzer ${quote(stored.name)} version ${stored.version} (fingerprint ${stored.fingerprint}), which built this index`,
        got: `version ${analyzer.version} (fingerprint ${got})`,
        cure: 'Open the index with the analyzer it was built with, or rebuild it.',
        details: { analyzer: stored.name },
      })
    }
  }
  const analyzer = findAnalyzer(record.analyzer, analyzers)
  const { storeFields, idField, k1, positions } = record
  const names = record.fields.map(({ name }) => name)
  const nested = checkNested(record.nested ?? [], names)
  const aliases = checkAliases(record.aliases ?? {}, names, nested)
  // properties that newer versions may add are left aside
  const fields = record.fields.map(({ name, type, boost, b, analyzer: own }, number) =>
    defineField(name, number, nested, { type, boost, b, ...(own !== undefined && { analyzer: own }) }, analyzer, analyzers),
  )
  return schemaOf({
    fields,
    storeFields,
    nested,
    aliases,
    idField,
    k1,
    positions,
    lengths: record.lengths ?? 'byte',
    exactForms: record.exactForms ?? false,
    analyzer,
  })
}

/** The dictionary key of a keyword field's value: out of the way of words by its control characters; cut to 255 UTF-8 bytes, as the query's is. */
export function keywordKey(field: Field, value: string): string {
  const folded = foldKeyword(value)
  let bytes = 0
  let end = 0
  for (const character of folded) {
    const code = character.codePointAt(0) as number
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
    if (bytes > 255) break
    end += character.length
  }
  return `\u0001${field.number}\u0001${folded.slice(0, end)}`
}

function schemaOf(parts: Omit<Schema, 'levelMasks' | 'field' | 'stored'>): Schema {
  const { fields, storeFields, nested, analyzer } = parts
  const named = new Map([[analyzer.name, analyzer]])
  for (const { analyzer: own } of fields) {
    const known = own && named.get(own.name)
    if (known !== undefined && known !== own) {
      throw new RostrumError('E_ANALYZER', {
        expected: 'analyzers of different names',
        got: `two that are called ${quote(known.name)}`,
        cure: 'Name one of them otherwise: an index finds its analyzers by name.',
      })
    }
    if (own !== undefined) named.set(own.name, own)
  }
  const byName = new Map(fields.map((field) => [field.name, field]))
  const stored = ['', ...nested].map((_, level) => storeFields.filter((name) => levelOf(name, nested) === level))
  const levelMasks = stored.map((_, level) =>
    fields.reduce((mask, field) => (field.level === level ? mask | (1 << field.number) : mask), 0),
  )
  return { ...parts, levelMasks, field: (name) => byName.get(name), stored: (level) => stored[level] }
}

/** Nested paths: each a property with fields below it, none of them within another. */
function checkNested(given: readonly string[], names: readonly string[]): readonly string[] {
  if (!Array.isArray(given) || given.some((path) => typeof path !== 'string' || path === ''))
    throw configError('nested, an array of property names', quote(given), "Give for example ['quotations'].")
  const nested: readonly string[] = [...new Set(given)]
  for (const path of nested) {
    if (!names.some((name) => name.startsWith(`${path}.`)))
      throw configError(`fields of the nested property ${quote(path)}`, 'none', `Name them in fields, as ${quote(`${path}.text`)}.`)
    const clash = [...names, ...nested.filter((other) => other !== path)].find(
      (name) => name === path || (nested.includes(name) && name.startsWith(`${path}.`)),
    )
    if (clash !== undefined)
      throw configError(`nothing but fields below the nested property ${quote(path)}`, quote(clash), 'Nesting is one level deep.')
  }
  return nested
}

/** Names that are not taken yet, each for a field. */
function checkAliases(given: unknown, names: readonly string[], nested: readonly string[]): ReadonlyMap<string, string> {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw configError('aliases, an object of field names by other names', quote(given), "Give for example { said: 'quotations.text' }.")
  const aliases = new Map<string, string>()
  for (const [alias, name] of Object.entries(given)) {
    if (alias === '' || names.includes(alias) || nested.includes(alias))
      throw configError('aliases that are no names of fields', quote(alias), 'Choose another name.')
    if (typeof name !== 'string' || !names.includes(name))
      throw configError(`a field for the alias ${quote(alias)}`, quote(name), didYouMean(String(name), names))
    aliases.set(alias, name)
  }
  return aliases
}

/** The level of a field or stored property (see `Field.level`). */
function levelOf(name: string, nested: readonly string[]): number {
  return nested.findIndex((path) => name.startsWith(`${path}.`)) + 1
}

function defineField(
  name: string,
  number: number,
  nested: readonly string[],
  options: FieldOptions,
  fallback: Analyzer,
  analyzers: readonly Analyzer[],
): Field {
  const what = `field ${quote(name)}`
  if (typeof options !== 'object' || options === null) throw configError(`options of ${what}`, quote(options), 'Give {} for a text field.')
  checkOptions(options, [...fieldOptionNames, 'name'], what)
  const type = options.type ?? 'text'
  if (!fieldTypes.includes(type)) throw configError(`a type for ${what}`, quote(type), didYouMean(String(type), fieldTypes))
  const boost = options.boost ?? 1
  if (typeof boost !== 'number' || !(boost >= 0 && boost <= 1000))
    throw configError(`a boost from 0 to 1000 for ${what}`, quote(boost), 'Leave it out for 1.')
  const b = options.b ?? 0.75
  if (typeof b !== 'number' || !(b >= 0 && b <= 1)) throw configError(`b from 0 to 1 for ${what}`, quote(b), 'Leave it out for 0.75.')
  const analyzer = type === 'text' ? findAnalyzer(options.analyzer ?? fallback, analyzers) : undefined
  return { name, number, level: levelOf(name, nested), type, boost, b, analyzer }
}

function findAnalyzer(wanted: string | Analyzer, analyzers: readonly Analyzer[]): Analyzer {
  return resolveAnalyzer(wanted, analyzers)
}

function configError(expected: string, got: string, cure: string): RostrumError {
  return new RostrumError('E_CONFIG', { expected, got, cure })
}

/** The value of a keyword as it is compared: in plain lower case, without diacritics, white space single. */
export function foldKeyword(value: string): string {
  return foldDiacritics(value.normalize('NFKC').toLowerCase()).trim().replace(/\s+/g, ' ')
}
