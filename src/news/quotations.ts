// Who said what: the quotations of a text, with their speakers.

import { attribute, type Piece } from './quotations/attribute.js'
import { indirectSpeech } from './quotations/indirect.js'
import { findNames, knowNames, newNames } from './quotations/names.js'
import type { Quotation } from './quotations/quotation.js'
import { scan } from './quotations/scan.js'
import { tell } from './quotations/tell.js'

/** What is known of a text beside itself. */
export interface QuotationOptions {
  /** Names in it count as named in the text. */
  headline?: string
  /** Names in it count as named in the text. */
  author?: string
}

/**
 * Finds what is quoted in a text and who said it, in the order of the text; `nested` quotations follow the one they stand in. Time is linear in the length of
 * the text. @throws `E_CONFIG` for a text that is no string and for unknown options.
 */
export function extractQuotations(text: string, options: QuotationOptions = {}): Quotation[] {
  const read = scan(text)
  const names = newNames(read.count)
  for (const other of [options.headline, options.author]) if (other !== undefined && other !== '') knowNames(scan(other), names)
  findNames(read, names)
  const reading = { scan: read, names }
  const pieces: Piece[] = attribute(reading)
  const found = tell(reading, pieces)
  found.push(...indirectSpeech(reading, pieces))
  return found.sort((a, b) => a.start - b.start || b.end - a.end)
}
