// The table of article formats: one line each, tried in this order where the name of the input does not tell.

import { didYouMean, quote, RostrumError } from '../errors.js'
import { type ArticleFormat, headLength } from './format.js'
import { csv } from './formats/csv.js'
import { feed } from './formats/feed.js'
import { html } from './formats/html.js'
import { json } from './formats/json.js'
import { jsonl } from './formats/jsonl.js'
import { markdown } from './formats/markdown.js'
import { srt } from './formats/srt.js'
import { text } from './formats/text.js'
import { transcript } from './formats/transcript.js'
import { vtt } from './formats/vtt.js'

/** Every format; the last takes any text. */
export const formats: readonly ArticleFormat[] = [jsonl, json, vtt, srt, feed, html, markdown, csv, transcript, text]

/**
 * Finds a format by its name, or by a file ending that means it.
 * @throws RostrumError E_CONFIG where there is none of that name.
 */
export function formatNamed(name: string): ArticleFormat {
  const found =
    formats.find((format) => format.name === name) ??
    formats.find(({ extensions, aliases = [] }) => extensions.includes(name) || aliases.includes(name))
  if (found !== undefined) return found
  const names = formats.flatMap((format) => [format.name, ...(format.aliases ?? [])])
  throw new RostrumError('E_CONFIG', { expected: 'the name of an article format', got: quote(name), cure: didYouMean(String(name), names) })
}

/** Tells the format of a text by its name's ending (a `.gz` behind it is passed over), else by how it begins. */
export function detectFormat(head: string, name = ''): ArticleFormat {
  const start = head.slice(0, headLength)
  const extension = extensionOf(name)
  const named = formats.find((format) => format.extensions.includes(extension))
  // JSON Lines are often called .json, transcripts .txt: the ending then tells the family, the text which of the two.
  if (named === json && jsonl.detect(start)) return jsonl
  if (named === text && transcript.detect(start)) return transcript
  if (named !== undefined) return named
  return formats.find((format) => format.detect(start)) ?? text
}

/** Tells whether a file's name says that it holds articles. */
export function isArticleName(name: string): boolean {
  const extension = extensionOf(name)
  return formats.some((format) => format.extensions.includes(extension))
}

/** The ending that tells the format, lower case, without the dot: `news.JSONL.gz` has `jsonl`. Empty where there is none. */
function extensionOf(name: string): string {
  const parts = name
    .slice(name.lastIndexOf('/') + 1)
    .toLowerCase()
    .split('.')
  if (parts.length > 2 && parts[parts.length - 1] === 'gz') parts.pop()
  return parts.length > 1 ? parts[parts.length - 1] : ''
}
