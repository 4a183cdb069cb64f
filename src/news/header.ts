// The header lines of newswire text: `Headline: ...`, `Posted on: OUTLET | DATE`, in any order.

/** A header of newswire text, whatever it is called in it. */
export type Header = 'id' | 'headline' | 'author' | 'posted' | 'outlet' | 'date' | 'section' | 'speakers' | 'url'

const headers = new Map<string, Header>([
  ['id', 'id'],
  ['headline', 'headline'],
  ['title', 'headline'],
  ['author', 'author'],
  ['authors', 'author'],
  ['byline', 'author'],
  ['posted on', 'posted'],
  ['published', 'posted'],
  ['published on', 'posted'],
  ['outlet', 'outlet'],
  ['source', 'outlet'],
  ['date', 'date'],
  ['section', 'section'],
  ['speaker', 'speakers'],
  ['speakers', 'speakers'],
  ['read at', 'url'],
  ['url', 'url'],
])

const maxLabel = 16

/** Reads header lines up to the first line that is none; a header said twice (but for authors and speakers) belongs to the body. */
export function readHeaders(lines: readonly string[]): { found: Map<Header, string[]>; next: number } {
  const found = new Map<Header, string[]>()
  const seen = new Set<Header>()
  let next = 0
  for (; next < lines.length; next++) {
    if (lines[next].trim() === '') continue
    const header = readHeader(lines[next])
    if (header === undefined || (seen.has(header.name) && header.name !== 'author' && header.name !== 'speakers')) break
    seen.add(header.name)
    if (header.value === '') continue
    const values = found.get(header.name)
    if (values === undefined) found.set(header.name, [header.value])
    else values.push(header.value)
  }
  return { found, next }
}

/** Reads `Label: value`; undefined where the label is none of the known ones. */
export function readHeader(line: string): { name: Header; value: string } | undefined {
  const colon = line.slice(0, maxLabel).indexOf(':')
  if (colon < 0) return undefined
  const name = headers.get(line.slice(0, colon).trim().replace(/\s+/g, ' ').toLowerCase())
  return name === undefined ? undefined : { name, value: line.slice(colon + 1).trim() }
}
