// What an index is made with, and what its calls can be given.

import type { Analyzer } from '../analysis/analyzer.js'
import type { Deflate } from '../bytes/deflate.js'
import type { FieldOptions, LengthKind } from '../schema.js'
import type { OpenOptions } from '../segment/segment.js'
import type { SliceOptions } from './slices.js'

/** Names of fields of `T`: its properties, and paths of one dot into objects and arrays of objects. */
export type FieldName<T> = string extends keyof T
  ? string
  : { [K in keyof T & string]: K | `${K}.${Inner<NonNullable<T[K]>>}` }[keyof T & string]

type Inner<V> = V extends readonly (infer Item)[]
  ? Inner<Item>
  : V extends string | number | boolean | bigint | symbol | Date | null | undefined
    ? never
    : keyof V & string

/** What an index is made with. */
export interface IndexOptions<T extends object = Record<string, unknown>> {
  /** Fields by name or path (`author.name`); arrays are multi-valued. At most 31. */
  fields: { readonly [K in FieldName<T>]?: FieldOptions }
  /** Properties given back with each hit, any JSON values and dates; needed for highlights. Default: none. */
  storeFields?: readonly (string extends keyof T ? string : (keyof T & string) | FieldName<T>)[]
  /**
   * Properties whose items (objects) are searched one by one: the fields below them (`quotations.text`) belong to the item, conditions on several of
   * them are asked of one item, and a search with `target: 'quotations'` finds items. One level deep. Default: none.
   */
  nested?: readonly (string extends keyof T ? string : keyof T & string)[]
  /**
   * Other names that query strings may give fields: with `{ said: 'quotations.text' }`, `speaker:xi said:road` asks both of one item, the speaker being the
   * item's where items have one. Default: none.
   */
  aliases?: Readonly<Record<string, FieldName<T>>>
  /** The property that holds a document's id, a string or finite number. Default `id`. */
  idField?: string extends keyof T ? string : keyof T & string
  /** Analyzer of text fields that name none: `'standard'` (the default), `'english'`, or a value. */
  analyzer?: string | Analyzer
  /** Whether to keep word positions, which phrases need. Default true. */
  positions?: boolean
  /**
   * How lengths of text fields are kept, which scores depend on: `'byte'` (the default), rounded down by at most a 16th, or `'exact'`, a byte or two
   * each and a table.
   */
  lengths?: LengthKind
  /** Whether to keep as which of its words each stem stands where it does (`reported`, not `reports`): a bit or a few an occurrence. Default false. */
  exactForms?: boolean
  /** How stored fields are compressed. Default: fflate. */
  deflate?: Deflate
}

/** What opening an index to be added to can be given. */
export interface FromOptions extends OpenOptions {
  /** Default: fflate. */
  deflate?: Deflate
}

/** How far `addAllAsync` is. */
export interface AddProgress {
  /** Documents of this call added so far. */
  documents: number
  /** `adding`, or `sealing`: all documents are added, and made searchable. */
  phase: 'adding' | 'sealing'
}

/** How far `compactAsync` is. */
export interface CompactProgress {
  /** Bytes read, of about `total`. */
  done: number
  total: number
}

/** What `addAllAsync` can be given. */
export type AddOptions = SliceOptions<AddProgress>

/** What `compactAsync` can be given. */
export type CompactOptions = SliceOptions<CompactProgress>
