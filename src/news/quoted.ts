// What an article quotes, as items of its document: found in its text, or taken from the turns of a transcript.

import type { Article } from './article.js'
import type { QuotationPart } from './quotations/quotation.js'
import { extractQuotations } from './quotations.js'

/** A quotation as an item of a document: plain values, for `newsSchema`. */
export interface NewsQuotation {
  /** The words, without marks. */
  text: string
  kind: 'direct' | 'mixed' | 'indirect'
  /** How likely the speaker is right, 0 to 1. Of a turn of a transcript 1. */
  confidence: number
  /** Half-open, UTF-16, in the article's body. */
  start?: number
  end?: number
  /** The pieces, where there are several. */
  parts?: QuotationPart[]
  /** The fullest name that the article has for the speaker: to be searched by its words. */
  speaker?: string
  /** The same, to be counted, of persons and organizations that have a name. */
  name?: string
  /** The speaker as it stands beside the words: `he`, `Xi`. Absent where it is the name. */
  mention?: string
  speakerKind?: 'person' | 'organization' | 'nominal'
  /** The agency or paper that passes the words on. */
  reportedBy?: string
  cue?: string
  /** Of a turn: seconds from the start of the recording, and the address of the second. */
  startTime?: number
  endTime?: number
  url?: string
}

/** What the quotations of one article may have in UTF-16 code units, so that with its text they stay below what a document may have. */
const longestInAll = 15 * 2 ** 20

/**
 * The quotations of an article, in order; those within another are left out, being words of it. Where the article has turns of known speakers, these.
 * What goes beyond 15 Mi code units with the body is left out. Linear in the body.
 */
export function quotationsOf(article: Article): NewsQuotation[] {
  const { body, headline, author } = article
  const hasSpeakers = article.turns?.some(({ speaker }) => speaker !== undefined)
  const found = hasSpeakers ? ofTurns(article) : inText(body, headline, Array.isArray(author) ? author.join(', ') : author)
  let room = longestInAll - body.length
  return found.filter(({ text, name = '' }) => (room -= text.length + 3 * name.length) > 0)
}

function inText(body: string, headline: string | undefined, author: string | undefined): NewsQuotation[] {
  const known = { ...(headline !== undefined && { headline }), ...(author !== undefined && { author }) }
  const items: NewsQuotation[] = []
  for (const { text, kind, confidence, start, end, parts, speaker, reportedBy, cue, nested } of extractQuotations(body, known)) {
    if (nested) continue
    const item: NewsQuotation = { text, kind, confidence, start, end }
    if (parts !== undefined) item.parts = parts
    if (speaker !== undefined) {
      item.speaker = speaker.name
      if (speaker.kind !== 'nominal' && isName(speaker.name)) item.name = speaker.name
      if (speaker.mention !== speaker.name) item.mention = speaker.mention
      item.speakerKind = speaker.kind
    }
    if (reportedBy !== undefined) item.reportedBy = reportedBy
    if (cue !== undefined) item.cue = cue
    items.push(item)
  }
  return items
}

const pronoun =
  /^(?:[Hh]e|[Ss]he|[Ii]t|[Tt]hey|[Ww]e|[Yy]ou|[Hh]im|[Hh]er|[Tt]hem|[Hh]is|[Ii]ts|[Tt]heir|[Oo]ur|[Yy]our|[Mm]y|[Ww]ho|[Tt](?:his|hat|hese|hose))(?![\p{L}'’-])/u

/** Whether it can stand in a list of speakers: neither a pronoun nor what begins with one, nor in small letters alone (`media`), nor a single letter. */
function isName(name: string): boolean {
  return !pronoun.test(name) && (/\p{Lo}/u.test(name) || (/[\p{Lu}\p{Lt}]/u.test(name) && /\p{L}.*\p{L}/u.test(name)))
}

function ofTurns({ body, turns = [] }: Article): NewsQuotation[] {
  let at = 0
  return turns.flatMap(({ speaker, text, startTime, endTime, url }): NewsQuotation[] => {
    // the body of a transcript is its turns, unless it came with another
    const start = body.startsWith(text, at) ? at : body.indexOf(text, at)
    if (start >= 0) at = start + text.length
    if (speaker === undefined) return []
    const item: NewsQuotation = { text, kind: 'direct', confidence: 1, speaker, name: speaker, speakerKind: 'person' }
    if (start >= 0) Object.assign(item, { start, end: at })
    if (startTime !== undefined) item.startTime = startTime
    if (endTime !== undefined) item.endTime = endTime
    if (url !== undefined) item.url = url
    return [item]
  })
}
