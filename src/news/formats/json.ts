// JSON: one article, an array of them, or an object that holds such an array. Records are parsed one by one, so one bad record costs only itself.

import { quote } from '../../errors.js'
import { maxRecordLength, type Origin, type ParsedArticle } from '../article.js'
import { isRecord, textsOf } from '../fields.js'
import type { ArticleFormat } from '../format.js'
import { inputProblem, parseJson, toArticle, tooLong } from '../record.js'
import { type Member, members } from './members.js'

/** The members that hold the articles of a feed, an answer of an interface, or a JSON-LD graph. */
export const listNames: readonly string[] = ['articles', 'items', 'hits', 'data', '@graph']

const bodyNames = ['body', 'articleBody', 'body_text', 'bodies']

const articleTypes = ['Article', 'Posting', 'Report']

/** A list may lie in an object that lies in an object (`hits.hits`), not deeper. */
const maxNesting = 3

/** One article, an array, or `{ articles | items | hits | data | @graph: [...] }`, in any of the known vocabularies. */
export const json: ArticleFormat = {
  name: 'json',
  extensions: ['json', 'jsonld'],
  aliases: ['jsonfeed', 'ninjs', 'schema.org'],
  byLine: false,

  detect(head) {
    const start = head.trimStart()
    const next = start.slice(1).trimStart()[0]
    return (start[0] === '{' && (next === '"' || next === '}')) || (start[0] === '[' && (next === '{' || next === ']'))
  },

  *parse(text, origin) {
    const open = text.search(/\S/)
    if (open < 0 || (text[open] !== '{' && text[open] !== '[')) {
      const got = open < 0 ? 'an empty text' : quote(text.slice(open, open + 40))
      yield { problem: inputProblem(origin, 'a JSON array or object', got, 'Give articles as JSON, or name another format.') }
      return
    }
    const line = (origin.line ?? 1) + text.slice(0, open).split('\n').length - 1
    yield* parseValue(text, open, line, origin)
  },
}

function* parseValue(text: string, open: number, line: number, { name, label, url }: Origin): Generator<ParsedArticle, void, void> {
  const outlet = titleOfFeed(text, open)
  const list = findArticles(text, open, line)
  if (list === undefined) {
    yield parseOne(text.slice(open).trimEnd(), { name, label, url }, { isWhole: true })
    return
  }
  const walk = members(text, list.start, list.line)
  let number = 0
  let found = 0
  let step = walk.next()
  for (; !step.done; step = walk.next()) {
    const { start, end, line } = step.value
    const origin = { name, label, line, number: ++number, url }
    const parsed =
      end - start > maxRecordLength
        ? { problem: tooLong(end - start, origin) }
        : parseOne(text.slice(start, end).trimEnd(), origin, { listName: list.name, outlet })
    if (parsed.article === undefined && parsed.problem === undefined) continue
    found++
    yield parsed
  }
  if (found === 0 && number > 0) {
    yield {
      problem: inputProblem({ name }, 'an article in the graph', `${number} nodes of other types`, 'Give nodes of type NewsArticle.'),
    }
  }
  // An array that closes early or never closes is said, so that nobody believes the rest was read.
  const closes = text[step.value - 1] === ']'
  const rest = closes && list.start !== open ? '' : text.slice(step.value).trim()
  if (closes && rest === '') return
  const got = rest === '' ? 'the end of the text' : quote(rest.slice(0, 40))
  yield {
    problem: inputProblem(
      { name },
      closes ? 'the end of the text' : '"]" after the articles',
      got,
      'What stands before was read; mend the rest.',
    ),
  }
}

/** The title of a JSON Feed, which is its items' outlet; empty for other JSON. */
function titleOfFeed(text: string, open: number): string {
  if (text[open] !== '{' || !/"version"\s{0,9}:\s{0,9}"https?:\/\/jsonfeed\.org\//.test(text.slice(open, open + 2000))) return ''
  for (const { name, start, end } of members(text, open)) {
    if (name === 'items') return ''
    if (name === 'title' && end - start < 2000) return textsOf(parseJson(text.slice(start, end), {}).value).at(0) ?? ''
  }
  return ''
}

/** The array that holds the articles: the whole text, or a member of its object, or of an object in there; undefined where the text is one article. */
function findArticles(text: string, open: number, line: number): Member | undefined {
  let list: Member | undefined = { name: '', start: open, end: text.length, line }
  for (let nesting = 0; list !== undefined && text[list.start] === '{'; nesting++) {
    list = nesting < maxNesting ? findList(text, list.start, list.line) : undefined
  }
  return list
}

/** The member of the object at `open` that holds its articles, unless the object has a body, and so is an article itself. */
function findList(text: string, open: number, line: number): Member | undefined {
  let found: Member | undefined
  for (const member of members(text, open, line)) {
    if (bodyNames.includes(member.name)) return undefined
    const bracket = text[member.start]
    const holds = bracket === '[' || (bracket === '{' && (member.name === 'hits' || member.name === 'data'))
    if (found === undefined && holds && listNames.includes(member.name)) found = member
  }
  return found
}

/** Parses one record. A search engine's hit is its `_source`; in a JSON-LD graph what is no article (a breadcrumb, a person) gives nothing. */
function parseOne(text: string, origin: Origin, { listName = '', outlet = '', isWhole = false } = {}): ParsedArticle {
  const parsed = parseJson(text, origin)
  if (parsed.problem !== undefined) return { problem: parsed.problem }
  const { value } = parsed
  if (!isRecord(value)) return toArticle(value, origin)
  const own = new Map<string, unknown>(Object.entries(value))
  const source = own.get('_source')
  if (isRecord(source)) return toArticle({ _id: own.get('_id'), ...source }, origin)
  if (listName === '@graph' && !isArticleType(own.get('@type'))) return {}
  const parsedArticle = toArticle(value, origin, { isWhole })
  if (outlet !== '' && parsedArticle.article !== undefined) parsedArticle.article.outlet ??= outlet
  return parsedArticle
}

/** The types of schema.org that are articles end so: NewsArticle, BlogPosting, Report. A node without a type counts as one. */
function isArticleType(type: unknown): boolean {
  const types = textsOf(type)
  return types.length === 0 || types.some((name) => articleTypes.some((ending) => name.endsWith(ending)))
}
