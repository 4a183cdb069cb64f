// Front matter: the YAML between `---` lines, or the TOML between `+++` lines, as far as articles use them: names, texts, lists, long texts.

/** More lines than these are no front matter. */
const maxLines = 500

/** Reads the facts before a text, and where the text begins; no facts where there is no front matter. */
export function frontMatter(text: string): { facts: [name: string, value: unknown][]; end: number } {
  const none = { facts: [], end: 0 }
  const fence = /^(---|\+\+\+)[ \t]{0,9}\r?\n/.exec(text)
  if (fence === null) return none
  const lines: string[] = []
  let at = fence[0].length
  for (; lines.length < maxLines && at < text.length; ) {
    const feed = text.indexOf('\n', at)
    const end = feed < 0 ? text.length : feed
    const line = text.slice(at, end).trimEnd()
    at = feed < 0 ? text.length : feed + 1
    if (line === fence[1] || (line === '...' && fence[1] === '---'))
      return { facts: readFacts(lines, fence[1] === '---' ? ':' : '='), end: at }
    lines.push(line)
  }
  return none
}

function readFacts(lines: readonly string[], sign: string): [string, unknown][] {
  const facts: [string, unknown][] = []
  for (let i = 0; i < lines.length; i++) {
    const found = /^("?)([\p{L}_][\p{L}\p{N} _.@-]{0,60})\1\s{0,9}([:=])(?:\s{1,99}(.*))?$/u.exec(lines[i])
    if (found === null || found[3] !== sign) continue
    const inside: string[] = []
    while (i + 1 < lines.length && (/^\s/.test(lines[i + 1]) || lines[i + 1] === '' || /^-\s/.test(lines[i + 1]))) inside.push(lines[++i])
    facts.push([found[2].trim(), readValue(found[4]?.trim() ?? '', inside)])
  }
  return facts
}

function readValue(value: string, inside: readonly string[]): unknown {
  if (/^[|>][+-]?$/.test(value)) {
    const own = inside.map((line) => line.trim())
    return value[0] === '|' ? own.join('\n').trim() : own.join(' ').trim()
  }
  if (value === '') {
    const items = inside.map((line) => /^\s{0,40}-\s{1,9}(.*)$/.exec(line)?.[1]).filter((item) => item !== undefined)
    // A list of people may have a name each: `- name: Ann Lee`.
    return items.map((item) => plain(item.replace(/^name:\s{1,9}/, '')))
  }
  if (value.startsWith('[') && value.endsWith(']')) return listOf(value.slice(1, -1))
  return plain([value, ...inside.map((line) => line.trim())].join(' ').trim())
}

/** Parts at commas outside of quotes. */
function listOf(text: string): string[] {
  const items: string[] = []
  let quote = ''
  let item = ''
  for (const sign of text) {
    if (quote !== '' && sign === quote) quote = ''
    else if (quote === '' && (sign === '"' || (sign === "'" && item.trim() === ''))) quote = sign
    else if (quote === '' && sign === ',') {
      items.push(item.trim())
      item = ''
    } else item += sign
  }
  items.push(item.trim())
  return items.filter((each) => each !== '')
}

/** A text without its quotes, or without the remark behind it. */
function plain(text: string): string {
  const first = text[0]
  if ((first === '"' || first === "'") && text.length > 1) {
    const end = text.lastIndexOf(first)
    if (end > 0) {
      const inner = text.slice(1, end)
      return first === "'" ? inner.replaceAll("''", "'") : inner.replace(/\\(["\\])/g, '$1').replaceAll('\\n', '\n')
    }
  }
  const remark = text.indexOf(' #')
  return (remark < 0 ? text : text.slice(0, remark)).trim()
}
