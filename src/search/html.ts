// Marks as HTML: the one place where text becomes markup, always escaped, never guessed to be escaped already.

import { checkOptions, quote, RostrumError } from '../errors.js'

/** A piece of a stored text with what matched in it. */
export interface Fragment {
  text: string
  /** Where the fragment starts in the stored text (of a multi-valued field, in its value), in UTF-16 code units. */
  start: number
  /** Half-open ranges of `text`, ascending, not overlapping. */
  marks: [number, number][]
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
  ['`', '&#96;'],
])

/** Text for HTML content or a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"'`]/g, (character) => escapes.get(character) as string)
}

/** A fragment as HTML: text escaped, marks in `<mark>` or the element named by `tag` (letters and hyphens only). @throws E_CONFIG */
export function toHtml(fragment: Fragment, options: { tag?: string } = {}): string {
  checkOptions(options, ['tag'], 'toHtml')
  const { tag = 'mark' } = options
  if (typeof tag !== 'string' || !/^[a-z][a-z0-9-]{0,63}$/.test(tag)) {
    throw new RostrumError('E_CONFIG', { expected: 'tag, the name of an element', got: quote(tag), cure: "Leave it out for 'mark'." })
  }
  if (typeof fragment?.text !== 'string' || !Array.isArray(fragment.marks)) {
    throw new RostrumError('E_CONFIG', {
      expected: 'a fragment, { text, marks }',
      got: quote(fragment),
      cure: 'Pass one of a hit’s highlights.',
    })
  }
  const { text, marks } = fragment
  let html = ''
  let at = 0
  for (const [from, to] of marks) {
    html += `${escapeHtml(text.slice(at, from))}<${tag}>${escapeHtml(text.slice(from, to))}</${tag}>`
    at = to
  }
  return html + escapeHtml(text.slice(at))
}
