// The schema for news that the command line builds with: which parts of an article are searched, how, and what is stored.

import { checkOptions } from '../errors.js'
import type { Article, Turn } from './article.js'
import { readDate } from './dates.js'
import { type NewsQuotation, quotationsOf } from './quoted.js'

/** Options of an `Index` for articles: pass them, then add what `newsDocument` makes. */
export const newsSchema = {
  fields: {
    headline: { boost: 3 },
    speaker: { boost: 2 },
    body: {},
    author: {},
    published: { type: 'date' },
    outlet: { type: 'keyword' },
    section: { type: 'keyword' },
    'quotations.text': {},
    'quotations.speaker': { boost: 2 },
    'quotations.name': { type: 'keyword' },
    'quotations.reportedBy': { type: 'keyword' },
    'quotations.kind': { type: 'keyword' },
    'quotations.confidence': { type: 'number' },
    'turns.speaker': { boost: 2 },
    'turns.text': {},
    'turns.startTime': { type: 'number' },
    'turns.endTime': { type: 'number' },
  },
  nested: ['quotations', 'turns'],
  aliases: { said: 'quotations.text', reportedBy: 'quotations.reportedBy' },
  storeFields: [
    'headline',
    'derivedHeadline',
    'speaker',
    'author',
    'outlet',
    'published',
    'section',
    'url',
    'body',
    'quotations.text',
    'quotations.speaker',
    'quotations.name',
    'quotations.mention',
    'quotations.speakerKind',
    'quotations.reportedBy',
    'quotations.cue',
    'quotations.kind',
    'quotations.confidence',
    'quotations.start',
    'quotations.end',
    'quotations.parts',
    'quotations.startTime',
    'quotations.endTime',
    'quotations.url',
    'turns.speaker',
    'turns.text',
    'turns.startTime',
    'turns.endTime',
    'turns.url',
  ],
} as const

/** An article as the documents of `newsSchema` are. */
export interface NewsDocument {
  id: string | number
  headline?: string
  /** The first sentence, to show where there is no headline; it is stored, and not searched. */
  derivedHeadline?: string
  /** The speakers that the article names, then the persons and organizations that it quotes, each once. */
  speaker?: string[]
  body: string
  author?: string | string[]
  published?: string
  outlet?: string
  section?: string
  url?: string
  /** What the body quotes, found with `target: 'quotations'` or by `quotations`. */
  quotations?: NewsQuotation[]
  /** Of a transcript: what each said, found with `target: 'turns'`. */
  turns?: Turn[]
}

/** How a document is made of an article. */
export interface NewsDocumentOptions {
  /** Whether to find what the body quotes, and who said it (`extractQuotations`). Default true. */
  quotations?: boolean
}

/**
 * Makes a document of an article: `speakers` and who is quoted become the field `speaker`; a date that cannot be read is left out. Linear in the body.
 * @throws E_CONFIG for unknown options
 */
export function newsDocument(article: Article, options: NewsDocumentOptions = {}): NewsDocument {
  checkOptions(options, ['quotations'], 'newsDocument')
  const { id, headline, derivedHeadline, speakers, body, author, published, outlet, section, url, turns } = article
  const document: NewsDocument = { id, body }
  if (headline !== undefined) document.headline = headline
  if (derivedHeadline !== undefined) document.derivedHeadline = derivedHeadline
  if (turns !== undefined) document.turns = turns
  if (speakers !== undefined) document.speaker = speakers
  if (author !== undefined) document.author = author
  if (outlet !== undefined) document.outlet = outlet
  if (section !== undefined) document.section = section
  if (url !== undefined) document.url = url
  const iso = published === undefined ? '' : readDate(published).iso
  if (iso !== '') document.published = iso
  const quotations = options.quotations === false ? [] : quotationsOf(article)
  if (quotations.length > 0) {
    document.quotations = quotations
    const names = new Set(speakers)
    for (const { name } of quotations) if (name !== undefined) names.add(name)
    if (names.size > 0) document.speaker = [...names]
  }
  return document
}
