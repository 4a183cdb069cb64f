// The articles of a feed: its head once, then item by item.

import { parseAtomFeed, parseRdfFeed, parseRssFeed } from 'feedsmith'
import { quote } from '../../errors.js'
import { maxRecordLength, type Origin, type ParsedArticle } from '../article.js'
import { parts } from '../markup/tags.js'
import { lineOfMarkup, looksLikeMarkup, textOfMarkup } from '../markup/text.js'
import { inputProblem, toArticle, tooLong } from '../record.js'

/** A head longer than this is left out: only its title and language are of use. */
const maxHead = 20000

/** What feedsmith gives of an item, as far as an article has it. */
interface FeedItem {
  id?: string
  guid?: { value?: string; isPermaLink?: boolean }
  title?: string
  link?: string
  links?: { href?: string; rel?: string }[]
  description?: string
  summary?: string
  content?: string | { encoded?: string }
  pubDate?: string
  published?: string
  updated?: string
  authors?: (string | { name?: string })[]
  categories?: { name?: string; term?: string; label?: string }[]
  dc?: { creators?: string[]; dates?: string[]; creator?: string; date?: string }
  source?: { title?: string }
}

/** What feedsmith gives of a feed. */
interface Feed {
  title?: string
  link?: string
  links?: { href?: string; rel?: string }[]
  items?: FeedItem[]
  entries?: FeedItem[]
}

/** Yields the articles of a feed. Never throws. Linear. */
export function* parseFeed(text: string, origin: Origin): Generator<ParsedArticle, void, void> {
  const shape = shapeOf(text)
  if (shape === undefined) {
    const got = text.trim() === '' ? 'an empty text' : quote(text.trim().slice(0, 40))
    yield { problem: inputProblem(origin, 'an RSS or Atom feed', got, 'Give the feed as it is served, or name another format.') }
    return
  }
  const head = readXml(shape, '')
  const outlet = head === undefined ? undefined : lineOfMarkup(head.title ?? '') || undefined
  const base = origin.url ?? addressOfFeed(head)
  let number = 0
  let line = 1
  // looked for once: a feed of one line is not gone through again for each item
  let lineEnd = text.indexOf('\n')
  for (const { start, end } of itemsOf(text, shape)) {
    for (; lineEnd >= 0 && lineEnd < start; lineEnd = text.indexOf('\n', lineEnd + 1)) line++
    const own: Origin = { name: origin.name, label: origin.label, line, number: ++number, url: base }
    if (end - start > maxRecordLength) yield { problem: tooLong(end - start, own) }
    else yield parseItem(text.slice(start, end), shape, own, outlet)
  }
  if (number === 0) yield { problem: inputProblem(origin, 'a feed with items', 'none', 'It may have been cut off.') }
}

/** How a feed is written: its kind, the name of its items, and all before the first of them. */
interface Shape {
  kind: 'rss' | 'atom' | 'rdf'
  itemName: string
  /** The opening tag of the root, with its namespaces. */
  root: string
  rootName: string
  /** What stands between the root's tag and the first item. */
  head: string
  itemsStart: number
}

function shapeOf(text: string): Shape | undefined {
  let found: Omit<Shape, 'head' | 'itemsStart'> | undefined
  let headStart = 0
  for (const part of parts(text, { isXml: true })) {
    if (part.name === '' || part.isEnd) continue
    const local = part.name.slice(part.name.lastIndexOf(':') + 1)
    if (found === undefined) {
      const kind = local === 'feed' ? 'atom' : local === 'rss' || local === 'rdf' ? local : undefined
      if (kind === undefined) return undefined
      const rootName = text.slice(part.start + 1, part.start + 1 + part.name.length)
      found = {
        kind,
        itemName: part.name.slice(0, -local.length) + (kind === 'atom' ? 'entry' : 'item'),
        root: text.slice(part.start, part.end),
        rootName,
      }
      // RDF's own prefix is the root's, and its items have none.
      if (kind === 'rdf') found.itemName = 'item'
      headStart = part.end
    } else if (part.name === found.itemName) {
      const head = text.slice(headStart, part.start)
      return { ...found, head: head.length <= maxHead ? head : '', itemsStart: part.start }
    }
  }
  return found && { ...found, head: text.slice(headStart, headStart + maxHead), itemsStart: text.length }
}

/** Yields where the items stand; one that is not closed ends where the next begins, or with the text. */
function* itemsOf(text: string, { itemName, itemsStart }: Shape): Generator<{ start: number; end: number }, void, void> {
  let start = -1
  for (const part of parts(text, { isXml: true, start: itemsStart })) {
    if (part.name !== itemName) continue
    if (start >= 0) yield { start, end: part.isEnd ? part.end : part.start }
    start = part.isEnd ? -1 : part.start
  }
  if (start >= 0) yield { start, end: text.length }
}

function parseItem(source: string, shape: Shape, origin: Origin, outlet: string | undefined): ParsedArticle {
  const closed = /<\/[^<>]{1,60}>\s{0,9}$/.test(source.slice(-80)) && source.toLowerCase().includes(`</${shape.itemName}`)
  const feed = readXml({ ...shape, head: '' }, closed ? source : mended(source, shape.itemName))
  const item = feed?.items?.at(0) ?? feed?.entries?.at(0)
  if (item === undefined) {
    const got = `${quote(source.slice(0, 60))}, whose tags do not close`
    return { problem: inputProblem(origin, 'an item of a feed', got, 'Mend it; the others are read without it.') }
  }
  const content = typeof item.content === 'string' ? item.content : item.content?.encoded
  const link = item.link ?? item.links?.find(({ rel }) => rel === undefined || rel === 'alternate')?.href ?? permalinkOf(item)
  const authors = [
    ...(item.dc?.creators ?? []),
    ...(item.authors ?? []).map((author) => (typeof author === 'string' ? author : author.name)),
  ]
  const parsed = toArticle(
    {
      id: item.id ?? item.guid?.value,
      headline: item.title === undefined ? undefined : lineOfMarkup(item.title),
      body: plainText(content) || plainText(item.description ?? item.summary),
      author: authors.flatMap((author) => (author === undefined ? [] : [nameOf(author)])),
      published: item.pubDate ?? item.published ?? item.dc?.dates?.at(0) ?? item.dc?.date ?? item.updated,
      section: item.categories?.map((category) => category.label ?? category.name ?? category.term).find((name) => name !== undefined),
      outlet: item.source?.title ?? outlet,
      url: link,
    },
    origin,
  )
  return !closed && parsed.article !== undefined && parsed.problem === undefined
    ? { ...parsed, problem: inputProblem(origin, 'an item of a feed', 'one that is cut off', 'What there is of it was read.') }
    : parsed
}

/** Parses the feed with no item but `item`; undefined where it cannot be read. A DOCTYPE never comes here: no entity is ever declared. */
function readXml({ kind, root, rootName, head }: Shape, item: string): Feed | undefined {
  const close = kind === 'rss' ? '</channel>' : ''
  const channel = kind === 'rss' && !/<channel[\s>]/i.test(head) ? '<channel><title>-</title>' : ''
  const filled = kind === 'rdf' && head === '' ? '<channel><title>-</title></channel>' : ''
  const named = kind === 'atom' && head === '' ? '<id>-</id><title>-</title>' : ''
  const text = `${root}${channel}${filled}${named}${head}${item}${close}</${rootName}>`
  try {
    if (kind === 'atom') return parseAtomFeed(text) as Feed
    return (kind === 'rdf' ? parseRdfFeed(text) : parseRssFeed(text)) as Feed
  } catch {
    return undefined
  }
}

/** Closes what an item that was cut off left open, but for a tag that is cut off itself. */
function mended(source: string, itemName: string): string {
  const open: string[] = []
  let end = 0
  for (const part of parts(source, { isXml: true })) {
    // Text at the very end may be a tag that is cut off.
    if (part.name !== '' && part.end === source.length && !source.endsWith('>')) break
    end = part.end
    if (part.isPlain && !source.startsWith(']]>', part.end)) return `${source}]]>${closing(open)}`
    if (part.isPlain) end += 3
    if (part.name === '' || part.source.endsWith('/')) continue
    if (!part.isEnd && open.length < 100) open.push(source.slice(part.start + 1, part.start + 1 + part.name.length))
    else if (open.at(-1)?.toLowerCase() === part.name) open.pop()
  }
  return source.slice(0, end) + closing(open.length > 0 ? open : [itemName])
}

function closing(open: readonly string[]): string {
  return [...open]
    .reverse()
    .map((name) => `</${name}>`)
    .join('')
}

function plainText(given: string | undefined): string {
  if (given === undefined) return ''
  return looksLikeMarkup(given) ? textOfMarkup(given) : given.trim()
}

function permalinkOf({ guid }: FeedItem): string | undefined {
  return guid?.isPermaLink !== false && /^https?:/.test(guid?.value ?? '') ? guid?.value : undefined
}

/** `ann@lamp.example (Ann Lee)` is how RSS writes an author. */
function nameOf(author: string): string {
  return /^\S+@\S+ \((.+)\)$/.exec(author.trim())?.[1] ?? author
}

function addressOfFeed(feed: Feed | undefined): string | undefined {
  return feed?.link ?? feed?.links?.find(({ rel }) => rel === undefined || rel === 'alternate')?.href
}
