// Where a page of hits ended, as a text that the next search goes on from.

import { decodeUtf8, encodeUtf8 } from '../bytes/cursor.js'
import { quote, RostrumError } from '../errors.js'
import type { KeyValue } from './sort.js'

/** The last hit of a page. */
export interface Cursor {
  /** What the hits were sorted by. */
  order: string
  /** Its keys. */
  values: readonly KeyValue[]
  /** Its place in the order of addition, in which equal ones come. */
  place: number
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** A cursor as text, fit for an address (base64url, RFC 4648 section 5). */
export function writeCursor({ order, values, place }: Cursor): string {
  const bytes = encodeUtf8(JSON.stringify([order, values.map((value) => value ?? null), place]))
  let text = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const word = (bytes[i] << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
    const count = Math.min(3, bytes.length - i) + 1
    for (let k = 0; k < count; k++) text += alphabet[(word >>> (18 - 6 * k)) & 63]
  }
  return text
}

/** Reads a cursor; as long as it is, for a keyword may be as long as a document. Linear in its length. @throws E_CONFIG where it is none, or of another order */
export function readCursor(text: unknown, order: string, keys: number): Cursor {
  const wrong = (got: string, cure = 'Pass what an earlier search gave as `after`, unchanged.') =>
    new RostrumError('E_CONFIG', { expected: 'after, a cursor of a search with the same sort', got, cure })
  if (typeof text !== 'string' || !/^[A-Za-z0-9_-]+$/.test(text)) throw wrong(quote(text))
  const bytes = new Uint8Array((3 * text.length) >>> 2)
  let length = 0
  for (let i = 0; i < text.length; i += 4) {
    let word = 0
    const count = Math.min(4, text.length - i)
    for (let k = 0; k < count; k++) word |= alphabet.indexOf(text[i + k]) << (18 - 6 * k)
    for (let k = 0; k < count - 1; k++) bytes[length++] = word >>> (16 - 8 * k)
  }
  let read: unknown
  try {
    read = JSON.parse(decodeUtf8(bytes))
  } catch {
    throw wrong(quote(text))
  }
  if (!Array.isArray(read) || read.length !== 3 || !Array.isArray(read[1]) || read[1].length !== keys) throw wrong(quote(text))
  const [of, values, place] = read as [unknown, unknown[], unknown]
  if (of !== order) throw wrong(`one of ${quote(of)}`, 'Sort as in the search that gave it.')
  const areValues = values.every((value) => value === null || typeof value === 'number' || typeof value === 'string')
  if (!areValues || typeof place !== 'number') throw wrong(quote(text))
  return { order, values: values.map((value) => (value === null ? undefined : (value as KeyValue))), place }
}
