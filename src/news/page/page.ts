// A page as an article: facts of schema.org first, then those of its head, then what Readability finds.

import { quote } from '../../errors.js'
import { addressOf } from '../address.js'
import type { Origin, ParsedArticle } from '../article.js'
import { textsOf } from '../fields.js'
import { textOfMarkup } from '../markup/text.js'
import { inputProblem, toArticle } from '../record.js'
import { factsOf, firstLine, type PageFacts } from './facts.js'
import { readMain } from './main-text.js'

/** Pages beyond these are read by their tags alone: a tree of them would take more time and depth than they are worth. */
const treeLimits = { length: 2 * 1024 * 1024, elements: 20000, depth: 100, depths: 120000 }

/** Reads a page as one article. Linear. */
export function parsePage(html: string, origin: Origin): ParsedArticle {
  const facts = factsOf(html)
  const { node, meta } = facts
  const isSmall =
    html.length <= treeLimits.length &&
    facts.elements <= treeLimits.elements &&
    facts.depth <= treeLimits.depth &&
    facts.depths <= treeLimits.depths &&
    // A sign that opens nothing makes a node of the tree too.
    html.split('<').length <= facts.elements * 3 + 1000
  const main = isSmall ? readMain(html) : undefined
  const base = addressOf(facts.base, origin.url) ?? origin.url
  const url = [...textsOf(node.get('url')), ...textsOf(node.get('mainEntityOfPage')), facts.canonical, meta.get('og:url')]
    .map((given) => addressOf(given, base))
    .find((address) => address !== undefined)
  const headline = firstLine(
    node.get('headline'),
    node.get('name'),
    meta.get('og:title'),
    meta.get('twitter:title'),
    facts.heading,
    withoutSite(facts.title),
  )
  const body = withoutHeadline(bodyOfPage(html, facts, main?.text ?? ''), [headline, facts.heading])
  if (body === '' && headline === undefined) {
    const got = html.trim() === '' ? 'an empty text' : quote(html.trim().slice(0, 40))
    return { problem: inputProblem(origin, 'a page with a text', got, 'Give the page as it is served, or name another format.') }
  }
  const lines = (value: unknown) =>
    textsOf(value)
      .map((text) => firstLine(text))
      .filter((text) => text !== undefined)
  const authors = [
    lines(node.get('author')),
    lines(node.get('creator')),
    lines(meta.get('author') ?? meta.get('byl')),
    lines(authorName(meta)),
    lines(main?.byline),
  ]
  const record = {
    headline,
    body,
    author: authors.find((names) => names.length > 0),
    outlet: firstLine(node.get('publisher'), node.get('sourceOrganization'), meta.get('og:site_name'), meta.get('application-name')),
    published: [
      ...textsOf(node.get('datePublished')),
      ...['article:published_time', 'og:article:published_time', 'datepublished', 'date', 'pubdate', 'dc.date', 'dcterms.date'].map(
        (name) => meta.get(name),
      ),
      ...textsOf(node.get('dateCreated')),
      facts.time,
    ].find((text) => text !== undefined),
    section: firstLine(node.get('articleSection'), meta.get('article:section'), meta.get('section')),
    place: firstLine(node.get('contentLocation'), node.get('locationCreated'), node.get('dateline')),
    url,
  }
  return toArticle(record, { ...origin, url: base }, { isWhole: true })
}

/** The article's own text where it has one; the page's, which keeps its paragraphs, where that is not much shorter. */
function bodyOfPage(html: string, { node }: PageFacts, main: string): string {
  const given = textsOf(node.get('articleBody')).join('\n\n')
  const own = given === '' ? '' : textOfMarkup(given.replace(/\n/g, '<br>'))
  if (own !== '' && (main.length < own.length * 0.8 || main.length > own.length * 1.5)) return own
  return main || own || textOfMarkup(html, { isPage: true })
}

/** A body that begins with its headline begins after it. */
function withoutHeadline(body: string, headlines: readonly (string | undefined)[]): string {
  const end = body.indexOf('\n')
  const first = (end < 0 ? body : body.slice(0, end)).trim()
  return end > 0 && headlines.includes(first) ? body.slice(end).trim() : body
}

/** `article:author` is a name or the address of a profile. */
function authorName(meta: ReadonlyMap<string, string>): string | undefined {
  const author = meta.get('article:author')
  return author !== undefined && /^https?:/i.test(author) ? undefined : author
}

/** `Headline | Site`, `Headline - Site`: what stands before the last sign, where it is longer. */
function withoutSite(title: string | undefined): string | undefined {
  const at = Math.max(...[' | ', ' - ', ' – ', ' — ', ' · '].map((sign) => title?.lastIndexOf(sign) ?? -1))
  return title !== undefined && at > title.length / 2 ? title.slice(0, at) : title
}
