// Puts words and field names into a query string so that they are read back as they are.

import { operators, phraseQuotes, reserved, reservedFirst } from './scan.js'
import { isSpace } from './spaces.js'

/** A word with a backslash before what would not be taken literally. */
export function escapeWord(word: string): string {
  if (operators.has(word)) return `\\${word}`
  let escaped = ''
  for (let i = 0; i < word.length; i++) {
    const c = word[i]
    if (isSpace(word.charCodeAt(i)) || reserved.includes(c) || (i === 0 && reservedFirst.includes(c))) escaped += '\\'
    escaped += c
  }
  return escaped
}

/** A field's name and colon; a name that is no identifier is escaped throughout. */
export function fieldPrefix(field: string | undefined): string {
  if (field === undefined) return ''
  if (/^[A-Za-z_][A-Za-z0-9_.-]*$/.test(field)) return `${field}:`
  let escaped = ''
  for (let i = 0; i < field.length; i++) escaped += `\\${field[i]}`
  return `${escaped}:`
}

/** A phrase in straight quotes. */
export function escapePhrase(text: string): string {
  let escaped = ''
  for (const c of text) escaped += c === '\\' || phraseQuotes.includes(c) ? `\\${c}` : c
  return `"${escaped}"`
}

/** A bound of a range, `*` where it is open. */
export function escapeBound(bound: number | string | undefined): string {
  if (bound === undefined) return '*'
  const text = String(bound)
  return /^[0-9A-Za-z.:+-]+$/.test(text) && text !== 'TO' ? text : escapePhrase(text)
}
