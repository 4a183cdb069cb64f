// Finds the members of a JSON array or object by their brackets, without parsing them, so that one broken member costs only itself.

/** One element of an array, or one member's value of an object, as half-open offsets into the text. */
export interface Member {
  /** The member's name as written between its quotes, escapes and all; empty in an array. */
  name: string
  start: number
  end: number
  /** The number of the line where it starts; the text's first is 1. */
  line: number
}

/** Brackets below this depth are counted, not told apart. */
const maxDepth = 1000

const lineFeed = 10
const quoteMark = 34
const comma = 44
const colon = 58
const bracket = 91
const backslash = 92
const brace = 123

/**
 * Yields the members of the array or object whose bracket stands at `open`, in order; returns the offset where it stopped. Damage is walked over: a line
 * feed ends an unclosed string, a closing bracket closes what was left open inside its own, and an object inside an object that follows no colon,
 * which JSON has nowhere, begins the next member. Iterative; linear in the text.
 */
export function* members(text: string, open: number, firstLine = 1): Generator<Member, number, void> {
  const inObject = text[open] === '{'
  let line = firstLine
  let at = open + 1
  let name = ''
  while (at < text.length) {
    const code = text.charCodeAt(at)
    if (isSpace(code) || code === comma) {
      if (code === lineFeed) line++
      at++
      continue
    }
    if (code === bracket + 2 || (inObject && code === brace + 2)) return at + 1
    if (code === brace + 2) {
      at++
      continue
    }
    if (inObject) {
      const sign = code === quoteMark ? colonAfter(text, stringEnd(text, at)) : -1
      if (sign < 0) return at
      name = text.slice(at + 1, stringEnd(text, at) - 1)
      for (let i = at; i < sign; i++) if (text.charCodeAt(i) === lineFeed) line++
      at = sign + 1
      while (at < text.length && isSpace(text.charCodeAt(at))) if (text.charCodeAt(at++) === lineFeed) line++
      if (at === text.length) return at
    }
    const { end, lines } = valueEnd(text, at)
    yield { name, start: at, end, line }
    line += lines
    at = end
  }
  return at
}

/** Walks over one value: to the offset after it, counting the lines it holds. */
function valueEnd(text: string, start: number): { end: number; lines: number } {
  const open: number[] = []
  let depth = 0
  let lines = 0
  let previous = 0
  let at = start
  while (at < text.length) {
    const code = text.charCodeAt(at)
    if (code === quoteMark) {
      at = stringEnd(text, at)
      previous = code
      if (depth === 0) break
      continue
    }
    if (code === brace || code === bracket) {
      if (code === brace && previous !== colon && depth > 0 && open[Math.min(depth, maxDepth) - 1] === brace) break
      if (depth < maxDepth) open[depth] = code
      depth++
    } else if (code === brace + 2 || code === bracket + 2) {
      depth = matching(open, depth, code - 2)
      if (depth < 0) break
      if (depth === 0) return { end: at + 1, lines }
    } else if (code === comma && depth === 0) break
    else if (code === lineFeed) lines++
    if (!isSpace(code)) previous = code
    at++
  }
  return { end: at, lines }
}

/** The depth left when a bracket closes the nearest open one of its kind, and what was left open inside; -1 where it belongs to an outer value. */
function matching(open: readonly number[], depth: number, kind: number): number {
  if (depth > maxDepth) return depth - 1
  let match = depth - 1
  while (match >= 0 && open[match] !== kind) match--
  return match
}

/** The offset after the string whose quote stands at `start`; at a line feed, which no JSON string holds, where it does not close. */
function stringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === quoteMark) return at + 1
    if (code === lineFeed) return at
    if (code === backslash) at++
  }
  return text.length
}

function colonAfter(text: string, start: number): number {
  let at = start
  while (at < text.length && isSpace(text.charCodeAt(at))) at++
  return text[at] === ':' ? at : -1
}

function isSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9
}
