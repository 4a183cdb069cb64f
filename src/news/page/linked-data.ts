// The article among a page's JSON-LD: a node of type NewsArticle or a kind of it, in whatever graph or list it lies, with what it refers to.

import { isRecord, textsOf } from '../fields.js'

/** Types of schema.org that are articles end so: NewsArticle, OpinionNewsArticle, BlogPosting, Report, LiveBlogPosting. */
const endings = ['NewsArticle', 'Article', 'Posting', 'Report']

/** Types that say about news what they are, before those of any article. */
const newsTypes = /NewsArticle$|^Report|^LiveBlogPosting$/

const maxNodes = 20000

type Node = ReadonlyMap<string, unknown>

/** Finds the article in the JSON-LD of a page's scripts; a broken script is passed over. Empty where there is none. */
export function articleOf(scripts: readonly string[]): Node {
  const nodes: Node[] = []
  for (const script of scripts) collect(parseLoosely(script), nodes)
  const articles = nodes.filter((node) => typesOf(node).some((type) => endings.some((ending) => type.endsWith(ending))))
  const best = articles.find((node) => typesOf(node).some((type) => newsTypes.test(type))) ?? articles[0]
  return best === undefined ? new Map() : resolved(best, nodes)
}

function typesOf(node: Node): string[] {
  return textsOf(node.get('@type')).map((type) => type.slice(Math.max(type.lastIndexOf('/'), type.lastIndexOf(':')) + 1))
}

/** Lists every object of a value, outer before inner, without recursion. */
function collect(value: unknown, nodes: Node[]): void {
  const open: unknown[] = [value]
  for (let next = open.pop(); next !== undefined && nodes.length < maxNodes; next = open.pop()) {
    if (Array.isArray(next)) for (let i = Math.min(next.length, maxNodes) - 1; i >= 0; i--) open.push(next[i] ?? 0)
    else if (isRecord(next)) {
      const node = new Map<string, unknown>(Object.entries(next))
      nodes.push(node)
      for (const member of [...node.values()].reverse()) if (typeof member === 'object' && member !== null) open.push(member)
    }
  }
}

/** Puts in place of `{ "@id": ... }` the node of that id, for the members of the article. */
function resolved(node: Node, nodes: readonly Node[]): Node {
  const known = new Map<unknown, Node>()
  for (const each of nodes) {
    const id = each.get('@id')
    if (typeof id === 'string' && each.size > 1 && !known.has(id)) known.set(id, each)
  }
  const find = (value: unknown): unknown => {
    const id = isRecord(value) ? new Map<string, unknown>(Object.entries(value)).get('@id') : undefined
    const found = known.get(id)
    return found === undefined || found === node ? value : Object.fromEntries(found)
  }
  return new Map([...node].map(([name, value]) => [name, Array.isArray(value) ? value.slice(0, 1000).map(find) : find(value)] as const))
}

/** Parses JSON as pages have it: perhaps within a comment, perhaps with line feeds in its strings. */
function parseLoosely(script: string): unknown {
  const text = script
    .trim()
    .replace(/^(?:<!--|\/\*<!\[CDATA\[\*\/|\/\/\s?<!\[CDATA\[|<!\[CDATA\[)/, '')
    .replace(/(?:-->|\/\*\]\]>\*\/|\/\/\s?\]\]>|\]\]>)$/, '')
  for (const attempt of [text, text.replace(/[\u0000-\u001f]/g, ' ')]) {
    try {
      return JSON.parse(attempt)
    } catch {}
  }
  return undefined
}
