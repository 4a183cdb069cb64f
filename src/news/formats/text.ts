// The plain-text form of newswire: header lines such as `Posted on: OUTLET | DATE`, the body, and at its end `Read at: URL`.

import { type Article, maxRecordLength, type Origin, type ParsedArticle } from '../article.js'
import { readDate } from '../dates.js'
import type { ArticleFormat } from '../format.js'
import { type Header, readHeader, readHeaders } from '../header.js'
import { finish, inputProblem, tooLong } from '../record.js'

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
  if (body === '' && !found.has('headline')) {
    const got = given.trim() === '' ? 'an empty text' : 'header lines only'
    return { problem: inputProblem(origin, 'an article with a body', got, 'Write the body after the header lines and a blank line.') }
  }
  return withHeaders({ id: '', body }, found, origin)
}

/** Completes an article that is all of a text by the headers found in it. */
export function withHeaders(article: Article, found: ReadonlyMap<Header, readonly string[]>, origin: Origin): ParsedArticle {
  const one = (header: Header) => found.get(header)?.[0]
  const posted = readPosted(one('posted'))
  article.headline = one('headline') ?? article.headline
  article.outlet = one('outlet') ?? posted.outlet
  article.url = one('url')
  article.section = one('section')
  const authors = found.get('author')
  if (authors !== undefined) article.author = authors.length === 1 ? authors[0] : [...authors]
  const speakers = found.get('speakers')?.flatMap((names) => names.split(';'))
  if (speakers !== undefined) article.speakers = speakers.map((name) => name.trim()).filter((name) => name !== '')
  return finish(article, one('id'), one('date') ?? posted.date, origin, { isWhole: true })
}

/** Takes `Read at: URL` off the end, also with its address on the next line or with none; gives the line where the body ends. */
export function readFooter(lines: readonly string[], start: number, found: Map<Header, string[]>): number {
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
