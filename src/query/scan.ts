// Finds where the pieces of a query string begin and end, and what they are without their backslashes. Every scan is one loop forwards.

import { isSpace } from './spaces.js'

/** What a backslash is needed before, wherever it stands in a word: what has a meaning there. */
export const reserved = '\\()^:~*"“”„‟«»'
/** What a backslash is needed before at the start of a word or of a field's value. */
export const reservedFirst = '+-[{<>'
/** The quotes that may close what a straight quote opens; languages and keyboards mix them freely: „so“, “so”, ”so”. */
export const phraseQuotes = '"“”„‟'
/** Likewise «so» and »so«. */
const guillemets = '«»'

/** A bound of a range; without text it is open. */
export interface Bound {
  text: string | undefined
  end: number
  /** Whether anything is there. */
  good: boolean
  /** False where it is quoted and the closing quote is missing. */
  closed: boolean
}

/** Tells whether a phrase may begin with `c`. */
export function isQuote(c: string): boolean {
  return phraseQuotes.includes(c) || guillemets.includes(c)
}

/** Tells whether words as they are written begin at `i`: an = sign before a quote. */
export function isExact(text: string, i: number): boolean {
  return text[i] === '=' && i + 1 < text.length && isQuote(text[i + 1])
}

/** Where the white space at `i` ends. */
export function skipSpaces(text: string, i: number): number {
  while (i < text.length && isSpace(text.charCodeAt(i))) i++
  return i
}

/** Where the run of code units at `i` ends that are neither white space nor parentheses. */
export function skipRun(text: string, i: number): number {
  while (i < text.length && !isSpace(text.charCodeAt(i)) && text[i] !== '(' && text[i] !== ')') i++
  return i
}

/** Where the word at `start` ends: at white space, a parenthesis, a ^, or a quote after a colon (said:"so it is"). */
export function skipWord(text: string, start: number): number {
  let k = start
  for (; k < text.length && !isSpace(text.charCodeAt(k)); k++) {
    const c = text[k]
    if (c === '(' || c === ')' || c === '^') break
    if (k > start && text[k - 1] === ':' && isQuote(c)) break
    if (c === '\\' && k + 1 < text.length) k++
  }
  return k
}

/** The text between the quote at `open` and its partner, or the end where there is none. */
export function scanQuoted(text: string, open: number): { text: string; end: number; closed: boolean } {
  const closing = phraseQuotes.includes(text[open]) ? phraseQuotes : guillemets
  let inner = ''
  for (let k = open + 1; k < text.length; k++) {
    if (text[k] === '\\' && k + 1 < text.length) inner += text[++k]
    else if (closing.includes(text[k])) return { text: inner, end: k + 1, closed: true }
    else inner += text[k]
  }
  return { text: inner, end: text.length, closed: false }
}

/** What stands before the first colon of the word at `start`; in `bare` an `x` stands for each escaped code unit, so that what is escaped is a name. */
export function scanName(text: string, start: number): { text: string; bare: string; end: number } | undefined {
  let name = ''
  let bare = ''
  for (let k = start; k < text.length && !isSpace(text.charCodeAt(k)) && text[k] !== '(' && text[k] !== ')' && text[k] !== '^'; k++) {
    if (text[k] === ':') return name === '' ? undefined : { text: name, bare, end: k + 1 }
    const isEscaped = text[k] === '\\' && k + 1 < text.length
    if (isEscaped) k++
    name += text[k]
    bare += isEscaped ? 'x' : text[k]
  }
  return undefined
}

/** The bound at `start`: quoted, or as far as the next white space, bracket, parenthesis or ^; `*` is an open one. */
export function scanBound(text: string, start: number): Bound {
  if (start < text.length && isQuote(text[start])) {
    const quoted = scanQuoted(text, start)
    return { ...quoted, good: /\S/.test(quoted.text) }
  }
  let bound = ''
  let end = start
  for (; end < text.length && !isSpace(text.charCodeAt(end)) && !']})(^'.includes(text[end]); end++) {
    if (text[end] === '\\' && end + 1 < text.length) end++
    bound += text[end]
  }
  const raw = text.slice(start, end)
  return { text: raw === '*' ? undefined : bound, end, good: /\S/.test(bound) && raw !== 'TO', closed: true }
}
