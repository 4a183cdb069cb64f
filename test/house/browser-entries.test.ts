// Every entry but ./node runs in a page: no module or global of Node, no code made from text, in any file that it can load.
// needs: dist
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createContext, runInContext } from 'node:vm'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { readManifest, root } from '../../.ci/setup.mjs'
import { reachable, unfitForPages } from './code.js'

const read = (path: string) => readFileSync(join(root, path), 'utf8')

const { exports } = readManifest() as { exports: Record<string, string | { import: { default: string } }> }
const entries = Object.entries(exports).flatMap(([name, exported]) =>
  typeof exported === 'string' || name === './node' ? [] : [{ name, path: exported.import.default.slice(2) }],
)

test('there are entries to look at', () => {
  assert.ok(entries.length >= 5)
})

for (const { name, path } of [...entries, { name: 'script', path: 'dist/rostrum.min.js' }]) {
  test(`${name} is fit for a page`, () => {
    assert.equal(
      reachable(path, read).flatMap((file) => unfitForPages(file, read(file))),
      [],
    )
  })
}

test('the node entry would be found out', () => {
  const faults = reachable('dist/node/index.js', read).flatMap((file) => unfitForPages(file, read(file)))
  assert.match(faults.join('\n'), /imports node:/)
})

test('the script defines Rostrum, and finds a document, where nothing of Node is there', () => {
  const page = createContext({ TextEncoder, TextDecoder })
  runInContext(read('dist/rostrum.min.js'), page)
  const ids = runInContext(
    `const index = new Rostrum.Index({ fields: { body: {} } })
     index.addAll([{ id: 'a', body: 'a tax on carbon' }, { id: 'b', body: 'herring quota' }])
     JSON.stringify(index.search('carbon').hits.map((hit) => hit.id))`,
    page,
  )
  assert.is(ids, '["a"]')
})

const wrong = [
  ["import { readFile } from 'node:fs'", 'imports node:fs of Node'],
  ["import { join } from 'path'", 'imports path of Node'],
  ["export * from 'fflate'", 'imports fflate, which is not in the package'],
  ["await import('node:zlib')", 'imports node:zlib of Node'],
  ['const a = process.env.A', 'uses process'],
  ['const a = globalThis.process', 'uses process'],
  ["const a = typeof Buffer === 'undefined'", 'uses Buffer'],
  ["const a = eval('1')", 'calls eval'],
  ["const a = (0, eval)('1')", 'calls eval'],
  ["const a = new Function('return 1')", 'calls Function'],
  ["const a = Function('return 1')", 'calls Function'],
]
for (const [code, fault] of wrong) {
  test(`found: ${code}`, () => assert.equal(unfitForPages('a.js', code), [`a.js:1: ${fault}`]))
}

const harmless = [
  'const a = { process: 1 }; a.process = 2; a.Buffer()',
  '// process.env, eval(1), new Function\nconst a = "node:fs process"',
  'class A { process() {} require = 1 }; const { process: p } = a',
  'export { a as process }; const b = c instanceof Function',
  "import { a } from './chunk-1.js'",
]
for (const code of harmless) {
  test(`harmless: ${code}`, () => assert.equal(unfitForPages('a.js', code), []))
}

test('reachable follows imports, exports and lazy chunks', () => {
  const files = new Map([
    ['dist/a/a.js', "import '../b.js'; await import('./c.js')"],
    ['dist/b.js', "export * from './a/a.js'"],
    ['dist/a/c.js', ''],
  ])
  assert.equal(
    reachable('dist/a/a.js', (path) => files.get(path)!),
    ['dist/a/a.js', 'dist/b.js', 'dist/a/c.js'],
  )
})

test.run()
