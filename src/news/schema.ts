// The schema for news that the command line builds with: which parts of an article are searched, how, and what is stored.

import type { Article, Turn } from './article.js'
import { readDate } from './dates.js'

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
    'turns.speaker': { boost: 2 },
    'turns.text': {},
    'turns.startTime': { type: 'number' },
    'turns.endTime': { type: 'number' },
  },
  nested: ['turns'],
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
  speaker?: string[]
  body: string
  author?: string | string[]
  published?: string
  outlet?: string
  section?: string
  url?: string
  /** Of a transcript: what each said, found with `target: 'turns'`. */
  turns?: Turn[]
}

/** Makes a document of an article: `speakers` become the field `speaker`; a date that cannot be read is left out. */
export function newsDocument(article: Article): NewsDocument {
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
  return document
}
