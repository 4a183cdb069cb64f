// A stranger installs the package: every entry by ESM, CommonJS and TypeScript, the command, and nothing inside that does not belong.
// needs: dist
// time-out: 300 s
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { promisedFiles, readManifest, root } from '../../.ci/setup.mjs'
import { filesOf, install, machinePaths, pack, readInstalled, run, strangeFiles, typeCheck } from './package.js'

const manifest = readManifest()
const entries = Object.entries(manifest.exports).flatMap(([name, exported]) => (typeof exported === 'string' ? [] : [name.slice(2)]))
const specifiers = entries.map((entry) => (entry === '' ? 'rostrum' : `rostrum/${entry}`))

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'rostrum-package-')))
const project = join(folder, 'stranger')
let packed: { tarball: string; files: string[] }

test.before(() => {
  packed = pack(folder)
  const { code, output } = install(project, packed.tarball)
  assert.is(code, 0, output)
})
test.after(() => rmSync(folder, { recursive: true, force: true }))

test('the manifest is what a package should be', () => {
  assert.is(manifest.dependencies, undefined)
  assert.is(manifest.peerDependencies, undefined)
  assert.is(manifest.optionalDependencies, undefined)
  // an element defines itself, and a worker's file answers
  const own = /^\.\/(dist|src)\/browser\/(element\/index|worker)\.(js|cjs|ts)$/
  assert.ok(manifest.sideEffects.every((path: string) => own.test(path)))
  assert.ok(Object.keys(manifest.engines).includes('node'))
  for (const [name, version] of Object.entries<string>(manifest.devDependencies)) {
    assert.match(version, /^\d+\.\d+\.\d+$/, `${name} is not pinned exactly`)
  }
  for (const script of ['preinstall', 'install', 'postinstall', 'prepare']) assert.is(manifest.scripts[script], undefined)
})

test('the tarball holds what is promised, and nothing else', () => {
  assert.equal(strangeFiles(packed.files), [])
  for (const path of [...promisedFiles(), 'README.md', 'LICENSE', 'CHANGELOG.md', 'dist/THIRD_PARTY_LICENSES']) {
    assert.ok(packed.files.includes(path), `${path} is missing`)
  }
})

test('no file holds a path of the machine that built it', () => {
  const directory = join(project, 'node_modules/rostrum')
  const faults = filesOf(directory).flatMap((path) => machinePaths(path, readInstalled(project, path), root))
  assert.equal(faults, [])
})

test('bundled packages are attributed', () => {
  const licences = readInstalled(project, 'dist/THIRD_PARTY_LICENSES')
  for (const name of ['@orama/stemmers', '@orama/stopwords', 'fflate', 'natural']) assert.match(licences, new RegExp(`^${name} \\d`, 'm'))
  assert.match(licences, 'Permission is hereby granted')
})

/** Says what an entry exports, and that an error of one entry is an instance of another's class. */
const report = `
const loaded = { ${specifiers.map((specifier, i) => `'${specifier}': e${i}`).join(', ')} }
const { Index, RostrumError } = loaded.rostrum
const index = new Index({ fields: { body: {} }, storeFields: ['body'] })
index.addAll([{ id: 'a', body: 'a tax on carbon' }, { id: 'b', body: 'herring quota' }])
const { openIndex } = loaded['rostrum/reader']
const found = [index, Index.from(index.toBytes()), openIndex(index.toBytes())].map((one) => one.search('carbon').hits[0].id)
let same = false
try { openIndex(new Uint8Array(100)) } catch (error) { same = error instanceof RostrumError }
console.log(JSON.stringify({ found, same, names: Object.fromEntries(Object.entries(loaded).map(([name, e]) => [name, Object.keys(e).sort()])) }))
`
let names: Record<string, string[]> | undefined

const loaders = [
  { kind: 'ESM', file: 'use.mjs', code: specifiers.map((specifier, i) => `import * as e${i} from '${specifier}'\n`).join('') },
  { kind: 'CommonJS', file: 'use.cjs', code: specifiers.map((specifier, i) => `const e${i} = require('${specifier}')\n`).join('') },
]
for (const { kind, file, code } of loaders) {
  test(`every entry loads by ${kind}, finds a document, and shares its errors`, () => {
    writeFileSync(join(project, file), code + report)
    const ended = run(project, process.execPath, [file])
    assert.is(ended.code, 0, ended.output)
    const said = JSON.parse(ended.stdout)
    assert.equal(said.found, ['a', 'a', 'a'])
    assert.is(said.same, true)
    for (const specifier of specifiers) assert.ok(said.names[specifier].length > 0, `${specifier} exports nothing`)
    assert.not(said.names.rostrum.includes('default'))
    names ??= said.names
    assert.equal(said.names, names)
  })
}

test('a path that is not exported cannot be loaded', () => {
  writeFileSync(join(project, 'deep.mjs'), "import 'rostrum/dist/index.js'")
  assert.match(run(project, process.execPath, ['deep.mjs']).output, /ERR_PACKAGE_PATH_NOT_EXPORTED/)
})

/** Names the types of entries; `./node` speaks of Node's own, which a page does not have. */
const typesOf = (names: readonly string[]) =>
  names.map((name, i) => `import type * as e${i} from '${name}'\nexport type E${i} = keyof typeof e${i}\n`).join('')

const typed = `
import { Index } from 'rostrum'
import { openIndex } from 'rostrum/reader'
${typesOf(specifiers.filter((name) => name !== 'rostrum/node'))}interface Article { id: string; headline: string; published: string }
const index = new Index<Article>({ fields: { headline: { boost: 3 }, published: { type: 'date' } }, storeFields: ['headline'] })
index.add({ id: 'a', headline: 'Carbon tax', published: '2024-01-02' })
const { hits, count } = index.search('carbon', { limit: 5 })
export const first: number = hits[0].score + count
export const bytes: Uint8Array = index.toBytes()
export const again: number = openIndex(bytes).count
`
const programs = [
  { file: 'right.mts', code: typed, fault: undefined },
  { file: 'right.cts', code: typed, fault: undefined },
  { file: 'node.mts', code: typesOf(specifiers), fault: undefined },
  { file: 'node.cts', code: typesOf(specifiers), fault: undefined },
  { file: 'unknown.mts', code: "import { Nothing } from 'rostrum'\nexport { Nothing }", fault: 'TS2305' },
  { file: 'wrong.mts', code: typed.replace('limit: 5', "limit: 'five'"), fault: 'TS2322' },
  { file: 'wrong.cts', code: typed.replace('first: number', 'first: string'), fault: 'TS2322' },
]
for (const { file, code, fault } of programs) {
  for (const resolution of ['NodeNext', 'Bundler'] as const) {
    test(`TypeScript ${resolution}: ${file} ${fault ? `fails with ${fault}` : 'passes'}`, () => {
      writeFileSync(join(project, file), code)
      const { code: exitCode, output } = typeCheck(project, file, resolution, file.startsWith('node'))
      if (fault === undefined) assert.is(exitCode, 0, output)
      else assert.match(output, fault)
    })
  }
}

test('the command is there', () => {
  const { code, output } = run(project, 'npx', ['--no-install', 'rostrum', '--help'])
  assert.is(code, 0, output)
  assert.match(output, /rostrum/i)
  assert.match(output, /search/)
})

test('strange files and paths of a machine are found', () => {
  const strange = ['dist/metafile-esm.json', 'src/index.ts', '.npmrc', 'dist/a.tsbuildinfo', 'dist/../package.json', 'seeds/a.txt']
  assert.equal(strangeFiles([...strange, 'dist/index.d.cts', 'dist/cli/main.js.map']), strange)
  const map = (sources: string[]) => JSON.stringify({ sources })
  assert.equal(machinePaths('a.js.map', map(['../src/a.ts', '/home/me/src/b.ts', 'C:\\src\\c.ts']), '/elsewhere').length, 2)
  assert.equal(machinePaths('a.js', '// /home/me/project', '/home/me').length, 1)
})

test.run()
