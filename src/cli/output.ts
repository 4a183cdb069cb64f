// What goes to the terminal: untrusted text made visible, colours only where they are wanted, lines wrapped to the width.

import picocolors from 'picocolors'

/** The colouring functions of picocolors; each gives its text as it came where colours are off. */
export type Colors = ReturnType<typeof picocolors.createColors>

/** Where a command writes, and how. */
export interface Output {
  /** Writes results, as they are: pass untrusted text through `visible` first. */
  write(text: string): void
  /** Writes messages. */
  say(text: string): void
  readonly colors: Colors
  /** Columns to wrap results to; 100 where stdout is no terminal. */
  readonly width: number
  /** Whether stdout is a terminal. */
  readonly isTerminal: boolean
  /** Whether stderr is a terminal: bars are drawn only there. */
  readonly showsProgress: boolean
}

const defaultWidth = 100
const widest = 120

/** The output of this process. Colours: only on a terminal that is not dumb, and not where NO_COLOR is set. */
export function processOutput(): Output {
  const { stdout, stderr, env } = process
  const isTerminal = stdout.isTTY === true
  const inColor = isTerminal && !env.NO_COLOR && env.TERM !== 'dumb'
  return {
    write: (text) => void stdout.write(text),
    say: (text) => void stderr.write(text),
    colors: picocolors.createColors(inColor),
    get width() {
      return isTerminal ? Math.max(20, Math.min(widest, stdout.columns || 80)) : defaultWidth
    },
    isTerminal,
    showsProgress: stderr.isTTY === true && env.TERM !== 'dumb',
  }
}

/**
 * Makes untrusted text harmless to a terminal, one UTF-16 code unit for one, so that offsets stay: control characters become their pictures (`␛`), those
 * that turn the direction of writing and lone surrogates become `�`, white space becomes a space. Line feeds stay where `keepLines` is set. Linear.
 */
export function visible(text: string, { keepLines = false } = {}): string {
  let out = ''
  let copied = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code >= 0xd800 && code <= 0xdbff && isLowSurrogate(text.charCodeAt(i + 1))) {
      i++
      continue
    }
    const shown = picture(code, keepLines)
    if (shown === '') continue
    out += text.slice(copied, i) + shown
    copied = i + 1
  }
  return copied === 0 ? text : out + text.slice(copied)
}

/** What stands for a code unit; empty where it stands for itself. */
function picture(code: number, keepLines: boolean): string {
  if (code >= 0x20 && code < 0x7f) return ''
  if (code === 10 && keepLines) return ''
  if (code === 9 || code === 10 || code === 13 || code === 0x2028 || code === 0x2029) return ' '
  if (code < 0x20) return String.fromCharCode(0x2400 + code)
  if (code === 0x7f) return '␡'
  const turns =
    code === 0x200e || code === 0x200f || code === 0x061c || (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069)
  return code <= 0x9f || turns || (code >= 0xd800 && code <= 0xdfff) ? '�' : ''
}

/** One object as one line of JSON, in which nothing controls a terminal: C1 controls and DEL are escaped, as C0 are. */
export function jsonLine(value: unknown): string {
  return JSON.stringify(value).replace(/[\u007f-\u009f\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g, escapeUnit) + '\n'
}

function escapeUnit(unit: string): string {
  return '\\u' + unit.charCodeAt(0).toString(16).padStart(4, '0')
}

/** Parts `text` into lines of at most `width` columns, at spaces where there are any, as half-open offsets; spaces at the break belong to no line. */
export function lineRanges(text: string, width: number): [start: number, end: number][] {
  const lines: [number, number][] = []
  let start = 0
  let columns = 0
  let space = -1
  for (let i = 0; i < text.length; ) {
    const point = text.codePointAt(i) as number
    const size = point > 0xffff ? 2 : 1
    if (point === 10) {
      lines.push([start, i])
      start = i + 1
      columns = 0
      space = -1
      i++
      continue
    }
    columns += columnsOf(point)
    if (point === 32) space = i
    if (columns > width && i > start) {
      const end = space > start ? space : i
      lines.push([start, end])
      start = space > start ? space + 1 : i
      space = -1
      columns = 0
      i = start
      continue
    }
    i += size
  }
  if (start < text.length || lines.length === 0) lines.push([start, text.length])
  return lines
}

/** Wraps text that is already `visible`, each line behind `indent`. */
export function wrap(text: string, width: number, indent = ''): string {
  return lineRanges(text, width - indent.length)
    .map(([start, end]) => indent + text.slice(start, end).trimEnd())
    .join('\n')
}

/** An untrusted message, made visible; wrapped in a terminal, one line elsewhere, where programs read it. Ends with a line feed. */
export function messageText(message: string, { isTerminal, width }: Output): string {
  return `${isTerminal ? wrap(visible(message), width) : visible(message)}\n`
}

/** Wraps `visible` text with its marks, half-open UTF-16 ranges in order, each given to `mark`; a mark over a line's end is marked on both lines. */
export function wrapMarked(
  text: string,
  marks: readonly (readonly [number, number])[],
  mark: (text: string) => string,
  width: number,
  indent = '',
): string {
  let next = 0
  const lines = lineRanges(text, width - indent.length).map(([start, end]) => {
    let line = indent
    let at = start
    while (next < marks.length && marks[next][0] < end) {
      const [from, to] = marks[next]
      line += text.slice(at, Math.max(at, from)) + mark(text.slice(Math.max(at, from), Math.min(to, end)))
      at = Math.min(to, end)
      if (to > end) break
      next++
    }
    return line + text.slice(at, end)
  })
  return lines.join('\n')
}

/** How many columns a terminal gives `text`. */
export function columnWidth(text: string): number {
  let columns = 0
  for (const character of text) columns += columnsOf(character.codePointAt(0) as number)
  return columns
}

/** 2 for East Asian wide letters and emoji, 0 for combining marks and joiners, else 1. */
function columnsOf(point: number): number {
  if (point < 0x300) return 1
  if (point <= 0x36f || (point >= 0x200b && point <= 0x200d) || (point >= 0xfe00 && point <= 0xfe0f)) return 0
  const isWide =
    (point >= 0x1100 && point <= 0x115f) ||
    (point >= 0x2e80 && point <= 0xa4cf) ||
    (point >= 0xac00 && point <= 0xd7a3) ||
    (point >= 0xf900 && point <= 0xfaff) ||
    (point >= 0xfe30 && point <= 0xfe6f) ||
    (point >= 0xff00 && point <= 0xff60) ||
    (point >= 0xffe0 && point <= 0xffe6) ||
    (point >= 0x1f300 && point <= 0x1faff) ||
    (point >= 0x20000 && point <= 0x3fffd)
  return isWide ? 2 : 1
}

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff
}

/** A whole number with commas between thousands: `27,077`. By hand, because the first use of Intl costs 10 ms. */
export function grouped(value: number): string {
  const digits = String(value)
  let text = ''
  for (let end = digits.length; end > 0; end -= 3) text = digits.slice(Math.max(0, end - 3), end) + (text && `,${text}`)
  return text
}

/** Bytes for people: `812 B`, `41.3 KB`, `60.2 MB` (1,000 each). */
export function byteSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  if (bytes < 1e6) return `${(bytes / 1e3).toFixed(1)} KB`
  if (bytes < 1e9) return `${(bytes / 1e6).toFixed(1)} MB`
  return `${(bytes / 1e9).toFixed(2)} GB`
}

/** `1 document`, `27,077 documents`. */
export function counted(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`
}
