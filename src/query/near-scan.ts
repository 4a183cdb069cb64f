// Reads what stands between the parentheses of `NEAR(carbon tax, 5)`.

import { isQuote, scanQuoted, skipSpaces } from './scan.js'

/** The words, how many others may stand between them, and where the closing parenthesis ends. */
export interface ScannedNear {
  text: string
  distance: number
  end: number
}

/** Words between, where no number is written. */
const usualDistance = 5

/** The words at the parenthesis `open`; undefined where it is not closed, or holds what is no words. Linear. */
export function scanNear(text: string, open: number): ScannedNear | undefined {
  const first = skipSpaces(text, open + 1)
  let words = ''
  let at = first
  if (isQuote(text[first] ?? '')) {
    const quoted = scanQuoted(text, first)
    if (!quoted.closed) return undefined
    words = quoted.text
    at = quoted.end
  } else {
    for (; at < text.length && text[at] !== ')' && text[at] !== ','; at++) {
      if (text[at] === '(' || text[at] === '"') return undefined
      if (text[at] === '\\' && at + 1 < text.length) at++
      words += text[at]
    }
    words = words.trim()
  }
  at = skipSpaces(text, at)
  let distance = usualDistance
  if (text[at] === ',') {
    at = skipSpaces(text, at + 1)
    let end = at
    while (text[end] >= '0' && text[end] <= '9') end++
    if (end === at) return undefined
    distance = Number(text.slice(at, end))
    at = skipSpaces(text, end)
  }
  return text[at] === ')' && words !== '' ? { text: words, distance, end: at + 1 } : undefined
}
