// Which names of schema.org NewsArticle, IPTC ninjs, feeds and plain JSON mean which part of an article, and how their values are read as text.

import { textOfMarkup } from './markup/text.js'

/** The parts of an article that a record can name. */
export type ArticleField =
  | 'id'
  | 'headline'
  | 'body'
  | 'author'
  | 'outlet'
  | 'published'
  | 'url'
  | 'section'
  | 'speakers'
  | 'place'
  | 'turns'

/**
 * The names of each part, best first, in lower case without `_`, `-` and spaces: `body_text`, `bodyText` and `Body Text` are one name.
 * Of several names in one record the first here that has a value counts.
 */
export const fieldNames: readonly (readonly [ArticleField, readonly string[]])[] = [
  ['id', ['id', '@id', 'identifier', 'uri', 'guid', 'docid', 'docno', 'key']],
  ['headline', ['headline', 'headlines', 'title', 'alternativeheadline', 'name']],
  [
    'body',
    [
      'body',
      'articlebody',
      'bodytext',
      'bodies',
      'text',
      'content',
      'contenttext',
      'fulltext',
      'transcript',
      'bodyhtml',
      'bodyxhtml',
      'contenthtml',
    ],
  ],
  ['author', ['author', 'authors', 'byline', 'by', 'creator', 'writer']],
  ['outlet', ['outlet', 'publisher', 'provider', 'infosources', 'source', 'sourceorganization', 'publication']],
  [
    'published',
    ['published', 'datepublished', 'publishedat', 'pubdate', 'date', 'versioncreated', 'firstcreated', 'datecreated', 'timestamp'],
  ],
  ['url', ['url', 'link', 'permalink', 'canonicalurl', 'mainentityofpage', 'readat', 'externalurl']],
  ['section', ['section', 'articlesection', 'category', 'desk']],
  ['speakers', ['speakers', 'speaker']],
  ['place', ['place', 'located', 'contentlocation', 'locationcreated', 'dateline']],
  ['turns', ['turns', 'segments', 'utterances']],
]

/** Where the text of an object stands: a person or organisation by name, a ninjs headline or body by value. */
const valueNames = ['name', 'value', '@value', 'text', 'literal', '@id', 'names']

const maxValues = 1000
const maxDepth = 3

interface Place {
  field: ArticleField
  /** 0 is best. */
  rank: number
}

const places = new Map<string, Place>(
  fieldNames.flatMap(([field, names]) => names.map((name, rank): [string, Place] => [name, { field, rank }])),
)

/** Finds the parts of an article among the members of `record`, by name; values that are null or blank are passed over. */
export function pickFields(record: object): Map<ArticleField, unknown> {
  const picked = new Map<ArticleField, unknown>()
  const ranks = new Map<ArticleField, number>()
  for (const [name, value] of Object.entries(record)) {
    const place = placeOf(name)
    if (place === undefined || place.rank >= (ranks.get(place.field) ?? Number.POSITIVE_INFINITY) || isBlank(value)) continue
    picked.set(place.field, value)
    ranks.set(place.field, place.rank)
  }
  return picked
}

/** Reads a value as texts, trimmed, blanks left out: a string, a number, an object by its name or value, an array of those (the first 1,000). */
export function textsOf(value: unknown): string[] {
  const texts: string[] = []
  collect(value, texts, 0)
  return texts
}

/**
 * Reads a body: a string as it is, an array of paragraphs or of ninjs bodies, of which the first in plain text counts, else the first in markup; the
 * text of HTML where it says that it is, or has its tags.
 */
export function bodyOf(value: unknown): string {
  const parts = Array.isArray(value) ? value.slice(0, maxValues) : [value]
  if (parts.some(isRecord)) {
    const bodies = parts.filter(isRecord)
    const plain = bodies.find((body) => !isMarkup(body))
    return plain === undefined ? textOfMarkup(textsOf(bodies.at(0)).join('\n\n')) : textsOf(plain).join('\n\n')
  }
  const text = parts.length === 1 && typeof parts[0] === 'string' ? parts[0].trim() : textsOf(parts).join('\n\n')
  return hasBlocks(text) ? textOfMarkup(text) : text
}

/** Plain text may speak of `<b>`, but not of a paragraph that it closes. */
function hasBlocks(text: string): boolean {
  return text.includes('</') && /<\/(?:p|div|h[1-6]|li|blockquote)\s{0,9}>/i.test(text)
}

/** Which part of an article a name means, if any. */
export function fieldOf(name: string): ArticleField | undefined {
  return placeOf(name.trim())?.field
}

function placeOf(name: string): Place | undefined {
  if (name.length > 40) return undefined
  return places.get(name) ?? places.get(name.replace(/[_\- ]/g, '').toLowerCase())
}

function collect(value: unknown, texts: string[], depth: number): void {
  if (depth > maxDepth || texts.length >= maxValues) return
  if (typeof value === 'number') texts.push(String(value))
  else if (typeof value === 'string') {
    if (value.trim() !== '') texts.push(value.trim())
  } else if (Array.isArray(value)) {
    for (const item of value.slice(0, maxValues)) collect(item, texts, depth + 1)
  } else if (isRecord(value)) {
    const entries = new Map(Object.entries(value))
    const name = valueNames.find((known) => !isBlank(entries.get(known)))
    if (name !== undefined) collect(entries.get(name), texts, depth + 1)
  }
}

/** A ninjs body says what it holds: `contentType: 'text/html'`. */
function isMarkup(part: unknown): boolean {
  if (!isRecord(part)) return false
  for (const [name, value] of Object.entries(part)) {
    if (name.toLowerCase() === 'contenttype' && typeof value === 'string') return !value.toLowerCase().startsWith('text/plain')
  }
  return false
}

/** Tells whether `value` is an object with members of its own: no array, no null. */
export function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isBlank(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    (typeof value === 'string' && value.trim() === '') ||
    (Array.isArray(value) && value.length === 0)
  )
}
