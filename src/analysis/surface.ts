// The dictionary word of a token: how it would be typed by somebody in a hurry.

import { acronymWord } from './acronyms.js'
import { foldDiacritics, lowercase } from './fold.js'
import { tokenKinds } from './tokens.js'
import { maxTokenBytes } from './words.js'

const styling = /[\ufe0e\ufe0f]|\ud83c[\udffb-\udfff]/g
// The joints of a compound; a dot between digits is part of a number.
const joints = /['\-\u2010,]|\.(?!\d)|(?<!\d)\./g

/** Gives the word of the token `raw` of `kind`: lower-cased, folded, without thousands separators; empty where nothing is left. */
export function surface(raw: string, kind: number): string {
  if (kind === tokenKinds.emoji) return raw.replace(styling, '')
  const word = foldDiacritics(lowercase(raw))
  if (kind === tokenKinds.acronym) return acronymWord(word.replaceAll('.', ''))
  if (kind === tokenKinds.compound) return bounded(word.replace(joints, ''))
  return bounded(word.includes(',') ? word.replaceAll(',', '') : word)
}

/** The lower-case text of a word or compound: no thousands separators, a compound without its joints. */
export function joined(lower: string, kind: number): string {
  return kind === tokenKinds.compound ? lower.replace(joints, '') : lower.replaceAll(',', '')
}

/** Compatibility forms may grow elevenfold when made plain; the dictionary holds at most `maxTokenBytes`. */
export function bounded(word: string): string {
  if (word.length * 3 <= maxTokenBytes) return word
  let bytes = 0
  let end = 0
  for (const character of word) {
    const point = character.codePointAt(0) ?? 0
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4
    if (bytes > maxTokenBytes) return word.slice(0, end)
    end += character.length
  }
  return word
}
