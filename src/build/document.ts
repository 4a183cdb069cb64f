// Takes a document apart: the values of each field by its path, checked against the field's type before anything is kept.

import { parseInstant } from '../analysis/dates.js'
import { quote, RostrumError } from '../errors.js'
import type { Field, Schema } from '../schema.js'
import type { Id } from '../segment/ids.js'
import { encodeStored } from '../segment/record.js'

/** The most bytes a string id may take in UTF-8. */
export const longestId = 512

/** The most UTF-16 code units of all text values of one document. */
export const longestDocument = 16 * 2 ** 20

/** A document, checked: what the accumulator keeps. */
export interface CheckedDocument {
  id: Id
  /** By field number: strings of text and keyword fields, numbers of number and date fields (dates in UTC milliseconds). */
  values: (readonly string[] | readonly number[])[]
  /** The stored fields as a JSON array. */
  record: string
  /** The items of nested properties, path by path. */
  items: readonly CheckedItem[]
  /** By number of a field with a multilingual analyzer: what the document says of its language. */
  languages?: readonly unknown[]
}

/** An item of a nested property, checked. */
export interface CheckedItem extends Pick<CheckedDocument, 'values' | 'record'> {
  /** 1 for an item of the first nested path (see `Field.level`). */
  level: number
}

/**
 * Checks a whole document, so that a rejected one leaves nothing behind. Reads each property once.
 * @throws E_ID_MISSING, E_ID_INVALID, E_DOC_INVALID (details: field), E_DOC_LIMIT
 */
export function checkDocument(document: unknown, schema: Schema): CheckedDocument {
  let field = ''
  try {
    if (typeof document !== 'object' || document === null || Array.isArray(document)) {
      throw invalid('a document, a plain object', document, 'Pass { id, ...fields }.')
    }
    const id = checkId((document as Record<string, unknown>)[schema.idField], schema.idField)
    let units = 0
    const levels = levelsOf(schema)
    const take = (source: object, level: number): (readonly string[] | readonly number[])[] => {
      const taken: (readonly string[] | readonly number[])[] = new Array(schema.fields.length).fill(none)
      for (const { field: each, path } of levels[level].fields) {
        field = each.name
        const found = valuesAt(source, path)
        if (found.length === 0) continue
        if (each.type === 'text' || each.type === 'keyword') {
          const texts = found.every(isText) ? found : found.map((v) => checkText(v, each))
          for (const text of texts) units += text.length
          taken[each.number] = texts
        } else taken[each.number] = found.map((v) => checkNumber(v, each))
      }
      return taken
    }
    const store = (source: object, level: number): string =>
      JSON.stringify(
        levels[level].stored.map(({ name, path }) => {
          field = name
          return encodeStored(propertyAt(source, path))
        }),
      )
    const values = take(document, 0)
    const items = schema.nested.flatMap((path, i): CheckedItem[] => {
      field = path
      return valuesAt(document, path).map((item) => {
        if (typeof item !== 'object' || item === null || Array.isArray(item))
          throw invalid(`objects in the nested property ${quote(path)}`, item, 'Give an array of objects, one for each item.', path)
        return { level: i + 1, values: take(item, i + 1), record: store(item, i + 1) }
      })
    })
    const languages = schema.fields.some(({ analyzer }) => analyzer?.languages?.field !== undefined)
      ? schema.fields.map(({ analyzer }) => {
          const name = analyzer?.languages?.field
          if (name === undefined) return undefined
          field = name
          return valuesAt(document, name)[0]
        })
      : undefined
    if (units > longestDocument) {
      throw new RostrumError('E_DOC_LIMIT', {
        expected: `a document of at most ${longestDocument} UTF-16 code units`,
        got: `${units}`,
        cure: 'Split it, for example by chapter or by day.',
        details: { id },
      })
    }
    return { id, values, record: store(document, 0), items, ...(languages && { languages }) }
  } catch (error) {
    if (error instanceof RostrumError) throw error
    // a getter or proxy of the caller's threw, or a value refuses JSON
    throw invalid(
      `a readable value of field ${quote(field)}`,
      error instanceof Error ? error.message : error,
      'Give plain data.',
      field,
      error,
    )
  }
}

/** Checks an id. Numbers and strings keep their type; -0 is 0. @throws E_ID_MISSING, E_ID_INVALID */
export function checkId(id: unknown, idField: string): Id {
  const cure = `Give each document a string or a finite number as ${quote(idField)}, or name another property as idField.`
  if (id === undefined || id === null)
    throw new RostrumError('E_ID_MISSING', { expected: `an id in property ${quote(idField)}`, got: String(id), cure })
  if (typeof id === 'number' && Number.isFinite(id)) return id === 0 ? 0 : id
  // a lone surrogate would become U+FFFD in UTF-8, and two ids one
  if (
    typeof id === 'string' &&
    id !== '' &&
    isWellFormed(id) &&
    (id.length <= longestId / 3 || new TextEncoder().encode(id).length <= longestId)
  )
    return id
  throw new RostrumError('E_ID_INVALID', {
    expected: `an id: a finite number, or well-formed text of 1 to ${longestId} bytes`,
    got: quote(id),
    cure,
  })
}

/** What documents of a level have, by its path within them. */
interface Level {
  readonly fields: readonly { field: Field; path: string }[]
  readonly stored: readonly { name: string; path: string }[]
}

const knownLevels = new WeakMap<Schema, readonly Level[]>()

/** By level; of a schema once, as a document may have hundreds of items. */
function levelsOf(schema: Schema): readonly Level[] {
  let levels = knownLevels.get(schema)
  if (levels === undefined) {
    levels = ['', ...schema.nested.map((path) => `${path}.`)].map(({ length }, level) => ({
      fields: schema.fields.filter((field) => field.level === level).map((field) => ({ field, path: field.name.slice(length) })),
      stored: schema.stored(level).map((name) => ({ name, path: name.slice(length) })),
    }))
    knownLevels.set(schema, levels)
  }
  return levels
}

const none: readonly never[] = []

function isText(value: unknown): value is string {
  return typeof value === 'string'
}

/** The values at a field's path: a property of the whole name, else one step per dot, through arrays; nulls and absent ones left out. */
export function valuesAt(document: object, path: string): readonly unknown[] {
  const has = Object.hasOwn(document, path)
  if (!has && !path.includes('.')) return none
  const own = has ? [(document as Record<string, unknown>)[path]] : walk(document, path.split('.'))
  if (own.length === 1 && typeof own[0] === 'string') return own
  const flat: unknown[] = []
  for (const value of own) {
    if (Array.isArray(value)) for (const item of value) flat.push(item)
    else flat.push(value)
  }
  return flat.filter((value) => value !== undefined && value !== null)
}

function walk(document: object, steps: readonly string[]): unknown[] {
  let level: unknown[] = [document]
  for (const step of steps) {
    const next: unknown[] = []
    for (const node of level) {
      for (const each of Array.isArray(node) ? node : [node]) {
        if (typeof each === 'object' && each !== null && Object.hasOwn(each, step)) next.push((each as Record<string, unknown>)[step])
      }
    }
    level = next
  }
  return level
}

function propertyAt(document: object, path: string): unknown {
  if (Object.hasOwn(document, path)) return (document as Record<string, unknown>)[path]
  if (!path.includes('.')) return undefined
  const found = walk(document, path.split('.'))
  return found.length > 1 ? found : found[0]
}

function checkText(value: unknown, field: Field): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw invalid(`text in field ${quote(field.name)}`, value, 'Give a string or an array of strings.', field.name)
}

function checkNumber(value: unknown, field: Field): number {
  if (field.type === 'number') {
    if (typeof value === 'number' && Number.isFinite(value)) return value === 0 ? 0 : value
    throw invalid(`a finite number in field ${quote(field.name)}`, value, 'Leave the field out where there is none.', field.name)
  }
  const instant = parseInstant(value)
  if (instant !== undefined) return instant
  throw invalid(
    `a date in field ${quote(field.name)}`,
    value,
    'Give a Date, milliseconds, or ISO 8601 text such as 2017-11-02 or 2017-11-02T09:30:00Z.',
    field.name,
  )
}

function isWellFormed(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit < 0xd800 || unit > 0xdfff) continue
    const next = text.charCodeAt(i + 1)
    if (unit > 0xdbff || !(next >= 0xdc00 && next <= 0xdfff)) return false
    i++
  }
  return true
}

function invalid(expected: string, got: unknown, cure: string, field?: string, cause?: unknown): RostrumError {
  return new RostrumError('E_DOC_INVALID', { expected, got: quote(got), cure, ...(field !== undefined && { details: { field } }), cause })
}
