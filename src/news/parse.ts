// Parses articles out of text or bytes, in whichever format they are.

import { checkOptions, quote, RostrumError } from '../errors.js'
import type { ParsedArticle } from './article.js'
import { detectFormat, formatNamed } from './formats.js'

/** How to read articles. */
export interface ParseOptions {
  /** The name of a format (`jsonl`, `json`, `text`); found out by default. */
  format?: string
  /** The input's name, for messages, for ids of articles that have none, and to tell the format by its ending. */
  name?: string
}

/**
 * Reads the articles of a text: plain newswire text, JSON or JSON Lines. Each bad record is one problem and never loses the others; an article whose
 * date cannot be read comes with a problem beside it. Holds the whole input; linear in it.
 * @throws RostrumError E_CONFIG for an unknown option or format, E_INPUT where `input` is neither text nor bytes; nothing for what the input holds.
 */
export function parseArticles(input: string | Uint8Array, options: ParseOptions = {}): Iterable<ParsedArticle> {
  checkOptions(options, ['format', 'name'], 'parseArticles')
  const named = options.format === undefined ? undefined : formatNamed(options.format)
  const text = decode(input)
  const format = named ?? detectFormat(text, options.name)
  return format.parse(text, { name: options.name })
}

function decode(input: unknown): string {
  if (typeof input === 'string') return input.charCodeAt(0) === 0xfeff ? input.slice(1) : input
  if (input instanceof Uint8Array) return new TextDecoder(encodingOf(input)).decode(input)
  throw new RostrumError('E_INPUT', { expected: 'text or bytes of articles', got: quote(input), cure: 'Give a string or a Uint8Array.' })
}

/** The encoding that the byte order mark at the start of `bytes` tells; UTF-8 without one. Bytes that are no UTF-8 become U+FFFD when decoded. */
export function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8'
}
