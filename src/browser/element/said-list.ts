// What was said, as items of the list: the words, who spoke and who reports it, and the article they stand in.

import type { QuotationHit } from '../../news/quotation-search.js'
import { clock, dateOf, type HitSurroundings, nameOf, plainHeadline, textOf } from './hit-list.js'
import { marked, node, safeAddress } from './nodes.js'

/** One quotation as an item. */
export function saidItem(hit: QuotationHit, around: HitSurroundings): HTMLLIElement {
  const { labels, language } = around
  const [fragment] = hit.highlights
  const words = fragment === undefined ? hit.text : marked(fragment.text, fragment.marks)
  // what is told in other words has no marks of speech
  const isSpeech = hit.kind !== 'indirect'
  const quotation = node('blockquote', { part: 'quotation', dir: 'auto' }, isSpeech ? '“' : undefined, words, isSpeech ? '”' : undefined)
  const item = node('li', { part: 'hit' }, quotation, sourceOf(hit, around))
  const stored = { headline: hit.headline, derivedHeadline: hit.derivedHeadline }
  const link = node(
    'a',
    { part: 'link', href: around.addressOf(hit.id), dir: 'auto', 'data-id': String(hit.id) },
    plainHeadline(stored, labels),
  )
  const followed = { id: hit.id, document: { ...hit } }
  link.addEventListener('click', (event) => around.follow(followed, event, false))
  const article = node('p', { part: 'actions' }, link)
  const outlet = textOf(hit.outlet)
  if (outlet !== '') article.append(' · ', outlet)
  const published = dateOf(hit.published)
  if (published !== undefined) {
    const text = published.toLocaleDateString(language, { dateStyle: 'medium', timeZone: 'UTC' })
    article.append(' · ', node('time', { datetime: published.toISOString().slice(0, 10) }, text))
  }
  const address = safeAddress(hit.url)
  if (address !== undefined) {
    const text = hit.startTime === undefined ? labels.original : labels.listen(clock(hit.startTime))
    article.append(' · ', node('a', { part: 'source', href: address }, text))
  }
  item.append(article)
  return item
}

/** The speaker, as the article names them and as they are called there, and who passes it on. */
function sourceOf({ speaker, mention, reportedBy }: QuotationHit, { labels }: HitSurroundings): HTMLElement {
  const source = node(
    'p',
    { part: 'source-line' },
    node('strong', { part: 'speaker', dir: 'auto' }, nameOf(speaker) || labels.unknownSpeaker),
  )
  if (mention !== undefined && mention !== speaker) source.append(` (“${mention}”)`)
  if (reportedBy !== undefined) source.append(', ', labels.reportedBy(reportedBy))
  return source
}
