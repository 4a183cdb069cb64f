// The schema for news that the command line builds with: which parts of an article are searched, how, and what is stored.

import type { Article } from './article.js'
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
  },
  storeFields: ['headline', 'speaker', 'author', 'outlet', 'published', 'section', 'url', 'body'],
} as const

/** An article as the documents of `newsSchema` are. */
export interface NewsDocument {
  id: string | number
  headline?: string
  speaker?: string[]
  body: string
  author?: string | string[]
  published?: string
  outlet?: string
  section?: string
  url?: string
}

/** Makes a document of an article: `speakers` become the field `speaker`; a date that cannot be read is left out. */
export function newsDocument(article: Article): NewsDocument {
  const { id, headline, speakers, body, author, published, outlet, section, url } = article
  const document: NewsDocument = { id, body }
  if (headline !== undefined) document.headline = headline
  if (speakers !== undefined) document.speaker = speakers
  if (author !== undefined) document.author = author
  if (outlet !== undefined) document.outlet = outlet
  if (section !== undefined) document.section = section
  if (url !== undefined) document.url = url
  const iso = published === undefined ? '' : readDate(published).iso
  if (iso !== '') document.published = iso
  return document
}
