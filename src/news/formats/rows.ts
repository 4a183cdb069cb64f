// The rows of CSV (RFC 4180): cells between quotes may hold separators and line feeds, and a quote that is never closed costs one line.

/** One row. */
export interface Row {
  cells: string[]
  /** The number of the line where it starts; the text's first is 1. */
  line: number
  /** UTF-16 code units. */
  length: number
  /** What came instead of a row. */
  problem?: string
}

/**
 * Yields the rows of a text, blank lines left out. A row of several lines that has another number of cells than the first one is the
 * work of a stray quote: its first line is a problem, and reading goes on with the next. As much text as there is may be read again; linear.
 */
export function* rows(text: string, separator: string): Generator<Row, void, void> {
  const lastClose = lastCloseOf(text, separator)
  let spare = text.length
  let columns = 0
  let line = 1
  let at = 0
  while (at < text.length) {
    const row = readRow(text, at, separator, spare > 0 ? lastClose : -1)
    const isStray = columns > 0 && row.cells.length !== columns && row.lines > 1 && spare > 0
    if (isStray || row.isOpen) {
      if (spare > 0) spare -= row.end - at
      const end = lineEnd(text, at)
      yield { cells: [], line, length: end - at, problem: 'a quote that is not closed' }
      at = end
      line++
      continue
    }
    if (row.cells.length > 1 || row.cells[0].trim() !== '') {
      if (columns === 0) columns = row.cells.length
      yield { cells: row.cells, line, length: row.end - at }
    }
    line += row.lines
    at = row.end
  }
}

function readRow(text: string, start: number, separator: string, lastClose: number) {
  const cells: string[] = []
  let lines = 1
  let at = start
  for (;;) {
    if (text[at] === '"') {
      let cell = ''
      let from = at + 1
      let close = -1
      while (from <= lastClose) {
        close = text.indexOf('"', from)
        if (close < 0) break
        const next = text[close + 1]
        if (next === undefined || next === separator || next === '\n' || next === '\r') break
        // Two quotes are one; one before anything else is itself.
        cell += text.slice(from, close + 1)
        from = next === '"' ? close + 2 : close + 1
        close = -1
      }
      if (close < 0) return { cells, lines, end: text.length, isOpen: true }
      cell += text.slice(from, close)
      lines += count(cell)
      cells.push(cell)
      at = close + 1
    } else {
      let end = at
      while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end++
      cells.push(text.slice(at, end))
      at = end
    }
    if (text[at] !== separator) break
    at++
  }
  if (text[at] === '\r') at++
  if (text[at] === '\n') at++
  return { cells, lines, end: at, isOpen: false }
}

/** The last quote that can close a cell; -1 where none can. */
function lastCloseOf(text: string, separator: string): number {
  let at = text.lastIndexOf('"')
  while (at > 0 && at + 1 < text.length && ![separator, '\n', '\r'].includes(text[at + 1])) at = text.lastIndexOf('"', at - 1)
  return at
}

function lineEnd(text: string, start: number): number {
  const feed = text.indexOf('\n', start)
  return feed < 0 ? text.length : feed + 1
}

function count(text: string): number {
  let feeds = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) feeds++
  return feeds
}
