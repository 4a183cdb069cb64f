// The house as its map says: import order, globals, ceilings, names, first lines and doc comments of src; each rule is also broken on purpose.
// time-out: 180 s
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { filesUnder, promisedFiles, readManifest, root } from '../../.ci/setup.mjs'
import { importFaults, importsOf, mapFaults, readOrder, shapeFaults, type Tree } from './layers.js'
import { compile, globalFaults, undocumentedExports } from './program.js'

const manifest = readManifest()
const packages = new Set(Object.keys(manifest.devDependencies))
const map = readFileSync(join(root, 'src/README.md'), 'utf8')
const order = readOrder(map)
const paths = filesUnder(root, 'src').filter((path) => path.endsWith('.ts'))
const src: Tree = new Map(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]))
const entries = promisedFiles({ exports: manifest.exports })
  .filter((path) => /(?<!\.min)\.js$/.test(path))
  .map((path) => path.replace(/^dist/, 'src').replace(/\.js$/, '.ts'))

/** A tree of one file, for the rules' own tests. */
const one = (path: string, text: string): Tree => new Map([[path, text]])

test('src has files, and the order names each of its folders', () => {
  assert.ok(paths.length > 20, `${paths.length} files`)
  assert.ok(order.size > 10)
})

test('the map has a section for each folder, and names files that are there', () => {
  assert.equal(mapFaults(map, paths), [])
})

test('src keeps the import order', () => {
  assert.equal(importFaults(src, order, packages), [])
})

test('src keeps to its ceilings, names and first lines', () => {
  assert.equal(shapeFaults(src), [])
})

test('src uses the globals of Node and of browsers only where they belong', () => {
  assert.equal(globalFaults(root, src, compile(root, src)), [])
})

test('every public export has a doc comment', () => {
  assert.ok(entries.length >= 6)
  assert.equal(undocumentedExports(root, entries, compile(root, src)), [])
})

const broken: { path: string; text: string; fault: string }[] = [
  { path: 'src/bytes/a.ts', text: "import { b } from '../index/b.js'", fault: 'bytes may not import index' },
  { path: 'src/bytes/a.ts', text: "import type { b } from '../search/b.js'", fault: 'bytes may not import search' },
  { path: 'src/bytes/a.ts', text: "export { b } from '../schema.js'", fault: 'bytes may not import schema' },
  { path: 'src/bytes/a.ts', text: "export * from '../news/b.js'", fault: 'bytes may not import news' },
  { path: 'src/bytes/a.ts', text: "const b = await import('../cli/main.js')", fault: 'bytes may not import cli' },
  { path: 'src/bytes/a.ts', text: "export type B = import('../query/b.js').B", fault: 'bytes may not import query' },
  { path: 'src/build/a.ts', text: "import '../query/b.js'", fault: 'build may not import query' },
  { path: 'src/query/a.ts', text: "import '../build/b.js'", fault: 'query may not import build' },
  { path: 'src/errors.ts', text: "import './index.js'", fault: 'errors may not import index' },
  { path: 'src/search/a.ts', text: 'const b = await import(name)', fault: 'computed' },
  { path: 'src/search/a.ts', text: "import './b'", fault: 'does not end in .js' },
  { path: 'src/search/a.ts', text: "import '../../test/b.js'", fault: 'leaves src' },
  { path: 'src/search/a.ts', text: "import { readFile } from 'node:fs'", fault: 'outside node/' },
  { path: 'src/node/a.ts', text: "import { readFile } from 'fs'", fault: 'without node:' },
  { path: 'src/analysis/a.ts', text: "import natural from 'natural'", fault: 'whole of natural' },
  { path: 'src/analysis/a.ts', text: "import left from 'left-pad'", fault: 'not in package.json' },
  { path: 'src/index/a.ts', text: "import { Index } from 'rostrum'", fault: 'own name' },
  { path: 'src/attic/a.ts', text: '', fault: 'no place' },
  { path: 'src/bytes/a.ts', text: "import '../attic/b.js'", fault: 'no place' },
]
for (const { path, text, fault } of broken) {
  test(`a wrong import is found: ${path}: ${text}`, () => {
    const faults = importFaults(one(path, text), order, packages)
    assert.is(faults.length, 1)
    assert.match(faults[0], fault)
  })
}

const allowed = [
  ['src/index/a.ts', "import '../bytes/b.js'; import type { C } from './c.js'; export * from '../errors.js'"],
  ['src/index.ts', "export { Index } from './index/index.js'; export { openIndex } from './reader/reader.js'"],
  ['src/cli/a.ts', "import { a } from 'node:fs'; import c from 'picocolors'; import '../news/b.js'"],
  ['src/analysis/a.ts', "import stemmer from 'natural/lib/natural/stemmers/porter_stemmer.js'; // import '../cli/main.js'"],
]
for (const [path, text] of allowed) {
  test(`a right import passes: ${path}`, () => assert.equal(importFaults(one(path, text), order, packages), []))
}

test('imports know their lines', () => {
  assert.equal(importsOf('a.ts', "// one\nimport './b.js'\nexport { c } from './c.js'"), [
    { specifier: './b.js', line: 2 },
    { specifier: './c.js', line: 3 },
  ])
})

test('the order is read from one line, and only from one', () => {
  assert.equal(
    [...readOrder('text\n`errors < b | c < d`\ntext')],
    [
      ['errors', 0],
      ['b', 1],
      ['c', 1],
      ['d', 2],
    ],
  )
  assert.throws(() => readOrder('nothing'), /got 0/)
  assert.throws(() => readOrder('errors < a\nerrors < b'), /got 2/)
})

test('a map that lags behind is found', () => {
  const old = '# Map\n## [a/](a) Where?\n`b.ts` and `gone.ts`\n## [b/](b) What?\n## Other\n`c.ts`\n'
  assert.equal(mapFaults(old, ['src/a/b.ts', 'src/c/d.ts', 'src/index.ts']), [
    'a/gone.ts is named and not there',
    'b/ has a section and no file',
    'c/ has no section',
  ])
})

test('a file that is too long, badly named or without a first comment is found', () => {
  const tree: Tree = new Map([
    ['src/bytes/long.ts', `// Long.\n${'x\n'.repeat(400)}`],
    ['src/bytes/full.ts', `// Full to the brim.\n${'x\n'.repeat(399)}`],
    ['src/bytes/table.generated.ts', `// Made by a program.\n${'x\n'.repeat(1000)}`],
    ['src/bytes/utils.ts', '// Things.\n'],
    ['src/bytes/camelCase.ts', '// Named otherwise.\n'],
    ['src/cli/main.ts', '#!/usr/bin/env node\n// The command line.\n'],
    ['src/bytes/bare.ts', 'export const a = 1\n'],
    ['src/bytes/empty.ts', '//\n'],
  ])
  assert.equal(
    shapeFaults(tree).map((fault) => fault.split(':')[0]),
    ['src/bytes/long.ts', 'src/bytes/utils.ts', 'src/bytes/camelCase.ts', 'src/bytes/bare.ts', 'src/bytes/empty.ts'],
  )
})

test('a global in the wrong place, and an export without a doc comment, are found', () => {
  const tree: Tree = new Map([
    ['src/search/a.ts', 'export const a = window.innerWidth\nexport const b = process.argv\nconsole.log(Buffer)\n'],
    [
      'src/search/b.ts',
      'const document = { title: 1 }\nexport const c = (hit: { document: object }) => [document, hit.document, new TextEncoder(), new Map()]\n',
    ],
    ['src/search/c.ts', 'export function f(element: HTMLElement, event: Event) { return [element, event, globalThis.document] }\n'],
    ['src/node/d.ts', 'export const d = process.pid\n'],
    [
      'src/browser/e.ts',
      "/** Documented. */\nexport const e = document.body\n/** A type. */\nexport type F = string\nexport { a, b as g } from '../search/a.js'\n",
    ],
    ['src/cli/f.ts', 'console.log(process.argv)\n'],
  ])
  const program = compile(root, tree)
  assert.equal(globalFaults(root, tree, program), [
    'src/search/a.ts:1: window is of browsers',
    'src/search/a.ts:2: process is of Node',
    'src/search/a.ts:3: console is not for the library: it writes nothing by itself',
    'src/search/a.ts:3: Buffer is of Node',
    'src/search/c.ts:1: HTMLElement is of browsers',
    'src/search/c.ts:1: document is of browsers',
  ])
  assert.equal(undocumentedExports(root, ['src/browser/e.ts', 'src/browser/gone.ts'], program), [
    'src/browser/e.ts: a has no doc comment',
    'src/browser/e.ts: g has no doc comment',
    'src/browser/gone.ts: is not a module',
  ])
})

test.run()
