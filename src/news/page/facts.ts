// What a page says of its article in its head and in JSON-LD, read from its tags alone.

import { textsOf } from '../fields.js'
import { decodeEntities } from '../markup/entities.js'
import { attributesOf, parts } from '../markup/tags.js'
import { lineOfMarkup } from '../markup/text.js'
import { articleOf } from './linked-data.js'

/** What a page says of its article. */
export interface PageFacts {
  /** The article's node of schema.org; empty where there is none. */
  node: ReadonlyMap<string, unknown>
  /** The content of `meta` elements by name or property, lower case; the first of a name. */
  meta: ReadonlyMap<string, string>
  canonical?: string
  /** As `<base href>` has it. */
  base?: string
  title?: string
  /** The text of the first `h1`. */
  heading?: string
  /** The `datetime` of the first `time`. */
  time?: string
  elements: number
  /** The depth of the deepest element, at most: what needs no end tag is not counted. */
  depth: number
  /** The sum of all elements' depths. */
  depths: number
}

const voids = new Set(
  'area base br col embed hr img input link meta param source track wbr p li dt dd tr td th option tbody thead'.split(' '),
)

const maxScripts = 50

/** Reads a page's facts. Linear. */
export function factsOf(html: string): PageFacts {
  const meta = new Map<string, string>()
  const scripts: string[] = []
  const facts: Omit<PageFacts, 'node' | 'meta'> = { elements: 0, depth: 0, depths: 0 }
  let depth = 0
  let inside = ''
  let headingStart = -1
  for (const part of parts(html)) {
    const { name, source } = part
    if (name === '') {
      if (inside === 'title') facts.title ??= lineOfMarkup(source)
      if (inside === 'json' && scripts.length < maxScripts) scripts.push(source)
      inside = ''
      continue
    }
    inside = ''
    if (part.isEnd) {
      if (name === 'h1' && headingStart >= 0) facts.heading ??= lineOfMarkup(html.slice(headingStart, part.start))
      if (!voids.has(name)) depth = Math.max(0, depth - 1)
      continue
    }
    facts.elements++
    if (!voids.has(name) && !source.endsWith('/')) depth++
    facts.depth = Math.max(facts.depth, depth)
    facts.depths += depth
    if (name === 'title') inside = 'title'
    else if (name === 'h1' && headingStart < 0) headingStart = part.end
    else if (name === 'meta' || name === 'link' || name === 'base' || name === 'script' || name === 'time') {
      const attributes = attributesOf(source)
      const value = (key: string) => decodeEntities(attributes.get(key) ?? '').trim() || undefined
      if (name === 'script' && /^application\/ld\+json/i.test(value('type') ?? '')) inside = 'json'
      if (name === 'time') facts.time ??= value('datetime')
      if (name === 'base') facts.base ??= value('href')
      if (name === 'link' && value('rel')?.toLowerCase() === 'canonical') facts.canonical ??= value('href')
      const key = value('property') ?? value('name') ?? value('itemprop')
      const content = value('content')
      if (name === 'meta' && key !== undefined && content !== undefined && !meta.has(key.toLowerCase()))
        meta.set(key.toLowerCase(), content)
    }
  }
  return { ...facts, node: articleOf(scripts), meta }
}

/** The first of several values that has a text, as a line of plain text. */
export function firstLine(...values: unknown[]): string | undefined {
  for (const value of values) {
    const text = lineOfMarkup(textsOf(value).at(0) ?? '')
    if (text !== '') return text
  }
  return undefined
}
