// Puts words and field names into a query string so that they are read back as they are.

import { operators } from './plain.js'
import { phraseQuotes, reserved, reservedFirst } from './scan.js'
import { isSpace } from './spaces.js'

/** A word with a backslash before what would not be taken literally. */
export function escapeWord(word: string): string {
  if (operators.has(word)) return `\\${word}`
  let escaped = ''
  for (let i = 0; i < word.length; i++) {
    const c = word[i]
    if (isSpace(word.charCodeAt(i)) || reserved.includes(c) || (i === 0 && reservedFirst.includes(c)) || isInnerMark(word, i))
      escaped += '\\'
    escaped += c
  }
  return escaped
}

/** A `?` that is no punctuation: something other follows. */
function isInnerMark(word: string, i: number): boolean {
  if (word[i] !== '?' || i === 0) return false
  let next = i
  while (word[next] === '?') next++
  return next < word.length
}

/** A wildcard, whose `*` and `?` stay as they are; its own backslashes as well. */
export function escapeWildcard(text: string): string {
  let escaped = ''
  for (let i = 0; i < text.length; i++) {
    const c = text[i]
    if (c === '\\' && i + 1 < text.length) escaped += c + text[++i]
    else escaped += c === '*' || c === '?' ? c : i === 0 ? escapeWord(c) : escapeInner(c)
  }
  return escaped
}

function escapeInner(c: string): string {
  return isSpace(c.charCodeAt(0)) || reserved.includes(c) ? `\\${c}` : c
}

/** A field's name and colon; a name that is no identifier is escaped throughout. */
export function fieldPrefix(field: string | undefined): string {
  if (field === undefined) return ''
  if (/^[A-Za-z_][A-Za-z0-9_.-]*$/.test(field)) return `${field}:`
  let escaped = ''
  for (let i = 0; i < field.length; i++) escaped += `\\${field[i]}`
  return `${escaped}:`
}

/** A text in straight quotes. In a phrase a `*` at the end would make the last word the start of one. */
export function escapePhrase(text: string, isPhrase = true): string {
  let escaped = ''
  for (const c of text) escaped += c === '\\' || phraseQuotes.includes(c) ? `\\${c}` : c
  if (isPhrase && escaped.endsWith('*')) escaped = `${escaped.slice(0, -1)}\\*`
  return `"${escaped}"`
}

/** A bound of a range, `*` where it is open. */
export function escapeBound(bound: number | string | undefined): string {
  if (bound === undefined) return '*'
  const text = String(bound)
  return /^[0-9A-Za-z.:+-]+$/.test(text) && text !== 'TO' ? text : escapePhrase(text, false)
}
