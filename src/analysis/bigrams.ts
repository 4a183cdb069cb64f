// Characters of scripts without spaces, alone and two by two: what takes the place of words where only a dictionary could tell them.

import { classAt, MARK, SINGLE, widthAt } from './characters.js'
import { isDigit } from './lookahead.js'
import { Tokens, tokenKinds } from './tokens.js'
import { tokenizeWords } from './words.js'

/** Columns that stand ready: analysis does not call itself. */
const words = new Tokens()
let places = new Uint32Array(256)

/**
 * Finds tokens as the word tokenizer does, and stacks on each character of a script without spaces (and each syllable of Hangul, whose spaces part
 * phrases rather than words) the bigram that it begins. One character is found by itself, two by their bigram, more as a phrase of bigrams. Linear.
 */
export function tokenizeBigrams(text: string, tokens: Tokens): void {
  tokens.count = 0
  words.limit = tokens.limit
  tokenizeWords(text, words)
  // By position of the word tokenizer: the position here.
  let position = 0
  let lastStart = 0
  let lastEnd = -1
  let lastPosition = 0
  for (let i = 0; i < words.count; i++) {
    const start = words.start[i]
    const end = words.end[i]
    const kind = words.kind[i]
    const place = words.position[i]
    if (kind !== tokenKinds.word || !hasCharacter(text, start, end)) {
      const isNew = !isStacked(i)
      if (isNew) note(place, position)
      tokens.push(start, end, places[place], kind)
      if (isNew) position++
      continue
    }
    if (start === lastEnd && isJoined(text, start)) {
      // A sign that Unicode calls a letter, but that stands on the one before: Thai sara am.
      note(place, lastPosition)
      tokens.end[tokens.count - 1] = lastEnd = end
      const before = tokens.count - 2
      if (before >= 0 && tokens.kind[before] === tokenKinds.bigram && tokens.end[before] === start) tokens.end[before] = end
      continue
    }
    note(place, position)
    for (let from = start; from < end; ) {
      const single = classAt(text, from) === SINGLE
      const to = single ? end : isHangul(text.charCodeAt(from)) ? syllableEnd(text, from, end) : restOf(text, from, end)
      if (single || isHangul(text.charCodeAt(from))) {
        // The bigram is stacked on the character before, whose position has gone by: it comes right before this one.
        if (from === lastEnd) tokens.push(lastStart, to, lastPosition, tokenKinds.bigram)
        tokens.push(from, to, position, tokenKinds.word)
        lastStart = from
        lastEnd = to
      } else tokens.push(from, to, position, isNumber(text, from, to) ? tokenKinds.number : tokenKinds.word)
      lastPosition = position++
      from = to
    }
  }
  if (places.length > 1 << 16) places = new Uint32Array(256)
}

function note(place: number, position: number): void {
  if (place >= places.length) {
    const wider = new Uint32Array(Math.max(place + 1, places.length * 2))
    wider.set(places)
    places = wider
  }
  places[place] = position
}

/** Whether the word at `i` repeats one that went before. */
function isStacked(i: number): boolean {
  const kind = words.kind[i]
  if (kind === tokenKinds.compound || kind === tokenKinds.tag || kind === tokenKinds.mention) return true
  return kind === tokenKinds.acronym && i > 0 && words.position[i - 1] === words.position[i]
}

/** Whether the word is a character of a script without spaces, or has Hangul in it: `2024년`. */
function hasCharacter(text: string, start: number, end: number): boolean {
  if (classAt(text, start) === SINGLE) return true
  for (let i = start; i < end; i++) if (isHangul(text.charCodeAt(i))) return true
  return false
}

function isHangul(code: number): boolean {
  return (code >= 0xac00 && code <= 0xd7a3) || (code >= 0x1100 && code <= 0x11ff) || (code >= 0xffa0 && code <= 0xffdc)
}

function isJoined(text: string, start: number): boolean {
  const code = text.charCodeAt(start)
  return code === 0x0e33 || code === 0x0eb3
}

/** The end of the syllable at `from`, composed or of its leading, vowel and trailing letters. */
function syllableEnd(text: string, from: number, end: number): number {
  const code = text.charCodeAt(from)
  const trailing = code < 0x1160 ? 0x1160 : code >= 0xac00 && code <= 0xd7a3 ? 0x11a8 : 0x1200
  let to = from + 1
  for (; to < end; to++) {
    const next = text.charCodeAt(to)
    if (!(next >= trailing && next <= 0x11ff) && classAt(text, to) !== MARK) break
  }
  return to
}

/** The end of what is no Hangul in a word with some: `KBS뉴스`. */
function restOf(text: string, from: number, end: number): number {
  let to = from
  while (to < end && !isHangul(text.charCodeAt(to))) to += widthAt(text, to)
  return to
}

function isNumber(text: string, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (!isDigit(text, i)) return false
  return true
}
