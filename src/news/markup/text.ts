// The text of HTML, as a reader sees it: blocks parted by blank lines, white space made one space, scripts and what is hidden left out.

import { decodeEntities } from './entities.js'
import { attributesOf, type Part, parts } from './tags.js'

/** Elements that stand in a paragraph of their own. */
const blocks = new Set(
  (
    'address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head ' +
    'header hgroup hr html li main menu nav ol option p pre section summary table tbody td tfoot th thead tr ul'
  ).split(' '),
)

/** Elements whose inside is not read by anybody. */
const unread = new Set('script style template noscript svg math iframe object audio video canvas select title noembed noframes'.split(' '))

/** A page's furniture, around the article. */
const furniture = new Set(['nav', 'aside', 'footer', 'form', 'button', 'figcaption'])

const voids = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '))

/** Whether an element's end may be left out, so that another of its kind ends it. */
const unclosed = new Set('p li dt dd tr td th option'.split(' '))

/** Reads the text of HTML. `isPage` leaves out a page's furniture too. Linear; no tree, so depth costs nothing. */
export function textOfMarkup(html: string, { isPage = false } = {}): string {
  const paragraphs: string[] = []
  let held: string[] = []
  let skipped = ''
  let depth = 0
  const close = () => {
    const text = held
      .join('')
      .split('\n')
      .map((line) => line.replace(/[\s\u00a0]+/g, ' ').trim())
      .join('\n')
      .trim()
    if (text !== '') paragraphs.push(text)
    held = []
  }
  for (const part of parts(html)) {
    const { name } = part
    if (skipped !== '' && unclosed.has(skipped)) {
      if (!endsUnclosed(part, skipped)) continue
      skipped = ''
      if (part.isEnd) continue
    } else if (skipped !== '') {
      if (name === skipped && !isVoid(part)) depth += part.isEnd ? -1 : 1
      if (depth === 0) skipped = ''
      continue
    }
    if (name === '') held.push(part.isPlain ? part.source : decodeEntities(part.source).replace(/\n/g, ' '))
    else if (!part.isEnd && !isVoid(part) && (unread.has(name) || (isPage && furniture.has(name)) || isHidden(part))) {
      skipped = name
      depth = 1
      close()
    } else if (name === 'br') held.push('\n')
    else if (blocks.has(name)) close()
  }
  close()
  return paragraphs.join('\n\n')
}

/** Tells whether a text is HTML rather than plain: it has a tag that HTML knows, or an entity. */
export function looksLikeMarkup(text: string): boolean {
  return (
    /<\/?(?:p|br|div|b|i|em|strong|a|span|h[1-6]|ul|ol|li|img|blockquote|table|figure|script)[\s/>]/i.test(text) ||
    /&(?:#\d{1,7}|[a-z]{2,8});/i.test(text)
  )
}

/** One line of text out of HTML: a headline, a name. */
export function lineOfMarkup(html: string): string {
  return textOfMarkup(html).replace(/\s+/g, ' ').trim()
}

function isVoid({ name, source }: Part): boolean {
  return voids.has(name) || source.endsWith('/')
}

function endsUnclosed(part: Part, name: string): boolean {
  return part.name === name || (blocks.has(part.name) && (name === 'p' || part.isEnd))
}

function isHidden({ source }: Part): boolean {
  if (!source.includes('hidden') && !source.includes('none')) return false
  const attributes = attributesOf(source)
  if (attributes.has('hidden') || attributes.get('aria-hidden') === 'true') return true
  return /display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden/i.test(attributes.get('style') ?? '')
}
