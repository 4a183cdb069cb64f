// Runs what a Markdown page shows: its code blocks as one program, its commands in a shell, each against the output shown below it.
//
// The rules of the page: `js` and `ts` blocks read as one module, in order; imports may be repeated, other names are declared once. `sh` blocks
// whose first command is `rostrum` or `npx rostrum` run in one folder with a copy of seeds/; other `sh` blocks are for the reader alone, and
// so is code for a page, in `html` blocks. A `text` block right below a block is what it writes to stdout, where `…` stands for the rest of a
// line, a line `…` for any lines, and times (`12 ms`) for any time.
import ts from 'typescript'

/** A fenced block of a page, and the output shown below it. */
export interface Block {
  kind: 'code' | 'command'
  text: string
  expected: string | undefined
  /** The line of the opening fence, from 1. */
  line: number
}

const codeLanguages = ['js', 'ts', 'mjs', 'javascript', 'typescript']
const shellLanguages = ['sh', 'bash', 'shell', 'console']

/** Lists the blocks of a page that can be run, in order. */
export function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = []
  const lines = markdown.split('\n')
  let above: Block | undefined
  for (let i = 0; i < lines.length; i++) {
    const fence = /^```([\w-]*)\s*$/.exec(lines[i])
    if (!fence) {
      if (lines[i].trim() !== '') above = undefined
      continue
    }
    const end = lines.indexOf('```', i + 1)
    if (end === -1) throw new Error(`Expected a closing fence for line ${i + 1}, got none`)
    const text = lines.slice(i + 1, end).join('\n')
    const language = fence[1]
    if (language === 'text' && above) above.expected = text
    above = undefined
    if (codeLanguages.includes(language)) above = { kind: 'code', text, expected: undefined, line: i + 1 }
    else if (shellLanguages.includes(language) && commandLines(text))
      above = { kind: 'command', text: commandLines(text)!, expected: undefined, line: i + 1 }
    if (above) blocks.push(above)
    i = end
  }
  return blocks
}

/** The commands of a shell block without their prompts, or undefined where the first is not ours. */
function commandLines(text: string): string | undefined {
  const lines = text.split('\n').map((line) => line.replace(/^\$ /, ''))
  const first = lines.find((line) => line.trim() !== '' && !line.startsWith('#'))
  return first !== undefined && /^(npx )?rostrum\b/.test(first) ? lines.join('\n') : undefined
}

/** What the program writes before the output of block `i`. */
export function marker(i: number): string {
  return `\u0001 block ${i}`
}

/** Makes one module of code blocks: imports first, each name once, and a marker line on stdout before each block's own. */
export function programOf(blocks: readonly Block[]): string {
  const named = new Map<string, Set<string>>()
  const others = new Set<string>()
  const bodies = blocks.map(({ text }, i) => {
    const source = ts.createSourceFile('block.ts', text, ts.ScriptTarget.ES2022, true)
    let body = text
    for (const statement of [...source.statements].reverse()) {
      if (!ts.isImportDeclaration(statement)) continue
      const { importClause: clause, moduleSpecifier } = statement
      const bindings = clause?.namedBindings
      if (clause && !clause.name && bindings && ts.isNamedImports(bindings)) {
        const key = moduleSpecifier.getText()
        const names = named.get(key) ?? new Set()
        for (const element of bindings.elements) names.add(`${clause.isTypeOnly ? 'type ' : ''}${element.getText()}`)
        named.set(key, names)
      } else others.add(statement.getText())
      body = body.slice(0, statement.getFullStart()) + body.slice(statement.getEnd())
    }
    return `console.log(${JSON.stringify(marker(i))})\n${body}\n`
  })
  const imports = [...others, ...[...named].map(([from, names]) => `import { ${[...names].join(', ')} } from ${from}`)]
  return `${imports.join('\n')}\n${bodies.join('\n')}`
}

/** Cuts what the program wrote into the outputs of its blocks; those that were not reached are missing. */
export function outputsOf(stdout: string): string[] {
  const outputs: string[] = []
  for (const line of stdout.split('\n')) {
    if (line === marker(outputs.length)) outputs.push('')
    else if (outputs.length > 0) outputs[outputs.length - 1] += `${line}\n`
  }
  return outputs
}

/** Tells whether `actual` is what the page shows, by the rules of the page. */
export function matchesShown(shown: string, actual: string): boolean {
  return linesMatch(tidy(shown), tidy(actual))
}

function tidy(text: string): string[] {
  const masked = text.replaceAll('\r', '').replace(/\b\d+(?:\.\d+)? ?(?:ms|µs|s)\b/g, 'N ms')
  return masked
    .trimEnd()
    .split('\n')
    .map((line) => line.trimEnd())
}

function linesMatch(shown: readonly string[], actual: readonly string[]): boolean {
  if (shown.length === 0) return actual.length === 0
  if (shown[0].trim() === '…')
    return Array.from({ length: actual.length + 1 }, (_, i) => actual.slice(i)).some((rest) => linesMatch(shown.slice(1), rest))
  return actual.length > 0 && lineMatches(shown[0], actual[0]) && linesMatch(shown.slice(1), actual.slice(1))
}

function lineMatches(shown: string, actual: string): boolean {
  const parts = shown.split('…')
  if (parts.length === 1) return shown === actual
  const last = parts.pop()!
  let from = 0
  for (const [i, part] of parts.entries()) {
    const found = actual.indexOf(part, from)
    if (found === -1 || (i === 0 && found !== 0)) return false
    from = found + part.length
  }
  return actual.endsWith(last) && actual.length - last.length >= from
}
