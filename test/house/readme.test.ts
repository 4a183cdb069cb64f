// The first page keeps its word: every code block of README.md runs, and writes what the page shows.
// needs: dist
import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { root } from '../../.ci/setup.mjs'
import { type Block, blocksOf, matchesShown, outputsOf, programOf } from './readme.js'

const folder = mkdtempSync(join(tmpdir(), 'rostrum-readme-'))

test.before(() => {
  mkdirSync(join(folder, 'node_modules'))
  mkdirSync(join(folder, 'bin'))
  symlinkSync(root, join(folder, 'node_modules/rostrum'), 'junction')
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n')
  if (existsSync(join(root, 'seeds'))) cpSync(join(root, 'seeds'), join(folder, 'seeds'), { recursive: true })
  const command = `exec "${process.execPath}" "${join(root, 'dist/cli/main.js')}" "$@"\n`
  writeFileSync(join(folder, 'bin/rostrum'), `#!/bin/sh\n${command}`)
  writeFileSync(join(folder, 'bin/npx'), `#!/bin/sh\nshift\n${command}`)
  for (const name of ['rostrum', 'npx']) chmodSync(join(folder, 'bin', name), 0o755)
})
test.after(() => rmSync(folder, { recursive: true, force: true }))

/** Runs a program in the page's folder; a minute at most. */
function run(program: string, args: readonly string[]): { code: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 60_000,
    killSignal: 'SIGKILL',
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0', PATH: `${join(folder, 'bin')}${delimiter}${process.env.PATH}`, HOME: folder },
  })
  return { code: status, stdout, stderr }
}

/** Runs the code blocks of a page as one program, and says what is not as shown. */
function codeFaults(blocks: readonly Block[]): string[] {
  writeFileSync(join(folder, 'page.ts'), programOf(blocks))
  const loader = pathToFileURL(join(root, 'node_modules/tsx/dist/loader.mjs')).href
  const { code, stdout, stderr } = run(process.execPath, ['--import', loader, 'page.ts'])
  const outputs = outputsOf(stdout)
  const faults = blocks.flatMap((block, i) => (outputs[i] === undefined ? [] : shownFaults(block, outputs[i])))
  return code === 0 ? faults : [...faults, `stopped in the block of line ${blocks[Math.max(0, outputs.length - 1)]?.line}: ${stderr}`]
}

/** Runs one block of commands, and says what is not as shown. */
function commandFaults(block: Block): string[] {
  const { code, stdout, stderr } = run('sh', ['-e', '-c', block.text])
  return code === 0 ? shownFaults(block, stdout) : [`line ${block.line}: left with ${code}: ${stdout}${stderr}`]
}

function shownFaults({ expected, line }: Block, actual: string): string[] {
  return expected === undefined || matchesShown(expected, actual)
    ? []
    : [`line ${line}: the page shows\n${expected}\nand it wrote\n${actual}`]
}

const page = blocksOf(readFileSync(join(root, 'README.md'), 'utf8'))
const code = page.filter(({ kind }) => kind === 'code')
const commands = page.filter(({ kind }) => kind === 'command')

test('README.md shows code and commands', () => {
  assert.ok(code.length > 0, 'no js or ts block')
  assert.ok(commands.length > 0, 'no sh block that begins with rostrum')
})

test('the code of README.md runs and writes what it shows', () => {
  assert.is(codeFaults(code).join('\n'), '')
})

for (const block of commands) {
  test(`README.md:${block.line}: ${block.text.split('\n')[0]}`, () => assert.is(commandFaults(block).join('\n'), ''))
}

const wrong = blocksOf(`
\`\`\`ts
import { Index } from 'rostrum'
const index: Index = new Index({ fields: { body: {} } })
console.log(index.count)
\`\`\`

\`\`\`text
1
\`\`\`

\`\`\`js
import { Index } from 'rostrum'
nothing.here
\`\`\`
`)
test('a page whose code stops, or writes something else, is found', () => {
  const faults = codeFaults(wrong)
  assert.is(faults.length, 2)
  assert.match(faults[0], /^line 2: the page shows\n1\nand it wrote\n0/)
  assert.match(faults[1], /^stopped in the block of line 12:[\s\S]*nothing is not defined/)
})

test('a page whose command fails, or writes something else, is found', () => {
  const [unknown, help] = blocksOf('```sh\nnpx rostrum nonsense\n```\n\n```sh\n$ rostrum --help\n```\n\n```text\nanother\n```\n')
  assert.match(commandFaults(unknown)[0], /^line 1: left with 2/)
  assert.match(commandFaults(help)[0], /^line 5: the page shows\nanother/)
})

test('blocks are found with their kinds and outputs', () => {
  const text =
    '```js\na\n```\nprose\n```text\nnot its output\n```\n```sh\nnpm install rostrum\n```\n```sh\n# build\n$ rostrum build\n```\n\n```text\nout\n```\n```html\n<p>\n```'
  assert.equal(blocksOf(text), [
    { kind: 'code', text: 'a', expected: undefined, line: 1 },
    { kind: 'command', text: '# build\nrostrum build', expected: 'out', line: 11 },
  ])
  assert.throws(() => blocksOf('```js\nopen'), /closing fence for line 1/)
})

test('imports are lifted and said once', () => {
  const blocks = blocksOf(
    "```js\nimport { a } from 'x'\nimport * as y from 'y'\na()\n```\n```ts\nimport { a, type B } from 'x'\nimport { c } from 'z'\nc()\n```",
  )
  const imports = programOf(blocks).split('\n').slice(0, 3)
  assert.equal(imports, ["import * as y from 'y'", "import { a, type B } from 'x'", "import { c } from 'z'"])
})

const shown: [string, string, boolean][] = [
  ['a\nb', 'a\nb\n', true],
  ['a\nb', 'a\nc', false],
  ['a', 'a\nb', false],
  ['a\n…', 'a\nb\nc', true],
  ['…\nc', 'a\nb\nc', true],
  ['a\n…\nd', 'a\nb\nc', false],
  ['found …', 'found 3 of 4', true],
  ['found … of 4', 'found 3 of 5', false],
  ['a…a', 'a', false],
  ['3 hits in 12 ms', '3 hits in 0.4 ms', true],
  ['3 hits in 12 ms', '4 hits in 12 ms', false],
]
for (const [expected, actual, good] of shown) {
  test(`${JSON.stringify(actual)} is ${good ? '' : 'not '}what ${JSON.stringify(expected)} shows`, () =>
    assert.is(matchesShown(expected, actual), good))
}

test.run()
