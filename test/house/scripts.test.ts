// The scripts of a fresh clone: what counts as stale, how test files are judged, what a build attributes.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { bundledPackages, licences, needsRequire, portableMap } from '../../.ci/build.mjs'
import { buildReason, installReason, promisedFiles, root, sourceHash } from '../../.ci/setup.mjs'
import { budgets, judge, overBudget, readHeader, readTotals, runTests, testFiles } from '../run.mjs'
import { lockFaults } from './lock.js'

const folder = mkdtempSync(join(tmpdir(), 'rostrum-scripts-'))
test.after(() => rmSync(folder, { recursive: true, force: true }))

/** Writes files under a new folder and returns it. */
function tree(name: string, files: Record<string, string>): string {
  const directory = join(folder, name)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true })
    writeFileSync(join(directory, path), text)
  }
  return directory
}

const lockOf = (packages: Record<string, object>) => JSON.stringify({ packages: { '': { name: 'rostrum' }, ...packages } })
const lock = lockOf({ 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '2.0.0', optional: true } })
const installations: [string, string | undefined, RegExp | undefined][] = [
  ['nothing', undefined, /nothing is installed/],
  ['all', lockOf({ 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '2.0.0' } }), undefined],
  ['all but one for another system', lockOf({ 'node_modules/a': { version: '1.0.0' } }), undefined],
  ['one more', lockOf({ 'node_modules/a': { version: '1.0.0' }, 'node_modules/c': { version: '1.0.0' } }), undefined],
  ['one less', lockOf({ 'node_modules/b': { version: '2.0.0' } }), /node_modules\/a is missing/],
  ['another version', lockOf({ 'node_modules/a': { version: '1.0.1' } }), /a is 1\.0\.1, the lock file says 1\.0\.0/],
  ['another optional version', lockOf({ 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '1.9.0' } }), /b is 1\.9\.0/],
]
for (const [name, installed, reason] of installations) {
  test(`installed: ${name}`, () => {
    const got = installReason(lock, installed)
    if (reason) assert.match(got ?? '', reason)
    else assert.is(got, undefined)
  })
}

test('installed: all by its list, but a folder is gone', () => {
  const installed = lockOf({ 'node_modules/a': { version: '1.0.0' } })
  assert.match(installReason(lock, installed, () => false) ?? '', /node_modules\/a is missing, though/)
  assert.is(
    installReason(lock, installed, (path) => path === 'node_modules/a'),
    undefined,
  )
})

test('what is installed here is what the lock file says', () => {
  const read = (path: string) => readFileSync(join(root, path), 'utf8')
  assert.is(installReason(read('package-lock.json'), read('node_modules/.package-lock.json')), undefined)
})

test('the lock file is whole for every system, and says nothing of where it was made', () => {
  assert.equal(lockFaults(readFileSync(join(root, 'package-lock.json'), 'utf8')), [])
})

test('a lock file with a hole is found', () => {
  const packages = {
    'node_modules/a': { version: '1.0.0', dependencies: { b: '1.0.0', c: '1.0.0' }, optionalDependencies: { d: '1.0.0' } },
    'node_modules/a/node_modules/b': { version: '1.0.0', dependencies: { c: '1.0.0', e: '1.0.0' } },
    'node_modules/c': { resolved: 'a place' },
  }
  assert.equal(lockFaults(lockOf(packages)), [
    'node_modules/a asks for d, which has no entry',
    'node_modules/a/node_modules/b asks for e, which has no entry',
    'node_modules/c says where it was fetched',
    'node_modules/c has no version',
  ])
})

const builds: [{ stamp: string | undefined; hash: string; missing: string[] }, string | undefined][] = [
  [{ stamp: 'x', hash: 'x', missing: [] }, undefined],
  [{ stamp: 'x', hash: 'y', missing: [] }, 'sources have changed'],
  [{ stamp: undefined, hash: 'y', missing: [] }, 'it was never built'],
  [{ stamp: 'x', hash: 'x', missing: ['dist/index.js'] }, 'dist/index.js is missing'],
]
for (const [state, reason] of builds) test(`built: ${reason ?? 'nothing to do'}`, () => assert.is(buildReason(state), reason))

test('the hash of the sources follows names and contents, and nothing else', () => {
  const hash = (name: string, files: Record<string, string>) => sourceHash(tree(name, files))
  const first = hash('one', { 'src/a.ts': 'a', 'src/b/c.ts': 'c', 'package.json': '{}' })
  assert.is(hash('two', { 'package.json': '{}', 'src/b/c.ts': 'c', 'src/a.ts': 'a', 'test/a.test.ts': 'x', 'README.md': 'x' }), first)
  assert.is.not(hash('three', { 'src/a.ts': 'b', 'src/b/c.ts': 'c', 'package.json': '{}' }), first)
  assert.is.not(hash('four', { 'src/a.ts': 'a', 'src/b/d.ts': 'c', 'package.json': '{}' }), first)
  assert.is.not(hash('five', { 'src/a.ts': 'a', 'src/b/c.ts': 'c', 'package.json': '{ }' }), first)
  for (const path of ['.ci/build.mjs', '.ci/chunks.mjs'])
    assert.is.not(hash(path.slice(4), { 'src/a.ts': 'a', 'src/b/c.ts': 'c', 'package.json': '{}', [path]: '' }), first, path)
})

test('what the manifest promises is listed', () => {
  const exports = { '.': { import: { types: './dist/index.d.ts', default: './dist/index.js' } }, './a.js': './dist/a.js' }
  assert.equal(promisedFiles({ exports, bin: { a: 'dist/main.js' } }), ['dist/index.d.ts', 'dist/index.js', 'dist/a.js', 'dist/main.js'])
})

const totals = (total: number, passed: number, skipped = 0) =>
  `\n  Total:     ${total}\n  Passed:    ${passed}\n  Skipped:   ${skipped}\n  Duration:  1.00ms\n\n`
const good = { output: totals(3, 3), code: 0, timedOut: false, timeoutMs: 1000, source: '' }
const narrowed = `test.${'only'}('a', () => {})`
const runs: [string, Partial<typeof good>, { passed: number; failed: number; skipped: number; fault?: string }][] = [
  ['all passed', {}, { passed: 3, failed: 0, skipped: 0 }],
  ['one skipped', { output: totals(3, 2, 1) }, { passed: 2, failed: 0, skipped: 1 }],
  ['one failed', { output: totals(3, 2), code: 1 }, { passed: 2, failed: 1, skipped: 0, fault: '1 failed' }],
  ['one failed, and yet it left with 0', { output: totals(3, 2) }, { passed: 2, failed: 1, skipped: 0, fault: '1 failed' }],
  ['it broke after its tests', { code: 7 }, { passed: 3, failed: 1, skipped: 0, fault: 'left with exit code 7' }],
  [
    'no totals',
    { output: 'hello' },
    { passed: 0, failed: 1, skipped: 0, fault: 'wrote no totals (exit code 0): does it call test.run()?' },
  ],
  ['no tests', { output: totals(0, 0) }, { passed: 0, failed: 1, skipped: 0, fault: 'ran no test' }],
  ['all skipped', { output: totals(2, 0, 2) }, { passed: 0, failed: 1, skipped: 2, fault: 'ran no test' }],
  ['time-out', { timedOut: true }, { passed: 3, failed: 1, skipped: 0, fault: 'killed after 1 s' }],
  ['narrowed down', { source: narrowed }, { passed: 3, failed: 1, skipped: 0, fault: 'narrowed down to single tests by .only' }],
  ['two blocks of totals', { output: totals(9, 9) + totals(2, 1) }, { passed: 1, failed: 1, skipped: 0, fault: '1 failed' }],
]
for (const [name, run, outcome] of runs) test(`judged: ${name}`, () => assert.equal(judge({ ...good, ...run }), outcome))

test('totals are read where uvu writes them', () => {
  assert.equal(readTotals(totals(12, 11, 1)), { total: 12, passed: 11, skipped: 1 })
  assert.is(readTotals('Total: 3 Passed: 3 Skipped: 0'), undefined)
})

test('a header asks for time and for dist', () => {
  assert.equal(readHeader('// What.\n// time-out: 300 s\n// needs: dist\n'), { timeoutMs: 300_000, needsDist: true })
  assert.equal(readHeader('// What.\n'), { timeoutMs: 120_000, needsDist: false })
  assert.equal(readHeader(`// What.${'\n'.repeat(20)}// time-out: 300 s\n`), { timeoutMs: 120_000, needsDist: false })
})

test('suites have budgets, half an hour of two at once, and are held to them', () => {
  assert.ok(Object.values(budgets).reduce((sum, minutes) => sum + minutes, 0) <= 60)
  const outcomes = [
    { file: 'test/a/x.test.ts', ms: 50_000 },
    { file: 'test/a/b/y.test.ts', ms: 20_000 },
    { file: 'test/c/z.test.ts', ms: 40_000 },
  ]
  assert.equal(overBudget(outcomes, { a: 1, other: 1 }), ['a took 1.2 minutes of 1'])
  assert.equal(overBudget(outcomes, { a: 2, other: 0.5 }), ['c took 0.7 minutes of 0.5'])
})

/** Runs a tree of test files that write totals by hand. */
async function runTree(name: string, files: Record<string, string>, names: string[] = []) {
  let report = ''
  const passed = await runTests({ directory: tree(name, files), names, prepare: false, write: (text) => (report += text) })
  return { passed, report, last: report.trimEnd().split('\n').at(-1) }
}
const says = (text: string) => `process.stdout.write(${JSON.stringify(text)})\n`

test('the runner adds up what passed', async () => {
  const files = { 'test/a/x.test.ts': says(totals(3, 3)), 'test/y.test.ts': says(totals(2, 1, 1)), 'test/a/helper.ts': 'throw 1' }
  const { passed, last, report } = await runTree('good', files)
  assert.is(passed, true)
  assert.is(last, '4 passed, 0 failed')
  assert.match(report, /^ok {3}test\/a\/x\.test\.ts {2}3 passed {2}\d+ ms$/m)
})

test('the runner adds up what failed, and shows why', async () => {
  const hangs = `// time-out: 4 s\n${says('waiting for a train\n')}setInterval(() => {}, 1000)\n`
  const files = {
    'test/hangs.test.ts': hangs,
    'test/silent.test.ts': 'export {}\n',
    'test/throws.test.ts': `${says(totals(1, 1))}throw new Error('a broken leg')\n`,
    'test/fails.test.ts': `${says(`FAIL "a shoe"${totals(5, 3)}`)}process.exitCode = 1\n`,
    'test/good.test.ts': says(totals(1, 1)),
  }
  const { passed, report, last } = await runTree('bad', files)
  assert.is(passed, false)
  assert.is(last, '5 passed, 5 failed')
  for (const sign of ['killed after 4 s', 'waiting for a train', 'wrote no totals', 'a broken leg', 'a shoe']) assert.match(report, sign)
})

test('the runner fails where no file matches', async () => {
  assert.equal(await runTree('none', { 'test/a.test.ts': says(totals(1, 1)) }, ['nonsense']), {
    passed: false,
    report:
      'Expected names of test files or of their folders (a.test.ts), got nonsense. Name some of these, or none for all.\n0 passed, 1 failed\n',
    last: '0 passed, 1 failed',
  })
})

test('names select by parts of paths', () => {
  const directory = tree('names', { 'test/a/x.test.ts': '', 'test/b/y.test.ts': '', 'test/b/z.ts': '' })
  assert.equal(testFiles(directory, []), ['test/a/x.test.ts', 'test/b/y.test.ts'])
  assert.equal(testFiles(directory, ['b/']), ['test/b/y.test.ts'])
  assert.equal(testFiles(directory, ['./test/a', 'y.test']), ['test/a/x.test.ts', 'test/b/y.test.ts'])
})

test('a build attributes each package whose code it holds', () => {
  const inputs = {
    'src/index.ts': { bytesInOutput: 10 },
    'node_modules/fflate/esm/browser.js': { bytesInOutput: 10 },
    'node_modules/@mozilla/readability/index.js': { bytesInOutput: 10 },
    'node_modules/a/node_modules/b/lib/c.js': { bytesInOutput: 10 },
    'node_modules/shaken/index.js': { bytesInOutput: 0 },
  }
  const packages = ['node_modules/@mozilla/readability', 'node_modules/a/node_modules/b', 'node_modules/fflate']
  assert.equal(bundledPackages([{ outputs: { 'dist/index.js': { inputs } } }]), packages)

  const manifest = '{ "name": "a", "version": "1.2.3", "license": "MIT" }'
  const directory = tree('licences', { 'm/a/package.json': manifest, 'm/a/LICENCE.md': 'Do as you like.\n', 'm/b/package.json': manifest })
  assert.match(licences(['m/a'], directory), 'a 1.2.3 (MIT)\n\nDo as you like.\n')
  assert.throws(() => licences(['m/a', 'm/b'], directory), /a licence file in m\/b/)
})

test('a source map names no path of the machine', () => {
  const map = { version: 3, file: '/home/me/dist/a/index.cjs', sources: ['/home/me/dist/a/index.cjs', '../../src/a.ts'], mappings: 'AAAA' }
  assert.equal(JSON.parse(portableMap(JSON.stringify(map))), { ...map, file: 'index.cjs', sources: ['index.cjs', '../../src/a.ts'] })
  assert.is(portableMap('{"sources": ["a.ts"]}'), '{"sources": ["a.ts"]}')
})

const requires: [string, boolean][] = [
  ["const a = require('fs')", true],
  ["const a = __require ('fs')", true],
  ['var __require = 1', false],
  ['require_stemmer()', false],
  ['(cb, mod) => function __require() {}', false],
  ['a.require(b)', false],
  ['class A { require(start, end) {} }', false],
  ['// require(1)', false],
  ['if (a) { b(() => { c = require(d) }) }', true],
]
for (const [code, found] of requires)
  test(`require is ${found ? '' : 'not '}needed by: ${code}`, async () => assert.is(await needsRequire(code), found))

test.run()
