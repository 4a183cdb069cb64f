// The plain-text form of newswire: header lines such as `Posted on: OUTLET | DATE`, the body, and at its end `Read at: URL`.

import { type Article, maxRecordLength, type Origin, type ParsedArticle } from '../article.js'
import { readDate } from '../dates.js'
import type { ArticleFormat } from '../format.js'
import { finish, inputProblem, tooLong } from '../record.js'

type Header = 'id' | 'headline' | 'author' | 'posted' | 'outlet' | 'date' | 'section' | 'speakers' | 'url'

const headers = new Map<string, Header>([
  ['id', 'id'],
  ['headline', 'headline'],
  ['title', 'headline'],
  ['author', 'author'],
  ['authors', 'author'],
  ['byline', 'author'],
  ['posted on', 'posted'],
  ['published', 'posted'],
  ['published on', 'posted'],
  ['outlet', 'outlet'],
  ['source', 'outlet'],
  ['date', 'date'],
  ['section', 'section'],
  ['speaker', 'speakers'],
  ['speakers', 'speakers'],
  ['read at', 'url'],
  ['url', 'url'],
])

const maxLabel = 16

/** One article a file: header lines in any order, any of them missing, then the body. */
export const text: ArticleFormat = {
  name: 'text',
  extensions: ['txt', 'text'],
  byLine: false,

  detect() {
    return true
  },

  *parse(given, origin) {
    if (given.length > maxRecordLength) yield { problem: tooLong(given.length, origin) }
    else if (given.includes('\0')) {
      yield { problem: inputProblem(origin, 'text', 'bytes that are no text (a NUL among them)', 'Give the file as UTF-8 text or JSON.') }
    } else yield parseText(given, origin)
  },
}

function parseText(given: string, origin: Origin): ParsedArticle {
  const lines = given.split(/\r\n|\r|\n/)
  const { found, next } = readHeaders(lines)
  const end = readFooter(lines, next, found)
  const body = lines.slice(next, end).join('\n').trim()
  const one = (header: Header) => found.get(header)?.[0]
  if (body === '' && one('headline') === undefined) {
    const got = given.trim() === '' ? 'an empty text' : 'header lines only'
    return { problem: inputProblem(origin, 'an article with a body', got, 'Write the body after the header lines and a blank line.') }
  }
  const posted = readPosted(one('posted'))
  const article: Article = {
    id: '',
    headline: one('headline'),
    body,
    outlet: one('outlet') ?? posted.outlet,
    url: one('url'),
    section: one('section'),
  }
  const authors = found.get('author')
  if (authors !== undefined) article.author = authors.length === 1 ? authors[0] : authors
  const speakers = found.get('speakers')?.flatMap((names) => names.split(';'))
  if (speakers !== undefined) article.speakers = speakers.map((name) => name.trim()).filter((name) => name !== '')
  return finish(article, one('id'), one('date') ?? posted.date, origin, { isWhole: true })
}

/** Reads header lines up to the first line that is none; a header said twice (but for authors and speakers) belongs to the body. */
function readHeaders(lines: readonly string[]): { found: Map<Header, string[]>; next: number } {
  const found = new Map<Header, string[]>()
  const seen = new Set<Header>()
  let next = 0
  for (; next < lines.length; next++) {
    if (lines[next].trim() === '') continue
    const header = readHeader(lines[next])
    if (header === undefined || (seen.has(header.name) && header.name !== 'author' && header.name !== 'speakers')) break
    seen.add(header.name)
    if (header.value === '') continue
    const values = found.get(header.name)
    if (values === undefined) found.set(header.name, [header.value])
    else values.push(header.value)
  }
  return { found, next }
}

function readHeader(line: string): { name: Header; value: string } | undefined {
  const colon = line.slice(0, maxLabel).indexOf(':')
  if (colon < 0) return undefined
  const name = headers.get(line.slice(0, colon).trim().replace(/\s+/g, ' ').toLowerCase())
  return name === undefined ? undefined : { name, value: line.slice(colon + 1).trim() }
}

/** Takes `Read at: URL` off the end, also with its address on the next line or with none; gives the line where the body ends. */
function readFooter(lines: readonly string[], start: number, found: Map<Header, string[]>): number {
  let last = lines.length - 1
  while (last >= start && lines[last].trim() === '') last--
  let label = last
  const address = last >= start && /^https?:\/\/\S+$/i.test(lines[last].trim()) ? lines[last].trim() : ''
  if (address !== '') {
    label--
    while (label >= start && lines[label].trim() === '') label--
  }
  const header = label >= start ? readHeader(lines[label]) : undefined
  if (header?.name !== 'url' || (address !== '' && header.value !== '')) return last + 1
  const url = header.value === '' ? address : header.value
  if (url !== '' && !found.has('url')) found.set('url', [url])
  return label
}

/** `OUTLET | DATE`, in either order; one of them alone is what it can be read as. */
function readPosted(posted: string | undefined): { outlet?: string; date?: string } {
  if (posted === undefined) return {}
  const bar = posted.lastIndexOf('|')
  const left = posted.slice(0, Math.max(0, bar)).trim()
  const right = posted.slice(bar + 1).trim()
  if (left === '') return isDate(right) ? { date: right } : { outlet: right || undefined }
  if (right === '') return isDate(left) ? { date: left } : { outlet: left }
  return isDate(left) && !isDate(right) ? { outlet: right, date: left } : { outlet: left, date: right }
}

function isDate(given: string): boolean {
  const { time, ambiguous } = readDate(given)
  return time !== undefined || ambiguous
}
