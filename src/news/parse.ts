// Parses articles out of text or bytes, in whichever format they are.

import { checkOptions, quote, RostrumError } from '../errors.js'
import type { Origin, ParsedArticle } from './article.js'
import { decodeText } from './encoding.js'
import type { ArticleFormat } from './format.js'
import { detectFormat, formatNamed } from './formats.js'

/** How to read articles. */
export interface ParseOptions {
  /** The name of a format (`html`, `feed`, `jsonl`, ...), or a file ending that means it; found out by default. */
  format?: string
  /** The input's name, for messages, for ids of articles that have none, and to tell the format by its ending. */
  name?: string
  /** The address that the input was fetched from: links in it are relative to it, and an article that is the whole input has it where it names none. */
  url?: string
}

/**
 * Reads the articles of a text, in any format of the table: `for await (const { article, problem } of parseArticles(text))`. Each bad record is one
 * problem and never loses the others; an article whose date cannot be read comes with a problem beside it. Bytes may be in UTF-8, UTF-16,
 * windows-1252, or what a page declares. Holds the whole input; linear in it. What a format needs of others' code is loaded when it is first read.
 * @throws RostrumError E_CONFIG for an unknown option or format, E_INPUT where `input` is neither text nor bytes; nothing for what the input holds.
 */
export function parseArticles(input: string | Uint8Array, options: ParseOptions = {}): AsyncGenerator<ParsedArticle, void, void> {
  checkOptions(options, ['format', 'name', 'url'], 'parseArticles')
  const named = options.format === undefined ? undefined : formatNamed(options.format)
  const text = decode(input)
  return readText(named ?? detectFormat(text, options.name), text, { name: options.name, url: options.url })
}

/** Reads the articles of a text in a format; dates in prose are read too. */
export async function* readText(format: ArticleFormat, text: string, origin: Origin): AsyncGenerator<ParsedArticle, void, void> {
  for await (const parsed of format.parse(text, origin)) {
    const { article } = parsed
    const isProse = article?.publishedText !== undefined && article.publishedTime === undefined && !article.publishedIsAmbiguous
    yield isProse ? (await import('./prose-date.js')).withProseDate(parsed) : parsed
  }
}

function decode(input: unknown): string {
  if (typeof input === 'string') return input.charCodeAt(0) === 0xfeff ? input.slice(1) : input
  if (input instanceof Uint8Array) return decodeText(input)
  throw new RostrumError('E_INPUT', { expected: 'text or bytes of articles', got: quote(input), cure: 'Give a string or a Uint8Array.' })
}
