// Hits as an ordered list of links: headline, outlet and date, and the passages that match.

import type { Hit } from '../../reader/results.js'
import type { StoredDocument } from '../searcher.js'
import type { Labels } from './labels.js'
import { marked, node, safeAddress } from './nodes.js'

/** What the list needs of its surroundings. */
export interface HitSurroundings {
  readonly labels: Labels
  /** Of the page, for dates. */
  readonly language: string
  /** The address at which an article is open in this page. */
  addressOf(id: string | number): string
  /** Called when a link is followed; the page is not left where it gives true. */
  follow(hit: Pick<Hit<StoredDocument>, 'id' | 'document'>, event: MouseEvent, isOutside: boolean): void
}

/** UTF-16 code units of a headline that no line can hold, nor a few. */
const longHeadline = 400

/** One hit as an item of the list. */
export function hitItem(hit: Hit<StoredDocument>, around: HitSurroundings): HTMLLIElement {
  const { labels } = around
  const shown = hit.parent ?? hit.document
  const outside = safeAddress(hit.document.url ?? shown.url)
  const inside = around.addressOf(hit.id)
  const canRead = typeof shown.body === 'string' || hit.parent !== undefined
  const link = node('a', { part: 'link', href: outside ?? inside, dir: 'auto', 'data-id': String(hit.id) }, headlineOf(hit, labels))
  link.addEventListener('click', (event) => around.follow(hit, event, outside !== undefined))
  const item = node('li', { part: 'hit' }, node('h2', { part: 'headline' }, link), factsOf(shown, hit, around))
  for (const passage of passagesOf(hit)) item.append(passage)
  if (outside !== undefined && canRead) {
    const here = node('a', { part: 'read', href: inside, 'data-id': String(hit.id) }, labels.read)
    here.addEventListener('click', (event) => around.follow(hit, event, false))
    item.append(node('p', { part: 'actions' }, here))
  }
  return item
}

/** Outlet, date and who speaks, as one line. */
export function factsOf(document: StoredDocument, hit: { document: StoredDocument }, { language }: { language: string }): HTMLElement {
  const facts = node('p', { part: 'facts' })
  const add = (child: Node | string) => {
    if (facts.childNodes.length > 0) facts.append(' · ')
    facts.append(child)
  }
  const outlet = textOf(document.outlet)
  if (outlet !== '') add(outlet)
  const published = dateOf(document.published)
  if (published !== undefined) {
    const text = published.toLocaleDateString(language, { dateStyle: 'medium', timeZone: 'UTC' })
    add(node('time', { datetime: published.toISOString().slice(0, 10) }, text))
  }
  const speaker = nameOf(hit.document.speaker)
  if (speaker !== '') add(speaker)
  const { startTime } = hit.document
  if (typeof startTime === 'number') add(clock(startTime))
  return facts
}

/** A date as documents have it: milliseconds, a text, or a Date. */
export function dateOf(value: unknown): Date | undefined {
  const first = Array.isArray(value) ? value[0] : value
  if (typeof first !== 'string' && typeof first !== 'number' && !(first instanceof Date)) return undefined
  const date = new Date(first)
  return Number.isNaN(date.getTime()) ? undefined : date
}

/** A value or several as one text. */
export function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(', ')
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** The first of several names: more than three are more than a line. */
export function nameOf(value: unknown): string {
  return Array.isArray(value) && value.length > 3 ? `${textOf(value.slice(0, 3))} …` : textOf(value)
}

/** The headline of a document without marks. */
export function plainHeadline(document: StoredDocument, labels: Labels): string {
  return textOf(document.headline) || textOf(document.title) || textOf(document.derivedHeadline) || labels.untitled
}

function headlineOf(hit: Hit<StoredDocument>, labels: Labels): Node | string {
  const text = plainHeadline(hit.parent ?? hit.document, labels)
  const fragments = hit.highlights?.headline ?? []
  const whole = fragments.find((each) => each.text === text)
  if (whole !== undefined) return marked(text, whole.marks)
  // of a very long one, the place that matches
  const part = text.length > longHeadline ? fragments.find(({ text: own, marks }) => marks.length > 0 && text.includes(own)) : undefined
  return part === undefined ? text : node('span', {}, part.start > 0 ? '… ' : undefined, marked(part.text, part.marks), ' …')
}

/** The passages that match, those of the body first; where none does, the beginning of the body. */
function passagesOf(hit: Hit<StoredDocument>): HTMLElement[] {
  const found = Object.entries(hit.highlights ?? {})
    .filter(([name]) => name !== 'headline')
    .sort(([a], [b]) => Number(b === 'body') - Number(a === 'body'))
    .flatMap(([name, fragments]) => fragments.map((fragment) => ({ ...fragment, name })))
  const marking = found.filter(({ marks }) => marks.length > 0)
  // who speaks stands above, and is a passage only where nothing else matches
  const others = marking.filter(({ name }) => name !== 'speaker')
  const matching = others.length > 0 ? others : marking
  const shown = matching.length > 0 ? matching.slice(0, 2) : found.filter(({ name }) => name === 'body').slice(0, 1)
  return shown.map(({ text, start, marks, name }) => {
    const stored = hit.document[name]
    const isCut = typeof stored === 'string' && start + text.length < stored.trimEnd().length
    return node('p', { part: 'snippet', dir: 'auto' }, start > 0 ? '… ' : undefined, marked(text, marks), isCut ? ' …' : undefined)
  })
}

/** Seconds as a clock shows them. */
export function clock(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const whole = Math.max(0, Math.floor(seconds))
  const hours = Math.floor(whole / 3600)
  return `${hours > 0 ? `${hours}:` : ''}${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`
}

/** Where a key leads from the hit that has the focus: arrows to its neighbours; below 0 back into the box, as Escape does; undefined where it leads nowhere. */
export function placeAfter({ key }: KeyboardEvent, list: Element, active: Element | null): number | undefined {
  if (key === 'Escape') return -1
  if (key !== 'ArrowDown' && key !== 'ArrowUp') return undefined
  return [...list.children].findIndex((item) => item.contains(active)) + (key === 'ArrowDown' ? 1 : -1)
}
