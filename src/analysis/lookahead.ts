// What the tokenizer must look ahead for: acronyms, possessives, tags, emoji sequences, and whether a headline shouts.

import {
  APOSTROPHE,
  classAt,
  DIGIT,
  EMOJI,
  IGNORABLE,
  isHigh,
  LOWER,
  MARK,
  REGIONAL,
  SEPARATOR,
  SINGLE,
  UNDERSCORE,
  UPPER,
  widthAt,
} from './characters.js'

/** The nearest word of two letters or more: there is none. */
export const NO_WORD = 0
/** The nearest word is all in capitals. */
export const CAPITALS = 1
/** The nearest word is not all in capitals. */
export const MIXED = 2

/** Longest compound, tag or mention, in UTF-16 code units; what is longer is found by its words. */
export const maxStacked = 64

const DOT_CODE = 0x2e
const AMPERSAND = 0x26
const maxInitials = 16

/**
 * The end of the acronym that begins with the letter at `start`, its final dot included, or 0 where there is none: at least two single letters
 * with dots between. Takes at most 16 letters, so that what a token can hold is bounded.
 */
export function acronymEnd(text: string, start: number): number {
  let i = start + 1
  let letters = 1
  while (letters < maxInitials && text.charCodeAt(i) === DOT_CODE && isInitial(text, i + 1)) {
    i += 2
    letters++
  }
  if (letters === 1) return 0
  return text.charCodeAt(i) === DOT_CODE ? i + 1 : i
}

/** A letter of one unit that ends its word: in `J.O'Brien` the O is none. */
function isInitial(text: string, i: number): boolean {
  const own = classAt(text, i)
  if ((own !== UPPER && own !== LOWER) || isHigh(text.charCodeAt(i))) return false
  const next = classAt(text, i + 1)
  if (next === APOSTROPHE) return !isLetter(classAt(text, i + 2)) || isPossessive(text, i + 1)
  return next >= SEPARATOR
}

/** Tells whether `'s` stands at `i`, where an apostrophe is, and ends its word. */
export function isPossessive(text: string, i: number): boolean {
  if ((text.charCodeAt(i + 1) | 0x20) !== 0x73) return false
  const next = classAt(text, i + 2)
  return next >= SEPARATOR || next === IGNORABLE
}

/** Tells whether `group` is a letter's class. */
export function isLetter(group: number): boolean {
  return group === UPPER || group === LOWER
}

/** Tells whether exactly three digits follow the comma at `i`. */
export function isThousands(text: string, i: number): boolean {
  return isDigit(text, i + 1) && isDigit(text, i + 2) && isDigit(text, i + 3) && classAt(text, i + 4) !== DIGIT
}

/** Tells whether an ASCII digit stands at `i`. */
export function isDigit(text: string, i: number): boolean {
  const code = text.charCodeAt(i)
  return code >= 0x30 && code <= 0x39
}

/**
 * The end of the tag or mention whose `#` or `@` stands at `i`, or 0: letters, digits, marks and underscores, at least one letter, and no word
 * character before the sign (`C#x`, `joe@example.com` and `&#x27;` have none).
 */
export function tagEnd(text: string, i: number): number {
  if (i > 0) {
    const before = classAt(text, i - 1)
    if ((before < SEPARATOR && before !== IGNORABLE) || before === UNDERSCORE || text.charCodeAt(i - 1) === AMPERSAND) return 0
  }
  let seen = 0
  let end = i + 1
  for (; end - i <= maxStacked; end += widthAt(text, end)) {
    const group = classAt(text, end)
    if (group === SINGLE) seen |= LOWER
    else if (group < SEPARATOR) seen |= group
    else if (group !== UNDERSCORE) return (seen & (UPPER | LOWER)) === 0 ? 0 : end
  }
  return 0
}

/** The end of the keycap (`1`, `#` or `*` in a box) that begins at `i`, or 0. */
export function keycapEnd(text: string, i: number): number {
  const next = text.charCodeAt(i + 1) === 0xfe0f ? i + 2 : i + 1
  return text.charCodeAt(next) === 0x20e3 ? next + 1 : 0
}

/** The end of the emoji that begins at `i`, with its modifiers and all that is joined to it; a flag is two halves. */
export function emojiEnd(text: string, i: number, group: number): number {
  let end = i + widthAt(text, i)
  if (group === REGIONAL) return classAt(text, end) === REGIONAL ? end + 2 : end
  for (;;) {
    const code = text.charCodeAt(end)
    if (code === 0x200d && classAt(text, end + 1) === EMOJI) end += 1 + widthAt(text, end + 1)
    else if (isModifier(text, end)) end += widthAt(text, end)
    else return end
  }
}

/** Variation selectors, skin tones, and the tag letters of regional flags. */
function isModifier(text: string, i: number): boolean {
  const code = text.charCodeAt(i)
  if (code === 0xfe0e || code === 0xfe0f || code === 0x20e3) return true
  const low = text.charCodeAt(i + 1)
  return (code === 0xd83c && low >= 0xdffb && low <= 0xdfff) || (code === 0xdb40 && low >= 0xdc20 && low <= 0xdc7f)
}

/** The end of the character at `i` with all that is set upon it, variation selectors too: one token of a script without spaces. */
export function clusterEnd(text: string, i: number): number {
  let end = i
  let group: number
  do {
    end += widthAt(text, end)
    group = classAt(text, end)
  } while (group === MARK || group === IGNORABLE)
  return end
}

/**
 * Whether the next word of at least two letters after `i` is all in capitals. Called for a word in capitals only, and stops at the next one, so
 * no stretch of text is looked at twice.
 */
export function capitalsAfter(text: string, i: number): number {
  let letters = 0
  let seen = 0
  for (; i < text.length; i += widthAt(text, i)) {
    const group = classAt(text, i)
    if (group < SEPARATOR) {
      seen |= group
      if (group === UPPER || group === LOWER) letters++
      continue
    }
    if (letters >= 2 && (seen & DIGIT) === 0) break
    if (group === APOSTROPHE) continue
    letters = 0
    seen = 0
  }
  if (letters < 2 || (seen & DIGIT) !== 0) return NO_WORD
  return (seen & LOWER) === 0 ? CAPITALS : MIXED
}
