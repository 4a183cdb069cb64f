// Is it speech? Titles, names of things and words held up with tongs stand between the same marks.

import { ADV, BREAK, DET, ING, WORK } from './classes.js'
import type { Span } from './marks.js'
import { CAP, CLOSE, COLON, COMMA, isWord, NUMBER, POSSESSIVE, type Scan, STOP, WORD } from './scan.js'

/** What can be said of a span without its sentence. */
export interface Look {
  words: number
  /** Every longer word has a capital. */
  isTitle: boolean
  /** Ends in `.`, `!` or `?` (last is the token), or in a comma. */
  ending: 'stop' | 'query' | 'comma' | 'none'
  /** Begins with a capital. */
  isCapital: boolean
}

/** Looks at the words of a span. */
export function look(scan: Scan, { open, close }: Span): Look {
  const { kind, shape, classes, text, start, end } = scan
  let words = 0
  let capitals = 0
  let long = 0
  let last = close - 1
  while (last > open + 1 && kind[last] === CLOSE) last--
  const limit = Math.min(close, open + 60)
  for (let i = open + 1; i < limit; i++) {
    if (kind[i] !== WORD && kind[i] !== NUMBER) continue
    words++
    const mask = classes[i]
    if ((mask & (BREAK | DET | ADV)) !== 0 && end[i] - start[i] < 6 && i > open + 1) continue
    long++
    if ((shape[i] & CAP) !== 0 || kind[i] === NUMBER) capitals++
  }
  if (close > limit) words += (close - limit) >> 1
  const code = last > open && kind[last] === STOP ? text.charCodeAt(start[last]) : 0
  return {
    words,
    isTitle: words <= 14 && long > 0 && capitals === long,
    ending: code === 46 ? 'stop' : code !== 0 ? 'query' : last > open && kind[last] === COMMA ? 'comma' : 'none',
    isCapital: open + 1 < scan.count && (shape[open + 1] & CAP) !== 0,
  }
}

/** Tells whether the words before a span announce a title or a name: "the book", "titled", "known as", "the so-called". */
export function isAnnounced(scan: Scan, open: number, low: number): boolean {
  const { kind, classes, shape } = scan
  let at = open - 1
  if (at >= low && kind[at] === COMMA) at--
  if (at < low || kind[at] !== WORD) return false
  if (isWord(scan, at, 'as') && at - 1 >= low) return isWord(scan, at - 1, 'known')
  if ((shape[at] & POSSESSIVE) !== 0) return true
  return (classes[at] & WORK) !== 0 && (classes[at] & ING) === 0 && kind[at + 1] !== COLON
}
