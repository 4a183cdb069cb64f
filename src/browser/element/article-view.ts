// One article whole, what was searched for marked in it.

import type { Searcher, StoredDocument } from '../searcher.js'
import { factsOf, plainHeadline } from './hit-list.js'
import type { Labels } from './labels.js'
import { marked, node, safeAddress } from './nodes.js'

/** An article and what is marked in its body. */
export interface Opened {
  document: StoredDocument
  marks: readonly (readonly [number, number])[]
}

/** The article as a section; `back` is called by its button and by Escape. The heading can be focused, and where the text is clicked, all of it. */
export function articleSection({ document, marks }: Opened, labels: Labels, language: string, back: () => void): HTMLElement {
  const button = node('button', { type: 'button', part: 'back' }, labels.back)
  button.addEventListener('click', back)
  const heading = node('h2', { tabindex: -1, dir: 'auto', part: 'article-headline' }, plainHeadline(document, labels))
  const section = node('article', { part: 'article', tabindex: -1 }, button, heading, factsOf(document, { document }, { language }))
  section.addEventListener('keydown', ({ key }) => key === 'Escape' && back())
  const { body } = document
  if (typeof body === 'string') for (const paragraph of paragraphsOf(body, marks)) section.append(paragraph)
  const outside = safeAddress(document.url)
  if (outside !== undefined) section.append(node('p', { part: 'actions' }, node('a', { href: outside, part: 'link' }, labels.original)))
  return section
}

/** The lines of a text as paragraphs, each with the marks that fall into it. Linear. */
function* paragraphsOf(body: string, marks: Opened['marks']): Generator<HTMLElement> {
  let mark = 0
  for (let start = 0; start <= body.length; ) {
    const newline = body.indexOf('\n', start)
    const end = newline < 0 ? body.length : newline
    const own: [number, number][] = []
    while (mark < marks.length && marks[mark][0] < end) {
      const [from, to] = marks[mark]
      own.push([Math.max(from, start) - start, Math.min(to, end) - start])
      // what goes on over the end of the line is marked in the next one too
      if (to > end) break
      mark++
    }
    const text = body.slice(start, end)
    if (text.trim() !== '') yield node('p', { dir: 'auto', part: 'paragraph' }, marked(text, own))
    start = end + 1
  }
}

/** What a query asks for in the whole body. */
export async function marksOf(searcher: Searcher, query: string, body: unknown): Promise<Opened['marks']> {
  if (typeof body !== 'string' || query.trim() === '') return []
  const [whole] = await searcher.highlight(body, query, { field: 'body', prefix: true })
  return whole !== undefined && whole.start === 0 ? whole.marks : []
}
