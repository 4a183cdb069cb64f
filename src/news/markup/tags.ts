// Parts HTML and XML into tags and text by their signs alone: no tree, no recursion, and whatever is broken is walked over.

/** A tag, or the text up to the next one. */
export interface Part {
  /** Lower case, with its prefix (`content:encoded`); empty for text. */
  name: string
  isEnd: boolean
  /** Text as it stands, entities and all; of a tag, what stands between its name and its `>`. */
  source: string
  /** Whether the text is plain already: CDATA, or the inside of a script. */
  isPlain: boolean
  /** Half-open, in the text that is parted. */
  start: number
  end: number
}

/** Elements whose inside is no markup, in HTML. */
const rawNames = ['script', 'style', 'title', 'textarea', 'xmp', 'iframe', 'noembed', 'noframes', 'plaintext']

/** Of those, the ones whose entities count. */
const decodedNames = ['title', 'textarea']

/**
 * Yields tags and texts in order; comments, declarations and instructions are passed over. What is never closed (a comment, a script) reaches to the
 * end. In XML (`isXml`) no element is raw. Linear.
 */
export function* parts(text: string, { isXml = false, start = 0 } = {}): Generator<Part, void, void> {
  let from = start
  let at = start
  while (at < text.length) {
    const open = text.indexOf('<', at)
    if (open < 0) break
    const next = text.charCodeAt(open + 1)
    const isEnd = next === 47
    if (!isEnd && next !== 33 && next !== 63 && !isNameStart(next)) {
      at = open + 1
      continue
    }
    if (isEnd && !isNameStart(text.charCodeAt(open + 2))) {
      // `</` before anything else is a comment to browsers; `</>` is nothing.
      if (open > from) yield textPart(text, from, open)
      from = at = after(text, '>', open + 2)
      continue
    }
    if (open > from) yield textPart(text, from, open)
    if (text.startsWith('<![CDATA[', open)) {
      const close = text.indexOf(']]>', open + 9)
      const end = close < 0 ? text.length : close
      yield { name: '', isEnd: false, source: text.slice(open + 9, end), isPlain: true, start: open + 9, end }
      from = at = close < 0 ? end : close + 3
    } else if (next === 33 || next === 63) {
      from = at = text.startsWith('<!--', open) ? afterComment(text, open) : afterDeclaration(text, open)
    } else {
      const tag = tagAt(text, open, isEnd)
      yield tag
      from = at = tag.end
      if (isXml || isEnd || !rawNames.includes(tag.name) || tag.source.endsWith('/')) continue
      const end = rawEnd(text, at, tag.name)
      if (end > at) yield { ...textPart(text, at, end), isPlain: !decodedNames.includes(tag.name) }
      from = at = end
    }
  }
  if (from < text.length) yield textPart(text, from, text.length)
}

/** Reads the attributes of a tag's `source`, names in lower case, values with their entities; the first of a name counts. At most 100. Linear. */
export function attributesOf(source: string): Map<string, string> {
  const found = new Map<string, string>()
  let at = 0
  while (at < source.length && found.size < 100) {
    while (at < source.length && (isSpace(source.charCodeAt(at)) || source[at] === '/')) at++
    const start = at
    while (at < source.length && !isSpace(source.charCodeAt(at)) && source[at] !== '/' && (source[at] !== '=' || at === start)) at++
    const name = source.slice(start, at).toLowerCase()
    while (at < source.length && isSpace(source.charCodeAt(at))) at++
    let value = ''
    if (source[at] === '=') {
      at++
      while (at < source.length && isSpace(source.charCodeAt(at))) at++
      const quote = source[at]
      if (quote === '"' || quote === "'") {
        const close = source.indexOf(quote, at + 1)
        value = source.slice(at + 1, close < 0 ? source.length : close)
        at = close < 0 ? source.length : close + 1
      } else {
        const begin = at
        while (at < source.length && !isSpace(source.charCodeAt(at))) at++
        value = source.slice(begin, at)
      }
    }
    if (name !== '' && !found.has(name)) found.set(name, value)
  }
  return found
}

function textPart(text: string, start: number, end: number): Part {
  return { name: '', isEnd: false, source: text.slice(start, end), isPlain: false, start, end }
}

function tagAt(text: string, open: number, isEnd: boolean): Part {
  const start = open + (isEnd ? 2 : 1)
  let at = start
  while (at < text.length && !isSpace(text.charCodeAt(at)) && text[at] !== '>' && text[at] !== '/') at++
  const name = text.slice(start, Math.min(at, start + 100)).toLowerCase()
  const rest = at
  let quote = ''
  for (; at < text.length; at++) {
    const sign = text[at]
    if (quote !== '') {
      if (sign === quote) quote = ''
    } else if (sign === '>') break
    // A quote opens a value only behind its `=`: elsewhere it is a slip, which must not swallow the page.
    else if ((sign === '"' || sign === "'") && isAfterEquals(text, at, rest)) quote = sign
  }
  return { name, isEnd, source: text.slice(rest, at), isPlain: false, start: open, end: Math.min(at + 1, text.length) }
}

function isAfterEquals(text: string, at: number, least: number): boolean {
  let before = at - 1
  // White space between the two is short; a limit keeps the whole linear.
  while (before > least && at - before < 20 && isSpace(text.charCodeAt(before))) before--
  return text[before] === '='
}

function afterComment(text: string, open: number): number {
  // `<!-->` and `<!--->` are whole.
  if (text[open + 4] === '>') return open + 5
  if (text.startsWith('->', open + 4)) return open + 6
  return after(text, '-->', open + 4)
}

/** After a DOCTYPE, also one with declarations in brackets, none of which is ever read. */
function afterDeclaration(text: string, open: number): number {
  let depth = 0
  for (let at = open + 2; at < text.length; at++) {
    const sign = text[at]
    if (sign === '[') depth++
    else if (sign === ']') depth--
    else if (sign === '>' && depth <= 0) return at + 1
  }
  return after(text, '>', open + 2)
}

function after(text: string, sign: string, from: number): number {
  const found = text.indexOf(sign, from)
  return found < 0 ? text.length : found + sign.length
}

/** The offset of `</name`; the end of the text where there is none. */
function rawEnd(text: string, from: number, name: string): number {
  if (name === 'plaintext') return text.length
  for (let at = text.indexOf('</', from); at >= 0; at = text.indexOf('</', at + 2)) {
    if (text.slice(at + 2, at + 2 + name.length).toLowerCase() === name && !isNamePart(text.charCodeAt(at + 2 + name.length))) return at
  }
  return text.length
}

function isNameStart(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122)
}

function isNamePart(code: number): boolean {
  return isNameStart(code) || (code >= 48 && code <= 58) || code === 45
}

function isSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9 || code === 12
}
