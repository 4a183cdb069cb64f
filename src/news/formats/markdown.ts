// Markdown with front matter: facts between `---` lines, then the text, whose marks are taken off.

import { maxRecordLength, type Origin, type ParsedArticle } from '../article.js'
import { fieldOf } from '../fields.js'
import type { ArticleFormat } from '../format.js'
import { looksLikeMarkup, textOfMarkup } from '../markup/text.js'
import { toArticle, tooLong } from '../record.js'
import { frontMatter } from './front-matter.js'

/** Front matter in YAML or TOML, or none; the first heading is the headline where the facts have none. */
export const markdown: ArticleFormat = {
  name: 'markdown',
  extensions: ['md', 'markdown', 'mdx'],
  byLine: false,

  detect(head) {
    if (/^#{1,6} \S/.test(head)) return true
    const { facts } = frontMatter(head)
    return facts.some(([name]) => fieldOf(name) !== undefined)
  },

  *parse(text, origin) {
    if (text.length > maxRecordLength) yield { problem: tooLong(text.length, origin) }
    else yield parseMarkdown(text, origin)
  },
}

function parseMarkdown(given: string, origin: Origin): ParsedArticle {
  const { facts, end } = frontMatter(given)
  const lines = given.slice(end).split(/\r\n|\r|\n/)
  let heading: string | undefined
  const first = lines.findIndex((line) => line.trim() !== '')
  if (first >= 0 && /^#\s/.test(lines[first])) {
    heading = textOfMarkdown(lines[first])
    lines.splice(0, first + 1)
  }
  const hasHeadline = facts.some(([name]) => fieldOf(name) === 'headline')
  const body = textOfMarkdown(lines.join('\n'))
  const record: [string, unknown][] = [...facts.filter(([name]) => fieldOf(name) !== 'body'), ['body', body]]
  if (heading !== undefined && !hasHeadline) record.push(['headline', heading])
  return toArticle(Object.fromEntries(record), origin, { isWhole: true })
}

/** Takes the marks off Markdown: headings, lists, quotation bars, fences, emphasis, links and images; HTML in it gives its text. Linear. */
export function textOfMarkdown(markdown: string): string {
  const lines: string[] = []
  let fence = ''
  for (const given of markdown.split(/\r\n|\r|\n/)) {
    const opening = /^ {0,3}(```|~~~)/.exec(given)?.[1]
    if (opening !== undefined && (fence === '' || fence === opening)) {
      fence = fence === '' ? opening : ''
      continue
    }
    if (fence !== '' || given === '') lines.push(given)
    else lines.push(inlineText(withoutBlockMarks(given)))
  }
  const text = lines.join('\n')
  return (looksLikeMarkup(text) ? textOfMarkup(text.replace(/\n{2,}/g, '<p>').replace(/\n/g, '<br>')) : text)
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

function withoutBlockMarks(line: string): string {
  let rest = line.trimEnd()
  // Bars and list marks may stand within each other; eight deep are enough.
  for (let i = 0; i < 8; i++) {
    const mark = /^\s{0,20}(?:>|[-*+](?=\s)|\d{1,9}[.)](?=\s)|#{1,6}(?=\s))\s{0,4}/.exec(rest)
    if (mark === null) break
    rest = rest.slice(mark[0].length)
  }
  if (/^\s{0,3}(?:-{3,}|={3,}|\*{3,}|_{3,})$/.test(rest)) return ''
  // What a link is called further down, and the notes: `[1]: https://...`
  if (/^\s{0,3}\[[^\]]{1,200}\]:\s/.test(rest)) return ''
  return rest
}

/** Links give their text, images nothing, code and emphasis what they hold; `snake_case` and `2 * 3` stay as they are. */
function inlineText(line: string): string {
  if (!/[\\[*_`<!~]/.test(line)) return line
  let text = ''
  for (let i = 0; i < line.length; i++) {
    const sign = line[i]
    if (sign === '\\' && i + 1 < line.length && !/[\p{L}\p{N}\s]/u.test(line[i + 1])) text += line[++i]
    else if (sign === '`') continue
    else if (sign === '!' && line[i + 1] === '[') i = linkEnd(line, i + 1)?.end ?? i
    else if (sign === '[') {
      const link = linkEnd(line, i)
      if (link === undefined) text += sign
      else if (line[i + 1] !== '^') text += line.slice(i + 1, link.label).replace(/[*_`]/g, '')
      if (link !== undefined) i = link.end
    } else if (sign === '<' && /^<https?:\/\/[^\s>]{1,2000}>/.test(line.slice(i, i + 2010))) {
      const end = line.indexOf('>', i)
      text += line.slice(i + 1, end)
      i = end
    } else if ((sign === '*' || sign === '_' || sign === '~') && isEmphasis(line, i)) continue
    else text += sign
  }
  return text
}

/** Where a link that opens at `start` ends: `[label](address)`, `[label][name]`, `[^note]`; labels and addresses are of one line. */
function linkEnd(line: string, start: number): { label: number; end: number } | undefined {
  const label = line.slice(start, start + 1000).indexOf(']')
  if (label < 0) return undefined
  const at = start + label
  if (line[start + 1] === '^') return { label: at, end: at }
  const close = line[at + 1] === '(' ? ')' : line[at + 1] === '[' ? ']' : ''
  if (close === '') return undefined
  const end = line.slice(at, at + 3000).indexOf(close, 1)
  if (end < 0) return undefined
  // An address may hold one pair of brackets: `.../wiki/Ice_(disambiguation)`.
  const inner = close === ')' && line.slice(at + 2, at + end).includes('(') && line[at + end + 1] === ')' ? 1 : 0
  return { label: at, end: at + end + inner }
}

/** A mark of emphasis touches a word on one side only: within words and between spaces it is a sign of its own. */
function isEmphasis(line: string, at: number): boolean {
  const sign = line[at]
  let before = at - 1
  let after = at + 1
  while (before >= 0 && at - before < 4 && line[before] === sign) before--
  while (after < line.length && after - at < 4 && line[after] === sign) after++
  const left = before < 0 || /[\s\p{P}]/u.test(line[before])
  const right = after >= line.length || /[\s\p{P}]/u.test(line[after])
  const isOpening = left && after < line.length && !/\s/.test(line[after])
  const isClosing = right && before >= 0 && !/\s/.test(line[before])
  if (sign === '~') return line[at - 1] === '~' || line[at + 1] === '~'
  return isOpening || isClosing
}
