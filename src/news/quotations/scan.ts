// One pass over a text: words with their classes, punctuation, quotation marks in pairs, sentences and paragraphs, as columns.

import { SHORT } from './classes.js'
import { classesAt, hashStep, lower } from './lexicon.js'
import { closeParagraph, closeText, type Marks, meetMark, newMarks } from './marks.js'

/** Kinds of tokens. */
export const WORD = 1
export const NUMBER = 2
export const COMMA = 3
export const STOP = 4
export const COLON = 5
export const DASH = 6
export const LEFT = 7
export const RIGHT = 8
export const OPEN = 9
export const CLOSE = 10
export const OTHER = 11

/** Shapes of tokens, one bit each: starts with a capital. */
export const CAP = 1
/** Two capitals or more, and no small letter. */
export const UPPER = 2
/** Ends in a possessive. */
export const POSSESSIVE = 4
/** No white space before it. */
export const GLUED = 8
/** First of its sentence. */
export const FIRST_OF_SENTENCE = 16
/** A number is in it. */
export const DIGITS = 32

/** The tokens of a text, as columns; `stem` is the end without a possessive, `pair` the other mark of a pair or -1. */
export interface Scan {
  text: string
  count: number
  start: Int32Array
  end: Int32Array
  stem: Int32Array
  classes: Int32Array
  sentence: Int32Array
  paragraph: Int32Array
  pair: Int32Array
  kind: Uint8Array
  shape: Uint8Array
  /** Tokens at which a paragraph begins, and `count` at the end. */
  paragraphs: number[]
  marks: Marks
}

const LETTER = 1
const DIGIT = 2
const SPACE = 3
const ascii = new Uint8Array(128)
for (let c = 0; c < 128; c++) {
  if ((c >= 65 && c <= 90) || (c >= 97 && c <= 122)) ascii[c] = LETTER
  else if (c >= 48 && c <= 57) ascii[c] = DIGIT
  else if (c <= 32) ascii[c] = SPACE
}

/** What a character is; everything beyond Latin, Greek, Cyrillic and the like counts as a letter unless it is punctuation. */
function typeOf(code: number): number {
  if (code < 128) return ascii[code]
  if (code === 0xa0 || code === 0x202f || code === 0x2009 || code === 0x3000 || code === 0xfeff || code === 0x2028 || code === 0x2029)
    return SPACE
  if (code < 0xc0 || code === 0xd7 || code === 0xf7) return 0
  return (code >= 0x2000 && code < 0x2c00) || (code >= 0x3000 && code < 0x3040) || code >= 0xfe10 ? 0 : LETTER
}

function isUpper(code: number): boolean {
  if (code < 128) return code >= 65 && code <= 90
  const letter = String.fromCharCode(code)
  return letter.toLowerCase() !== letter
}

/** Reads a text into columns, in linear time. */
export function scan(text: string): Scan {
  const marks = newMarks()
  let room = (text.length >> 2) + 64
  const columns = (): Omit<Scan, 'text' | 'count' | 'paragraphs' | 'marks'> => ({
    start: new Int32Array(room),
    end: new Int32Array(room),
    stem: new Int32Array(room),
    classes: new Int32Array(room),
    sentence: new Int32Array(room),
    paragraph: new Int32Array(room),
    pair: new Int32Array(room),
    kind: new Uint8Array(room),
    shape: new Uint8Array(room),
  })
  const out: Scan = { text, count: 0, ...columns(), paragraphs: [0], marks }
  const length = text.length
  let { start, end, stem, classes, sentence, paragraph, pair, kind, shape } = out
  let count = 0
  let at = 0
  let sentences = 0
  let isOver = true
  let spaced = true
  while (at < length) {
    const code = text.charCodeAt(at)
    const type = code < 128 ? ascii[code] : typeOf(code)
    if (type === SPACE) {
      spaced = true
      at++
      if (code === 10 && count > 0) {
        at = skipSpace(text, at)
        if (at < length && isBreak(text, out, count, at)) {
          closeParagraph(marks, out, count, at)
          if (out.paragraphs[out.paragraphs.length - 1] !== count) out.paragraphs.push(count)
          isOver = true
        }
      }
      continue
    }
    if (count === room) {
      room *= 2
      const wider = columns()
      for (const name of Object.keys(wider) as (keyof typeof wider)[]) wider[name].set(out[name])
      Object.assign(out, wider)
      ;({ start, end, stem, classes, sentence, paragraph, pair, kind, shape } = out)
    }
    const from = at
    let form = spaced ? 0 : GLUED
    let what = OTHER
    spaced = false
    stem[count] = 0
    classes[count] = 0
    pair[count] = -1
    if (type === LETTER || type === DIGIT) {
      let hash = 0
      let capitals = 0
      let smalls = 0
      let dots = 0
      let stemEnd = -1
      if (type === LETTER && isUpper(code)) form |= CAP
      while (at < length) {
        const c = text.charCodeAt(at)
        const t = c < 128 ? ascii[c] : typeOf(c)
        if (t === LETTER) {
          if (c < 128 ? c <= 90 : isUpper(c)) capitals++
          else smalls++
          hash = hashStep(hash, c >= 65 && c <= 90 ? c + 32 : c)
          at++
          continue
        }
        if (t === DIGIT) {
          form |= DIGITS
          hash = hashStep(hash, c)
          at++
          continue
        }
        // What stands between two letters or digits may belong to the word.
        if (at + 1 < length && t !== SPACE) {
          const n = text.charCodeAt(at + 1)
          const next = n < 128 ? ascii[n] : typeOf(n)
          if (next === LETTER || next === DIGIT) {
            if (c === 39 || c === 0x2019) {
              const after = at + 2 < length ? typeOf(text.charCodeAt(at + 2)) : 0
              if ((n === 115 || n === 83) && after !== LETTER) {
                stemEnd = at
                form |= POSSESSIVE
                at += 2
                break
              }
              hash = hashStep(hash, 39)
              at++
              continue
            }
            if (c === 45 || c === 0xad || c === 0x2011) {
              hash = hashStep(hash, 45)
              at++
              continue
            }
            if (c === 46 && (next === DIGIT || at - from === 1 || isJoint(text.charCodeAt(at - 2)))) {
              dots++
              hash = hashStep(hash, 46)
              at++
              continue
            }
            if ((c === 44 || c === 58) && next === DIGIT && typeOf(text.charCodeAt(at - 1)) === DIGIT) {
              at++
              continue
            }
            if (c === 38 && capitals === at - from) {
              at++
              continue
            }
          }
        }
        break
      }
      const wordEnd = stemEnd < 0 ? at : stemEnd
      what = type === DIGIT ? NUMBER : WORD
      if (capitals > 1 && smalls === 0) form |= UPPER
      const mask = classesAt(text, from, wordEnd, hash)
      classes[count] = mask
      // A full stop belongs to an abbreviation or an initial.
      if (at < length && text.charCodeAt(at) === 46 && what === WORD && stemEnd < 0) {
        if (dots > 0 || (capitals === 1 && at - from === 1 && code !== 73) || ((mask & SHORT) !== 0 && isShort(text, at, mask, form))) at++
      }
      stem[count] = wordEnd
    } else {
      at++
      const mark = markOf(text, code, from)
      if (mark > 0) {
        at = from + mark
        const met = meetMark(marks, out, count, from, at)
        if (met < 0) {
          // A closing mark that closes nothing is an apostrophe: it belongs to the word before.
          if (count > 0 && met === -2 && kind[count - 1] === WORD && end[count - 1] === from) {
            shape[count - 1] |= POSSESSIVE
            end[count - 1] = at
          }
          continue
        }
        what = met
      } else what = punctuation(code)
    }
    start[count] = from
    end[count] = at
    if (stem[count] === 0) stem[count] = at
    if (isOver) {
      if (what === COMMA) isOver = false
      else if (what === STOP || what === CLOSE || what === RIGHT) {
        // stays with its sentence
      } else if (out.paragraphs[out.paragraphs.length - 1] === count || (form & CAP) !== 0 || what !== WORD) {
        sentences++
        form |= FIRST_OF_SENTENCE
        isOver = false
      } else isOver = false
    } else if (what === STOP) isOver = true
    kind[count] = what
    shape[count] = form
    sentence[count] = sentences
    paragraph[count] = out.paragraphs.length - 1
    count++
    out.count = count
  }
  closeParagraph(marks, out, count, length)
  closeText(marks)
  out.paragraphs.push(count)
  return out
}

function skipSpace(text: string, at: number): number {
  while (at < text.length && typeOf(text.charCodeAt(at)) === SPACE) at++
  return at
}

/** Tells whether a line break ends a paragraph: a single one before a small letter is only a wrapped line. */
function isBreak(text: string, { end }: Scan, count: number, at: number): boolean {
  const code = text.charCodeAt(at)
  if (typeOf(code) !== LETTER || isUpper(code)) return true
  let lines = 0
  for (let i = end[count - 1]; i < at; i++) if (text.charCodeAt(i) === 10) lines++
  return lines > 1
}

/** Tells whether the full stop at `at` is part of the abbreviation before: "No." and states only where a word goes on. */
function isShort(text: string, at: number, mask: number, form: number): boolean {
  if ((form & CAP) === 0 && (mask & ~SHORT) !== 0) return false
  return at + 1 < text.length && text.charCodeAt(at + 1) !== 10
}

function punctuation(code: number): number {
  switch (code) {
    case 44:
    case 59:
      return COMMA
    case 46:
    case 33:
    case 63:
    case 0x2026:
      return STOP
    case 58:
      return COLON
    case 45:
    case 0x2013:
    case 0x2014:
    case 0x2015:
      return DASH
    case 40:
    case 91:
      return LEFT
    case 41:
    case 93:
      return RIGHT
    default:
      return OTHER
  }
}

/** A full stop or a hyphen: what follows is one letter, as in "U.S." and "D-N.Y.". */
function isJoint(code: number): boolean {
  return code === 46 || code === 45
}

/** The length of the quotation mark at `from`, 0 if none is there. */
function markOf(text: string, code: number, from: number): number {
  switch (code) {
    case 34:
    case 0xab:
    case 0xbb:
    case 0x201c:
    case 0x201d:
    case 0x201e:
    case 0x201a:
    case 0x2018:
    case 0x2019:
    case 0x2039:
    case 0x203a:
      return 1
    case 39:
      return text.charCodeAt(from + 1) === 39 ? 2 : 1
    case 96:
      return text.charCodeAt(from + 1) === 96 ? 2 : 1
    default:
      return 0
  }
}

/** The text of a token, without a possessive. */
export function wordAt({ text, start, stem }: Scan, token: number): string {
  return text.slice(start[token], stem[token])
}

/** Tells whether a token is this word, given in small letters. */
export function isWord({ text, start, stem, kind }: Scan, token: number, word: string): boolean {
  if (kind[token] !== WORD || stem[token] - start[token] !== word.length) return false
  for (let i = 0, at = start[token]; i < word.length; i++, at++) if (lower(text.charCodeAt(at)) !== word.charCodeAt(i)) return false
  return true
}
