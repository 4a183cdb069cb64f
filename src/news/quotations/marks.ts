// Quotation marks in pairs: openers decide their closers, paragraph by paragraph; what cannot be paired is let go.

import { CLOSE, OPEN, type Scan } from './scan.js'

/** What stands between a pair of marks; tokens, the closing one may be the first of the next paragraph if the mark was never closed. */
export interface Span {
  open: number
  close: number
  /** UTF-16 offsets of what is between the marks. */
  start: number
  end: number
  depth: number
  isSingle: boolean
  isClosed: boolean
}

/** The open marks of a paragraph, and the spans found. */
export interface Marks {
  stack: { code: number; token: number; at: number; isWide: boolean }[]
  spans: Span[]
  /** Where the next single mark that could close stands; remembered, so that looking for it stays linear. */
  nextCloser: number
  /** Number of pairs of double marks outside others. */
  doubles: number
  singles: number
}

/** No marks yet. */
export function newMarks(): Marks {
  return { stack: [], spans: [], nextCloser: -1, doubles: 0, singles: 0 }
}

const maxDepth = 6
const isSpaceAt = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at)
  return !(code > 32) || code === 0xa0 || code === 0x202f
}
const isOpening = (code: number): boolean => code === 40 || code === 91 || code === 0x2014 || code === 0x2013 || code === 45 || code === 47
const isMarkCode = (code: number): boolean =>
  code === 34 || code === 39 || code === 0xab || code === 0xbb || (code >= 0x2018 && code <= 0x201e) || code === 0x2039 || code === 0x203a
const isLetterLike = (code: number): boolean =>
  code > 127
    ? code >= 0xc0 && !(code >= 0x2000 && code < 0x2c00)
    : (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57)

/** Takes in a mark: `OPEN` or `CLOSE`, -1 where it is to be passed over, -2 where it is an apostrophe. */
export function meetMark(marks: Marks, scan: Scan, token: number, from: number, to: number): number {
  const { text } = scan
  const code = text.charCodeAt(from)
  const isWide = to - from === 2
  const before = from === 0 ? 32 : text.charCodeAt(from - 1)
  const after = to >= text.length ? 32 : text.charCodeAt(to)
  const spaceBefore = from === 0 || isSpaceAt(text, from - 1)
  const spaceAfter = to >= text.length || isSpaceAt(text, to)
  const looksOpen = (spaceBefore || isOpening(before) || isMarkCode(before)) && !spaceAfter
  const { stack } = marks
  const top = stack.length === 0 ? undefined : stack[stack.length - 1]

  const open = (): number => {
    if (stack.length >= maxDepth) stack.length = 0
    stack.push({ code, token, at: to, isWide })
    return OPEN
  }
  const close = (...openers: number[]): number => {
    for (let i = stack.length - 1; i >= 0; i--) {
      if (!openers.includes(stack[i].code) || stack[i].isWide !== (isWide || (code === 34 && stack[i].code === 96 && stack[i].isWide)))
        continue
      stack.length = i + 1
      finish(marks, scan, token, from, true)
      return CLOSE
    }
    return -1
  }

  switch (code) {
    case 0x201c: {
      if (top?.code === 0x201e) return close(0x201e)
      const isOpenAlready = stack.some((each) => each.code === 0x201c)
      if (isOpenAlready && !looksOpen && !spaceBefore) return close(0x201c)
      const low = stack.some((each) => each.code === 0x201e) && !looksOpen ? close(0x201e) : -1
      if (low !== -1) return low
      if (!looksOpen && !spaceBefore && stack.some((each) => each.code === 34)) return close(34)
      // A second opener of the same kind: the first was never closed.
      if (isOpenAlready) dropFrom(marks, 0x201c)
      return open()
    }
    case 0x201d: {
      const closed = close(0x201c, 0x201e, 0x201d, 34)
      if (closed !== -1) return closed
      return looksOpen ? open() : -1
    }
    case 34: {
      const isOpenAlready = stack.some((each) => each.code === 34)
      const looksClosed = !spaceBefore
      if (isOpenAlready && (looksClosed || !looksOpen)) return close(34)
      if (stack.some((each) => each.code === 0x201c || (each.code === 96 && each.isWide)) && !looksOpen) return close(0x201c, 96)
      if (isOpenAlready) {
        if (!spaceBefore) return close(34)
        dropFrom(marks, 34)
      }
      return looksOpen || (!spaceAfter && !isLetterLike(before)) ? open() : -1
    }
    case 0xab:
      return stack.some((each) => each.code === 0xbb) && !looksOpen ? close(0xbb) : stack.some((each) => each.code === 0xab) ? -1 : open()
    case 0xbb: {
      const closed = close(0xab)
      if (closed !== -1) return closed
      return looksOpen ? open() : -1
    }
    case 0x2039:
      return stack.some((each) => each.code === 0x203a) && !looksOpen ? close(0x203a) : open()
    case 0x203a: {
      const closed = close(0x2039)
      if (closed !== -1) return closed
      return looksOpen ? open() : -1
    }
    case 0x201e:
      return stack.some((each) => each.code === 0x201e) ? -1 : open()
    case 0x201a:
      return looksOpen ? open() : -1
    case 96:
      return isWide ? open() : -1
    case 0x2018: {
      if (top?.code === 0x201a) return close(0x201a)
      return looksOpen && !isLetterN(text, to) && findCloser(marks, text, to) ? open() : -1
    }
    default: {
      // ' and ’: apostrophe, closing mark, or (straight) opening mark; '' closes ``.
      if (isWide) {
        const closed = close(96)
        // Doubled apostrophes that close nothing: the text has double marks of its own, so single ones are not its first.
        if (closed === -1) marks.doubles++
        return closed
      }
      const opener = code === 39 ? 39 : 0x2018
      const hasOpener = stack.some(
        (each) => !each.isWide && (each.code === opener || (code === 0x2019 && (each.code === 0x201a || each.code === 0x2018))),
      )
      if (hasOpener && !spaceBefore) {
        const isPlural = (before === 115 || before === 122) && !isMarkCode(after) && isSpaceAt(text, to) && /[a-z]/.test(text[to + 1] ?? '')
        if (isPlural && findCloser(marks, text, to)) return -2
        return close(opener, 0x2018, 0x201a)
      }
      const mayOpen = code === 39 && looksOpen && !(after >= 48 && after <= 57) && isLetterLike(after) && !isLetterN(text, to)
      if (mayOpen && findCloser(marks, text, to)) return open()
      return isLetterLike(before) && !spaceBefore ? -2 : -1
    }
  }
}

/** Tells whether the two marks of "rock 'n' roll" are apostrophes. */
function isLetterN(text: string, at: number): boolean {
  const code = text.charCodeAt(at + 1)
  return (text.charCodeAt(at) | 32) === 110 && (code === 39 || code === 0x2019)
}

/** Tells whether a single mark that could close stands further on in the paragraph. */
function findCloser(marks: Marks, text: string, from: number): boolean {
  if (marks.nextCloser < from) {
    let at = from
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at)
      if (code === 10) break
      if ((code === 39 || code === 0x2019) && at > 0 && !isSpaceAt(text, at - 1) && !isLetterLike(text.charCodeAt(at + 1))) break
    }
    marks.nextCloser = at
  }
  const code = text.charCodeAt(marks.nextCloser)
  return code === 39 || code === 0x2019
}

function dropFrom(marks: Marks, code: number): void {
  const { stack } = marks
  for (let i = stack.length - 1; i >= 0; i--) {
    if (stack[i].code !== code) continue
    stack.length = i
    return
  }
}

/** Makes a span of the top of the stack. */
function finish(marks: Marks, scan: Scan, close: number, end: number, isClosed: boolean): void {
  const { stack, spans } = marks
  const { code, token, at, isWide } = stack.pop()!
  const isSingle = !isWide && (code === 39 || code === 0x2018)
  const depth = stack.length
  if (isClosed) {
    scan.pair[token] = close
    scan.pair[close] = token
  }
  if (depth === 0) {
    if (isSingle) marks.singles++
    else marks.doubles++
  }
  spans.push({ open: token, close, start: at, end, depth, isSingle, isClosed })
}

/** Ends a paragraph: a double mark that stayed open runs to its end. */
export function closeParagraph(marks: Marks, scan: Scan, token: number, at: number): void {
  const { stack } = marks
  if (stack.length > 0) {
    stack.length = 1
    const { code, isWide } = stack[0]
    const isDouble = isWide || (code !== 39 && code !== 0x2018 && code !== 0x201a && code !== 0x2039)
    if (isDouble && token > stack[0].token + 1) finish(marks, scan, token, Math.min(at, scan.end[token - 1]), false)
    stack.length = 0
  }
  marks.nextCloser = -1
}

/** Orders the spans and says which single marks are quotations: those of a text that has no double ones around others. */
export function closeText(marks: Marks): void {
  const isBritish = marks.singles > marks.doubles
  marks.spans = marks.spans.filter(({ depth, isSingle }) => depth > 0 || !isSingle || isBritish)
  marks.spans.sort((a, b) => a.open - b.open)
  // An outer mark may have been let go after its inner ones were read, so depths are counted anew.
  const ends: number[] = []
  for (const span of marks.spans) {
    while (ends.length > 0 && ends[ends.length - 1] <= span.open) ends.pop()
    span.depth = ends.length
    ends.push(span.close)
  }
}
