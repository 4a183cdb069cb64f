// Makes an article of one record of JSON, or says why it is none.

import { quote } from '../errors.js'
import { addressOf, turnAddress } from './address.js'
import { type Article, derivedHeadline, type InputProblem, maxRecordLength, type Origin, type ParsedArticle } from './article.js'
import { readDate } from './dates.js'
import { bodyOf, isRecord, pickFields, textsOf } from './fields.js'
import { speakersOf, textOfTurns, turnsOf } from './turns.js'

/** Parses one JSON text as one article. Never throws: what is wrong comes back as a problem. */
export function parseRecord(json: string, origin: Origin): ParsedArticle {
  const parsed = parseJson(json, origin)
  return parsed.problem === undefined ? toArticle(parsed.value, origin) : { problem: parsed.problem }
}

/** Parses one JSON text; never throws. */
export function parseJson(json: string, origin: Origin): { value?: unknown; problem?: InputProblem } {
  if (json.length > maxRecordLength) return { problem: tooLong(json.length, origin) }
  try {
    return { value: JSON.parse(json) }
  } catch (error) {
    const got = `${quote(json.slice(0, 40))} (${error instanceof Error ? error.message.slice(0, 120) : 'not JSON'})`
    return { problem: inputProblem(origin, 'an article as JSON', got, 'Mend the record; the others are read without it.') }
  }
}

/** Maps one record, in any of the known vocabularies, to an article; the article's date becomes ISO 8601. */
export function toArticle(record: unknown, origin: Origin, { isWhole = false } = {}): ParsedArticle {
  if (!isRecord(record)) {
    return { problem: inputProblem(origin, 'an article as a JSON object', quote(record), 'Give an object with "headline" and "body".') }
  }
  const picked = pickFields(record)
  const headline = textsOf(picked.get('headline')).at(0)
  const turns = turnsOf(picked.get('turns'))
  const body = bodyOf(picked.get('body')) || textOfTurns(turns)
  if (!body && headline === undefined) {
    const names = Object.keys(record).slice(0, 12).join(', ')
    const got = names === '' ? 'an empty object' : `members ${quote(names)}`
    return {
      problem: inputProblem(
        origin,
        'an article with a headline or a body',
        got,
        'Name them "headline" and "body", or as schema.org or ninjs do.',
      ),
    }
  }
  const article: Article = { id: '', headline, body }
  const authors = textsOf(picked.get('author')).map(withoutBy)
  if (authors.length > 0) article.author = authors.length === 1 ? authors[0] : authors
  const speakers = textsOf(picked.get('speakers'))
  article.speakers = speakers.length > 0 ? speakers : speakersOf(turns)
  article.outlet = textsOf(picked.get('outlet')).at(0)
  article.url = textsOf(picked.get('url')).at(0)
  article.section = textsOf(picked.get('section')).at(0)
  article.place = textsOf(picked.get('place')).at(0)
  const id = picked.get('id')
  const idText = textsOf(id).at(0)
  if (article.url === undefined && idText !== undefined && isAddress(idText)) article.url = idText
  if (turns.length > 0) article.turns = turns
  return finish(article, typeof id === 'number' ? id : idText, picked.get('published'), origin, { isWhole })
}

/**
 * Completes an article: its id and headline where none was given, its address, its date in ISO 8601; an unreadable date is a problem beside the article.
 * `isWhole` says that the article is all of the text that `origin` tells of.
 */
export function finish(
  article: Article,
  id: string | number | undefined,
  date: unknown,
  origin: Origin,
  { isWhole = false } = {},
): ParsedArticle {
  article.url = addressOf(article.url, origin.url) ?? (isWhole ? addressOf(origin.url) : undefined)
  article.id = id ?? derivedId(article, origin)
  if (article.headline === undefined && article.body !== '') article.derivedHeadline = derivedHeadline(article.body)
  for (const turn of article.turns ?? []) {
    if (article.url !== undefined && turn.startTime !== undefined) turn.url = turnAddress(article.url, turn.startTime)
  }
  for (const name of Object.keys(article) as (keyof Article)[]) if (article[name] === undefined) delete article[name]
  const given = typeof date === 'number' ? date : textsOf(date).at(0)
  if (given === undefined) return { article, origin }
  const reading = readDate(given)
  article.publishedText = String(given)
  article.published = reading.time === undefined ? String(given) : reading.iso
  if (reading.ambiguous) article.publishedIsAmbiguous = true
  if (reading.time !== undefined) article.publishedTime = reading.time
  if (reading.time !== undefined) return { article, origin }
  const got = reading.ambiguous ? `${quote(given)}, which can be day first or month first` : quote(given)
  return { article, origin, problem: inputProblem(origin, 'a date', got, 'Write it as 2017-11-02; the article is kept without its date.') }
}

/** Says what is wrong with the record that starts at `origin`. */
export function inputProblem(origin: Origin, expected: string, got: string, cure: string): InputProblem {
  const problem: InputProblem = { message: `Expected ${expected}, got ${got}. ${cure}`, name: origin.name ?? '' }
  if (origin.line !== undefined) problem.line = origin.line
  return problem
}

/** The problem of a record above `maxRecordLength`. */
export function tooLong(length: number, origin: Origin): InputProblem {
  return inputProblem(origin, `a record of at most ${maxRecordLength} characters`, `at least ${length}`, 'Part it into several articles.')
}

function withoutBy(author: string): string {
  return /^by\s/i.test(author) ? author.slice(3).trim() : author
}

function isAddress(text: string): boolean {
  return text.startsWith('https://') || text.startsWith('http://')
}

function derivedId(article: Article, { name, label = name, line, number = line }: Origin): string {
  const place = number === undefined ? label : `${label}#${number}`
  if (article.url !== undefined && isShort(article.url)) return article.url
  if (label && place && isShort(place)) return place
  return `article-${hash(article, 0x811c9dc5)}${hash(article, 0x9e3779b9)}`
}

/** An index takes ids of at most 512 bytes; a code unit takes at most three. */
function isShort(id: string): boolean {
  return id.length <= 170 || (id.length <= 512 && new TextEncoder().encode(id).length <= 512)
}

/** FNV-1a over the UTF-16 code units of headline and body; two of them with different beginnings make 64 bits. */
function hash({ headline, body }: Article, seed: number): string {
  const text = `${headline ?? ''}\n${body}`
  let value = seed
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  return (value >>> 0).toString(16).padStart(8, '0')
}
